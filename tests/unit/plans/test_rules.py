"""What a plan is made of, what stops sharing, and which day is too late."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.people.rules import initials
from backend.plans import rules
from backend.plans.rules import Line, Stop

ONE = UUID(int=1)


def line(**changes: object) -> Line:
    return Line(
        **{"id": ONE, "matter": "home", "what": "Ring the bank", "who": "Dan", "by_when": date(2026, 3, 16), **changes}
    )  # type: ignore[arg-type]


def test_ten_legal_matters_in_eight_parts() -> None:
    assert list(rules.PARTS) == ["home", "learning", "health", "money", "people", "skills", "identity", "plan_b"]
    assert sorted(rules.MATTERS) == sorted(
        [
            "support_people",
            "education",
            "work",
            "plan_b",
            "home",
            "relationships",
            "skills",
            "money",
            "health",
            "identity",
        ]
    )
    assert (rules.PART_OF["work"], rules.PART_OF["relationships"]) == ("learning", "people")


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"who": ""}, ["No person yet"]),
        ({"who": "  "}, ["No person yet"]),
        ({"by_when": None}, ["No date yet"]),
        ({"who": "", "by_when": None}, ["No person yet", "No date yet"]),
    ],
)
def test_an_action_needs_a_person_and_a_date(changes: dict, problems: list[str]) -> None:
    assert [gap.problem for gap in rules.gaps([line(**changes)])] == problems


def test_a_gap_names_its_action_and_a_plan_needs_one() -> None:
    gap = rules.gaps([line(who="", matter="work")])[0]
    assert (gap.action, gap.part, gap.what) == (ONE, "learning", "Ring the bank")
    assert [gap.action for gap in rules.gaps([])] == [None]


@pytest.mark.parametrize(
    ("written", "last"),
    [
        (date(2026, 3, 10), date(2026, 3, 17)),
        (date(2026, 3, 13), date(2026, 3, 20)),  # a Friday
        (date(2026, 4, 1), date(2026, 4, 10)),  # Good Friday and Easter Monday between
    ],
)
def test_five_working_days_to_share(written: date, last: date) -> None:
    assert rules.share_by(written) == last
    assert not rules.late_to_share(written, None, last)
    assert rules.late_to_share(written, None, last + timedelta(days=1))
    assert not rules.late_to_share(written, last + timedelta(days=9), last + timedelta(days=30))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-20, 60))
def test_the_tables_cut_off_says_the_same_as_the_rule(today: date, ago: int) -> None:
    written = today - timedelta(days=ago)
    assert rules.late_to_share(written, None, today) == (written <= rules.late_if_written_by(today))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, 0), (0, 5, 0), (1, 500, 1), (499, 500, 99), (500, 500, 100), (1, 2, 50), (1, 8, 13)],
)
def test_a_percentage_never_rounds_to_all_or_none(part: int, whole: int, shown: int) -> None:
    assert rules.percent(part, whole) == shown


def test_stops_are_in_order_and_an_opened_plan_has_arrived() -> None:
    assert [stop.code for stop in rules.FIVE_STOPS] == ["written", "shared", "delivered", "opened", "understood"]
    assert list(Stop) == sorted(Stop)
    for stops in rules.PROVEN_BY.values():
        assert stops[0] is Stop.DELIVERED


def test_the_hash_is_of_the_content_and_of_nothing_else() -> None:
    one = {"b": [1, "é"], "a": {"y": date(2026, 3, 1), "x": ONE}}
    same = {"a": {"x": str(ONE), "y": "2026-03-01"}, "b": [1, "é"]}
    assert rules.canonical(one) == rules.canonical(same)
    assert rules.content_hash(one) == rules.content_hash(same)
    assert rules.content_hash(one) != rules.content_hash({**one, "b": [1, "e"]})
    assert len(rules.content_hash(one)) == 64


@pytest.mark.parametrize(
    ("name", "shown"), [("Jade Okoro", "JO"), ("Mei-Lin van der Chau", "MC"), ("Cher", "C"), ("", "")]
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
