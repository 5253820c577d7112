"""A real push, the whole way: an adviser's message, our encryption, a push service, a stock Firefox, a tap, the thread."""

import json
import time
from collections.abc import Callable, Iterator

import asyncpg
import pytest

from tests.browser.autopush import SHOWN, AutoPush, autopush
from tests.browser.beside import Beside
from tests.browser.by_api import ByApi, person
from tests.browser.conftest import PHONE, STANDARD, Served, axe, served
from tests.browser.firefox import Firefox, firefox
from tests.browser.looks import SIDEWAYS
from tests.browser.on_a_phone import ADDRESSES, PIN

SHOWN_NOW = "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => JSON.stringify(all.map(n => [n.title, n.body, n.tag])))"
LOOKED = f"axe.run(document, {{ runOnly: {json.dumps(STANDARD)} }}).then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | '))))"
BODY = 615
"""Bytes of every push: 512 of padded words and what RFC 8188 and 8291 put round them."""

A_PUSH = 1_250
"""What the phone's data meter reckons for a push (pwa/src/sw/push.ts)."""


def eventually(true: Callable[[], object], what: str, seconds: float = 15) -> None:
    """Waits until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def a_minute_passes(council: Served) -> None:
    """What was pushed was pushed earlier: at most one push a minute tells of messages."""

    async def earlier() -> None:
        connection = await asyncpg.connect(
            f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres"
        )
        await connection.execute("UPDATE notice SET pushed_at = pushed_at - interval '2 minutes'")
        await connection.close()

    beside = Beside()
    beside.do(earlier())
    beside.end()


def settled(push: AutoPush) -> None:
    """Nothing has been pushed for a second and a half."""
    seen, since = -1, 0.0
    while seen != len(push.posts) or time.monotonic() - since < 1.5:
        if seen != len(push.posts):
            seen, since = len(push.posts), time.monotonic()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def push() -> Iterator[AutoPush]:
    with autopush() as running:
        yield running


@pytest.fixture(scope="module")
def council(push: AutoPush) -> Iterator[Served]:
    """The demo, which may push to the one service on this machine. Nobody sleeps here: the tests run at any hour."""
    with served("push", demo_people=60, more={"ONWARD_DEMO_PUSH": push.address}) as running:
        yield running


@pytest.fixture(scope="module")
def dan(council: Served) -> ByApi:
    return ByApi(council, "Dan Whitlow")


@pytest.fixture(scope="module")
def phone(council: Served, push: AutoPush) -> Iterator[Firefox]:
    """Jade's Firefox: signed in, and notifications turned on with the one tap that asks for them."""
    with firefox(push) as one:
        one.goes(f"{council.origin}/demo")
        one.taps("Jade Okoro")
        one.sees("Hi Jade")
        one.goes(f"{council.origin}/me/notices")
        one.sees("Notifications are off on this phone.")
        assert push.channels == {}, "nothing is asked for before a tap"
        one.taps("Turn them on")
        one.sees("They’re on.")
        one.js(
            "void [...document.querySelectorAll('[role=switch]')].find(e => e.closest('.row').innerText.includes('Quiet') && e.checked)?.click()"
        )
        one.sees("They can come at any time")
        settled(push)  # what waited for an address has come by now
        one.js(
            "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => { for (const n of all) n.close(); })"
        )
        eventually(lambda: not one.alerts(), "they are off the screen again")
        push.posts.clear()
        push.acks.clear()
        push.crossed.clear()
        yield one


