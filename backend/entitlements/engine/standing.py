"""How one right stands for one person on one day. Pure.

Never a certainty from what is not known, from what was not checked in time, or where a person decides.
"""

from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import Literal

from backend.entitlements.engine import asking, changing, reasons
from backend.entitlements.engine.asking import Question
from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES, Course
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.levels import level, row_that_fits
from backend.entitlements.engine.lines import Amount, Right
from backend.entitlements.engine.reasons import Reason
from backend.people.care import age_reached

Standing = Literal["can", "ends_soon", "may", "later", "not_now"]

Reach = tuple[int, int | None]
"""What the level is on a day, and the day (as an ordinal) on which that turns."""

ENDS_SOON_DAYS = 56
"""Eight weeks: a right that ends within so many days is told."""

LAST_BIRTHDAY = 26
"""How far ahead `later` looks."""


class Stand:
    """The answer for one right, person and day. What is said about it is worked out when it is asked for."""

    def __init__(self, right: Right, facts: Facts, on: date, reach: Reach) -> None:
        self.right, self.facts, self.on = right, facts, on
        self.standing: Standing = "not_now"
        self.from_on: date | None = None
        self.until_on: date | None = None
        says, turns = reach
        if says == NO:
            self._if_later(turns)
            return
        self.until_on = None if turns is None else date.fromordinal(turns - 1)
        self.standing = "can" if says == YES and self.certain else "may"
        if says == YES and self.standing == "may":  # a perhaps before that day and after it
            self.until_on = _day_before_no(right, facts, on)
        if self.standing == "can" and turns is not None and turns - 1 - on.toordinal() <= ENDS_SOON_DAYS:
            self.standing = "ends_soon"

    def _if_later(self, turns: int | None) -> None:
        if turns is not None and turns < age_reached(self.facts.born_on, LAST_BIRTHDAY):
            self.standing, self.from_on = "later", date.fromordinal(turns)

    @property
    def certain(self) -> bool:
        """Whether what we know about the right itself is good enough to say "you can"."""
        return not self.stale and self.right.source.confidence != "?"

    @cached_property
    def stale(self) -> bool:
        return self.right.stale_on(self.on)

    @cached_property
    def amount(self) -> Amount | None:
        """The row that fits; none where two could because something is not known."""
        return row_that_fits(self.right, self.facts, self.on.toordinal())

    @cached_property
    def reasons(self) -> list[Reason]:
        return reasons.reasons(self.right, self.facts, self.on)

    @cached_property
    def question(self) -> Question | None:
        """The one question that settles it; none where nothing not known decides."""
        return asking.question(self.right, self.facts, self.on) if self.standing == "may" else None

    @cached_property
    def change(self) -> list[str]:
        return changing.sentences(self.right, self.facts, self.on)

    @cached_property
    def why(self) -> str:
        return reasons.why(self)

    @cached_property
    def check_with(self) -> str:
        """Whom to check with, where it is not certain; empty where it is."""
        return reasons.check_with(self.right) if self.standing == "may" else ""


def standing(right: Right, facts: Facts, on: date) -> Stand:
    """How this right stands for this person on this day."""
    return Stand(right, facts, on, reach(level(right, facts), on.toordinal()))


def _day_before_no(right: Right, facts: Facts, on: date) -> date | None:
    found = level(right, facts)
    days = zip(found.days, found.says, strict=True)
    turns = next((day for day, says in days if day > on.toordinal() and says == NO), None)
    return None if turns is None else date.fromordinal(turns - 1)


def reach(found: Course, day: int) -> Reach:
    """What a course says on a day and when that turns: a yes when it is no longer sure, a perhaps when it is over."""
    place = bisect_right(found.days, day) - 1
    says = found.says[place]
    rest = zip(found.days[place + 1 :], found.says[place + 1 :], strict=True)
    return says, next((turn for turn, then in rest if says != NOT_KNOWN or then == NO), None)


def changes(right: Right, facts: Facts, from_on: date, until_on: date) -> list[date]:
    """Every day after `from_on`, up to `until_on`, on which this right may stand differently; between them it is constant."""
    low, high = from_on.toordinal(), until_on.toordinal()
    return [date.fromordinal(day) for day in changing.days(right, facts, ENDS_SOON_DAYS) if low < day <= high]


def next_change(right: Right, facts: Facts, on: date) -> date | None:
    """The first day after this one on which it may stand differently; None: on no day."""
    day = next((day for day in changing.days(right, facts, ENDS_SOON_DAYS) if day > on.toordinal()), None)
    return None if day is None else date.fromordinal(day)
