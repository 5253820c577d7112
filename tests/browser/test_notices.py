"""Notifications on a young person's phone: what they choose, the tap that turns them on, the test, and the data meter."""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, people, tab_to
from tests.browser.conftest import PHONE, Served, free_port, served
from tests.browser.on_a_phone import a_page, faults, joins, opens, phone_of, signal
from tests.browser.on_the_wire import Wire, not_at_a_months_end

POINT = ec.generate_private_key(ec.SECP256R1()).public_key()
P256DH = (
    base64.urlsafe_b64encode(POINT.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).rstrip(b"=").decode()
)
SAYS_YES = """
window.fake = { has: false, dropped: 0, endpoint: 'https://fcm.googleapis.com/fcm/send/one', options: {}, async unsubscribe() { this.has = false; this.dropped += 1; return true; },
  toJSON() { return { endpoint: this.endpoint, keys: { p256dh: 'P256DH', auth: 'c2l4dGVlbiBieXRlcyBvaw' } }; } };
PushManager.prototype.getSubscription = async () => fake.has ? fake : null;
PushManager.prototype.subscribe = async (how) => { if (window.hangs) await new Promise(() => undefined); fake.has = true; fake.options.applicationServerKey = how.applicationServerKey.buffer; return fake; };
""".replace("P256DH", P256DH)
"""A browser that has a push service and takes everything; what it keeps is gone with the page."""
IPHONE = "Object.defineProperty(navigator, 'standalone', { value: false }); delete window.PushManager; delete window.Notification;"
NOT_ASKED = "window.asked = 0; Notification.requestPermission = async () => { window.asked += 1; return 'denied'; }; Object.defineProperty(Notification, 'permission', { get: () => window.asked ? 'denied' : 'default' });"


def settings_of(page: Page) -> dict[str, Any]:
    """What the server keeps of their choices."""
    return dict(asks(page, "/api/notices/settings"))


def a_phone(
    browser: Browser, council: Served, who: str = "Jade Okoro", *, script: str = SAYS_YES, at: str = "/me/notices"
) -> Page:
    """A phone of theirs whose browser does as `script` says, on the screen of notifications."""
    page = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB").new_page()  # type: ignore[arg-type]
    page.context.grant_permissions(["notifications"], origin=council.origin)
    page.context.add_init_script(script)
    page.set_default_timeout(10_000)
    page.goto(f"{council.origin}/demo")
    page.get_by_role("button", name=re.compile(who)).click()
    expect(page.get_by_role("heading", name=re.compile("^Hi "))).to_be_visible()
    opens(page, council, at)
    return page


@pytest.fixture
def page(browser: Browser, demo: Served) -> Iterator[Page]:
    """Jade's phone, where the browser says yes to everything; all choices as they are at first."""
    one = a_phone(browser, demo)
    expect(one.get_by_role("heading", name="Tell me about")).to_be_visible()
    yield one
    one.context.close()


def test_the_most_private_choices_come_first(page: Page) -> None:
    expect(page.get_by_role("radio", name=re.compile("^Private"))).to_be_checked()
    for name in ("Messages", "Plan and review", "Quiet at night"):
        expect(page.get_by_role("switch", name=re.compile(f"^{name}"))).to_be_checked()
    expect(page.get_by_text("10pm to 8am")).to_be_visible()
    expect(page.get_by_text("Text me when the app can’t")).to_have_count(0)  # this council sends none


def test_the_lock_screen_shows_what_a_push_would(page: Page) -> None:
    picture = page.get_by_role("img", name=re.compile("lock screen"))
    expect(picture).to_have_accessible_name("How it looks on your lock screen: Onward. You have something new.")
    today = page.evaluate(
        "new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/London' }).format()"
    )
    expect(picture).to_contain_text(today.replace(",", ""))
    page.get_by_role("radio", name=re.compile("^First names")).check()
    expect(picture).to_have_accessible_name("How it looks on your lock screen: Onward. New message from Dan.")
    page.get_by_role("radio", name=re.compile("^None")).check()
    expect(picture).to_have_accessible_name("How it looks on your lock screen: nothing from Onward.")
    page.reload()
    expect(page.get_by_role("radio", name=re.compile("^None"))).to_be_checked()
    with page.expect_response(re.compile("settings")):
        page.get_by_role("radio", name=re.compile("^Private")).check()


