"""The legal categories by dates: every vector and edge case of the domain reference, England."""

from datetime import date, timedelta

import pytest

from backend.people.care import (
    Care,
    Guardianship,
    HomeWithParent,
    Life,
    OtherCare,
    Recorded,
    facts_of_spell,
    life_of,
    stretches,
)
from backend.people.categories import WORDS, category_on, standing
from backend.people.entitlement import Category
from backend.people.plan_duty import EXCLUDED, must_have_plan, plan_duty

BORN = date(2009, 3, 10)


def d(text: str) -> date:
    return date.fromisoformat(text)


def care(*spells: str, status: str = "V2") -> tuple[Care, ...]:
    """'2020-01-01..' is open, '2025-01-15..2025-04-14' has both days."""
    made = []
    for spell in spells:
        first, last = spell.split("..")
        made.append(Care(d(first), d(last) if last else None, status))
    return tuple(made)


def life(*spells: str, **facts: object) -> Life:
    return Life(BORN, care(*spells), **facts)  # type: ignore[arg-type]


HOME = HomeWithParent(d("2025-06-01"), confirmed=True)
DETAINED = Life(BORN, care("2022-01-01..2025-02-01"), detained_or_in_hospital_at_16=True, no_care_order=True)
SGO = Life(BORN, care("2019-01-01..2021-05-04"), guardianships=(Guardianship(d("2021-05-04")),))

VECTORS = [
    ("in care the day before 16", life("2020-01-01.."), "2025-03-09", "under_16"),
    ("in care on the 16th birthday", life("2020-01-01.."), "2025-03-10", "eligible"),
    ("90 days", life("2025-01-15..2025-04-14"), "2025-05-01", "qualifying"),
    ("91 days", life("2025-01-15..2025-04-15"), "2025-05-01", "relevant"),
    ("left the day before 16", life("2020-01-01..2025-03-09"), "2025-05-01", "none"),
    ("home, a day short of six months", life("2020-01-01..2025-06-01", at_home=(HOME,)), "2025-11-30", "relevant"),
    ("home for six months, confirmed", life("2020-01-01..2025-06-01", at_home=(HOME,)), "2025-12-01", "qualifying"),
    ("90 days so far", life("2025-09-10.."), "2025-12-08", "looked_after_not_yet_eligible"),
    ("91 days so far", life("2025-09-10.."), "2025-12-09", "eligible"),
    ("90 days to 18", life("2026-12-10..2027-03-09"), "2027-03-10", "qualifying"),
    ("91 days to 18", life("2026-12-09..2027-03-09"), "2027-03-10", "former_relevant"),
    ("in care to 18, now 21", life("2020-01-01..2027-03-10"), "2030-03-10", "former_relevant_21_25"),
    ("in care to 18, last day of 24", life("2020-01-01..2027-03-10"), "2034-03-09", "former_relevant_21_25"),
    ("in care to 18, now 25", life("2020-01-01..2027-03-10"), "2034-03-10", "over_25"),
    ("short breaks only", Life(BORN, care("2025-06-01..2026-01-31", status="V3")), "2026-02-01", "none"),
    ("short breaks by agreement only", Life(BORN, care("2024-06-01..", status="V4")), "2026-02-01", "none"),
    ("detained on the 16th birthday", DETAINED, "2025-05-01", "relevant"),
    ("special guardianship after care", SGO, "2025-05-01", "qualifying"),
]  # fmt: skip

