"""What a month costs on a phone, counted on the wire under TLS and HTTP/2, and whether the phone's own meter agrees.

Thirty openings, two messages each way in each, two changed plans and one release in which every file changed. Between
two openings hours pass: every connection is gone and none is resumed, the phone has locked, what the browser may keep it
has kept. Pushes cross between the phone and its browser's push service: each is reckoned at what Firefox's own protocol
takes, and what our worker then says to us is counted.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from backend.notifications import push
from tests.browser.by_api import ByApi, person
from tests.browser.conftest import PHONE, Served, chromium, free_port, served
from tests.browser.on_a_phone import hides, types_pin
from tests.browser.on_the_wire import Wire, not_at_a_months_end, tls_front, trusted

OPENINGS, EACH_WAY = 30, 2
MOST = 1_000_000
"""Bytes a month may cost: 1 MB, as phone bills count."""
PUSH = 1_250
"""Bytes of one push between Firefox and its push service: test_push_firefox.py holds it to that."""
METER = """async () => {
  const notes = await caches.has('used') ? await caches.open('used') : undefined, texts = [];
  for (const key of await notes?.keys() ?? []) texts.push(Number(await (await notes.match(key)).text()));
  return Number((localStorage.getItem('used') ?? '0 0').split(' ')[1]) + texts.reduce((sum, one) => sum + one, 0);
}"""
# The app itself wrote down when it was put away. In a new tab that was an hour ago.
HOURS_PASS = """if (!sessionStorage.getItem('open') && localStorage.getItem('hidden-at')) localStorage.setItem('hidden-at', String(Date.now() - 3_600_000));
sessionStorage.setItem('open', 'yes');"""
ASKS_WITHIN = 2.5
"""Seconds after an opening within which Chromium asks for a newer worker: it waits for one second."""
LATER = "new Promise(done => setTimeout(done, {ms}))"


@pytest.fixture
def line(playwright: Playwright, tmp_path: Path) -> Iterator[tuple[Served, Wire, BrowserContext, Callable[[], None]]]:
    """The demo behind TLS and a counter, a phone, and how to make a release."""
    not_at_a_months_end()
    wire = Wire(free_port())
    origin = {"ONWARD_ORIGIN": f"https://localhost:{wire.port}"}
    with (
        served("month", demo_people=60, more=origin) as council,
        tls_front(tmp_path, int(council.env["PORT"])) as front,
    ):
        wire.behind, release = front
        outside = Served(origin["ONWARD_ORIGIN"], council.env, council.process)
        options = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", trusted(tmp_path)]
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        phone = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB")  # type: ignore[arg-type]
        phone.grant_permissions(["notifications"], origin=outside.origin)
        yield outside, wire, phone, release
        browser.close()
        wire.close()


def asked(council: Served) -> Counter[str]:
    """How often each route was asked by the phone."""
    lines = re.findall(r"onward\.access (\S+ \S+) \d+ (\S+)", council.log.read_text())
    return Counter(route for route, who in lines if who != "adviser")


class Month:
    """Jade's phone, and what crosses."""

    def __init__(self, council: Served, wire: Wire, phone: BrowserContext, release: Callable[[], None]) -> None:
        self.council, self.wire, self.phone, self.release = council, wire, phone, release
        self.dan = ByApi(council, "Dan Whitlow")
        self.jade = person(self.dan, "Jade")["id"]
        self.pushes = self.said = self.kept = 0
        self.opened = 0.0

    def joins(self) -> None:
        """The first visit: the app, its worker, and all that the worker keeps."""
        page = self._page()
        page.goto(f"{self.council.origin}/demo")
        page.evaluate(LATER.format(ms=2_500))
        page.get_by_role("button", name=re.compile("Jade Okoro")).click()
        expect(page.get_by_role("heading", name="Hi Jade")).to_be_visible()
        self._leaves(page)

    def day(self, *, plan: bool = False, newer: bool = False) -> None:
        """An adviser wrote twice; the phone is opened, read, answered twice and put away."""
        written = [self._writes_to_her() for _ in range(EACH_WAY)]
        page = self._page()
        page.goto(self.council.origin)
        types_pin(page)
        expect(page.get_by_role("heading", name="Hi Jade")).to_be_visible()
        for notice in page.evaluate("fetch('/api/notices').then(a => a.json())")["notices"][:EACH_WAY]:
            self._pushed(page, notice["id"])
        if newer:  # they turn to another app and back, and are told of it
            hides(page, hidden=True)
            hides(page, hidden=False)
            page.get_by_role("button", name="Open it").click()
            expect(page.get_by_role("heading", name="Hi Jade")).to_be_visible()
        if plan:
            page.get_by_role("link", name="Plan", exact=True).click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("link", name="Messages").last.click()
        for words in written:
            expect(page.get_by_text(words)).to_be_visible()
        for _ in range(EACH_WAY):
            self._answers(page)
        self._leaves(page)

    def changes_plan(self, need: str) -> None:
        """Dan writes a next version and shares it."""
        at = f"/api/plans/{self.jade}"
        self.dan.asks("POST", f"{at}/draft", {})
        self.dan.asks(
            "PATCH", f"{at}/draft", {"matters": [{"code": "home", "need": need, "support": "We look with you."}]}
        )
        self.dan.asks("POST", f"{at}/finish", {})
        self.dan.asks("POST", f"{at}/share", {"why_anyway": "Jade wanted it said like this."})
        self.pushes += 1

    def _page(self) -> Page:
        self.opened = time.monotonic()
        page = self.phone.new_page()
        page.set_default_timeout(15_000)
        page.add_init_script(HOURS_PASS)
        return page

    def _writes_to_her(self) -> str:
        self.said += 1
        words = f"Number {self.said}. The kettle came today and it works, so tea is on the way at last."
        self.dan.writes(f"/api/messages/with/{self.jade}", words)
        return words

    def _answers(self, page: Page) -> None:
        self.said += 1
        words = f"Number {self.said}. That is good to hear. I can be there on Tuesday after four."
        with page.expect_response(
            lambda a: a.url.endswith("/api/messages/mine/adviser") and a.request.method == "POST"
        ):
            page.get_by_role("textbox").fill(words)
            page.get_by_role("button", name="Send", exact=True).click()

    def _pushed(self, page: Page, notice: str) -> None:
        told: list[Any] = []
        line = self.phone.new_cdp_session(page)
        line.on("ServiceWorker.workerRegistrationUpdated", lambda said: told.extend(said["registrations"]))
        line.send("ServiceWorker.enable")
        for _ in range(100):
            if told:
                break
            page.evaluate(LATER.format(ms=50))
        made = push.payload(
            self.council.origin, opens=f"/open/{notice}", body="You have something new.", tag="a", badge=1
        )
        line.send("ServiceWorker.deliverPushMessage", {"origin": self.council.origin, "registrationId": told[-1]["registrationId"], "data": msgspec.json.encode(made).decode()})  # fmt: skip
        line.detach()
        self.pushes += 1

    def _leaves(self, page: Page) -> None:
        """Until nothing more crosses and the browser has asked for a newer worker; then the phone is put away for hours."""
        crossed, quiet = -1, 0
        while quiet < 5 or time.monotonic() < self.opened + ASKS_WITHIN:
            page.evaluate(LATER.format(ms=100))
            quiet, crossed = quiet + 1 if crossed == self.wire.bytes else 0, self.wire.bytes
        self.kept = page.evaluate(METER)
        page.close()
        self.wire.cut()


