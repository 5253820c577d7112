"""The screens of a young person's messages in every look: axe, no sideways scroll, neutral titles, both directions."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import at_work, people
from tests.browser.conftest import PHONE, Served
from tests.browser.looks import NARROW
from tests.browser.on_a_phone import faults, opens, phone_of, signal
from tests.browser.talking import a_photo, adds, box, in_thread, says, until, writes


@pytest.fixture(scope="module")
def jade(browser: Browser, demo: Served) -> Page:
    """Jade's phone, with her thread open."""
    return in_thread(browser, demo, "Jade Okoro")


def test_the_list_the_thread_and_what_opens_over_it(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Tobi Adeyinka")
    found = []
    opens(page, demo, "/messages")
    found += faults(page, "list")
    opens(page, demo, "/messages/nurse")
    found += faults(page, "empty thread")
    page.get_by_role("button", name="Write to Carmel").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += faults(page, "before you write")
    opens(page, demo, "/messages/adviser")
    found += faults(page, "thread")
    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    found += faults(page, "what to add")
    assert found == []
    page.context.close()


def test_what_is_being_written_and_what_waits_or_failed(jade: Page, demo: Served) -> None:
    found = []
    adds(jade, "Photo", "a.png", "image/png", a_photo(400))
    expect(jade.locator(".thumb")).to_be_visible()
    box(jade).fill("a long one " * 40)
    found += faults(jade, "photo and words")
    jade.get_by_role("button", name="Take it off").click()
    box(jade).fill("a" * 4_100)
    found += faults(jade, "too long")
    adds(jade, "PDF", "odd.pdf", "application/pdf", b"%PDF-1.4 and nothing more")
    writes(jade, "look at this")
    expect(jade.locator(".st.failed")).to_be_visible()
    found += faults(jade, "refused")
    signal(jade, False)
    writes(jade, "no signal here")
    expect(jade.get_by_text("Will send when you’re back online")).to_be_visible()
    found += faults(jade, "waiting")
    signal(jade, True)
    assert found == []


def test_the_line_and_the_box_stay_in_sight_on_a_small_phone_and_with_big_letters(jade: Page, demo: Served) -> None:
    opens(jade, demo, "/messages/adviser")
    for size, letters in ((NARROW, ""), (PHONE, "200%"), ({"width": 640, "height": 360}, "")):
        jade.set_viewport_size(size)  # type: ignore[arg-type]
        jade.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
        for place in ("e => e.scrollTo(0, e.scrollHeight)", "e => e.scrollTo(0, 0)"):
            jade.evaluate(f"[document.scrollingElement, document.querySelector('.view')].forEach({place})")
            for seen in (jade.get_by_text("Not for emergencies."), box(jade), jade.get_by_role("button", name="Send")):
                expect(seen).to_be_in_viewport(ratio=1)
    jade.evaluate("document.documentElement.style.fontSize = ''")
    jade.set_viewport_size(PHONE)  # type: ignore[arg-type]


def test_from_right_to_left(jade: Page, demo: Served) -> None:
    opens(jade, demo, "/messages/adviser")
    assert faults(jade, "from both sides") == []
    jade.evaluate("document.documentElement.dir = 'rtl'")
    mine, theirs = jade.locator("li.msg.me").last.bounding_box(), jade.locator("li.msg:not(.me)").last.bounding_box()
    assert mine
    assert theirs
    assert mine["x"] < theirs["x"] + theirs["width"] - mine["width"], "what they wrote stands at the end side"
    jade.context.close()


def at_end(page: Page) -> None:
    """The last message stands wholly above the box. The thread follows when its size is told: with the next frame."""
    until(
        page,
        lambda: page.evaluate(
            "[...document.querySelectorAll('li.msg')].pop().getBoundingClientRect().bottom <= document.querySelector('.compose').getBoundingClientRect().top"
        ),
        seconds=2,
    )


def test_above_a_keyboard_that_lies_over_the_page(browser: Browser, demo: Served) -> None:
    """As on an iPhone: the page keeps its height, only what is seen of it gets smaller."""
    page, dan = in_thread(browser, demo, "Jade Okoro"), at_work(browser, demo, "dan")
    page.evaluate(
        """() => {
          Object.defineProperty(visualViewport, 'height', { configurable: true, get: () => 500 });
          visualViewport.dispatchEvent(new Event('resize'));
        }"""
    )
    place = box(page).bounding_box()
    assert place
    assert place["y"] + place["height"] <= 500
    at_end(page)
    says(dan, people(dan)["Jade"]["id"], "A word while the keyboard is open. " * 6)
    expect(page.get_by_text("A word while the keyboard is open.").last).to_be_visible()
    at_end(page)
    page.evaluate("() => { delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize')); }")
    place = box(page).bounding_box()
    assert place
    assert place["y"] > 700
    at_end(page)
    for one in (page, dan):
        one.context.close()
