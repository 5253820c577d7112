"""Which notice stands on which day: tables of days, then years of rounds that come daily, hourly, late or not at all."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.plans import reminding, rising
from backend.plans.reminding import ComingReview, Due, OpenAction, SharedPlan
from backend.shared.dates import LONDON, end_of, is_working_day, london_date, working_days_after

ONE, DAN = UUID(int=1), UUID(int=2)
TODAY = date(2026, 3, 10)


def at(day: date, hour: int = 16) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON).astimezone(UTC)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def kinds(found: list[Due]) -> set[str]:
    return {one.kind for one in found}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (60, set()), (43, set()), (42, {"review_staff_42"}), (29, {"review_staff_42"}), (28, {"review_28", "review_staff_28"}),
        (8, {"review_28", "review_staff_28"}), (7, {"review_7", "review_staff_7"}), (2, {"review_7", "review_staff_7"}),
        (1, {"review_1", "review_staff_7"}), (0, {"review_1", "review_staff_7"}), (-1, set()), (-400, set()),
    ],
)  # fmt: skip
def test_a_routine_review_without_a_date(days: int, expected: set[str]) -> None:
    assert kinds(reminding.of_review(ComingReview(ONE, due_on=day(days)), TODAY)) == expected


@pytest.mark.parametrize(
    ("days", "set_ago", "expected"),
    [
        (40, 5, set()), (28, 5, {"review_28"}), (8, 30, {"review_28"}), (7, 5, {"review_7", "review_staff_7"}), (1, 5, {"review_1"}), (1, 7, {"review_1", "review_staff_7"}),
        (5, 0, set()), (5, 2, set()), (5, 3, {"review_7", "review_staff_7"}), (1, 0, set()), (1, 1, {"review_1"}), (0, 0, set()), (0, 1, set()), (0, 2, {"review_1"}),
    ],
)  # fmt: skip
def test_a_set_date_tells_what_was_not_told_when_it_was_set(days: int, set_ago: int, expected: set[str]) -> None:
    review = ComingReview(ONE, due_on=day(100), at=at(day(days)), by=DAN, set_on=day(-set_ago))
    found = reminding.of_review(review, TODAY)
    assert kinds(found) == expected
    assert all(one.named == DAN and one.useful_until == review.at for one in found if one.own)


def test_nobody_is_named_and_met_before_a_date_is_set() -> None:
    (own, _) = reminding.of_review(ComingReview(ONE, due_on=day(7), by=DAN), TODAY)
    assert (own.named, own.useful_until) == (None, end_of(day(7)))


@pytest.mark.parametrize(
    ("asked_ago", "expected"), [(0, set()), (4, set()), (5, {"review_nudge"}), (20, {"review_nudge"})]
)
def test_an_asked_review_is_nudged_after_three_working_days(asked_ago: int, expected: set[str]) -> None:
    asked = day(-asked_ago)  # TODAY is a Tuesday: five days back is Thursday, three working days
    review = ComingReview(ONE, due_on=day(60), asked_on=asked)
    assert kinds(reminding.of_review(review, TODAY)) == expected
    assert kinds(reminding.of_review(ComingReview(ONE, due_on=day(60), asked_on=asked, at=at(day(50)), set_on=asked), TODAY)) == set()  # fmt: skip


def test_the_nudge_waits_over_easter_and_the_manager_ten_working_days() -> None:
    asked = date(2026, 4, 1)  # the Wednesday before Good Friday
    review = ComingReview(ONE, due_on=date(2026, 4, 17), asked_on=asked)
    assert kinds(reminding.of_review(review, date(2026, 4, 7))) == set()
    assert "review_nudge" in kinds(reminding.of_review(review, date(2026, 4, 8)))
    assert rising.rises(review, None, [], date(2026, 4, 16)) == []
    assert rising.rises(review, None, [], date(2026, 4, 17)) == [date(2026, 4, 17)]


@pytest.mark.parametrize(
    ("ago", "stage"), [(0, None), (1, None), (3, "near"), (4, "near"), (5, "near"), (6, "passed"), (60, "passed")]
)
def test_our_promise_to_reply_near_and_passed(ago: int, stage: str | None) -> None:
    said = day(
        -ago
    )  # the weekend (3) and Friday (4): two working days; Thursday (5): three, the last day; Wednesday (6): passed
    plan = SharedPlan(ONE, day(-70), delivered=True, opened=True, answer="disagree", answered_on=said)
    wanted = ComingReview(ONE, due_on=day(100), at=at(day(90)), set_on=day(-80), change_on=said)
    for found in (reminding.of_plan(plan, TODAY), reminding.of_review(wanted, TODAY)):
        assert [one.key.rsplit(":", 1)[1] for one in found if one.kind == "plan_reply_due"] == (
            [stage] if stage else []
        )


@pytest.mark.parametrize(("due_in", "stage"), [(0, "near"), (1, None), (-1, "passed"), (9, None)])
def test_another_date_is_owed_by_the_reviews_own_last_day(due_in: int, stage: str | None) -> None:
    wanted = ComingReview(ONE, due_on=day(due_in), at=at(day(90)), set_on=day(-80), change_on=TODAY)
    found = [one.key.rsplit(":", 1)[1] for one in reminding.of_review(wanted, TODAY) if one.kind == "plan_reply_due"]
    assert found == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("answer", "moved_on"), [("agree", False), ("not_now", False), (None, False), ("disagree", True)]
)
def test_no_reply_is_owed_to_a_yes_or_when_something_came_of_it(answer: str | None, moved_on: bool) -> None:
    plan = SharedPlan(ONE, day(-70), None, True, True, answer, day(-30), moved_on)
    assert reminding.of_plan(plan, TODAY) == []
    assert reminding.still_true(None, plan, TODAY) == set()


@pytest.mark.parametrize(
    ("ago", "stands", "to_give"),
    [
        (6, set(), set()), (7, {"plan_unopened", "plan_unopened_7"}, {"plan_unopened", "plan_unopened_7"}),
        (13, {"plan_unopened", "plan_unopened_7"}, {"plan_unopened", "plan_unopened_7"}),
        (14, {"plan_unopened", "plan_unopened_14"}, {"plan_unopened_14"}), (27, {"plan_unopened", "plan_unopened_14"}, {"plan_unopened_14"}),
        (28, {"plan_unopened", "plan_unopened_14"}, set()),
    ],
)  # fmt: skip
def test_an_unopened_plan(ago: int, stands: set[str], to_give: set[str]) -> None:
    found = reminding.of_plan(SharedPlan(ONE, day(-ago), DAN), TODAY)
    assert kinds(found) == stands
    assert kinds([one for one in found if not one.late_to_give]) == to_give
    assert rising.rises(None, SharedPlan(ONE, day(-ago)), [], TODAY) == ([TODAY] if ago == 28 else [])
    assert rising.rises(None, SharedPlan(ONE, day(-ago), delivered=True), [], TODAY) == []
    assert reminding.of_plan(SharedPlan(ONE, day(-ago), DAN, True, True), TODAY) == []


@pytest.mark.parametrize(
    ("days", "own", "staff"),
    [
        (8, set(), set()), (7, {"action_7"}, {"action_staff_7"}), (2, {"action_7"}, {"action_staff_7"}), (1, {"action_1"}, {"action_staff_1"}),
        (0, {"action_1"}, {"action_staff_1"}), (-1, set(), {"action_late"}), (-28, set(), {"action_late"}), (-29, set(), set()),
    ],
)  # fmt: skip
def test_an_action(days: int, own: set[str], staff: set[str]) -> None:
    def given(mine: bool, **more: bool) -> set[str]:
        found = reminding.of_action(OpenAction(ONE, day(days), mine, day(-60), **more), TODAY)
        return kinds([one for one in found if not one.late_to_give])

    assert (given(True), given(False), given(False, staff=False)) == (own, staff, set())
    assert bool(rising.rises(None, None, [OpenAction(ONE, day(days), False, day(-60))], TODAY)) == (days <= -29)
    assert rising.rises(None, None, [OpenAction(ONE, day(days), True, day(-60))], TODAY) == []


def test_a_plan_shared_after_the_stage_had_begun_says_it_itself() -> None:
    assert reminding.of_action(OpenAction(ONE, day(5), True, TODAY), TODAY) == []
    assert kinds(reminding.of_action(OpenAction(ONE, day(5), True, day(-4)), TODAY)) == {"action_7"}


@pytest.mark.parametrize(
    ("today", "began"),
    [
        (date(2026, 3, 11), date(2026, 3, 9)), (date(2026, 3, 9), date(2026, 3, 9)), (date(2026, 3, 15), date(2026, 3, 9)),
        (date(2026, 4, 8), date(2026, 4, 7)), (date(2026, 4, 6), date(2026, 4, 7)), (date(2026, 12, 28), date(2026, 12, 29)),
    ],
)  # fmt: skip
def test_a_week_begins_on_its_first_working_day(today: date, began: date) -> None:
    assert rising.week_began(today) == began


def test_a_manager_hears_weekly_at_fourteen_days_and_never_twice_a_day() -> None:
    review = ComingReview(ONE, due_on=date(2026, 3, 4))  # a Wednesday
    last, told = None, []
    for today in (date(2026, 3, 1) + timedelta(days=step) for step in range(30)):
        if rising.digest_due(rising.rises(review, None, [], today), last, today):
            last = today
            told.append(today)
    assert told == [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 18), date(2026, 3, 23), date(2026, 3, 30)]


# --- years of rounds -------------------------------------------------------------------------------------------------


def rounds(gaps: list[float], *events: date) -> Iterator[datetime]:
    """Instants that many hours apart, over and over, from 80 days before the first event until 80 after the last.

    The events lie anywhere in three years: both changes of the clock each year, Easter, Christmas, 29 February 2028.
    """
    instant, place = at(min(events) - timedelta(days=80), 0), 0
    while instant < at(max(events) + timedelta(days=80)):
        yield instant
        instant += timedelta(hours=gaps[place % len(gaps)])
        place += 1


DAILY = st.lists(st.floats(1, 20), min_size=1, max_size=12)
ANY = st.lists(st.one_of(st.floats(1, 20), st.floats(24, 24 * 40)), min_size=1, max_size=12)
EVENT = st.one_of(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2027, 12, 27), date(2026, 4, 6)]),
)
SOON = st.integers(0, 60).map(lambda days: timedelta(days=days))


def told(gaps: list[float], of: Callable[[date], list[Due]], *events: date) -> dict[str, list[tuple[date, Due]]]:
    """By key: on which days it would be given anew, when each round gives what stands and keys are kept for ever."""
    given_keys: set[str] = set()
    found: dict[str, list[tuple[date, Due]]] = defaultdict(list)
    for instant in rounds(gaps, *events):
        today = london_date(instant)
        for one in of(today):
            if one.key not in given_keys and not one.late_to_give:
                given_keys.add(one.key)
                found[one.key].append((today, one))
    return found


@settings(max_examples=40, deadline=None)
@given(gaps=DAILY, due=EVENT)
def test_with_rounds_each_day_every_stage_comes_on_its_day_and_once(gaps: list[float], due: date) -> None:
    found = told(gaps, lambda today: reminding.of_review(ComingReview(ONE, due), today), due)
    assert {(one.kind, today) for days in found.values() for today, one in days} == {
        (kind, due - timedelta(days=days))
        for stages in (reminding.OWN_STAGES, reminding.STAFF_STAGES)
        for days, kind in stages.items()
    }
    assert all(len(days) == 1 and days[0][0] == days[0][1].since for days in found.values())


@settings(max_examples=40, deadline=None)
@given(gaps=DAILY, by_when=EVENT, own=st.booleans())
def test_an_actions_days_are_never_missed(gaps: list[float], by_when: date, own: bool) -> None:
    found = told(
        gaps, lambda today: reminding.of_action(OpenAction(ONE, by_when, own, date(2025, 1, 1)), today), by_when
    )
    stages = {7: "action_7", 1: "action_1"} if own else {7: "action_staff_7", 1: "action_staff_1", -1: "action_late"}
    assert {(one.kind, today) for days in found.values() for today, one in days} == {
        (kind, by_when - timedelta(days=days)) for days, kind in stages.items()
    }


@settings(max_examples=60, deadline=None)
@given(gaps=ANY, due=EVENT, ahead=SOON)
def test_after_any_silence_only_the_latest_stage_comes_and_nothing_twice(
    gaps: list[float], due: date, ahead: timedelta
) -> None:
    shared = due - ahead

    def of(today: date) -> list[Due]:
        plan = reminding.of_plan(SharedPlan(ONE, shared), today) if today >= shared else []
        return [*reminding.of_review(ComingReview(ONE, due), today), *plan]

    found = told(gaps, of, due, shared)
    seen_days = sorted({london_date(instant) for instant in rounds(gaps, due, shared)})
    for days in found.values():
        assert len(days) == 1
        today, one = days[0]
        assert one.since <= today
        assert not [day for day in seen_days if one.since <= day < today]  # the first round of its stage gave it
    by_day: dict[tuple[date, bool, str], list[str]] = defaultdict(list)
    for days in found.values():
        for today, one in days:
            by_day[(today, one.own, one.kind[:6])].append(one.kind)
    assert all(len(kinds) == 1 for kinds in by_day.values())  # one for each side and thing, however long the silence
    for days_before in reminding.OWN_STAGES:  # a stage in which any round fell was told
        stage_days = [day for day in seen_days if reminding.stage(due, day, reminding.OWN_STAGES) == days_before]
        assert bool(stage_days) == (f"review:{ONE}:{due}:{days_before}" in found)


@settings(max_examples=40, deadline=None)
@given(gaps=ANY, review_day=EVENT, ahead=SOON, after=SOON)
def test_a_manager_has_one_digest_a_day_at_most_and_hears_of_everything(
    gaps: list[float], review_day: date, ahead: timedelta, after: timedelta
) -> None:
    shared, by_when = review_day - ahead, review_day + after
    review, plan, late = (
        ComingReview(ONE, review_day),
        SharedPlan(ONE, shared),
        [OpenAction(ONE, by_when, False, shared)],
    )
    last: date | None = None
    heard: list[date] = []
    for instant in rounds(gaps, shared, by_when):
        today = london_date(instant)
        risen = rising.rises(review, plan if today >= shared else None, late, today)
        if rising.digest_due(risen, last, today):
            assert last is None or today > last
            assert is_working_day(today)
            last = today
            heard.append(today)
        if is_working_day(today):
            assert all(day <= (last or date.min) for day in risen)  # after a working day's round nothing is unheard


@settings(max_examples=40, deadline=None)
@given(answered=EVENT, gaps=DAILY)
def test_the_promise_to_reply_is_told_twice_near_and_passed(answered: date, gaps: list[float]) -> None:
    plan = SharedPlan(ONE, answered, None, True, True, "partly", answered)
    found = told(gaps, lambda today: reminding.of_plan(plan, today) if today >= answered else [], answered)
    assert [days[0][0] for days in found.values()] == [
        working_days_after(answered, 2), working_days_after(answered, 3) + timedelta(days=1)
    ]  # fmt: skip
