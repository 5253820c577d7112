import asyncio
import threading
import time

import pytest

from backend.identity import hashing
from backend.shared.problems import Busy


async def test_a_hash_has_our_cost_and_a_salt_of_its_own() -> None:
    with hashing.place():
        one, two = await hashing.make(b"secret"), await hashing.make(b"secret")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != two
    assert await hashing.matches(one, b"secret")
    assert not await hashing.matches(one, b"Secret")
    assert not await hashing.matches("broken", b"secret")
    assert not await hashing.matches(None, b"secret")
    assert await hashing.renewed(one, b"secret") is None


async def test_nobodys_hash_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = hashing._verify

    def watched(known: str, secret: bytes) -> bool:
        looked.append(known)
        return real(known, secret)

    monkeypatch.setattr(hashing, "_verify", watched)
    await hashing.matches(None, b"secret")
    assert looked == [hashing.NOBODYS]
    assert hashing.NOBODYS.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_as_many_at_once_as_there_are_cores_then_a_queue_then_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = most = 0
    lock = threading.Lock()

    def slow(known: str, secret: bytes) -> bool:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with lock:
            inside -= 1
        return True

    monkeypatch.setattr(hashing, "_verify", slow)

    async def one() -> str:
        try:
            with hashing.place():
                await hashing.matches("known", b"secret")
        except Busy as busy:
            return f"wait {busy.more['wait_seconds']}"
        return "done"

    room = hashing.CORES + hashing.QUEUE
    outcomes = await asyncio.gather(*(one() for _ in range(room + 5)))
    assert (outcomes.count("done"), outcomes.count("wait 3")) == (room, 5)
    assert most <= hashing.CORES
    assert await one() == "done", "places come back"
