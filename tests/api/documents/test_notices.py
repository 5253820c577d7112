"""Notices about papers: one for all that lacks, given by the clock and with a step, and always ended when its fact is gone."""

import asyncio
import contextvars
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx

from backend.documents.checklist import papers
from backend.documents.commands import rounds
from backend.people.tables import Link, YoungPerson
from backend.shared import clock, db
from tests import cast
from tests.api.documents.doing import a_round, a_step, notices, open_kinds, say, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.notifications.doing import deliver
from tests.api.plans.doing import declared, ok, statements

At = Callable[[datetime], None]


def on(*day: int) -> datetime:
    return datetime(*day, 9, tzinfo=UTC)  # type: ignore[misc]


def ended(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["end"], row["why"]) for row in rows if row["ended_at"]]


async def everything(phone: httpx.AsyncClient) -> None:
    for kind in papers():
        await say(phone, kind, "held_by_me")


async def test_four_stages_before_18_one_notice_each(us: SimpleNamespace) -> None:
    """Ayo turns 18 on 14 July 2026; in between a round comes every hour and nothing more is given."""
    stages = [
        (on(2024, 7, 14), "paper_24"),
        (on(2025, 7, 14), "paper_12"),
        (on(2026, 1, 14), "paper_6"),
        (on(2026, 4, 14), "paper_3"),
    ]
    for at, kind in stages:
        await a_round(at - timedelta(days=1))
        before = await notices()
        for _ in range(3):
            await a_round(at)
        assert await open_kinds(young_person=us.ayo) == [kind]
        assert await open_kinds(worker=us.priya, about=us.ayo) == ["paper_staff"]
        assert len([row for row in await notices() if row not in before and row["ended_at"] is None]) == 2
        await a_round(at + timedelta(hours=1))
        await a_round(at + timedelta(days=60))
        assert await open_kinds(young_person=us.ayo) == [kind]
    await a_round(on(2026, 7, 14))
    assert await open_kinds() == []
    whys = [why for row in await notices(young_person=us.ayo) for why in [(row["end"], row["why"])]]
    assert whys == [("cancelled", "newer")] * 3 + [("cancelled", "moved")]
    assert await notices(young_person=us.bea) == []  # 22: nobody is chased for what should have been


async def test_only_what_lacks_and_done_when_held(us: SimpleNamespace, visit: Visit, at: At) -> None:
    at(on(2026, 4, 14))
    await a_round()
    assert await open_kinds(young_person=us.ayo) == ["paper_3"]
    ayo = await a_phone(visit, us.ayo)
    await everything(ayo)
    await a_round()
    assert {end[1:] for end in ended(await notices())} == {("done", "held")}
    assert await open_kinds() == []
    await say(ayo, "passport", "lost")
    await a_round()
    assert await open_kinds() == []  # each stage is told once


async def test_nothing_lacks_nothing_is_given(us: SimpleNamespace, visit: Visit, at: At) -> None:
    await everything(await a_phone(visit, us.ayo))
    await a_round(on(2026, 4, 14))
    assert await notices() == []


async def test_whoever_came_late_waits_for_the_next_stage(us: SimpleNamespace) -> None:
    await a_round(on(2026, 3, 10))  # the stage of January began 55 days ago
    assert await notices() == []
    await a_round(on(2026, 4, 14))
    assert await open_kinds(young_person=us.ayo) == ["paper_3"]


async def test_a_corrected_birthday_moves_the_notice(us: SimpleNamespace) -> None:
    await a_round(on(2026, 4, 14))
    await YoungPerson.update({YoungPerson.born_on: date(2009, 1, 1)}).where(YoungPerson.id == us.ayo)
    await a_round(on(2026, 4, 15))
    assert await open_kinds(young_person=us.ayo) == []
    assert {end[1:] for end in ended(await notices())} == {("cancelled", "moved")}


