"""The legal category that a case system recorded, and what becomes of it on the birthdays that the law names. Pure."""

from datetime import date

from backend.people.entitlement import Category
from backend.shared.dates import birthday

NEXT = {
    Category.LOOKED_AFTER_NOT_YET_ELIGIBLE: (18, Category.QUALIFYING),
    Category.ELIGIBLE: (18, Category.FORMER_RELEVANT),
    Category.RELEVANT: (18, Category.FORMER_RELEVANT),
    Category.FORMER_RELEVANT: (21, Category.FORMER_RELEVANT_21_25),
    Category.FORMER_RELEVANT_21_25: (25, Category.OVER_25),
    Category.QUALIFYING: (21, Category.QUALIFYING_21_25),
    Category.QUALIFYING_21_25: (25, Category.OVER_25),
}
"""What a category becomes, and at which age. Children Act 1989 s.23C(1), s.23CZB, s.24, s.24B."""


def recorded_course(recorded: Category, born_on: date) -> tuple[tuple[date, Category], ...]:
    """A recorded category holds until the birthday on which the law ends it, and then what it becomes.

    Also where that birthday is past: a case system is behind on the very day, and nobody is `eligible` at 18.
    """
    found = [(date.min, recorded)]
    while recorded in NEXT:
        age, recorded = NEXT[recorded]
        found.append((birthday(born_on, age), recorded))
    return tuple(found)


def recorded_on(recorded: str | None, born_on: date, on: date) -> tuple[Category | None, date | None]:
    """The recorded category as it holds on this day, and the next day on which it becomes another; none where none is known."""
    if recorded not in set(Category):
        return None, None
    course = recorded_course(Category(recorded), born_on)
    holds = [category for day, category in course if day <= on][-1]
    return holds, next((day for day, _ in course if day > on), None)
