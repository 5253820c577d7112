"""Staff set up their account, sign in with a password and a code or a passkey, and are told what is wrong."""

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import faults, tab_to
from tests.browser.conftest import LAPTOP, Served, served

EMAIL, PASSWORD = "ada.marsh@tidewater.gov.uk", "four plain words are enough"


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """An installation in which nobody is."""
    with served("doors") as running:
        yield running


class Codes:
    """A code app on a work phone."""

    def __init__(self, typed: str) -> None:
        self.app, self.last = pyotp.TOTP(re.sub(r"\s", "", typed)), 0

    def next(self) -> str:
        """A code that was not used yet; the server takes one step before and after its own, so this waits 30 s at most."""
        step = max(self.last + 1, int(time.time()) // 30)
        for _ in range(60):
            if step <= int(time.time()) // 30 + 1:
                break
            time.sleep(0.5)
        self.last = step
        return self.app.at(step * 30)


@pytest.fixture(scope="module")
def ada(council: Served, browser: Browser) -> tuple[Page, Codes]:
    """Ada, whose account was just made on the server, and her code app. She has set up her sign-in and is in."""
    said = council.command("staff", "add", "--email", EMAIL, "--name", "Ada Marsh", "--role", "manager")
    link = re.search(r"http\S+#\S+", said)
    assert link
    page = browser.new_context(viewport=LAPTOP, reduced_motion="reduce", locale="en-GB").new_page()
    page.goto(link.group())
    expect(page.get_by_text("This is for Ada, ada.marsh@tidewater.gov.uk.")).to_be_visible()
    assert "#" not in page.url
    assert page.get_by_role("img", name=re.compile("Square code")).evaluate("one => one.naturalWidth > 0")
    page.get_by_role("button", name="Finish and sign in").click()
    expect(page.get_by_text("15 more letters are needed.")).to_be_visible()
    expect(page.get_by_text("The code has 6 numbers.")).to_be_visible()
    assert faults(page) == []
    codes = Codes(page.locator("code").inner_text())
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("6-number code from the app").fill(codes.next())
    page.get_by_role("button", name="Finish and sign in").click()
    expect(page.locator("a.who")).to_contain_text("Ada Marsh")
    return page, codes


def leaves(page: Page, council: Served) -> None:
    """Signed out, at the staff door."""
    page.goto(f"{council.origin}/staff/me")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Staff sign in")).to_be_visible()


def first_step(page: Page, council: Served) -> None:
    """E-mail and password were sent."""
    page.goto(f"{council.origin}/staff")
    page.get_by_label("Work e-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Carry on").click()


def test_the_link_works_once(ada: tuple[Page, Codes], council: Served, browser: Browser) -> None:
    page = browser.new_context(viewport=LAPTOP).new_page()
    page.goto(f"{council.origin}/staff/set-up#AAAAAAAAAAAAAAAAAAAAAA")
    expect(page.get_by_role("heading", name="This link has ended")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{council.origin}/help")
    page.goto(f"{council.origin}/staff/set-up")
    expect(page.get_by_role("heading", name="This link isn’t complete")).to_be_visible()
    page.context.close()


def test_a_passkey_stands_in_for_the_code(ada: tuple[Page, Codes], council: Served) -> None:
    page, _ = ada
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    authenticator = keys.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    page.goto(f"{council.origin}/staff/me")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Passkey added.")).to_be_visible()
    assert faults(page) == []
    leaves(page, council)

    first_step(page, council)
    expect(page.get_by_text("Write the 6 numbers from your code app, or use a passkey.")).to_be_visible()
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("a.who")).to_contain_text("Ada Marsh")
    leaves(page, council)

    first_step(page, council)
    keys.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("The passkey was stopped or isn’t for Onward. Try again.")).to_be_visible()
    keys.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.locator("a.who")).to_contain_text("Ada Marsh")
    page.goto(f"{council.origin}/staff/me")
    page.get_by_role("button", name=re.compile("^Remove passkey")).click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()


def test_wrong_words_are_answered_and_the_right_ones_open_by_keyboard_alone(
    ada: tuple[Page, Codes], council: Served
) -> None:
    page, codes = ada
    leaves(page, council)
    tab_to(page, "Carry on")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write your work e-mail.")).to_be_visible()
    expect(page.get_by_text("Write your password.")).to_be_visible()
    tab_to(page, "Work e-mail")
    page.keyboard.type(EMAIL)
    tab_to(page, "Password")
    page.keyboard.type("four plain words are wrong here")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Those two don’t match what we hold.")).to_be_visible()
    assert faults(page) == []
    time.sleep(1.5)  # a wrong password costs a second
    page.keyboard.press("Control+A")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("6-number code")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The code has 6 numbers.")).to_be_visible()
    right = codes.next()
    page.keyboard.press("Control+A")
    page.keyboard.type(f"{(int(right) + 1) % 1_000_000:06d}")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That code doesn’t match. Wait for the next one and try again.")).to_be_visible()
    assert faults(page) == []
    time.sleep(1.5)
    page.keyboard.press("Control+A")
    page.keyboard.type(right)
    page.keyboard.press("Enter")
    expect(page.locator("a.who")).to_contain_text("Ada Marsh")