def test_a_message_shows_and_a_tap_opens_the_thread(
    phone: Firefox, push: AutoPush, council: Served, dan: ByApi
) -> None:
    jade = person(dan, "Jade")
    phone.goes(f"{council.origin}/me")
    phone.taps("Lock now")
    phone.sees("Unlock Onward")
    sent = time.monotonic()
    dan.writes(f"/api/messages/with/{jade['id']}", "The heron flat has a date.")
    alert = phone.alert()
    print(f"from send to screen: {time.monotonic() - sent:.1f} s")
    assert phone.alert_says(alert)[0] == "Onward"
    title, body, _ = json.loads(phone.js(SHOWN_NOW))[-1]
    assert (title, body) == ("Onward", "You have something new.")
    (post,) = push.posts
    assert (post.status, len(post.body), post.headers["content-encoding"]) == (201, BODY, "aes128gcm")
    assert int(post.headers["ttl"]) > 0
    eventually(lambda: push.acks, "Firefox said that its worker took it")
    assert push.acks[-1]["updates"][0]["code"] == SHOWN
    assert abs(sum(push.crossed) - A_PUSH) <= A_PUSH / 10, f"the data meter reckons {A_PUSH}, it was {push.crossed}"
    eventually(lambda: "POST /api/notices/shown 204" in council.log.read_text(), "the worker told that it was shown")

    phone.taps_alert(alert)
    phone.until("location.pathname.startsWith('/open/')")
    phone.sees("Unlock Onward")  # nothing of the thread before the lock
    for digit in PIN:
        phone.js(f"void dispatchEvent(new KeyboardEvent('keydown', {{ key: '{digit}' }}))")
    phone.sees("The heron flat has a date.")
    assert phone.js("location.pathname").startswith("/messages")
    assert json.loads(phone.js(SHOWN_NOW)) == []


def test_with_no_window_a_tap_opens_one(phone: Firefox, push: AutoPush, council: Served, dan: ByApi) -> None:
    phone.goes("about:blank")
    a_minute_passes(council)
    dan.writes(f"/api/messages/with/{person(dan, 'Jade')['id']}", "It has two rooms and a heron.")
    phone.taps_alert(phone.alert())
    eventually(lambda: any(one["url"].startswith(council.origin) for one in phone.pages()), "a window has opened")
    (opened,) = [one for one in phone.pages() if one["url"].startswith(council.origin)]
    phone.page = opened["context"]
    phone.sees("It has two rooms and a heron.")
    assert phone.js("location.pathname").startswith("/messages")


def test_the_main_walk_is_the_same_here(phone: Firefox, council: Served) -> None:
    """What every other test looks at in Chromium: each main screen comes, fits, and has nothing that axe finds."""
    phone.command("browsingContext.setViewport", context=phone.page, viewport=PHONE, devicePixelRatio=None)
    found = []
    for address in ("/", *(one for one in ADDRESSES[1:] if one != "/me/install")):
        phone.goes(council.origin + address)
        phone.until("document.querySelector('h1, h2') && !document.querySelector('[aria-busy=true]')")
        phone.until("document.getAnimations().every(one => one.playState !== 'running')")  # a sheet fades in
        phone.js(axe())
        found += [f"{address}: {one}" for one in json.loads(phone.js(LOOKED))]
        for direction in ("rtl", "ltr"):
            over = phone.js(f"(document.documentElement.dir = '{direction}', {SIDEWAYS})")
            found += [f"{address}, {direction}: {over} px sideways"] if over else []
    assert found == []


def test_an_address_that_is_gone_is_forgotten_and_made_again(
    phone: Firefox, push: AutoPush, council: Served, dan: ByApi
) -> None:
    jade = person(dan, "Jade")
    phone.goes(f"{council.origin}/me/notices")
    phone.sees("Turn off on this phone")
    reaches = lambda: phone.js("fetch('/api/notices/settings').then(a => a.json()).then(s => s.push)")  # noqa: E731
    assert reaches() == "on"
    # The browser loses it without a word to us, as when it clears what it keeps.
    assert phone.js(
        "navigator.serviceWorker.ready.then(r => r.pushManager.getSubscription()).then(s => s.unsubscribe())"
    )
    eventually(lambda: not push.channels, "the browser gave its address back")
    before = len(push.posts)
    phone.goes("about:blank")
    a_minute_passes(council)
    dan.writes(f"/api/messages/with/{jade['id']}", "Did the first one come?")
    eventually(lambda: len(push.posts) > before, "a push was tried")
    assert push.posts[-1].status == 410
    tried = len(push.posts)
    a_minute_passes(council)
    dan.writes(f"/api/messages/with/{jade['id']}", "And this one?")
    time.sleep(2)
    assert len(push.posts) == tried, "a dead address is never tried again"

    phone.goes(f"{council.origin}/")  # the next opening compares with the server, and makes a new address
    eventually(lambda: push.channels, "a new address")
    eventually(lambda: reaches() == "on", "the server knows the new address")
    phone.taps("Messages")
    phone.sees("And this one?")
    phone.goes("about:blank")
    a_minute_passes(council)
    dan.writes(f"/api/messages/with/{jade['id']}", "Now it works.")
    eventually(lambda: push.posts[-1].status == 201, "and pushes come again")
    phone.alert()


