"""The worker in Chromium, given pushes as a push service would: what shows, what a tap opens, and what is taken away.

Chromium cannot subscribe without its vendor. The payloads are made by the code that makes the real ones.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.notifications import push, rules
from tests.browser.at_work import asks
from tests.browser.by_api import ByApi, person
from tests.browser.conftest import PHONE, Served
from tests.browser.on_a_phone import opens, types_pin

UNKNOWN = "01980000-0000-7000-8000-000000000000"
GIVEN = "r => r.getNotifications()"
SHOWN = f"""navigator.serviceWorker.ready.then({GIVEN}).then(all => all.map(n =>
    ({{ title: n.title, body: n.body, tag: n.tag, path: n.data, silent: n.silent, lang: n.lang, icon: new URL(n.icon).pathname, badge: new URL(n.badge).pathname }})))"""
TAP = f"""({GIVEN.replace("r =>", "(r) =>")})(self.registration).then(all =>
    self.dispatchEvent(new NotificationEvent('notificationclick', {{ notification: all[0] }}))).then(() => 1)"""

# Chromium forgets a notification that someone asks for between keeping it and showing it: nobody asks before it is there.
TELLS = """self.put = 0; self.put_on = self.registration.showNotification.bind(self.registration);
    self.registration.showNotification = (...how) => self.put_on(...how).then(() => { self.put += 1; }); 0"""


def a_push(origin: str, *, opens: str = f"/open/{UNKNOWN}", kind: str = "message", shows: str = rules.PRIVATE, name: str = "", tag: str = "a-tag", badge: int = 1, silent: bool = False) -> str:  # fmt: skip
    """What crosses, decrypted: the backend's own words and form, padded as it is sent."""
    words = rules.CHECK_WORDS if silent else rules.words(rules.KINDS[kind], shows, name, "")
    made = push.payload(origin, opens=opens, body=words, tag=tag, badge=badge, silent=silent)
    return msgspec.json.encode(made).ljust(push.SIZE).decode()


