"""How one right stands for one person, as it is kept: with the mark of what went in, and the day to reckon it again. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b, sha256

from backend.entitlements.engine.facts import Answer, Facts
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.standing import next_change

REACHES = frozenset({"can", "ends_soon", "may"})
"""Standings that can end: it reaches them now, or it may."""
NEVER = date(9999, 12, 31)
"""No day that we know of changes it."""
ROW, ROOM = 136, 1024
"""Bytes that one right takes at most, and the steps in which what is kept of a person grows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One right. `shown`: it stands so too without private answers that nobody else may see.

    `next_on`: the first day it must be reckoned again. `mark`: of the right's rule and the facts that went in.
    """

    right_id: str
    standing: str
    from_on: date | None
    until_on: date | None
    shown: bool
    next_on: date
    mark: bytes


def packed(kept: Iterable[Kept]) -> bytes:
    """All that is kept of one person, to be sealed. Its length says how many rights there are, and not how they stand."""
    rows = [
        [one.right_id, one.standing, one.from_on and one.from_on.isoformat(), one.until_on and one.until_on.isoformat(),
         one.shown, one.next_on.isoformat(), one.mark.hex()]
        for one in kept
    ]  # fmt: skip
    longest = len(rows) * ROW
    return json.dumps(rows, separators=(",", ":")).encode().ljust(-(-longest // ROOM) * ROOM)


def unpacked(kept: bytes) -> dict[str, Kept]:
    """What `packed` made, by the right's id."""
    return {
        id: Kept(id, standing, _day(from_on), _day(until_on), shown, date.fromisoformat(next_on), bytes.fromhex(mark))
        for id, standing, from_on, until_on, shown, next_on, mark in json.loads(kept)
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


class Marks:
    """The marks of what goes into each right for one person: the same facts, the same mark.

    `key`: the council's own; without it whoever has the rows could try every answer until the mark fits.
    """

    def __init__(
        self,
        life: object,
        own: Mapping[str, tuple[Answer, ...]],
        council: Mapping[str, tuple[Answer, ...]],
        hidden: frozenset[str],
        key: bytes = b"",
    ) -> None:
        self.key = key
        self.life = repr(life)
        self.said = {
            fact: repr((fact, own.get(fact), council.get(fact), fact in hidden)) for fact in own.keys() | council.keys()
        }

    def of(self, right: Right) -> bytes:
        """Eight bytes that change whenever the right, or a fact that it asks for, does."""
        said = (self.said[fact] for fact in sorted(right.facts) if fact in self.said)
        return blake2b("\n".join((right.mark, self.life, *said)).encode(), digest_size=8, key=self.key).digest()


def pack_mark(rights: Iterable[Right]) -> str:
    """One mark of all these rights together."""
    return sha256("".join(right.mark for right in rights).encode()).hexdigest()


def next_day(right: Right, sides: Iterable[Facts | None], on: date) -> date:
    """The first day after this one on which it must be reckoned again, by any of these facts; NEVER when there is none."""
    return min((day for facts in sides if facts and (day := next_change(right, facts, on))), default=NEVER)
