"""Courses: a yes, no or not known over all time, as the few days on which it changes. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from backend.people.care import NEVER, months_after
from backend.shared.dates import add_months

NO, NOT_KNOWN, YES = 0, 1, 2
START = 0
"""A day before every date there is, as an ordinal."""


class Course(NamedTuple):
    """From each of `days` (ordinals, the first is START) the answer beside it, until the next; neighbours differ."""

    days: tuple[int, ...]
    says: tuple[int, ...]

    def on(self, day: int) -> int:
        return self.says[bisect_right(self.days, day) - 1]


CERTAIN_NO, OPEN, CERTAIN_YES = (Course((START,), (says,)) for says in (NO, NOT_KNOWN, YES))


def joined(courses: Iterable[Course], pick: Callable[[Iterable[int]], int]) -> Course:
    """One course of several: on each day what `pick` makes of their answers."""
    parts = list(courses)
    days = sorted({day for part in parts for day in part.days})
    return of_pairs([(day, pick([part.says[bisect_right(part.days, day) - 1] for part in parts])) for day in days])


def of_pairs(pairs: Iterable[tuple[int, int]]) -> Course:
    """A course from days in order and their answers; a day that changes nothing is left out, of equal days the last holds."""
    days: list[int] = []
    says: list[int] = []
    for day, says_now in pairs:
        if days and days[-1] == day:
            days.pop()
            says.pop()
        if not says or says[-1] != says_now:
            days.append(day)
            says.append(says_now)
    return Course(tuple(days), tuple(says))


def ordinal(day: date | None, more: int = 0) -> int | None:
    """A day as its ordinal, so many days on; None stays None."""
    return None if day is None else day.toordinal() + more


def span(low: int | None, before: int | None) -> Course:
    """Yes from `low` on and before `before`, no outside."""
    if low is not None and before is not None and before <= low:
        return CERTAIN_NO
    pairs = [(START, YES if low is None else NO)]
    if low is not None:
        pairs.append((max(low, START), YES))
    if before is not None:
        pairs.append((max(before, START), NO))
    return of_pairs(pairs)


def later_by(day: date, count: int, unit: str) -> int:
    """The ordinal so many days, weeks, calendar months (clamped) or years after this day; NEVER past the calendar."""
    if unit in ("days", "weeks"):
        return min(day.toordinal() + count * (7 if unit == "weeks" else 1), NEVER)
    return months_after(day.toordinal(), count * (12 if unit == "years" else 1))


def earlier_by(day: date, count: int, unit: str) -> int:
    """The ordinal so much before this day; START before the calendar."""
    if unit in ("days", "weeks"):
        return max(day.toordinal() - count * (7 if unit == "weeks" else 1), START)
    months = count * (12 if unit == "years" else 1)
    return START if day.year * 12 + day.month - 1 - months < 12 else add_months(day, -months).toordinal()
