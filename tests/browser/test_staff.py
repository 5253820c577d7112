"""What advisers and managers do, in a real browser against the real demo council."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.shared.dates import london_date
from tests.browser.at_work import asks, at_work, people, tab_to
from tests.browser.conftest import LAPTOP, PHONE, Served


def today() -> date:
    """The day in London: the browser and the server run on the wall clock, and it may turn meanwhile."""
    return london_date(datetime.now(UTC))


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, an adviser, at his laptop."""
    return at_work(browser, demo, "dan")


@pytest.fixture(scope="module")
def ros(browser: Browser, demo: Served) -> Page:
    """Ros, who manages all teams."""
    return at_work(browser, demo, "ros")


def opens(page: Page, council: Served, path: str) -> None:
    """The page at this address is there."""
    page.goto(council.origin + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def stops(page: Page) -> list[str]:
    """The stops of the chain on screen that say a day."""
    chain = page.locator("ol.plan-chain > li")
    expect(chain).to_have_count(5)
    return [one.split("\n")[0] for one in chain.all_inner_texts() if "Not yet" not in one]


def test_the_list_its_tabs_and_finding_someone(dan: Page, demo: Served) -> None:
    opens(dan, demo, "/staff")
    said = asks(dan, "/api/caseload")
    rows = dan.locator("table.caseload tbody tr:has(td)")
    for tab, count in (
        ("Everyone", said["everyone"]),
        ("Waiting for others", said["waiting"]),
        ("Needs you", said["needs"]),
    ):
        dan.get_by_role("tab", name=f"{tab} ({count})").click()
        expect(rows).to_have_count(count)
    dan.get_by_role("tab", name=re.compile("^Everyone")).click()
    dan.get_by_label("Find a young person").fill("zielonka")
    expect(rows).to_have_count(1)
    dan.get_by_label("Find a young person").fill("nobody at all")
    expect(dan.get_by_role("heading", name="No one here matches “nobody at all”")).to_be_visible()
    dan.get_by_label("Find a young person").fill("")
    dan.get_by_role("link", name="Kacper Zielonka", exact=True).click()
    expect(dan.get_by_role("heading", level=1)).to_have_text("Kacper Zielonka")
    expect(dan.locator("a.who")).to_contain_text("Dan Whitlow")


def test_a_review_gets_a_date_is_held_and_a_move_brings_the_next_one_forward(dan: Page, demo: Served) -> None:
    kacper = people(dan)["Kacper"]["id"]
    opens(dan, demo, f"/staff/people/{kacper}")
    dan.get_by_role("button", name=re.compile("Set a date|Change the date")).click()
    sheet = dan.get_by_role("dialog")
    sheet.get_by_role("button", name="Save the date").click()
    expect(sheet.get_by_text("Choose a day.")).to_be_visible()
    day = today() + timedelta(days=13)
    sheet.get_by_label("Day").fill(day.isoformat())
    sheet.get_by_label("Time").fill("16:30")
    sheet.get_by_label(re.compile("^Where")).fill("The café on Quay Street")
    sheet.get_by_role("button", name="Save the date").click()
    expect(dan.get_by_text("Saved. Kacper sees it now.")).to_be_visible()
    expect(dan.get_by_text(re.compile(rf"{day.day} .*4:30pm, at The café on Quay Street"))).to_be_visible()

    dan.get_by_role("button", name="It was held").click()
    sheet.get_by_label("Day").fill((today() + timedelta(days=1)).isoformat())
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("That day hasn’t come yet.")).to_be_visible()
    sheet.get_by_label("Day").fill((today() - timedelta(days=40)).isoformat())
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Choose the day it was held")).to_be_visible()
    sheet.get_by_label("Day").fill(today().isoformat())
    sheet.get_by_role("button", name="Save").click()
    expect(dan.get_by_text("Saved. The next review is counted from that day.")).to_be_visible()
    expect(dan.get_by_text("Every six months.")).to_be_visible()

    dan.get_by_role("button", name="New home").click()
    sheet.get_by_role("button", name="Save").click()
    expect(dan.get_by_text("Because of a new home.")).to_be_visible()
    assert asks(dan, f"/api/plans/{kacper}")["review"]["due_on"] <= (today() + timedelta(days=28)).isoformat()


