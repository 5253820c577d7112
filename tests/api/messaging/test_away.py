"""Away is said once: who reads instead, from when until when, and how each of them learns of it."""

import asyncio
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.messaging.jobs import cover_aways
from backend.people import commands as people
from backend.shared import clock, db
from backend.shared.problems import NotAllowed
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.plans.doing import declared

WEEK = {"from_on": "2026-03-16", "until_on": "2026-03-20"}  # Monday to Friday
MONDAY, SATURDAY = datetime(2026, 3, 16, tzinfo=UTC), datetime(2026, 3, 21, tzinfo=UTC)


async def go(browser: httpx.AsyncClient, cover: UUID, **days: str) -> httpx.Response:
    return await browser.post("/api/messages/away", json={**WEEK, **days, "cover": str(cover)})


async def mine(visit: Any, worker: UUID) -> dict[str, Any]:
    return dict(await ok(await (await signed_in(visit(), worker)).get("/api/messages/away")))


async def links(cover: UUID) -> set[tuple[UUID, datetime, datetime]]:
    rows = await db.fetch(
        "SELECT young_person, starts_at, ends_at FROM link WHERE worker = $1 AND relation = 'cover'", cover
    )
    return {(row["young_person"], row["starts_at"], row["ends_at"]) for row in rows}


async def tick() -> None:
    for _ in range(2):  # twice is once
        await cover_aways(Viewer.clock("away.cover", clock.now()))


async def opens(visit: Any, worker: UUID, who: UUID) -> bool:
    answer = await (await signed_in(visit(), worker)).get(f"/api/messages/with/{who}")
    assert answer.status_code in (200, 404)
    return answer.status_code == 200


async def test_said_once_and_the_cover_reads_within_the_days(us: SimpleNamespace, visit: Any, at: Any) -> None:
    assert (await go(await signed_in(visit(), us.priya), us.omar)).status_code == 204
    assert await links(us.omar) == {(us.ayo, MONDAY, SATURDAY), (us.bea, MONDAY, SATURDAY)}
    for instant, seen in (
        (soon(MONDAY, seconds=-1), False),
        (MONDAY, True),
        (soon(SATURDAY, seconds=-1), True),  # a last day counts whole
        (SATURDAY, False),
    ):
        at(instant)
        assert await opens(visit, us.omar, us.ayo) is seen
        assert await opens(visit, us.priya, us.ayo)


async def test_days_are_londons_when_the_clocks_change(us: SimpleNamespace, visit: Any) -> None:
    await go(await signed_in(visit(), us.priya), us.omar, from_on="2026-03-28", until_on="2026-03-29")
    assert {(start, end) for _, start, end in await links(us.omar)} == {
        (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC))
    }


async def test_what_each_side_is_shown(us: SimpleNamespace, visit: Any, at: Any) -> None:
    far = await cast.a_worker("Ann", "adviser", team=await cast.a_team("Harbour"))
    gone = await cast.a_worker("Gus", "adviser", team=us.team, ended_at=us.noon)
    before = await mine(visit, us.priya)
    assert (before["away"], before["covering"]) == (None, [])
    assert [(one["name"], one["team"]) for one in before["colleagues"]] == [
        ("Omar Tester", "Quayside"),
        ("Ann Tester", "Harbour"),
    ]
    assert str(gone) not in {one["id"] for one in before["colleagues"]}
    await go(await signed_in(visit(), us.priya), us.omar)
    own, other = (await mine(visit, us.priya))["away"], (await mine(visit, us.omar))["covering"]
    assert [own] == other
    assert (own["name"], own["until_on"], own["cover_given_name"], own["phone"]) == (
        "Priya Tester",
        "2026-03-20",
        "Omar",
        "01632 960 033",
    )
    at(soon(MONDAY, hours=12))
    (card,) = [
        one
        for one in (await ok(await (await phone(visit(), us.ayo)).get("/api/messages/mine")))["threads"]
        if one["which"] == "adviser"
    ]
    assert (card["given_name"], card["away"]["cover_given_name"]) == ("Priya", "Omar")
    assert "Omar Tester" in card["readers"]
    at(SATURDAY)
    assert (await mine(visit, us.priya))["away"] is None
    assert far


