"""Being away and covering, what a manager sees of messages, and breaking the glass; and every new screen at every size."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.shared.dates import london_date
from tests.browser.at_work import asks, at_work, faults, people
from tests.browser.behind import nobody_saw, on_their_phone, phone_does, says, writes
from tests.browser.conftest import LAPTOP, Served, served
from tests.browser.test_staff_doors import Codes

CANARY = "zinnober kestrel"
"""Planted in a message; it may be on no screen and in no answer of a manager without a reason."""
LONG = 8 * 24.0
"""Hours in which two working days end, with a weekend and the bank holidays at Christmas or Easter among them."""


def today() -> date:
    """The day in London, which may turn meanwhile."""
    return london_date(datetime.now(UTC))


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own: nobody else goes away here."""
    with served("covering", demo_people=60) as running:
        yield running


@pytest.fixture(scope="module")
def staff(browser: Browser, council: Served) -> dict[str, Page]:
    """Dan and Priya, advisers, and Ros, a manager."""
    return {who: at_work(browser, council, who) for who in ("dan", "priya", "ros")}


@pytest.fixture(scope="module")
def jade(browser: Browser, council: Served) -> Page:
    """Jade's phone, open."""
    return on_their_phone(browser, council, "Jade Okoro")


def card(phone: Page) -> Any:
    """What Jade's phone says about the thread with her adviser."""
    return phone_does(phone, "GET", "/api/messages/mine/adviser")["card"]


