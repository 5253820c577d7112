"""The legal category over a life as rights reckon with it: what the case system recorded wins (domain 1.3). Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.entitlements.engine.facts import categories_of
from backend.people.care import Life
from backend.people.categories import category_on
from backend.people.entitlement import Category
from backend.shared.dates import birthday

Course = tuple[tuple[date, Category | None], ...]

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


def categories(person: Mapping[str, Any], life: Life, today: date) -> Course:
    """Every category from the day it starts; where another is recorded than we reckon, that one, and what it becomes."""
    recorded = person["recorded_category"]
    if recorded in set(Category) and recorded != category_on(life, today):
        return recorded_course(Category(recorded), person["born_on"])
    return categories_of(life)


def recorded_course(recorded: Category, born_on: date) -> Course:
    """A recorded category holds until the birthday on which the law ends it, and then what it becomes.

    Also where that birthday is past: a case system is behind on the very day, and nobody is `eligible` at 18.
    """
    found: list[tuple[date, Category | None]] = [(date.min, recorded)]
    while recorded in NEXT:
        age, recorded = NEXT[recorded]
        found.append((birthday(born_on, age), recorded))
    return tuple(found)
