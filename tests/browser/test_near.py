"""Help near by: found by everyone without sign-in and without signal, and kept by the council."""

import asyncio
import json
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import at_work
from tests.browser.at_work import asks, tab_to
from tests.browser.behind_papers import day
from tests.browser.by_api import ByApi
from tests.browser.conftest import Served, axe_faults, served
from tests.browser.on_a_phone import TITLES, a_page, everything_kept, faults, opens, phone_of, signal

OWN, FEEDS = "/api/local-help/keeping/own", "/api/local-help/keeping/feeds"
DOCK = {
    "about": "hub", "name": "Dock Street Youth Hub", "what": "Drop in for food, a shower and someone to talk to.",
    "who_for": "For people from 16 to 25.", "address": "2 Dock Street, Tidewater", "phone": "01632 960 100",
    "email": "hello@dock.example.org", "link": "https://dock.example.org/", "opens": "Mon, Wed 12:00 to 18:00", "cost": "Free",
}  # fmt: skip
PLACES = [
    (3, DOCK),
    (20, {"about": "housing", "name": "Roof First", "what": "Advice when your landlord wants you out."}),
    (200, {"about": "money", "name": "Café Zoë", "what": "Food for a few days."}),
    (60, {"about": "mental_health", "name": "Calm Space", "what": "Counselling for young people."}),
]


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council that keeps a list of four places."""
    with served("near", demo_people=60) as running:
        ros = ByApi(running, "Ros Achebe")
        for one in (*ros.asks("GET", "/api/local-help/keeping")["own"],):
            ros.asks("DELETE", f"{OWN}/{one['id']}")
        for ago, said in PLACES:
            ros.asks("POST", OWN, {"id": str(uuid.uuid4()), "checked_on": day(-ago), **said})
        yield running


def behind(council: Served, *statements: tuple[Any, ...]) -> None:
    """What a reading of a feed leaves in the database."""

    async def go() -> None:
        link = await asyncpg.connect(f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres")
        for statement, *values in statements:
            await link.execute(statement, *values)
        await link.close()

    with ThreadPoolExecutor(1) as beside:  # the browser's driver has a loop of its own
        beside.submit(asyncio.run, go()).result(30)


def names(page: Page) -> list[str]:
    """The names of the places on the page, from the top."""
    return page.locator(".place-name").all_inner_texts()


def to_top(page: Page) -> None:
    """Or what is half under the bar counts as a small target."""
    page.evaluate("(document.querySelector('.view') ?? window).scrollTo(0, 0)")


def listed(council: Served) -> dict[str, dict[str, Any]]:
    """Every place by its name, as the server has it now."""
    return {one["name"]: one for one in ByApi(council, "Ros Achebe").asks("GET", "/api/local-help")["services"]}


def test_signed_out_from_help_to_a_place_that_can_be_rung(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/help")
    page.get_by_role("link", name=re.compile("^Help near me")).click()
    expect(page.get_by_role("heading", level=1, name="Help near me")).to_be_focused()
    assert page.title() in TITLES
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("link", name="Exit: hide Onward now")).to_be_visible()
    expect(page.get_by_text("4 places")).to_be_visible()
    assert page.get_by_text(re.compile("^Last checked ")).count() == 4
    place = page.locator("details").filter(has_text="Dock Street Youth Hub")
    place.locator("summary").click()
    for words in ("Drop in for food", "For people from 16 to 25.", "2 Dock Street", "Mon, Wed 12:00 to 18:00", "Free"):
        expect(place.get_by_text(words).first).to_be_visible()
    assert place.get_by_role("link", name=re.compile("^Call ")).get_attribute("href") == "tel:01632960100"
    web = place.get_by_role("link", name="Website: Dock Street Youth Hub")
    assert (web.get_attribute("rel"), web.get_attribute("target")) == ("noopener noreferrer", "_blank")
    assert place.get_by_role("link", name=re.compile("^Email")).get_attribute("href") == "mailto:hello@dock.example.org"
    old = page.locator("details").filter(has_text="Café Zoë")
    old.locator("summary").click()
    expect(old.get_by_text("Checked a long time ago. Ring before you go.")).to_be_visible()
    assert faults(page, "/near") == []
    page.get_by_role("link", name="Help", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name="Help now")).to_be_visible()
    page.context.close()


def test_words_kinds_and_typing_errors(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/near")
    search = page.get_by_label("Search")
    for typed, found in (
        ("counseling", ["Calm Space"]),
        ("CAFE zoe", ["Café Zoë"]),
        ("dock street", ["Dock Street Youth Hub"]),
        ("rent", ["Roof First"]),
        ("landlrod", ["Roof First"]),
    ):
        search.fill(typed)
        expect(page.get_by_text("1 place found")).to_be_visible()
        assert names(page) == found, typed
    search.fill("zeppelin")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Show all places").click()
    expect(page.get_by_text("4 places")).to_be_visible()
    page.get_by_role("radio", name="Feeling low").check()
    expect(page.get_by_text("1 place found")).to_be_visible()
    assert names(page) == ["Calm Space"]
    search.fill("dock")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    assert "dock" not in page.url
    page.context.close()


def test_without_signal_from_what_was_loaded(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/near")
    expect(page.get_by_text("4 places")).to_be_visible()
    assert "Dock Street Youth Hub" in everything_kept(page)
    signal(page, False)
    opens(page, council, "/near")
    expect(page.get_by_text("You’re offline. This is what your phone saved.")).to_be_visible()
    assert len(names(page)) == 4
    page.get_by_label("Search").fill("counseling")
    expect(page.get_by_text("1 place found")).to_be_visible()
    assert faults(page, "/near offline") == []
    page.context.close()

    never = a_page(browser)
    opens(never, council, "/help")
    signal(never, False)
    opens(never, council, "/near")
    expect(never.get_by_role("heading", name="You’re offline").first).to_be_visible()
    never.context.close()


def test_the_list_is_fetched_again_only_when_it_changed(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/near")
    expect(page.get_by_text("4 places")).to_be_visible()
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    asked: dict[str, str] = {}
    got: list[tuple[str, int]] = []
    link.on("Network.requestWillBeSent", lambda said: asked.update({said["requestId"]: said["request"]["url"]}))
    link.on("Network.responseReceivedExtraInfo", lambda said: got.append((said["requestId"], said["statusCode"])))
    with page.expect_response(lambda r: r.url.endswith("/api/local-help")):
        page.reload()
    expect(page.get_by_text("4 places")).to_be_visible()
    page.wait_for_timeout(300)
    assert [status for id, status in got if asked.get(id, "").endswith("/api/local-help")] == [304]
    page.context.close()


def test_signed_in_from_my_stuff_and_by_keyboard(browser: Browser, council: Served) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    opens(page, council, "/me")
    page.get_by_role("link", name=re.compile("^Help near me")).click()
    expect(page.get_by_role("heading", level=1, name="Help near me")).to_be_focused()
    expect(page.get_by_role("link", name="My stuff").last).to_have_attribute("aria-current", "page")
    tab_to(page, "Search")
    page.keyboard.type("dock")
    expect(page.get_by_text("1 place found")).to_be_visible()
    tab_to(page, "Dock Street Youth Hub")
    page.keyboard.press("Enter")
    tab_to(page, "Call")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "tel:01632960100"
    to_top(page)
    assert faults(page, "/near signed in") == []
    page.context.close()


def test_what_its_source_no_longer_has_is_marked(browser: Browser, council: Served) -> None:
    gone = str(uuid.uuid4())
    ros = ByApi(council, "Ros Achebe")
    ros.asks(
        "POST",
        OWN,
        {"id": gone, "checked_on": day(-9), "about": "hub", "name": "A Closed Hub", "what": "It was a hub."},
    )
    behind(council, ("UPDATE local_service SET gone_at = now() WHERE id = $1", uuid.UUID(gone)))
    page = a_page(browser)
    opens(page, council, "/near")
    assert names(page)[-1] == "A Closed Hub"
    place = page.locator("details").last
    expect(place.get_by_text("No longer listed")).to_be_visible()
    place.locator("summary").click()
    expect(place.get_by_text("It may have closed.")).to_be_visible()
    to_top(page)
    assert axe_faults(page) == []
    ros.asks("DELETE", f"{OWN}/{gone}")
    page.context.close()


def test_an_administrator_keeps_the_own_list(browser: Browser, council: Served) -> None:
    page = at_work.at_work(browser, council, "sunil")
    page.get_by_role("link", name="Help near by").click()
    expect(page.get_by_role("heading", level=1, name="Help near by")).to_be_visible()
    expect(page.get_by_text("1 service on the list was not checked for 6 months.")).to_be_visible()
    assert at_work.faults(page) == []
    page.get_by_role("button", name="Add a service").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Save").click()
    for words in ("Write its name.", "Choose a kind.", "Say what it does."):
        expect(sheet.get_by_text(words)).to_be_visible()
    sheet.get_by_label("Name", exact=True).fill("Speak Up")
    sheet.get_by_label("Kind").select_option("advocacy")
    sheet.get_by_label("What it does").fill("Someone on your side.")
    sheet.get_by_label("Web address").fill("http://speak.example.org")
    sheet.get_by_label("Email").fill("nobody")
    sheet.get_by_label("Checked on").fill(day(1))
    sheet.get_by_role("button", name="Save").click()
    for words in ("Start it with https://.", "That is no email address.", "Choose today or a day before."):
        expect(sheet.get_by_text(words)).to_be_visible()
    assert at_work.faults(page) == []
    sheet.get_by_label("Web address").fill("https://speak.example.org")
    sheet.get_by_label("Email").fill("")
    sheet.get_by_label("Checked on").fill(day(0))
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Speak Up is on the list.")).to_be_visible()

    row = page.get_by_role("row").filter(has_text="Café Zoë")
    row.get_by_role("button", name="Checked today: Café Zoë").click()
    expect(page.get_by_text("Café Zoë is checked today.")).to_be_visible()
    expect(page.get_by_text("was not checked for 6 months.")).to_have_count(0)
    page.get_by_role("button", name="Change: Speak Up").click()
    sheet.get_by_label("Phone").fill("01632 960 400")
    # Somebody else saves it meanwhile: their words show, what is typed stays, and saving again goes on top.
    (own,) = (one for one in asks(page, "/api/local-help/keeping")["own"] if one["name"] == "Speak Up")
    theirs = {name: own[name] for name in ("id", "about", "name", "what", "link", "checked_on", "revision")}
    ByApi(council, "Ros Achebe").asks("POST", OWN, {**theirs, "opens": "Mon to Fri"})
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Somebody changed this since you opened it.", exact=False)).to_be_visible()
    expect(sheet.locator(".newer")).to_have_text(re.compile(r"Phone now\s*Nothing"))
    expect(sheet.get_by_label("Phone")).to_have_value("01632 960 400")
    expect(sheet.get_by_label("When it’s open")).to_have_value("Mon to Fri")
    assert at_work.faults(page) == []
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Speak Up is on the list.")).to_be_visible()
    saved = listed(council)["Speak Up"]
    assert (saved["phone"], saved["opens"], saved["link"], saved["checked_on"]) == (
        "01632 960 400",
        "Mon to Fri",
        "https://speak.example.org",
        day(0),
    )
    page.get_by_role("button", name="Take away: Speak Up").click()
    sheet.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("Speak Up is taken away.")).to_be_visible()
    assert "Speak Up" not in listed(council)
    page.context.close()


def test_feeds_with_their_readings_and_every_faulty_record(browser: Browser, council: Served) -> None:
    page = at_work.at_work(browser, council, "ros")
    page.goto(f"{council.origin}/staff/near?show=feeds")
    page.get_by_role("button", name="Add a feed").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Name").fill("County directory")
    for wrong, cure in (
        ("http://directory.example.com/o", "Start it with https://."),
        ("https://192.168.0.1/o/v3", "not numbers"),
    ):
        sheet.get_by_label("Address").fill(wrong)
        sheet.get_by_role("button", name="Save").click()
        expect(sheet.get_by_text(cure)).to_be_visible()
    sheet.get_by_label("Address").fill("https://directory.invalid.example.com/o/v3")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("County directory is read from now on.")).to_be_visible()
    (feed,) = asks(page, "/api/local-help/keeping")["feeds"]
    behind(
        council,
        ("DELETE FROM help_run WHERE feed = $1", uuid.UUID(feed["id"])),
        (
            "INSERT INTO help_run (id, feed, at, ended_at, pages, taken, passed_by, faulty, gone, outcome, why) "
            "VALUES ($1, $2, now(), now(), 3, 112, 40, 1, 2, 'done', '')", uuid.uuid4(), uuid.UUID(feed["id"]),
        ),
        (
            "INSERT INTO help_fault (id, feed, record, name, why, first_seen_on) VALUES ($1, $2, 'svc-9', 'A Hub', 'Its description is missing.', current_date)",
            uuid.uuid4(), uuid.UUID(feed["id"]),
        ),
    )  # fmt: skip
    page.get_by_role("button", name="Look again").click()
    card = page.locator(".feed").filter(has_text="County directory")
    expect(card.get_by_role("row").filter(has_text="Done")).to_contain_text("112")
    card.get_by_text("1 record to look at").click()
    expect(card.get_by_text("Its description is missing.")).to_be_visible()
    expect(card.get_by_text(re.compile("^Record svc-9"))).to_be_visible()
    assert at_work.faults(page) == []
    card.get_by_role("button", name="Pause: County directory").click()
    expect(card.get_by_text("Not read for now")).to_be_visible()
    card.get_by_role("button", name="Read it again: County directory").click()
    expect(card.get_by_text("Not read for now")).to_have_count(0)
    card.get_by_role("button", name="Read now: County directory").click()
    expect(page.get_by_text("County directory is being read. It takes a moment.")).to_be_visible()
    card.get_by_role("button", name="Take away: County directory").click()
    sheet.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("No feed is read yet.")).to_be_visible()
    assert json.loads(page.evaluate("fetch('/api/local-help/keeping').then(r => r.text())"))["feeds"] == []
    page.context.close()


def test_an_adviser_keeps_no_list(browser: Browser, council: Served) -> None:
    page = at_work.at_work(browser, council, "dan")
    page.goto(f"{council.origin}/staff/near")
    expect(page.get_by_role("heading", name="We can’t find that page")).to_be_visible()
    page.context.close()