def test_switches_and_times_are_kept(page: Page) -> None:
    for name, key in (("Messages", "messages"), ("Plan and review", "plan"), ("Quiet at night", "quiet")):
        one = page.get_by_role("switch", name=re.compile(f"^{name}"))
        for on in (False, True):
            with page.expect_response(lambda a: a.request.method == "PATCH"):
                one.set_checked(on)
            assert settings_of(page)[key] is on
    page.get_by_role("button", name="Change the times").click()
    page.get_by_label("Quiet from").fill("23:30")
    page.get_by_label("Until").fill("23:30")
    page.get_by_role("button", name="Save the times").click()
    expect(page.get_by_text("Pick two different times.")).to_be_visible()
    page.get_by_label("Until").fill("12:00")
    with page.expect_response(lambda a: a.request.method == "PATCH"):  # the screen shows it before the server has it
        page.get_by_role("button", name="Save the times").click()
    expect(page.get_by_text("11:30pm to midday")).to_be_visible()
    kept = settings_of(page)
    assert (kept["quiet_from"], kept["quiet_until"]) == ("23:30:00", "12:00:00")
    page.get_by_role("button", name="Change the times").click()
    page.get_by_label("Quiet from").fill("22:00")
    page.get_by_label("Until").fill("08:00")
    page.get_by_role("button", name="Save the times").click()
    expect(page.get_by_text("10pm to 8am")).to_be_visible()


def test_what_was_not_saved_goes_back(page: Page) -> None:
    one = page.get_by_role("switch", name=re.compile("^Messages"))
    page.context.set_offline(True)
    one.click()
    expect(page.get_by_text("You’re offline. That didn’t save.")).to_be_visible()
    expect(one).to_be_checked()
    page.context.set_offline(False)


def test_one_tap_turns_them_on_and_one_turns_them_off(page: Page) -> None:
    expect(page.get_by_text("Notifications are off on this phone.")).to_be_visible()
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_text("They’re on. Send a test to be sure.")).to_be_visible()
    assert settings_of(page)["push"] == "on"
    page.get_by_role("button", name="Turn off on this phone").click()
    expect(page.get_by_text("They’re off on this phone now.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn them on")).to_be_visible()
    assert settings_of(page)["push"] == "off"


def test_nothing_is_asked_before_a_tap_and_a_no_is_explained(browser: Browser, demo: Served) -> None:
    page = a_phone(browser, demo, script=SAYS_YES + NOT_ASKED)
    expect(page.get_by_role("button", name="Turn them on")).to_be_visible()
    assert page.evaluate("window.asked") == 0
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_text("This phone says no to notifications from Onward.")).to_be_visible()
    expect(page.get_by_text("Open your phone’s settings.").first).to_be_visible()
    assert page.evaluate("window.asked") == 1
    assert faults(page, "refused") == []
    page.context.close()


def test_a_push_service_that_never_answers_is_given_ten_seconds(browser: Browser, demo: Served) -> None:
    page = a_phone(browser, demo, script=SAYS_YES + "window.hangs = true;")
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_role("button", name="Turn them on")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("Your phone didn’t answer. Try again later.")).to_be_visible(timeout=12_000)
    page.context.close()


def test_without_a_push_service_it_says_so(browser: Browser, demo: Served) -> None:
    """This Chromium has none: the answer is the browser's own."""
    page = a_phone(browser, demo, script="")
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_text("Your phone didn’t answer. Try again later.")).to_be_visible(timeout=12_000)
    page.context.close()


def test_on_a_phone_that_others_use_nothing_comes(browser: Browser, demo: Served) -> None:
    dan = at_work(browser, demo, "dan")
    page = a_page(browser)
    page.context.grant_permissions(["notifications"], origin=demo.origin)
    page.context.add_init_script(SAYS_YES)
    joins(page, dan, demo, people(dan)["Shanice"], others_use=True)
    page.get_by_role("link", name="My stuff").click()
    page.get_by_role("link", name="Notifications").click()
    expect(page.get_by_text("Other people use this phone, so none come to it.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn them on")).to_have_count(0)
    assert faults(page, "shared") == []
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("There’s no phone to send it to.")).to_be_visible()
    page.context.close()
    dan.context.close()


