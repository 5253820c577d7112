"""The category over a life: what the case system recorded wins, and goes on with the birthdays."""

from datetime import date, timedelta

import pytest

from backend.entitlements.categories import categories
from backend.entitlements.engine.facts import categories_of
from backend.people.care import Care, life_of
from backend.people.entitlement import Category

BORN = date(2006, 3, 10)
LIFE = life_of(BORN, [Care(date(2016, 3, 10), None, "C2")], [], support_requested=False, in_education_programme=False)


def person(recorded: str | None) -> dict[str, object]:
    return {"born_on": BORN, "recorded_category": recorded}


def test_without_a_recorded_one_the_law_is_reckoned() -> None:
    for recorded in (None, "", "no_such_thing", "former_relevant"):
        assert categories(person(recorded), LIFE, date(2026, 1, 1)) == categories_of(LIFE), recorded


def test_a_recorded_one_wins() -> None:
    assert categories(person("qualifying"), LIFE, date(2026, 1, 1))[0] == (date.min, Category.QUALIFYING)


@pytest.mark.parametrize(("days", "expected"), [(-1, "eligible"), (0, "former_relevant"), (400, "former_relevant")])
def test_a_case_system_that_is_behind_on_the_birthday_takes_nothing_away(days: int, expected: str) -> None:
    """What is promised "from your birthday" stands on it, whenever the next file comes."""
    day = date(2024, 3, 10) + timedelta(days=days)
    course = categories(person("eligible"), LIFE, day)
    assert [now for since, now in course if since <= day][-1] == expected
