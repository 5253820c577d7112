"""A young person's life as the law of leaving care looks at it, and how its days are counted.

Pure: no clock, no database. Dates are calendar dates in London, first and last day both included.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backend.shared.dates import add_months, birthday

THIRTEEN_WEEKS = 91
"""Days. Care Planning, Placement and Case Review (England) Regulations 2010, regulation 40."""

SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
"""SSDA903 legal statuses of planned short breaks. They are taken from staff, never inferred from dates."""

CARE_ORDER_STATUSES = frozenset({"C1", "C2", "D1", "E1"})
"""SSDA903 legal statuses under a care order, interim ones, freeing and placement orders included."""

NEVER = date.max.toordinal() + 1
"""A day (as an ordinal) after every date there is: an open period has not ended by then."""

Stretch = tuple[int, int]
"""First and last day in care as ordinals, with no gap between them."""


@dataclass(frozen=True)
class Care:
    """One period looked after by this council. No last day: still looked after."""

    starts_on: date
    ends_on: date | None = None
    legal_status: str = "V2"

    @property
    def short_break(self) -> bool:
        """True for a planned short break, which counts for nothing here (CPR 2010 reg 48)."""
        return self.legal_status in SHORT_BREAK_STATUSES


@dataclass(frozen=True)
class HomeWithParent:
    """Lived with a parent or another person with parental responsibility after care.

    `until` is the day it broke down. `confirmed` is a person's decision that the return home worked.
    """

    since: date
    until: date | None = None
    confirmed: bool = False


@dataclass(frozen=True)
class Guardianship:
    """A special guardianship order, from the day it was made to the day it stopped."""

    made_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class OtherCare:
    """Accommodated or privately fostered by others (Children Act 1989 s.24(2)).

    `long_stay_only`: health, education or care-home accommodation, which counts from three months on.
    """

    starts_on: date
    ends_on: date | None = None
    long_stay_only: bool = False


@dataclass(frozen=True)
class Life:
    """Every fact the categories depend on. What is not known stays at its default."""

    born_on: date
    care: tuple[Care, ...] = ()
    detained_or_in_hospital_at_16: bool = False
    no_care_order: bool | None = None  # None: read from the legal status of the latest period before 16
    at_home: tuple[HomeWithParent, ...] = ()
    guardianships: tuple[Guardianship, ...] = ()
    other_care: tuple[OtherCare, ...] = ()
    support_requested: bool = False
    in_education_programme: bool = False
    adopted_on: date | None = None
    passed_to_other_council_on: date | None = None
    died_on: date | None = None


FACTS = {
    "detained_or_in_hospital_at_16": "detained or in hospital on the 16th birthday",
    "no_care_order": "no care order on the 16th birthday",
    "care_order": "a care order on the 16th birthday",
    "at_home": "living with a parent or another person with parental responsibility; confirmed = it worked",
    "guardianship": "a special guardianship order",
    "other_care": "accommodated or privately fostered, not by this council",
    "other_care_long_stay": "living in health, education or care-home accommodation",
    "adopted": "adopted",
    "other_council": "another council took over",
    "died": "has died",
}
"""What a person may record about a life that the SSDA903 return cannot tell; stored as the kind of a fact."""

_ENDED_BY = {"E11": "adopted", "E12": "adopted", "E2": "died", "E3": "other_council"} | dict.fromkeys(
    ("E45", "E46", "E47", "E48"), "guardianship"
)
"""SSDA903 reasons an episode ceased that are facts of a life too."""


@dataclass(frozen=True)
class Recorded:
    """One fact as recorded: a kind of FACTS with its dates."""

    kind: str
    from_on: date
    until_on: date | None = None
    confirmed: bool = False


def facts_of_spell(why_ended: str, ended_on: date | None) -> tuple[Recorded, ...]:
    """What the end of a spell in care says by its own code (REC): adopted, died, another council, guardianship."""
    kind = _ENDED_BY.get(why_ended)
    return (Recorded(kind, ended_on),) if kind and ended_on else ()


def life_of(
    born_on: date,
    care: Iterable[Care],
    facts: Iterable[Recorded] = (),
    *,
    support_requested: bool = False,
    in_education_programme: bool = False,
) -> Life:
    """A life from what is stored. Where one fact comes twice the latest date holds."""
    by_kind: dict[str, list[Recorded]] = {}
    for fact in sorted(facts, key=lambda f: f.from_on):
        by_kind.setdefault(fact.kind, []).append(fact)

    def latest(kind: str) -> date | None:
        return by_kind[kind][-1].from_on if kind in by_kind else None

    no_order = {"no_care_order": True, "care_order": False}
    said = [f.kind for kind in no_order for f in by_kind.get(kind, [])]
    return Life(
        born_on=born_on,
        care=tuple(care),
        detained_or_in_hospital_at_16="detained_or_in_hospital_at_16" in by_kind,
        no_care_order=no_order[said[-1]] if said else None,
        at_home=tuple(HomeWithParent(f.from_on, f.until_on, f.confirmed) for f in by_kind.get("at_home", [])),
        guardianships=tuple(Guardianship(f.from_on, f.until_on) for f in by_kind.get("guardianship", [])),
        other_care=tuple(
            OtherCare(f.from_on, f.until_on, long_stay_only=kind == "other_care_long_stay")
            for kind in ("other_care", "other_care_long_stay")
            for f in by_kind.get(kind, [])
        ),
        support_requested=support_requested,
        in_education_programme=in_education_programme,
        adopted_on=latest("adopted"),
        passed_to_other_council_on=latest("other_council"),
        died_on=latest("died"),
    )


def age_reached(born_on: date, age: int) -> int:
    """The ordinal of the day this age is reached, NEVER when the calendar ends before it.

    Family Law Reform Act 1969 s.9: at the start of the birthday. Born on 29 February: 1 March in other years.
    """
    if born_on.year + age > date.max.year:
        return NEVER
    return birthday(born_on, age).toordinal()


def months_after(day: int, months: int) -> int:
    """The ordinal so many calendar months after this ordinal, clamped to the month's end, or NEVER."""
    if day >= date.max.toordinal() - 31 * months:
        return NEVER
    return add_months(date.fromordinal(day), months).toordinal()


def last_day(ends_on: date | None) -> int:
    """An end as an ordinal; an open end is NEVER."""
    return NEVER if ends_on is None else ends_on.toordinal()


def stretches(care: Iterable[Care]) -> list[Stretch]:
    """Periods in care in order, overlapping and back-to-back ones made one, short breaks left out.

    A period that ends before it starts has no days.
    """
    merged: list[Stretch] = []
    spans = sorted((c.starts_on.toordinal(), last_day(c.ends_on)) for c in care if not c.short_break)
    for first, last in spans:
        if last < first:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def days_within(spans: Iterable[Stretch], first: int, last: int) -> int:
    """Distinct calendar days in care from `first` to `last`, both included. Separate periods add up."""
    return sum(max(0, min(last, end) - max(first, start) + 1) for start, end in spans)


def day_reaching(spans: Iterable[Stretch], first: int, days: int) -> int:
    """The ordinal of the day on which so many days in care since `first` are complete, or NEVER."""
    for start, end in spans:
        start = max(first, start)
        here = max(0, end - start + 1)
        if here >= days:
            return start + days - 1
        days -= here
    return NEVER
