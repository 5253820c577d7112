"""Argon2id for PINs and passwords (safety.md 4.4): as many at once as there are cores, a short queue, then Busy."""

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from backend.shared.problems import Busy

# 19 MiB, two passes, one lane: the floor of safety.md 4.4. The library's own default takes 64 MiB and four lanes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16, type=Type.ID)
CORES = os.cpu_count() or 1
QUEUE = 32
_threads = ThreadPoolExecutor(max_workers=CORES, thread_name_prefix="argon2")
_inside = 0
# Somebody who is not there costs the same work as somebody who is.
NOBODYS = _hasher.hash(os.urandom(32))


@contextmanager
def place() -> Iterator[None]:
    """Keeps a place in the queue; raises Busy when it is full. Taken before a try is counted, so that a full server costs nobody a try."""
    global _inside
    if _inside >= CORES + QUEUE:
        raise Busy("Try again in a few seconds.", wait_seconds=3)
    _inside += 1
    try:
        yield
    finally:
        _inside -= 1


async def make(secret: bytes) -> str:
    """The Argon2id hash of this secret with a salt of its own. Call it inside `place()`."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, secret)


async def matches(known: str | None, secret: bytes) -> bool:
    """Whether this secret made this hash; nobody's hash (None) takes the same work and never matches. Inside `place()`."""
    right = await asyncio.get_running_loop().run_in_executor(_threads, _verify, known or NOBODYS, secret)
    return right and known is not None


async def renewed(known: str, secret: bytes) -> str | None:
    """A fresh hash of a secret just found right, when `known` was made with older parameters; else None."""
    return await make(secret) if _hasher.check_needs_rehash(known) else None


def _verify(known: str, secret: bytes) -> bool:
    try:
        return _hasher.verify(known, secret)
    except (VerificationError, InvalidHashError):
        return False
