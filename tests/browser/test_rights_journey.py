"""Rights from the phone to the desk and back, on the screens of everybody who has a hand in it, in the demo's own council."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.shared import clock
from backend.shared.dates import london_date
from tests.browser.at_work import asks, at_work
from tests.browser.by_api import ByApi
from tests.browser.conftest import Served, axe_faults, served
from tests.browser.on_a_phone import a_page, opens, phone_of, signal

NHS, LAPTOP = "nhs_costs", "uni_laptop"
TITLE = "Help with NHS costs"
SOON = (london_date(clock.now()) + timedelta(days=25)).isoformat()


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """The demo's council as it is filled: Tidewater's offer is published, and its people have lives."""
    with served("journey", demo_people=60) as running:
        yield running


@pytest.fixture(scope="module")
def jade(browser: Browser, council: Served) -> Page:
    """Jade's phone, open on Today."""
    return phone_of(browser, council, "Jade Okoro")


@pytest.fixture(scope="module")
def dan(browser: Browser, council: Served) -> Page:
    """Dan, her adviser, at his laptop."""
    return at_work(browser, council, "dan")


@pytest.fixture(scope="module")
def ros(browser: Browser, council: Served) -> Page:
    """Ros, who answers for his team."""
    return at_work(browser, council, "ros")


def at_the_desk(page: Page, council: Served, claim: str) -> None:
    """This claim is open beside the list, with the focus on its heading."""
    page.goto(f"{council.origin}/staff/claims/{claim}")
    expect(page.locator("#claim-name")).to_be_focused()


def asked_now(page: Page, right: str) -> str:
    """The claim that this phone's person has just made."""
    newest = asks(page, "/api/claims/mine")["claims"][0]
    assert newest["right"] == right
    return str(newest["id"])


