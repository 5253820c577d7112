"""Which notice stands on which London day for money and help that end. Pure.

It says what stands today, not what changed: a round that comes late gives the latest stage alone, one that comes twice
gives nothing new, and what ends on one day is told as one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.shared.dates import end_of

STAGES = {56: "right_ends_56", 14: "right_ends_14"}
"""Days before the last day: eight weeks and two weeks."""
STAFF = "right_ends_staff"
KINDS = (*STAGES.values(), STAFF)


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that this person can or may get ends with this day. `shown`: whoever reads for them may know of it."""

    who: UUID
    until_on: date
    shown: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that stands today. `own`: for the young person, else for whoever reads for them."""

    kind: str
    key: str
    who: UUID
    own: bool
    useful_until: datetime | None = None


def stage(until_on: date, today: date) -> int | None:
    """The stage that today lies in: the fewest days before the last day that have begun; none before, and none after it."""
    begun = [days for days in STAGES if until_on - timedelta(days=days) <= today <= until_on]
    return min(begun, default=None)


def dues(one: Ending, today: date) -> list[Due]:
    """What stands today for what ends with this day."""
    days = stage(one.until_on, today)
    if days is None:
        return []
    tail = f"{one.who}:{one.until_on}:{days}"
    # What nobody else may know of is never handed on: the first stage's kind ends with its owner, the second is a task.
    kind = STAGES[days] if one.shown else STAGES[max(STAGES)]
    own = Due(kind, f"right-ends:{tail}", one.who, True, end_of(one.until_on))
    return [own, Due(STAFF, f"right-ends-staff:{tail}", one.who, False)] if one.shown else [own]


def why_over(key: str, standing: set[str], today: date) -> str:
    """Why a notice that no longer stands is taken back. `standing`: the keys, without a worker, of what stands today."""
    name, who, until_on, days = key.split(":")[:4]
    if f"{name}:{who}:{until_on}:{days}" in standing:
        return "not_theirs"  # somebody else reads for them now, and is told
    if date.fromisoformat(until_on) < today:
        return "over"
    return "newer" if any(f"{name}:{who}:{until_on}:{less}" in standing for less in STAGES) else "ends_otherwise"
