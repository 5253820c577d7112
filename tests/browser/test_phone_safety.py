"""Whoever else holds the phone finds nothing: locks, Exit, a shared phone, and every way of leaving (safety.md S01, S18, S18b)."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, people
from tests.browser.conftest import Served
from tests.browser.on_a_phone import (
    ADDRESSES,
    PIN,
    TITLES,
    a_page,
    canaries,
    everything_kept,
    hides,
    history_of,
    joins,
    left_of,
    opens,
    phone_of,
    records_kept,
    signal,
    types_pin,
    unlocks,
)
from tests.browser.talking import until

LOCK = "Unlock Onward"
NOBODY = "Ask your adviser to add this phone."
# In one task: the tap, and what a person standing there sees before anything else can happen.
EXIT = """() => {
  const ways = [...document.querySelectorAll('a[href="/exit"]')].filter((a) => !document.querySelector('dialog[open]') || a.closest('dialog'));
  ways.at(-1).click();
  const shown = [...document.querySelectorAll('body, body *')].filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.textContent);
  return { painted: shown.map((e) => e.tagName), title: document.title };
}"""


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, who is the adviser of everyone here."""
    return at_work(browser, demo, "dan")


def test_exit_from_every_screen_leaves_nothing(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    words = canaries(page)
    opens(page, demo, "/plan/home")
    assert len(left_of(words, page)) > 5, "the words are there before"
    for address in ADDRESSES:
        opens(page, demo, address)
        if address.endswith("answer"):
            expect(page.get_by_role("dialog")).to_be_visible()
        seen = page.evaluate(EXIT)
        assert seen == {"painted": [], "title": "Onward"}, address
        page.wait_for_url(f"{demo.origin}/exit")
        expect(page.get_by_role("heading", name="Weather")).to_be_visible()
        assert left_of(words, page) == []
        until(page, lambda: asks(page, "/api/me")["state"] == "locked")  # the screen goes first, then the session
        page.go_back()
        expect(
            page.get_by_role("heading", name=re.compile(f"{LOCK}|Help now|Help near me|What’s on offer"))
        ).to_be_visible()
        assert left_of(words, page) == [], address
        kept = everything_kept(page)
        assert [one for one in words if one in kept] == []
        if page.get_by_role("heading", name=LOCK).is_visible():
            types_pin(page)
            expect(page.get_by_role("heading", name=LOCK)).to_have_count(0)
        else:  # a public page, which needs no lock
            unlocks(page, demo)
    places = history_of(page)
    assert {one["title"] for one in places} - {"", "about:blank"} <= TITLES
    assert [one for one in places if any(word in one["url"] + one["title"] for word in [*words, "Jade"])] == []
    # The copy's key is gone with Exit: without signal the phone now opens nothing.
    opens(page, demo, "/plan")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.evaluate(EXIT)
    page.wait_for_url(f"{demo.origin}/exit")
    signal(page, False)
    page.goto(f"{demo.origin}/plan")
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    assert left_of(words, page) == []
    assert "vault" not in records_kept(page)
    page.context.close()


def test_exit_is_there_before_anyone_has_joined_and_while_locked(browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    opens(page, demo, "/")
    expect(page.get_by_text(NOBODY)).to_be_visible()
    page.get_by_role("link", name="Exit").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.context.close()
    page = phone_of(browser, demo, "Jade Okoro")
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_role("heading", name=LOCK)).to_be_visible()
    page.get_by_role("link", name="Exit").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.context.close()


def test_shift_three_times_leaves_and_the_neutral_page_is_quick(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    opens(page, demo, "/plan/answer")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Shift")
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    assert asks(page, "/api/me")["state"] == "locked"
    page.context.close()


def test_it_locks_when_nobody_touches_it(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani", clock=True)
    opens(page, demo, "/plan")
    page.clock.fast_forward(14 * 60_000)
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.clock.fast_forward(14 * 60_000)
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("heading", name=LOCK)).to_be_visible()
    assert asks(page, "/api/me")["state"] == "locked"
    page.context.close()


def test_it_locks_when_it_is_out_of_sight_for_a_minute(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani", clock=True)
    covered = "document.documentElement.classList.contains('covered')"
    hides(page, True)
    assert page.evaluate(covered), "the app switcher pictures nothing"
    page.clock.fast_forward(55_000)
    hides(page, False)
    assert not page.evaluate(covered)
    expect(page.get_by_role("heading", name="Hi Yusuf")).to_be_visible()
    hides(page, True)
    page.clock.fast_forward(61_000)
    hides(page, False)
    expect(page.get_by_role("heading", name=LOCK)).to_be_visible()
    assert asks(page, "/api/me")["state"] == "locked"
    page.context.close()


def test_a_shared_phone_locks_at_once_and_keeps_nothing(dan: Page, browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    joins(page, dan, demo, people(dan)["Mei-Lin"], others_use=True)
    words = canaries(page)
    opens(page, demo, "/plan/home")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    assert records_kept(page) == {}, "no copy"
    hides(page, True)
    hides(page, False)
    expect(page.get_by_role("heading", name=LOCK)).to_be_visible()
    assert asks(page, "/api/me")["state"] == "locked"
    types_pin(page)
    expect(page.get_by_role("heading", name="My home")).to_be_visible()
    signal(page, False)
    page.get_by_role("button", name=re.compile("Change your words|Say it in your words")).click()
    page.get_by_role("textbox", name="Your words").fill("Only said while I stay here")
    page.get_by_role("button", name="Save your words").click()
    expect(page.get_by_text("1 thing isn’t sent yet. Stay here: nothing is saved on this phone.")).to_be_visible()
    assert records_kept(page) == {}
    assert "Only said" not in everything_kept(page)
    page.goto(f"{demo.origin}/plan/home")
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    assert left_of(words, page) == []
    assert records_kept(page) == {}
    page.context.close()


def test_the_kept_copy_is_unreadable_on_day_31(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani")
    words = canaries(page)
    opens(page, demo, "/plan/home")
    signal(page, False)
    for days, opens_still in ((29, True), (31, False)):
        later = page.context.new_page()
        later.clock.install(time=time.time() + days * 86_400)
        later.goto(f"{demo.origin}/plan")
        if opens_still:
            expect(later.get_by_text("Eight parts of your life")).to_be_visible()
            assert records_kept(later)["vault"] >= 2
        else:
            expect(later.get_by_role("heading", name="You’re offline")).to_be_visible()
            assert left_of(words, later) == []
            assert records_kept(later) == {}, "and it is gone"
        later.close()
    page.context.close()


def test_wrong_pins_are_counted_in_words_and_make_it_wait(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani")
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    for left in (9, 8, 7):
        types_pin(page, "111111")
        expect(page.get_by_text(f"That PIN doesn’t match. {left} tries left.")).to_be_visible()
        expect(page.get_by_role("status", name="0 of 6 numbers typed")).to_be_visible()
    types_pin(page, "111111")
    expect(page.get_by_text(re.compile(r"Wait \d seconds, then try again\."))).to_be_visible()
    expect(page.get_by_role("button", name="1", exact=True)).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="I forgot my PIN").click()
    expect(page.get_by_text("Ask your adviser to add this phone again.")).to_be_visible()
    expect(page.get_by_text(re.compile("^Wait"))).to_have_count(0, timeout=8_000)
    page.reload()
    types_pin(page, PIN)
    expect(page.get_by_role("heading", name="My stuff")).to_be_visible()
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_text("Someone typed 4 wrong PINs since you last opened this. Was it you?")).to_be_visible()

    # The tenth comes after ten minutes of waiting, so here the answers of the ninth and tenth are played.
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    played = iter(
        [
            {"status": 403, "json": {"type": "/problems/wrong-pin", "tries_left": 1, "wait_seconds": 0}},
            {"status": 401, "json": {"type": "/problems/sign-in", "wipe": True}},
        ]
    )
    page.route("**/api/unlock/pin", lambda route: route.fulfill(**next(played)))
    types_pin(page, "111111")
    expect(page.get_by_text("That PIN doesn’t match. 1 try left.")).to_be_visible()
    types_pin(page, "111111")
    expect(page.get_by_role("heading", name="Too many wrong PINs")).to_be_visible()
    assert records_kept(page) == {}, "what it kept is gone before anything is said"
    page.context.close()


def gone_from(page: Page, demo: Served, words: set[str]) -> None:
    """Nothing of theirs is on this phone or opens on it, with signal and without; help still does."""
    assert records_kept(page) == {}
    kept = everything_kept(page)
    assert [one for one in [*words, "Yusuf", "Tobi", "Callum"] if one in kept] == []
    assert left_of(words, page) == []
    signal(page, False)
    page.goto(f"{demo.origin}/plan/home")
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    assert left_of(words, page) == []
    opens(page, demo, "/help")
    expect(page.get_by_role("link", name="In danger? Call 999")).to_be_visible()


def test_signing_out_wipes(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani")
    words = canaries(page)
    opens(page, demo, "/plan/home")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    assert records_kept(page)["vault"] >= 2
    opens(page, demo, "/me")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name=LOCK)).to_be_visible()  # the phone stays theirs; the PIN opens it again
    gone_from(page, demo, words)
    page.context.close()


def test_words_that_would_be_lost_are_asked_about_before_signing_out(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Callum Pryce")
    opens(page, demo, "/plan/home")
    signal(page, False)
    page.get_by_role("button", name=re.compile("Change your words|Say it in your words")).click()
    page.get_by_role("textbox", name="Your words").fill("Not sent before I go")
    page.get_by_role("button", name="Save your words").click()
    expect(page.get_by_text("1 thing you wrote will send when you’re back online.")).to_be_visible()
    page.get_by_role("link", name="My stuff").click()
    page.get_by_role("button", name="Sign out").click()
    sheet = page.get_by_role("dialog", name="1 thing you wrote isn’t sent")
    sheet.get_by_role("button", name="Stay").click()
    assert records_kept(page)["outbox"] == 1
    page.get_by_role("button", name="Sign out").click()
    sheet.get_by_role("button", name="Sign out anyway").click()
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    assert records_kept(page) == {}
    page.context.close()


def test_freezing_wipes_at_the_next_contact(dan: Page, browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Tobi Adeyinka")
    words = canaries(page)
    opens(page, demo, "/plan/home")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    opens(dan, demo, f"/staff/people/{people(dan)['Tobi']['id']}")
    dan.get_by_role("button", name="Freeze access").click()
    dan.get_by_role("button", name="Freeze now").click()
    expect(dan.get_by_text(re.compile("^Frozen since"))).to_be_visible()
    page.get_by_role("link", name="My stuff").click()
    expect(page.get_by_text(NOBODY)).to_be_visible()
    dan.get_by_role("button", name="Open access again").click()
    expect(dan.get_by_text("Access is open again.")).to_be_visible()
    gone_from(page, demo, words)
    page.context.close()


def test_my_phones_one_goes_and_then_all(browser: Browser, demo: Served) -> None:
    page, other = phone_of(browser, demo, "Tobi Adeyinka"), phone_of(browser, demo, "Tobi Adeyinka")
    words = canaries(page)
    opens(page, demo, "/plan")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    opens(page, demo, "/me/phones")
    cards = page.locator("li.phone")
    expect(cards.first).to_contain_text("This phone")
    expect(cards.first).to_contain_text("Only you use it.")
    before = cards.count()
    cards.nth(1).get_by_role("button", name=re.compile("^Remove")).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Removed. It can’t open anything now.")).to_be_visible()
    expect(cards).to_have_count(before - 1)
    opens(other, demo, "/plan")
    expect(other.get_by_text(NOBODY)).to_be_visible()
    assert records_kept(other) == {}
    other.context.close()
    page.get_by_role("button", name="Remove all my phones").click()
    sheet = page.get_by_role("dialog", name="Remove all your phones?")
    expect(sheet.get_by_text("This one too.")).to_be_visible()
    sheet.get_by_role("button", name="Remove them all").click()
    expect(page.get_by_text(NOBODY)).to_be_visible()
    gone_from(page, demo, words)
    page.context.close()
