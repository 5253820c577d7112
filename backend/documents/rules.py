"""How a paper stands: held or not, late or not, whose turn. Pure; today is an argument."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from backend.documents.checklist import Item, days_of, papers
from backend.documents.voices import (
    APPLIED_FOR,
    LOST,
    NOBODY_SAID,
    NOT_NEEDED,
    NOT_STARTED,
    UNDER_WAY,
    YOUNG_PERSON,
    Voices,
)
from backend.shared.dates import add_months, birthday

WITH_YOU, YOUR_TURN, GOING, LATE, TO_COME = "with_you", "your_turn", "going", "late", "to_come"

IMMIGRATION = "immigration"
RENEW_FROM = 6
"""Months before leave to stay ends from which its papers are somebody's turn again."""
GAP_AGE = papers()["photo_id"].have_by  # 17 and a half, by which a manager wants no gap
LEAVE_FROM, LEAVE_BEFORE = date(1990, 1, 1), date(2100, 1, 1)
"""Days of leave outside are slips of the pen: months cannot even be counted from the first days of the calendar."""
FRESH_PRIVATE = timedelta(minutes=2)
"""How old the unlock may be for what its owner alone may see (safety.md 4.5)."""


@dataclass(slots=True)
class Kept:
    """Whether one paper is needed and held, and by when it is due: all that a list of many people asks for."""

    item: Item
    status: str
    needed: bool
    held: bool
    have_by: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One paper on one day: see schemas.Paper."""

    item: Item
    status: str
    needed: bool
    held: bool
    differs: bool
    start_on: date | None
    have_by: date | None
    days_left: int | None
    standing: str
    next_who: str | None
    renews: bool


def leave_day_fits(day: date | None) -> bool:
    """Whether leave to stay could end on this day; no day fits always."""
    return day is None or LEAVE_FROM <= day < LEAVE_BEFORE


def needed(item: Item, voices: Voices, *, stated: bool = False) -> bool:
    """Whether they need it: everybody does, but for what only some need, where somebody must have said so.

    `stated`: elsewhere, as leave to stay is.
    """
    silent = voices.owner is None and voices.council is None and not stated
    return voices.status != NOT_NEEDED and not (item.only_some and silent)


def kept(
    item: Item,
    voices: Voices,
    born_on: date,
    today: date,
    *,
    expires_on: date | None = None,
    stated: bool = False,
) -> Kept:
    """Whether whoever was born then needs and holds it. `expires_on`: the last day of their leave, where that is known."""
    return Kept(
        item,
        voices.status,
        needed(item, voices, stated=stated or expires_on is not None),
        voices.held and (expires_on is None or today <= expires_on),
        days_of(born_on)[item.kind][1] or expires_on,
    )


def stands(
    item: Item, voices: Voices, born_on: date, today: date, *, expires_on: date | None = None, stated: bool = False
) -> Standing:
    """How this paper stands for whoever was born then. `expires_on`: the last day of their leave, where that is known."""
    it = kept(item, voices, born_on, today, expires_on=expires_on, stated=stated)
    start, have_by = days_of(born_on)[item.kind][0], it.have_by
    grown = today >= birthday(born_on, 18)
    left = (have_by - today).days if have_by else None
    renews = (
        expires_on is not None and add_months(expires_on, -RENEW_FROM) <= today and voices.status not in APPLIED_FOR
    )
    who = _who_next(item, voices, start is None or start <= today, renews=renews)
    how = NOT_NEEDED
    if it.needed:
        late = _late(voices, have_by, expires_on, today, grown)
        ended = expires_on is not None and expires_on < today
        how = LATE if ended else _standing(voices, late=late, who=who, renews=renews)
    blames = grown and left is not None and left < 0 and expires_on is None
    return Standing(
        item=item,
        status=it.status,
        needed=it.needed,
        held=it.held,
        differs=voices.differs,
        start_on=start,
        have_by=have_by,
        days_left=None if blames else left,
        standing=how,
        next_who=None if how in (WITH_YOU, NOT_NEEDED) else who,
        renews=renews,
    )


def _late(voices: Voices, have_by: date | None, expires_on: date | None, today: date, grown: bool) -> bool:
    """The day of somebody's step has passed, or its own day has and nobody has a step with a day to come.

    From 18 on nobody is late for a day of their childhood.
    """
    if expires_on is not None:
        return expires_on < today
    step = voices.step
    if step is not None and step.next_by is not None and step.next_who != YOUNG_PERSON:
        return step.next_by < today
    return not grown and have_by is not None and have_by < today


def _who_next(item: Item, voices: Voices, begun: bool, *, renews: bool) -> str | None:
    """Who does the next step. To renew is its owner's to begin: their adviser may not even know that it ends."""
    if voices.asked:
        return YOUNG_PERSON
    if step := voices.step:
        return step.next_who
    if renews:
        return YOUNG_PERSON
    return item.starts if begun and voices.status in (NOT_STARTED, LOST) else None


def _standing(voices: Voices, *, late: bool, who: str | None, renews: bool) -> str:
    if voices.held and who != YOUNG_PERSON:
        return GOING if renews else WITH_YOU
    if who == YOUNG_PERSON:
        return YOUR_TURN
    if late:
        return LATE
    return GOING if voices.step or voices.status in UNDER_WAY else TO_COME


def list_of(
    born_on: date,
    said: Mapping[str, Voices],
    today: date,
    *,
    expires_on: date | None = None,
    stated: bool = False,
) -> list[Standing]:
    """Every paper of whoever was born then, in the order of the checklist. `stated`: they have leave to stay."""
    return _each(stands, born_on, said, today, expires_on, stated)


def kept_of(
    born_on: date,
    said: Mapping[str, Voices],
    today: date,
    *,
    expires_on: date | None = None,
    stated: bool = False,
) -> list[Kept]:
    """The same list as `list_of`, as far as it says who needs and holds what."""
    return _each(kept, born_on, said, today, expires_on, stated)


Paper = TypeVar("Paper", Kept, Standing)


def _each(
    how: Callable[..., Paper],
    born_on: date,
    said: Mapping[str, Voices],
    today: date,
    expires_on: date | None,
    stated: bool,
) -> list[Paper]:
    return [
        how(item, said.get(kind, NOBODY_SAID), born_on, today, expires_on=expires_on, stated=stated)
        if kind == IMMIGRATION
        else how(item, said.get(kind, NOBODY_SAID), born_on, today)
        for kind, item in papers().items()
    ]


def lacking(standings: Iterable[Paper]) -> list[Paper]:
    """Those that are needed and not held."""
    return [one for one in standings if one.needed and not one.held]


def gaps_of(standings: Iterable[Paper], born_on: date, today: date) -> tuple[list[Paper], list[Paper]]:
    """What is lacking of the papers due by 17 and a half, or due already; and which of those are past their day."""
    by = max(GAP_AGE.of(born_on) if GAP_AGE else today, today)
    missing = [one for one in lacking(standings) if one.have_by is not None and one.have_by <= by]
    return missing, [one for one in missing if one.have_by is not None and one.have_by < today]
