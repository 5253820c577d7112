"""What could be otherwise about a right that is not there: answers, the council's no, a law, our records. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from backend.entitlements.engine.asking import Says, ways
from backend.entitlements.engine.courses import NO, YES
from backend.entitlements.engine.facts import NOT_SAID, NOT_YET, Declared, Facts
from backend.entitlements.engine.levels import LIVES_HERE, reaches
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.verdicts import course
from backend.entitlements.engine.wording import fact_of
from backend.entitlements.language.rule import CategoryIs, Counted, Law, Rule, leaves
from backend.people.care import age_reached
from backend.people.entitlement import Category

DO, SAY, RECORDS = 0, 1, 2
"""What somebody can do; what only another answer changes; what the council's records say."""

Value = str | date | int

FROM_AGE = (
    (25, (Category.OVER_25, Category.NONE)),
    (21, (Category.FORMER_RELEVANT_21_25, Category.QUALIFYING_21_25, Category.NONE)),
    (18, (Category.FORMER_RELEVANT, Category.QUALIFYING, Category.NONE)),
    (16, (Category.ELIGIBLE, Category.RELEVANT, Category.LOOKED_AFTER_NOT_YET_ELIGIBLE, Category.QUALIFYING, Category.NONE)),
    (0, (Category.UNDER_16, Category.NONE)),
)  # fmt: skip


@dataclass(frozen=True)
class Otherwise:
    """One thing that could be otherwise: how the tests would come out then, and each way to say it.

    `name`: the fact, or what else it is. `values`: the answers of the fact that come out so, one for each of `words`.
    """

    name: str
    kind: int
    says: Says
    words: tuple[str, ...]
    values: tuple[Value, ...] = ()


def if_offered(right: Right) -> Right:
    """The same right where this council offers it."""
    if right.offered not in ("no", "not_yet"):
        return right
    if "if offered" not in right.memo:
        right.memo["if offered"] = replace(right, offered="yes")
    found: Right = right.memo["if offered"]
    return found


def otherwise(right: Right, facts: Facts, on: date, day: date) -> Iterator[Otherwise]:
    """Each thing with every way in which it could be otherwise on this day, answers as they would be given on `on`."""
    tests = leaves(reaches(if_offered(right)))
    for name in dict.fromkeys(fact_of(leaf) for leaf in tests):
        if name in facts.declared:
            yield from _of_fact(right, facts, facts.declared[name], tests, on, day)
    if right.offered in ("no", "not_yet"):
        yield Otherwise("offered", DO, {}, ("If our council starts to offer it.",))
    for leaf in tests:
        if isinstance(leaf, Law) and course(leaf, facts).on(day.toordinal()) == NO:
            yield Otherwise(f"law {leaf.name}", DO, {leaf.key: YES}, ("If the new law starts.",))
    ours = [leaf for leaf in tests if isinstance(leaf, CategoryIs)]
    age = next(age for age, _ in FROM_AGE if age_reached(facts.born_on, age) <= day.toordinal())
    for category in dict(FROM_AGE)[age] if ours else ():
        says = {leaf.key: YES if category in leaf.names else NO for leaf in ours}
        yield Otherwise("records", RECORDS, says, ("If our records of your time in care are wrong.",))


def _of_fact(
    right: Right, facts: Facts, declared: Declared, tests: Sequence[Rule], on: date, day: date
) -> Iterator[Otherwise]:
    """The other answers of a fact that has one. One that is not known stands in nobody's way."""
    holds = facts.answer(declared.id, day)
    if holds is None or holds.value == NOT_SAID:
        return
    leaves_it = right.offered in ("no", "not_yet") and declared.id == LIVES_HERE.fact
    for way in ways(right, facts, declared.id, on, day):
        kind = SAY if leaves_it else DO
        told = [(value, words) for value in way.values if (words := _words(declared, tests, value, on))]
        if declared.private or not told:
            kind, told = SAY, [(way.values[0], "")]
        says = {leaf.key: way.says[leaf.key] for leaf in tests if fact_of(leaf) == declared.id}
        yield Otherwise(declared.id, kind, says, tuple(dict(told).values()), tuple(dict(told)))


def _words(declared: Declared, tests: Sequence[Rule], value: Value, on: date) -> str:
    """What would happen, as a sentence; empty where it cannot happen any more."""
    if declared.kind == "date":
        return declared.if_so if value != NOT_YET and isinstance(value, date) and value >= on else ""
    if isinstance(value, int):
        ours = [leaf for leaf in tests if isinstance(leaf, Counted) and leaf.fact == declared.id]
        if not declared.noun:
            return ""
        if value in [leaf.low for leaf in ours]:
            return f"If {declared.noun} come to {value} or more."
        return f"If {declared.noun} come to less than {value + 1}."
    option = declared.option(str(value))
    return option.if_so if option else ""