EDGES = [
    (
        "home broke down before 18",
        life("2020-01-01..2025-06-01", at_home=(HomeWithParent(d("2025-06-01"), d("2026-01-10"), True),)),
        "2026-01-10",
        "relevant",
    ),
    (
        "six months count from leaving care",
        life("2020-01-01..2025-06-01", at_home=(HomeWithParent(d("2025-01-01"), None, True),)),
        "2025-11-30",
        "relevant",
    ),
    (
        "home after 18 takes nothing away",
        life("2020-01-01..2027-02-01", at_home=(HomeWithParent(d("2027-02-01"), None, True),)),
        "2028-01-01",
        "former_relevant",
    ),
    ("home worked before 18", life("2020-01-01..2025-06-01", at_home=(HOME,)), "2027-03-10", "qualifying"),
    ("home worked, now 21", life("2020-01-01..2025-06-01", at_home=(HOME,)), "2030-03-10", "qualifying_21_25"),
    ("care order survives custody", Life(BORN, care("2020-01-01..", status="C2")), "2025-09-01", "eligible"),
    ("accommodated, then sentenced", Life(BORN, care("2020-01-01..2025-08-31")), "2025-09-01", "relevant"),
    (
        "detained at 16 under a care order",
        Life(BORN, care("2022-01-01..2025-02-01", status="C2"), detained_or_in_hospital_at_16=True),
        "2025-05-01",
        "none",
    ),
    (
        "detained at 16, less than 13 weeks before",
        life("2025-01-01..2025-02-01", detained_or_in_hospital_at_16=True),
        "2025-05-01",
        "none",
    ),
    ("detained at 16, now 18", DETAINED, "2027-03-10", "former_relevant"),
    ("back in care after leaving", life("2020-01-01..2025-04-01", "2025-06-01.."), "2025-06-01", "eligible"),
    (
        "days before 14 do not count",
        life("2015-01-01..2023-03-09", "2025-03-10..2025-04-01"),
        "2025-05-01",
        "qualifying",
    ),
    ("separate periods add up", life("2024-01-01..2024-02-15", "2025-02-25..2025-04-10"), "2025-05-01", "relevant"),
    ("adopted", life("2020-01-01..2025-06-01", adopted_on=d("2025-06-01")), "2025-07-01", "none"),
    (
        "another council",
        life("2020-01-01..2025-06-01", passed_to_other_council_on=d("2025-06-01")),
        "2025-07-01",
        "none",
    ),
    (
        "another council, then ours again",
        life("2020-01-01..2025-06-01", "2025-08-01..", passed_to_other_council_on=d("2025-06-01")),
        "2025-08-01",
        "eligible",
    ),
    ("died", life("2020-01-01..2025-06-01", died_on=d("2025-06-01")), "2025-06-01", "none"),
    ("the day before death", life("2020-01-01..2025-06-01", died_on=d("2025-06-01")), "2025-05-31", "eligible"),
    (
        "guardianship ended",
        Life(BORN, care("2019-01-01..2021-05-04"), guardianships=(Guardianship(d("2021-05-04"), d("2025-04-01")),)),
        "2025-05-01",
        "none",
    ),
    (
        "guardianship long after care",
        Life(BORN, care("2019-01-01..2021-05-04"), guardianships=(Guardianship(d("2022-05-04")),)),
        "2025-05-01",
        "none",
    ),
    ("guardianship, now 19", SGO, "2028-05-01", "qualifying"),
    ("guardianship, now 22", SGO, "2031-05-01", "qualifying_21_25"),
    (
        "private fostering at 16, over",
        Life(BORN, other_care=(OtherCare(d("2025-04-01"), d("2025-05-01")),)),
        "2025-05-02",
        "qualifying",
    ),
    (
        "hospital for two months",
        Life(BORN, other_care=(OtherCare(d("2025-04-01"), d("2025-05-31"), True),)),
        "2025-07-01",
        "none",
    ),
    (
        "hospital for three months",
        Life(BORN, other_care=(OtherCare(d("2025-04-01"), d("2025-06-30"), True),)),
        "2025-07-01",
        "qualifying",
    ),
    ("left on the 16th birthday", life("2020-01-01..2025-03-10"), "2025-03-11", "relevant"),
    (
        "guardianship the day after care",
        Life(BORN, care("2019-01-01..2021-05-04"), guardianships=(Guardianship(d("2021-05-05")),)),
        "2025-05-01",
        "qualifying",
    ),
    (
        "the day another council took over",
        life("2020-01-01..2025-06-01", "2025-06-01..", passed_to_other_council_on=d("2025-06-01")),
        "2025-06-02",
        "none",
    ),
    (
        "one day here, then another council",
        life("2025-06-01..2025-06-01", passed_to_other_council_on=d("2025-06-01")),
        "2025-07-01",
        "none",
    ),
    (
        "private fostering past 18",
        Life(BORN, other_care=(OtherCare(d("2026-04-01"), d("2028-01-01")),)),
        "2027-05-01",
        "qualifying",
    ),
    ("never in care", Life(BORN), "2026-01-01", "none"),
    ("never in care, 30", Life(BORN), "2039-05-01", "over_25"),
]


