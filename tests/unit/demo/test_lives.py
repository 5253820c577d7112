"""The made-up lives obey the law and the product's own rules, on any day."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from backend.demo.cast import cast
from backend.demo.council import council
from backend.demo.lives import AGES, born, somebody
from backend.demo.records import Whole
from backend.demo.staffing import staff
from backend.people.categories import category_on, standing
from backend.people.entitlement import Category
from backend.people.plan_duty import must_have_plan
from backend.plans import clarity, reviews, rules
from backend.plans.rules import Line
from backend.shared.dates import age_on, london_date

DAYS = [date(2026, 3, 12), date(2026, 11, 24), date(2028, 2, 29), date(2027, 12, 26), date(2026, 10, 25)]
TODAY = DAYS[1]


@cache
def lives(today: date = TODAY, people: int = 220, seed: int = 1) -> list[Whole]:
    return list(council(seed, people, staff(seed, people, today), today))


@pytest.fixture(scope="module")
def everybody() -> list[Whole]:
    return lives()


def test_the_same_seed_gives_the_same_lives_and_another_seed_others(everybody: list[Whole]) -> None:
    assert lives.__wrapped__() == everybody  # made again, not remembered
    assert lives(seed=2) != everybody


def test_a_bigger_council_holds_the_same_people_and_more(everybody: list[Whole]) -> None:
    more = lives(people=300)
    assert [(one.id, one.person) for one in more[:220]] == [(one.id, one.person) for one in everybody]


def test_every_age_from_16_to_24_and_every_legal_category_is_there(everybody: list[Whole]) -> None:
    assert {one.person.age(TODAY) for one in everybody} == set(AGES)
    found = Counter(one.person.category for one in everybody)
    assert set(found) == set(Category) - {Category.UNDER_16, Category.OVER_25, Category.NONE}
    assert {"in_care", "alone", "custody", "back_home", "home_worked", "guardian", "detained", "short"} <= {
        one.person.way for one in everybody
    }
    asked = [one.person.support_requested for one in everybody if one.person.age(TODAY) >= 21]
    assert 0.3 < sum(asked) / len(asked) < 0.8


def test_names_are_of_many_origins_and_nobody_shares_theirs(everybody: list[Whole]) -> None:
    names = [f"{one.person.given_name} {one.person.family_name}" for one in everybody]
    assert len(set(names)) == len(names)
    assert len({one.person.language for one in everybody}) >= 8
    assert len({one.person.child for one in everybody}) == 220


@pytest.mark.parametrize("today", DAYS)
def test_spells_are_in_order_and_only_children_in_care_have_an_open_one(today: date) -> None:
    for number in range(150):
        one = somebody(7, number, today)
        spells = one.past.spells
        assert one.born_on < spells[0].began_on <= today
        for before, after in pairwise(spells):
            assert before.ended_on == after.began_on
            assert before.why_ended == "X1"
        assert all(spell.ended_on is None or spell.began_on < spell.ended_on <= today for spell in spells)
        assert all((spell.ended_on is None) == (spell.why_ended == "") for spell in spells)
        in_care = one.category in (Category.ELIGIBLE, Category.LOOKED_AFTER_NOT_YET_ELIGIBLE)
        assert (spells[-1].ended_on is None) == in_care
        life = one.past.life(one.born_on, asked=one.support_requested, studies=one.in_education_programme)
        assert category_on(life, today) == one.category
        assert must_have_plan(standing(life, today)).must == one.must


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize(("age", "days"), [(16, 1), (18, 355), (24, 365), (20, 97)])
def test_a_birth_date_gives_the_age_and_the_next_birthday(today: date, age: int, days: int) -> None:
    birth = born(age, days, today)
    assert age_on(birth, today) == age
    assert age_on(birth, today + timedelta(days=days + 1)) == age + 1


@pytest.mark.parametrize("today", DAYS)
def test_every_stop_comes_after_the_one_before_and_before_today(today: date) -> None:
    for one in lives(today, 150, seed=3):
        last = None
        assert not one.versions or one.person.must
        for place, version in enumerate(one.versions):
            assert version.number == place + 1
            times = (
                version.begun_at,
                version.written_at,
                version.shared_at,
                version.delivered_at,
                version.opened_at,
                version.answered_at,
            )
            reached = [at for at in times if at is not None]
            assert list(times[: len(reached)]) == reached
            assert reached == sorted(reached)
            assert all(london_date(at) < today for at in reached)
            assert last is None or (last.shared_at is not None and last.shared_at <= version.begun_at)
            if version.delivered_at:
                assert one.story.phone_since is not None
            last = version


@pytest.mark.parametrize("today", DAYS)
def test_every_shared_plan_could_have_been_shared(today: date) -> None:
    for one in lives(today, 150, seed=4):
        done: set[object] = set()
        for version in one.versions:
            open_lines = [line for line in version.lines if line.promise not in done]
            done |= {line.promise for line in version.lines for said in line.progress if said.status == "done"}
            if version.shared_at is None:
                continue
            on = london_date(version.shared_at)
            who = {"you": one.person.known_as, "adviser": "Dan Whitlow", "nurse": "Carmel Doyle"}
            lines = [
                Line(line.id, line.matter, line.what, who.get(line.who, line.who), line.by_when, line.helps, line.plan_b,
                     line.who not in ("you", "adviser", "nurse"))
                for line in open_lines
            ]  # fmt: skip
            texts = [(code, text) for code, both in version.matters.items() for text in both]
            texts += list(version.if_things_change.items())
            assert rules.gaps(lines) == []
            assert bool(clarity.hints(lines, texts, on)) == bool(version.why_anyway)
            assert set(version.matters) == set(rules.MATTERS)


def test_only_the_young_person_ticks_their_own_action_and_only_in_a_plan_they_opened(everybody: list[Whole]) -> None:
    for one in everybody:
        promises = {}
        for version in one.versions:
            for line in version.lines:
                promises.setdefault(line.promise, line.id)
                assert promises[line.promise] == line.promise
                for said in line.progress:
                    assert version.shared_at is not None
                    assert said.at > version.shared_at
                    assert said.by_young_person == (line.who == "you")
                    assert not said.by_young_person or (version.opened_at and said.at > version.opened_at)


def test_reviews_follow_each_other_by_the_rules_and_one_is_to_come(everybody: list[Whole]) -> None:
    for one in everybody:
        shared = any(version.shared_at for version in one.versions)
        assert bool(one.reviews) == shared
        assert sum(review.held_on is None for review in one.reviews) == shared
        for before, after in pairwise(one.reviews):
            assert before.held_on is not None
            assert after.due_on <= reviews.review_due_on(before.held_on)
        for review in one.reviews:
            assert (review.at is None) == (review.place == "") == (review.set_at is None)
            assert review.answer is None or (
                review.set_at and review.answered_at and review.set_at < review.answered_at
            )


def test_most_plans_are_on_track_some_late_and_a_few_worry(everybody: list[Whole]) -> None:
    must = [one for one in everybody if one.person.must]
    stops = Counter(one.story.stop for one in must)
    assert 0.45 < stops["understood"] / len(must) < 0.75
    assert all(stops[stop] >= 3 for stop in ("draft", "written", "shared", "delivered", "opened"))
    assert {"agree", "partly", "disagree", "not_now"} <= {one.story.answer for one in must}
    said_no = [one for one in must if one.story.answer == "disagree"]
    assert all(one.story.answer_words for one in said_no[:2])
    phones = sum(one.story.phone_since is not None for one in everybody)
    assert 120 < phones < 190


def test_the_cast_is_as_in_the_pictures() -> None:
    found = {one.person.given_name: one for one in cast(1, TODAY)}
    assert {name: one.person.age(TODAY) for name, one in found.items() if one.adviser == "Dan" and name != "Leon"} == {
        "Jade": 18, "Yusuf": 17, "Tobi": 21, "Callum": 20, "Shanice": 19, "Mei-Lin": 18, "Kacper": 17, "Ellie": 22, "Amir": 19,
    }  # fmt: skip
    assert {one.person.must for one in found.values()} == {True}
    assert found["Yusuf"].person.language == "ar"
    assert found["Callum"].story.answer_words == "No one asked me about Leeds."


@pytest.mark.parametrize("today", DAYS)
def test_jades_plan_is_the_plan_of_the_pictures(today: date) -> None:
    jade = lives(today, 3)[0]
    last = jade.versions[-1]
    assert (last.number, last.opened_at) == (4, None)
    done = {line.promise for version in jade.versions for line in version.lines if line.progress}
    counts = {}
    for part, matters in rules.PARTS.items():
        mine = [line for line in last.lines if line.matter in matters]
        counts[part] = (sum(line.promise in done for line in mine), len(mine))
    assert counts == {
        "home": (1, 3), "learning": (2, 4), "health": (1, 2), "money": (1, 3), "people": (2, 2), "skills": (1, 3),
        "identity": (2, 4), "plan_b": (2, 2),
    }  # fmt: skip
    gas = next(line for line in last.lines if line.what == "Set up your gas and electric")
    assert (gas.who, gas.by_when) == ("you", today + timedelta(days=4))
    coming = jade.reviews[-1]
    assert coming.place == "Mill Lane Café"
    assert 12 <= (london_date(coming.at) - today).days <= 16  # type: ignore[arg-type]
