"""News as it happens: in order and without a gap over reconnects, for as long as the sign-in lasts, and idle for nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import asyncpg
import httpx
import pytest

from backend.identity.commands.access import freeze
from backend.identity.cookies import DEVICE, SESSION
from backend.identity.queries import viewer_for
from backend.messaging import rules
from backend.messaging.queries import stream as looks
from backend.messaging.routes import stream
from backend.notifications.jobs import deliver
from backend.shared import clock, db
from backend.shared.bell import CHANNEL, bell
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.plans.doing import statements

SOON = 5.0


class Ear:
    """One open stream, as the route makes it for this browser."""

    def __init__(self, events: AsyncIterator[bytes]) -> None:
        self.events = events

    async def next(self, *, within: float = SOON) -> tuple[str, Any] | None:
        """The next event's name and data; None when the stream has ended."""
        try:
            raw = (await asyncio.wait_for(anext(self.events), within)).decode()
        except StopAsyncIteration:
            return None
        fields = dict(line.split(": ", 1) for line in raw.strip().splitlines())
        return fields["event"], json.loads(fields["data"])

    async def rest(self) -> list[tuple[str, Any]]:
        """Whatever still comes within half a second of silence. The stream is over after it."""
        found = []
        with suppress(TimeoutError):
            while event := await self.next(within=0.5):
                found.append(event)
        return found

    async def words(self, count: int) -> list[str]:
        """The words of the next so many messages, whatever else is told between."""
        found: list[str] = []
        while len(found) < count:
            event = await self.next()
            assert event, f"ended after {found}"
            if event[0] == "message":
                found.append(event[1]["message"]["words"])
        return found


@asynccontextmanager
async def listening(browser: httpx.AsyncClient, at: str) -> AsyncIterator[Ear]:
    """The stream of this browser from these cursors."""
    cookies = (browser.cookies.get(SESSION), browser.cookies.get(DEVICE))
    viewer = await viewer_for(
        session=cookies[0], device=cookies[1], action="message.read", now=clock.now(), touch=False
    )
    events = stream.news(viewer, await looks.cursors(viewer, at), await looks.ears(viewer), cookies)
    try:
        yield Ear(events)
    finally:
        await events.aclose()  # type: ignore[attr-defined]


async def test_what_was_missed_comes_first_then_what_happens(us: SimpleNamespace, heard: None, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    for words in ("one", "two", "three"):
        await say(priya, words, us.ayo)
    async with listening(ayo, "adviser:1,nurse:0") as ear:
        first = await ear.next()
        assert first
        assert (first[0], first[1]["thread"], first[1]["message"]["seq"]) == ("message", "adviser", 2)
        assert await ear.words(1) == ["three"]
        assert await ear.next() == ("marks", {"thread": "adviser", "marks": {"delivered": 0, "read": 0, "reader": ""}})
        await say(priya, "four", us.ayo)
        assert await ear.words(1) == ["four"]
        await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 4, "read": 4}))
        assert await ear.next() == (
            "marks",
            {"thread": "adviser", "marks": {"delivered": 4, "read": 4, "reader": "Priya"}},
        )
        await say(await signed_in(visit(), us.nia), "from Nia", us.ayo)
        event = await ear.next()
        assert event
        assert (event[1]["thread"], event[1]["message"]["words"]) == ("nurse", "from Nia")


async def test_staff_hear_their_open_thread_and_that_their_inbox_changed(
    us: SimpleNamespace, heard: None, visit: Any
) -> None:
    ayo, bea, priya = await phone(visit(), us.ayo), await phone(visit(), us.bea), await signed_in(visit(), us.priya)
    await say(ayo, "before")
    async with listening(priya, f"{us.ayo}:1") as ear:
        assert (await ear.next() or ("",))[0] == "marks"
        await say(bea, "from Bea")
        assert await ear.next() == ("inbox", {})
        await say(ayo, "live")
        event = await ear.next()
        assert event
        assert (event[0], event[1]["thread"], event[1]["message"]["words"]) == ("message", str(us.ayo), "live")
        assert await ear.next() == ("inbox", {})
        await say(ayo, "again")
        assert await ear.words(1) == ["again"]
        await say(await phone(visit(), us.cal), "not hers")
        assert {event[0] for event in await ear.rest()} <= {"inbox"}
    lines = await db.fetch("SELECT about FROM audit_row WHERE did = 'read_messages'")
    assert [row["about"] for row in lines] == [us.ayo]  # one look for an open page, not one for each message


