"""What is offered on a day, as it was known at an instant: the country's pack with this council's version upon it.

Public words: whoever asks gets the same. Versions never change, so what was merged once is kept for the process.
"""

from collections import OrderedDict
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from backend.entitlements.checking.packs import check_line
from backend.entitlements.engine.lines import LocalLine, Pot, Right, Version, Wrong
from backend.entitlements.engine.merging import merged
from backend.entitlements.engine.reading import line_of, national
from backend.entitlements.queries.offer_rows import Content, content, row_in_force
from backend.entitlements.schemas import LineIn
from backend.shared.viewer import Viewer

KEPT = 12
_merged: OrderedDict[tuple[UUID | None, date], "Offered"] = OrderedDict()


class Offered(msgspec.Struct, frozen=True):
    """All rights on a day. `number`: the version that holds, 0 for none; `version` and `published_at` are then None.

    `said`: the rights of which this council says anything.
    """

    version: UUID | None
    number: int
    published_at: datetime | None
    on: date
    rights: list[Right]
    said: frozenset[str]

    def by_id(self) -> dict[str, Right]:
        """The rights by their ids."""
        return {right.id: right for right in self.rights}


async def offer_lines(viewer: Viewer, on: date, known_at: datetime) -> Version | None:
    """This council's lines and pots in force on that day as known at that instant; None where it has no offer then."""
    row = await row_in_force(on, known_at)
    return _version(content(row), row["number"], row["published_at"], row["from_on"]) if row else None


async def offered(viewer: Viewer, on: date | None = None, known_at: datetime | None = None) -> Offered:
    """Every right of that day, as known at that instant; of today, as known now, where they are not said."""
    day = on or viewer.today
    row = await row_in_force(day, known_at or viewer.now)
    key = (row["id"] if row else None, day)  # never the number: one that was rolled back comes again with other words
    if key not in _merged:
        number, at = (row["number"], row["published_at"]) if row else (0, None)
        said = content(row)
        _merged[key] = Offered(key[0], number, at, day, by_the(said, day), said.rights())
        while len(_merged) > KEPT:
            _merged.popitem(last=False)
    return _merged[key]


def by_the(said: Content, on: date) -> list[Right]:
    """Every right of that day where this is the offer, whether it was ever published or not.

    A line that is wrong is left out: the country's words stand there until it is put right.
    """
    always = datetime.min.replace(tzinfo=UTC)
    laws = {**national().laws, **{law.law: law.in_force for law in said.laws}}
    return merged(national(), [_version(said, 1, always, date.min)], on, always, laws)


def wrong_by_itself(line: LineIn, said: Content) -> tuple[Wrong, ...]:
    """What the engine finds wrong with this line, whatever the day."""
    return _wrong(msgspec.json.encode(line), pots_of(said))


@lru_cache(maxsize=1024)
def _wrong(line: bytes, pots: tuple[Pot, ...]) -> tuple[Wrong, ...]:
    """Asked for each line of a page, over and over; the pack is one and the same as long as the process lives."""
    return tuple(check_line(msgspec.json.decode(line), national(), pots))


def pots_of(said: Content) -> tuple[Pot, ...]:
    """The pots as the engine takes them."""
    return tuple(Pot(pot.id, pot.title, pot.pence) for pot in said.pots)


def _version(said: Content, number: int, published_at: datetime, from_on: date) -> Version:
    lines: list[LocalLine] = [
        line_of(msgspec.to_builtins(line)) for line in said.lines if not wrong_by_itself(line, said)
    ]
    return Version(number, published_at, from_on, tuple(lines), pots_of(said))
