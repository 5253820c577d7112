"""Every screen of a young person's phone in every look: axe, no sideways scroll, a neutral title, both directions."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, people
from tests.browser.conftest import Served
from tests.browser.looks import NARROW
from tests.browser.on_a_phone import (
    ADDRESSES,
    a_page,
    faults,
    joins,
    opens,
    phone_of,
    shows_code,
    signal,
)


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, who is the adviser of everyone here."""
    return at_work(browser, demo, "dan")


def test_every_screen_in_every_look(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    found = []
    for address in (*ADDRESSES, "/plan/money", "/exit"):
        opens(page, demo, address)
        found += faults(page, address)
    assert found == []
    opens(page, demo, "/plan/home")
    page.get_by_role("button", name="Change your words").click()
    assert faults(page, "own words") == []
    opens(page, demo, "/me/phones")
    page.get_by_role("button", name="Remove all my phones").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page, "remove all") == []
    page.context.close()


def test_what_stands_before_the_pages_in_every_look(dan: Page, browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    opens(page, demo, "/")
    assert faults(page, "nobody") == []
    shows_code(page, dan, demo, people(dan)["Shanice"])
    page.get_by_role("button", name="Carry on").click()
    expect(page.get_by_text("Pick one of the two.")).to_be_visible()
    assert faults(page, "join, with faults") == []
    page.get_by_role("button", name="This isn’t me").click()
    expect(page.get_by_role("heading", name="Thanks for telling us")).to_be_visible()
    assert faults(page, "not me") == []
    joins(page, dan, demo, people(dan)["Shanice"], others_use=False)
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    assert faults(page, "locked") == []
    for key in "111111":
        page.keyboard.press(key)
    expect(page.get_by_text("That PIN doesn’t match.")).to_be_visible()
    assert faults(page, "wrong PIN") == []
    page.context.close()


def test_without_signal_in_every_look(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani")
    opens(page, demo, "/plan")
    signal(page, False)
    for address in ("/", "/plan", "/plan/health", "/me", "/me/looked"):
        opens(page, demo, address)
        expect(page.get_by_text(re.compile("^You’re offline")).first).to_be_visible()
        assert faults(page, f"{address} offline") == []
    page.context.close()


def test_the_lock_fits_on_a_small_phone(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    for name in ("1", "0", "Delete"):
        key = page.get_by_role("button", name=name, exact=True)
        expect(key).to_be_in_viewport(ratio=1)
        box = key.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 48
    page.context.close()


def test_read_from_the_right(browser: Browser, demo: Served) -> None:
    """No language is written that way yet; that nothing is cut then is looked at with every other look."""
    page = phone_of(browser, demo, "Jade Okoro")
    opens(page, demo, "/plan/home")
    page.evaluate("document.documentElement.dir = 'rtl'")
    where = "name => { const r = [...document.querySelectorAll('.bar a')].find(a => a.textContent === name).getBoundingClientRect(); return r.left + r.width / 2 < innerWidth / 2 }"
    assert page.evaluate(where, "Exit"), "Exit is in its own corner, which is now the left one"
    assert not page.evaluate(where, "Plan")
    turned_arrow = page.locator(".bar .flip").first.evaluate("e => new DOMMatrix(getComputedStyle(e).transform).a")
    assert turned_arrow == -1, "arrows turn round"
    page.context.close()


def test_back_returns_to_the_place_it_was_left(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    opens(page, demo, "/plan")
    last = page.get_by_role("link", name=re.compile("^If things go wrong"))
    last.scroll_into_view_if_needed()
    place = page.evaluate("document.querySelector('.view').scrollTop")
    assert place > 100
    last.click()
    expect(page.get_by_role("heading", level=1, name="If things go wrong")).to_be_visible()
    assert page.evaluate("document.querySelector('.view').scrollTop") == 0
    page.go_back()
    expect(last).to_be_in_viewport()
    assert asks(page, "/api/me")["state"] == "open"
    page.context.close()
