"""Threads' rules by table: when an answer is due, who reads when, what a phone's clock is worth."""

from datetime import UTC, datetime

import pytest

from backend.messaging import rules


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-03-10T12:00", 2, "2026-03-12T17:00"),  # Tuesday to Thursday
        ("2026-03-13T12:00", 2, "2026-03-17T17:00"),  # Friday to Tuesday
        ("2026-03-14T09:00", 2, "2026-03-17T17:00"),  # Saturday: Monday and Tuesday
        ("2026-03-27T12:00", 2, "2026-03-31T16:00"),  # over the night the clocks go forward
        ("2026-10-23T12:00", 2, "2026-10-27T17:00"),  # and back
        ("2026-04-02T12:00", 2, "2026-04-08T16:00"),  # over Easter: Good Friday and Monday do not count
        ("2026-12-24T12:00", 2, "2026-12-30T17:00"),  # Christmas; 28 December stands in for Boxing Day
        ("2028-02-28T12:00", 2, "2028-03-01T17:00"),  # over a leap day
        ("2026-06-30T23:30", 1, "2026-07-02T16:00"),  # already 1 July in London
        ("2026-03-10T12:00", 10, "2026-03-24T17:00"),
    ],
)
def test_an_answer_is_due_at_the_end_of_a_working_day(since: str, days: int, due: str) -> None:
    assert rules.reply_by(utc(since), days) == utc(due)


@pytest.mark.parametrize(
    ("now", "working", "opening"),
    [
        ("2026-03-10T12:00", True, "2026-03-10T12:00"),
        ("2026-03-10T08:59", False, "2026-03-10T09:00"),
        ("2026-03-10T09:00", True, "2026-03-10T09:00"),
        ("2026-03-10T16:59", True, "2026-03-10T16:59"),
        ("2026-03-10T17:00", False, "2026-03-11T09:00"),
        ("2026-03-13T18:00", False, "2026-03-16T09:00"),
        ("2026-03-14T12:00", False, "2026-03-16T09:00"),
        ("2026-07-01T08:00", True, "2026-07-01T08:00"),  # 9am in summer
        ("2026-03-29T00:30", False, "2026-03-30T08:00"),  # the clocks go forward that night
        ("2026-04-03T12:00", False, "2026-04-07T08:00"),  # Good Friday
        ("2026-12-31T23:00", False, "2027-01-04T09:00"),
    ],
)
def test_who_reads_when(now: str, working: bool, opening: str) -> None:
    assert rules.is_working(utc(now)) is working
    assert rules.next_opening(utc(now)) == utc(opening)


@pytest.mark.parametrize(
    ("now", "reader", "line"),
    [
        ("2026-03-10T12:00", "Dan", ""),
        ("2026-03-10T06:00", "Dan", "Dan reads messages from 9am today."),
        ("2026-03-10T20:00", "Dan", "Dan reads messages from 9am tomorrow."),
        ("2026-03-13T20:00", "Priya", "Priya reads messages from 9am on Mon 16 March."),
        ("2026-03-15T20:00", "", "Someone from the team reads messages from 9am tomorrow."),
        ("2026-06-30T23:30", "Dan", "Dan reads messages from 9am today."),  # already tomorrow in London
    ],
)
def test_out_of_hours_the_line_says_who_and_when(now: str, reader: str, line: str) -> None:
    assert rules.hours_line(utc(now), reader) == line


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026-03-10T11:59", "2026-03-10T11:59"),
        ("2026-03-10T12:00", "2026-03-10T12:00"),
        ("2026-03-10T12:01", "2026-03-10T12:00"),
        ("2026-01-20T12:00", "2026-01-20T12:00"),
        ("1970-01-01T00:00", "2026-03-10T12:00"),
    ],
)
def test_a_phones_clock_is_believed_between_2020_and_now(said: str, kept: str) -> None:
    assert rules.written(utc(said), utc("2026-03-10T12:00")) == utc(kept)


@pytest.mark.parametrize(
    ("words", "file", "line"),
    [
        ("Hello", None, "Hello"),
        ("Two\n\n  lines", "photo", "Two lines"),
        (" ", "voice", "Voice note"),
        ("", "pdf", "PDF"),
        ("", None, ""),
        ("x" * 140, None, "x" * 140),
        ("x" * 141, None, "x" * 139 + "…"),
    ],
)
def test_the_beginning_of_a_message_fits_a_line(words: str, file: str | None, line: str) -> None:
    assert rules.beginning(words, file) == line