def test_the_address_is_made_again_when_it_was_lost_or_the_key_is_new(page: Page, demo: Served) -> None:
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_text("They’re on.")).to_be_visible()
    said: list[str] = []
    page.on(
        "request", lambda r: said.append(r.post_data or "") if r.url.endswith("/api/notices/subscription") else None
    )
    opens(page, demo, "/")  # a new page: this browser has lost its address
    page.wait_for_timeout(2_500)
    assert len(said) == 1, "it was made again, with no tap, and the server heard of it"
    # A new page once more, whose browser has an address under a key that is not ours any more.
    page.add_init_script("fake.options.applicationServerKey = new Uint8Array(65).buffer; fake.has = true;")
    opens(page, demo, "/")
    page.wait_for_timeout(2_500)
    assert page.evaluate("fake.dropped") == 1, "an address under another key is given back"
    assert len(said) == 2
    assert json.loads(said[-1])["key"] == asks(page, "/api/notices/key")["number"]


def test_a_test_asks_whether_it_came(page: Page, demo: Served) -> None:
    page.get_by_role("button", name="Turn them on").click()
    expect(page.get_by_text("They’re on.")).to_be_visible()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_role("heading", name="Did you get it?")).to_be_visible()
    assert faults(page, "asking") == []
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("heading", name="Check these, then try again")).to_be_visible()
    assert settings_of(page)["test_came"] is False
    assert faults(page, "did not come") == []
    page.get_by_role("button", name="Turn off and on again").click()
    expect(page.get_by_text("Done. Send another test.")).to_be_visible()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("Wait half a minute, then try again.")).to_be_visible()


def test_yes_it_came(browser: Browser, demo: Served) -> None:
    page = a_phone(browser, demo, "Yusuf Rahmani")
    page.get_by_role("button", name="Send me a test").click()  # turns them on first: one tap for both
    expect(page.get_by_role("heading", name="Did you get it?")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Did you get it?")).to_be_visible()  # the question stands
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("Good. They work on your phone.")).to_be_visible()
    assert settings_of(page)["test_came"] is True
    page.get_by_role("link", name="My stuff").first.click()
    page.get_by_role("link", name="Notifications").click()
    expect(page.get_by_role("button", name="Send me a test")).to_be_visible()
    expect(page.get_by_role("heading", name="Did you get it?")).to_have_count(0)  # it was answered
    with page.expect_response(lambda a: a.request.method == "PATCH"):
        page.get_by_role("radio", name=re.compile("^None")).check()
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("You chose None, so no test comes.")).to_be_visible()
    page.context.close()


def test_what_staff_answer_stands_above_it_at_once(browser: Browser, demo: Served) -> None:
    page = at_work(browser, demo, "priya")
    page.context.grant_permissions(["notifications"], origin=demo.origin)
    page.add_init_script(SAYS_YES)
    opens(page, demo, "/staff/notices")
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text(re.compile(r"^Last test: [^.]+\.$"))).to_be_visible()
    page.get_by_role("button", name="No, I didn’t").click()
    expect(page.get_by_text(re.compile(r"^Last test: [^.]+\. It did not come\.$"))).to_be_visible()
    page.context.close()


def test_by_keyboard_alone(browser: Browser, demo: Served) -> None:
    page = a_phone(browser, demo, "Tobi Adeyinka")  # who was sent no test before
    tab_to(page, "Turn them on")
    page.keyboard.press("Enter")
    expect(page.get_by_text("They’re on.")).to_be_visible()
    tab_to(page, "Private")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=re.compile("^First names"))).to_be_checked()
    page.keyboard.press("ArrowUp")
    tab_to(page, "Plan and review")
    page.keyboard.press("Space")
    expect(page.get_by_role("switch", name=re.compile("^Plan and review"))).not_to_be_checked()
    page.keyboard.press("Space")
    tab_to(page, "Send me a test")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Did you get it?")).to_be_visible()
    page.context.close()


