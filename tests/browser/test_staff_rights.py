"""A young person's rights and claims on the staff's side, in a real browser against a real council."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backend.entitlements import claiming
from backend.shared import clock
from backend.shared.dates import london_date
from tests.browser.at_work import asks, at_work, faults, people, tab_to
from tests.browser.behind import on_their_phone, phone_does
from tests.browser.behind_rights import asked, published
from tests.browser.conftest import Served, served

LATER = (london_date(clock.now()) + timedelta(days=20)).isoformat()


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own with its offer published: nobody else answers here."""
    with served("claiming", demo_people=60) as running:
        running.command("staff", "add", "--email", "ann@tidewater.gov.uk", "--name", "Ann Lowe", "--role", "admin")
        published(running, "sunil.mathur@tidewater.gov.uk", "ann@tidewater.gov.uk")
        yield running


@pytest.fixture(scope="module")
def dan(browser: Browser, council: Served) -> Page:
    """Dan, an adviser, at his laptop."""
    return at_work(browser, council, "dan")


@pytest.fixture(scope="module")
def ros(browser: Browser, council: Served) -> Page:
    """Ros, who answers for his team."""
    return at_work(browser, council, "ros")


@pytest.fixture(scope="module")
def jade(browser: Browser, council: Served) -> Page:
    """Jade's phone, open."""
    return on_their_phone(browser, council, "Jade Okoro")


@pytest.fixture(scope="module")
def claims(council: Served, dan: Page) -> dict[str, str]:
    """What was asked for, by a name for each: two of them are late."""
    who = {name: row["id"] for name, row in people(dan).items()}
    wanted = {
        "cooker": (who["Jade"], "setting_up_home", "A cooker and a fridge.", 54000, 12.0),
        "photo": (who["Shanice"], "photo_id", "My passport form.", 10200, 9.0),
        "bed": (who["Tobi"], "setting_up_home", "A bed.", 22000, 1.0),
        "course": (who["Callum"], "he_bursary", "I start in Leeds.", 200000, 0.5),
        "trip": (who["Jade"], "photo_id", "For the college trip.", 5000, 0.2),
    }
    return dict(zip(wanted, asked(council, *wanted.values()), strict=True))


def claim_list(page: Page, council: Served) -> Locator:
    """The rows of the list, as it opens."""
    page.goto(f"{council.origin}/staff/claims")
    rows = page.locator(".claim-row")
    expect(rows.first).to_be_visible()
    return rows


def opened(page: Page, council: Served, claim: str) -> Locator:
    """This claim, open beside the list, with the focus on its heading."""
    page.goto(f"{council.origin}/staff/claims/{claim}")
    expect(page.locator("#claim-name")).to_be_focused()
    return page.locator(".claim-pane")


def mine(page: Page, claim: str) -> dict[str, Any]:
    """The claim as its owner's phone gets it."""
    return next(one for one in phone_does(page, "GET", "/api/claims/mine")["claims"] if one["id"] == claim)


def rights(page: Page, council: Served, who: str, show: str = "") -> None:
    """One young person's rights, as they open."""
    page.goto(f"{council.origin}/staff/people/{people(page)[who]['id']}/rights{show}")
    expect(page.get_by_role("heading", level=1, name=f"{who}’s rights")).to_be_visible()


def test_the_earliest_promise_stands_first_and_late_says_so(dan: Page, council: Served, claims: dict[str, str]) -> None:
    rows = claim_list(dan, council)
    said = asks(dan, "/api/claims")["rows"]
    ours = [row for row in said if row["next"] not in ("young_person", "over")]
    assert {row["id"] for row in ours} >= set(claims.values())
    in_order = [row["id"] for row in sorted(ours, key=lambda row: row["days_late"] == 0)]
    assert [row.get_attribute("data-claim") for row in rows.all()][: len(ours)] == in_order
    due = [row["due_on"] for row in ours]
    assert due == sorted(due)
    late = sum(row["days_late"] > 0 for row in ours)
    assert late >= 2
    expect(dan.get_by_role("heading", name=f"Late ({late})")).to_be_visible()
    expect(rows.first.locator(".clock.late")).to_have_text(re.compile(r"\d+ days late"))
    assert dan.locator("nav a", has_text="Claims").locator(".n").inner_text() == str(len(ours))
    assert rows.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1


