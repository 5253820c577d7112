"""A million made-up people and rights: the engine and the slow second implementation say the same about each.

The rights are those of the country and of the three example offers, with amended versions published over each other.
"""

import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.entitlements.engine.many import Many
from backend.entitlements.engine.merging import merged
from backend.entitlements.engine.reading import national
from backend.entitlements.engine.verdicts import verdict
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import bound
from tests.unit.entitlements import slow_offer, slow_twin
from tests.unit.entitlements.made_up import DAY, LAWS, any_rule, anybody, facts_of
from tests.unit.entitlements.made_up_offers import COUNCILS, any_history, any_nation, edges, pack_of, version_of

PAIRS = 1_000_000
SAYS = ["no", "unknown", "yes"]
RULES_SHARE = 5
"""One pair in five is a made-up rule; the others are the rights that ship."""
PEOPLE = 25
"""People for one day of one history of an offer."""


def test_two_implementations_agree_on_a_million_lives_and_rights(
    size: Any, dice: random.Random, told: dict[str, Any]
) -> None:
    pairs, standings = size(PAIRS), Counter[str]()
    told |= {"pairs": 0, "histories": 0, "own rights": 0, "amounts": 0}
    while told["pairs"] < pairs - pairs // RULES_SHARE:
        _one_day(dice, told, standings)
    told["standings"] = dict(standings)
    assert {"can", "may", "later", "not_now", "ends_soon"} == set(standings)


def _one_day(dice: random.Random, told: dict[str, Any], standings: Counter[str]) -> None:
    """Some people on one day of one history, as it was known at one instant, each with every right."""
    history = any_history(dice, COUNCILS[told["histories"] % len(COUNCILS)])
    near, far = DAY + timedelta(days=dice.randrange(-150, 180)), DAY + timedelta(days=dice.randrange(-2500, 2500))
    day = dice.choice([near, far, dice.choice(edges(history) or [near]) + timedelta(days=dice.choice([-1, 0, 0, 1]))])
    known_at = datetime.combine(DAY + timedelta(days=dice.randrange(-400, 900)), time(12), UTC)
    laws = {name: dice.choice([None, DAY, DAY - timedelta(days=dice.randrange(700))]) for name in national().laws}
    country = any_nation(dice)
    rights = merged(pack_of(country), [version_of(one) for one in history], day, known_at, laws)
    twins = slow_offer.rights_on(country, history, day, known_at)
    assert {right.id for right in rights} == {*twins}, (history, day)
    told["histories"] += 1
    many = Many(rights)
    for _ in range(PEOPLE):
        person = anybody(dice, national().facts, known=dice.random()) | {"laws": laws}
        for stand in many.standings(facts_of(person, national().facts), day):
            right, twin = stand.right, twins[stand.right.id]
            assert _plain(stand.standing) == _kind(twin, person, day), (right.id, person, day, known_at, history)
            row = slow_twin.row(twin, person, day)
            assert stand.amount == (None if row is None else right.amounts[row]), (right.id, person, day, history)
            standings[stand.standing] += 1
            told["own rights"] += right.own
            told["amounts"] += row is not None
        told["pairs"] += len(rights)


def test_two_implementations_agree_on_made_up_rules(size: Any, dice: random.Random, told: dict[str, Any]) -> None:
    answers = Counter[str]()
    for _ in range(size(PAIRS) // RULES_SHARE // 20):
        text, person = any_rule(dice), anybody(dice)
        rule, tree, facts = bound(parse(text), LAWS), slow_twin.read(text), facts_of(person)
        for _ in range(20):
            day = DAY + timedelta(days=dice.randrange(-6000, 4000))
            expected = slow_twin.answer(tree, person, day)
            assert SAYS[verdict(rule, facts, day)] == expected, (text, person, day)
            answers[expected] += 1
    told["answers"] = dict(answers)
    assert set(answers) == set(SAYS)


def _kind(twin: dict[str, Any], person: dict[str, Any], day: date) -> str:
    now = slow_twin.reach(twin, person, day)
    return "can" if slow_twin.sure(twin, person, day) else "no" if now == "no" else "may"


def _plain(standing: str) -> str:
    return {"ends_soon": "can", "later": "no", "not_now": "no"}.get(standing, standing)
