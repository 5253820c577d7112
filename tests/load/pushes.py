"""make bench: pushes a second through our sender, beside a plain loop of pywebpush.webpush(), to one service on this machine.

The service is a process of its own. First it answers 201 at once, so what is measured is the sender alone: encrypting,
signing, HTTP. Then it answers after 20 ms, as one in a data centre does: waiting is what a loop does with its time, and
what many at once hide. Turn about, medians, ratios.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

import uvloop
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPusher, webpush

from backend.notifications import rules
from backend.notifications.connections import Connections
from backend.notifications.push import SIZE, Sender, payload
from tests.load import report
from tests.push_service import Browser

LOOP, ONE, MANY = "webpush() in a loop", "ours, one at a time", "ours, 16 at once"
AT_ONCE, PHONES = 16, 200
AWAY = {"at once": 0.0, "20 ms away": 0.02}
"""How long the service takes to answer, in seconds, under the name of the table."""
KEY = b"thirty-two bytes of a tester's m"
CONTACT = "mailto:onward@tidewater.gov.uk"
TTL = int(rules.KINDS["message"].ttl.total_seconds())


@dataclass
class Figure:
    """Medians over the rounds. Milliseconds of our own processor for one push; `times`: of webpush() in the same round."""

    per_second: float
    cpu_ms: float
    times: float


async def service(away: float) -> None:
    """Takes every push and answers after so many seconds, on a port of its choice, which it prints."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
                assert len(await reader.readexactly(length)) == SIZE + 103
                if away:
                    await asyncio.sleep(away)
                writer.write(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n")
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def serving(away: float) -> Iterator[str]:
    """Its origin while it runs."""
    argv = [sys.executable, "-m", "tests.load.pushes", "--service", str(away)]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.wait(10)


def notice() -> dict[str, Any]:
    """What every push says."""
    return payload("https://onward.example.gov.uk", opens=f"/open/{'0' * 36}", body="You have something new.",
                   tag="t" * 32, badge=2)  # fmt: skip


def looped(phones: list[dict[str, Any]], seconds: float) -> tuple[int, float, float]:
    """The library's own way: pushes, seconds, seconds of processor. Padded as ours, for equal bytes."""
    vapid, data = _vapid(), json.dumps(notice()).ljust(SIZE)
    sent, began, cpu = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() < began + seconds:
        to = phones[sent % len(phones)]
        webpush(
            {"endpoint": to["endpoint"], "keys": {"p256dh": to["p256dh"], "auth": to["auth"]}}, data,
            vapid_private_key=vapid, vapid_claims={"sub": CONTACT}, ttl=TTL,
        )  # fmt: skip
        sent += 1
    return sent, time.perf_counter() - began, time.process_time() - cpu


def ours(phones: list[dict[str, Any]], origin: str, seconds: float, at_once: int) -> tuple[int, float, float]:
    """Our sender, with the connections it keeps."""

    async def go() -> tuple[int, float, float]:
        http = Connections(origin)
        sender = Sender(http, {1: KEY}, CONTACT, local=origin)

        async def one(number: int) -> int:
            sent = 0
            while time.perf_counter() < began + seconds:
                to = phones[(number + sent * at_once) % len(phones)]
                answer = await sender.send(to, 1, notice(), ttl=TTL, topic="t" * 32)
                assert answer.status == 201, answer
                sent += 1
            return sent

        # The connection and the claims are there before the clock runs.
        await sender.send(phones[0], 1, notice(), ttl=TTL, topic="t" * 32)
        began, cpu = time.perf_counter(), time.process_time()
        sent = sum(await asyncio.gather(*(one(number) for number in range(at_once))))
        found = sent, time.perf_counter() - began, time.process_time() - cpu
        await http.aclose()
        return found

    return uvloop.run(go())


def encryption(phones: list[dict[str, Any]], many: int = 500) -> float:
    """Milliseconds of processor to encrypt one payload (RFC 8291)."""
    data, began = json.dumps(notice()).encode().ljust(SIZE), time.process_time()
    for number in range(many):
        to = phones[number % len(phones)]
        WebPusher({"endpoint": to["endpoint"], "keys": {"p256dh": to["p256dh"], "auth": to["auth"]}}).encode(data)
    return 1000 * (time.process_time() - began) / many


def _vapid() -> Vapid02:
    return Vapid02(ec.derive_private_key(int.from_bytes(KEY, "big"), ec.SECP256R1()))


def measured(away: float, asked: argparse.Namespace) -> tuple[dict[str, Figure], float]:
    """Every way beside the loop, to a service so far away; and the milliseconds that encrypting one takes."""
    with serving(away) as origin:
        phones = [Browser(f"{origin}/p/{number}").subscription() for number in range(PHONES)]
        ways: dict[str, Callable[[], tuple[int, float, float]]] = {
            LOOP: lambda: looped(phones, asked.seconds),
            ONE: lambda: ours(phones, origin, asked.seconds, 1),
            MANY: lambda: ours(phones, origin, asked.seconds, AT_ONCE),
        }
        rounds: dict[str, list[tuple[int, float, float]]] = {name: [] for name in ways}
        encrypting = []
        for number in range(asked.rounds + 1):
            for name, way in ways.items():
                found = way()
                if number:  # the first round warms up
                    rounds[name].append(found)
            encrypting.append(encryption(phones))
    figures = {
        name: Figure(
            median(sent / took for sent, took, _ in turns),
            median(1000 * cpu / sent for sent, _, cpu in turns),
            median((a / b) / (c / d) for (a, b, _), (c, d, _) in zip(turns, rounds[LOOP], strict=True)),
        )
        for name, turns in rounds.items()
    }
    return figures, median(encrypting)


def main(argv: list[str]) -> int:
    """Measures, prints the tables and writes reports/bench.json."""
    parser = argparse.ArgumentParser(prog="make bench", description="Our push sender beside pywebpush's own function.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="for each way in each round")
    parser.add_argument("--service", type=float, help="be the service, and answer after so many seconds")
    asked = parser.parse_args(argv)
    if asked.service is not None:
        uvloop.run(service(asked.service))
        return 0
    kept: dict[str, Any] = {"rounds": asked.rounds, "seconds": asked.seconds}
    for where, away in AWAY.items():
        found, encrypt = measured(away, asked)
        share = encrypt / found[MANY].cpu_ms
        kept[where] = {"encrypting_ms": encrypt, "share_encrypting": share}
        kept[where] |= {name: asdict(one) for name, one in found.items()}
        print(f"\n{f'a service {where}':26}{'a second':>10}{'CPU ms':>9}{'times webpush()':>17}")
        for name, one in found.items():
            print(f"{name:26}{one.per_second:10.0f}{one.cpu_ms:9.2f}{one.times:17.1f}")
        print(f"encrypting one takes {encrypt:.2f} ms: {share:.0%} of our processor time for a push")
    path = report.keep("pushes", kept)
    print(f"\nMedians of {asked.rounds} rounds of {asked.seconds:g} s, turn about. Written to {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