class Phone:
    """A browser of somebody of the demo, and the push service in front of it."""

    def __init__(self, browser: Browser, council: Served, who: str = "Jade Okoro", heading: str = "Hi Jade") -> None:
        self.council, self.ids = council, []  # type: ignore[var-annotated]
        context = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB")  # type: ignore[arg-type]
        context.grant_permissions(["notifications"], origin=council.origin)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.goto(f"{council.origin}/demo")
        self.page.get_by_role("button", name=re.compile(who)).click()
        expect(self.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        self.cdp = context.new_cdp_session(self.page)
        self.cdp.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self.cdp.send("ServiceWorker.enable")
        self.page.wait_for_timeout(200)
        self.worker = context.service_workers[0]
        self.worker.evaluate(TELLS)

    def _registered(self, said: dict[str, Any]) -> None:
        self.ids += [one["registrationId"] for one in said["registrations"] if not one["isDeleted"]]

    def gets(self, data: str) -> list[dict[str, Any]]:
        """The push arrives; what is on the screen then."""
        before = self.worker.evaluate("self.put")
        self.cdp.send("ServiceWorker.deliverPushMessage", {"origin": self.council.origin, "registrationId": self.ids[-1], "data": data})  # fmt: skip
        for _ in range(100):
            if self.worker.evaluate("self.put") > before:
                return self.shown()
            self.page.wait_for_timeout(20)
        raise AssertionError("nothing was shown")

    def shown(self) -> list[dict[str, Any]]:
        """What is on the screen."""
        return list(self.page.evaluate(SHOWN))

    def tap(self) -> None:
        """The person taps it."""
        self.worker.evaluate(TAP)

    def clear(self) -> None:
        """The screen is empty again."""
        self.page.evaluate(
            f"navigator.serviceWorker.ready.then({GIVEN}).then(all => {{ for (const n of all) n.close(); }})"
        )


@pytest.fixture(scope="module")
def phone(browser: Browser, demo: Served) -> Iterator[Phone]:
    one = Phone(browser, demo)
    yield one
    one.page.context.close()


@pytest.fixture(autouse=True)
def empty_screen(phone: Phone) -> Iterator[None]:
    yield
    phone.clear()


def test_it_shows_the_words_and_nothing_else(phone: Phone, demo: Served) -> None:
    for shows, name, words in (
        (rules.PRIVATE, "Dan", "You have something new."),
        (rules.FIRST_NAMES, "Dan", "New message from Dan."),
    ):
        (shown,) = phone.gets(a_push(demo.origin, shows=shows, name=name, tag=shows))
        assert shown == {
            "title": "Onward", "body": words, "tag": shows, "path": f"/open/{UNKNOWN}", "silent": False, "lang": "en-GB",
            "icon": "/icon-192.png", "badge": "/badge.png",
        }  # fmt: skip
        phone.clear()


def test_every_kind_shows(phone: Phone, demo: Served) -> None:
    for kind, how in rules.KINDS.items():
        (shown,) = phone.gets(
            a_push(demo.origin, kind=kind, tag=kind)
        )  # one taken away may take the next of its tag along
        assert (shown["title"], shown["body"]) == ("Onward", how.private)
        phone.clear()


def test_the_same_tag_replaces_and_another_stands_beside(phone: Phone, demo: Served) -> None:
    phone.gets(a_push(demo.origin))
    assert [one["body"] for one in phone.gets(a_push(demo.origin, kind="review_7"))] == ["Something is coming up."]
    assert len(phone.gets(a_push(demo.origin, tag="another"))) == 2


@pytest.mark.parametrize(
    "data", ["", "no json", "null", "[]", '{"notification":7}', '{"notification":{"body":""}}', "{" * 600, "\x00"]
)
def test_what_cannot_be_read_shows_the_neutral_line(phone: Phone, data: str) -> None:
    (shown,) = phone.gets(data)
    assert (shown["title"], shown["body"], shown["path"]) == ("Onward", "You have something new.", "/")


@pytest.mark.parametrize(
    ("navigate", "path"),
    [
        ("https://evil.example/x", "/x"),
        ("//evil.example/x", "/x"),
        ("https://evil.example//other.example/x", "/other.example/x"),
        ("javascript:alert(1)", "/alert(1)"),
        ("data:text/html,hello", "/text/html,hello"),
        ("", "/"),
        ("/plan?words=secret#more", "/plan"),
    ],
)
def test_a_tap_stays_on_our_own_origin(phone: Phone, demo: Served, navigate: str, path: str) -> None:
    made = push.payload("", opens=navigate, body="You have something new.", tag="a", badge=0)
    (shown,) = phone.gets(msgspec.json.encode(made).decode())
    assert shown["path"] == path
    phone.worker.evaluate(
        "self.went = []; self.clients.openWindow = async (to) => { self.went.push(new URL(to, location.origin).href); }; 0"
    )
    phone.page.goto(f"{demo.origin}/exit")  # the neutral page is left alone: a window would be opened
    phone.tap()
    phone.worker.evaluate("new Promise(done => setTimeout(done, 100))")
    assert phone.worker.evaluate("self.went") == [demo.origin + path]
    assert phone.page.url == f"{demo.origin}/exit"
    opens(phone.page, demo, "/")


def test_the_weekly_check_is_shown_and_taken_away(phone: Phone, demo: Served) -> None:
    (shown,) = phone.gets(a_push(demo.origin, opens="/", tag="probe", badge=0, silent=True))
    assert (shown["body"], shown["silent"]) == (rules.CHECK_WORDS, True)
    phone.page.wait_for_timeout(3_500)
    assert phone.shown() == []


def test_the_worker_tells_that_it_was_shown(phone: Phone, demo: Served) -> None:
    told = demo.log.read_text().count("POST /api/notices/shown 204")
    phone.gets(a_push(demo.origin))
    phone.clear()
    phone.gets(a_push(demo.origin, opens=f"/staff/open/{UNKNOWN}"))
    phone.page.wait_for_timeout(500)
    assert demo.log.read_text().count("POST /api/notices/shown 204") == told + 2


def test_a_tap_goes_through_the_lock_to_the_thread(phone: Phone, demo: Served) -> None:
    dan = ByApi(demo, "Dan Whitlow")
    dan.writes(f"/api/messages/with/{person(dan, 'Jade')['id']}", "The kettle is on order.")
    (notice,) = [one for one in asks(phone.page, "/api/notices")["notices"] if one["kind"] == "message"][:1]
    opens(phone.page, demo, "/me")
    phone.page.get_by_role("button", name="Lock now").click()
    expect(phone.page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    phone.gets(a_push(demo.origin, opens=f"/open/{notice['id']}"))
    phone.tap()
    phone.page.wait_for_url(f"**/open/{notice['id']}")
    assert phone.shown() == [], "it is off the screen"
    types_pin(phone.page)
    expect(phone.page.get_by_text("The kettle is on order.").last).to_be_visible()
    assert re.match(r".*/messages", phone.page.url)
    assert notice["id"] not in [one["id"] for one in asks(phone.page, "/api/notices")["notices"]], (
        "it has ended as seen"
    )


def test_a_tap_on_an_open_page_goes_there_without_loading_it_again(phone: Phone, demo: Served) -> None:
    opens(phone.page, demo, "/me/look")
    phone.page.evaluate("window.stays = true")
    phone.gets(a_push(demo.origin, opens="/plan"))
    phone.tap()
    expect(
        phone.page.get_by_role("heading", name="Your plan").or_(phone.page.get_by_role("heading", level=1))
    ).to_be_visible()
    phone.page.wait_for_url("**/plan")
    assert phone.page.evaluate("window.stays")


def test_a_notice_that_is_not_theirs_leads_to_today(phone: Phone, demo: Served) -> None:
    phone.page.goto(f"{demo.origin}/open/{UNKNOWN}")
    expect(phone.page.get_by_role("heading", name="Hi Jade")).to_be_visible()
    phone.page.goto(f"{demo.origin}/open/not-an-id")
    expect(phone.page.get_by_role("heading", name="Hi Jade")).to_be_visible()


def test_the_badge_counts_and_opening_clears_it(phone: Phone, demo: Served) -> None:
    phone.worker.evaluate("self.badge = []; self.navigator.setAppBadge = async (n) => { self.badge.push(n); }; 0")
    phone.gets(a_push(demo.origin, badge=3))
    phone.page.wait_for_timeout(200)
    assert phone.worker.evaluate("self.badge") == [3]
    phone.page.add_init_script("window.cleared = 0; navigator.clearAppBadge = async () => { window.cleared += 1; }")
    opens(phone.page, demo, "/")
    assert phone.page.evaluate(
        "new Promise(done => { const look = () => window.cleared ? done(true) : setTimeout(look, 50); look(); })"
    )


def test_signing_out_leaves_nothing_on_the_screen(browser: Browser, demo: Served) -> None:
    phone = Phone(browser, demo)
    phone.worker.evaluate("self.badge = 'on'; self.navigator.clearAppBadge = async () => { self.badge = 'off'; }; 0")
    phone.gets(a_push(demo.origin))
    worker = phone.worker
    opens(phone.page, demo, "/me")
    phone.page.evaluate("navigator.serviceWorker.controller.postMessage('sign-out')")
    phone.page.wait_for_timeout(300)
    assert phone.shown() == []
    assert worker.evaluate("self.badge") == "off"
    phone.gets(a_push(demo.origin))
    phone.page.get_by_role("button", name="Sign out").click()
    expect(phone.page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    assert phone.shown() == []
    phone.page.context.close()


def test_an_advisers_tap_opens_the_thread_of_who_waits(browser: Browser, demo: Served) -> None:
    desk = Phone(browser, demo, "Priya Nair", "This week")  # she covers for Dan
    ByApi(demo, "Jade Okoro").writes("/api/messages/mine/adviser", "Did the heron come back?")
    (notice,) = [one for one in asks(desk.page, "/api/notices")["notices"] if one["kind"] == "message_waiting"][:1]
    (shown,) = desk.gets(a_push(demo.origin, kind="message_waiting", opens=f"/staff/open/{notice['id']}"))
    assert (shown["title"], shown["body"]) == ("Onward", "A message is waiting.")
    desk.tap()
    expect(desk.page.get_by_text("Did the heron come back?").last).to_be_visible()
    assert desk.page.url == f"{demo.origin}/staff/messages/{person(ByApi(demo, 'Dan Whitlow'), 'Jade')['id']}"
    assert desk.shown() == []
    assert notice["id"] not in [one["id"] for one in asks(desk.page, "/api/notices")["notices"]], "it has ended as seen"
    desk.page.context.close()
