"""The council's offer as its editors write it, look through it and publish it, in a real browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, faults
from tests.browser.behind_rights import published
from tests.browser.conftest import Served, served

LINE = "/staff/offer/setting_up_home"
SAVED = re.compile(r"saved today at")


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own with its offer published."""
    with served("offering", demo_people=60) as running:
        running.command("staff", "add", "--email", "ann@tidewater.gov.uk", "--name", "Ann Lowe", "--role", "admin")
        published(running, "sunil.mathur@tidewater.gov.uk", "ann@tidewater.gov.uk")
        yield running


@pytest.fixture(scope="module")
def sunil(browser: Browser, council: Served) -> Page:
    """Sunil, an administrator, who writes the offer."""
    return at_work(browser, council, "sunil")


@pytest.fixture(scope="module")
def ros(browser: Browser, council: Served) -> Page:
    """Ros, a manager: the second person."""
    return at_work(browser, council, "ros")


def line(page: Page, council: Served, path: str = LINE) -> None:
    """One line, open."""
    page.goto(council.origin + path)
    expect(page.get_by_label("Our rule")).to_be_visible()


def offered(page: Page, right: str = "setting_up_home") -> dict[str, Any]:
    """A right in the public words that phones get."""
    return asks(page, f"/api/offer/lines?ids={right}")["rights"][0]


def drafted(page: Page, right: str = "setting_up_home") -> dict[str, Any]:
    """The line as it stands in the draft."""
    return asks(page, f"/api/offer/edit/{right}")["line"]


def test_an_administrator_starts_at_the_offer(sunil: Page, council: Served) -> None:
    assert sunil.url == f"{council.origin}/staff/offer"
    said = asks(sunil, "/api/offer/edit")["lines"]
    rows = sunil.locator("table.offer-lines tbody tr:has(td)")
    assert rows.count() == len(said)
    sunil.get_by_placeholder("Find a line").fill("home money")
    expect(rows).to_have_count(1)
    sunil.get_by_placeholder("Find a line").fill("")
    sunil.locator(".offer-tools select").select_option("again")
    expect(rows).to_have_count(sum(one["stale"] for one in said))
    sunil.goto(f"{council.origin}/staff/claims")
    expect(sunil.get_by_role("heading", name="We can’t find that page")).to_be_visible()


def test_what_is_typed_saves_itself_and_a_faulty_rule_shows_its_place(sunil: Page, council: Served) -> None:
    line(sunil, council)
    sunil.get_by_label("Sum in pounds").fill("lots")
    expect(sunil.get_by_text("Something can’t be saved as it is. Look for the red words.")).to_be_visible()
    expect(sunil.get_by_text("Write a sum in pounds, like 540 or 12.50.")).to_be_visible()
    sunil.get_by_label("Sum in pounds").fill("3,500")
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    assert drafted(sunil)["amounts"][0]["pence"] == 350000
    assert offered(sunil)["amounts"][0]["pence"] == 300000

    rule, good = sunil.get_by_label("Our rule"), sunil.get_by_label("Our rule").input_value()
    rule.fill("category is former_relevant\nand livng is own_place")
    expect(sunil.locator(".rule-wrong .err")).to_contain_text("Line 2, column 5.")
    expect(sunil.locator(".rule-wrong .err")).to_contain_text("Did you mean “living”?")
    expect(sunil.locator(".rule-lines mark")).to_contain_text("livng")
    sunil.get_by_role("button", name="Go there").click()
    expect(rule).to_be_focused()
    assert sunil.evaluate("(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)") == "livng"
    sunil.goto(f"{council.origin}/staff/offer")
    send = sunil.get_by_role("button", name="Send to be checked")
    expect(send).to_have_attribute("aria-disabled", "true")
    expect(sunil.get_by_text("1 thing to mend first")).to_be_visible()
    send.click(force=True)
    expect(sunil.get_by_role("dialog")).to_have_count(0)

    # A fact from the list goes in where the caret was.
    line(sunil, council)
    rule.fill("category is former_relevant and ")
    sunil.locator(".facts-pick summary").last.click()
    sunil.get_by_placeholder("Find a fact").last.fill("Where do you live")
    sunil.get_by_role("button", name="living is own_place").click()
    expect(rule).to_have_value(re.compile(r"category is former_relevant and living is own_place$"))
    expect(sunil.get_by_text("This rule can be read.")).to_be_visible()
    rule.fill(good)
    expect(sunil.get_by_text("This rule can be read.")).to_be_visible()


