"""Every look a screen can have, from one load of it: light and dark, small, with big letters, from the right, in forced colours.

Dark changes nothing but colours, so only the rules about colours look again. A small screen changes what stands there and
no colour; big letters change sizes alone. A page that is read from the right, or in the colours of its reader's own
system, is the same to axe: there its shape is measured, and whether what is pressed and what is chosen can still be seen.
"""

from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import axe_faults

NARROW: ViewportSize = {"width": 320, "height": 640}
COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable")
BIG = "document.documentElement.style.fontSize = '200%'"
NORMAL = "document.documentElement.style.fontSize = ''"
TO_TOP = "[document.scrollingElement, document.querySelector('.view')].forEach(e => e?.scrollTo(0, 0))"
SIDEWAYS = "Math.max(...[document.documentElement, ...document.querySelectorAll('.view, .sheet')].map(e => e.scrollWidth - e.clientWidth))"
CUT = """(() => {
    const slides = e => { for (; e; e = e.parentElement) if (e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true; return false; };
    return [...document.querySelectorAll('h1, h2, p, a, button, b')]
        .filter(e => e.checkVisibility() && !e.closest('.vh, .skip') && (r => r.width > 1 && (r.left < -1 || r.right > innerWidth + 1))(e.getBoundingClientRect()) && !slides(e))
        .map(e => e.textContent.slice(0, 40)); })()"""
UNSEEN = """(() => {
    const seen = e => e.checkVisibility() && e.getBoundingClientRect().width > 1 && !e.closest('.vh'), all = css => [...document.querySelectorAll(css)].filter(seen);
    const ring = s => s.forcedColorAdjust === 'none' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0), edge = s => ring(s) || s.textDecorationLine.includes('underline') || ['Top', 'Bottom', 'Left', 'Right'].some(side => parseFloat(s['border' + side + 'Width']) > 0 && s['border' + side + 'Style'] !== 'none');
    const bare = all('.btn:not(.quiet), input:not([type=file]), textarea, select, progress, [role=progressbar], .chip, .group:not(fieldset), .bub').map(e => e.closest('.pill') ?? e).filter(e => !edge(getComputedStyle(e)));
    const alike = all('[aria-current]:not([aria-current=step]), [aria-selected=true], input[type=checkbox]:checked, input[type=radio]:checked').filter(e => !e.closest('.pill') && !ring(getComputedStyle(e)));
    const named = e => e.tagName.toLowerCase() + '.' + e.className + ' ' + (e.getAttribute('aria-label') ?? e.textContent).slice(0, 40);
    return [...bare.map(e => 'no edge round ' + named(e)), ...alike.map(e => 'as if not chosen: ' + named(e))]; })()"""


def sideways_anywhere(page: Page) -> int:
    """How many pixels the page, or what scrolls in it, goes sideways; 0 is right."""
    return int(page.evaluate(SIDEWAYS))


def every_look(page: Page, small: tuple[ViewportSize, ...] = (NARROW,)) -> list[str]:
    """What is wrong with the screen that stands there, in each of its looks. Afterwards it looks as before."""
    found: list[str] = []
    size = page.viewport_size
    assert size

    def look(name: str, **rules: tuple[str, ...]) -> None:
        page.evaluate(TO_TOP)  # or what has gone under a bar counts as a small target
        found.extend(f"{name}: {one}" for one in axe_faults(page, **rules))
        shape(name)

    def shape(name: str) -> None:
        if over := sideways_anywhere(page):
            found.append(f"{name}: {over} px sideways")

    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    look("light")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    look("dark", only=COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    for one in small:
        page.set_viewport_size(one)
        look(f"{one['width']} px", without=COLOURS)
    page.set_viewport_size(size)
    page.evaluate(BIG)
    look("200% text", only=SIZES)
    page.evaluate(NORMAL)
    page.evaluate("document.documentElement.dir = 'rtl'")
    for one in (NARROW, size):
        page.set_viewport_size(one)
        at = f"from the right at {one['width']}"
        shape(at)
        found.extend(f"{at}: “{words}” is cut" for words in page.evaluate(CUT))
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    found.extend(f"forced colours: {one}" for one in page.evaluate(UNSEEN))
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    return found
