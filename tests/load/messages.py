"""make bench: messages a second, and the time from sending to the other person's screen, beside two other ways.

Four take turns in one run, on one PostgreSQL with fsync on: the raw database (the same rows in the plainest statement,
asyncpg, prepared, kept connections), the whole of Onward as `serve` runs it, and matrix-synapse on our PostgreSQL and
on its own SQLite. The same client and the same words for all; limits lifted for both servers. Read the ratios.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import asyncpg
import uvloop

from backend.shared import clock, db, embedded
from backend.shared.config import state_folder
from backend.shared.ids import new_id

BASE = state_folder(os.environ)  # before the tests' own settings come

from tests.faults.crowd import Pair, crowd  # noqa: E402
from tests.faults.ground import ground  # noqa: E402
from tests.faults.wire import Wire  # noqa: E402
from tests.load import raw, report, synapse  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WRITERS = (1, 8)
WORDS = "Can we move Tuesday to four o'clock? I'm at college until three and the bus takes half an hour."
RAW, OURS, ON_POSTGRES, ON_SQLITE = "raw", "onward", "synapse, PostgreSQL", "synapse, SQLite"
Step = Callable[[], Awaitable[Awaitable[float] | None]]
"""One message more, sent when this comes back. With it comes what tells, later, after how many seconds it stood on the
other person's screen, where there is one."""


@dataclass
class Turn:
    """What one of the four did in its seconds."""

    messages: int
    seconds: float
    waits: list[float]


@dataclass
class Figure:
    """Medians over the rounds: messages a second, milliseconds until read; `of_raw`, `of_synapse`: ratios of a round."""

    per_second: float
    p50_ms: float | None
    p99_ms: float | None
    of_raw: float
    times_postgres: float
    times_sqlite: float


class Screen:
    """The other person: their stream or sync stays open, and it tells when each message came."""

    def __init__(self) -> None:
        self.came: dict[str, asyncio.Future[float]] = {}

    async def shown(self, name: str, since: float = 0) -> float:
        """How long after `since` the message of this name was on the screen; at most 30 seconds are waited for it."""
        found = await asyncio.wait_for(self._at(name), 30)
        del self.came[name]
        return found - since

    def shows(self, name: str) -> None:
        """It is here. The reader may have it before the writer has its answer."""
        at = self._at(name)
        if not at.done():
            at.set_result(time.perf_counter())

    def _at(self, name: str) -> asyncio.Future[float]:
        return self.came.setdefault(name, asyncio.get_running_loop().create_future())


class Ours:
    """One young person who writes, and their adviser's screen."""

    def __init__(self, pair: Pair, port: int) -> None:
        self.pair, self.screen = pair, Screen()
        self.wire, self.stream = Wire(port, pair.phones[0].headers), Wire(port, pair.desk.headers)

    async def watch(self) -> None:
        """Reads the adviser's stream for as long as it is open."""
        reader, writer = await self.stream.connected()
        writer.write(self.stream.bytes_of("GET", f"/api/messages/stream?at={self.pair.young_person}:0"))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head[:16], head
        self.screen.shows("open")
        while True:
            line = await reader.readuntil(b"\n")
            if line.startswith(b"data:") and b'"message"' in line:
                self.screen.shows(json.loads(line[5:])["message"]["id"])

    async def step(self) -> Awaitable[float]:
        """As the phone does it: an id of its own, and "sent" when the server says so."""
        id, began = str(new_id()), time.perf_counter()
        body = {"id": id, "words": WORDS, "written_at": clock.now().isoformat()}
        status, _, said = await self.wire.ask(self.wire.bytes_of("POST", "/api/messages/mine/adviser", body))
        assert status == 201, said
        return self.screen.shown(id, began)