async def test_who_reads_now_is_told_and_managers_where_nobody_does(us: SimpleNamespace) -> None:
    at = on(2026, 4, 14)
    await a_round(at)
    await cast.covers(us.ayo, us.omar, starts_at=at, ends_at=at + timedelta(days=3))
    await a_round(at + timedelta(hours=1))
    assert await open_kinds(worker=us.priya) == []
    assert await open_kinds(worker=us.omar) == ["paper_staff"]
    await Link.update({Link.ends_at: at}).where(Link.young_person == us.ayo)
    await a_round(at + timedelta(hours=2))
    assert await open_kinds(worker=us.omar) == []
    assert await open_kinds(worker=us.mina) == ["paper_staff"]
    await declared(us.mina, us.ayo, at)
    await a_round(at + timedelta(hours=3))
    assert await open_kinds(worker=us.mina) == []
    assert {end[1:] for end in ended(await notices())} == {("cancelled", "not_theirs")}


async def test_support_that_ended_ends_every_notice(us: SimpleNamespace, visit: Visit, at: At) -> None:
    at(on(2026, 4, 14))
    priya = await signed_in(visit, us.priya)
    await write(priya, us.ayo, "passport", "applied", **a_step(by="2026-05-01"))
    await a_round()
    assert await open_kinds(young_person=us.ayo) == ["paper_3", "paper_turn"]
    await YoungPerson.update({YoungPerson.ended_at: on(2026, 4, 15)}).where(YoungPerson.id == us.ayo)
    await a_round(on(2026, 4, 16))
    assert await open_kinds() == []
    assert {end[1:] for end in ended(await notices())} == {("cancelled", "person_ended")}