def test_what_is_typed_is_never_lost(sunil: Page, ros: Page, council: Served) -> None:
    line(sunil, council)
    sunil.route("**/api/offer/edit/lines", lambda route: route.abort())
    words = "You have £3,500 to spend until you turn 25."
    sunil.get_by_label("What is different here").fill(words)
    expect(sunil.get_by_text("Not saved yet. Your words are safe here.")).to_be_visible()
    sunil.locator(".side nav a", has_text="Our offer").click()
    expect(sunil.locator("table.offer-lines")).to_be_visible()
    sunil.get_by_role("link", name="Photo ID", exact=True).click()
    expect(sunil.get_by_role("heading", level=1, name="Photo ID")).to_be_visible()
    expect(sunil.get_by_label("What is different here")).not_to_have_value(words)
    sunil.locator(".side nav a", has_text="Our offer").click()
    sunil.get_by_role("link", name="Setting up home money", exact=True).click()
    expect(sunil.get_by_role("heading", level=1, name="Setting up home money")).to_be_visible()
    expect(sunil.get_by_label("What is different here")).to_have_value(words)
    sunil.unroute("**/api/offer/edit/lines")
    sunil.get_by_label("What is different here").fill(words + " ")
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    assert drafted(sunil)["local"] == words

    # Someone changes another line meanwhile: both stay.
    line(ros, council, "/staff/offer/photo_id")
    ros.get_by_label("What is different here").fill("We pay for one passport.")
    expect(ros.get_by_text(SAVED)).to_be_visible()
    sunil.get_by_label("What is different here").fill(words)
    sunil.get_by_label("If the answer is no").fill("Ask Ros.")
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    expect(sunil.get_by_text("not saved yet")).to_have_count(0)
    assert drafted(sunil)["if_no"] == "Ask Ros."
    assert drafted(ros, "photo_id")["local"] == "We pay for one passport."

    # Someone changes this very line: nothing goes until one of the two is chosen.
    line(ros, council)
    ros.get_by_label("If the answer is no").fill("Ask Priya.")
    expect(ros.get_by_text(SAVED)).to_be_visible()
    sunil.get_by_label("If the answer is no").fill("Ask Dan.")
    expect(sunil.get_by_text("Someone else changed this line while you wrote")).to_be_visible()
    expect(sunil.locator(".theirs-mine")).to_contain_text("Ask Priya.")
    expect(sunil.locator(".theirs-mine")).to_contain_text("Ask Dan.")
    assert drafted(sunil)["if_no"] == "Ask Priya."
    sunil.get_by_role("button", name="Keep mine").click()
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    assert drafted(sunil)["if_no"] == "Ask Dan."
    # Ros's part of it goes, so that she is a second person again.
    sunil.goto(f"{council.origin}/staff/offer?show=history")
    sunil.get_by_role("button", name="Throw the draft away").click()
    sunil.get_by_role("button", name="Throw it away").click()
    expect(sunil.get_by_text("The draft is gone.")).to_be_visible()
    assert asks(sunil, "/api/offer/edit")["drafted"] is False


def test_own_amounts_start_from_englands_and_laws_have_names(sunil: Page, council: Served) -> None:
    page = next(
        one for one in (asks(sunil, f"/api/offer/edit/{row['right']}") for row in asks(sunil, "/api/offer/edit")["lines"] if not row["local"])
        if len(one["national_amounts"]) > 1 and one["national_amounts"][0]["pence"]
    )  # fmt: skip
    line(sunil, council, f"/staff/offer/{page['right']}")
    sunil.get_by_label("We set our own amounts").check()
    rows = sunil.locator(".amount-row")
    expect(rows).to_have_count(len(page["national_amounts"]))
    sum_of = f"{page['national_amounts'][0]['pence'] / 100:.2f}".removesuffix(".00")
    expect(rows.first.get_by_label("Sum in pounds")).to_have_value(sum_of)
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    assert asks(sunil, f"/api/offer/edit/{page['right']}")["drafted"]["amounts"] == page["national"]["amounts"]
    sunil.goto(f"{council.origin}/staff/offer?show=around")
    for law in asks(sunil, "/api/offer/edit")["laws"]:
        expect(sunil.get_by_label(law["words"])).to_be_visible()
    sunil.goto(f"{council.origin}/staff/offer?show=history")
    sunil.get_by_role("button", name="Throw the draft away").click()
    sunil.get_by_role("button", name="Throw it away").click()
    expect(sunil.get_by_text("The draft is gone.")).to_be_visible()