class Theirs:
    """The same two on synapse: a room of two, and the other one's sync."""

    def __init__(self, address: str, number: int) -> None:
        writer, reader = (synapse.a_user(address, f"{who}{number}") for who in ("writer", "reader"))
        self.room = synapse.a_room(address, writer, reader)
        port, self.screen = int(address.rpartition(":")[2]), Screen()
        self.wire, self.stream = (
            Wire(port, {"host": f"127.0.0.1:{port}", "authorization": f"Bearer {token}"})
            for token in (writer[1], reader[1])
        )

    async def watch(self) -> None:
        """The reader's sync, again and again from where the last one ended."""
        since = ""
        while True:
            path = f"/_matrix/client/v3/sync?timeout={30000 if since else 0}" + (f"&since={since}" if since else "")
            status, _, said = await self.stream.ask(self.stream.bytes_of("GET", path))
            assert status == 200, said
            told = json.loads(said)
            for room in told.get("rooms", {}).get("join", {}).values():
                for event in room["timeline"]["events"]:
                    self.screen.shows(event["event_id"])
            if not since:
                self.screen.shows("open")
            since = told["next_batch"]

    async def step(self) -> Awaitable[float]:
        """One message, under a transaction id of its own."""
        began = time.perf_counter()
        path = f"/_matrix/client/v3/rooms/{self.room}/send/m.room.message/{new_id()}"
        status, _, said = await self.wire.ask(self.wire.bytes_of("PUT", path, {"msgtype": "m.text", "body": WORDS}))
        assert status == 200, said
        return self.screen.shown(json.loads(said)["event_id"], began)


async def turn(steps: list[Step], seconds: float) -> Turn:
    """All of these at once for some seconds, each one message after another; the last ones are waited for."""
    began = time.perf_counter()
    screens: list[Awaitable[float]] = []

    async def one(step: Step) -> int:
        sent = 0
        while time.perf_counter() < began + seconds:
            screen = await step()
            sent += 1
            if screen is not None:
                screens.append(screen)
        return sent

    sent = sum(await asyncio.gather(*(one(step) for step in steps)))
    took = time.perf_counter() - began
    return Turn(sent, took, list(await asyncio.gather(*screens)))


def raw_steps(connections: list[asyncpg.Connection], pairs: list[Pair]) -> list[Step]:
    """One kept connection for each writer, each with a thread of its own."""
    return [raw.writer(one, pair) for one, pair in zip(connections, pairs, strict=True)]


async def measured(port: int, addresses: dict[str, str], pairs: list[Pair], asked: argparse.Namespace) -> dict:
    """Every turn of every round, at each number of writers."""
    async with asyncio.TaskGroup() as group:
        connections = [await raw.connected() for _ in range(max(WRITERS))]
        sides: dict[str, list] = {OURS: [Ours(pair, port) for pair in pairs[: max(WRITERS)]]}
        for name, address in addresses.items():
            sides[name] = [await asyncio.to_thread(Theirs, address, number) for number in range(max(WRITERS))]
        watching = [group.create_task(one.watch()) for side in sides.values() for one in side]
        for side in sides.values():
            for one in side:
                await one.screen.shown("open")
        steps: dict[str, list[Step]] = {name: [one.step for one in side] for name, side in sides.items()}
        steps[RAW] = raw_steps(connections, pairs[max(WRITERS) : 2 * max(WRITERS)])
        turns: dict[int, dict[str, list[Turn]]] = {writers: {name: [] for name in steps} for writers in WRITERS}
        for number in range(asked.rounds + 1):
            for writers, kept in turns.items():
                for name, all_steps in steps.items():
                    for side in sides.get(name, []):
                        side.wire.cut()  # idle since the last turn, the server may be closing it right now
                    one = await turn(all_steps[:writers], asked.seconds)
                    if number:  # the first round warms up
                        kept[name].append(one)
        for task in watching:
            task.cancel()
        for connection in connections:
            await connection.close()
    return turns


