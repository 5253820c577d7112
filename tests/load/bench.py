"""make bench: what "my plan" and "plan sharing" cost, beside a bare handler with one indexed query, in the same run.

Figures are medians over rounds in which the three take turns, so a busy machine slows all of them; read the ratios.
A real uvicorn process over a real PostgreSQL with the demo council, once for each size. It writes reports/bench.json.
"""

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from backend.shared import embedded
from backend.shared.config import state_folder
from tests.load import report

ROOT = Path(__file__).resolve().parents[2]
BASE = state_folder(os.environ)
LEDGER_ROWS = 20_000


@dataclass
class Turn:
    """One address under load for some seconds. Seconds of processor: ours, and the database's where /proc tells."""

    requests: int
    seconds: float
    cpu: float
    database_cpu: float
    p95: float


@dataclass
class Figure:
    """Medians over the rounds; `rate` and `cost` are this address over the bare handler in the same round."""

    per_second: float
    cpu_ms: float
    database_ms: float
    p95_ms: float
    rate: float
    cost: float


@contextlib.contextmanager
def council(people: int) -> Iterator[dict[str, str]]:
    """The environment of a fresh demo council of this size, its database running; its folder is gone afterwards."""
    state = BASE / "bench" / str(people)
    if (state / "postgres").exists():  # a benchmark was killed here and its database lives on: leaving stops it
        with embedded.running(state / "postgres"):
            pass
        shutil.rmtree(state)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ONWARD_")}
    environ.pop("DATABASE_URL", None)
    environ.update(ONWARD_STATE=str(state), ONWARD_DEMO="1", PORT=port)
    try:
        with embedded.running(state / "postgres"):
            for command in (["migrate"], ["demo", "--people", str(people)]):
                subprocess.run(
                    [sys.executable, "-m", "backend", *command], cwd=ROOT, env=environ, check=True, timeout=1800
                )
            yield environ
    finally:
        shutil.rmtree(state, ignore_errors=True)


@contextlib.contextmanager
def serving(environ: dict[str, str]) -> Iterator[str]:
    """The address of a server over this council."""
    argv = [sys.executable, "-m", "tests.load.bench_server", environ["PORT"]]
    process = subprocess.Popen(argv, cwd=ROOT, env=environ)
    address = f"http://127.0.0.1:{environ['PORT']}"
    try:
        until = time.monotonic() + 30
        while True:
            try:
                read(address + "/bench/cpu")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise SystemExit("The server did not start.") from None
                time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def read(url: str, cookie: str = "") -> bytes:
    """The body behind this address; raises for anything but 200."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"cookie": cookie}), timeout=60) as answer:  # noqa: S310  our own server
        return bytes(answer.read())


def signed_in(address: str, person: str) -> str:
    """The cookies of this member of the cast. They are Secure, so a cookie jar would not send them over http."""
    ask = urllib.request.Request(  # noqa: S310  our own server
        address + "/api/demo/sign-in",
        json.dumps({"id": person}).encode(),
        {"content-type": "application/json", "sec-fetch-site": "same-origin"},
    )
    with urllib.request.urlopen(ask, timeout=60) as answer:  # noqa: S310
        return "; ".join(line.partition(";")[0] for line in answer.headers.get_all("set-cookie"))


def database_cpu(state: Path) -> float:
    """Seconds of processor that this database's processes have used; 0 where the system has no /proc."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    with contextlib.suppress(OSError, ValueError):
        server = (state / "postgres" / "postmaster.pid").read_text().split()[0]
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = entry.read_text().rpartition(")")[2].split()
                if fields[1] == server or entry.parent.name == server:
                    total += int(fields[11]) + int(fields[12])
    return total / ticks


async def load(url: str, cookie: str, expected: int, seconds: float, at_once: int) -> tuple[int, float, float]:
    """Requests answered, seconds taken and the 95th percentile in seconds; `at_once` kept connections ask without a pause.

    Raises SystemExit when an answer is no 200, or its length is far from `expected`.
    """
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    ask = f"GET /{path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\r\n".encode()
    times: list[float] = []
    started = time.perf_counter()

    async def one() -> None:
        reader, writer = await asyncio.open_connection(name, int(port), limit=1 << 24)
        while (began := time.perf_counter()) < started + seconds:
            writer.write(ask)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            if not head.startswith(b"HTTP/1.1 200") or abs(length - expected) > expected / 10:
                raise SystemExit(f"/{path}: {head[:12].decode()}, {length} bytes where {expected} were expected")
            times.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(one() for _ in range(at_once)))
    times.sort()
    return len(times), time.perf_counter() - started, times[int(0.95 * len(times))]


def turn(address: str, path: str, cookie: str, expected: int, state: Path, seconds: float, at_once: int) -> Turn:
    """One address under load, with what it cost."""
    ours, theirs = float(read(address + "/bench/cpu")), database_cpu(state)
    requests, took, p95 = asyncio.run(load(address + path, cookie, expected, seconds, at_once))
    return Turn(requests, took, float(read(address + "/bench/cpu")) - ours, database_cpu(state) - theirs, p95)


