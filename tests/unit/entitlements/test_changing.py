"""What would change it: never nothing where it is not sure, nothing that does not help, and no more than it takes."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.entitlements.engine import opening
from backend.entitlements.engine.changing import MOST_SENTENCES, MOST_WORDS, together
from backend.entitlements.engine.courses import NO
from backend.entitlements.engine.facts import NOT_SAID, NOT_YET, Answer, Choice, Declared, Facts
from backend.entitlements.engine.levels import level
from backend.entitlements.engine.lines import Amount, Right, Source
from backend.entitlements.engine.merging import merged
from backend.entitlements.engine.opening import MOST_TRIED, Opening, openings
from backend.entitlements.engine.otherwise import if_offered
from backend.entitlements.engine.reading import national, offer_of
from backend.entitlements.engine.standing import standing
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Law, leaves
from backend.people.entitlement import Category
from tests.unit.entitlements.made_up import DAY, anybody, facts_of
from tests.unit.entitlements.test_pack_words import sentences
from tests.unit.entitlements.test_standing import BORN, a_person, a_right, stand
from tests.unit.entitlements.test_standing_holds import always, any_right

PACK = national()
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
HINTS = {right.later_hint for right in PACK.rights}
NOTHING = "Nothing changes that."


@cache
def rights_of(council: str) -> list[Right]:
    return merged(PACK, [offer_of(council)] if council else [], DAY, NOW)


def is_open(right: Right, facts: Facts, one: Opening) -> bool:
    """Whether it is there on the day once all that it names is so; for our records, whether any could make it so."""
    names = {part.name for part in one.parts}
    right = if_offered(right) if "offered" in names else right
    laws = {leaf.name: leaf.on for rule in right.rules for leaf in leaves(rule) if isinstance(leaf, Law)}
    right = right.with_laws({name: DAY if f"law {name}" in names else day for name, day in laws.items()})
    so = facts.with_answers(**one.answers)
    lives = [so]
    if "records" in names:
        lives = [replace(so, categories=((date.min, category),), memo={}) for category in Category]
    return any(level(right, life).on(one.day.toordinal()) != NO for life in lives)


def all_is_said(right: Right, facts: Facts) -> None:
    """What must hold of any right, for anybody."""
    found = standing(right, facts, DAY)
    said = found.change
    if found.standing in ("not_now", "later", "may"):
        assert said, (right.id, found.standing)
    assert len(said) <= MOST_SENTENCES
    assert all(sentence.endswith((".", "?")) and "  " not in sentence for sentence in said), said
    for sentence in (one for text in said for one in sentences(text)):
        assert len(sentence.split()) <= MOST_WORDS, said
    if found.standing != "not_now":
        return
    ways = openings(right, facts, DAY) or []
    assert not (ways and any(NOTHING in sentence for sentence in said))
    for one in ways:
        assert is_open(right, facts, one), (right.id, right.rule.text, one)
        assert one.day >= DAY
        if len(ways) == 1 and not any(day > DAY.toordinal() for day in level(right, facts).days):
            assert set(together(right, facts, DAY, one)) <= set(said) or len(said) == MOST_SENTENCES
        for part in one.parts if one.day == DAY and "records" not in {part.name for part in one.parts} else ():
            less = Opening(tuple(other for other in one.parts if other != part), DAY)
            assert not is_open(right, facts, less), (right.id, one, part)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from(["", "tidewater", "ferrymoor", "larkbarrow"]))
def test_every_right_of_the_pack_says_what_would_change_it_and_it_does(seed: int, council: str) -> None:
    dice = random.Random(seed)
    facts = facts_of(anybody(dice, PACK.facts, known=dice.random()), PACK.facts)
    for right in rights_of(council):
        all_is_said(right, facts)


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 1 << 32))
def test_any_right_says_what_would_change_it_and_it_does(seed: int) -> None:
    dice = random.Random(seed)
    all_is_said(any_right(dice), facts_of(anybody(dice, known=dice.random())))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(0, 1 << 32))
def test_where_nothing_changes_it_no_life_like_this_ever_has_it(seed: int, other: int) -> None:
    """Whoever is told so is tried with other answers and on later days."""
    dice = random.Random(seed)
    right, person = any_right(dice), anybody(dice)
    if not any(NOTHING in sentence for sentence in standing(right, facts_of(person), DAY).change):
        return
    for number in range(30):
        life = always(person | {"answers": anybody(random.Random(other + number), known=1, hush=0)["answers"]})
        for days in (0, 1, 30, 365, 2000):
            on = DAY + timedelta(days=days)
            assert level(right, facts_of(life)).on(on.toordinal()) == NO, (right.rule.text, life, on)


@pytest.mark.parametrize(
    ("right", "person", "expected"),
    [
        (a_right("studying is university and pays_rent is yes"), {"studying": "none", "pays_rent": "no"},
         ["If you start at university, and if you do."]),
        (a_right("studying is one of university, college and pays_rent is yes"), {"studying": "none", "pays_rent": "yes"},
         ["If you start at college.", "If you start at university."]),
        (a_right("studying is university and work_hours at least 16"), {"studying": "none", "work_hours": 3},
         ["If you start at university, and if hours a week come to 16 or more."]),
        (a_right("work_hours under 16"), {"work_hours": 30}, ["If hours a week come to less than 16."]),
        (a_right("age from 18 and studying is university"), {"studying": "none"},
         ["If you start at university, and once you turn 18, on Wed 10 March 2027."]),
        (a_right("today from 2028-01-01 and within 1 months of moved_on"), {"moved_on": NOT_YET},
         ["When you move, and from Sat 1 January 2028."]),
        (a_right("today from 2027-01-01 and studying is university"), {"studying": "none"},
         ["If you start at university, and from Fri 1 January 2027."]),
        (a_right("after 60 days of started_on"), {"started_on": NOT_YET},
         ["If your answer to this changes: When did you start?"]),
        (a_right("has_children is yes and studying is university"), {"has_children": "no", "studying": "none"},
         ["If you start at university, and if your answer to this changes: Do you have a child?"]),
        (a_right("has_children is yes and moved_on before 2020-01-01"), {"has_children": "no", "moved_on": NOT_YET},
         ["If your answers to these change: Do you have a child? When did you move?"]),
        (a_right("category is former_relevant"), {"category": Category.NONE, "born": date(2007, 3, 10)},
         ["If our records of your time in care are wrong."]),
        (a_right("category is former_relevant and pays_rent is yes"),
         {"category": Category.NONE, "born": date(2007, 3, 10), "pays_rent": "no"},
         ["If you do, and if our records of your time in care are wrong."]),
        (a_right("category is former_relevant"), {"category": Category.NONE, "born": date(1999, 3, 10)},
         ["This goes by your age and your time in care. Nothing changes that."]),
        (a_right("age under 25"), {"born": date(2001, 11, 28)}, ["This ended on your 25th birthday. Nothing changes that."]),
        (a_right("age under 21"), {"born": date(2004, 2, 29)}, ["This ended on your 21st birthday. Nothing changes that."]),
        (a_right("today before 2026-11-01"), {}, ["The last day was Sat 31 October. Nothing changes that."]),
        (a_right("born_on before 2002-01-01"), {}, ["This goes by the day you were born. Nothing changes that."]),
        (a_right("never"), {}, ["This is open to nobody at present."]),
        (a_right("age from 26"), {}, ["Once you turn 26, on Sat 10 March 2035."]),
        (a_right("law some_day in force"), {}, ["If the new law starts."]),
        (a_right("law some_day in force and studying is university"), {"studying": "none"},
         ["If you start at university, and if the new law starts."]),
        (a_right("law some_day in force and age under 17"), {}, ["This ended on your 17th birthday. Nothing changes that."]),
        (a_right(offered="no"), {}, ["If our council starts to offer it."]),
        (a_right("age under 17", offered="not_yet"), {}, ["This ended on your 17th birthday. Nothing changes that."]),
        (a_right("pays_rent is yes", offered="no"), {"pays_rent": "no"}, ["If you do, and if our council starts to offer it."]),
        (a_right(offered="no", given="council_where_they_live"), {"lives_in_our_area": "yes"},
         ["If our council starts to offer it."]),
        (a_right("studying is university and pays_rent is yes and work_hours at least 16 and category is former_relevant"),
         {"studying": "none", "pays_rent": "no", "work_hours": 3, "category": Category.NONE, "born": date(2007, 3, 10)},
         ["If you start at university. And if you do. And if hours a week come to 16 or more. "
          "And if our records of your time in care are wrong."]),
        (a_right("age under 25 on started_on"), {"started_on": date(2026, 1, 1), "born": date(2000, 1, 1)},
         ["If your answer to this changes: When did you start?"]),
    ],
)  # fmt: skip
def test_where_it_is_not_there(right: Right, person: dict[str, Any], expected: list[str]) -> None:
    found = stand(right, **person)
    assert found.standing in ("not_now", "later")
    assert found.change == expected


@pytest.mark.parametrize(
    ("right", "person", "expected"),
    [
        (a_right("pays_rent is yes"), {}, ["When you tell us this: Do you pay rent?"]),
        (a_right("pays_rent is yes"), {"pays_rent": NOT_SAID}, ["When you choose to tell us this: Do you pay rent?"]),
        (a_right(amounts=(Amount("exact", 100, rule=parse("pays_rent is yes")), Amount("exact", 200, rule=parse("pays_rent is no")))),
         {"pays_rent": NOT_SAID}, ["When you choose to tell us this: Do you pay rent?"]),
        (a_right("never", "always"), {}, ["When the people who decide this say yes."]),
        (a_right("category is former_relevant"), {"category": None}, ["When our records of your time in care are clear."]),
        (a_right(offered="not_said"), {}, ["When our council has said if it offers this."]),
        (a_right(source=Source("Law", confidence="?")), {}, ["When the rules for this are clear."]),
        (replace(a_right(), last_checked=date(2026, 1, 1)), {}, ["When we have checked that this is still right."]),
        (a_right(given="council_where_they_live"), {"lives_in_our_area": "no"}, ["When the council where you live says yes."]),
        (a_right("never", "age under 18"), {},
         ["When the people who decide this say yes.", "It ends when you turn 18, on Wed 10 March 2027."]),
    ],
)  # fmt: skip
def test_where_it_is_not_sure(right: Right, person: dict[str, Any], expected: list[str]) -> None:
    found = stand(right, **person)
    assert found.standing == "may"
    assert found.change == expected


def test_what_the_council_can_do_to_make_it_sure_is_said() -> None:
    person = Facts(BORN, ((date.min, Category.FORMER_RELEVANT),), {}, PACK.facts)
    so = person.with_answers(studying="university", in_education_programme="no")
    found = standing(PACK.by_id["he_bursary"], so, DAY)
    assert (found.standing, found.change[0]) == ("may", "If your course goes in your plan.")


def test_thirty_things_together_are_found_at_once_and_a_knot_is_given_up_at_once() -> None:
    """Counted, not timed: a council's own rule may ask for anything."""
    yes_no = Declared("one", "yes_no", "One?", options=(Choice("yes", "Yes", "If so."), Choice("no", "No", "If not.")))
    declared = {f"fact_{n}": replace(yes_no, id=f"fact_{n}") for n in range(30)}
    person = Facts(BORN, (), {name: (Answer("no"),) for name in declared}, declared)
    together = a_right(" and ".join(f"{name} is yes" for name in declared))
    (one,) = openings(together, person, DAY) or []
    assert one.answers == dict.fromkeys(declared, "yes")
    pairs = " and ".join(
        f"({a} is yes or {b} is yes)" for a, b in zip([*declared][::2], [*declared][1::2], strict=True)
    )
    with monitored() as asked:
        assert standing(a_right(pairs), person, DAY).change
    assert asked["many"] < 4 * MOST_TRIED


@contextmanager
def monitored() -> Iterator[Counter[str]]:
    """How often the search asks whether something opens the right."""
    counted, asks = Counter[str](), opening._Day._opens

    def counts(day: opening._Day, parts: Any) -> bool:
        counted["many"] += 1
        return asks(day, parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening._Day, "_opens", counts)
        yield counted


def test_a_search_that_is_cut_off_sends_to_the_adviser_and_says_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.entitlements.engine.opening.MOST_TRIED", 0)
    found = standing(a_right("studying is university"), a_person(studying="none"), DAY)
    assert found.change == ["Ask your adviser what would change it."]
