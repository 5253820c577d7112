"""What the tests of messages do again and again: write, answer as the adviser, look what the server has, make files."""

import re
import struct
import time
import uuid
import zlib
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.at_work import asks
from tests.browser.conftest import Served
from tests.browser.on_a_phone import opens, phone_of

SENT = re.compile(r"\d:\d\d(am|pm)\s+Sent$")
"""What stands under a message that the server keeps."""
POSTS = """async ([path, body]) => {
  const me = await (await fetch('/api/me')).json();
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-onward-token': me.csrf }, body: JSON.stringify(body) });
  return answer.status;
}"""

ASKS_FIRST = """
window.prompts = []; window.tracks = [];
navigator.mediaDevices.getUserMedia = () => new Promise((give) => prompts.push(give));
window.allow = () => { for (const give of prompts.splice(0)) { const { stream } = new AudioContext().createMediaStreamDestination(); tracks.push(...stream.getTracks()); give(stream); } };
"""
"""A browser that asks for the microphone until `allowed`; every track it ever gave is in `tracks`."""


def allowed(page: Page) -> list[str]:
    """The person says yes to each time it asked; how every track stands a moment later."""
    page.evaluate("allow()")
    page.wait_for_timeout(500)
    return list(page.evaluate("tracks.map(one => one.readyState)"))


def in_thread(browser: Browser, council: Served, who: str, which: str = "adviser", *, clock: bool = False) -> Page:
    """A phone of theirs, which only they use, with this thread open."""
    page = phone_of(browser, council, who, clock=clock)
    opens(page, council, f"/messages/{which}")
    expect(page.get_by_role("link", name=re.compile("^Back"))).to_be_visible()
    return page


def box(page: Page) -> Locator:
    """The box they write in."""
    return page.get_by_role("textbox", name=re.compile("^Message to"))


def writes(page: Page, words: str) -> Locator:
    """Types it and sends it; gives its bubble."""
    box(page).fill(words)
    page.get_by_role("button", name="Send", exact=True).click()
    return bubble(page, words)


def bubble(page: Page, words: str) -> Locator:
    """The one bubble with these words."""
    return page.locator("li.msg", has=page.get_by_text(words, exact=True))


def posts(page: Page, path: str, body: Any) -> int:
    """The status of a request that this page's own session sends."""
    return int(page.evaluate(POSTS, [path, body]))


def says(staff: Page, person: str, words: str) -> None:
    """A member of staff writes to this young person."""
    message = {"id": str(uuid.uuid4()), "words": words, "written_at": "2026-01-01T09:00:00Z"}
    assert posts(staff, f"/api/messages/with/{person}", message) == 201


def thread(page: Page, which: str = "adviser") -> list[dict[str, Any]]:
    """Their newest messages, as the server has them."""
    return list(asks(page, f"/api/messages/mine/{which}")["messages"])


def on_server(page: Page, words: str, which: str = "adviser") -> int:
    """How often the server has these words."""
    return sum(one["words"] == words for one in thread(page, which))


def a_photo(side: int = 1600) -> bytes:
    """A PNG of some megabytes, with words in it that must not travel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + bytes((x * y * c + (x * 7919 + y * 104729) % 61) % 251 for x in range(side) for c in (1, 2, 3))
        for y in range(0, side, 4)
    )
    head = struct.pack(">IIBBBBB", side, len(range(0, side, 4)), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"GPS\0SECRETPLACE") + chunk(
        b"IDAT", zlib.compress(rows, 1)
    ) + chunk(b"IEND", b"")  # fmt: skip


def a_pdf() -> bytes:
    """One empty page, with a table of where its parts begin."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + b"xref\n0 4\n0000000000 65535 f \n" + table + end


def adds(page: Page, row: str, name: str, kind: str, data: bytes) -> None:
    """Picks a file for the next message."""
    page.get_by_role("button", name=re.compile("^Add a photo")).click()
    with page.expect_file_chooser() as asked:
        page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{row}")).click()
    asked.value.set_files({"name": name, "mimeType": kind, "buffer": data})


def until(page: Page, true: Callable[[], bool], seconds: float = 10) -> None:
    """Waits for what no locator shows. The page waits too, so that what it is asked meanwhile is answered."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        page.wait_for_timeout(100)
