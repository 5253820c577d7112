"""Eight workers on the same notices: frozen past their leases and woken, or killed at each point of a delivery."""

import asyncio
import random
import signal
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from backend.notifications.commands import Given, give_many
from backend.notifications.tables import NoticeSettings, Subscription
from backend.shared import clock, db
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.faults.crowd import Pair, crowd
from tests.faults.ground import LONGEST_START, Nursery, Postgres, Program, nursery
from tests.faults.instruments import POINTS
from tests.faults.moods import Services

NOTICES, FREEZES, WORKERS = 10_000, 500, 8
DEATHS = 60  # at each point
LEASE = 1.0  # seconds
HANDED = 5  # every so many notices are at their last rung: the effect is a task, in the database alone

# Written by PostgreSQL itself: each change of a claimed notice that was no claim, and the lease that held then.
_WATCH = """
    CREATE TABLE finished (notice uuid, lease int);
    CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO finished VALUES (NEW.id, OLD.lease); RETURN NEW; END $$;
    CREATE TRIGGER watch AFTER UPDATE ON notice FOR EACH ROW
        WHEN (OLD.lease > 0 AND OLD.lease = NEW.lease) EXECUTE FUNCTION watch();
"""


class Slow(Services):
    """It takes its time, so that a freeze finds many pushes under way."""

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(self.dice.random() * 0.4)
        return await super()._one(reader, writer)


async def _notices(services: Services, pairs: list[Pair]) -> list[UUID]:
    """A phone for each young person and one notice, due now; every fifth is to be handed to the adviser at once."""
    rows = [await services.subscribe(pair.young_person, pair.phones[0].device, "takes") for pair in pairs]
    given = [Given("message", f"fault:{new_id()}", young_person=pair.young_person, thing=new_id()) for pair in pairs]
    keys = [one.key for one in given]
    await Subscription.insert(*rows)
    # Whatever time it is on the wall of whoever runs this: no quiet hours.
    await NoticeSettings.insert(*(NoticeSettings(young_person=pair.young_person, quiet=False) for pair in pairs))
    async with transaction():
        await give_many(Viewer.clock("notice.deliver", clock.now()), given)
        await fetch("UPDATE notice SET rung = 'task' WHERE key = ANY($1)", keys[::HANDED])
    return [row["id"] for row in await fetch("SELECT id FROM notice WHERE key = ANY($1)", keys)]


_LEFT = "FROM notice WHERE key LIKE 'fault:%' AND ended_at IS NULL AND pushed_at IS NULL"


async def _until_done(within: float) -> None:
    """Waits until no push and no hand-over is left to do, for as long as they become fewer: machines differ in speed."""
    fewest, until = None, time.monotonic() + within
    while left := (await fetch(f"SELECT count(*) AS many {_LEFT}"))[0]["many"]:
        if fewest is None or left < fewest:
            fewest, until = left, time.monotonic() + within
        assert time.monotonic() < until, (
            left, await fetch(f"SELECT rung, tries, lease, next_at, lease_until, now() {_LEFT} LIMIT 3")
        )  # fmt: skip
        await asyncio.sleep(0.1)


async def _each_once(services: Services, notices: list[UUID]) -> dict[str, int]:
    """Each notice has its one effect, and what a phone showed twice it showed under one tag, so that one is seen."""
    services.look()
    (row,) = await fetch(
        """
        SELECT count(*) AS notices, count(*) FILTER (WHERE n.pushed_at IS NOT NULL) AS pushed,
            count(*) FILTER (WHERE n."end" = 'handed') AS handed, count(t.id) AS tasks,
            (SELECT count(*) FROM notice k WHERE k.key LIKE 'task:%') AS told,
            (SELECT count(*) FROM delivery) AS tries, max(n.lease) AS leases,
            count(*) FILTER (WHERE n.lease > 1) AS claimed_again
        FROM notice n LEFT JOIN task t ON t.notice = n.id WHERE n.key LIKE 'fault:%'
        """
    )
    shown = services.opened_notices
    assert row["notices"] == len(notices) == row["pushed"] + row["handed"]
    assert row["handed"] == row["tasks"] == row["told"]
    pushed = {
        str(one["id"])
        for one in await fetch("SELECT id FROM notice WHERE pushed_at IS NOT NULL AND key LIKE 'fault:%'")
    }
    assert pushed <= set(shown), "noted as pushed, but it never came"
    assert all(len(tags) == 1 for tags in services.tags.values())
    again = sum(many - 1 for many in shown.values())
    return {**row, "came_again_under_one_tag": again}