def test_a_draft_is_written_refused_fixed_and_shared(dan: Page, demo: Served) -> None:
    amir = people(dan)["Amir"]["id"]
    opens(dan, demo, f"/staff/people/{amir}/plan")
    before = asks(dan, f"/api/plans/{amir}")["current"]["number"]
    dan.get_by_role("button", name="Start a new draft").click()
    expect(dan.get_by_text(f"Plan, draft {before + 1}")).to_be_visible()
    dan.get_by_role("button", name="Add an action").click()
    action = dan.locator("section", has=dan.get_by_label("What will happen"))
    action.get_by_label("What will happen").fill("Support Amir to engage with the landlord")
    expect(dan.get_by_text(re.compile("saved today at"))).to_be_visible()
    expect(dan.get_by_text("Who: no one yet")).to_be_visible()
    expect(dan.get_by_text("2 gaps to fill first")).to_be_visible()

    share = dan.get_by_role("button", name="Share with Amir")
    yes = dan.get_by_role("dialog").get_by_role("button", name="Share it now")
    share.click()
    yes.click()
    expect(dan.get_by_text("Some actions need a person and a date first")).to_be_visible()
    dan.locator(".not-ready").get_by_role("link", name="Support Amir to engage with the landlord").click()
    action.get_by_label("Who does it").select_option(label="Dan Whitlow")
    action.get_by_label("By when").fill((today() + timedelta(days=20)).isoformat())
    action.get_by_label("How it helps Amir").fill("You know who fixes what")
    expect(dan.get_by_text("2 gaps to fill first")).to_have_count(0, timeout=10_000)
    expect(dan.get_by_text("What: not clear yet")).to_be_visible()

    share.click()
    yes.click()
    why = dan.get_by_role("dialog")
    expect(why.get_by_role("heading", name="Some words could be clearer")).to_be_visible()
    why.get_by_role("button", name="Share with Amir").click()
    expect(why.get_by_text("Write a few words.")).to_be_visible()
    why.get_by_label("Why share it as it is?").fill("Amir wanted it said like this")
    why.get_by_role("button", name="Share with Amir").click()
    expect(dan.get_by_text(re.compile("^Shared with Amir"))).to_be_visible()
    assert stops(dan) == ["Written", "Shared"]
    plan = asks(dan, f"/api/plans/{amir}")
    assert (plan["draft"], plan["current"]["number"]) == (None, before + 1)

    line = dan.locator(".acts > li", has_text="engage with the landlord")
    line.get_by_role("button", name="It’s started").click()
    expect(line.get_by_text("Going")).to_be_visible()
    line.get_by_role("button", name="It’s done").click()
    expect(line.get_by_text("Done", exact=True)).to_be_visible()
    expect(line.get_by_role("button")).to_have_count(0)
    theirs = dan.locator(".acts > li", has=dan.get_by_text("Amir", exact=True))
    expect(theirs.get_by_role("button")).to_have_count(0)
    opens(dan, demo, "/staff?show=everyone")
    expect(dan.locator("tr", has_text="Amir Nazari")).to_contain_text("Shared, not delivered")


def a_phone(browser: Browser, council: Served, code: dict[str, Any], born_on: str) -> Page:
    """A phone that took the code and gave the right birthday, by the same requests as the app makes."""
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{council.origin}/help")
    send = "([path, body]) => fetch(path, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}).then(r => r.status)"
    taken = {"secret": code["link"].split("#")[1], "spoken": code["spoken"]}
    assert page.evaluate(send, ["/api/joining/take", taken]) == 200
    assert page.evaluate(send, ["/api/joining/birthday", {"born_on": born_on}]) == 200
    return page


