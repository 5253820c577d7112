"""When the next review is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.plans.reviews import review_due_on


@pytest.mark.parametrize(
    ("last", "new_home", "asked", "due"),
    [
        (date(2025, 9, 4), None, None, date(2026, 3, 4)),
        (date(2025, 8, 31), None, None, date(2026, 2, 28)),  # clamped to the month's end
        (date(2023, 8, 31), None, None, date(2024, 2, 29)),  # a leap year
        (date(2026, 1, 1), date(2026, 3, 4), None, date(2026, 4, 1)),
        (date(2026, 1, 1), None, date(2026, 3, 10), date(2026, 3, 24)),
        (date(2026, 1, 1), None, date(2026, 3, 31), date(2026, 4, 16)),  # Easter between
        (date(2026, 1, 1), date(2026, 2, 10), date(2026, 3, 10), date(2026, 3, 10)),
        (date(2025, 9, 4), None, date(2026, 3, 2), date(2026, 3, 4)),
    ],
)
def test_the_earliest_rule_counts(last: date, new_home: date | None, asked: date | None, due: date) -> None:
    assert review_due_on(last, new_home_on=new_home, asked_on=asked) == due


days = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(days, st.none() | days, st.none() | days)
def test_a_reason_more_never_moves_it_later(last: date, new_home: date | None, asked: date | None) -> None:
    due = review_due_on(last, new_home_on=new_home, asked_on=asked)
    assert due <= review_due_on(last)
    assert due <= last + timedelta(days=184)