@pytest.mark.parametrize(
    ("name", "a_life", "on", "expected"), VECTORS + EDGES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_category_on_a_day(name: str, a_life: Life, on: str, expected: str) -> None:
    found = standing(a_life, d(on))
    assert found.category == expected
    assert category_on(a_life, d(on)) == expected
    assert found.words == WORDS[Category(expected)]
    assert found.law
    assert found.reason.endswith(".")


def test_a_person_decides_whether_the_return_home_worked() -> None:
    waiting = life("2020-01-01..2025-06-01", at_home=(HomeWithParent(d("2025-06-01")),))
    assert not standing(waiting, d("2025-11-30")).needs_a_person
    found = standing(waiting, d("2025-12-01"))
    assert (found.category, found.needs_a_person) == ("relevant", True)


@pytest.mark.parametrize(
    ("a_life", "on", "expected"),
    [
        (life("2020-01-01..2025-03-10"), "2025-03-10", True),
        (life("2020-01-01..2025-03-10"), "2025-05-01", True),
        (life("2020-01-01..2025-03-10"), "2028-05-01", True),
        (life("2025-03-10..2025-03-10"), "2025-05-01", True),
        (life("2020-01-01.."), "2025-03-10", False),
        (life("2020-01-01..2025-03-11"), "2025-05-01", False),
        (life("2020-01-01..2025-06-01", adopted_on=d("2025-06-01")), "2025-07-01", True),
        (life("2020-01-01..2025-06-01", passed_to_other_council_on=d("2025-06-01")), "2025-07-01", True),
        (DETAINED, "2025-05-01", True),
        (
            Life(BORN, care("2022-01-01..2025-03-09"), detained_or_in_hospital_at_16=True, no_care_order=True),
            "2025-05-01",
            False,
        ),
    ],
)
def test_manual_cases_ask_for_a_person(a_life: Life, on: str, expected: bool) -> None:
    assert standing(a_life, d(on)).needs_a_person is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-02-28", "under_16"),
        ("2024-02-29", "eligible"),
        ("2026-02-28", "eligible"),
        ("2026-03-01", "former_relevant"),
    ],
)
def test_born_on_29_february_turns_18_on_1_march(on: str, expected: str) -> None:
    assert category_on(Life(d("2008-02-29"), care("2020-01-01..")), d(on)) == expected


def test_six_months_at_home_end_on_the_last_day_of_february() -> None:
    back = life("2020-01-01..2025-08-31", at_home=(HomeWithParent(d("2025-08-31"), None, True),))
    assert category_on(back, d("2026-02-27")) == "relevant"
    assert category_on(back, d("2026-02-28")) == "qualifying"


def test_next_change_names_the_first_day_with_another_category() -> None:
    steps = []
    on: date | None = d("2020-01-01")
    while on:
        change = standing(life("2025-09-10.."), on).next_change
        on = change.on if change else None
        if change:
            steps.append((change.on.isoformat(), change.category.value))
    assert steps == [
        ("2025-03-10", "none"),
        ("2025-09-10", "looked_after_not_yet_eligible"),
        ("2025-12-09", "eligible"),
        ("2027-03-10", "former_relevant"),
        ("2030-03-10", "former_relevant_21_25"),
        ("2034-03-10", "over_25"),
    ]


@pytest.mark.parametrize(
    ("a_life", "on", "expected"),
    [
        (life("2020-01-01..2025-06-01"), "2025-04-01", ("2025-06-02", "relevant")),
        (life("2020-01-01..2025-06-01", at_home=(HOME,)), "2025-07-01", ("2025-12-01", "qualifying")),
        (
            life("2020-01-01..2025-06-01", at_home=(HomeWithParent(d("2025-06-01"), d("2026-01-10"), True),)),
            "2025-12-05",
            ("2026-01-10", "relevant"),
        ),
        (life("2020-01-01..", died_on=d("2025-06-01")), "2025-04-01", ("2025-06-01", "none")),
        (Life(BORN), "2035-01-01", None),
    ],
)
def test_next_change_sees_every_kind_of_event(a_life: Life, on: str, expected: tuple[str, str] | None) -> None:
    change = standing(a_life, d(on)).next_change
    assert (change and (change.on.isoformat(), change.category.value)) == expected


def test_days_stop_counting_at_18() -> None:
    grown_up = standing(life("2026-12-10..2028-01-01"), d("2029-01-01"))
    assert {f.code: f.words for f in grown_up.facts}["days_in_care"].startswith("90 days")