def figures(turns: dict[str, list[Turn]]) -> dict[str, Figure]:
    """Medians, and ratios within each round."""

    def rates(name: str) -> list[float]:
        return [one.messages / one.seconds for one in turns[name]]

    def ratio(name: str, beside: str) -> float:
        if beside not in turns:
            return float("nan")
        return median(a / b for a, b in zip(rates(name), rates(beside), strict=True))

    def waited(name: str, share: float) -> float | None:
        rounds = [sorted(one.waits) for one in turns[name] if one.waits]
        return median(1000 * waits[int(share * (len(waits) - 1))] for waits in rounds) if rounds else None

    return {
        name: Figure(
            median(rates(name)), waited(name, 0.5), waited(name, 0.99), ratio(name, RAW), ratio(name, ON_POSTGRES),
            ratio(name, ON_SQLITE),
        )
        for name in turns
    }  # fmt: skip


def table(writers: int, found: dict[str, Figure]) -> str:
    """One number of writers as people read it."""
    lines = [
        f"\n{writers} writer{'s' if writers > 1 else ''}",
        f"{'':22}{'a second':>10}{'of raw':>9}{'x syn. PG':>11}{'x syn. SQLite':>15}{'p50 ms':>9}{'p99 ms':>9}",
    ]
    for name, one in found.items():
        waits = "".join(f"{wait:9.1f}" if wait is not None else f"{'':9}" for wait in (one.p50_ms, one.p99_ms))
        lines.append(
            f"{name:22}{one.per_second:10.0f}{one.of_raw:9.2f}{one.times_postgres:11.1f}{one.times_sqlite:15.1f}{waits}"
        )
    return "\n".join(lines)


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Onward's port, with its worker, as one process: the default. Only the pace of one account is lifted."""
    port = free_port()
    argv = [sys.executable, "-m", "tests.load.bench_server", "unpaced"]
    with (folder / "onward.log").open("wb") as words:
        process = subprocess.Popen(
            argv, cwd=ROOT, env={**os.environ, "PORT": str(port), "ONWARD_AUDIT_HEADS": str(folder / "heads.jsonl")},
            stdout=words, stderr=words,
        )  # fmt: skip
        try:
            until = time.monotonic() + 60
            while not listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit("Onward did not start:\n" + (folder / "onward.log").read_text()[-2000:])
                time.sleep(0.1)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main(argv: list[str]) -> int:
    """Measures, prints the tables and writes reports/bench.json."""
    parser = argparse.ArgumentParser(prog="make bench", description="Messages beside the database's limit and a peer.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="for each of the four in each round")
    parser.add_argument("--no-synapse", action="store_true")
    asked = parser.parse_args(argv)
    python = None if asked.no_synapse else synapse.installed(BASE)
    with ground("bench") as postgres, ExitStack() as stack:
        folder, addresses = postgres.folder.parent, {}
        if python:
            asyncio.run(synapse.database("synapse", embedded.local_address("postgres", postgres.folder)))
            for name, database in ((ON_POSTGRES, (str(postgres.folder), "synapse")), (ON_SQLITE, None)):
                addresses[name] = stack.enter_context(
                    synapse.running(python, folder / f"peer{len(addresses)}", free_port(), database)
                )
        port = stack.enter_context(serving(folder))

        async def go() -> dict:
            async with db.pool(1, 4):
                pairs, _ = await crowd(2 * max(WRITERS), phones=1)
            return await measured(port, addresses, pairs, asked)

        turns = uvloop.run(go())
    found = {writers: figures(kept) for writers, kept in turns.items()}
    path = report.keep(
        "messages",
        {"rounds": asked.rounds, "seconds": asked.seconds, "peer": synapse.PACKAGES[0]}
        | {f"{writers} writers": {name: asdict(one) for name, one in kept.items()} for writers, kept in found.items()},
    )
    print("\n".join(table(writers, kept) for writers, kept in found.items()))
    print(f"\nMedians of {asked.rounds} rounds of {asked.seconds:g} s, turn about. Written to {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
