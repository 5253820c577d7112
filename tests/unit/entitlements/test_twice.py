"""The engine against the slow twin: on made-up rules, and on every right of the pack at every edge of made-up lives."""

import random
import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.entitlements.engine.many import Many
from backend.entitlements.engine.reading import PACK, national
from backend.entitlements.engine.standing import changes, standing
from backend.entitlements.engine.verdicts import verdict
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import bound
from tests.unit.entitlements import slow_twin
from tests.unit.entitlements.made_up import DAY, LAWS, any_rule, anybody, facts_of

RIGHTS = national().rights
SAYS = ["no", "unknown", "yes"]
ONE_DAY = timedelta(days=1)


@cache
def twin_of(right: str) -> dict[str, Any]:
    return slow_twin.ready(tomllib.loads((PACK / "england" / f"{right}.toml").read_text()))


def person_of_the_pack(dice: random.Random) -> dict[str, Any]:
    return anybody(dice, national().facts) | {"laws": national().laws}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1 << 32))
def test_two_implementations_agree_on_any_rule_for_anybody_on_any_day(seed: int) -> None:
    dice = random.Random(seed)
    text, person = any_rule(dice), anybody(dice)
    rule, tree, facts = bound(parse(text), LAWS), slow_twin.read(text), facts_of(person)
    for _ in range(12):
        day = DAY + timedelta(days=dice.randrange(-6000, 4000))
        assert SAYS[verdict(rule, facts, day)] == slow_twin.answer(tree, person, day), (text, person, day)


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.id)
def test_day_before_day_of_and_day_after_every_edge(right: Any) -> None:
    """Every edge is generated from the data: the right's own rules and the lives decide which days are tried."""
    twin, dice, tried = twin_of(right.id), random.Random(right.id), 0
    for number in range(12):
        person = person_of_the_pack(dice) | ({"born": date(2004, 2, 29)} if number % 4 == 0 else {})
        facts = facts_of(person, national().facts)
        for edge in changes(right, facts, date(2020, 1, 1), date(2034, 1, 1)):
            for day in (edge - ONE_DAY, edge, edge + ONE_DAY):
                stand = standing(right, facts, day)
                now = slow_twin.reach(twin, person, day)
                assert (stand.standing in ("later", "not_now")) == (now == "no"), (person, day)
                assert stand.stale == slow_twin.stale(twin, day)
                sure = now == "yes" and not stand.stale and not twin["doubt"]
                assert (stand.standing in ("can", "ends_soon")) == sure, (person, day)
                row = slow_twin.row(twin, person, day)
                assert stand.amount == (None if row is None else right.amounts[row])
                tried += 1
    assert tried >= 36


def test_one_day_after_another_finds_the_same_from_and_until() -> None:
    """For some lives and rights the twin looks for the days by trying every one."""
    dice = random.Random(4)
    for right in RIGHTS[::2]:
        person = person_of_the_pack(dice) | {"born": date(2006, 1, 1) + timedelta(days=dice.randrange(2000))}
        on = DAY + timedelta(days=dice.randrange(-400, 400))
        stand = standing(right, facts_of(person, national().facts), on)
        kind, from_on, until_on = slow_twin.stands(twin_of(right.id), person, on)
        assert (stand.standing, stand.from_on) == (kind, from_on), (right.id, person, on)
        if until_on is not None or (
            stand.until_on and stand.until_on < slow_twin.birthday(person["born"], 26) - ONE_DAY
        ):
            assert stand.until_on == until_on, (right.id, person, on)


def test_many_rights_at_once_stand_as_each_alone() -> None:
    many, dice = Many(RIGHTS), random.Random(9)
    for _ in range(60):
        person = person_of_the_pack(dice)
        facts, again = facts_of(person, national().facts), facts_of(person, national().facts)
        on = DAY + timedelta(days=dice.randrange(-1500, 1500))
        for right, stand in zip(RIGHTS, many.standings(facts, on), strict=True):
            alone = standing(right, again, on)
            assert (stand.right, stand.standing, stand.from_on, stand.until_on) == (
                right,
                alone.standing,
                alone.from_on,
                alone.until_on,
            )


def test_work_for_many_people_grows_with_the_tests_and_not_with_the_rights() -> None:
    """A hundred rights that share their tests ask each test once a person: counted, not timed."""
    hundred = (RIGHTS * 3)[:100]
    assert len(Many(hundred).tests) == len(Many(RIGHTS).tests)
    assert len(Many(hundred).steps) == len(Many(RIGHTS).steps)
    facts = facts_of(person_of_the_pack(random.Random(1)), national().facts)
    Many(hundred).standings(facts, DAY)
    worked_out = len(facts.memo)
    Many(hundred).standings(facts, DAY + ONE_DAY)
    assert len(facts.memo) == worked_out <= len(Many(RIGHTS).tests) + 30