def test_every_screen_in_every_look(browser: Browser, page: Page, demo: Served) -> None:
    assert faults(page, "off") == []
    page.get_by_role("button", name="Change the times").click()
    assert faults(page, "times") == []
    opens(page, demo, "/me")
    expect(page.get_by_text("Data used")).to_be_visible()
    assert faults(page, "my stuff") == []
    opens(page, demo, "/me/install")
    expect(page.get_by_role("heading", name="You don’t need this here")).to_be_visible()
    assert faults(page, "not needed") == []
    iphone = a_phone(browser, demo, script=IPHONE)
    assert faults(iphone, "iPhone") == []
    iphone.get_by_role("link", name="Show me how").click()
    expect(iphone.get_by_role("heading", name="Put Onward on your home screen")).to_be_visible()
    assert [one.get_attribute("aria-label") for one in iphone.get_by_role("listitem").get_by_role("img").all()] == [
        "A phone with the Share sign marked at the bottom.",
        "A list with Add to Home Screen marked.",
        "A home screen with the Onward picture marked.",
    ]
    assert faults(iphone, "install") == []
    iphone.context.close()


def test_without_signal_it_says_so(page: Page, demo: Served) -> None:
    opens(page, demo, "/")
    signal(page, False)
    opens(page, demo, "/me/notices")
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    signal(page, True)


def test_a_number_for_texts(browser: Browser) -> None:
    """Only where the council sends texts."""
    key = "tidewater-01980000-0000-7000-8000-000000000000-01980000-0000-7000-8000-000000000001"
    texts = {
        "ONWARD_NOTIFY_KEY": key,
        "ONWARD_NOTIFY_TEMPLATE": key[10:46],
        "ONWARD_NOTIFY_CALLBACK": "c" * 24,
        "ONWARD_NOTIFY_URL": f"http://127.0.0.1:{free_port()}",
    }
    with served("texts", demo_people=60, more=texts) as council:
        page = a_phone(browser, council)
        one = page.get_by_role("switch", name=re.compile("^Text me when the app can’t"))
        expect(one).not_to_be_checked()
        one.check()
        assert faults(page, "number") == []
        page.get_by_label("Your mobile number").fill("020 7946 0000")
        page.get_by_role("button", name="Save my number").click()
        expect(page.get_by_text("That’s not a mobile number. It starts with 07.")).to_be_visible()
        page.get_by_label("Your mobile number").fill("07700 900 123")
        page.get_by_role("button", name="Save my number").click()
        expect(page.get_by_text("To your number that ends in 123")).to_be_visible()
        page.reload()
        expect(one).to_be_checked()
        assert settings_of(page)["text_to_ends"] == "123"
        with page.expect_response(lambda a: a.request.method == "PATCH"):
            one.uncheck()
        assert settings_of(page)["text_to_ends"] == ""
        page.context.close()


def test_the_meter_agrees_with_the_wire(browser: Browser) -> None:
    """In the open and over HTTP/1.1; test_month.py has it under TLS and HTTP/2."""
    not_at_a_months_end()
    wire = Wire(free_port())
    with served("meter", demo_people=60, through=wire.port) as council:
        wire.behind = int(council.env["PORT"])
        page = phone_of(browser, council, "Jade Okoro")
        page.wait_for_timeout(3_000)
        meter = "localStorage.getItem('used').split(' ')[1]"
        before = int(page.evaluate(meter))
        wire.reset()
        for address in ("/", "/plan", "/plan/home", "/messages/adviser", "/me/notices", "/me", "/"):
            opens(page, council, address)
            page.wait_for_timeout(2_000)
        crossed, says = wire.bytes, int(page.evaluate(meter)) - before
        print(f"the wire {crossed}, the meter {says} ({100 * says / crossed - 100:+.1f}%)")
        assert crossed > 50_000
        assert abs(says - crossed) <= crossed / 10
        opens(page, council, "/me")
        shown = page.get_by_text(re.compile(r"^\d[\d.,]* [KM]B this month$")).inner_text()
        kept = int(page.evaluate(meter))
        assert abs(float(shown.split()[0].replace(",", "")) - kept / 1000) <= 12, (shown, kept)
        assert re.fullmatch(r"\d{4}-\d\d \d+", page.evaluate("localStorage.getItem('used')")), (
            "plain numbers, nothing else"
        )
        page.evaluate("localStorage.setItem('used', '2020-01 999999')")  # another month's
        page.reload()
        expect(page.get_by_text(re.compile(r"^(Less than 1|\d\d?) KB this month"))).to_be_visible()
        page.context.close()
    wire.close()