def opens(page: Page, council: Served, path: str) -> None:
    """The page at this address is there, with everything on it."""
    page.goto(council.origin + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_away_is_set_once_and_everyone_sees_it(staff: dict[str, Page], jade: Page, council: Served) -> None:
    dan, priya = staff["dan"], staff["priya"]
    who = people(dan)["Jade"]["id"]
    opens(dan, council, "/staff/duty")
    dan.get_by_role("button", name="I’m back now").click()
    expect(dan.get_by_text("Done. You read and answer again.")).to_be_visible()
    assert card(jade)["away"] is None
    assert who not in {row["young_person"] for row in asks(priya, "/api/messages/inbox")["rows"]}

    dan.get_by_role("button", name="Set it").click()
    for words in ("Choose the first day.", "Choose the last day.", "Choose who covers."):
        expect(dan.get_by_text(words)).to_be_visible()
    last = today() + timedelta(days=5)
    dan.get_by_label("First day away").fill(today().isoformat())
    dan.get_by_label("Last day away").fill((today() - timedelta(days=1)).isoformat())
    expect(dan.get_by_text("The last day comes before the first.")).to_be_visible()
    dan.get_by_label("Last day away").fill(last.isoformat())
    dan.get_by_label("Who covers").select_option(label="Priya Nair, Quayside")
    dan.get_by_role("button", name="Set it").click()
    expect(dan.get_by_text(re.compile(rf"You are away until \w+ {last.day} "))).to_be_visible()
    away = card(jade)["away"]
    assert (away["given_name"], away["cover_name"], away["until_on"]) == ("Dan", "Priya Nair", last.isoformat())
    jade.goto(f"{council.origin}/messages/adviser")
    expect(jade.get_by_text(re.compile("Dan is away"))).to_be_visible()
    expect(jade.get_by_text(re.compile("Priya")).first).to_be_visible()


def test_the_cover_reads_answers_and_has_the_hand_over(staff: dict[str, Page], jade: Page, council: Served) -> None:
    priya = staff["priya"]
    writes(jade, "can somebody ring me")
    opens(priya, council, "/staff/duty")
    expect(priya.get_by_role("heading", name="You cover for")).to_be_visible()
    expect(priya.locator("section", has_text="You cover for").get_by_text("Dan Whitlow")).to_be_visible()
    opens(priya, council, "/staff/messages")
    row = priya.locator(".inbox-row", has_text="Jade Okoro")
    expect(row).to_contain_text("You cover")
    row.click()
    expect(priya.get_by_text(re.compile(r"^From \w+ \d+ \w+.*: you cover\."))).to_be_visible()
    expect(priya.get_by_text(re.compile("Dan is away until .* You read and answer."))).to_be_visible()
    expect(priya.locator(".say.theirs").last).to_contain_text("can somebody ring me")
    priya.get_by_role("link", name="Hand-over").click()
    expect(priya.get_by_role("heading", level=1)).to_have_text("Hand-over: Jade Okoro")
    expect(priya.locator("section", has_text="Not answered yet").get_by_text("can somebody ring me")).to_be_visible()
    said = asks(priya, "/api/plans/" + priya.url.split("/")[-1])["current"]
    promised = [one["what"] for part in said["parts"] for one in part["actions"] if one["status"] in ("to_do", "going")]
    assert promised
    expect(priya.locator(".promises > li")).to_have_count(len(promised))
    for words in promised:
        expect(priya.locator(".promises").get_by_text(words, exact=True)).to_be_visible()
    priya.get_by_role("link", name="Open the thread").click()
    priya.locator("#reply").fill("I’ll ring at four. Priya")
    priya.locator("#reply").press("Control+Enter")
    expect(priya.get_by_text(re.compile("^Sent to Jade"))).to_be_visible()
    assert phone_does(jade, "GET", "/api/messages/mine/adviser")["messages"][-1]["author"] == "Priya"


def test_a_task_says_what_to_do_and_how_it_ended(staff: dict[str, Page], council: Served) -> None:
    dan = staff["dan"]
    worker = next(one["id"] for one in asks(dan, "/api/demo/cast")["people"] if one["name"] == "Dan Whitlow")
    tobi = people(dan)["Tobi"]["id"]
    for kind in ("plan_shared", "message", "new_phone"):
        nobody_saw(council, kind, tobi, worker)
    opens(dan, council, "/staff/duty")
    tasks = dan.locator(".task")
    expect(tasks).to_have_count(3)
    expect(dan.locator("nav a", has_text="Duty").locator(".n")).to_have_text("3")
    expect(tasks.filter(has_text="has not seen the plan. Tell them another way.")).to_have_count(1)
    tasks.filter(has_text="has not seen the plan").get_by_role("button", name=re.compile("^I told them")).click()
    expect(dan.get_by_text("Done. It is written down.")).to_be_visible()
    tasks.filter(has_text="A new phone").get_by_role("button", name=re.compile("^They’ve seen it")).click()
    expect(tasks).to_have_count(1)
    tasks.get_by_role("button", name=re.compile("^No longer needed")).click()
    expect(dan.get_by_text("Nothing is handed to you.")).to_be_visible()
    assert asks(dan, "/api/notices/tasks")["tasks"] == []


def test_a_manager_sees_who_waits_and_never_a_word(staff: dict[str, Page], council: Served) -> None:
    dan, ros = staff["dan"], staff["ros"]
    says(council, (people(dan)["Tobi"]["id"], f"{CANARY} do not tell my manager", LONG))
    heard: list[str] = []

    def hear(answer: Any) -> None:
        if "/api/" in answer.url and "stream" not in answer.url:
            heard.append(answer.text())

    ros.on("response", hear)
    opens(ros, council, "/staff/waiting")
    said = asks(ros, "/api/messages/waiting")
    rows = ros.locator("table.waits tbody tr")
    expect(rows).to_have_count(len(said["rows"]))
    assert rows.locator(".person a").all_inner_texts() == [row["name"] for row in said["rows"]]
    assert [row["waiting_since"] for row in said["rows"]] == sorted(row["waiting_since"] for row in said["rows"])
    expect(ros.locator("tr", has_text="Tobi Adeyinka")).to_contain_text(re.compile("late|Late"))
    figures = ros.locator(".wait-figures dd").all_inner_texts()
    assert figures[:2] == [str(len(said["rows"])), str(said["late"])]
    expect(ros.get_by_text(f"We promise an answer within {said['promise_days']} working days.")).to_be_visible()
    ends = [int(one.replace(",", "")) for one in ros.locator(".notice-ends dd").all_inner_texts()]
    assert sum(ends[:-1]) == ends[-1]
    for path in ("/staff", "/staff/duty", "/staff/sharing", f"/staff/people/{people(dan)['Tobi']['id']}"):
        opens(ros, council, path)
    ros.remove_listener("response", hear)
    assert len(heard) > 8
    assert not [one for one in heard if CANARY in one]
    opens(ros, council, "/staff/messages")
    expect(ros.get_by_role("heading", level=1)).to_have_text("We can’t find that page")


@pytest.fixture(scope="module")
def ada(browser: Browser, council: Served) -> tuple[Page, Codes]:
    """Ada, who manages Quayside, and her code app."""
    argv = ["--email", "ada.marsh@tidewater.gov.uk", "--name", "Ada Marsh", "--role", "manager", "--team", "Quayside"]
    link = re.search(r"http\S+#\S+", council.command("staff", "add", *argv))
    assert link
    page = browser.new_context(viewport=LAPTOP, reduced_motion="reduce", locale="en-GB").new_page()
    page.goto(link.group())
    codes = Codes(page.locator("code").inner_text())
    page.get_by_label("Password", exact=True).fill("four plain words are enough")
    page.get_by_label("6-number code from the app").fill(codes.next())
    page.get_by_role("button", name="Finish and sign in").click()
    expect(page.locator("a.who")).to_contain_text("Ada Marsh")
    return page, codes


def test_the_glass_opens_for_a_reason_and_closes(
    ada: tuple[Page, Codes], staff: dict[str, Page], jade: Page, council: Served
) -> None:
    (page, codes), ros = ada, staff["ros"]
    writes(jade, "this is only for Dan")
    opens(page, council, "/staff/waiting")
    page.locator("tr", has_text="Jade Okoro").get_by_role("link", name=re.compile("^Open the words")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open Jade’s messages")
    expect(page.get_by_text("Jade sees at once that you did, and why. Another manager is told.")).to_be_visible()
    go = page.get_by_role("button", name="Open for 60 minutes")
    go.click()
    for words in ("Choose why.", "20 more letters are needed.", "The code has 6 numbers."):
        expect(page.get_by_text(words)).to_be_visible()
    assert faults(page) == []
    page.get_by_text("Someone may be in danger").click()
    page.get_by_label("Your reason").fill("Her grandmother rang: Jade has not come home since Friday.")
    right = codes.next()
    page.get_by_label("6-number code").fill(f"{(int(right) + 1) % 1_000_000:06d}")
    go.click()
    expect(page.get_by_text("That code doesn’t match. Wait for the next one and try again.")).to_be_visible()
    page.get_by_label("6-number code").fill(right)
    page.wait_for_timeout(1_500)  # a wrong code costs a second
    go.click()
    banner = page.locator(".glass-banner")
    expect(banner.get_by_role("heading", name="You are reading Jade Okoro’s messages")).to_be_focused()
    expect(banner.get_by_role("timer")).to_have_text(re.compile(r"(59|60) minutes left\. Jade Okoro knows\."))
    expect(page.locator(".say.theirs").last).to_contain_text("this is only for Dan")
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert faults(page) == []

    looked = phone_does(jade, "GET", "/api/people/me/looked")["looks"]
    assert any(one["who"] == "Ada Marsh" and one["why"] == "Someone may be in danger" for one in looked)
    opens(page, council, "/staff/waiting")
    expect(page.get_by_text(re.compile("You can read Jade Okoro’s messages until"))).to_be_visible()
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_role("button", name="Close now").click()
    expect(page.get_by_text("Closed. The words are off your screen.")).to_be_visible()
    assert "this is only for Dan" not in page.content()
    assert page.evaluate(
        "p => fetch(p).then(r => r.status)", f"/api/messages/glass/{people(staff['dan'])['Jade']['id']}"
    ) in (403, 404)

    opens(ros, council, "/staff/waiting")
    line = ros.locator("li", has_text="Ada Marsh opened Jade Okoro’s messages")
    expect(line).to_contain_text("Her grandmother rang: Jade has not come home since Friday.")
    line.get_by_role("button", name=re.compile("^I have looked at it")).click()
    expect(ros.get_by_text("Noted.")).to_be_visible()
    expect(line).to_have_count(0)


def test_a_person_and_their_own_settings(staff: dict[str, Page], council: Served) -> None:
    dan = staff["dan"]
    who = people(dan)["Jade"]["id"]
    opens(dan, council, f"/staff/people/{who}")
    expect(dan.locator(".reach")).to_contain_text("Push is not set up")
    dan.get_by_role("main").get_by_role("link", name="Messages").click()
    expect(dan.locator("#talk-name")).to_have_text("Jade Okoro")
    opens(dan, council, "/staff/notices")
    dan.get_by_label("From").fill("21:30")
    dan.get_by_role("button", name="Save").click()
    expect(dan.get_by_text("Saved.")).to_be_visible()
    assert asks(dan, "/api/notices/settings")["quiet_from"] == "21:30:00"
    with dan.expect_response(re.compile("/api/notices/settings$")):
        dan.get_by_label("Nothing shows in quiet hours").uncheck()
    expect(dan.get_by_label("From")).to_have_count(0)
    assert asks(dan, "/api/notices/settings")["quiet"] is False
    dan.get_by_role("button", name="Send me a test").click()
    expect(dan.get_by_text("This browser says no to notices from Onward.")).to_be_visible()


def keys(*pressed: str) -> Callable[[Page], None]:
    """These keys, one after the other."""

    def go(page: Page) -> None:
        expect(page.locator("#talk-name")).to_be_focused()
        for key in pressed:
            page.keyboard.press(key)

    return go


def nothing(page: Page) -> None:
    """The screen as it opens."""


SCREENS: list[tuple[str, str, str, Callable[[Page], None]]] = [
    ("the inbox", "priya", "/staff/messages", nothing),
    ("a thread", "dan", "/staff/messages/{Jade}", nothing),
    ("a thread that is covered", "priya", "/staff/messages/{Jade}", nothing),
    ("an empty thread", "dan", "/staff/messages/{silent}", nothing),
    ("choosing for a note", "dan", "/staff/messages/{Callum}", keys("c")),
    ("a note", "dan", "/staff/messages/{Callum}", keys("c", "Enter")),
    ("duty", "dan", "/staff/duty", nothing),
    ("duty of a cover", "priya", "/staff/duty", nothing),
    ("a hand-over", "dan", "/staff/duty/{Jade}", nothing),
    ("settings", "dan", "/staff/notices", nothing),
    ("who waits", "ros", "/staff/waiting", nothing),
    ("a manager's duty", "ros", "/staff/duty", nothing),
    ("before the glass", "ros", "/staff/waiting/{Jade}", nothing),
    ("a notice that has gone", "dan", "/staff/open/00000000-0000-7000-8000-000000000000", nothing),
]


@pytest.mark.parametrize("screen", SCREENS, ids=[name for name, *_ in SCREENS])
def test_a_screen_is_right_at_every_size(screen: Any, staff: dict[str, Page], council: Served) -> None:
    _, who, path, does = screen
    page = staff[who]
    ids = {known_as: row["id"] for known_as, row in people(staff["dan"]).items()}
    rows = asks(staff["dan"], "/api/messages/inbox")["rows"]
    ids["silent"] = next((row["young_person"] for row in rows if not row["last_spoke_at"]), ids["Leon"])
    page.goto(council.origin + path.format(**ids))
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    does(page)
    assert faults(page) == []
    assert page.title().endswith("Onward")