def test_a_code_is_shown_followed_and_stopped(dan: Page, browser: Browser, demo: Served) -> None:
    mei_lin = people(dan)["Mei-Lin"]["id"]
    opens(dan, demo, f"/staff/people/{mei_lin}/phone")
    with dan.expect_response(re.compile(r"/joining$")) as made:
        dan.get_by_role("button", name="Show the code").click()
    image = dan.get_by_role("img", name="Square code for Mei-Lin to scan")
    expect(image).to_be_visible()
    assert image.evaluate("one => one.naturalWidth > 0 && one.clientWidth >= 200")
    expect(dan.get_by_role("timer")).to_contain_text(re.compile(r"Works for (10:00|9:\d\d) more"))
    phone = a_phone(browser, demo, made.value.json(), asks(dan, f"/api/people/{mei_lin}")["born_on"])
    expect(dan.get_by_role("heading", name="A phone joined. Is it Mei-Lin’s?")).to_be_visible(timeout=8000)
    dan.get_by_role("button", name="No, stop it").click()
    expect(dan.get_by_text("Stopped. That phone got nothing.")).to_be_visible()
    assert asks(phone, "/api/joining")["state"] == "ended"
    phone.context.close()


def test_a_phone_at_a_distance_needs_a_manager_too(dan: Page, ros: Page, browser: Browser, demo: Served) -> None:
    mei_lin = people(dan)["Mei-Lin"]["id"]
    opens(dan, demo, f"/staff/people/{mei_lin}/phone")
    dan.get_by_text("We’re apart").click()
    with dan.expect_response(re.compile(r"/joining$")) as made:
        dan.get_by_role("button", name="Make the link").click()
    code = made.value.json()
    assert dan.locator(".spoken span").all_inner_texts() == list(re.sub(r"\W", "", code["spoken"]))
    phone = a_phone(browser, demo, code, asks(dan, f"/api/people/{mei_lin}")["born_on"])
    dan.get_by_role("button", name="Yes, this is Mei-Lin’s").click(timeout=8000)
    expect(dan.get_by_text("Waiting for a manager’s yes")).to_be_visible()
    opens(ros, demo, "/staff/sharing")
    ros.get_by_role("button", name=re.compile("Yes, add it.*Mei-Lin Chau")).click(timeout=8000)
    expect(ros.get_by_role("heading", name="Phones waiting for your yes")).to_have_count(0)
    expect(dan.get_by_text("You said yes. Mei-Lin is choosing how to unlock.")).to_be_visible(timeout=8000)
    assert asks(phone, "/api/joining")["state"] == "confirmed"
    phone.context.close()


def test_a_phone_is_frozen_let_in_again_and_removed(dan: Page, demo: Served) -> None:
    ellie = people(dan)["Ellie"]["id"]
    opens(dan, demo, f"/staff/people/{ellie}")
    dan.get_by_role("button", name="Freeze access").click()
    dan.get_by_role("button", name="Freeze now").click()
    expect(dan.get_by_text(re.compile("^Frozen since"))).to_be_visible()
    expect(dan.get_by_role("link", name="Add a phone")).to_have_count(0)
    dan.get_by_role("button", name="Open access again").click()
    expect(dan.get_by_text("Access is open again.")).to_be_visible()
    live = [one for one in asks(dan, f"/api/people/{ellie}/phones")["phones"] if not one["removed_at"]]
    dan.get_by_role("button", name=f"Remove {live[0]['label']}").first.click()
    dan.get_by_role("button", name="Keep it").click()
    dan.get_by_role("button", name=f"Remove {live[0]['label']}").first.click()
    dan.get_by_role("button", name="Remove this phone").click()
    expect(dan.get_by_text(f"{live[0]['label']} is removed.")).to_be_visible()
    left = [one for one in asks(dan, f"/api/people/{ellie}/phones")["phones"] if not one["removed_at"]]
    assert len(left) == len(live) - 1


