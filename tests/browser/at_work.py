"""What the tests of the staff's screens do again and again: sign in, look at every size, and get along by keyboard."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Served
from tests.browser.looks import NARROW, every_look

DEMO = {
    "dan": "Dan Whitlow",
    "priya": "Priya Nair",
    "ros": "Ros Achebe",
    "carmel": "Carmel Doyle",
    "sunil": "Sunil Mathur",
}


def at_work(browser: Browser, council: Served, who: str) -> Page:
    """A page on which one of the demo's staff has signed in by tapping their name."""
    page = browser.new_context(viewport=LAPTOP, reduced_motion="reduce", locale="en-GB").new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{council.origin}/demo")
    page.get_by_role("button", name=re.compile(DEMO[who])).click()
    page.wait_for_url(re.compile(r"/staff"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def asks(page: Page, path: str) -> Any:
    """What the server says to this page's own session."""
    return page.evaluate("path => fetch(path).then(answer => answer.json())", path)


def people(page: Page) -> dict[str, dict[str, Any]]:
    """Everyone on this adviser's list by the name they are called."""
    return {row["known_as"]: row for row in asks(page, "/api/caseload")["people"]}


def faults(page: Page) -> list[str]:
    """What is wrong with this screen in any look, on a laptop, a phone and a small one."""
    return every_look(page, (PHONE, NARROW))


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """The focus is on the control with these words in its name, reached with the Tab key alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(e => (e.labels?.[0] ?? e).textContent || e.getAttribute('aria-label') || '')(document.activeElement)"
        )
        if words in here and page.evaluate("document.activeElement !== document.body"):
            return
    raise AssertionError(f"no control with “{words}” within {most} tabs")