def test_a_month_costs_less_than_a_megabyte_and_the_meter_knows(
    line: tuple[Served, Wire, BrowserContext, Callable[[], None]],
) -> None:
    month = Month(*line)
    wire = month.wire
    wire.reset()
    month.joins()
    first, first_meter = wire.bytes, month.kept
    days = []
    for day in range(1, OPENINGS + 1):
        before = wire.bytes
        if day in (8, 21):
            month.changes_plan(f"You want a home near the river by week {day}.")
        if day == 15:
            month.release()
        month.day(plan=day in (8, 21), newer=day == 15)
        days.append(wire.bytes - before)
    pushes = month.pushes * PUSH
    total, meter = wire.bytes - first + pushes, month.kept - first_meter
    plain = sorted(days)[len(days) // 2]
    print(
        f"\nfirst visit: {first} bytes on the wire, the meter says {first_meter}"
        f"\na month: {total} bytes = {wire.down} down and {wire.up} up with the first visit, {pushes} of {month.pushes} pushes reckoned"
        f"\nan opening: {plain} bytes (median), {min(days)} at least; with the release {days[14]}; with a new plan {days[7]} and {days[20]}"
        f"\nthe meter: {meter}, {100 * meter / total - 100:+.1f}% of the wire; month and first visit together {total + first}"
    )
    print("\n".join(f"  {count:4} {route}" for route, count in asked(month.council).most_common(14)))
    assert month.said == 2 * OPENINGS * EACH_WAY
    assert 100_000 < total < MOST
    assert abs(meter - total) <= total / 10
    assert days[14] > plain + 50_000, "the release was fetched"
