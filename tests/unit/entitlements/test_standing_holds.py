"""What holds for every right, person and day, tried on many made-up ones."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.entitlements.engine import verdicts
from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES
from backend.entitlements.engine.facts import Facts, categories_of
from backend.entitlements.engine.lines import Amount, Ask, Right, Source
from backend.entitlements.engine.many import Many
from backend.entitlements.engine.reading import national
from backend.entitlements.engine.standing import Stand, changes, next_change, standing
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Never, bound, leaves
from backend.people.care import Care
from backend.people.entitlement import Category
from tests.unit.entitlements.made_up import DAY, DECLARED, LAWS, any_rule, anybody, facts_of
from tests.unit.people.test_categories_hold import lives

ONE_DAY = timedelta(days=1)
SURE = ("can", "ends_soon")
GONE = ("later", "not_now")
RANK = {"not_now": 0, "later": 0, "may": 1, "ends_soon": 2, "can": 2}
MANY = Many(national().rights)
seeds = st.integers(0, 1 << 32)


def any_right(dice: random.Random) -> Right:
    """A right with made-up rules, rows, dates and doubts."""

    def maybe_day() -> date | None:
        return DAY + timedelta(days=dice.randrange(-400, 400)) if dice.random() < 0.3 else None

    rows = tuple(
        Amount(
            "exact",
            dice.randrange(1, 9) * 100,
            rule=parse(any_rule(dice, 1)) if dice.random() < 0.7 else None,
            valid_from=maybe_day(),
        )
        for _ in range(dice.choice([0, 0, 1, 2, 3]))
    )
    return Right(
        "made_up", "money", "wallet", "Title", "One line.", "About.", "Who.", "If no.",
        rule=bound(parse(any_rule(dice)), LAWS),
        may=bound(parse(any_rule(dice, 1)), LAWS) if dice.random() < 0.4 else Never(),
        last_checked=DAY - timedelta(days=dice.randrange(250)),
        source=Source("Law", confidence=dice.choice(["V", "V", "V", "?"])),
        given=dice.choice(["country", "responsible_council", "council_where_they_live"]),
        offered=dice.choice(["yes"] * 6 + ["no", "not_yet", "not_said"]),
        ask=Ask(), amounts=rows, valid_from=maybe_day(), valid_to=maybe_day(),
    ).with_laws(LAWS)  # fmt: skip


def seen(stand: Stand) -> Any:
    """All of a stand that must not change between its change days, words apart."""
    said = tuple((reason.says, reason.fact) for reason in stand.reasons)
    question = stand.question.fact if stand.question else None
    return stand.standing, stand.from_on, stand.until_on, stand.amount, said, question, stand.check_with


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_between_its_change_days_nothing_changes(seed: int) -> None:
    dice = random.Random(seed)
    right, facts = any_right(dice), facts_of(anybody(dice))
    first = DAY + timedelta(days=dice.randrange(-900, 900))
    turns = set(changes(right, facts, first, first + timedelta(days=130)))
    before, day = seen(standing(right, facts, first)), first
    for _ in range(130):
        day += ONE_DAY
        now = seen(standing(right, facts, day))
        if day not in turns:
            assert now == before, (day, right, facts)
        before = now
    assert next_change(right, facts, first) == min(turns, default=next_change(right, facts, first))


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_the_next_change_is_the_first_of_all_changes(seed: int) -> None:
    dice = random.Random(seed)
    right, facts = any_right(dice), facts_of(anybody(dice))
    everything = changes(right, facts, date.min, date.max)
    assert everything == sorted(set(everything))
    for day in (DAY, DAY - timedelta(days=700)):
        assert next_change(right, facts, day) == next((turn for turn in everything if turn > day), None)


@settings(max_examples=120, deadline=None)
@given(seeds)
def test_more_knowledge_never_contradicts_less(seed: int) -> None:
    """A yes stays a yes and a no a no, whatever else becomes known; and so for how the right stands."""
    dice = random.Random(seed)
    right, person = any_right(dice), anybody(dice, known=0.3)
    less = facts_of(person)
    more = facts_of(person | {"answers": anybody(dice, known=0.9)["answers"] | person["answers"]})
    rule = right.rule
    for _ in range(6):
        day = DAY + timedelta(days=dice.randrange(-1500, 1500))
        before, after = verdicts.verdict(rule, less, day), verdicts.verdict(rule, more, day)
        assert before in (after, NOT_KNOWN), (rule.text, person, day)
        known, knows = standing(right, less, day), standing(right, more, day)
        if known.standing in SURE:
            assert knows.standing in SURE
        if known.standing in GONE:
            assert knows.standing in GONE
        if known.amount is not None:
            assert knows.amount == known.amount


@settings(max_examples=100, deadline=None)
@given(seeds)
def test_nothing_is_certain_from_what_is_not_known(seed: int) -> None:
    """Whoever can get it, can in every life that agrees with what is known; whoever cannot, in none."""
    dice = random.Random(seed)
    right, person = any_right(dice), anybody(dice, known=0.3)
    kinds = {standing(right, facts_of(person), DAY).standing}
    for _ in range(8):
        full = facts_of(person | {"answers": anybody(dice, known=1)["answers"] | person["answers"]})
        kinds.add(standing(right, full, DAY).standing)
    assert not (kinds & set(SURE) and kinds & set(GONE)) or standing(right, facts_of(person), DAY).standing == "may"


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_the_question_is_about_something_not_known_that_can_alter_the_outcome(seed: int) -> None:
    dice = random.Random(seed)
    right, facts = any_right(dice), facts_of(anybody(dice, known=0.4))
    stand = standing(right, facts, DAY)
    if stand.question is None:
        return
    fact = DECLARED[stand.question.fact]
    assert stand.standing == "may"
    assert facts.answer(fact.id, DAY) is None
    assert fact.id in right.facts
    assert stand.question.private == fact.private


def test_where_nothing_is_asked_no_answer_would_change_anything() -> None:
    """Tried with random full lives: if the outcome differs between them, a question is asked."""
    asked = 0
    for seed in range(150):
        dice = random.Random(seed)
        right, known = any_right(dice), always(anybody(dice, known=0.5, hush=0))
        stand = standing(right, facts_of(known), DAY)
        asked += stand.question is not None
        if stand.standing != "may" or stand.question is not None:
            continue
        lives = [
            known["answers"],
            *(always(anybody(dice, known=1, hush=0))["answers"] | known["answers"] for _ in range(25)),
        ]
        full = [standing(right, facts_of(known | {"answers": answers}), DAY) for answers in lives[1:]]
        assert len({one.standing in GONE for one in full}) == 1, (seed, right.rule.text)
    assert asked > 20


def always(person: dict[str, Any]) -> dict[str, Any]:
    """The same person with one answer to each fact, from always."""
    return person | {"answers": {name: [(None, given[-1][1])] for name, given in person["answers"].items() if given}}


@settings(max_examples=40, deadline=None)
@given(lives(), seeds)
def test_one_more_week_in_care_never_takes_a_right_away(life: Any, seed: int) -> None:
    """Over the real pack, for grown-ups, all else the same. An adoption, an order or a return home is another life."""
    dice = random.Random(seed)
    life = replace(
        life,
        adopted_on=None,
        passed_to_other_council_on=None,
        died_on=None,
        at_home=(),
        guardianships=(),
        other_care=(),
    )
    week = life.born_on + timedelta(days=dice.randrange(14 * 365, 18 * 366))
    more = replace(life, care=(*life.care, Care(week, week + timedelta(days=6))))
    declared = national().facts
    answers = facts_of(anybody(dice, declared), declared).answers
    before, after = (Facts(life.born_on, categories_of(one), answers, declared) for one in (life, more))
    on = max(DAY, life.born_on + timedelta(days=dice.randrange(18 * 366, 25 * 365)))  # the pack says what is so now
    for less, now in zip(MANY.standings(before, on), MANY.standings(after, on), strict=True):
        assert RANK[now.standing] >= RANK[less.standing], (now.right.id, less.standing, now.standing, on)


def test_in_the_pack_whoever_left_care_has_no_less_than_whoever_has_some_help() -> None:
    """What the property above leans on, rule by rule: naming a lower group names the higher one of the same age."""
    above = {Category.QUALIFYING_21_25: Category.FORMER_RELEVANT_21_25, Category.QUALIFYING: Category.FORMER_RELEVANT}
    for right in national().rights:
        names = {
            name for rule in (right.rule, right.may) for leaf in leaves(rule) for name in getattr(leaf, "names", ())
        }
        for lower, higher in above.items():
            assert lower not in names or higher in names, right.id


def test_yes_no_and_not_known_are_in_this_order() -> None:
    assert NO < NOT_KNOWN < YES
