"""Chance that falls the same way every time: numbers and ids that depend on the seed and on a name alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Dice:
    """One source of chance for one thing, so that a change in one life moves no other."""

    def __init__(self, seed: int, *name: object) -> None:
        self._name = f"{seed}:{':'.join(map(str, name))}"
        self._random = Random(self._name)  # noqa: S311  made-up people need no secrets
        self._ids = 0

    def chance(self, share: float) -> bool:
        """True for this share of all throws, 0 to 1."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def one_of(self, things: Sequence[T]) -> T:
        """Any of these, each as likely."""
        return self._random.choice(things)

    def by_share(self, shares: Mapping[T, float]) -> T:
        """One key, as often as its share says; the shares need not add up to one."""
        return self._random.choices(list(shares), weights=list(shares.values()))[0]

    def some_of(self, things: Sequence[T], count: int) -> list[T]:
        """So many different ones, or all there are."""
        return self._random.sample(things, min(count, len(things)))

    def id(self, at: datetime) -> UUID:
        """The next id of this source, shaped as a UUIDv7 (RFC 9562 section 5.7) made at `at`."""
        self._ids += 1
        random = int.from_bytes(blake2b(f"{self._name}#{self._ids}".encode(), digest_size=10).digest())
        return UUID(
            int=int(at.timestamp() * 1000) << 80 | 7 << 76 | (random >> 68) << 64 | 2 << 62 | random & (1 << 62) - 1
        )

    def secret(self, size: int = 32) -> bytes:
        """The next so many bytes of this source. They look random and are not: for rows that open nothing."""
        self._ids += 1
        return blake2b(f"{self._name}!{self._ids}".encode(), digest_size=size).digest()
