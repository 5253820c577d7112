"""A young person's messages, in a real browser against the real demo council: what shows as sent is kept, once."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.at_work import at_work, people, tab_to
from tests.browser.conftest import Served
from tests.browser.on_a_phone import (
    a_page,
    everything_kept,
    joins,
    opens,
    phone_of,
    records_kept,
    signal,
    types_pin,
    unlocks,
)
from tests.browser.talking import (
    SENT,
    a_photo,
    adds,
    box,
    bubble,
    in_thread,
    on_server,
    posts,
    says,
    thread,
    until,
    writes,
)


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, who is the adviser of everyone here."""
    return at_work(browser, demo, "dan")


@pytest.fixture(scope="module")
def ids(dan: Page) -> dict[str, str]:
    """Dan's young people by the name they are called."""
    return {name: row["id"] for name, row in people(dan).items()}


def test_a_message_goes_through_its_states_and_none_comes_early(
    browser: Browser, dan: Page, ids: dict[str, str], demo: Served
) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    mine = writes(page, "are you there on Friday?")
    expect(mine.locator(".st")).to_have_text(SENT)
    assert on_server(page, "are you there on Friday?") == 1
    seq = thread(page)[-1]["seq"]
    assert posts(dan, f"/api/messages/with/{ids['Jade']}/marks", {"delivered": seq, "read": 0}) == 204
    expect(mine.locator(".st")).to_contain_text("Got to Dan’s phone")
    assert posts(dan, f"/api/messages/with/{ids['Jade']}/marks", {"delivered": seq, "read": seq}) == 204
    expect(mine.locator(".st")).to_contain_text("Read")
    says(dan, ids["Jade"], "Yes. See you at 4.")
    expect(bubble(page, "Yes. See you at 4.").locator(".st")).to_have_text(re.compile(r"^Dan, \d+:\d\d[ap]m$"))
    page.context.close()