def test_a_claim_is_seen_decided_and_given_by_keys_alone(
    dan: Page, jade: Page, council: Served, claims: dict[str, str]
) -> None:
    rows = claim_list(dan, council)
    at = [row.get_attribute("data-claim") for row in rows.all()].index(claims["cooker"])
    for n in range(at + 1):
        dan.keyboard.press("j")
        expect(rows.nth(n)).to_be_focused()
    dan.keyboard.press("ArrowDown")
    expect(rows.nth(at + 1)).to_be_focused()
    dan.keyboard.press("k")
    dan.keyboard.press("Enter")
    name = dan.locator("#claim-name")
    expect(name).to_be_focused()
    expect(dan.locator(".claim-pane .voice")).to_contain_text("A cooker and a fridge.")

    dan.keyboard.press("d")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("Jade sees that you read it. Decide next.")).to_be_visible()
    assert mine(jade, claims["cooker"])["state"] == "seen"

    expect(name).to_be_focused()
    dan.keyboard.press("d")
    dan.keyboard.press("Space")  # yes
    tab_to(dan, "How much", 4)
    pot = asks(dan, f"/api/claims/{claims['cooker']}")["pot"]
    hint = f"£{pot['left'] // 100:,} is left of £{pot['total'] // 100:,}."
    expect(dan.locator(".sum-field .hint")).to_contain_text(hint)
    dan.keyboard.press("Control+a")
    dan.keyboard.type(f"{(pot['left'] + 1) / 100:.2f}")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("That is £0.01 more than is left.")).to_be_visible()
    assert mine(jade, claims["cooker"])["decision"] is None
    dan.keyboard.press("Control+a")
    dan.keyboard.type("540")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("Jade can read your answer now.")).to_be_visible()
    assert mine(jade, claims["cooker"])["decided_pence"] == 54000

    expect(name).to_be_focused()
    dan.keyboard.press("d")
    dan.keyboard.type("The shop brings it on Friday.")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("Jade is asked if it came.")).to_be_visible()
    expect(dan.get_by_text("Now Jade says if it came. You have nothing to do.")).to_be_visible()
    assert mine(jade, claims["cooker"])["given_how"] == "The shop brings it on Friday."
    dan.keyboard.press("n")
    expect(dan).not_to_have_url(re.compile(claims["cooker"]))
    expect(name).to_be_focused()

    phone_does(jade, "POST", f"/api/claims/mine/{claims['cooker']}/confirm", {"came": True, "words": ""})
    opened(dan, council, claims["cooker"])
    expect(dan.get_by_text("This is finished.")).to_be_visible()
    expect(dan.locator(".claim-pane .line")).to_contain_text("Jade says it came")


def max_of(first: str) -> str:
    """The last day to which a promise of this day may be put off."""
    return (date.fromisoformat(first) + claiming.FURTHEST).isoformat()


