"""A recorded category goes on with the birthdays that the law names."""

from datetime import date

import pytest

from backend.people.care import Care, life_of
from backend.people.categories import standing
from backend.people.entitlement import Category
from backend.people.recorded import recorded_course, recorded_on
from backend.plans.duties import reckon

BORN = date(2006, 3, 10)
LEFT_EARLY = life_of(
    BORN, [Care(date(2021, 3, 10), date(2021, 4, 1), "C2")], [], support_requested=False, in_education_programme=False
)


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


def test_born_on_a_leap_day() -> None:
    found = recorded_course(Category.FORMER_RELEVANT, date(2004, 2, 29))
    assert found[1][0] == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("recorded", "on", "holds", "turns"),
    [
        ("eligible", date(2024, 3, 9), "eligible", date(2024, 3, 10)),
        ("eligible", date(2024, 3, 10), "former_relevant", date(2027, 3, 10)),
        ("former_relevant", date(2027, 3, 9), "former_relevant", date(2027, 3, 10)),
        ("former_relevant", date(2040, 1, 1), "over_25", None),
        ("none", date(2026, 1, 1), "none", None),
        ("no_such_thing", date(2026, 1, 1), None, None),
        ("", date(2026, 1, 1), None, None),
        (None, date(2026, 1, 1), None, None),
    ],
)
def test_as_it_holds_on_a_day(recorded: str | None, on: date, holds: str | None, turns: date | None) -> None:
    assert recorded_on(recorded, BORN, on) == (holds, turns)


def test_the_duty_of_a_plan_turns_with_it() -> None:
    """A life that we reckon nothing from, recorded as "in care, 16 or 17": the duty stands through 18, and ends at 21 unasked."""
    person = {"born_on": BORN, "recorded_category": "eligible", "support_requested": False, "in_education_programme": False,
              "ended_at": None, "ended_why": None}  # fmt: skip
    assert standing(LEFT_EARLY, date(2024, 3, 9)).category not in {Category.ELIGIBLE, Category.RELEVANT}
    days = [date(2024, 3, 9), date(2024, 3, 10), date(2027, 3, 9), date(2027, 3, 10)]
    found = [reckon(person, LEFT_EARLY, day) for day in days]
    assert [(one.must, one.code) for one in found[:3]] == [
        (True, "eligible"),
        (True, "former_relevant"),
        (True, "former_relevant"),
    ]
    assert not found[3].must
    for day, one in zip(days, found, strict=True):
        for birthday in (date(2024, 3, 10), date(2027, 3, 10)):
            assert not day < birthday < one.holds_until, "nothing is kept past a birthday that turns it"
