"""The shell on a phone: help without signal, what a newer build does, what an installed app is called."""

import json
import re
import struct
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, Served
from tests.browser.on_a_phone import a_page, asks, opens, signal

DIST = ROOT / "pwa" / "dist"

SHELLS = "caches.keys().then(names => names.filter(name => name.startsWith('shell-')))"


class TwoBuilds(SimpleHTTPRequestHandler):
    """Serves what is built, to a phone that nobody joined; with `newer` its worker is another build's."""

    newer = False
    me: dict[str, Any]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, directory=str(DIST))

    def do_GET(self) -> None:
        name, kind = self.path.lstrip("/"), "text/html"
        if name == "api/me":
            body, kind = json.dumps(self.me).encode(), "application/json"
        elif name == "sw.js":
            body, kind = (DIST / name).read_bytes(), "text/javascript"
            body = re.sub(rb"[0-9a-f]{12}(?=[`\"'])", b"0" * 12, body, count=1) if TwoBuilds.newer else body
        elif name.startswith("api") or (DIST / name).is_file():
            return super().do_GET()
        else:
            body = (DIST / "index.html").read_bytes()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def two_builds(browser: Browser, demo: Served) -> Iterator[str]:
    """The address of a server that has this build, and a newer one when `TwoBuilds.newer` is set."""
    page = a_page(browser)
    page.goto(f"{demo.origin}/help")
    TwoBuilds.me, TwoBuilds.newer = asks(page, "/api/me"), False
    page.context.close()
    with ThreadingHTTPServer(("127.0.0.1", 0), TwoBuilds) as server:
        beside = threading.Thread(target=server.serve_forever, daemon=True)
        beside.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        beside.join(5)


def test_help_opens_without_signal_and_without_signing_in(browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    opens(page, demo, "/")
    signal(page, False)
    opens(page, demo, "/help")
    numbers = page.get_by_role("link", name=re.compile("^Call"))
    expect(page.get_by_role("link", name="In danger? Call 999")).to_have_attribute("href", "tel:999")
    expect(numbers.nth(0)).to_have_attribute("href", re.compile(r"tel:01632960\d+"))  # the council's own come first
    assert numbers.count() >= 8
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("You’re offline").first).to_be_visible()
    page.context.close()


def test_a_newer_onward_waits_for_a_yes(browser: Browser, two_builds: str) -> None:
    page = a_page(browser)
    page.goto(two_builds)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    prompt = page.get_by_text("A newer Onward is ready.")
    expect(page.get_by_text("Ask your adviser to add this phone.")).to_be_visible()
    expect(prompt).to_have_count(0)
    (kept,) = page.evaluate(SHELLS)
    TwoBuilds.newer = True
    page.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => 1)")
    expect(prompt).to_be_visible()
    assert page.evaluate(SHELLS) == [kept, f"shell-{'0' * 12}"], "the newer one is fetched and waits"
    with page.expect_navigation():
        page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("Ask your adviser to add this phone.")).to_be_visible()
    expect(prompt).to_have_count(0)
    page.wait_for_function(f"{SHELLS}.then(names => names.length === 1)")
    assert page.evaluate(SHELLS) == [f"shell-{'0' * 12}"], "the older one is gone"
    page.context.close()


def test_it_can_be_installed_under_a_neutral_name(browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    opens(page, demo, "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    told = page.context.new_cdp_session(page)
    assert told.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
    assert told.send("Page.getAppManifest")["errors"] == []
    manifest = asks(page, "/app.webmanifest")
    assert {name: manifest[name] for name in ("name", "short_name", "start_url", "scope", "display")} == {
        "name": "Onward",
        "short_name": "Onward",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
    }
    drawn = {(one["sizes"], one["purpose"]): one["src"] for one in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= set(drawn)
    for (sizes, _), src in drawn.items():
        file = Path(DIST / src.lstrip("/"))
        if file.suffix == ".png":
            width, height = struct.unpack(">II", file.read_bytes()[16:24])
            assert f"{width}x{height}" == sizes
    page.context.close()