async def test_every_young_person_is_told_on_the_first_day_and_the_cover_at_once(
    us: SimpleNamespace, visit: Any
) -> None:
    await go(await signed_in(visit(), us.priya), us.omar)
    rows = await db.fetch("SELECT kind, key, young_person, worker, named, next_at, useful_until FROM notice")
    assert [(row["worker"], row["next_at"]) for row in rows if row["kind"] == "cover_starts"] == [(us.omar, us.noon)]
    told = {row["young_person"]: row for row in rows if row["kind"] == "adviser_away"}
    assert told.keys() == {us.ayo, us.bea}
    assert {(row["named"], row["next_at"], row["useful_until"]) for row in told.values()} == {
        (us.priya, MONDAY, SATURDAY)
    }


async def test_the_same_again_changes_nothing(us: SimpleNamespace, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    answers = await asyncio.gather(*(go(priya, us.omar) for _ in range(5)))
    assert {one.status_code for one in answers} == {204}
    counts = await db.fetch("SELECT (SELECT count(*) FROM away) AS aways, (SELECT count(*) FROM notice) AS notices, "
                            "(SELECT count(*) FROM link WHERE relation = 'cover') AS links")  # fmt: skip
    assert counts == [{"aways": 1, "notices": 3, "links": 2}]


@pytest.mark.parametrize(
    "days",
    [
        {"from_on": "2026-03-09", "until_on": "2026-03-12"},
        {"from_on": "2026-03-20", "until_on": "2026-03-16"},
        {"from_on": "2026-03-16", "until_on": "2027-03-18"},
        {"from_on": "the 16th"},
    ],
    ids=["gone by", "wrong way round", "too long", "no day"],
)
async def test_days_that_make_no_sense_are_refused(us: SimpleNamespace, visit: Any, days: dict[str, str]) -> None:
    assert (await go(await signed_in(visit(), us.priya), us.omar, **days)).status_code == 400
    assert await db.fetch("SELECT id FROM away") == []


async def test_overlapping_aways_are_refused_with_what_to_do(us: SimpleNamespace, visit: Any) -> None:
    ann = await cast.a_worker("Ann", "adviser", team=us.team)
    priya = await signed_in(visit(), us.priya)
    await ok(await go(priya, us.omar))
    for days in (
        {"until_on": "2026-03-16", "from_on": "2026-03-12"},
        {"from_on": "2026-03-20", "until_on": "2026-03-25"},
        {},
    ):
        answer = await go(priya, ann, **days)
        assert answer.status_code == 409
        assert answer.json()["detail"] == "You are away then already. End that first."
    await ok(await go(priya, ann, from_on="2026-03-21", until_on="2026-03-25"))


async def test_who_cannot_be_a_cover(us: SimpleNamespace, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    leaving = await cast.a_worker("Lea", "adviser", team=us.team, ended_at=soon(MONDAY, days=2))
    away = await cast.a_worker("Abe", "adviser", team=us.team)
    await ok(await go(await signed_in(visit(), away), us.omar))
    for cover, words in (
        (us.priya, "Choose another adviser."),
        (us.mina, "Choose another adviser."),
        (us.nia, "Choose another adviser."),
        (us.ayo, "Choose another adviser."),
        (leaving, "Lea leaves before then. Choose someone else."),
        (away, "Abe is away then too. Choose someone else."),
    ):
        answer = await go(priya, cover)
        assert (answer.status_code, answer.json()["detail"]) == (400, words)
    await declared(us.omar, us.bea, us.noon)
    answer = await go(priya, us.omar)
    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "Omar can't cover 1 of your young people. Choose someone else.",
    )
    assert await links(us.omar) == set()
    assert len(await db.fetch("SELECT id FROM away")) == 1


async def test_back_early_ends_it_at_once_and_nothing_else(us: SimpleNamespace, visit: Any, at: Any) -> None:
    other = soon(MONDAY, days=30)
    await cast.covers(us.ayo, us.omar, starts_at=soon(MONDAY, days=1), ends_at=other)  # from the council's own files
    priya = await signed_in(visit(), us.priya)
    await ok(await go(priya, us.omar))
    away = (await ok(await priya.get("/api/messages/away")))["away"]["id"]
    at(soon(MONDAY, days=2))
    assert await opens(visit, us.omar, us.bea)
    assert (await (await signed_in(visit(), us.omar)).post(f"/api/messages/away/{away}/end")).status_code == 404
    priya = await signed_in(visit(), us.priya)
    for _ in range(2):
        assert (await priya.post(f"/api/messages/away/{away}/end")).status_code == 204
    assert not await opens(visit, us.omar, us.bea)
    assert await opens(visit, us.omar, us.ayo)
    assert (us.ayo, soon(MONDAY, days=1), other) in await links(us.omar)
    open_ones = await db.fetch("SELECT kind FROM notice WHERE ended_at IS NULL")
    assert open_ones == []
    await tick()
    assert not await opens(visit, us.omar, us.bea)
    await ok(await go(await signed_in(visit(), us.priya), us.omar, from_on="2026-03-18"))
    assert await opens(visit, us.omar, us.bea)


async def test_called_off_before_it_began_nobody_reads(us: SimpleNamespace, visit: Any, at: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    await ok(await go(priya, us.omar))
    away = (await ok(await priya.get("/api/messages/away")))["away"]["id"]
    await ok(await priya.post(f"/api/messages/away/{away}/end"))
    ends = await db.fetch('SELECT DISTINCT "end", why FROM notice')
    assert ends == [{"end": "cancelled", "why": "came_back"}]
    await ok(await go(priya, us.omar))  # the same days again, after a change of mind
    at(soon(MONDAY, seconds=1))
    assert await opens(visit, us.omar, us.ayo)


async def test_whoever_is_allocated_meanwhile_has_the_cover_too(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await ok(await go(await signed_in(visit(), us.priya), us.omar))
    at(soon(MONDAY, days=1))
    dee = await cast.a_young_person("Dee", date(2005, 1, 1), team=us.team)
    await cast.allocated(dee, us.priya, starts_at=soon(MONDAY, hours=20))
    assert not await opens(visit, us.omar, dee)
    await tick()
    assert await opens(visit, us.omar, dee)
    told = await db.fetch("SELECT next_at, named FROM notice WHERE young_person = $1", dee)
    assert told == [{"next_at": soon(MONDAY, days=1), "named": us.priya}]
    assert {end for _, _, end in await links(us.omar)} == {SATURDAY}


async def test_cover_without_a_reason_ends(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await ok(await go(await signed_in(visit(), us.priya), us.omar))
    at(soon(MONDAY, days=1))
    await db.fetch(
        "UPDATE link SET ends_at = $1 WHERE worker = $2 AND young_person = $3", clock.now(), us.priya, us.bea
    )
    await tick()
    assert not await opens(visit, us.omar, us.bea)
    assert await opens(visit, us.omar, us.ayo)


async def test_a_cover_who_goes_away_hands_on_whom_they_cover(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ann = await cast.a_worker("Ann", "adviser", team=us.team)
    priya = await signed_in(visit(), us.priya)
    await ok(await go(priya, us.omar))
    await ok(await go(await signed_in(visit(), us.omar), ann, from_on="2026-03-19", until_on="2026-03-25"))
    assert await links(ann) == {
        (us.cal, datetime(2026, 3, 19, tzinfo=UTC), datetime(2026, 3, 26, tzinfo=UTC)),
        (us.ayo, datetime(2026, 3, 19, tzinfo=UTC), SATURDAY),
        (us.bea, datetime(2026, 3, 19, tzinfo=UTC), SATURDAY),
    }
    at(datetime(2026, 3, 19, 12, tzinfo=UTC))
    priya = await signed_in(visit(), us.priya)
    away = (await ok(await priya.get("/api/messages/away")))["away"]["id"]
    await ok(await priya.post(f"/api/messages/away/{away}/end"))
    assert [await opens(visit, ann, who) for who in (us.ayo, us.bea, us.cal)] == [False, False, True]


async def test_messages_reach_the_cover_while_away(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await ok(await go(await signed_in(visit(), us.priya), us.omar))
    at(soon(MONDAY, hours=12))
    await say(await phone(visit(), us.ayo))
    rows = await db.fetch("SELECT worker FROM notice WHERE kind = 'message_waiting'")
    assert [row["worker"] for row in rows] == [us.omar]


async def test_who_was_given_cover_is_in_the_ledger(us: SimpleNamespace, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    await ok(await go(priya, us.omar))
    away = (await ok(await priya.get("/api/messages/away")))["away"]["id"]
    await ok(await priya.post(f"/api/messages/away/{away}/end"))
    lines = await db.fetch("SELECT did, about FROM audit_row WHERE actor = $1 ORDER BY id", us.priya)
    assert sorted((row["did"], row["about"]) for row in lines if row["about"]) == sorted(
        (what, who) for what in ("gave_cover", "ended_cover") for who in (us.ayo, us.bea)
    )
    assert [row["did"] for row in lines if not row["about"]] == ["went_away", "came_back"]


async def test_only_advisers_go_away_and_only_time_covers(us: SimpleNamespace, visit: Any) -> None:
    for worker in (us.mina, us.nia):
        assert (await go(await signed_in(visit(), worker), us.omar)).status_code == 403
    with pytest.raises(NotAllowed):
        await people.cover_for_away(Viewer("adviser", "away.cover", us.noon, id=us.priya))