def test_late_is_told_with_why_and_a_new_day(
    dan: Page, ros: Page, jade: Page, council: Served, claims: dict[str, str]
) -> None:
    opened(dan, council, claims["trip"])
    dan.keyboard.press("l")
    sheet = dan.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="Tell Jade before they ask")).to_be_visible()
    sheet.get_by_role("button", name="Tell Jade").click()
    expect(sheet.get_by_text("Say why.")).to_be_visible()
    expect(sheet.get_by_text("Choose a day.")).to_be_visible()
    sheet.get_by_label("Why is it late?").fill("The shop is shut until Monday. I ring them then.")
    sheet.get_by_label("New day").fill("2020-01-01")
    sheet.get_by_role("button", name="Tell Jade").click()
    expect(sheet.get_by_text(re.compile(r"Choose a day after \d+ \w+( \d{4})?\."))).to_be_visible()
    sheet.get_by_label("New day").fill(LATER)
    sheet.get_by_role("button", name="Tell Jade").click()
    expect(dan.get_by_text("Jade knows the new day.")).to_be_visible()
    expect(dan.locator("#claim-name")).to_be_focused()
    kept = mine(jade, claims["trip"])
    assert kept["why_late"].startswith("The shop is shut")

    # Beside the new day stands the first one, for both; and a second time is for a manager alone.
    expect(dan.locator(".claim-pane .line .when.late")).to_have_text(re.compile(r"First promised by "))
    jade.goto(f"{council.origin}/rights/claims/{claims['trip']}")
    expect(
        jade.get_by_text(re.compile(r"^It was promised by \d+ \w+( \d{4})?\. The new day is \w+ \d+ \w+"))
    ).to_be_visible()
    dan.keyboard.press("l")
    expect(sheet.get_by_text("It was put off before. Only a manager can put it off again.")).to_be_visible()
    expect(sheet.get_by_role("button", name="Tell Jade")).to_have_count(0)
    sheet.get_by_role("button", name="Not now").click()
    opened(ros, council, claims["trip"])
    ros.keyboard.press("l")
    sheet, last = ros.get_by_role("dialog"), max_of(kept["first_due_on"])
    expect(sheet.get_by_label("New day")).to_have_attribute("max", last)
    sheet.get_by_label("Why is it late?").fill("The shop closed for good. I look for another.")
    sheet.get_by_label("New day").fill(last)
    sheet.get_by_role("button", name="Tell Jade").click()
    expect(ros.get_by_text("Jade knows the new day.")).to_be_visible()
    ros.keyboard.press("l")
    expect(sheet.get_by_text("Three months from the first promise is the most.")).to_be_visible()
    sheet.get_by_role("button", name="Not now").click()


def test_a_no_has_its_reason_and_somebody_else_answers_the_challenge(
    dan: Page, ros: Page, jade: Page, council: Served, claims: dict[str, str]
) -> None:
    opened(dan, council, claims["trip"])  # whoever said why it is late has read it
    dan.get_by_text("With a reason they can challenge").click()
    expect(dan.get_by_label("How much")).to_have_count(0)
    dan.get_by_role("button", name="Send the answer to Jade").click()
    expect(dan.get_by_text("Jade needs a reason in words.")).to_be_visible()
    expect(dan.get_by_text("Choose the kind of reason.")).to_be_visible()
    dan.get_by_label("Why, in words Jade reads").fill("You are not eligible for this in the current year.")
    expect(dan.get_by_text("“eligible” is an office word.")).to_be_visible()

    # What is half written stays with its claim.
    dan.locator(f"[data-claim='{claims['bed']}']").click()
    expect(dan.locator(".claim-pane .voice")).to_contain_text("A bed.")
    dan.locator(f"[data-claim='{claims['trip']}']").click()
    expect(dan.get_by_label("Why, in words Jade reads")).to_have_value(re.compile("eligible"))
    dan.get_by_label("Why, in words Jade reads").fill("The trip is paid by your college.")
    dan.get_by_label("Kind of reason").select_option("other_money")
    dan.get_by_role("button", name="Send the answer to Jade").click()
    expect(dan.get_by_text("Jade knows why. You have nothing to do unless they challenge it.")).to_be_visible()
    assert mine(jade, claims["trip"])["reason"] == "The trip is paid by your college."

    phone_does(jade, "POST", f"/api/claims/mine/{claims['trip']}/challenge", {"words": "The college says it is not."})
    opened(dan, council, claims["trip"])
    expect(dan.get_by_role("heading", name="Jade challenges the no")).to_be_visible()
    dan.get_by_text("All of it").click()
    dan.get_by_role("button", name="Send the answer to Jade").click()
    expect(dan.get_by_text("You decided this before. Someone else answers it now.")).to_be_visible()

    opened(ros, council, claims["trip"])
    expect(ros.locator(".claim-pane .voice").last).to_contain_text("The college says it is not.")
    ros.get_by_text("All of it").click()
    ros.get_by_role("button", name="Send the answer to Jade").click()
    expect(ros.get_by_text("Jade can read your answer now.")).to_be_visible()
    assert mine(jade, claims["trip"])["decision"] == "yes"


