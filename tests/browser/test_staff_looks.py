"""Every staff screen at every size, in light and dark: nothing that axe finds, and no sideways scroll."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import at_work, faults, people
from tests.browser.conftest import Served


@pytest.fixture(scope="module")
def staff(browser: Browser, demo: Served) -> dict[str, Page]:
    """Dan, an adviser, and Ros, a manager."""
    return {who: at_work(browser, demo, who) for who in ("dan", "ros")}


def nothing(page: Page) -> None:
    """The screen as it opens."""


def presses(*names: str) -> Callable[[Page], None]:
    """These buttons, one after the other."""

    def go(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=re.compile(f"^{name}")).first.click()

    return go


SCREENS: list[tuple[str, str, str, Callable[[Page], None]]] = [
    ("the week", "dan", "/staff", nothing),
    ("everyone", "dan", "/staff?show=everyone", nothing),
    ("waiting", "dan", "/staff?show=waiting", nothing),
    ("a person", "dan", "/staff/people/{Callum}", nothing),
    ("setting a date", "dan", "/staff/people/{Callum}", presses("Set a date", "Save the date")),
    ("freezing", "dan", "/staff/people/{Callum}", presses("Freeze access")),
    ("a draft", "dan", "/staff/people/{Leon}/plan", nothing),
    ("a part with two matters", "dan", "/staff/people/{Jade}/plan?part=learning", nothing),
    ("a plan to read", "dan", "/staff/people/{Jade}/plan?part=money&version=current", nothing),
    ("no plan", "dan", "/staff/people/{planless}/plan", nothing),
    ("adding a phone", "dan", "/staff/people/{Shanice}/phone", nothing),
    ("a code to scan", "dan", "/staff/people/{Shanice}/phone", presses("Show the code")),
    ("somebody else's", "dan", "/staff/people/00000000-0000-7000-8000-000000000000", nothing),
    ("me", "dan", "/staff/me", nothing),
    ("figures", "ros", "/staff/sharing", nothing),
    ("one record", "ros", "/staff/sharing/{Yusuf}", nothing),
    ("a manager's week", "ros", "/staff", nothing),
]


@pytest.mark.parametrize("screen", SCREENS, ids=[name for name, *_ in SCREENS])
def test_a_screen_is_right_at_every_size(screen: Any, staff: dict[str, Page], demo: Served) -> None:
    name, who, path, does = screen
    page = staff[who]
    rows = people(staff["dan"])
    ids = {known_as: row["id"] for known_as, row in rows.items()}
    ids["planless"] = next((row["id"] for row in rows.values() if row["plan"]["stop"] == "none"), ids["Jade"])
    page.goto(demo.origin + path.format(**ids))
    heading = page.get_by_role("heading").first
    expect(heading).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    does(page)
    if name == "one record":
        expect(page.locator("section.record")).to_be_visible()
    assert faults(page) == []
    assert page.title().endswith("Onward")


def test_the_demo_page_and_the_door(browser: Browser, demo: Served) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{demo.origin}/demo")
    expect(page.get_by_role("heading", name="This is a demo")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name=re.compile("Carmel Doyle")).click()
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()  # a nurse reads no plan
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Staff sign in")).to_be_visible()
    assert faults(page) == []
    page.context.close()