def beside(council: Served, question: str, *values: Any) -> list[dict[str, Any]]:
    """What the council's database answers meanwhile."""

    async def go() -> list[dict[str, Any]]:
        link = await asyncpg.connect(f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres")
        try:
            return [dict(row) for row in await link.fetch(question, *values)]
        finally:
            await link.close()

    with ThreadPoolExecutor(1) as thread:  # the browser's driver has a loop of its own
        return thread.submit(asyncio.run, go()).result(30)


def test_what_ends_soon_is_asked_for_refused_challenged_and_answered(
    browser: Browser, council: Served, jade: Page, dan: Page, ros: Page
) -> None:
    ends = jade.locator("section").filter(has=jade.get_by_role("heading", name="Ends soon"))
    row = ends.get_by_role("link").filter(has_text=TITLE)
    expect(row).to_contain_text(re.compile(r"Ends \d+ \w+( \d{4})?, in \d+ days"))
    row.click()
    expect(jade.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    expect(jade.get_by_text("We buy you a card that covers it for a year.", exact=False)).to_be_visible()
    assert axe_faults(jade) == []
    jade.get_by_role("button", name="Ask for it").click()
    expect(jade.get_by_text(re.compile(r"^Sent\. You’ll hear by \d+ \w+"))).to_be_visible()
    claim = asked_now(jade, NHS)

    dan.goto(f"{council.origin}/staff/claims")
    mine = dan.locator(f"[data-claim='{claim}']")
    expect(mine).to_contain_text("Jade")
    mine.click()
    expect(dan.locator("#claim-name")).to_be_focused()
    dan.keyboard.press("d")
    dan.keyboard.press("Enter")
    expect(dan.get_by_text("Jade sees that you read it. Decide next.")).to_be_visible()
    dan.get_by_text("With a reason they can challenge").click()
    dan.get_by_label("Why, in words Jade reads").fill("We have not seen a letter from your college.")
    dan.get_by_label("Kind of reason").select_option("not_enough_told")
    dan.get_by_role("button", name="Send the answer to Jade").click()
    expect(dan.get_by_text("Jade knows why. You have nothing to do unless they challenge it.")).to_be_visible()

    opens(jade, council, "/")
    jade.get_by_role("link", name=f"Something new: {TITLE}").click()
    expect(jade.get_by_text(re.compile("^Dan( Whitlow)? said no$"))).to_be_visible()
    expect(jade.get_by_text("We have not seen a letter from your college.", exact=False).first).to_be_visible()
    expect(jade.get_by_role("link", name=re.compile("^Call"))).to_be_visible()
    assert axe_faults(jade) == []
    jade.get_by_role("button", name="Ask them to look again").click()
    jade.get_by_role("textbox", name="Why is it wrong?").fill("You have it since my first day.")
    jade.get_by_role("button", name="Ask them to look again").click()
    expect(jade.get_by_role("heading", name="You asked them to look again")).to_be_visible()
    opens(jade, council, "/")
    expect(jade.get_by_role("link", name=f"Something new: {TITLE}")).to_have_count(0)

    at_the_desk(ros, council, claim)
    expect(ros.locator(".claim-pane .voice").last).to_contain_text("You have it since my first day.")
    ros.get_by_text("All of it").click()
    ros.get_by_role("button", name="Send the answer to Jade").click()
    expect(ros.get_by_text("Jade can read your answer now.")).to_be_visible()
    opens(jade, council, "/")
    jade.get_by_role("link", name=f"Something new: {TITLE}").click()
    expect(jade.get_by_text(re.compile("^Ros( Achebe)? said yes$"))).to_be_visible()
    steps = beside(council, "SELECT act, by_owner FROM claim_step WHERE claim = $1 ORDER BY at, id", UUID(claim))
    assert [(one["act"], one["by_owner"]) for one in steps if one["act"] != "see"] == [
        ("asked", True),
        ("no", False),
        ("challenge", True),
        ("yes", False),
    ]


def test_a_late_cooker_is_told_before_she_asks(council: Served, jade: Page, dan: Page) -> None:
    cooker = next(one for one in asks(jade, "/api/claims/mine")["claims"] if one["words"] == "Cooker and fridge")
    assert (cooker["state"], cooker["pot"]["left"]) == ("decided", 186_000)
    at_the_desk(dan, council, cooker["id"])
    dan.keyboard.press("l")
    sheet = dan.get_by_role("dialog")
    sheet.get_by_label("Why is it late?").fill("The shop has none left. A new one comes next week.")
    sheet.get_by_label("New day").fill(SOON)
    sheet.get_by_role("button", name="Tell Jade").click()
    expect(dan.get_by_text("Jade knows the new day.")).to_be_visible()
    (told,) = beside(council, "SELECT kind, ended_at FROM notice WHERE thing = $1 AND ended_at IS NULL", UUID(cooker["id"]))  # fmt: skip
    assert told["kind"] == "claim_late"
    opens(jade, council, f"/rights/claims/{cooker['id']}")
    expect(jade.get_by_text("The shop has none left. A new one comes next week.", exact=False).first).to_be_visible()
    expect(
        jade.get_by_text(re.compile(r"^It was promised by \d+ \w+( \d{4})?\. The new day is \w+ \d+ \w+"))
    ).to_be_visible()
    assert axe_faults(jade) == []
    # She has read it, and nobody tells her again.
    jade.wait_for_load_state("networkidle")
    assert beside(council, "SELECT id FROM notice WHERE thing = $1 AND ended_at IS NULL", UUID(cooker["id"])) == []
    # Nor does the clock, before the new day.
    overdue = "UPDATE claim SET give_by = give_by - 40, due_on = due_on - 40 WHERE id = $1"
    beside(council, overdue, UUID(cooker["id"]))
    opens(jade, council, "/")
    late = jade.get_by_role("link", name=re.compile("^Late: Setting up home money"))
    expect(late).to_be_visible()
    late.click()
    expect(jade.get_by_text(re.compile(r"^Late\. It was due on .*That’s not your fault\.")).first).to_be_visible()


def test_an_amount_from_the_editors_desk_to_the_phone(browser: Browser, council: Served, jade: Page, ros: Page) -> None:
    opens(jade, council, "/rights")
    expect(jade.get_by_text("£450", exact=False).first).to_be_visible()
    public = a_page(browser)
    opens(public, council, "/offer")
    expect(public.locator("summary").filter(has_text="A laptop for your course")).to_contain_text("£450")

    sunil = at_work(browser, council, "sunil")
    sunil.goto(f"{council.origin}/staff/offer/{LAPTOP}")
    sunil.get_by_label("One line under the name").fill("£480 for a laptop when you start a course.")
    expect(sunil.get_by_text(re.compile("saved today at"))).to_be_visible()
    sunil.goto(f"{council.origin}/staff/offer?show=effects")
    expect(sunil.get_by_text("Nothing changes for this person.")).to_be_visible()  # other words move nobody
    sunil.goto(f"{council.origin}/staff/offer/{LAPTOP}")
    with sunil.expect_response("**/api/offer/edit/lines"):
        sunil.get_by_label("Sum in pounds").fill("480")
    sunil.goto(f"{council.origin}/staff/offer?show=effects")
    moved = sunil.locator(".moved > li", has_text="A laptop for your course")
    examples = asks(sunil, "/api/offer/edit/preview")["examples"]
    theirs = next(one for one in examples if any(each["id"] == LAPTOP for each in one["moved"]))
    sunil.get_by_label("Person").select_option(theirs["id"])
    expect(moved).to_contain_text("£450")
    expect(moved).to_contain_text("£480")
    sunil.get_by_role("button", name="Send to be checked").click()
    sunil.get_by_label("What did you change, and why?").fill("Laptops cost more this year.")
    sunil.get_by_role("button", name="Send it").click()
    expect(sunil.get_by_text("You can’t publish this one")).to_be_visible()
    opens(public, council, "/offer")
    expect(public.locator("summary").filter(has_text="A laptop for your course")).to_contain_text("£450")

    ros.goto(f"{council.origin}/staff/offer")
    ros.get_by_role("button", name="Publish").click()
    ros.get_by_role("button", name="Publish it").click()
    expect(ros.get_by_text("Published. Phones show it now.")).to_be_visible()

    for page, path in ((public, "/offer"), (jade, "/rights")):
        fetched: list[str] = []
        page.on("request", lambda one, to=fetched: to.append(one.url.removeprefix(council.origin)) if "/api/offer" in one.url else None)  # fmt: skip
        opens(page, council, path)
        expect(page.get_by_text("£480", exact=False).filter(visible=True).first).to_be_visible()
        expect(page.get_by_text("£450", exact=False).filter(visible=True)).to_have_count(0)
        page.wait_for_load_state("networkidle")
        assert fetched == ["/api/offer", f"/api/offer/lines?ids={LAPTOP}"], path
    sunil.context.close()
    public.context.close()


def test_the_public_page_needs_nobody_no_signal_and_no_screen(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.removeprefix(council.origin)))
    opens(page, council, "/offer")
    lines = page.locator("summary")
    expect(lines.first).to_be_visible()
    public = ("/api/offer", "/api/help", "/api/me")  # /api/me says that nobody is signed in
    assert [one for one in asked if one.startswith("/api/") and not one.startswith(public)] == []
    titles = {one["title"] for one in everything_on_offer(page)}
    assert len(titles) >= 50
    expect(lines).to_have_count(len(titles))
    page.evaluate("navigator.serviceWorker.ready")

    signal(page, False)
    opens(page, council, "/offer")
    expect(lines).to_have_count(len(titles))
    assert axe_faults(page) == []
    page.emulate_media(media="print")
    for role in ("button", "textbox", "navigation"):
        assert page.get_by_role(role).filter(visible=True).count() == 0, role  # type: ignore[arg-type]
    paper = page.locator("body").inner_text()
    assert [one for one in titles if one not in paper] == []
    for words in (
        "Up to £3,000",
        "The Tidewater crisis fund gives up to £120",
        "Tidewater Council, help for young people",
    ):
        assert words in paper
    page.context.close()


def everything_on_offer(page: Page) -> list[dict[str, Any]]:
    """Every line of the published offer, as the server gives it to anybody."""
    ids = [one["id"] for one in asks(page, "/api/offer")["lines"]]
    return list(asks(page, f"/api/offer/lines?ids={','.join(ids)}")["rights"])


def test_the_adviser_who_is_asked_is_the_one_who_reads_for_her(council: Served) -> None:
    """Dan is away in the demo: Priya covers him, and what Jade asks goes to her too."""
    priya = ByApi(council, "Priya Nair")
    rows = priya.asks("GET", "/api/claims/")["rows"]
    assert {"Jade Okoro", "Leon Fairweather"} <= {one["name"] for one in rows}
