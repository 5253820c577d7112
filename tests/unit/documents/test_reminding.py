"""Which notice about papers stands on which day: tables of days, then years of rounds."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.documents import reminding
from backend.documents.checklist import papers
from backend.documents.reminding import Due, Leave
from backend.documents.rules import list_of
from backend.documents.voices import Voices, Word
from backend.shared.dates import add_months, birthday

ONE = UUID(int=1)
BORN = date(2009, 3, 10)
HAS_IT = Voices(Word("held_by_me", datetime(2020, 1, 1, tzinfo=UTC)))
EVERYTHING = dict.fromkeys(papers(), HAS_IT)


def of_papers(today: date, born_on: date = BORN, said: dict[str, Voices] | None = None) -> list[Due]:
    return reminding.of_papers(ONE, born_on, list_of(born_on, said or {}, today), today)


def kinds(found: list[Due]) -> dict[str, bool]:
    return {one.kind: one.give for one in found}


@pytest.mark.parametrize(
    ("today", "own"),
    [
        (date(2025, 3, 9), None), (date(2025, 3, 10), "paper_24"), (date(2026, 3, 9), "paper_24"), (date(2026, 3, 10), "paper_12"),
        (date(2026, 9, 9), "paper_12"), (date(2026, 9, 10), "paper_6"), (date(2026, 12, 9), "paper_6"),
        (date(2026, 12, 10), "paper_3"), (date(2027, 3, 9), "paper_3"), (date(2027, 3, 10), None), (date(2031, 3, 10), None),
    ],
)  # fmt: skip
def test_four_stages_before_18_and_none_after(today: date, own: str | None) -> None:
    found = kinds(of_papers(today))
    assert set(found) == ({own, "paper_staff"} if own else set())


def test_born_on_29_february_18_is_on_1_march() -> None:
    born_on = date(2008, 2, 29)  # 18 on 1 March 2026
    assert set(kinds(of_papers(date(2024, 2, 29), born_on))) == set()
    assert set(kinds(of_papers(date(2024, 3, 1), born_on))) == {"paper_24", "paper_staff"}
    assert set(kinds(of_papers(date(2025, 11, 30), born_on))) == {"paper_6", "paper_staff"}
    assert set(kinds(of_papers(date(2025, 12, 1), born_on))) == {"paper_3", "paper_staff"}
    assert set(kinds(of_papers(date(2026, 2, 28), born_on))) == {"paper_3", "paper_staff"}
    assert of_papers(date(2026, 3, 1), born_on) == []


def test_stages_of_a_birthday_at_a_month_end() -> None:
    assert reminding.stage(date(2026, 8, 31), date(2026, 2, 28), (6, 12)) == (6, date(2026, 2, 28))
    assert reminding.stage(date(2026, 8, 31), date(2026, 2, 27), (6, 12)) == (12, date(2025, 8, 31))


def test_nothing_lacks_nothing_is_said() -> None:
    for days in range(0, 900, 7):
        assert of_papers(BORN.replace(year=2025) + timedelta(days=days), said=EVERYTHING) == []


def test_only_what_could_have_begun_lacks() -> None:
    said = {kind: HAS_IT for kind in papers() if kind != "benefits_claim"}  # begins at 17 and three quarters
    assert of_papers(date(2026, 12, 9), said=said) == []
    assert set(kinds(of_papers(date(2026, 12, 10), said=said))) == {"paper_3", "paper_staff"}
    letter = {kind: HAS_IT for kind in papers() if kind != "proof_letter"}  # begins at 18
    assert of_papers(date(2027, 3, 9), said=letter) == []
    stay = {**EVERYTHING, "immigration": Voices(None, Word("applied", datetime(2020, 1, 1, tzinfo=UTC)))}
    assert of_papers(date(2027, 3, 9), said=stay) == []  # has notices of its own


@pytest.mark.parametrize(("days", "give"), [(0, True), (28, True), (29, False), (80, False)])
def test_whoever_comes_late_waits_for_the_next_stage(days: int, give: bool) -> None:
    found = of_papers(date(2026, 12, 10) + timedelta(days=days))
    assert {one.give for one in found} == {give}


ENDS = date(2026, 8, 31)


def leave(own: bool = True, staff: bool = True, **more: object) -> Leave:
    return Leave(
        ENDS if own else None, "abc" if own else "", ENDS if staff else None, "def" if staff else "", **more  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("today", "own", "staff"),
    [
        (date(2026, 2, 27), None, False), (date(2026, 2, 28), "immigration_6", True), (date(2026, 5, 30), "immigration_6", True),
        (date(2026, 5, 31), "immigration_3", True), (date(2026, 7, 30), "immigration_3", True),
        (date(2026, 7, 31), "immigration_1", True), (date(2026, 8, 31), "immigration_1", True),
        (date(2026, 9, 1), None, True), (date(2027, 9, 1), None, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("born_on", [BORN, date(2004, 1, 1), date(2012, 1, 1)])
def test_leave_that_ends(today: date, own: str | None, staff: bool, born_on: date) -> None:
    found = reminding.of_leave(ONE, born_on, leave(), today)
    assert {one.kind for one in found if one.own} == ({own} if own else set())
    assert {one.kind for one in found if not one.own} == ({"immigration_staff"} if staff else set())
    assert all(one.give for one in found)  # however late we learn of it
    assert [one for one in reminding.of_leave(ONE, born_on, leave(staff=False), today) if not one.own] == []
    assert [one for one in reminding.of_leave(ONE, born_on, leave(own=False), today) if one.own] == []


def test_no_key_holds_the_day() -> None:
    for one in reminding.of_leave(ONE, BORN, leave(), date(2026, 8, 1)):
        assert "2026-08-31" not in one.key


@pytest.mark.parametrize(
    ("today", "wrote", "expected"),
    [
        (date(2025, 3, 9), None, None), (date(2025, 3, 10), None, date(2025, 3, 10)), (date(2026, 3, 9), None, date(2025, 3, 10)),
        (date(2026, 3, 10), None, date(2026, 3, 10)), (date(2026, 9, 10), None, date(2026, 9, 10)),
        (date(2026, 9, 10), date(2026, 9, 9), date(2026, 9, 10)), (date(2026, 9, 11), date(2026, 9, 10), None),
        (date(2026, 9, 9), date(2026, 9, 9), None), (date(2027, 3, 9), None, date(2026, 9, 10)), (date(2027, 3, 10), None, None),
    ],
)  # fmt: skip
def test_a_look_again_at_16_17_and_17_and_a_half(today: date, wrote: date | None, expected: date | None) -> None:
    known = leave(own=False, staff=False, for_staff=True, reviewed_on=wrote)
    found = reminding.of_leave(ONE, BORN, known, today)
    assert [one.key for one in found] == ([f"immigration-review:{ONE}:{expected}"] if expected else [])
    private = leave(own=False, staff=False, for_staff=False, reviewed_on=None)
    assert reminding.of_leave(ONE, BORN, private, today) == []


@pytest.mark.parametrize(
    ("kind", "key", "lacks", "why"),
    [
        ("paper_6", "papers:1:2027-03-10:6", False, "held"), ("paper_staff", "papers-staff:1:2027-03-10:6", False, "held"),
        ("paper_12", "papers:1:2027-03-10:12", True, "newer"), ("paper_12", "papers:1:2027-03-11:12", True, "moved"),
        ("immigration_6", "immigration:1:abc:6", True, "moved"), ("immigration_6", "immigration:1:abc:6", False, "moved"),
    ],
)  # fmt: skip
def test_why_a_notice_is_over(kind: str, key: str, lacks: bool, why: str) -> None:
    standing = [Due("paper_6", "papers:1:2027-03-10:6", own=True, give=True)] if lacks else []
    assert reminding.why_over(kind, key, standing, lacks=lacks) == why


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(2006, 1, 1), date(2010, 12, 31)), st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(1, 40)
)
def test_years_of_rounds_tell_each_stage_once_on_its_day_at_the_latest(born_on: date, ends: date, every: int) -> None:
    told: defaultdict[str, list[date]] = defaultdict(list)
    known = Leave(ends, "abc", ends, "def", for_staff=True)
    for days in range(0, 365 * 4, every):
        today = date(2025, 1, 1) + timedelta(days=days)
        found = of_papers(today, born_on) + reminding.of_leave(ONE, born_on, known, today)
        assert len({one.key for one in found}) == len(found)
        assert sum(one.own for one in found) <= 2  # one for papers, one for leave: never one for each paper
        for one in found:
            assert len(f"{one.key}:{ONE}") <= 120
            if one.give and one.key not in told:
                told[one.key].append(today)
    grown = birthday(born_on, 18)
    for months, kind in reminding.OWN_STAGES.items():
        since, key = add_months(grown, -months), f"papers:{ONE}:{grown}:{months}"
        for at in told.get(key, []):
            assert since <= at <= since + timedelta(days=reminding.GIVE_WITHIN), kind
            assert at < grown
        if every <= 28 and date(2025, 1, 1) < since < date(2028, 10, 1):
            assert told[key], kind
