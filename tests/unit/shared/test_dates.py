"""The calendar: month ends, leap days, the nights the clocks change, bank holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.shared import dates

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 10), 6, date(2026, 9, 10)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, expected: date) -> None:
    assert dates.add_months(day, months) == expected


@given(DAYS, st.integers(-40, 40))
def test_months_never_cross_into_the_one_after(day: date, months: int) -> None:
    then = dates.add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day


@pytest.mark.parametrize(
    ("born", "age", "expected"),
    [
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, date(2028, 2, 29)),
        (date(2009, 3, 10), 16, date(2025, 3, 10)),
    ],
)
def test_an_age_is_reached_at_the_start_of_the_birthday(born: date, age: int, expected: date) -> None:
    assert dates.birthday(born, age) == expected
    assert dates.age_on(born, expected) == age
    assert dates.age_on(born, expected - timedelta(days=1)) == age - 1


@given(DAYS, DAYS)
def test_age_grows_by_one_on_each_birthday(born: date, day: date) -> None:
    age = dates.age_on(born, day)
    assert dates.birthday(born, age) <= day < dates.birthday(born, age + 1)


def test_bank_holidays_of_2026_in_england() -> None:
    # gov.uk/bank-holidays, England and Wales
    assert dates.bank_holidays(2026) == {
        date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
        date(2026, 12, 25), date(2026, 12, 28),
    }  # fmt: skip


def test_substitute_days_of_2027_and_2021() -> None:
    assert {date(2027, 12, 27), date(2027, 12, 28), date(2027, 3, 26), date(2027, 3, 29)} <= dates.bank_holidays(2027)
    assert {date(2021, 12, 27), date(2021, 12, 28)} <= dates.bank_holidays(2021)
    assert date(2022, 1, 3) in dates.bank_holidays(2022)


def test_working_days_step_over_easter() -> None:
    assert dates.working_days_after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert dates.working_days_after(date(2026, 3, 6), 10) == date(2026, 3, 20)


def test_a_london_day_is_23_or_25_hours_when_the_clocks_change() -> None:
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)):
        assert dates.end_of(day) - dates.start_of(day) == timedelta(hours=hours)


def test_a_london_date_after_midnight_in_summer() -> None:
    assert dates.london_date(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    with pytest.raises(ValueError, match="time zone"):
        dates.london_date(datetime(2026, 7, 1))  # noqa: DTZ001  a naive instant is what is refused