def test_two_people_publish_and_the_phone_shows_it(sunil: Page, ros: Page, council: Served) -> None:
    line(sunil, council)
    sunil.get_by_label("Sum in pounds").fill("3500")
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    expect(sunil.locator(".on-phone .p-sum").first).to_have_text("Up to £3,500")
    sunil.goto(f"{council.origin}/staff/offer?show=effects")
    effect = sunil.locator("table.effects tbody tr", has_text="Setting up home money")
    expect(effect.locator("td")).to_have_count(4)
    said = asks(sunil, "/api/offer/edit/preview")["effects"][0]
    shown = [cell.inner_text() for cell in effect.locator("td").all()]
    assert said["counted"] == "yes"
    about = ["Under 10, or none" if said[n] is None else f"About {said[n]}" for n in ("gain", "lose", "more", "less")]
    assert shown == about
    moved = sunil.locator(".moved > li", has_text="Setting up home money")
    expect(moved).to_contain_text("Up to £3,000")
    expect(moved).to_contain_text("Up to £3,500")

    sunil.get_by_role("button", name="Send to be checked").click()
    sunil.get_by_role("button", name="Send it").click()
    expect(sunil.get_by_text("Say why.", exact=True)).to_be_visible()
    sunil.get_by_label("What did you change, and why?").fill("The sum goes up by £500.")
    sunil.get_by_role("button", name="Send it").click()
    expect(sunil.get_by_text("You can’t publish this one")).to_be_visible()
    expect(sunil.get_by_role("button", name="Publish")).to_have_count(0)
    line(sunil, council)
    expect(sunil.get_by_text("The draft waits for a second person, so it can’t be changed.")).to_be_visible()
    expect(sunil.get_by_label("Sum in pounds")).to_be_disabled()

    ros.goto(f"{council.origin}/staff/offer")
    expect(ros.get_by_text("Sunil Mathur sent it: “The sum goes up by £500.”")).to_be_visible()
    ros.get_by_role("button", name="Publish").click()
    ros.get_by_role("button", name="Publish it").click()
    expect(ros.get_by_text("Published. Phones show it now.")).to_be_visible()
    assert offered(ros)["amounts"][0]["pence"] == 350000
    ros.get_by_role("tab", name="History").click()
    expect(ros.locator(".version").first).to_contain_text("The sum goes up by £500.")
    expect(ros.locator(".version").first).to_contain_text("Written by Sunil Mathur. Published by Ros Achebe.")


def test_an_earlier_version_becomes_the_draft(ros: Page, council: Served) -> None:
    ros.goto(f"{council.origin}/staff/offer?show=history")
    ros.get_by_role("button", name="Make this the draft: version 1").click()
    ros.get_by_role("button", name="Make it the draft").click()
    expect(ros.get_by_text("Version 1 is the draft now.")).to_be_visible()
    assert drafted(ros)["amounts"][0]["pence"] == 300000
    ros.get_by_role("button", name="Throw the draft away").click()
    ros.get_by_role("button", name="Throw it away").click()
    expect(ros.get_by_text("The draft is gone.")).to_be_visible()


def test_a_right_of_our_own_and_one_we_do_not_offer(sunil: Page, council: Served) -> None:
    sunil.goto(f"{council.origin}/staff/offer")
    sunil.get_by_role("button", name="Add a line of our own").click()
    sunil.get_by_role("button", name="Start it").click()
    expect(sunil.get_by_text("Give it a name.")).to_be_visible()
    sunil.get_by_label("What is it called?").fill("A bike")
    sunil.get_by_role("button", name="Start it").click()
    expect(sunil.get_by_role("heading", level=1, name="A bike")).to_be_visible()
    sunil.get_by_label("One line under the name").fill("We give you a bike.")
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    assert drafted(sunil, "a_bike")["title"] == "A bike"
    line(sunil, council)
    sunil.get_by_text("Our council does not offer this").click()
    expect(sunil.get_by_text(SAVED)).to_be_visible()
    expect(sunil.locator(".on-phone .p-gone")).to_have_text("Your council does not offer this.")
    sunil.get_by_role("button", name="Take our line out").click()
    sunil.get_by_role("button", name="Take it out").click()
    expect(sunil.locator("table.offer-lines")).to_be_visible()
    assert drafted(sunil) is None


def test_a_shared_sum_and_the_day_of_a_law(sunil: Page, council: Served) -> None:
    sunil.goto(f"{council.origin}/staff/offer?show=around")
    sunil.get_by_label("Sum", exact=True).fill("x")
    sunil.get_by_role("button", name="Save in the draft").first.click()
    expect(sunil.get_by_text("Write a sum in pounds, like 3000.")).to_be_visible()
    sunil.get_by_label("staying close").fill("2027-04-01")  # half written: it stays when the sum is saved
    sunil.get_by_label("Sum", exact=True).fill("3200")
    sunil.get_by_role("button", name="Save in the draft").first.click()
    expect(sunil.get_by_text("Saved in the draft.")).to_be_visible()
    assert asks(sunil, "/api/offer/edit")["pots"][0]["pence"] == 320000
    with sunil.expect_response("**/api/offer/edit/laws"):
        sunil.get_by_role("button", name="Save in the draft").last.click()
    expect(sunil.get_by_role("button", name="Use England’s day")).to_be_visible()
    laws = {one["law"]: one for one in asks(sunil, "/api/offer/edit")["laws"]}
    assert laws["staying_close"]["in_force"] == "2027-04-01"


def test_the_editor_looks_right_everywhere(sunil: Page, council: Served) -> None:
    for show, there in (
        ("", "table.offer-lines"),
        ("?show=effects", "table.effects"),
        ("?show=around", ".law"),
        ("?show=history", ".version"),
    ):
        sunil.goto(f"{council.origin}/staff/offer{show}")
        expect(sunil.locator(there).first).to_be_visible()
        assert faults(sunil) == []
    line(sunil, council, "/staff/offer/photo_id")
    sunil.get_by_label("Our rule").fill("age from 16 and (livng is own_place")
    expect(sunil.locator(".rule-lines mark")).to_be_visible()
    sunil.locator(".facts-pick summary").last.click()
    for summary in sunil.locator(".amount-row > details:not([open]) > summary").all():
        summary.click()
    assert faults(sunil) == []
