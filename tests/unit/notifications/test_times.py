"""Quiet hours over years with every clock change, one way to wait after a failure, and what Retry-After may say."""

from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.notifications.times import (
    BACKOFF,
    backoff,
    in_working_days,
    is_quiet,
    next_allowed,
    retry_after,
    tomorrow,
    weekday,
)
from backend.shared.dates import LONDON

NIGHT = (time(22), time(8))
MINUTE = timedelta(minutes=1)
YEARS = st.integers(0, 9 * 366 * 24 * 3600).map(lambda at: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=at))
# Every night on which the clocks change, by the minute around it.
CHANGES = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from([datetime(y, m, d, 1, tzinfo=UTC) for y, m, d in (
        (2024, 3, 31), (2024, 10, 27), (2025, 3, 30), (2025, 10, 26), (2026, 3, 29), (2026, 10, 25), (2027, 3, 28),
        (2027, 10, 31), (2028, 3, 26), (2028, 10, 29))]),
    st.integers(-26 * 60, 26 * 60),
)  # fmt: skip
INSTANTS = st.one_of(YEARS, CHANGES)
WALLS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-03-10T21:59:59", "2026-03-10T21:59:59"),  # winter: the wall is UTC
        ("2026-03-10T22:00:00", "2026-03-11T08:00:00"),
        ("2026-03-11T07:59:59", "2026-03-11T08:00:00"),
        ("2026-03-11T08:00:00", "2026-03-11T08:00:00"),
        ("2026-07-01T20:59:59", "2026-07-01T20:59:59"),  # summer: an hour earlier
        ("2026-07-01T21:00:00", "2026-07-02T07:00:00"),
        ("2026-03-28T22:00:00", "2026-03-29T07:00:00"),  # the night the clocks go forward
        ("2026-10-24T21:00:00", "2026-10-25T08:00:00"),  # the night they go back
        ("2028-02-28T23:00:00", "2028-02-29T08:00:00"),  # a leap day
        ("2026-12-31T23:00:00", "2027-01-01T08:00:00"),
    ],
)
def test_ten_to_eight_in_london(at: str, allowed: str) -> None:
    assert next_allowed(utc(at), *NIGHT) == utc(allowed)


@given(INSTANTS, WALLS, WALLS)
@example(utc("2026-03-29T00:30:00"), time(22), time(1, 30))  # an end that does not exist that night
@example(utc("2026-10-25T00:10:00"), time(22), time(1, 30))  # an end that comes twice
@example(utc("2026-10-25T00:45:00"), time(1, 30), time(1, 15))
def test_never_in_quiet_hours_and_never_much_later_than_it_may(at: datetime, since: time, until: time) -> None:
    found = next_allowed(at, since, until)
    assert found >= at
    assert not is_quiet(found, since, until)
    assert found.tzinfo is UTC or found == at
    # The second answer, minute by minute: the first instant that is not quiet, or on a change night up to an hour on.
    first = at
    while is_quiet(first, since, until):
        first = first.replace(second=0, microsecond=0) + MINUTE
    assert first <= found <= first + timedelta(hours=1)
    if (
        first.astimezone(LONDON).utcoffset()
        == at.astimezone(LONDON).utcoffset()
        == found.astimezone(LONDON).utcoffset()
    ):
        assert found == first


@given(INSTANTS)
def test_equal_times_are_no_quiet_hours(at: datetime) -> None:
    assert next_allowed(at, time(8), time(8)) == at


@given(INSTANTS)
def test_tomorrow_is_the_next_london_day(at: datetime) -> None:
    day, next_day = at.astimezone(LONDON).date(), tomorrow(at).astimezone(LONDON)
    assert (next_day.date() - day, next_day.time()) == (timedelta(days=1), time(0))


@pytest.mark.parametrize(
    ("tries", "least"),
    [(1, MINUTE), (2, 5 * MINUTE), (3, 15 * MINUTE), (4, 60 * MINUTE), (7, timedelta(days=1)), (8, None), (9, None)],
)
def test_waits_grow_and_after_eight_tries_it_is_enough(tries: int, least: timedelta | None) -> None:
    assert backoff(tries, 0) == least
    if least is not None:
        assert least < (backoff(tries, 0.999) or least) <= least * 1.25
    assert max(BACKOFF) == timedelta(hours=72)


NOW = utc("2026-03-10T12:00:00")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120), ("0", 0), (" 7 ", 7), ("999999999", 72 * 3600), ("Tue, 10 Mar 2026 12:05:00 GMT", 300),
        ("Tue, 10 Mar 2026 11:00:00 GMT", 0), ("Tuesday, 10-Mar-26 12:05:00 GMT", 300), ("Tue, 10 Mar 2026 13:05:00 +0100", 300),
        ("Tue, 10 Mar 2046 12:05:00 GMT", 72 * 3600), ("Tue Mar 10 12:05:00 2026", 300),
        (None, None), ("", None), ("-5", None), ("1.5", None), ("soon", None), ("1e9", None), ("٣", None), ("9" * 40, None),
        ("Tue, 99 Mar 2026 12:05:00 GMT", None), ("Tue, 10 Mar 99999999999 12:05:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -0100", None),
    ],
)  # fmt: skip
def test_what_retry_after_may_say(header: str | None, seconds: int | None) -> None:
    found = retry_after(header, NOW)
    assert found == (None if seconds is None else NOW + timedelta(seconds=seconds))


@given(st.text(max_size=60))
def test_no_header_breaks_it(header: str) -> None:
    found = retry_after(header, NOW)
    assert found is None or NOW <= found <= NOW + timedelta(hours=72)


@given(st.integers(0, 70 * 3600))
def test_a_date_is_read_as_the_seconds_would_be(seconds: int) -> None:
    date = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOW) == retry_after(str(seconds), NOW)


def test_two_working_days_go_over_a_weekend_and_a_bank_holiday() -> None:
    assert in_working_days(utc("2026-04-02T12:00:00"), 2) == utc(
        "2026-04-08T23:00:00"
    )  # Maundy Thursday to Wednesday's end


def test_the_day_of_a_thing_that_is_over_at_an_instant() -> None:
    assert weekday(utc("2026-03-25T00:00:00")) == "Tuesday"  # the end of Tuesday
    assert weekday(utc("2026-03-24T16:30:00")) == "Tuesday"
    assert weekday(None) == ""
