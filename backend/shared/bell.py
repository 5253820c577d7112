"""Who is waiting for news wakes up: one LISTEN connection for each process. A ring only means "look in the table"."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import asyncpg

from backend.shared.db import engine, fetch

CHANNEL = "onward"
HEALTH, AGAIN = 10.0, 1.0
"""Seconds between two looks at a quiet connection, and before a lost one is made again."""


class Bell:
    """Ears by name: a young person's id, or "notices". Names travel through NOTIFY; what happened is in the tables."""

    def __init__(self) -> None:
        self._ears: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
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
        task = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            self.close()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _listen(self) -> None:
        while not self.closing:
            connection, lost = None, asyncio.Event()
            try:
                connection = await asyncpg.connect(**engine().config, timeout=5)
                connection.add_termination_listener(lambda _, lost=lost: lost.set())
                await connection.add_listener(CHANNEL, lambda _c, _p, _ch, name: self.ring(str(name)))
                self.deaf = False
                self.ring_all()
                while not lost.is_set():
                    try:
                        await asyncio.wait_for(lost.wait(), HEALTH)
                    except TimeoutError:
                        await connection.execute("SELECT 1", timeout=5)  # finds a half-open socket
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
    await fetch("SELECT pg_notify($1, name) FROM unnest($2::text[]) AS name", CHANNEL, [str(name) for name in names])