def test_a_manager_sees_the_figures_the_stuck_and_one_record(ros: Page, demo: Served) -> None:
    opens(ros, demo, "/staff/sharing")
    said = asks(ros, "/api/sharing")
    figures = ros.locator(".figures .big").all_inner_texts()
    assert figures == [str(stop["count"]) for stop in said["stops"]]
    expect(ros.get_by_text(f"Out of {said['must_have']} young people who must have a plan")).to_be_visible()
    for gone in said["exclusions"]:
        expect(ros.get_by_text(re.compile(rf"Not counted:.*\({gone['count']}\)"))).to_be_visible()
    expect(ros.locator("table.stuck tbody tr")).to_have_count(len(said["stuck"]))
    days = [int(one.split()[0]) for one in ros.locator("table.stuck .clock").all_inner_texts()]
    assert days == sorted(days, reverse=True)

    last = said["stuck"][-1]
    opener = ros.get_by_role("link", name=re.compile(f"Record.*{last['name']}"))
    opener.click()
    panel = ros.get_by_role("region", name=f"{last['name']}, {last['age']}")
    expect(panel).to_be_focused()
    row, beside = ros.locator("tr.chosen").bounding_box(), panel.bounding_box()
    assert row
    assert beside
    assert beside["x"] > row["x"] + row["width"]
    assert 0 <= row["y"] <= LAPTOP["height"]  # the list stayed where it was, and the panel came to it
    assert 0 <= beside["y"] <= LAPTOP["height"] / 2
    expect(panel.locator("ol.line > li")).to_have_count(5)
    expect(panel.locator("li[aria-current=step]")).to_contain_text("day")
    panel.get_by_role("link", name="Close").click()
    expect(panel).to_have_count(0)
    expect(opener).to_be_focused()

    team = said["teams"][0]
    ros.get_by_role("combobox").select_option(label=team["name"])
    expect(ros.get_by_text(f"Out of {team['must_have']} young people")).to_be_visible()


def test_the_export_holds_a_row_for_everyone_counted_and_not(ros: Page, demo: Served) -> None:
    opens(ros, demo, "/staff/sharing")
    with ros.expect_download() as saved:
        ros.get_by_role("button", name="Export CSV").click()
    assert saved.value.suggested_filename == f"plan-sharing-{today().isoformat()}.csv"
    rows = list(csv.DictReader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    said = asks(ros, "/api/sharing")
    assert len(rows) == said["must_have"] + sum(one["count"] for one in said["exclusions"])
    assert sum(row["must_have_plan"] == "yes" for row in rows) == said["must_have"]
    for stop in said["stops"]:
        reached = [row for row in rows if row["must_have_plan"] == "yes" and row[f"{stop['code']}_at"]]
        assert len(reached) == stop["count"], stop["code"]
    assert not {"name", "given_name", "family_name", "born_on"} & set(rows[0])
    assert date.fromisoformat(rows[0]["counted_at"][:10])


def test_a_manager_reads_and_does_not_write(ros: Page, demo: Served) -> None:
    who = next(row for row in asks(ros, "/api/caseload")["people"] if row["plan"]["number"])
    opens(ros, demo, f"/staff/people/{who['id']}/plan")
    expect(ros.get_by_role("button", name=re.compile("Share|draft|started|done"))).to_have_count(0)
    opens(ros, demo, f"/staff/people/{who['id']}")
    expect(ros.get_by_role("button", name=re.compile("Set a date|held|New home"))).to_have_count(0)
    opens(ros, demo, f"/staff/people/{who['id']}/phone")
    expect(ros.get_by_role("heading", level=1)).to_have_text("We can’t find that page")


def test_a_plan_is_shared_by_keyboard_alone(dan: Page, demo: Served) -> None:
    opens(dan, demo, "/staff")
    tab_to(dan, "Share it: Leon Fairweather")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text(re.compile("Plan, draft"))).to_be_visible()
    tab_to(dan, "Share with Leon")
    dan.keyboard.press("Enter")
    tab_to(dan, "Share it now")
    dan.keyboard.press("Enter")
    expect(dan.get_by_role("heading", name="Some words could be clearer")).to_be_visible()
    tab_to(dan, "Why share it as it is?")
    dan.keyboard.type("These are the words Leon wanted")
    tab_to(dan, "Share with Leon")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text(re.compile("^Shared with Leon"))).to_be_visible()
    assert stops(dan) == ["Written", "Shared"]
