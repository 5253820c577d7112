"""Two workers, dead ones and frozen ones that wake: each effect once, and nothing is forgotten."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from backend.notifications import jobs
from backend.notifications.commands import claiming, noting, seen
from backend.notifications.commands.noting import Outcome
from backend.notifications.moves import WAIT, Move
from backend.shared import clock
from backend.shared.db import fetch
from tests import cast
from tests.api.notifications.doing import (
    deliver,
    given,
    inside,
    later,
    notice,
    subscribed,
    the_clock,
)
from tests.push_service import HANG, PushService

OVER = "UPDATE notice SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL"


async def many(us: SimpleNamespace, push: PushService, number: int) -> list[Any]:
    """So many young people, each with a browser."""
    born = (await fetch("SELECT born_on FROM young_person LIMIT 1"))[0]["born_on"]
    people = [await cast.a_young_person(f"P{n}", born, team=us.team) for n in range(number)]
    for who in people:
        await subscribed(push.browser(), who)
    return people


async def test_four_workers_push_each_thing_once(us: SimpleNamespace, push: PushService) -> None:
    people = await many(us, push, 60)
    ids = [await given("message", young_person=who) for who in people]
    ids += [await given("plan_shared", young_person=who) for who in people]
    await asyncio.gather(*(deliver() for _ in range(4)))
    assert len(push.posts) == 120
    rows = [await notice(id) for id in ids]
    assert all(row["pushed_at"] and row["lease"] == 1 and row["lease_until"] is None for row in rows)
    tried = await fetch("SELECT count(*) AS n, count(DISTINCT notice) AS notices FROM delivery")
    assert (tried[0]["n"], tried[0]["notices"]) == (120, 120)


async def test_two_workers_never_push_two_capped_ones_on_a_day(us: SimpleNamespace, push: PushService) -> None:
    people = await many(us, push, 20)
    for kind in ("plan_shared", "action_7", "review_7"):
        for who in people:
            await given(kind, young_person=who)
        await asyncio.gather(deliver(), deliver(), deliver())
    assert len(push.posts) == 20


async def test_a_dead_workers_notices_go_on_after_its_lease(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    one = await given("message", young_person=us.ayo)
    claimed = await claiming.claim(the_clock(), 8)
    assert [errand.lead.id for errand in claimed.errands] == [one]  # and then it died
    await deliver()
    assert push.posts == []  # the lease still stands, by the database's clock
    later(hours=1)
    await deliver()
    assert push.posts == []
    await fetch(OVER)
    await deliver()
    assert (len(push.posts), (await notice(one))["lease"]) == (1, 2)


async def test_a_zombie_changes_nothing(us: SimpleNamespace, push: PushService) -> None:
    """It slept past its lease with the answer in its hand; another did the work; then it wakes."""
    await subscribed(push.browser(), us.ayo)
    one = await given("message", young_person=us.ayo)
    (errand,) = (await claiming.claim(the_clock(), 8)).errands
    await fetch(OVER)
    await deliver()
    before = await notice(one)
    stale = Outcome([(errand.lead, Move(WAIT, until=clock.now()))], failed=True)
    assert await noting.note(the_clock(), [stale]) == 0
    assert await notice(one) == before
    for end in (Move("end", end="cancelled", why="over"), Move("hand"), Move("climb", rung="task")):
        assert await noting.note(the_clock(), [Outcome([(errand.lead, end)])]) == 0
    assert await notice(one) == before
    assert await fetch("SELECT id FROM task") == []


async def test_five_hundred_zombies(us: SimpleNamespace, push: PushService) -> None:
    people = await many(us, push, 50)
    for who in people:
        await given("message", young_person=who)
    asleep = []
    for _ in range(10):
        claimed = await claiming.claim(the_clock(), 50)
        asleep.append(claimed)
        await fetch(OVER)
    await deliver()
    assert sum(len(one.errands) for one in asleep) == 500
    for claimed in asleep:
        stale = [Outcome([(errand.lead, Move("hand"))]) for errand in claimed.errands]
        assert await noting.note(the_clock(), stale) == 0
    assert len(push.posts) == 50
    assert await fetch("SELECT id FROM task") == []


async def test_seen_while_it_is_being_pushed_stays_seen(
    us: SimpleNamespace, push: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notifications.push.WHOLE", 0.5)
    phone = push.browser()
    await subscribed(phone, us.ayo)
    push.answers(phone, HANG)
    one = await given("message", young_person=us.ayo)
    round_ = asyncio.create_task(deliver())
    await asyncio.wait_for(push.came.wait(), 5)
    await inside(seen, the_clock(), kinds=["message"], young_person=us.ayo)
    await asyncio.wait_for(round_, 10)
    row = await notice(one)
    assert (row["end"], row["why"], row["next_at"], row["handed_to"]) == ("seen", "opened", None, None)


@pytest.mark.parametrize("end", [Move("hand"), Move("end", end="cancelled", why="over")])
async def test_seen_while_it_is_being_handed_over_stays_seen(us: SimpleNamespace, end: Move) -> None:
    one = await given("message", young_person=us.ayo)
    await fetch("UPDATE notice SET rung = 'task'")
    ((standing, _),) = (await claiming.claim(the_clock(), 8)).moves
    await inside(seen, the_clock(), kinds=["message"], young_person=us.ayo)
    await noting.note(the_clock(), [Outcome([(standing, end)])])
    row = await notice(one)
    assert (row["end"], row["why"], row["handed_to"], row["next_at"]) == ("seen", "opened", None, None)
    assert await fetch("SELECT id FROM task") == []


async def test_one_bad_row_does_not_keep_the_others(us: SimpleNamespace, push: PushService) -> None:
    good, bad = push.browser(), push.browser()
    await subscribed(good, us.ayo)
    id = await subscribed(bad, us.bea)
    await fetch("UPDATE subscription SET sealed = '\\x01020304' WHERE id = $1", id)
    await given("message", young_person=us.ayo)
    one = await given("message", young_person=us.bea)
    await deliver()
    assert len(push.posts) == 1
    gone = await fetch("SELECT gone_why FROM subscription WHERE id = $1", id)
    assert (gone[0]["gone_why"], (await notice(one))["end"]) == ("unreadable", None)


async def test_a_fault_of_ours_counts_as_a_try(
    us: SimpleNamespace, push: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    await subscribed(push.browser(), us.ayo)
    one = await given("message", young_person=us.ayo)
    sender, _ = jobs.post()

    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(sender, "send", broken, raising=False)
        patch.setattr(type(sender), "send", broken)
        await deliver()
    row = await notice(one)
    assert (row["tries"], row["lease_until"], row["ended_at"]) == (1, None, None)
    later(minutes=2)
    await deliver()
    assert len(push.posts) == 1


async def test_whoever_gives_meanwhile_waits_for_nobody(us: SimpleNamespace, push: PushService) -> None:
    """A notice given while its person's errand is under way leaves in the same round."""
    phone = push.browser()
    await subscribed(phone, us.ayo)
    await given("message", young_person=us.ayo)
    (errand,) = (await claiming.claim(the_clock(), 8)).errands
    second = await given("new_phone", young_person=us.ayo)
    assert not await claiming.claim(the_clock(), 8)  # one worker at a time for one person
    await noting.note(the_clock(), [Outcome([(errand.lead, Move(WAIT, until=clock.now()))], left="push")])
    await deliver()
    assert (await notice(second))["pushed_at"] == clock.now()