async def test_eight_writers_and_a_reader_who_comes_and_goes(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every message once and in order, over some twenty reconnects in the middle of it."""
    monkeypatch.setattr(rules, "BURST", 10_000)
    writers = [await phone(visit(), us.ayo) for _ in range(8)]
    priya, total = await signed_in(visit(), us.priya), 8 * 40

    async def write(browser: httpx.AsyncClient) -> None:
        for _ in range(40):
            await say(browser, "x")

    seqs: list[int] = []

    async def read() -> None:
        while len(seqs) < total:
            async with listening(priya, f"{us.ayo}:{len(seqs)}") as ear:
                for _ in range(25):
                    event = await ear.next()
                    if event and event[0] == "message":
                        seqs.append(event[1]["message"]["seq"])
                    if len(seqs) == total:
                        return

    async with asyncio.timeout(60):
        await asyncio.gather(read(), *(write(one) for one in writers))
    assert seqs == list(range(1, total + 1))


async def test_what_rings_during_a_look_is_looked_at_again(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ayo, priya, real = await phone(visit(), us.ayo), await signed_in(visit(), us.priya), looks.news
    between = ["while it looked"]

    async def and_then(*args: Any) -> Any:
        found = await real(*args)
        if between:
            await say(priya, between.pop(), us.ayo)
            await asyncio.sleep(0.1)  # it has rung
        return found

    monkeypatch.setattr(looks, "news", and_then)
    async with listening(ayo, "adviser:0") as ear:
        assert await ear.words(1) == ["while it looked"]


async def test_a_sign_in_that_ends_during_a_look_is_the_last_look(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ayo, priya, real = await phone(visit(), us.ayo), await signed_in(visit(), us.priya), stream.viewer_for
    await say(priya, "one", us.ayo)

    async def and_then(**known: Any) -> Any:
        viewer = await real(**known)
        await freeze(Viewer(kind="adviser", action="access.freeze", now=us.noon, id=us.priya), us.ayo)
        await asyncio.sleep(0.1)  # it has rung
        return viewer

    async with listening(ayo, "adviser:0") as ear:
        assert await ear.words(1) == ["one"]
        monkeypatch.setattr(stream, "viewer_for", and_then)
        await say(priya, "two", us.ayo)
        while await ear.next():  # ends within SOON, with no further ring
            pass


async def test_more_than_one_look_full_is_told_to_the_end(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "AT_ONCE", 7)
    ayo = await phone(visit(), us.ayo)
    for number in range(30):
        await say(ayo, str(number))
    async with listening(ayo, "adviser:0") as ear:
        assert await ear.words(30) == [str(number) for number in range(30)]


async def test_an_idle_stream_asks_nothing_and_a_ring_costs_two(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PING", 0.05)
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo)
    async with listening(ayo, "adviser:0") as ear, listening(priya, f"{us.ayo}:0") as other:
        for one in (ear, other):
            await one.words(1)
            assert (await one.next() or ("",))[0] == "marks"
            assert await one.next() == ("ping", {})
        with statements() as sent:
            for one in (ear, other):
                for _ in range(5):
                    assert await one.next() == ("ping", {})
        assert sent == []
        await say(ayo, "more")
        for one in (ear, other):
            with statements() as sent:
                await one.words(1)
                while (event := await one.next()) != ("ping", {}):
                    assert event == ("inbox", {})
            assert len(sent) == 2, sent


@pytest.mark.parametrize("how", ["lock", "sign_out", "removed", "frozen", "unlocked_again"])
async def test_a_phones_stream_ends_with(us: SimpleNamespace, heard: None, visit: Any, how: str) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    async with listening(ayo, "adviser:0") as ear:
        pending = asyncio.ensure_future(ear.next())
        await asyncio.sleep(0.1)
        if how in ("lock", "sign_out"):
            await ok(await ayo.post(f"/api/{how.replace('_', '-')}"))
        elif how == "removed":
            (device,) = await db.fetch("SELECT id FROM device")
            await ok(await priya.delete(f"/api/people/{us.ayo}/phones/{device['id']}"))
        elif how == "frozen":
            await freeze(Viewer(kind="adviser", action="access.freeze", now=us.noon, id=us.priya), us.ayo)
        else:
            await phone(ayo, us.ayo)
        assert await pending is None


async def test_a_staff_stream_ends_with_the_sign_in(us: SimpleNamespace, heard: None, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    async with listening(priya, f"{us.ayo}:0") as ear:
        pending = asyncio.ensure_future(ear.next())
        await asyncio.sleep(0.1)
        await ok(await priya.post("/api/sign-out"))
        assert await pending is None


async def test_a_lost_right_bites_on_an_open_stream(us: SimpleNamespace, heard: None, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "hers")
    async with listening(priya, f"{us.ayo}:0") as ear:
        assert await ear.words(1) == ["hers"]
        await db.fetch(
            "UPDATE link SET ends_at = $1 WHERE young_person = $2 AND worker = $3", us.noon, us.ayo, us.priya
        )
        await say(ayo, "Marmalade-4711")
        after = await ear.rest()
        assert "Marmalade" not in str(after)
        assert "message" not in [event[0] for event in after]


async def test_it_ends_when_the_server_closes_and_after_its_life(
    us: SimpleNamespace, heard: None, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ayo = await phone(visit(), us.ayo)
    async with listening(ayo, "adviser:0") as ear:
        pending = asyncio.ensure_future(ear.next())
        await asyncio.sleep(0.05)
        bell.close()
        assert await pending is None
    bell.closing = False
    monkeypatch.setattr(stream, "PING", 0.02)
    monkeypatch.setattr(stream, "LIFE", 0.1)
    async with listening(ayo, "adviser:0") as ear:
        events = []
        while (event := await ear.next()) is not None:
            events.append(event[0])
        assert set(events) == {"ping"}


async def test_reading_a_stream_is_no_activity_of_the_session(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    at(soon(us.noon, minutes=10))
    assert (await ayo.get("/api/messages/stream?at=adviser:0")).status_code == 200
    (row,) = await db.fetch("SELECT seen_at FROM session")
    assert row["seen_at"] == us.noon
    at(soon(us.noon, minutes=15))
    assert (await ayo.get("/api/messages/stream?at=adviser:0")).status_code == 401


async def test_a_deaf_process_tells_what_there_is_and_sends_away(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo, "kept")
    answer = await ayo.get("/api/messages/stream?at=adviser:0")  # no listening() around this test
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert "content-encoding" not in answer.headers
    assert '"words":"kept"' in answer.text


@pytest.mark.parametrize("cursor", ["adviser", "adviser:-1", "adviser:1,adviser:2", "manager:0", "adviser:99999999999", ",".join(["adviser:1"] * 11), "018f0000-0000-7000-8000-00000000dead:1"])  # fmt: skip
async def test_a_cursor_that_is_none_is_refused(us: SimpleNamespace, visit: Any, cursor: str) -> None:
    assert (await (await phone(visit(), us.ayo)).get(f"/api/messages/stream?at={cursor}")).status_code == 400


async def test_two_thousand_ears_hear_their_own_ring_alone(us: SimpleNamespace, heard: None, visit: Any) -> None:
    """Two thousand open streams of other people cost this one message nothing."""
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    others = []
    for _ in range(2_000):
        someone = Viewer(kind="young_person", action="message.read", now=us.noon, id=new_id())
        others.append(stream.news(someone, [], [str(someone.id)], (None, None)))
    waiting = [asyncio.ensure_future(anext(one)) for one in others]
    await asyncio.sleep(0.2)
    async with listening(ayo, "adviser:0") as ear:
        await say(priya, "one", us.ayo)
        assert await ear.words(1) == ["one"]
        await ear.next()  # marks
        with statements() as sent:
            await say(priya, "two", us.ayo)
            assert await ear.words(1) == ["two"]
        assert len(sent) <= 2 + 2
    assert not any(one.done() for one in waiting)
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for one in others:
        await one.aclose()  # type: ignore[attr-defined]


async def ears_of_another_process() -> tuple[asyncpg.Connection, list[str]]:
    """What a second process on this database hears, as it comes."""
    other, names = await asyncpg.connect(**db.engine().config), list[str]()
    await other.add_listener(CHANNEL, lambda _c, _p, _ch, name: names.append(name))
    return other, names


async def test_other_processes_hear_a_message_once_and_this_one_does_not_hear_itself(
    us: SimpleNamespace, heard: None, visit: Any
) -> None:
    ayo = await phone(visit(), us.ayo)
    other, names = await ears_of_another_process()
    with bell.ear([str(us.ayo)]) as ring:
        for words in ("one", "two"):
            await say(ayo, words)
            assert ring.is_set()  # here at once
            ring.clear()
        await asyncio.sleep(0.3)
        assert not ring.is_set()
    assert 2 <= len(names) <= 4
    assert set(names) == {str(us.ayo), "notices"}
    await other.close()


async def test_a_ring_that_was_never_sent_follows_from_the_notice(
    us: SimpleNamespace, heard: None, visit: Any, at: Any
) -> None:
    """Whoever kept the message died before it told anybody: the next look at what is due tells."""
    ayo = await phone(visit(), us.ayo)
    await say(ayo, "kept")
    await asyncio.sleep(0.3)
    other, names = await ears_of_another_process()
    await deliver(Viewer.clock("notice.deliver", us.noon))
    await asyncio.sleep(0.3)
    assert names == []  # it was told a moment ago
    await db.fetch("UPDATE notice SET next_at = $1, lease_until = NULL, rung = 'push', tries = 0", us.noon)
    at(us.noon + timedelta(seconds=5))
    await deliver(Viewer.clock("notice.deliver", us.noon + timedelta(seconds=5)))
    await asyncio.sleep(0.3)
    assert str(us.ayo) in names
    await other.close()