async def test_a_step_of_theirs_is_told_and_done_when_they_say_so(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await write(priya, us.ayo, "passport", "applied", **a_step("adviser"))
    assert await notices() == []
    at(us.noon + timedelta(minutes=1))
    await write(priya, us.ayo, "passport", "applied", **a_step())
    assert await open_kinds(young_person=us.ayo) == ["paper_turn"]
    at(us.noon + timedelta(minutes=2))
    await write(priya, us.ayo, "passport", "applied", **a_step(what="Sign it again"))
    assert ended(await notices()) == [("paper_turn", "cancelled", "newer")]
    await say(ayo, "photo_id", "applied")  # another paper
    assert await open_kinds() == ["paper_turn"]
    at(us.noon + timedelta(minutes=3))
    await say(ayo, "passport", "applied")
    assert ended(await notices())[1:] == [("paper_turn", "done", "said")]
    at(us.noon + timedelta(minutes=4))
    await write(priya, us.ayo, "passport", "applied", **a_step())
    at(us.noon + timedelta(minutes=5))
    await write(priya, us.ayo, "passport", "waiting", **a_step("adviser"))
    assert ended(await notices())[2:] == [("paper_turn", "cancelled", "moved")]
    await a_round()
    assert await open_kinds() == []


async def test_asked_whether_they_have_it(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await write(priya, us.ayo, "birth_certificate", "held_by_me")
    assert await open_kinds(young_person=us.ayo) == ["paper_turn"]
    at(us.noon + timedelta(minutes=1))
    await say(ayo, "birth_certificate", "held_by_me")
    assert ended(await notices()) == [("paper_turn", "done", "said")]
    at(us.noon + timedelta(minutes=2))
    await write(priya, us.ayo, "birth_certificate", "held_by_me")  # they said so already: nobody is asked again
    assert await open_kinds() == []


async def test_leave_that_ends_their_own_day(us: SimpleNamespace, visit: Visit, at: At) -> None:
    """Private: six, three and one month before, told to them and to nobody else."""
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put("/api/papers/mine/immigration", json={"leave": "Five years", "expires_on": "2026-12-31"}))
    for day, kind in [(on(2026, 6, 29), None), (on(2026, 6, 30), "immigration_6"), (on(2026, 9, 30), "immigration_3"),
                      (on(2026, 11, 30), "immigration_1"), (on(2027, 1, 1), None)]:  # fmt: skip
        for _ in range(2):
            await a_round(day)
        own = [one for one in await open_kinds(young_person=us.ayo) if one.startswith("immigration")]
        assert own == ([kind] if kind else []), day
    assert [row for row in await notices() if row["kind"] == "immigration_staff"] == []
    assert "2026-12-31" not in str(await notices())


async def test_leave_that_ends_staff_are_told_where_they_may_know(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, bea = await signed_in(visit, us.priya), await a_phone(visit, us.bea)
    await write(priya, us.ayo, "immigration", "applied", expires_on="2026-05-01")
    await ok(
        await bea.put("/api/papers/mine/immigration", json={"expires_on": "2026-05-01", "leave": "", "shown": True})
    )
    await a_round()
    for who in (us.ayo, us.bea):  # 17 and 22
        assert await open_kinds(worker=us.priya, about=who) == ["immigration_staff"]
        assert await open_kinds(young_person=who) == ["immigration_3"]
    at(us.noon + timedelta(minutes=1))
    await ok(
        await bea.put("/api/papers/mine/immigration", json={"expires_on": "2026-05-01", "leave": ""})
    )  # hidden again
    await write(priya, us.ayo, "immigration", "waiting", expires_on="2028-05-01")  # renewed
    await a_round()
    assert await open_kinds(worker=us.priya) == await open_kinds(young_person=us.ayo) == []
    assert await open_kinds(young_person=us.bea) == ["immigration_3"]  # her own day has not moved
    assert {end[1:] for end in ended(await notices())} == {("cancelled", "moved")}
    at(us.noon + timedelta(minutes=2))
    await write(priya, us.ayo, "immigration", "not_needed", words="British", expires_on="2026-05-01")
    await a_round()
    assert await open_kinds(about=us.ayo) == await open_kinds(young_person=us.ayo) == []


async def test_passed_it_stays_with_staff_until_somebody_writes(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya = await signed_in(visit, us.priya)
    await write(priya, us.bea, "immigration", "applied", expires_on="2026-04-01")
    await a_round()
    await a_round(on(2026, 5, 1))
    assert await open_kinds(about=us.bea) == ["immigration_staff"]
    assert await open_kinds(young_person=us.bea) == []


async def test_a_look_again_at_17_and_a_half(us: SimpleNamespace, visit: Visit, at: At) -> None:
    at(on(2026, 1, 13))
    priya = await signed_in(visit, us.priya)
    await write(priya, us.ayo, "immigration", "held_by_someone_else")
    await a_round()
    assert await open_kinds(about=us.ayo) == []
    await a_round(on(2026, 1, 14))
    kinds = await open_kinds(about=us.ayo)
    assert kinds == ["immigration_staff", "paper_staff"]
    at(on(2026, 1, 15))
    priya = await signed_in(visit, us.priya)
    await write(priya, us.ayo, "immigration", "waiting")
    await a_round()
    assert await open_kinds(about=us.ayo) == ["paper_staff"]


async def test_a_private_day_is_nobodys_task(us: SimpleNamespace, visit: Visit, at: At) -> None:
    """Never seen, it ends: it is not handed to the adviser, who would learn what was private."""
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put("/api/papers/mine/immigration", json={"leave": "Five years", "expires_on": "2026-08-31"}))
    for days in range(0, 170, 2):
        at(us.noon + timedelta(days=days))
        await a_round()
        await deliver()
    tasks = await db.fetch("SELECT kind FROM task")
    assert [row["kind"] for row in tasks if row["kind"].startswith("immigration")] == []
    staff = await db.fetch("SELECT kind FROM notice WHERE worker IS NOT NULL")
    assert [row for row in staff if row["kind"].startswith("immigration")] == []


async def test_many_at_once_and_two_clocks(us: SimpleNamespace) -> None:
    for place in range(30):
        person = await cast.a_young_person(f"More{place}", date(2008, 7, 14), team=us.team)
        await cast.allocated(person, us.priya)
    clock.stand_still(on(2026, 4, 14))
    async with asyncio.TaskGroup() as both:
        for _ in range(2):
            both.create_task(a_round(), context=contextvars.copy_context())
    given = await notices()
    assert len(given) == len({row["key"] for row in given}) == 62
    with statements() as sent:
        await a_round()
    many = len(sent)
    await YoungPerson.update({YoungPerson.ended_at: on(2026, 4, 1)}).where(YoungPerson.id != us.ayo)
    await a_round()
    with statements() as sent:
        await a_round()
    assert many == len(sent) == 7


async def test_a_round_through_several_pages(us: SimpleNamespace, monkeypatch: Any) -> None:
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    ids: list[UUID] = [us.ayo]
    for place in range(6):
        person = await cast.a_young_person(f"More{place}", date(2008, 7, 14), team=us.team)
        await cast.allocated(person, us.priya)
        ids.append(person)
    await a_round(on(2026, 4, 14))
    assert {row["young_person"] for row in await notices() if row["young_person"]} == set(ids)
