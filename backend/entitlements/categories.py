"""The legal category over a life as rights reckon with it: what the case system recorded wins (domain 1.3). Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.entitlements.engine.facts import categories_of
from backend.people.care import Life
from backend.people.categories import category_on
from backend.people.entitlement import Category
from backend.people.recorded import recorded_course, recorded_on

Course = tuple[tuple[date, Category | None], ...]


def categories(person: Mapping[str, Any], life: Life, today: date) -> Course:
    """Every category from the day it starts; where another is recorded than we reckon, that one, and what it becomes."""
    recorded, _ = recorded_on(person["recorded_category"], person["born_on"], today)
    if recorded and recorded != category_on(life, today):
        return recorded_course(Category(person["recorded_category"]), person["born_on"])
    return categories_of(life)
