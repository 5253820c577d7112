"""kill -9 of the tab, in a real Chromium: what was sent goes out once, what was written is still there (safety.md R15)."""

import contextlib
import os
import random
import re
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGS, PHONE, Served, chromium, served
from tests.browser.on_a_phone import types_pin
from tests.browser.talking import box, thread, until
from tests.faults.mast import Mast

WALKS, A_PHONE = 100, 10
A_WALK = 120.0
"""Seconds. No walk takes so long; what does waits for a browser that is gone."""
WHO = ("Jade Okoro", "Tobi Adeyinka", "Callum Pryce", "Yusuf Rahmani")
KEPT_AFTER = 1.0
"""Seconds: what was typed longer ago than this is kept as a draft."""


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process that this one may read."""
    found: dict[int, tuple[int, str]] = {}
    for one in Path("/proc").glob("[0-9]*"):
        try:
            words = (one / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            found[int(one.name)] = (int((one / "stat").read_text().rpartition(")")[2].split()[1]), words)
        except OSError:
            continue
    return found


def tabs_of(profile: str) -> list[int]:
    """The processes in which the pages and the worker of the browser on this profile run."""
    all_of_them = processes()
    ours = {id for id, (_, words) in all_of_them.items() if f"--user-data-dir={profile}" in words}
    while more := {id for id, (parent, _) in all_of_them.items() if parent in ours} - ours:
        ours |= more
    return [id for id in ours if "--type=renderer" in all_of_them[id][1]]


class Watch:
    """Ends the driver of a browser that died with its tabs: Playwright may wait for its answer for ever."""

    def __init__(self) -> None:
        self.ended, self._timer = False, threading.Timer(0, self._end)

    def again(self) -> None:
        """From here on so many seconds are left."""
        self._timer.cancel()
        self._timer = threading.Timer(A_WALK, self._end)
        self._timer.daemon = True
        self._timer.start()

    def over(self) -> None:
        """Nothing is watched any more."""
        self._timer.cancel()

    def _end(self) -> None:
        self.ended = True
        for id, (parent, words) in processes().items():
            if parent == os.getpid() and "playwright/driver" in words:
                os.kill(id, signal.SIGKILL)


class Walker:
    """One phone that only its owner uses, whose tab dies again and again."""

    def __init__(self, context: BrowserContext, council: Served, mast: Mast, profile: str, dice: random.Random) -> None:
        self.context, self.council, self.mast, self.profile, self.dice = context, council, mast, profile, dice
        self.counts: Counter[str] = Counter()

    def signs_in(self, who: str) -> Page:
        """The phone is theirs and stands in their thread."""
        page = self.context.new_page()
        page.goto(f"{self.council.origin}/demo")
        page.get_by_role("button", name=re.compile(who)).click()
        expect(page.get_by_role("heading", name=re.compile("^Hi "))).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        return self.in_thread(page)

    def in_thread(self, page: Page) -> Page:
        """Unlocked where it is locked, with the thread open."""
        page.goto(f"{self.council.origin}/messages/adviser")
        expect(box(page).or_(page.get_by_role("heading", name="Unlock Onward"))).to_be_visible(timeout=20_000)
        if not box(page).is_visible():
            types_pin(page)
            page.wait_for_function("document.querySelector('h1') && !document.querySelector('.pin')", timeout=20_000)
            page.goto(f"{self.council.origin}/messages/adviser")
        expect(box(page)).to_be_visible(timeout=20_000)
        return page

    def walk(self, page: Page, words: str) -> Page:
        """Writes with or without signal, sends or not, and the tab is killed; afterwards nothing is lost and nothing twice."""
        dice, online, sends = self.dice, self.dice.random() < 0.5, self.dice.random() < 0.7
        self.mast.signal(online)
        box(page).fill(words)
        typed = time.monotonic()
        if sends:
            time.sleep(dice.random() * 0.3)
            page.get_by_role("button", name="Send", exact=True).click()
            time.sleep(dice.choice((0, 0, dice.random() * 0.4)))
        else:
            time.sleep(dice.random() * 2 * KEPT_AFTER)
        kept = time.monotonic() - typed > KEPT_AFTER
        self._kill(page)
        self.mast.signal(True)
        page = self.in_thread(self._new_tab())
        self._look(page, words, sends=sends, kept=kept)
        self.counts[f"{'sent' if sends else 'written'} {'online' if online else 'offline'}"] += 1
        return page

    def _new_tab(self) -> Page:
        """Chromium may put it into the process that has just been killed, before it knows."""
        for _ in range(5):
            with contextlib.suppress(Error):
                return self.context.new_page()
        raise AssertionError("no new tab opens any more")

    def _kill(self, page: Page) -> None:
        ids = tabs_of(self.profile)
        assert ids, "there is no tab to kill"
        for id in ids:
            os.kill(id, signal.SIGKILL)
        self.counts["tabs killed"] += len(ids)
        with contextlib.suppress(Error):  # its other half is dead, which is the point
            page.close()

    def _look(self, page: Page, words: str, *, sends: bool, kept: bool) -> None:
        def stands() -> int:
            return sum(one["words"] == words for one in thread(page))

        def in_box() -> bool:
            return box(page).input_value() == words

        if sends:
            until(page, lambda: stands() == 1 or in_box(), 30)
        elif kept:
            until(page, in_box, 10)
        page.wait_for_timeout(400)  # a second copy would come now
        many = stands()
        assert many <= 1, f"sent {many} times"
        if sends and not many:
            self.counts["still in the box"] += 1
        if not sends:
            assert not many
        if not kept and not sends and not in_box():
            self.counts["typed and killed at once"] += 1
        assert not (many and in_box()), "sent, and still to be sent"
        box(page).fill("")


def walked(council: Served, mast: Mast, dice: random.Random, who: str, walks: int) -> Counter[str] | None:
    """What happened in so many walks with one phone; None where Chromium itself died, and with it the phone."""
    watch = Watch()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        try:
            watch.again()
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=chromium(), args=CHROMIUM_ARGS, viewport=PHONE, locale="en-GB",  # type: ignore[arg-type]
            )  # fmt: skip
            context.set_default_timeout(20_000)
            walker = Walker(context, council, mast, profile, dice)
            page = walker.signs_in(who)
            for number in range(walks):
                watch.again()
                page = walker.walk(page, f"walk {number} of {walks} {dice.randrange(10**9)}")
            context.close()
        except Error:
            if watch.ended:
                return None
            raise
        finally:
            watch.over()
    return walker.counts


def test_killed_tabs(size: Callable[[int], int], dice: random.Random, told: dict[str, Any]) -> None:
    """Each walk: type, send or not, with signal or without, kill -9 of every tab, reopen, unlock."""
    counts: Counter[str] = Counter()
    walks, mast = size(WALKS), Mast()
    with mast.standing(), served("tabs", demo_people=60, through=mast.port) as council:
        mast.behind = int(council.env["PORT"])
        for first in range(0, walks, A_PHONE):
            who, many = WHO[(first // A_PHONE) % len(WHO)], min(A_PHONE, walks - first)
            found = walked(council, mast, dice, who, many)
            if found is None:
                counts["browsers that died"] += 1
                assert counts["browsers that died"] <= 1 + walks // 50, "Chromium dies again and again"
                found = walked(council, mast, dice, who, many)
            assert found is not None, "Chromium died twice in a row"
            counts += found
    told.update(walks=walks, **counts)
    assert counts["tabs killed"] >= walks
