"""Which notice stands on which day for what ends."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from backend.entitlements.ending import STAFF, Ending, dues, stage, why_over
from backend.notifications.rules import KINDS
from backend.shared.dates import end_of

WHO, OTHER = UUID(int=1), UUID(int=2)
LAST = date(2026, 4, 19)


@pytest.mark.parametrize(
    ("days", "found"), [(400, None), (57, None), (56, 56), (15, 56), (14, 14), (1, 14), (0, 14), (-1, None)]
)
def test_the_stage_of_a_day(days: int, found: int | None) -> None:
    assert stage(LAST, LAST - timedelta(days=days)) == found


def test_it_is_told_to_both_or_to_its_owner_alone() -> None:
    today = LAST - timedelta(days=30)
    own, staff = dues(Ending(WHO, LAST, True), today)
    assert (own.kind, own.own, own.useful_until) == ("right_ends_56", True, end_of(LAST))
    assert (staff.kind, staff.own) == (STAFF, False)
    assert own.key != staff.key
    assert [one.own for one in dues(Ending(WHO, LAST, False), today)] == [True]
    assert dues(Ending(WHO, LAST, True), LAST + timedelta(days=1)) == []


def test_what_is_hidden_is_never_anybody_elses_task() -> None:
    for days in (56, 14, 0):
        for one in dues(Ending(WHO, LAST, False), LAST - timedelta(days=days)):
            assert not KINDS[one.kind].to_a_person, days
    (own, _) = dues(Ending(WHO, LAST, True), LAST)
    assert KINDS[own.kind].to_a_person


def test_a_key_is_one_for_person_day_and_stage() -> None:
    keys = {
        one.key
        for who in (WHO, OTHER)
        for last in (LAST, LAST + timedelta(days=1))
        for days in (20, 10)
        for one in dues(Ending(who, last, True), LAST - timedelta(days=days))
    }
    assert len(keys) == 2 * 2 * 2 * 2
    assert max(len(f"{key}:{WHO}") for key in keys) <= 120  # what a notice's key holds


@pytest.mark.parametrize(
    ("key", "standing", "why"),
    [
        (f"right-ends:{WHO}:{LAST}:56", {f"right-ends:{WHO}:{LAST}:14"}, "newer"),
        (f"right-ends:{WHO}:{LAST}:56", {f"right-ends:{OTHER}:{LAST}:14"}, "ends_otherwise"),
        (f"right-ends:{WHO}:{LAST}:56", {f"right-ends-staff:{WHO}:{LAST}:14"}, "ends_otherwise"),
        (f"right-ends:{WHO}:2026-04-01:14", set(), "over"),
        (f"right-ends:{WHO}:2026-04-02:14", set(), "ends_otherwise"),
        (f"right-ends-staff:{WHO}:{LAST}:56:{OTHER}", {f"right-ends-staff:{WHO}:{LAST}:56"}, "not_theirs"),
        (f"right-ends-staff:{WHO}:{LAST}:56:{OTHER}", {f"right-ends-staff:{WHO}:{LAST}:14"}, "newer"),
    ],
)
def test_why_a_notice_is_taken_back(key: str, standing: set[str], why: str) -> None:
    assert why_over(key, standing, date(2026, 4, 2)) == why
