"""The nights the clocks change, leap days, and clocks that are wrong: none missed, none twice, none in quiet hours."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.notifications import jobs, times
from backend.notifications.commands import Given, give_many
from backend.notifications.tables import NoticeSettings, Subscription
from backend.plans import jobs as plan_jobs
from backend.plans.tables import Review
from backend.shared import clock, db
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer
from tests.api.notifications.doing import council_with
from tests.faults.crowd import Pair, crowd
from tests.faults.ground import Postgres
from tests.faults.moods import Services

QUARTER = timedelta(minutes=15)
YEARS = range(2020, 2032)
RANDOM, DRIVEN, JUMPS, REMINDED = 100_000, 27, 3000, 10
HOURS = [
    (time(22), time(8)),
    (time(23, 30), time(1, 30)),
    (time(1), time(2)),
    (time(0), time(1, 15)),
    (time(6), time(20)),
]
"""Quiet hours, the default first; two of them end in the hour that comes twice or never."""


def last_sunday(year: int, month: int) -> date:
    """Of a month with 31 days: when the clocks change (Summer Time Act 1972)."""
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


CHANGES = [last_sunday(year, month) for year in YEARS for month in (3, 10)]
LEAP_DAYS = [date(year, 2, 29) for year in YEARS if year % 4 == 0]


def wall(at: datetime) -> datetime:
    """London's wall clock by the Act's own words and no time zone data: an hour on between the two Sundays, 1:00 UTC."""
    begins, ends = (datetime.combine(last_sunday(at.year, month), time(1), UTC) for month in (3, 10))
    return (at + timedelta(hours=1) if begins <= at < ends else at).replace(tzinfo=None)


def quiet(at: datetime, since: time, until: time) -> bool:
    """Whether nothing may leave, said another way than the code says it."""
    now, begins, ends = ((one.hour * 60 + one.minute) % 1440 for one in (wall(at), since, until))
    return (now - begins) % 1440 < (ends - begins) % 1440


def around(day: date) -> list[datetime]:
    """Every quarter of an hour from noon before to noon after."""
    noon = datetime.combine(day - timedelta(days=1), time(12), UTC)
    return [noon + QUARTER * n for n in range(2 * 96)]


def test_quiet_hours_end_when_they_end() -> None:
    """24 clock-change days and the leap days, every quarter of an hour, five sorts of quiet hours."""
    for day in CHANGES + LEAP_DAYS:
        for at in around(day):
            for since, until in HOURS:
                first = at
                while quiet(first, since, until):
                    first += QUARTER
                assert times.next_allowed(at, since, until) == first, (at, since, until)
                assert times.is_quiet(at, since, until) == quiet(at, since, until)


def test_at_any_instant(size: Callable[[int], int], dice: random.Random, told: dict[str, Any]) -> None:
    """Whatever the second: the answer is the first instant outside, and all before it lies inside."""
    first, span = datetime(2019, 1, 1, tzinfo=UTC), 14 * 366 * 86_400
    for _ in range(size(RANDOM)):
        at = first + timedelta(seconds=dice.random() * span)
        since, until = (time(dice.randrange(24), dice.choice((0, 15, 30, 45))) for _ in range(2))
        found = times.next_allowed(at, since, until)
        assert found >= at
        assert not quiet(found, since, until), (at, since, until)
        assert found == at or quiet(at, since, until), (at, since, until)
        for before in (found - timedelta(microseconds=1), at + (found - at) * dice.random()):
            assert before < at or before == found or quiet(before, since, until), (at, since, until)
    told["instants"] = size(RANDOM)


def the_clock(action: str = "notice.deliver") -> Viewer:
    return Viewer.clock(action, clock.now())


class Phones:
    """A phone for each young person, and when the pushes of each notice came by the clock that stood still."""

    def __init__(self, services: Services, at: Callable[[datetime], None]) -> None:
        self.services, self.at, self.came = services, at, dict[str, list[datetime]]()

    async def for_each(self, pairs: list[Pair]) -> None:
        """Everybody has one that takes everything."""
        rows = [await self.services.subscribe(one.young_person, one.phones[0].device, "takes") for one in pairs]
        await Subscription.insert(*rows)

    async def deliver(self) -> None:
        """One round, now."""
        before = dict(self.services.opened_notices)
        await jobs.deliver(the_clock())
        self.services.look()
        for notice, many in self.services.opened_notices.items():
            self.came.setdefault(notice, []).extend([clock.now()] * (many - before.get(notice, 0)))


async def test_given_and_delivered_around_the_change(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any],
    at: Callable[[datetime], None],
) -> None:  # fmt: skip
    """A notice every quarter of an hour, each to somebody else: it comes once, at once or when the quiet hours end."""
    first = [last_sunday(dice.choice(YEARS), month) for month in (10, 3)]  # the smallest run has one of each
    others = [day for day in [*CHANGES, *LEAP_DAYS] if day not in first]
    days = [*first, *dice.sample(others, len(others))][: size(DRIVEN)]
    at(datetime(2020, 1, 1, tzinfo=UTC))
    async with Services(dice).running() as services, db.pool(2, 6):
        with council_with(push_local=services.origin):
            phones, steps = Phones(services, at), len(around(days[0]))
            pairs, _ = await crowd(steps * len(days), phones=1)
            for start in range(0, len(pairs), 200):
                await phones.for_each(pairs[start : start + 200])
            await _own_hours(pairs, dice)
            wanted: dict[str, datetime] = {}
            for day in sorted(days):
                for now in around(day):
                    at(now)
                    pair = pairs.pop()
                    one = Given(dice.choice(("message", "plan_shared")), f"{now}", young_person=pair.young_person)
                    async with transaction():
                        await give_many(the_clock(), [one])
                    await phones.deliver()
                    wanted[str((await fetch("SELECT id FROM notice WHERE key = $1", one.key))[0]["id"])] = await _may(
                        pair, now
                    )
                last = max([*wanted.values(), now])
                while clock.now() < last:  # what was given last may have to wait for the evening
                    at(clock.now() + QUARTER)
                    await phones.deliver()
    told.update(days=sorted(map(str, days)), notices=len(wanted))
    assert phones.came == {notice: [when] for notice, when in wanted.items()}


async def _own_hours(pairs: list[Pair], dice: random.Random) -> None:
    """A third keeps the default; the others have chosen hours of their own, or none."""
    rows = []
    for number, pair in enumerate(pairs):
        since, until = dice.choice(HOURS)
        if number % 3:
            rows.append(
                NoticeSettings(
                    young_person=pair.young_person, quiet=number % 9 > 0, quiet_from=since, quiet_until=until
                )
            )
    for start in range(0, len(rows), 500):
        await NoticeSettings.insert(*rows[start : start + 500])


async def _may(pair: Pair, now: datetime) -> datetime:
    rows = await NoticeSettings.select().where(NoticeSettings.young_person == pair.young_person)
    since, until = (rows[0]["quiet_from"], rows[0]["quiet_until"]) if rows else HOURS[0]
    while (not rows or rows[0]["quiet"]) and quiet(now, since, until):
        now += QUARTER
    return now


async def test_clocks_that_jump(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any],
    at: Callable[[datetime], None],
) -> None:  # fmt: skip
    """An hour, a day, a second forwards or back, between any two rounds: each notice once, none in quiet hours."""
    at(datetime(2026, 3, 28, 9, tzinfo=UTC))
    async with Services(dice).running() as services, db.pool(2, 6):
        with council_with(push_local=services.origin):
            phones, rounds = Phones(services, at), size(JUMPS)
            pairs, _ = await crowd(rounds // 3, phones=1)
            for start in range(0, len(pairs), 200):
                await phones.for_each(pairs[start : start + 200])
            given, latest = 0, clock.now()
            for _ in range(rounds):
                if given < len(pairs) and dice.random() < 0.5:
                    async with transaction():
                        await give_many(
                            the_clock(), [Given("message", f"{given}", young_person=pairs[given].young_person)]
                        )
                    given += 1
                await phones.deliver()
                latest = max(latest, clock.now())
                jump = dice.choice((timedelta(hours=1), timedelta(days=1), timedelta(seconds=1), QUARTER))
                # As often back as on, but for the quarters: time passes all the same.
                at(clock.now() + (jump if jump == QUARTER or dice.random() < 0.5 else -jump))
            end = latest + timedelta(days=3)  # what was given before a jump back is due when the clock is there again
            while clock.now() < end:
                at(clock.now() + timedelta(hours=1))
                await phones.deliver()
            rows = await fetch('SELECT id, "end", pushed_at FROM notice WHERE key NOT LIKE $1', "task:%")
    told.update(rounds=rounds, notices=given)
    assert services.broken == []
    assert all(len(came) == 1 for came in phones.came.values()), "twice"
    # One whose day was over before anybody looked is somebody's task: handed on, and not forgotten either.
    assert {str(row["id"]) for row in rows if row["end"] != "handed"} <= set(phones.came)
    assert len(rows) == given


async def test_reviews_are_told_on_their_days(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any],
    at: Callable[[datetime], None],
) -> None:  # fmt: skip
    """28, 7 and 1 days before: once each, on that day in London, also when the review is minutes from midnight."""
    rounds, stages = 0, {28: "review_28", 7: "review_7", 1: "review_1"}
    at(datetime(2020, 1, 1, tzinfo=UTC))
    days = dice.sample([*CHANGES, *LEAP_DAYS], min(len(CHANGES), size(REMINDED)))
    async with db.pool(2, 6):
        pairs, _ = await crowd(8 * len(days), phones=1)
        for turn, day in enumerate(sorted(days)):
            some = pairs[8 * turn : 8 * turn + 8]
            reviews = [_review(pair, day, number) for number, pair in enumerate(some)]
            await Review.insert(*reviews)
            for stage in stages:
                start = datetime.combine(day - timedelta(days=stage + 2), time(12), UTC)
                for step in range(4 * 96 + 1):
                    at(start + QUARTER * step)
                    await plan_jobs.remind(the_clock("review.remind"))
                    rounds += 1
            for number, review in enumerate(reviews):
                on = wall(review.at).date() if review.at else review.due_on
                rows = await fetch(
                    "SELECT kind, given_at FROM notice WHERE young_person = $1 ORDER BY given_at", review.young_person
                )
                got = [(row["kind"], wall(row["given_at"]).date()) for row in rows]
                assert got == [(kind, on - timedelta(days=before)) for before, kind in stages.items()], (number, on)
                assert all(wall(row["given_at"]).time() == time(0) for row in rows), "at the first look of the day"
            await Review.update({Review.held_on: day}).where(Review.held_on.is_null())
    told.update(days=sorted(map(str, days)), rounds=rounds)


def _review(pair: Pair, day: date, number: int) -> Review:
    """Around this day: by law on it and beside it, or at a time that is minutes from midnight or in the odd hour."""
    odd = [None, None, None, time(0, 0), time(0, 30), time(1, 15), time(23, 45), time(2, 30)][number]
    due = day + timedelta(days=(0, 1, -1)[number % 3])
    when = datetime.combine(day, odd, UTC) if odd else None
    return Review(
        young_person=pair.young_person, due_on=due, why="routine", at=when, place="The library" if when else "",
        set_at=datetime(2020, 1, 1, tzinfo=UTC) if when else None, with_worker=pair.adviser if when else None,
    )  # fmt: skip