def test_a_manager_has_the_figures(dan: Page, ros: Page, council: Served, claims: dict[str, str]) -> None:
    said = asks(ros, "/api/rights/figures")
    ros.goto(f"{council.origin}/staff/claims?show=figures")
    tiles = ros.locator(".tiles").first
    expect(tiles).to_contain_text(re.compile(rf"{said['asked']}\s*Asked for|Asked for\s*{said['asked']}"))
    shown = {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in tiles.locator("> div").all()}
    assert shown["No answer yet"] == str(said["unanswered"])
    assert (shown["Late now"], shown["Put off to a new day"]) == (str(said["late"]), str(said["put_off"]))
    expect(ros.locator(".amount-big")).to_have_text(f"£{said['promised_pence'] // 100:,}")
    dan.goto(f"{council.origin}/staff/claims?show=figures")
    expect(dan.locator(".claim-row").first).to_be_visible()
    expect(dan.get_by_role("tab")).to_have_count(0)


def test_rights_stand_with_the_facts_used_and_whose_they_are(dan: Page, jade: Page, council: Served) -> None:
    who = people(dan)["Jade"]["id"]
    hidden = asks(dan, f"/api/rights/with/{who}")["hidden"]
    private = {"fact": "hurt_by_crime", "value": "yes", "since": None, "shown": False}
    phone_does(jade, "POST", "/api/rights/mine/statements", {"id": jade.evaluate("crypto.randomUUID()"), **private})
    open_one = {"fact": "living", "value": "own_place", "since": None, "shown": True}
    phone_does(jade, "POST", "/api/rights/mine/statements", {"id": jade.evaluate("crypto.randomUUID()"), **open_one})
    rights(dan, council, "Jade")
    said = asks(dan, f"/api/rights/with/{who}")
    assert said["hidden"] == hidden + 1
    expect(dan.get_by_text(re.compile(rf"Jade keeps {hidden + 1} answers? private\."))).to_be_visible()
    assert "hurt_by_crime" not in {one["fact"] for one in said["facts"] if one["by"] == "young_person"}
    titles = {"ends_soon": "Ends soon", "can": "Can get", "may": "May get: check first", "not_now": "Not right now"}
    for standing, words in titles.items():
        n = sum(one["standing"] == standing for one in said["rights"])
        expect(dan.get_by_role("heading", name=f"{words} ({n})")).to_have_count(1 if n else 0)
    assert dan.locator("details.right").count() == len(said["rights"])
    home = dan.locator("details.right", has_text="Setting up home money")
    home.locator("summary").click()
    expect(home.locator(".whose.you").first).to_have_text("Jade said so")
    expect(home.get_by_text("The council’s fact").first).to_be_visible()


def test_what_if_shows_before_and_after_and_keeps_nothing(dan: Page, council: Served) -> None:
    now = london_date(clock.now()).isoformat()
    row = next(one for one in people(dan).values() if 18 <= one["age"] < 21)
    who, name = row["id"], row["known_as"]
    before = asks(dan, f"/api/rights/with/{who}")

    def would(facts: dict[str, str], on: str | None = None) -> set[str]:
        said = phone_does(dan, "POST", f"/api/rights/with/{who}/what-if", {"facts": facts, "on": on})
        return {one["title"] for one in said["moved"]}

    def shown(button: str, moved: set[str]) -> None:
        dan.get_by_role("button", name=button).click()
        words = f"{len(moved)} right" if moved else "Nothing would change"
        expect(dan.get_by_role("status").get_by_text(words)).to_be_visible()
        assert set(dan.locator(".moved > li > b").all_inner_texts()) == moved

    rights(dan, council, name, "?show=if")
    dan.get_by_role("button", name="See what changes").click()
    expect(dan.get_by_text("Choose a fact and its answer, or another day.")).to_be_visible()
    shown(f"{name} moves out", would({"living": "own_place", "moved_into_own_place_on": now}))
    known = {one["fact"] for one in before["facts"] if one["value"]}
    learns = {"studying": "apprenticeship", "apprenticeship_started_on": now}
    if "had_apprenticeship_money" not in known:
        learns["had_apprenticeship_money"] = "no"
    assert "Apprenticeship money" in would(learns)
    shown("Starts an apprenticeship", would(learns))
    dan.get_by_role("button", name="Turns 21").click()
    expect(dan.get_by_label("On which day?")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    shown("See what changes", would({}, dan.get_by_label("On which day?").input_value()))
    assert asks(dan, f"/api/rights/with/{who}")["rights"] == before["rights"]


def test_a_fact_is_written_down_and_taken_back(dan: Page, council: Served) -> None:
    who = people(dan)["Leon"]["id"]
    rights(dan, council, "Leon")
    question = dan.locator(".ask-first li").first
    asked_for = question.locator("b").inner_text()
    before = asks(dan, f"/api/rights/with/{who}")["rights"]
    question.get_by_role("button").click()
    sheet = dan.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name=asked_for)).to_be_visible()
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Choose an answer.")).to_be_visible()
    sheet.get_by_label("Answer").select_option(index=1)
    sheet.get_by_role("button", name="Save").click()
    expect(dan.get_by_text("Saved. The rights are worked out again.")).to_be_visible()
    assert asks(dan, f"/api/rights/with/{who}")["rights"] != before
    dan.get_by_role("tab", name=re.compile("Facts")).click()
    dan.get_by_role("button", name=f"Change: {asked_for}").click()
    dan.get_by_role("button", name="Take this back").click()
    expect(dan.get_by_text("Taken back. The rights are worked out again.")).to_be_visible()
    assert asks(dan, f"/api/rights/with/{who}")["rights"] == before
    dan.locator("button.row.fact", has=dan.get_by_text("Private")).first.click()
    expect(dan.get_by_text("Private: write it down only with Leon’s yes.")).to_be_visible()
    dan.get_by_role("button", name="Not now").click()