async def test_frozen_workers_change_nothing_when_they_wake(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any]
) -> None:
    """R07: whoever slept past the lease finds another number, and its finish changes no row."""
    async with Slow(dice).running() as services, db.pool(2, 6), asyncio.timeout(300 + size(FREEZES) * 6):
        connection = db.engine().pool
        await connection.execute(_WATCH)
        pairs, _ = await crowd(size(NOTICES), phones=1)
        before = [["short_lease", LEASE], ["push_to", services.origin]]
        with nursery(postgres) as programs:
            workers = [await programs.worker(before) for _ in range(WORKERS)]
            notices: list[UUID] = []

            async def give() -> None:
                step = max(1, len(pairs) // 60)  # in small parts, so that there is always something under way
                for start in range(0, len(pairs), step):
                    notices.extend(await _notices(services, pairs[start : start + step]))
                    services.look()
                    await asyncio.sleep(size(FREEZES) * 2 * LEASE / WORKERS / 60)

            giving = asyncio.create_task(give())
            zombies = await _freezes(workers, dice, size(FREEZES))
            await giving
            await _until_done(LONGEST_START)
            await asyncio.sleep(2 * LEASE)  # whoever woke last has tried to finish
            assert all(worker.lives for worker in workers)
        counts = await _each_once(services, notices)
        twice = await fetch("SELECT notice, lease FROM finished GROUP BY notice, lease HAVING count(*) > 1")
    told.update(freezes=zombies, workers=WORKERS, **counts)
    assert twice == [], "a finish that was not the newest claim's changed a row"
    assert counts["claimed_again"] > 0, "no lease ran out: nothing was tested"


async def _freezes(workers: list[Program], dice: random.Random, many: int) -> int:
    """Each worker is stopped for longer than its lease and woken, again and again, half of them at a time."""

    async def one(worker: Program, times: int) -> None:
        for _ in range(times):
            await asyncio.sleep(dice.random() * 2 * LEASE)
            worker.signal(signal.SIGSTOP)
            await asyncio.sleep(LEASE * (1.2 + dice.random()))
            worker.signal(signal.SIGCONT)

    each = -(-many // len(workers))
    await asyncio.gather(*(one(worker, each) for worker in workers))
    return each * len(workers)


async def test_killed_at_each_point_of_a_delivery(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any]
) -> None:
    """R02: wherever a worker dies, the next one carries on: nothing is lost, and nothing is seen twice."""
    async with Services(dice).running() as services, db.pool(2, 6), asyncio.timeout(120 + size(DEATHS) * 60):
        pairs, _ = await crowd(size(DEATHS) * len(POINTS) * 6, phones=1)
        waiting, notices, deaths = list(pairs), list[UUID](), dict.fromkeys(POINTS, 0)
        with nursery(postgres) as programs:
            for point in list(POINTS) * size(DEATHS):
                some = [waiting.pop() for _ in range(6)]
                notices += await _notices(services, some)
                before = [["short_lease", 0.3], ["push_to", services.origin], ["die_at", point, dice.randrange(1, 3)]]
                deaths[point] += await _dies(programs, before)
            await programs.worker([["short_lease", 0.3], ["push_to", services.origin]])
            await _until_done(LONGEST_START)
        counts = await _each_once(services, notices)
    told.update(deaths=deaths, **counts)
    assert set(deaths.values()) == {size(DEATHS)}
    assert counts["claimed_again"] > 0


async def _dies(programs: Nursery, before: list[list[Any]]) -> bool:
    """A worker is started that will die; it does, within a bounded time."""
    worker, until = programs.start("work", before=before), time.monotonic() + LONGEST_START
    while worker.lives:
        assert time.monotonic() < until, f"it never came to {before[-1]}"
        await asyncio.sleep(0.01)
    return True
