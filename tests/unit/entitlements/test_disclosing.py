"""What a preview tells of counts: two drafts that differ by one person are told apart by nobody."""

from collections import Counter
from datetime import date
from hashlib import sha256
from math import exp

import pytest

from backend.entitlements.disclosing import counting_day, told, too_fine
from backend.entitlements.engine.lines import Amount, Right, Source
from backend.entitlements.engine.reading import national
from backend.entitlements.language.parsing import parse

DRAWS = 40_000


def said(count: int, draws: int = DRAWS) -> Counter[int | None]:
    """What is told of this count, over so many coins."""
    return Counter(told(count, sha256(f"{count} {n}".encode()).digest()) for n in range(draws))


@pytest.mark.parametrize("count", [0, 1, 9, 10, 14, 15, 104])
def test_one_person_more_changes_what_is_told_by_at_most_a_fifth(count: int) -> None:
    """Every answer is as likely with one person as without, within e^(1/5), as far as so many draws can tell."""
    before, after = said(count), said(count + 1)
    for answer in {*before, *after}:
        if min(before[answer], after[answer]) > 400:
            assert exp(-0.2) * 0.85 < before[answer] / after[answer] < exp(0.2) * 1.15, answer
        else:
            assert max(before[answer], after[answer]) < 800, answer


def test_only_tens_are_told_and_none_is_like_few() -> None:
    for count in (0, 3, 12, 57):
        assert all(answer is None or (answer % 10 == 0 and answer >= 10) for answer in said(count, 4000))
    assert said(0)[None] / DRAWS > 0.8
    assert 0.1 < said(9)[None] / DRAWS < 0.9


def test_on_the_whole_it_is_right() -> None:
    middle = sum(answer * times for answer, times in said(100).items() if answer) / DRAWS
    assert abs(middle - 100) < 0.5


def a_right(rule: str, *amounts: str) -> Right:
    rows = tuple(Amount("exact", 100, rule=parse(row)) for row in amounts)
    return Right(
        "swim", "health", "waves", "Swim", "", "", "", "", parse(rule), date(2026, 1, 1), Source("x"), amounts=rows
    )


@pytest.mark.parametrize(
    ("rule", "fine"),
    [
        ("age from 18 to under 21", False),
        ("born_on from 2007-03-01 to before 2007-09-01", False),
        ("born_on from 2007-03-01 to before 2007-03-02", True),
        ("born_on before 2007-03-02", True),  # open, but two drafts one day apart are one day's birthdays
        ("age from 18 and not (studying is yes or course_started_on from 2026-09-02)", True),
        ("within 3 months of moved_into_own_place_on", False),
        ("within 2 years of moved_into_own_place_on", False),
        ("within 91 days of moved_into_own_place_on", True),
        ("after 1 months of moved_into_own_place_on", True),
        ("before 13 weeks from birthday 18", True),
        ("before 6 months from birthday 18", False),
    ],
)
def test_rules_that_cut_people_s_days_closer_than_a_quarter_are_not_counted(rule: str, fine: bool) -> None:
    assert too_fine((None, a_right(rule)), None) is fine
    assert too_fine((a_right(rule), a_right("always")), None) is fine  # what is published counts too
    assert too_fine((a_right("always", rule), None), None) is fine
    assert not too_fine((a_right("always"), a_right(rule)), a_right(rule))  # the country says so itself


def test_whatever_the_country_says_itself_may_be_counted() -> None:
    assert not [right.id for right in national().rights if too_fine((right, right), right)]


@pytest.mark.parametrize(
    ("from_on", "on"),
    [(None, date(2026, 11, 29)), (date(2026, 11, 1), date(2026, 11, 29)), (date(2026, 11, 30), date(2026, 12, 1)),
     (date(2026, 12, 1), date(2026, 12, 1)), (date(2026, 12, 2), date(2027, 3, 1)), (date(2027, 3, 2), date(2027, 6, 1))],
)  # fmt: skip
def test_a_start_that_is_moved_by_a_day_moves_no_birthday(from_on: date | None, on: date) -> None:
    assert counting_day(date(2026, 11, 29), from_on) == on
