"""The category over a life: what the case system recorded wins, and goes on with the birthdays."""

from datetime import date

import pytest

from backend.entitlements.categories import categories, recorded_course
from backend.entitlements.facts import categories_of
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
    ("recorded", "today", "course"),
    [
        (Category.QUALIFYING, date(2025, 1, 1), [(date.min, "qualifying"), (date(2027, 3, 10), "qualifying_21_25"),
                                                 (date(2031, 3, 10), "over_25")]),
        (Category.ELIGIBLE, date(2023, 1, 1), [(date.min, "eligible"), (date(2024, 3, 10), "former_relevant"),
                                               (date(2027, 3, 10), "former_relevant_21_25"), (date(2031, 3, 10), "over_25")]),
        # A birthday that is past changed nothing: it was recorded, or left so, since.
        (Category.ELIGIBLE, date(2025, 1, 1), [(date.min, "eligible"), (date(2027, 3, 10), "former_relevant_21_25"),
                                               (date(2031, 3, 10), "over_25")]),
        (Category.FORMER_RELEVANT, date(2027, 3, 10), [(date.min, "former_relevant"), (date(2031, 3, 10), "over_25")]),
        (Category.FORMER_RELEVANT, date(2027, 3, 9), [(date.min, "former_relevant"),
                                                      (date(2027, 3, 10), "former_relevant_21_25"), (date(2031, 3, 10), "over_25")]),
        (Category.NONE, date(2025, 1, 1), [(date.min, "none")]),
        (Category.OVER_25, date(2025, 1, 1), [(date.min, "over_25")]),
    ],
)  # fmt: skip
def test_a_recorded_one_goes_on(recorded: Category, today: date, course: list[tuple[date, str]]) -> None:
    assert list(recorded_course(recorded, BORN, today)) == course


def test_a_recorded_one_wins() -> None:
    assert categories(person("qualifying"), LIFE, date(2026, 1, 1))[0] == (date.min, Category.QUALIFYING)


def test_born_on_a_leap_day() -> None:
    found = recorded_course(Category.FORMER_RELEVANT, date(2004, 2, 29), date(2024, 1, 1))
    assert found[1][0] == date(2025, 3, 1)
