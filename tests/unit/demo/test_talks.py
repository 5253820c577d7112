"""What the made-up people wrote: in order, in hours, before today, and in words that could be theirs."""

from datetime import date, datetime, timedelta
from functools import cache

import pytest

from backend.demo import words
from backend.demo.council import council
from backend.demo.records import Whole
from backend.demo.staffing import staff
from backend.demo.talks import YOU, Talk
from backend.shared.dates import LONDON, is_working_day, start_of

DAYS = [date(2026, 3, 12), date(2026, 11, 23), date(2028, 2, 29), date(2027, 12, 28), date(2026, 10, 26)]


@cache
def everybody(today: date, people: int = 220, seed: int = 1) -> list[Whole]:
    return list(council(seed, people, staff(seed, people, today), today))


def talks(today: date) -> list[tuple[Whole, Talk]]:
    return [(one, talk) for one in everybody(today) for talk in one.talks]


@pytest.mark.parametrize("today", DAYS)
def test_every_thread_goes_forward_and_ends_before_today(today: date) -> None:
    found = talks(today)
    assert 50 < len(found) < 100
    for one, talk in found:
        times = [said.at for said in talk.said]
        assert times == sorted(set(times))
        assert times[-1] < start_of(today)
        assert one.story.phone_since is not None
        assert (today - times[0].date()).days <= one.story.phone_since
        assert 0 < talk.read <= len(talk.said)
        assert (talk.waiting_since is not None) == talk.waits


@pytest.mark.parametrize("today", DAYS)
def test_staff_write_in_office_hours_and_nobody_by_night(today: date) -> None:
    for one, talk in talks(today):
        if one.person.child < "T00001":
            continue  # the pictures have their own times
        for said in talk.said:
            here = said.at.astimezone(LONDON)
            assert 8 <= here.hour < 22
            assert said.who == YOU or (is_working_day(here.date()) and 9 <= here.hour < 17), (said, one.person.child)


@pytest.mark.parametrize("today", DAYS)
def test_who_waits_wrote_last_and_some_wait_too_long(today: date) -> None:
    waiting = [talk for _, talk in talks(today) if talk.waits]
    assert 5 <= len(waiting) <= 20
    for talk in waiting:
        assert all(said.who == YOU for said in talk.said[talk.settled :])
    ages = [(start_of(today) - since).days for talk in waiting if (since := talk.waiting_since)]
    assert min(ages) <= 1
    assert 2 <= max(ages) <= 11


def test_a_large_council_talks_too() -> None:
    assert sum(len(one.talks) for one in everybody(DAYS[1], 600, seed=3)) > 120


def test_exchanges_are_many_and_go_back_and_forth() -> None:
    found = words.exchanges()
    assert len(found) >= 50
    assert sum(name.endswith("?") for name in found) >= 10
    for name, one in found.items():
        assert one.fits
        assert {who for who, _ in one.lines} <= {"you", "adviser"}
        assert not name.endswith("?") or one.lines[-1][0] == YOU


def test_the_story_of_the_pictures_is_jades() -> None:
    today = DAYS[0]
    jade = everybody(today)[0].talks[0]
    assert [(said.who, said.words[:12]) for said in jade.said[-4:]] == [
        ("you", "why is it th"), ("Dan", "You're right"), ("you", "ok thanks"), ("you", "can I bring "),
    ]  # fmt: skip
    assert (jade.waits, jade.settled, jade.read) == (True, len(jade.said) - 2, len(jade.said))
    assert jade.waiting_since == datetime(2026, 3, 11, 17, 15, tzinfo=LONDON)
    assert jade.said[-5].at - jade.said[0].at > timedelta(days=50)
