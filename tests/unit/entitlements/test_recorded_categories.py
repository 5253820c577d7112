"""The category over a life: what the case system recorded wins, and goes on with the birthdays."""

from datetime import date, timedelta

import pytest

from backend.entitlements.categories import categories, recorded_course
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


@pytest.mark.parametrize(
    ("recorded", "course"),
    [
        (Category.QUALIFYING, [(date.min, "qualifying"), (date(2027, 3, 10), "qualifying_21_25"), (date(2031, 3, 10), "over_25")]),
        # Also where the birthday is past: the case system is behind on the very day, and nobody is eligible at 18.
        (Category.ELIGIBLE, [(date.min, "eligible"), (date(2024, 3, 10), "former_relevant"),
                             (date(2027, 3, 10), "former_relevant_21_25"), (date(2031, 3, 10), "over_25")]),
        (Category.RELEVANT, [(date.min, "relevant"), (date(2024, 3, 10), "former_relevant"),
                             (date(2027, 3, 10), "former_relevant_21_25"), (date(2031, 3, 10), "over_25")]),
        (Category.FORMER_RELEVANT, [(date.min, "former_relevant"), (date(2027, 3, 10), "former_relevant_21_25"),
                                    (date(2031, 3, 10), "over_25")]),
        (Category.NONE, [(date.min, "none")]),
        (Category.OVER_25, [(date.min, "over_25")]),
    ],
)  # fmt: skip
def test_a_recorded_one_goes_on(recorded: Category, course: list[tuple[date, str]]) -> None:
    assert list(recorded_course(recorded, BORN)) == course


def test_a_recorded_one_wins() -> None:
    assert categories(person("qualifying"), LIFE, date(2026, 1, 1))[0] == (date.min, Category.QUALIFYING)


def test_born_on_a_leap_day() -> None:
    found = recorded_course(Category.FORMER_RELEVANT, date(2004, 2, 29))
    assert found[1][0] == date(2025, 3, 1)


@pytest.mark.parametrize(("days", "expected"), [(-1, "eligible"), (0, "former_relevant"), (400, "former_relevant")])
def test_a_case_system_that_is_behind_on_the_birthday_takes_nothing_away(days: int, expected: str) -> None:
    """What is promised "from your birthday" stands on it, whenever the next file comes."""
    day = date(2024, 3, 10) + timedelta(days=days)
    course = categories(person("eligible"), LIFE, day)
    assert [now for since, now in course if since <= day][-1] == expected