def test_a_talk_counts_when_the_young_person_says_so(dan: Page, jade: Page, council: Served) -> None:
    rights(dan, council, "Jade")
    dan.get_by_role("button", name="We talked about rights").click()
    sheet = dan.get_by_role("dialog")
    sheet.get_by_label("What did you talk about?").fill("The home money, and what ends at 25.")
    sheet.get_by_role("button", name="Save and ask Jade").click()
    expect(dan.get_by_text("Saved. Jade is asked if that is right.")).to_be_visible()
    talk = dan.locator(".row.talk").first
    expect(talk).to_contain_text("Jade has not answered")
    near = phone_does(jade, "GET", "/api/rights/mine/near")["talk"]
    assert near["words"] == "The home money, and what ends at 25."
    phone_does(jade, "POST", f"/api/rights/mine/talks/{near['id']}", {"answer": "yes"})
    rights(dan, council, "Jade")
    expect(dan.locator(".row.talk").first).to_contain_text("Jade says yes")


def test_nobody_else_stands_on_these_screens(browser: Browser, council: Served, ros: Page, dan: Page) -> None:
    who, gone = people(dan)["Jade"]["id"], "We can’t find that page"
    ros.goto(f"{council.origin}/staff/people/{who}/rights")
    expect(ros.get_by_role("heading", name=gone)).to_be_visible()
    carmel = at_work(browser, council, "carmel")
    for path in (f"/staff/people/{who}/rights", "/staff/claims", "/staff/offer"):
        carmel.goto(council.origin + path)
        expect(carmel.get_by_role("heading", name=gone)).to_be_visible()


def test_rights_and_claims_look_right_everywhere(dan: Page, ros: Page, council: Served, claims: dict[str, str]) -> None:
    who = people(dan)["Jade"]["id"]
    for show in ("", "?show=facts"):
        dan.goto(f"{council.origin}/staff/people/{who}/rights{show}")
        expect(dan.get_by_role("heading", level=1)).to_be_visible()
        if not show:
            dan.locator("details.right summary").first.click()
        assert faults(dan) == []
    dan.goto(f"{council.origin}/staff/people/{who}/rights?show=if")
    dan.get_by_role("button", name="Starts an apprenticeship").click()
    expect(dan.locator(".moved").first).to_be_visible()
    assert faults(dan) == []
    dan.get_by_role("button", name="We talked about rights").click()
    assert faults(dan) == []
    for claim in ("", f"/{claims['bed']}", f"/{claims['cooker']}"):
        dan.goto(f"{council.origin}/staff/claims{claim}")
        expect(dan.locator(".claim-pane" if claim else ".claim-row").first).to_be_visible()
        assert faults(dan) == []
    ros.goto(f"{council.origin}/staff/claims?show=figures")
    expect(ros.locator(".tiles").first).to_be_visible()
    assert faults(ros) == []
