"""Who is waiting for news wakes up: one LISTEN connection for each process. A ring only means "look in the table".

Two ways to ring. `ring` is part of a transaction and heard with its commit: for what must not be missed, as the end of a
sign-in. `tell` rings after a commit, for what is told again by itself: PostgreSQL lets transactions with NOTIFY commit
one after the other only (a lock on the whole server, async.c), so that messages would wait for each other's disks.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial

import asyncpg

from backend.shared.db import engine, fetch

CHANNEL = "onward"
HEALTH, AGAIN = 10.0, 1.0
"""Seconds between two looks at a quiet connection, and before a lost one is made again."""
BREATH = 0.02
"""Seconds for which names are gathered before the other processes are told: one statement for all of them."""
_RING = "SELECT pg_notify($1, name) FROM unnest($2::text[]) AS name"


class Bell:
    """Ears by name: a young person's id, or "notices". Names travel through NOTIFY; what happened is in the tables."""

    def __init__(self) -> None:
        self._ears: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._untold: set[str] = set()
        self._any_untold = asyncio.Event()
        self.closing = False
        self.deaf = True

    @contextmanager
    def ear(self, names: Iterable[str]) -> Iterator[asyncio.Event]:
        """An event that is set whenever one of these names rings. Clear it, then read: no ring falls between."""
        event, heard = asyncio.Event(), list(names)
        for name in heard:
            self._ears[name].add(event)
        try:
            yield event
        finally:
            for name in heard:
                self._ears[name].discard(event)
                if not self._ears[name]:
                    del self._ears[name]

    def ring(self, name: str) -> None:
        """Wakes those who listen for this name in this process."""
        for event in self._ears.get(name, ()):
            event.set()

    def tell(self, names: Iterable[str]) -> None:
        """Wakes those who listen here now, and in other processes as soon as the line is free: once, however often told."""
        for name in names:
            self.ring(name)
            self._untold.add(name)
        self._any_untold.set()

    def ring_all(self) -> None:
        """Wakes everyone: we were deaf for a while, or we are closing."""
        for name in list(self._ears):
            self.ring(name)

    def close(self) -> None:
        """Every stream ends itself now; an open one would hold the server's shutdown."""
        self.closing = True
        self.ring_all()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Inside, rings of every process on this database are heard."""
        self.closing = False
        self._untold, self._any_untold = set(), asyncio.Event()
        task = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            self.close()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _heard(self, ours: int, _: object, by: int, __: str, name: object) -> None:
        if by != ours:  # who listens here was woken when it was told
            self.ring(str(name))

    async def _listen(self) -> None:
        while not self.closing:
            connection = None
            try:
                connection = await asyncpg.connect(
                    **engine().config, timeout=5, server_settings={"synchronous_commit": "off"}
                )
                connection.add_termination_listener(lambda _: self._any_untold.set())
                await connection.add_listener(CHANNEL, partial(self._heard, connection.get_server_pid()))
                self.deaf = False
                self.ring_all()
                while not connection.is_closed():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._any_untold.wait(), HEALTH)
                        await asyncio.sleep(BREATH)
                    self._any_untold.clear()
                    # Asked also when nobody was told anything: that finds a half-open socket.
                    names, self._untold = self._untold, set()
                    try:
                        await connection.execute(_RING, CHANNEL, [*names], timeout=5)
                    except BaseException:
                        self._untold |= names
                        raise
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                pass
            finally:
                self.deaf = True
                if connection:
                    connection.terminate()
            await asyncio.sleep(AGAIN)


bell = Bell()


async def ring(*names: object) -> None:
    """These names ring in every process, inside a transaction at its commit: news, or the end of a sign-in."""
    await fetch(_RING, CHANNEL, [str(name) for name in names])


async def tell(*names: object) -> None:
    """These names ring in every process, for what is committed already. Never fails: what is kept is kept.

    A process that dies before the others are told, or that cannot reach the database, leaves it to the notice of what
    happened: whoever claims that, some seconds later, tells again (notifications.jobs).
    """
    if bell.deaf:  # a command, or a test: there is no line of its own
        with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await ring(*names)
    else:
        bell.tell(str(name) for name in names)
