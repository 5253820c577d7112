"""kill -9 of the server, of the worker and of PostgreSQL itself, under eight writers who never stop."""

import asyncio
import random
import signal
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from backend.shared import db
from tests.faults.crowd import Pair, crowd
from tests.faults.ground import LONGEST_START, Nursery, Postgres, nursery, own_port
from tests.faults.invariants import chain_holds, in_order, nothing_torn, threads_whole
from tests.faults.phones import FINE, Book, Phone, Said

CYCLES, ACKNOWLEDGED = 1000, 50_000
DATABASE_KILLS, DATABASE_ACKNOWLEDGED = 200, 10_000
WRITERS = 8
EACH = 50  # messages of one young person, below the pace of safety.md 4.6
PORT = own_port()


class Writers:
    """Eight at once, each through one young person after another, until there are no more."""

    def __init__(self, pairs: list[Pair], port: int, dice: random.Random, each: int) -> None:
        self.book, self.phones, self.port, self.dice, self.each = Book(), [], port, dice, each
        self._waiting = list(pairs)
        self._fresh: asyncio.Queue[Said] = asyncio.Queue()
        self.book.heard.append(self._fresh)

    async def write(self) -> None:
        """Everything is written and acknowledged."""

        async def one() -> None:
            while self._waiting:
                pair = self._waiting.pop()
                phone = Phone(pair.phones[0], pair, self.port, self.book, self.dice, FINE)
                self.phones.append(phone)
                await phone.write(self.each)

        async with asyncio.TaskGroup() as group:
            for _ in range(WRITERS):
                group.create_task(one())

    def fresh(self) -> list[Said]:
        """What was acknowledged since this was asked last."""
        return [self._fresh.get_nowait() for _ in range(self._fresh.qsize())]

    async def acknowledged(self, many: int, *, all_of: asyncio.Task) -> None:
        """Waits until so many are, or until the writers are through."""
        until = time.monotonic() + LONGEST_START
        while self.book.acknowledged < many and not all_of.done():
            assert time.monotonic() < until, "nothing is acknowledged any more"
            await asyncio.sleep(0.005)


def moments(dice: random.Random, many: int, of: int) -> list[int]:
    """After how many acknowledgements to kill: spread over the whole run."""
    return sorted(dice.sample(range(1, of), many))


async def test_server_and_worker_are_killed(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any]
) -> None:
    """R01, R02: whatever is killed, what was acknowledged stands, and the next process goes on by itself."""
    ready: list[float] = []
    with nursery(postgres) as programs:
        async with db.pool(1, 4), asyncio.timeout(120 + size(CYCLES) * 10):
            pairs, _ = await crowd(-(-size(ACKNOWLEDGED) // EACH), phones=1)
            writers = Writers(pairs, PORT, dice, EACH)
            server, worker = await programs.server(PORT), programs.start("work")
            writing = asyncio.create_task(writers.write())
            for when in moments(dice, size(CYCLES), len(pairs) * EACH):
                await writers.acknowledged(when, all_of=writing)
                await asyncio.sleep(dice.random() * 0.02)
                which = dice.choice(("server", "worker", "both"))
                if which != "server":
                    await worker.kill()
                    worker = programs.start("work")
                if which != "worker":
                    await server.kill()
                    server = programs.start("serve", "--no-worker", port=PORT)
                    ready.append(await server.ready())
                await nothing_torn(writers.fresh())
            await writing
            told.update(
                cycles=size(CYCLES), acknowledged=writers.book.acknowledged, **writers.book.counts,
                ready_median=round(median(ready), 2), ready_slowest=round(max(ready), 2),
            )  # fmt: skip
            await threads_whole(writers.book.said)
            in_order(writers.phones)
            await worker.kill()
            told["audit_rows"] = await _sealed(programs)
    assert writers.book.counts["answered 500"] == 0


async def _sealed(programs: Nursery) -> int:
    """The next worker seals what is left; then the chain is whole, however often a sealer died."""
    worker = programs.start("work")
    until = time.monotonic() + LONGEST_START
    while await db.fetch("SELECT FROM audit_waiting LIMIT 1"):
        assert time.monotonic() < until, "nobody seals"
        await asyncio.sleep(0.1)
    await worker.kill()
    return await chain_holds(programs.heads)


async def test_the_database_is_killed(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any]
) -> None:
    """R03: PostgreSQL goes at once, comes back and recovers; the same server goes on, without a restart."""
    recovered: list[float] = []
    with nursery(postgres) as programs:
        async with db.pool(1, 4):
            pairs, _ = await crowd(-(-size(DATABASE_ACKNOWLEDGED) // EACH), phones=1)
        async with asyncio.timeout(120 + size(DATABASE_KILLS) * 30):
            writers = Writers(pairs, PORT, dice, EACH)
            server, worker = await programs.server(PORT), await programs.worker()
            writing = asyncio.create_task(writers.write())
            for when in moments(dice, size(DATABASE_KILLS), len(pairs) * EACH):
                await writers.acknowledged(when, all_of=writing)
                await asyncio.sleep(dice.random() * 0.02)
                postgres.end(dice.choice((signal.SIGKILL, signal.SIGQUIT)))
                began = time.monotonic()
                await asyncio.to_thread(postgres.start)
                await writers.acknowledged(writers.book.acknowledged + 1, all_of=writing)
                recovered.append(time.monotonic() - began)
                async with db.pool(1, 1):
                    await nothing_torn(writers.fresh())
            await writing
            assert server.lives
            assert worker.lives
            told.update(
                kills=size(DATABASE_KILLS), acknowledged=writers.book.acknowledged, **writers.book.counts,
                recovered_median=round(median(recovered), 2), recovered_slowest=round(max(recovered), 2),
            )  # fmt: skip
            async with db.pool(1, 4):
                await threads_whole(writers.book.said)
                in_order(writers.phones)
                await worker.kill()
                told["audit_rows"] = await _sealed(programs)
