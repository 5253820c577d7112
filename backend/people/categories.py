"""The legal category of any young person on any date: what it is called, why, and when it changes next."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from backend.people.care import NEVER, THIRTEEN_WEEKS, Life, day_reaching, last_day, months_after
from backend.people.entitlement import Category, Reckoning

WORDS = {
    Category.UNDER_16: "Not 16 yet",
    Category.LOOKED_AFTER_NOT_YET_ELIGIBLE: "In care",
    Category.ELIGIBLE: "In care, 16 or 17",
    Category.RELEVANT: "Left care, 16 or 17",
    Category.FORMER_RELEVANT: "Care leaver, 18 to 20",
    Category.FORMER_RELEVANT_21_25: "Care leaver, 21 to 24",
    Category.QUALIFYING: "Some leaving-care help",
    Category.QUALIFYING_21_25: "Some leaving-care help",
    Category.NONE: "No leaving-care status found",
    Category.OVER_25: "25 or older",
}


@dataclass(frozen=True)
class Fact:
    """One thing the answer rests on: a code for programs, words for people."""

    code: str
    words: str


@dataclass(frozen=True)
class NextChange:
    """The first day with another category, if nothing else happens until then."""

    on: date
    category: Category


@dataclass(frozen=True)
class Standing:
    """The category on one day, why, and by which law. `needs_a_person`: the law wants a human decision here."""

    category: Category
    words: str
    law: str
    reason: str
    facts: tuple[Fact, ...]
    needs_a_person: bool
    next_change: NextChange | None


def standing(life: Life, on: date) -> Standing:
    """The category of this life on this day, with its law, its reason in words, its facts and its next change."""
    reckoning = Reckoning(life)
    found = reckoning.find(on.toordinal())
    return Standing(
        category=found.category,
        words=WORDS[found.category],
        law=found.law,
        reason=found.reason,
        facts=tuple(_facts(reckoning, on.toordinal())),
        needs_a_person=found.needs_a_person,
        next_change=_next_change(reckoning, on.toordinal(), found.category),
    )


def category_on(life: Life, on: date) -> Category:
    """The category alone: the same answer as `standing`, for counting many people."""
    return Reckoning(life).find(on.toordinal()).category


def since(life: Life, on: date, among: Collection[Category] | None = None) -> date | None:
    """The first day of the unbroken time up to `on` with the same category, or one of `among`; None when unknown."""
    reckoning = Reckoning(life)
    wanted = among or {reckoning.find(on.toordinal()).category}
    first = None
    for day in sorted({d for d in _turning_days(reckoning) if 0 < d <= on.toordinal()}, reverse=True):
        if reckoning.find(day).category not in wanted:
            break
        first = date.fromordinal(day)
    return first


def _next_change(reckoning: Reckoning, day: int, now: Category) -> NextChange | None:
    """Tries every day on which a rule could tip, in order."""
    for later in sorted({d for d in _turning_days(reckoning) if day < d < NEVER}):
        if (category := reckoning.find(later).category) != now:
            return NextChange(date.fromordinal(later), category)
    return None


def _turning_days(reckoning: Reckoning) -> Iterator[int]:
    life = reckoning.life
    yield from (reckoning.at[age] for age in (16, 18, 21, 25))
    yield day_reaching(reckoning.care, reckoning.at[14], THIRTEEN_WEEKS)
    yield from (edge for first, last in reckoning.care for edge in (first, last + 1))
    for home in life.at_home:
        yield last_day(home.until)
        yield from (
            reckoning.home_lasts_from(home, left)
            for left in (-1, *(last for _, last in reckoning.care))
            if left < NEVER
        )
    for order in life.guardianships:
        yield from (order.made_on.toordinal(), last_day(order.ended_on))
    for stay in life.other_care:
        yield from (months_after(stay.starts_on.toordinal(), 3), last_day(stay.ends_on) + 1)
    yield from (last_day(end) for end in (life.adopted_on, life.passed_to_other_council_on, life.died_on))


def _facts(reckoning: Reckoning, day: int) -> Iterator[Fact]:
    """What the answer rests on, as far as known on that day; facts that do not hold are left out."""
    life = reckoning.life
    yield Fact("born_on", f"Born on {_day(life.born_on)}")
    now = [first for first, last in reckoning.care if first <= day <= last]
    ended = [last for _, last in reckoning.care if last < day]
    if now:
        yield Fact("in_care_since", f"In care since {_day(date.fromordinal(now[0]))}")
    elif ended:
        yield Fact("left_care_on", f"Last day in care: {_day(date.fromordinal(ended[-1]))}")
    yield Fact("days_in_care", f"{reckoning.days(day)} days in care since turning 14; {THIRTEEN_WEEKS} are needed")
    if any(c.short_break for c in life.care):
        yield Fact("short_breaks", "Planned short breaks do not count")
    for holds, code, words in (
        (life.detained_or_in_hospital_at_16, "detained_at_16", "Detained or in hospital on the 16th birthday"),
        (life.support_requested, "support_requested", "Asked for support"),
        (
            life.in_education_programme,
            "in_education_programme",
            "On a course set out in the plan, or wants to study",
        ),
    ):
        if holds:
            yield Fact(code, words)
    for on, code, words in (
        *((h.since, "at_home_since", "Living with a parent since") for h in life.at_home),
        *((g.made_on, "guardianship_on", "Special guardianship order on") for g in life.guardianships),
        (life.adopted_on, "adopted", "Adopted on"),
        (life.passed_to_other_council_on, "other_council", "Another council took over on"),
        (life.died_on, "died", "Died on"),
    ):
        if on and on.toordinal() <= day:
            yield Fact(code, f"{words} {_day(on)}")


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