def test_a_spell_that_ends_before_it_starts_has_no_days() -> None:
    assert stretches([Care(d("2025-05-02"), d("2025-05-01"))]) == []


def test_facts_are_those_known_on_the_day() -> None:
    found = standing(life("2025-01-15..2025-04-15", at_home=(HOME,)), d("2025-05-01"))
    assert {f.code: f.words for f in found.facts} == {
        "born_on": "Born on 10 March 2009",
        "left_care_on": "Last day in care: 15 April 2025",
        "days_in_care": "91 days in care since turning 14; 91 are needed",
    }


def test_what_is_stored_becomes_a_life() -> None:
    spells = care("2019-01-01..2021-05-04")
    made = life_of(BORN, spells, facts_of_spell("E45", d("2021-05-04")), support_requested=True)
    assert made == Life(BORN, spells, guardianships=(Guardianship(d("2021-05-04")),), support_requested=True)
    assert facts_of_spell("E45", None) == ()
    assert facts_of_spell("E4A", d("2021-05-04")) == ()
    recorded = life_of(
        BORN,
        spells,
        [
            Recorded("detained_or_in_hospital_at_16", d("2025-03-01")),
            Recorded("care_order", d("2020-01-01")),
            Recorded("no_care_order", d("2025-03-01")),
            Recorded("at_home", d("2025-06-01"), None, True),
            Recorded("other_care_long_stay", d("2025-04-01"), d("2025-07-01")),
            Recorded("died", d("2026-04-01")),
        ],
    )
    assert recorded.detained_or_in_hospital_at_16
    assert recorded.no_care_order is False  # sorted by date: the later record holds
    assert recorded.at_home == (HOME,)
    assert recorded.other_care == (OtherCare(d("2025-04-01"), d("2025-07-01"), True),)
    assert recorded.died_on == d("2026-04-01")


@pytest.mark.parametrize(
    ("a_life", "on", "must", "code"),
    [
        (life("2020-01-01.."), "2025-03-09", False, "not_16_yet"),
        (life("2020-01-01.."), "2025-03-10", True, "eligible"),
        (life("2020-01-01..2025-06-01"), "2025-07-01", True, "relevant"),
        (life("2020-01-01.."), "2028-07-01", True, "former_relevant"),
        (life("2020-01-01.."), "2031-07-01", False, "not_asked"),
        (life("2020-01-01..", support_requested=True), "2031-07-01", True, "former_relevant_21_25"),
        (life("2020-01-01..", in_education_programme=True), "2031-07-01", True, "former_relevant_21_25"),
        (life("2020-01-01..", support_requested=True), "2034-03-10", False, "over_25"),
        (life("2025-09-10.."), "2025-10-01", False, "under_13_weeks"),
        (SGO, "2025-05-01", False, "some_help_only"),
        (SGO, "2031-05-01", False, "some_help_only"),
        (life("2020-01-01..", died_on=d("2025-06-01")), "2025-07-01", False, "died"),
        (life("2020-01-01..2025-06-01", adopted_on=d("2025-06-01")), "2025-07-01", False, "adopted"),
        (
            life("2020-01-01..2025-06-01", passed_to_other_council_on=d("2025-06-01")),
            "2025-07-01",
            False,
            "other_council",
        ),
        (Life(BORN), "2026-07-01", False, "no_status"),
    ],
)
def test_who_must_have_a_plan_and_why_not(a_life: Life, on: str, must: bool, code: str) -> None:
    duty = must_have_plan(standing(a_life, d(on)))
    assert (duty.must, duty.code) == (must, code)
    assert duty.words == EXCLUDED.get(code, duty.words)


def test_someone_back_from_another_council_must_have_a_plan() -> None:
    back = life("2020-01-01..2025-06-01", "2025-08-01..", passed_to_other_council_on=d("2025-06-01"))
    assert must_have_plan(standing(back, d("2025-08-02"))).must


def test_every_category_has_words_and_a_duty() -> None:
    assert set(WORDS) == set(Category)
    for category in Category:
        assert plan_duty(category, asked=False).words


def test_a_day_in_care_is_counted_once_and_both_ends_count() -> None:
    overlapping = life("2025-01-15..2025-04-01", "2025-03-01..2025-04-14", "2025-04-14..2025-04-14")
    words = {f.code: f.words for f in standing(overlapping, d("2025-04-14") + timedelta(days=1)).facts}
    assert words["days_in_care"].startswith("90 days")
