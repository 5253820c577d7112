"""What the pack may promise: nothing that has not started, nothing unsure, nothing past its date; and all of it sourced."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from backend.entitlements.checking.packs import check_pack
from backend.entitlements.engine.facts import Answer, Facts, categories_of
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.merging import merged
from backend.entitlements.engine.reading import national, offer_of
from backend.entitlements.engine.standing import Stand, standing
from backend.people.care import Care, Life
from backend.people.entitlement import Category

CHECKED, TODAY = date(2026, 11, 21), date(2026, 11, 29)
PACK = national()
UNSURE = ["dhp_crisis", "nhs_costs", "uc_study"]
NOT_STARTED = {"staying_close": "staying_close", "homeless_not_intentional": "homeless_not_intentional"}
CERTAIN = {"can", "ends_soon"}


def lives(**answers: str) -> list[Facts]:
    """One person of each category and age from 16 to 26, each with these answers and with none."""
    given = {name: (Answer(value),) for name, value in answers.items()}
    return [
        Facts(date(TODAY.year - age, 5, 2), ((date.min, category),), known, PACK.facts)
        for age in range(16, 27)
        for category in Category
        for known in ({}, given)
    ]


EVERYTHING_YES = {fact.id: "yes" for fact in PACK.facts.values() if fact.option("yes")}
LIVES = [
    *lives(**EVERYTHING_YES, living="nowhere", studying="school_or_college", working="none"),
    *lives(**EVERYTHING_YES, living="own_place", studying="university", working="part_time"),
]


def test_the_validator_finds_nothing() -> None:
    assert check_pack() == []


@pytest.mark.parametrize("right", PACK.rights, ids=lambda right: right.id)
def test_each_right_says_where_it_comes_from_and_when_it_was_checked(right: Right) -> None:
    assert right.last_checked == CHECKED
    assert right.source.words
    assert all(not link or link.startswith("https://") for link in (right.source.link, right.ask.link))
    assert right.source.confidence == "?" or right.id not in UNSURE
    assert right.ask.in_app or right.ask.outside


def test_what_the_domain_reference_marks_unsure_is_certain_for_nobody() -> None:
    assert [right.id for right in PACK.rights if right.source.confidence == "?"] == UNSURE
    found = {standing(PACK.by_id[name], life, TODAY).standing for name in UNSURE for life in LIVES}
    assert found.isdisjoint(CERTAIN)
    assert "may" in found


@pytest.mark.parametrize(("name", "law"), NOT_STARTED.items())
def test_a_law_that_has_not_started_gives_nobody_anything(name: str, law: str) -> None:
    assert PACK.laws[law] is None
    assert {standing(PACK.by_id[name], life, TODAY).standing for life in LIVES} == {"not_now"}


@pytest.mark.parametrize(("name", "law"), NOT_STARTED.items())
def test_a_council_can_set_the_day_it_starts(name: str, law: str) -> None:
    starts = date(2027, 4, 1)
    here = {right.id: right for right in merged(PACK, (), TODAY, datetime.now(UTC), {law: starts})}
    before = {standing(here[name], life, date(2027, 3, 31)).standing for life in LIVES}
    after = {standing(here[name], life, starts).standing for life in LIVES}
    assert before <= {"not_now", "later"}
    assert after & {"can", "may"}


def test_benefit_sums_end_on_5_april_and_money_for_learning_on_31_july() -> None:
    ends = {name: {row.valid_to for row in PACK.by_id[name].amounts} for name in ("uc", "he_bursary", "uni_max_loan")}
    assert ends == {"uc": {date(2027, 4, 5)}, "he_bursary": {date(2027, 7, 31)}, "uni_max_loan": {date(2027, 7, 31)}}
    assert {row.valid_to for row in PACK.by_id["apprentice_bursary"].amounts} == {date(2027, 7, 31)}


def test_the_college_bursary_of_last_year_is_certain_for_nobody() -> None:
    assert PACK.by_id["bursary_16_19"].stale_on(TODAY)
    assert {standing(PACK.by_id["bursary_16_19"], life, TODAY).standing for life in LIVES}.isdisjoint(CERTAIN)


def test_apprentice_money_in_parts_adds_up() -> None:
    (row,) = PACK.by_id["apprentice_bursary"].amounts
    assert sum(part.pence for part in row.parts) == row.pence == 300_000


@pytest.mark.parametrize("council", ["tidewater", "ferrymoor", "larkbarrow"])
def test_parts_of_each_offer_add_up_and_slices_fit_their_pot(council: str) -> None:
    version = offer_of(council)
    for line in version.lines:
        assert all(sum(p.pence for p in row.parts) == row.pence for row in line.amounts or () if row.parts), line.right
        assert all((line.cap or 0) <= pot.pence for pot in version.pots if pot.id == line.pot)
    assert len({line.right for line in version.lines}) == len(version.lines)


def test_the_three_offers_have_every_shape_that_councils_publish() -> None:
    lines = [line for council in ("tidewater", "ferrymoor", "larkbarrow") for line in offer_of(council).lines]
    rows = [row for line in lines for row in line.amounts or ()]
    assert {line.offered for line in lines} == {"yes", "no", "not_yet", "not_said"}
    assert {row.how for row in rows} == {"exact", "up_to", "percent", "hours", "not_published", "by_reference", "help"}
    assert {row.unit for row in rows} >= {"once", "week", "month", "year", "parts"}
    assert any(row.loan for row in rows)
    assert any(line.pot and line.cap for line in lines)
    assert any(line.given == "council_where_they_live" for line in lines)


@pytest.mark.parametrize(("born", "moved", "pence"), [
    (date(2005, 3, 31), date(2024, 1, 1), 200_000), (date(2005, 4, 1), date(2026, 3, 31), 300_000),
    (date(2005, 4, 1), date(2026, 4, 1), 340_000),
])  # fmt: skip
def test_a_sum_can_hang_on_the_18th_birthday_and_on_the_day_of_moving_in(born: date, moved: date, pence: int) -> None:
    answers = {"moved_into_own_place_on": (Answer(moved),)}
    person = Facts(born, ((date.min, Category.FORMER_RELEVANT),), answers, PACK.facts)
    here = {right.id: right for right in merged(PACK, [offer_of("ferrymoor")], TODAY, datetime.now(UTC))}
    amount = standing(here["setting_up_home"], person, TODAY).amount
    assert amount is not None
    assert amount.pence == pence


def how(
    right: str, born: date, council: str = "", category: Category = Category.FORMER_RELEVANT, **answers: Any
) -> Stand:
    """How this right stands today for somebody, under one of the offers or none."""
    person = Facts(
        born, ((date.min, category),), {name: (Answer(value),) for name, value in answers.items()}, PACK.facts
    )
    here = merged(PACK, [offer_of(council)] if council else [], TODAY, datetime.now(UTC))
    return standing(next(one for one in here if one.id == right), person, TODAY)


@pytest.mark.parametrize(("started", "expected"), [
    (date(2026, 6, 14), "can"), (date(2026, 6, 15), "not_now"), (date(2025, 11, 30), "ends_soon"), (date(2025, 11, 29), "may"),
    (date(2023, 7, 31), "not_now"),
])  # fmt: skip
def test_apprentice_money_goes_by_the_age_on_the_first_day(started: date, expected: str) -> None:
    answers = {"studying": "apprenticeship", "apprenticeship_started_on": started, "had_apprenticeship_money": "no"}
    found = how("apprentice_bursary", date(2001, 6, 15), category=Category.FORMER_RELEVANT_21_25, **answers)
    assert found.standing == expected


def test_apprentice_money_goes_on_after_25_for_whoever_started_before() -> None:
    answers = {"studying": "apprenticeship", "had_apprenticeship_money": "no"}
    born, over = date(2001, 6, 15), Category.OVER_25
    began = {day: how("apprentice_bursary", born, category=over, apprenticeship_started_on=day, **answers).standing
             for day in (date(2026, 6, 14), date(2026, 6, 15))}  # fmt: skip
    assert [*began.values()] == ["may", "not_now"]


@pytest.mark.parametrize(("answers", "expected", "asked"), [
    ({"moving_into_own_place": "yes"}, "can", None),
    ({"moved_into_own_place_on": date(2025, 11, 30)}, "ends_soon", None),
    ({"moved_into_own_place_on": date(2026, 9, 1)}, "can", None),
    ({"moved_into_own_place_on": date(2025, 11, 29), "moving_into_own_place": "no"}, "may", None),
    ({"living": "own_place", "moving_into_own_place": "no"}, "may", "moved_into_own_place_on"),
    ({"living": "council_or_housing_association"}, "may", "moving_into_own_place"),
    ({"living": "own_place", "moved_into_own_place_on": date(2022, 1, 1), "moving_into_own_place": "no"}, "may", None),
    ({"living": "supported", "moving_into_own_place": "no", "moved_into_own_place_on": "not_yet"}, "not_now", None),
])  # fmt: skip
def test_money_for_the_first_home_is_sure_for_whoever_moves_and_the_councils_to_say_later(
    answers: dict[str, Any], expected: str, asked: str | None
) -> None:
    found = how("setting_up_home", date(2007, 5, 2), **answers)
    assert found.standing == expected
    assert (found.question.fact if found.question else None) == asked
    if expected == "may":
        assert found.check_with == "your personal adviser"


@pytest.mark.parametrize(("right", "category", "answers", "expected"), [
    ("bursary_16_19", Category.ELIGIBLE, {"studying": "school_or_college"}, "may"),
    ("dsa", Category.FORMER_RELEVANT, {"studying": "university", "disabled": "yes", "british_or_settled": "yes"}, "may"),
    ("advocate", Category.UNDER_16, {}, "may"), ("complain", Category.UNDER_16, {}, "may"),
    ("citizenship_fee", Category.UNDER_16, {"british": "no"}, "may"),
    ("citizenship_fee", Category.ELIGIBLE, {"british": "no"}, "can"),
    ("citizenship_fee", Category.ELIGIBLE, {"british": "not_sure"}, "may"),
    ("virtual_school", Category.UNDER_16, {}, "may"), ("virtual_school", Category.ELIGIBLE, {}, "can"),
    ("local_connection", Category.RELEVANT, {"british_or_settled": "yes"}, "may"),
    ("local_connection", Category.FORMER_RELEVANT, {"british_or_settled": "yes"}, "can"),
])  # fmt: skip
def test_where_a_person_decides_or_the_category_does_not_say_it_is_a_perhaps(
    right: str, category: Category, answers: dict[str, str], expected: str
) -> None:
    age = {Category.UNDER_16: 15, Category.FORMER_RELEVANT: 19}.get(category, 17)
    assert how(right, date(TODAY.year - age, 5, 2), category=category, **answers).standing == expected


def test_where_a_council_gives_it_up_to_25_whoever_has_long_had_a_home_can_still_get_it() -> None:
    answers = {"living": "own_place", "moved_into_own_place_on": date(2022, 1, 1)}
    assert how("setting_up_home", date(2007, 5, 2), "tidewater", **answers).standing == "can"
    assert how("setting_up_home", date(2007, 5, 2), "larkbarrow", **answers).standing == "may"


@pytest.mark.parametrize("right", ["plan_copy", "ask_for_review", "pa_to_25"])
@pytest.mark.parametrize("asked", ["no", "yes"])
def test_what_goes_on_at_21_if_they_ask_does_not_end_soon(right: str, asked: str) -> None:
    """Children Act 1989, section 23CZB: from 21 it is theirs to ask for, at any time up to 25."""
    born = date(2005, 12, 10)
    person = Facts(
        born, categories_of(Life(born, (Care(date(2015, 1, 1)),))), {"support_requested": (Answer(asked),)}, PACK.facts
    )
    for day in (TODAY, date(2026, 12, 10), date(2027, 1, 10)):
        found = standing(PACK.by_id[right], person, day)
        assert (found.standing, found.until_on) == ("can", date(2030, 12, 9))
        assert found.change == ["It ends when you turn 25, on Tue 10 December 2030."]
    assert "if you ask" in PACK.by_id[right].about


@pytest.mark.parametrize(("on", "pence"), [(date(2026, 3, 31), 240_000), (date(2026, 4, 1), 300_000)])
def test_a_sum_that_changed_is_right_on_the_day_before_and_the_day_itself(on: date, pence: int) -> None:
    person = Facts(
        date(2007, 5, 2), ((date.min, Category.FORMER_RELEVANT),), {"living": (Answer("own_place"),)}, PACK.facts
    )
    here = {right.id: right for right in merged(PACK, [offer_of("larkbarrow")], on, datetime.now(UTC))}
    amount = standing(here["setting_up_home"], person, on).amount
    assert amount is not None
    assert amount.pence == pence
