"""Which notice stands on which London day for the papers of one young person. Pure: it says what stands, not what changed.

So a round that comes late gives the latest stage alone, and a round that comes twice gives nothing new.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.documents.checklist import Age, age_of
from backend.documents.rules import IMMIGRATION, Standing, lacking
from backend.shared.dates import add_months, birthday

OWN_STAGES = {24: "paper_24", 12: "paper_12", 6: "paper_6", 3: "paper_3"}
"""Months before 18, and what the young person is told then if papers lack (domain 6)."""
IMMIGRATION_STAGES = {6: "immigration_6", 3: "immigration_3", 1: "immigration_1"}
"""Months before their leave to stay ends."""
REVIEWS: tuple[Age | None, ...] = (age_of("16y"), age_of("17y"), age_of("17y6m"))
"""When somebody looks at immigration papers again: the fee for citizenship changes at 18."""
PAPER_STAFF, IMMIGRATION_STAFF, PAPER_TURN = "paper_staff", "immigration_staff", "paper_turn"
BY_THE_CLOCK = frozenset({*OWN_STAGES.values(), *IMMIGRATION_STAGES.values(), PAPER_STAFF, IMMIGRATION_STAFF})
ALL = BY_THE_CLOCK | {PAPER_TURN}
GIVE_WITHIN = 28
"""Days after a stage began in which it is still given: whoever comes later to us waits for the next one. The end of leave
to stay is told however late we learn of it."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The last day of somebody's leave to stay, for themselves and for staff who may know it, each with a name that hides it.

    `for_staff`: staff know of their immigration papers at all. `reviewed_on`: the council last wrote about them.
    """

    ends_on: date | None = None
    ends_name: str = ""
    staff_ends_on: date | None = None
    staff_ends_name: str = ""
    for_staff: bool = False
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that stands today. `key` names stage and person; a worker comes behind it. `give`: not too late to begin."""

    kind: str
    key: str
    own: bool
    give: bool


def stage(day: date, today: date, stages: Collection[int]) -> tuple[int, date] | None:
    """The fewest of these months before `day` that have begun, and when they began; None before the first of them."""
    begun = [(months, add_months(day, -months)) for months in stages]
    return min(((months, since) for months, since in begun if since <= today), default=None)


def lacks_by_now(standings: Collection[Standing], today: date) -> bool:
    """Whether a paper is needed, not held, and could have begun: nobody hears at 16 of what starts at 17.

    Immigration papers have notices of their own.
    """
    return any(
        one.item.kind != IMMIGRATION and (one.start_on is None or one.start_on <= today) for one in lacking(standings)
    )


def of_papers(who: UUID, born_on: date, standings: Collection[Standing], today: date) -> list[Due]:
    """One notice for all that lacks, and one for whoever reads for them: at the latest stage before 18, none from 18 on."""
    grown = birthday(born_on, 18)
    found = stage(grown, today, OWN_STAGES)
    if found is None or today >= grown or not lacks_by_now(standings, today):
        return []
    months, since = found
    give, key = _soon(since, today), f"{who}:{grown}:{months}"
    return [
        Due(OWN_STAGES[months], f"papers:{key}", own=True, give=give),
        Due(PAPER_STAFF, f"papers-staff:{key}", own=False, give=give),
    ]


def of_leave(who: UUID, born_on: date, leave: Leave, today: date) -> list[Due]:
    """Six, three and one months before leave to stay ends; to staff where they may know, and still once it has ended.

    And a look again at 16, 17 and 17 and a half, until the council has written something since.
    """
    found = []
    if leave.ends_on and today <= leave.ends_on and (at := stage(leave.ends_on, today, IMMIGRATION_STAGES)):
        key = f"immigration:{who}:{leave.ends_name}:{at[0]}"
        found.append(Due(IMMIGRATION_STAGES[at[0]], key, own=True, give=True))
    if leave.staff_ends_on and (at := stage(leave.staff_ends_on, today, IMMIGRATION_STAGES)):
        key = f"immigration-staff:{who}:{leave.staff_ends_name}:{at[0]}"
        found.append(Due(IMMIGRATION_STAFF, key, own=False, give=True))
    begun = [day for day in (age.of(born_on) for age in REVIEWS if age) if day <= today]
    if leave.for_staff and begun and today < birthday(born_on, 18):
        day = max(begun)
        if leave.reviewed_on is None or leave.reviewed_on < day:
            key = f"immigration-review:{who}:{day}"
            found.append(Due(IMMIGRATION_STAFF, key, own=False, give=_soon(day, today)))
    return found


def _soon(since: date, today: date) -> bool:
    return today <= since + timedelta(days=GIVE_WITHIN)


def why_over(kind: str, key: str, standing: Collection[Due], *, lacks: bool) -> str:
    """Why a notice that no longer stands is over: everything is held, a later stage took its place, or its day moved."""
    if kind in {*OWN_STAGES.values(), PAPER_STAFF} and not lacks:
        return "held"
    name = key.rpartition(":")[0]  # without the stage
    if any(one.key.rpartition(":")[0] == name for one in standing):
        return "newer"
    return "moved"
