"""Every mood of a push service, over weeks: each notice ends with somebody, and no rule of theirs or ours is broken."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.notifications import jobs
from backend.notifications import push as pushing
from backend.notifications.commands import Given, give_many, seen
from backend.notifications.rules import KINDS, TASK
from backend.notifications.tables import Subscription
from backend.shared import clock, db
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.api.notifications.doing import council_with
from tests.faults.crowd import Pair, crowd
from tests.faults.ground import Postgres
from tests.faults.moods import MOODS, Services

PUSHES = 20_000
PER_PERSON = 12  # notices given to each pair, over two weeks
START = datetime(2026, 3, 16, 9, tzinfo=UTC)  # the clocks change on 29 March
GIVING, ALL = timedelta(days=14), timedelta(days=50)
STEPS = ((timedelta(days=1), timedelta(minutes=10)), (GIVING, timedelta(hours=2)), (ALL, timedelta(hours=8)))
# Those of tasks and broken glass come of other things; nobody nurses here.
HERE = [name for name in KINDS if name not in ("task", "glass_broken", "test") and not name.startswith("nurse_")]
YOUNG = [name for name in HERE if KINDS[name].group != "staff"]
STAFF = [name for name in HERE if KINDS[name].group == "staff"]


def the_clock(action: str = "notice.deliver") -> Viewer:
    return Viewer.clock(action, clock.now())


async def test_every_notice_ends_whatever_the_service_says(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any],
    at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(pushing, "WHOLE", 1.0)  # hanging costs no longer; a slow machine still hears an answer
    at(START)
    async with Services(dice).running() as services, db.pool(2, 8):
        with council_with(push_local=services.origin):
            pairs, _ = await crowd(size(PUSHES) // 25, phones=1)
            await _subscribe(services, pairs, dice)
            plan = sorted((START + GIVING * dice.random(), one) for pair in pairs for one in _notices(pair, dice))
            rounds = await _weeks(services, pairs, plan, dice, at)
            ends = await _ends(len(plan))
    told.update(
        pushes=sum(services.counts.values()), answers=dict(services.counts), notices=len(plan), rounds=rounds,
        ends=ends, young_people=len(pairs),
    )  # fmt: skip
    assert sum(services.counts.values()) >= size(PUSHES), "too few for the size"
    assert services.broken == []
    assert max(map(len, services.tags.values())) == 1, "a notice under two tags would be seen twice"


async def _subscribe(services: Services, pairs: list[Pair], dice: random.Random) -> None:
    """Every mood in turn, some people on two addresses with different moods; advisers too."""
    rows, moods = [], list(MOODS)
    for number, pair in enumerate(pairs):
        rows.append(await services.subscribe(pair.young_person, pair.phones[0].device, moods[number % len(moods)]))
        if number % 3 == 0:
            rows.append(await services.subscribe(pair.young_person, new_id(), dice.choice(moods)))
        if number % 2 == 0:
            rows.append(await services.subscribe(pair.adviser, None, dice.choice(moods)))
    for start in range(0, len(rows), 200):
        await Subscription.insert(*rows[start : start + 200])


def _notices(pair: Pair, dice: random.Random) -> list[Given]:
    found = []
    for _ in range(PER_PERSON):
        kind = dice.choice((*YOUNG, *STAFF, "message", "message"))
        who = (
            {"worker": pair.adviser, "about": pair.young_person}
            if kind in STAFF
            else {"young_person": pair.young_person}
        )
        found.append(Given(kind, f"{kind}:{new_id()}", thing=new_id(), **who))
    return found


async def _weeks(
    services: Services, pairs: list[Pair], plan: list[tuple[datetime, Given]], dice: random.Random,
    at: Callable[[datetime], None],
) -> int:  # fmt: skip
    """Time passes from one due notice to the next; what people see meanwhile ends. The answer is how many rounds it took."""
    waiting, rounds, probed = [(when, one) for when, one in plan], 0, START
    while clock.now() < START + ALL:
        now = clock.now()
        due = [one for when, one in waiting if when <= now]
        waiting = waiting[len(due) :]
        async with transaction():
            await give_many(the_clock(), due)
        if now - probed >= timedelta(hours=6):
            probed = now
            await jobs.probe(the_clock("notice.probe"))
            await jobs.rise(the_clock("task.rise"))
            await _somebody_looks(dice.choice(pairs), dice)
        await jobs.deliver(the_clock())
        services.look()
        rounds += 1
        await _nothing_is_overdue()
        coarse = next(step for until, step in STEPS if now < START + until)
        (row,) = await fetch("SELECT min(next_at) AS at FROM notice WHERE ended_at IS NULL")
        soonest = min([when for when in (row["at"], waiting[0][0] if waiting else None) if when], default=START + ALL)
        at(max(soonest, now + coarse))
    return rounds


async def _somebody_looks(pair: Pair, dice: random.Random) -> None:
    async with transaction():
        await seen(the_clock(), kinds=dice.sample(YOUNG, 5), young_person=pair.young_person)


async def _nothing_is_overdue() -> None:
    """I5, at every moment: a notice has ended, or somebody looks at it at an instant to come."""
    late = await fetch(
        "SELECT kind, rung, next_at FROM notice WHERE ended_at IS NULL AND (next_at IS NULL OR next_at <= $1)",
        clock.now(),
    )
    assert late == []


async def _ends(given: int) -> dict[str, int]:
    """I5: how every notice ended, and that it was the end its kind promises."""
    rows = await fetch(
        """
        SELECT n.kind, n."end", n.why, n.handed_to, n.tries, n.key LIKE 'task:%' AS of_a_task, t.worker AS tasked
        FROM notice n LEFT JOIN task t ON t.notice = n.id
        """
    )
    ends: Counter[str] = Counter()
    for row in rows:
        kind = KINDS[row["kind"]]
        if row["of_a_task"]:  # it waits for a person, on purpose
            assert row["end"] in (None, "done"), row  # never because a push service is away
            ends["of a task"] += 1
            continue
        promised = {"seen", "handed"} if kind.ladder[-1].rung == TASK else {"seen", "cancelled"}
        assert row["end"] in promised, row
        assert (row["end"] == "handed") == (row["tasked"] is not None), row
        assert row["end"] != "handed" or row["handed_to"] == row["tasked"], row
        ends[f"{row['end']}: {row['why']}"] += 1
    assert sum(ends.values()) - ends["of a task"] == given
    return dict(ends)