def figures(turns: dict[str, list[Turn]]) -> dict[str, Figure]:
    """Medians and ratios of the rounds."""
    out = {}
    for name, rounds in turns.items():
        beside = turns["bare"]
        pairs = list(zip(rounds, beside, strict=True))
        out[name] = Figure(
            per_second=median(one.requests / one.seconds for one in rounds),
            cpu_ms=median(1000 * one.cpu / one.requests for one in rounds),
            database_ms=median(1000 * one.database_cpu / one.requests for one in rounds),
            p95_ms=median(1000 * one.p95 for one in rounds),
            rate=median((one.requests / one.seconds) / (bare.requests / bare.seconds) for one, bare in pairs),
            cost=median((one.cpu / one.requests) / (bare.cpu / bare.requests) for one, bare in pairs),
        )
    return out


def measured(people: int, rounds: int, seconds: float, at_once: int) -> dict[str, Any]:
    """Everything measured at this size."""
    with council(people) as environ:
        state = Path(environ["ONWARD_STATE"])
        with serving(environ) as address:
            cast = json.loads(read(address + "/api/demo/cast"))["people"]
            cookies = {
                kind: [signed_in(address, one["id"]) for one in cast if one["kind"] == kind]
                for kind in ("young_person", "manager")
            }
            # The young person of the cast with the fullest plan, and the manager with the most young people.
            plans = {cookie: read(address + "/api/plans/mine", cookie) for cookie in cookies["young_person"]}
            boards = {cookie: read(address + "/api/sharing", cookie) for cookie in cookies["manager"]}
            mine = max(plans, key=lambda cookie: len(plans[cookie]))
            board = max(boards, key=lambda cookie: json.loads(boards[cookie])["must_have"])
            young_person = next(one["id"] for one in cast if one["kind"] == "young_person")
            bare = f"/bench/bare/{young_person}"
            asked = {
                "bare": (bare, "", len(read(address + bare))),
                "my plan": ("/api/plans/mine", mine, len(plans[mine])),
                "plan sharing": ("/api/sharing", board, len(boards[board])),
            }
            turns: dict[str, list[Turn]] = {name: [] for name in asked}
            for number in range(rounds + 1):
                for name, (path, cookie, expected) in asked.items():
                    one = turn(address, path, cookie, expected, state, seconds, at_once)
                    if number:  # the first round warms up
                        turns[name].append(one)
        argv = [sys.executable, "-m", "tests.load.bench_server", "ledger", str(LEDGER_ROWS)]
        done = subprocess.run(argv, cwd=ROOT, env=environ, check=True, capture_output=True, text=True, timeout=300)
    return {
        "people": people,
        "on_the_board": json.loads(boards[board])["must_have"],
        "bytes": {name: expected for name, (_, _, expected) in asked.items()},
        "figures": {name: asdict(one) for name, one in figures(turns).items()},
        "ledger": json.loads(done.stdout),
    }


HEADINGS = (
    f"{'':14}{'a second':>10}{'of bare':>9}{'CPU ms':>9}{'times bare':>12}{'database ms':>13}{'p95 ms':>9}{'bytes':>9}"
)


def table(run: dict[str, Any]) -> str:
    """One size as people read it."""
    lines = [f"\n{run['people']:,} young people; the manager's board counts {run['on_the_board']:,}", HEADINGS]
    for name, one in run["figures"].items():
        lines.append(
            f"{name:14}{one['per_second']:10.0f}{one['rate']:9.2f}{one['cpu_ms']:9.2f}{one['cost']:12.1f}"
            f"{one['database_ms']:13.2f}{one['p95_ms']:9.1f}{run['bytes'][name]:9,}"
        )
    lines.append(f"audit: {run['ledger']['seal']:,.0f} rows sealed a second, {run['ledger']['verify']:,.0f} verified")
    return "\n".join(lines)


def main(argv: list[str]) -> int:
    """Measures every size asked for, prints the tables and writes reports/bench.json."""
    parser = argparse.ArgumentParser(prog="make bench", description="What two screens cost beside one bare query.")
    parser.add_argument("--people", type=int, nargs="+", default=[220, 10_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="for each address in each round")
    parser.add_argument("--at-once", type=int, default=8, help="kept connections")
    asked = parser.parse_args(argv)
    runs = [measured(people, asked.rounds, asked.seconds, asked.at_once) for people in asked.people]
    path = report.keep(
        "screens", {"rounds": asked.rounds, "seconds": asked.seconds, "at_once": asked.at_once, "sizes": runs}
    )
    print("\n".join(table(run) for run in runs))
    print(
        f"\nMedians of {asked.rounds} rounds of {asked.seconds:g} s, {asked.at_once} connections at once. Written to {path}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
