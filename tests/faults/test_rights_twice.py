"""A million made-up people and rights: the engine and the slow second implementation say the same about each."""

import random
import tomllib
from collections import Counter
from datetime import date, timedelta
from typing import Any

from backend.entitlements.engine.many import Many
from backend.entitlements.engine.reading import PACK, national
from backend.entitlements.engine.verdicts import verdict
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import bound
from tests.unit.entitlements import slow_twin
from tests.unit.entitlements.made_up import DAY, LAWS, any_rule, anybody, facts_of

PAIRS = 1_000_000
SAYS = ["no", "unknown", "yes"]
RULES_SHARE = 5
"""One pair in five is a made-up rule; the others are the rights that ship."""


def test_two_implementations_agree_on_a_million_lives_and_rights(
    size: Any, dice: random.Random, told: dict[str, Any]
) -> None:
    pairs, standings = size(PAIRS), Counter[str]()
    rights = national().rights
    many, twins = (
        Many(rights),
        [slow_twin.ready(tomllib.loads((PACK / "england" / f"{r.id}.toml").read_text())) for r in rights],
    )
    told["pairs"] = 0
    while told["pairs"] < pairs - pairs // RULES_SHARE:
        person = anybody(dice, national().facts, known=dice.random()) | {"laws": national().laws}
        day = DAY + timedelta(days=dice.randrange(-2500, 2500))
        for stand, twin in zip(many.standings(facts_of(person, national().facts), day), twins, strict=True):
            expected = _kind(twin, person, day)
            assert _plain(stand.standing) == expected, (stand.right.id, person, day)
            standings[stand.standing] += 1
        told["pairs"] += len(rights)
    told["standings"] = dict(standings)
    assert {"can", "may", "later", "not_now", "ends_soon"} == set(standings)


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
    if now == "yes" and (twin["source"]["confidence"] == "?" or slow_twin.stale(twin, day)):
        return "may"
    return {"yes": "can", "unknown": "may", "no": "no"}[now]


def _plain(standing: str) -> str:
    return {"ends_soon": "can", "later": "no", "not_now": "no"}.get(standing, standing)