def test_while_a_message_is_on_its_way_it_says_so(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    held: list[Route] = []
    page.route(
        "**/api/messages/mine/adviser", lambda r: held.append(r) if r.request.method == "POST" else r.continue_()
    )
    mine = writes(page, "is it still on its way?")
    expect(mine.locator(".st")).to_have_text("Sending")
    until(page, lambda: len(held) == 1)
    held[0].continue_()
    expect(mine.locator(".st")).to_have_text(SENT)
    page.context.close()


def test_without_signal_it_waits_here_and_goes_by_itself_once(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    signal(page, False)
    first, second = writes(page, "one, no bars at all"), writes(page, "two, no bars at all")
    for mine in (first, second):
        expect(mine.locator(".st")).to_have_text("Will send when you’re back online")
        assert mine.locator(".bub").evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    assert records_kept(page)["outbox"] == 2
    assert "no bars at all" not in everything_kept(page)
    signal(page, True)
    for mine in (first, second):
        expect(mine.locator(".st")).to_have_text(SENT, timeout=20_000)
    words = [one["words"] for one in thread(page)][-2:]
    assert words == ["one, no bars at all", "two, no bars at all"]
    expect(first).to_have_count(1)
    assert "outbox" not in records_kept(page)
    page.context.close()


def test_the_app_opens_without_signal_and_takes_messages(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Callum Pryce")
    signal(page, False)
    page.goto(f"{demo.origin}/messages/adviser")
    expect(page.get_by_text("Your messages need signal.")).to_be_visible()
    expect(page.get_by_role("heading", name="Dan Whitlow")).to_be_visible()
    assert page.locator("li.msg").count() == 0, "what was said is never kept on a phone"
    mine = writes(page, "written with no signal at all")
    expect(mine.locator(".st")).to_have_text("Will send when you’re back online")
    signal(page, True)
    until(page, lambda: on_server(page, "written with no signal at all") == 1, 30)
    page.context.close()


def test_a_tab_that_dies_on_the_way_loses_nothing_and_sends_nothing_twice(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    held: list[Route] = []
    page.context.route(
        "**/api/messages/mine/adviser", lambda r: held.append(r) if r.request.method == "POST" else r.continue_()
    )
    writes(page, "my phone died here")
    until(page, lambda: len(held) > 0)
    page.close()
    page.context.unroute_all(behavior="ignoreErrors")
    again = page.context.new_page()
    opens(again, demo, "/messages/adviser")
    expect(bubble(again, "my phone died here").locator(".st")).to_have_text(SENT, timeout=20_000)
    assert on_server(again, "my phone died here") == 1
    page.context.close()


def test_a_reply_that_was_lost_sends_nothing_twice(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)  # the server has it, the phone never hears
        return route.abort()

    page.route("**/api/messages/mine/adviser", lose)
    mine = writes(page, "did you get this one?")
    expect(mine.locator(".st")).to_have_text(SENT, timeout=30_000)
    assert lost == [201]
    assert on_server(page, "did you get this one?") == 1
    expect(mine).to_have_count(1)
    page.context.close()


def test_a_locked_phone_sends_by_the_worker_with_a_right_that_reads_nothing(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    page.context.grant_permissions(["background-sync"], origin=demo.origin)
    signal(page, False)
    adds(page, "Photo", "me.png", "image/png", a_photo(200))
    expect(page.locator(".thumb")).to_be_visible()
    expect(writes(page, "sent while locked")).to_be_visible()  # it is kept: until then it is a draft
    page.goto(f"{demo.origin}/exit")  # the neutral page has no script: only the worker is left
    page.context.clear_cookies(name="__Host-s")
    assert records_kept(page)["outbox"] == 1
    page.context.set_offline(False)
    cdp = page.context.new_cdp_session(page)
    found: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda e: found.extend(r["registrationId"] for r in e["registrations"]),
    )
    cdp.send("ServiceWorker.enable")
    until(page, lambda: bool(found))
    # Where Chromium has noticed the signal by itself this comes second, and finds nothing to do.
    sync = {"origin": demo.origin, "registrationId": found[0], "tag": "outbox", "lastChance": False}
    cdp.send("ServiceWorker.dispatchSyncEvent", sync)
    until(page, lambda: records_kept(page).get("outbox", 0) == 0, 15)
    page.goto(demo.origin)
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    assert "sent while locked" not in page.content()
    types_pin(page)
    expect(page.get_by_role("heading", name=re.compile("^Hi "))).to_be_visible()
    opens(page, demo, "/messages/adviser")
    mine = bubble(page, "sent while locked")
    expect(mine.locator(".st")).to_have_text(SENT)
    expect(mine.locator(".photo img")).to_be_visible()
    assert on_server(page, "sent while locked") == 1
    page.context.close()


def test_a_locked_page_sends_too_where_there_is_no_worker(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    signal(page, False)
    writes(page, "locked, and no worker helps")
    # No background sync here, as on an iPhone: the page itself does it, from behind the lock.
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.unregister())")
    page.context.clear_cookies(name="__Host-s")
    signal(page, True)
    with page.expect_response(re.compile(r"/send-only/adviser$")) as handed:
        page.goto(demo.origin)
    assert handed.value.status == 204
    assert "x-onward-token" not in handed.value.request.headers
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    until(page, lambda: records_kept(page).get("outbox", 0) == 0)
    unlocks(page, demo)
    assert on_server(page, "locked, and no worker helps") == 1
    page.context.close()


def test_fast_typing_loses_no_letter_and_nothing_jumps_while_messages_arrive(
    browser: Browser, dan: Page, ids: dict[str, str], demo: Served
) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    box(page).click()
    place = box(page).bounding_box()
    whole = ""
    for n in range(6):
        says(dan, ids["Jade"], f"while you type {n}")
        piece = f"the quick brown fox number {n} "
        page.keyboard.type(piece, delay=8)
        whole += piece
        assert box(page).input_value() == whole
    expect(bubble(page, "while you type 5")).to_be_in_viewport()
    expect(box(page)).to_be_focused()
    now = box(page).bounding_box()
    assert place
    assert now
    assert now["y"] + now["height"] == pytest.approx(place["y"] + place["height"], abs=1), (
        "the box stands where it stood"
    )
    assert now["height"] > place["height"], "it grew with the words"
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("")
    expect(bubble(page, whole.strip()).locator(".st")).to_have_text(SENT)
    assert box(page).bounding_box() == place
    page.context.close()


def test_ask_about_this_quotes_it_and_the_address_says_nothing(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    opens(page, demo, "/plan/home")
    page.get_by_role("link", name="Ask about this: Get the damp in the bedroom fixed").click()
    expect(page.get_by_text("About: Get the damp in the bedroom fixed").last).to_be_visible()
    assert page.url == f"{demo.origin}/messages/adviser"
    page.get_by_role("button", name="Don’t ask about this").click()
    expect(page.locator(".added.quote")).to_have_count(0)
    for address, label in (
        ("/plan/home", "Ask about this: My home"),
        ("/plan/review", re.compile("^Ask about this: ")),
    ):
        opens(page, demo, address)
        page.get_by_role("link", name=label).first.click()
        expect(page.locator(".added.quote")).to_be_visible()
    mine = writes(page, "can we do it later?")
    expect(mine.locator(".st")).to_have_text(SENT)
    expect(mine.locator(".about")).to_contain_text("About: ")
    expect(page.locator(".added.quote")).to_have_count(0)
    assert thread(page)[-1]["about"]["kind"] == "review"
    page.context.close()


def test_what_is_half_written_survives_a_tab_a_reload_a_lock_and_exit(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    box(page).fill("half a thou")
    page.get_by_role("link", name="Back to Today").click()
    page.get_by_role("link", name="Message Dan").click()
    expect(box(page)).to_have_value("half a thou")
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    page.reload()
    expect(box(page)).to_have_value("half a thou")
    opens(page, demo, "/me")
    page.get_by_role("button", name="Lock now").click()
    types_pin(page)
    expect(page.get_by_role("heading", name=re.compile("My stuff|^Hi "))).to_be_visible()
    opens(page, demo, "/messages/adviser")
    expect(box(page)).to_have_value("half a thou")
    assert "half a thou" not in everything_kept(page)
    page.get_by_role("link", name="Exit: hide Onward now").click()
    page.wait_for_url(re.compile("/exit$"))
    unlocks(page, demo)
    opens(page, demo, "/messages/adviser")
    expect(box(page)).to_have_value("half a thou")
    writes(page, "half a thought, whole")
    expect(bubble(page, "half a thought, whole").locator(".st")).to_have_text(SENT)
    until(page, lambda: "drafts" not in records_kept(page))
    page.reload()
    expect(box(page)).to_have_value("")
    page.context.close()


def test_on_a_phone_that_others_use_nothing_is_kept_and_the_screen_says_stay(
    browser: Browser, dan: Page, demo: Served
) -> None:
    page = a_page(browser)
    joins(page, dan, demo, people(dan)["Mei-Lin"], others_use=True)
    page.get_by_role("link", name="Message Dan").click()  # loading the page anew would lock it
    page.get_by_role("button", name=re.compile("^Write to")).or_(box(page)).first.click()
    if page.get_by_role("dialog").count():
        page.get_by_role("dialog").get_by_role("button", name="OK").click()
    box(page).fill("typed on my sister’s phone")
    page.wait_for_timeout(300)
    assert "drafts" not in records_kept(page)
    signal(page, False)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Stay here until it’s sent. Nothing is saved on this phone.")).to_be_visible()
    assert records_kept(page).keys() & {"outbox", "drafts", "vault"} == set()
    signal(page, True)
    expect(bubble(page, "typed on my sister’s phone").locator(".st")).to_have_text(SENT, timeout=20_000)
    expect(page.get_by_text("Stay here until it’s sent.")).to_have_count(0)
    page.context.close()


def test_with_the_keyboard_alone(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Jade Okoro")
    tab_to(page, "Messages")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Dan Whitlow")).to_be_focused()
    tab_to(page, "Message to Dan")
    page.keyboard.type("no mouse here")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("second line")
    page.keyboard.press("Enter")
    mine = page.locator("li.msg", has_text="no mouse here")
    expect(mine.locator(".st")).to_have_text(SENT)
    assert thread(page)[-1]["words"] == "no mouse here\nsecond line"
    expect(box(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="What do you want to add?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Add a photo"))).to_be_focused()
    page.context.close()


def test_too_many_letters_are_counted_and_not_sent(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    before = thread(page)[-1]["seq"]
    box(page).fill("a" * 4_012)
    expect(page.get_by_role("alert")).to_have_text("12 letters too many")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_timeout(500)
    assert thread(page)[-1]["seq"] == before
    box(page).fill("")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.context.close()
