"""Photos, PDFs and voice notes: made small on the phone, refused in plain words, seen and heard again."""

import base64
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.conftest import Served, beeping
from tests.browser.on_a_phone import (
    opens,
)
from tests.browser.talking import (
    ASKS_FIRST,
    SENT,
    a_pdf,
    a_photo,
    adds,
    allowed,
    bubble,
    in_thread,
    until,
    writes,
)

KEEPS_UPLOADS = """() => {
  const real = window.fetch;
  window.uploads = [];
  window.fetch = async (path, init) => {
    if (init?.body instanceof Blob) window.uploads.push(btoa(String.fromCharCode(...new Uint8Array(await init.body.arrayBuffer()))));
    return real(path, init);
  };
}"""


def test_a_photo_is_made_small_before_it_goes(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    photo = a_photo()
    assert len(photo) > 500_000
    adds(page, "Photo", "IMG_2034.png", "image/png", photo)
    expect(page.get_by_text(re.compile(r"^Photo, \d+ KB$"))).to_be_visible()
    page.evaluate(KEEPS_UPLOADS)
    page.get_by_role("button", name="Send", exact=True).click()
    until(page, lambda: page.evaluate("window.uploads.length") == 1)
    data = base64.b64decode(page.evaluate("window.uploads[0]"))
    assert 10_000 < len(data) <= 80_000, f"{len(data)} bytes"
    assert data[:2] == b"\xff\xd8"
    assert b"SECRETPLACE" not in data
    assert b"IMG_2034" not in data
    sent = page.locator("li.msg").last
    expect(sent.locator(".st")).to_have_text(SENT)
    expect(sent.locator("img")).to_be_visible()
    assert sent.locator("img").evaluate("e => e.complete && e.naturalWidth") > 300
    opens(page, demo, "/messages/adviser")
    expect(page.locator("li.msg").last.locator("img")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Photo from you")).last.click()
    expect(page.locator("li.msg").last.locator(".photo.big")).to_be_visible()
    page.context.close()


def test_a_pdf_goes_and_comes_back_whole(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    adds(page, "PDF", "Repair letter.pdf", "application/pdf", a_pdf())
    expect(page.get_by_text(re.compile("^Repair letter, 1 KB$"))).to_be_visible()
    writes(page, "here is the letter")
    sent = bubble(page, "here is the letter")
    expect(sent.locator(".st")).to_have_text(SENT)
    opens(page, demo, "/messages/adviser")
    row = bubble(page, "here is the letter").get_by_role("button", name="Repair letter")
    expect(row).to_contain_text(re.compile(r"PDF, \d+ KB. Tap to get it"))
    with page.expect_download() as got:
        row.click()
    assert got.value.suggested_filename == "Repair letter.pdf"
    assert got.value.path().read_bytes().startswith(b"%PDF-")
    page.context.close()


def test_what_is_no_photo_or_no_pdf_is_refused_in_words(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    adds(page, "Photo", "a.jpg", "image/jpeg", b"this is no picture")
    expect(page.get_by_role("alert")).to_have_text("That photo can’t be opened. Pick another one.")
    adds(page, "PDF", "a.pdf", "application/pdf", b"MZ this is a program")
    expect(page.get_by_role("alert")).to_have_text("That’s not a PDF. Pick another file.")
    adds(page, "PDF", "big.pdf", "application/pdf", b"%PDF-1.4" + bytes(10_000_000))
    expect(page.get_by_role("alert")).to_have_text("That file is too big. It can be up to 10 MB.")
    # What only the server can tell: it comes back with its reason, and what comes after it still goes.
    adds(page, "PDF", "odd.pdf", "application/pdf", b"%PDF-1.4 and nothing more")
    page.get_by_role("button", name="Send", exact=True).click()
    refused = page.locator("li.msg", has_text="odd")
    expect(refused.locator(".st.failed")).to_contain_text(re.compile("Try another one|try again"))
    expect(writes(page, "this one is fine").locator(".st")).to_have_text(SENT)
    refused.get_by_role("button", name="Take it away").click()
    expect(refused).to_have_count(0)
    page.context.close()


@pytest.fixture(scope="module")
def with_sound(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium whose microphone beeps."""
    with beeping(playwright) as opened:
        yield opened


def test_a_voice_note_is_heard_again_and_sent(with_sound: Browser, demo: Served) -> None:
    page = in_thread(with_sound, demo, "Jade Okoro")
    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
    expect(page.get_by_text(re.compile(r"^Recording. 0:0\d of 5:00$"))).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text(re.compile("^Recording. "))).to_have_count(0)
    assert page.locator(".added").count() == 0

    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
    expect(page.get_by_text("Recording. 0:05 of 5:00")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.locator(".added").get_by_role("button", name=re.compile("^Play the voice note")).click()
    expect(page.locator(".added").get_by_role("button", name="Stop the voice note")).to_be_visible()
    page.evaluate(KEEPS_UPLOADS)
    page.get_by_role("button", name="Send", exact=True).click()
    until(page, lambda: page.evaluate("window.uploads.length") == 1)
    size = len(base64.b64decode(page.evaluate("window.uploads[0]")))
    print(f"five seconds of voice: {size} bytes, {size * 12} a minute")
    assert 1_000 < size <= 6_500
    sent = page.locator("li.msg").last
    expect(sent.locator(".st")).to_have_text(SENT)
    opens(page, demo, "/messages/adviser")
    play = page.locator("li.msg").last.get_by_role("button", name=re.compile(r"^Play the voice note, 0:0\d"))
    play.click()
    expect(page.locator("li.msg").last.get_by_role("button", name="Stop the voice note")).to_be_visible()
    expect(play).to_be_visible(timeout=15_000)  # it played to its end
    assert page.get_by_role("alert").count() == 0
    page.context.close()


def test_who_records_already_starts_no_second_recording(with_sound: Browser, demo: Served) -> None:
    page = in_thread(with_sound, demo, "Jade Okoro")
    page.evaluate(
        """() => {
          const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
          window.tracks = [];
          navigator.mediaDevices.getUserMedia = async (how) => { const stream = await real(how); tracks.push(...stream.getTracks()); return stream; };
        }"""
    )
    for _ in range(2):
        page.get_by_role("button", name=re.compile("^Add a photo")).click()
        page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
        expect(page.get_by_text("Recording. 0:01 of 5:00")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".added")).to_have_count(0)
    page.wait_for_timeout(500)
    assert set(page.evaluate("tracks.map(one => one.readyState)")) == {"ended"}
    page.context.close()


def test_what_locked_while_the_browser_asked_does_not_record(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro", clock=True)
    page.evaluate(ASKS_FIRST)
    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    assert allowed(page) == ["ended"]
    page.context.close()


def test_without_a_microphone_it_says_so(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    for name, words in (
        ("NotAllowedError", "Your phone didn’t let us use the microphone."),
        ("NotFoundError", "We can’t find a microphone on this phone."),
        ("AbortError", "That didn’t record. Try again."),
    ):
        page.evaluate(
            "n => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', n)); }", name
        )
        page.get_by_role("button", name=re.compile("^Add a photo")).click()
        page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
        expect(page.get_by_role("alert")).to_contain_text(words)
    page.evaluate("delete window.MediaRecorder")
    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Voice note")).click()
    expect(page.get_by_role("alert")).to_contain_text("This phone can’t record here. You can type instead.")
    page.context.close()