def test_turned_off_nothing_is_pushed(phone: Firefox, push: AutoPush, council: Served, dan: ByApi) -> None:
    phone.goes(f"{council.origin}/me/notices")
    phone.taps("Turn off on this phone")
    phone.sees("They’re off on this phone now.")
    eventually(lambda: not push.channels, "the browser gave its address back")
    tried = len(push.posts)
    a_minute_passes(council)
    dan.writes(f"/api/messages/with/{person(dan, 'Jade')['id']}", "Quiet now.")
    phone.goes(f"{council.origin}/")
    time.sleep(4)
    assert push.channels == {}, "it is not made again: they turned it off"
    assert len(push.posts) == tried


@pytest.fixture(scope="module")
def desk(council: Served, push: AutoPush) -> Iterator[Firefox]:
    """Priya's Firefox at work, who covers for Dan: signed in, notices turned on, tried, and never quiet."""
    with firefox(push) as one:
        one.goes(f"{council.origin}/demo")
        one.taps("Priya Nair")
        one.until("location.pathname.startsWith('/staff')")
        one.goes(f"{council.origin}/staff/notices")
        one.sees("Notices are off here.")
        one.js("document.querySelector('[aria-labelledby=quiet] input[type=checkbox]:checked').click()")
        one.sees("Saved")
        one.taps("Turn them on")
        one.sees("They’re on.")
        eventually(lambda: push.channels, "the browser has an address")
        settled(push)
        yield one


def test_an_adviser_turns_notices_on_and_tries_them(desk: Firefox, push: AutoPush) -> None:
    desk.js(
        "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => { for (const n of all) n.close(); })"
    )
    eventually(lambda: not desk.alerts(), "an empty screen")
    desk.taps("Send me a test")
    desk.sees("Did you get it?")
    assert desk.alert_says(desk.alert())[0] == "Onward"
    desk.taps("Yes, I got it")
    desk.sees("Good. It works.")
    desk.goes(desk.js("location.href"))
    desk.sees("It came.")
    desk.sees("Turn them off here")
    desk.js(
        "navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => { for (const n of all) n.close(); })"
    )
    eventually(lambda: not desk.alerts(), "an empty screen")


def test_a_young_persons_message_rings_their_adviser_and_a_tap_opens_their_thread(
    desk: Firefox, council: Served, dan: ByApi
) -> None:
    a_minute_passes(council)
    ByApi(council, "Jade Okoro").writes("/api/messages/mine/adviser", "Can you ring me about the flat?")
    alert = desk.alert()
    assert desk.alert_says(alert) == ["Onward", "A message is waiting."], "neither a name nor a word of it"
    desk.taps_alert(alert)
    desk.sees("Can you ring me about the flat?")
    assert desk.js("location.pathname") == f"/staff/messages/{person(dan, 'Jade')['id']}"


def test_an_adviser_turns_notices_off(desk: Firefox, push: AutoPush, council: Served) -> None:
    had = len(push.channels)
    desk.goes(f"{council.origin}/staff/notices")
    desk.taps("Turn them off here")
    desk.sees("Notices are off here.")
    eventually(lambda: len(push.channels) == had - 1, "the browser gave its address back")
    tried = len(push.posts)
    a_minute_passes(council)
    ByApi(council, "Jade Okoro").writes("/api/messages/mine/adviser", "Or tomorrow?")
    time.sleep(3)
    assert len(push.posts) == tried
