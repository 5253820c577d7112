"""Whether a rule can ever say yes, and whether a table of ages leaves nobody out and nobody twice. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, product

from backend.entitlements.checking.shapes import Fault
from backend.entitlements.engine.asking import answer, values
from backend.entitlements.engine.courses import NO, YES, later_by
from backend.entitlements.engine.facts import Answer, Declared, Facts
from backend.entitlements.engine.lines import Amount
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import Age, AgeOn, Always, CategoryIs, Law, Nearing, Never, Rule, Today, leaves
from backend.people.entitlement import Category
from backend.shared.dates import age_on, birthday

MOST_LIVES = 20_000
"""Combinations tried; a rule with more is taken to be able to say yes and no."""

A_DAY = date(2026, 6, 15)
A_BIRTH = date(2000, 1, 1)
_AGES = {
    Category.UNDER_16: range(16),
    Category.LOOKED_AFTER_NOT_YET_ELIGIBLE: range(16, 18),
    Category.ELIGIBLE: range(16, 18),
    Category.RELEVANT: range(16, 18),
    Category.FORMER_RELEVANT: range(18, 21),
    Category.FORMER_RELEVANT_21_25: range(21, 25),
    Category.QUALIFYING: range(16, 21),
    Category.QUALIFYING_21_25: range(21, 25),
    Category.NONE: range(200),
    Category.OVER_25: range(25, 200),
}
Ways = list[dict[str, int]]


def never_or_always(path: str, rule: Rule, declared: Mapping[str, Declared]) -> Iterator[Fault]:
    """A rule that asks about people and yet says the same to all of them."""
    tests = leaves(rule)
    if all(isinstance(leaf, Always | Never) for leaf in tests):
        return
    answers = _answers(rule, declared)
    if answers and YES not in answers:
        yield Fault(path, "This rule can never say yes.", "Take out the tests that exclude each other.", rule.at)
    elif answers == {YES}:
        yield Fault(path, "This rule says yes to everybody.", "Write “always”, or take out a test.", rule.at)


def _answers(rule: Rule, declared: Mapping[str, Declared]) -> set[int]:
    """What the rule says over all lives that are known in full; empty where there are too many to try."""
    tests = leaves(rule)
    names = dict.fromkeys(getattr(leaf, "fact", "") for leaf in tests if getattr(leaf, "fact", ""))
    ways = [_of_people(tests), *_of_today(tests), *(_of_fact(name, tests, declared) for name in names)]
    count = 1
    for one in ways:
        count *= max(1, len(one))
    if count > MOST_LIVES:
        return set()
    found: set[int] = set()
    for life in product(*ways):
        found.add(answer(rule, {key: says for part in life for key, says in part.items()}))
        if found >= {NO, YES}:
            break
    return found


def _of_people(tests: Sequence[Rule]) -> Ways:
    """Every way in which age and category can answer together."""
    ours = [leaf for leaf in tests if isinstance(leaf, Age | CategoryIs | Nearing | Always | Never)]
    found: dict[tuple[int, ...], dict[str, int]] = {}
    for born, category in product(sorted(set(_births(ours))), Category):
        if age_on(born, A_DAY) in _AGES[category]:
            facts = Facts(born, ((date.min, category),), {}, {})
            said = {leaf.key: course(leaf, facts).on(A_DAY.toordinal()) for leaf in ours}
            found.setdefault(tuple(said.values()), said)
    return list(found.values())


def _births(tests: Sequence[Rule]) -> Iterator[date]:
    """Birth dates on both sides of every age that these tests, or the categories, turn at."""
    ages = {16, 18, 21, 25} | {
        age for leaf in tests if isinstance(leaf, Age | AgeOn) for age in (leaf.low, leaf.under) if age is not None
    }
    edges = [birthday(A_DAY, -age) for age in ages]
    for leaf in tests:
        if isinstance(leaf, Nearing):
            ahead = date.fromordinal(later_by(A_DAY, leaf.count, leaf.unit))
            edges += [birthday(A_DAY, -leaf.age), birthday(ahead, -leaf.age)]
    for edge in edges:
        yield from (edge + timedelta(days=step) for step in (-4, -1, 0, 1))


def _of_today(tests: Sequence[Rule]) -> list[Ways]:
    """The calendar, and each law started or not."""
    calendar = [leaf for leaf in tests if isinstance(leaf, Today)]
    edges = {edge for leaf in calendar for edge in (leaf.low, leaf.before) if edge}
    days = sorted({edge + timedelta(days=step) for edge in edges for step in (-1, 0)})
    nobody = Facts(date(2000, 1, 1), (), {}, {})
    today = [{leaf.key: course(leaf, nobody).on(day.toordinal()) for leaf in calendar} for day in days]
    laws = dict.fromkeys(leaf.key for leaf in tests if isinstance(leaf, Law))
    return [*([today] if today else []), *([{key: NO}, {key: YES}] for key in laws)]


def _of_fact(name: str, tests: Sequence[Rule], declared: Mapping[str, Declared]) -> Ways:
    ours = [leaf for leaf in tests if getattr(leaf, "fact", "") == name]
    kind = declared.get(name) or Declared(name, "date", name)
    stand_in = "some_date" if name not in declared else name
    found: dict[tuple[int, ...], dict[str, int]] = {}
    births = sorted(set(_births(ours))) if any(isinstance(leaf, AgeOn) for leaf in ours) else [A_BIRTH]
    for born in births:
        for value in values(kind, ours, A_DAY, born):
            facts = Facts(born, (), {stand_in: (Answer(value),)}, {})
            said = {leaf.key: course(_about(leaf, stand_in), facts).on(A_DAY.toordinal()) for leaf in ours}
            found.setdefault(tuple(said.values()), said)
    return list(found.values())


def _about(leaf: Rule, fact: str) -> Rule:
    """The same test of another fact: a birthday is tried as any date."""
    fields = {name: getattr(leaf, name) for name in leaf.__dataclass_fields__ if name != "at"}
    return type(leaf)(**{**fields, "fact": fact})


def ages_of(path: str, rows: Sequence[Amount]) -> Iterator[Fault]:
    """Rows of a table by age, of the same time: no age in two of them, none between them left out."""
    ages = [
        (row.rule.low or 0, row.rule.under or 200, number, row)
        for number, row in enumerate(rows, 1)
        if isinstance(row.rule, Age)
    ]
    for one, other in combinations(sorted(ages, key=lambda a: a[:3]), 2):
        if one[1] > other[0] and _meet(one[3], other[3]):
            what = f"Rows {one[2]} and {other[2]} are both for age {other[0]}."
            yield Fault(f"{path}[{other[2]}].rule", what, "Let each age be in one row.", (1, 1))
    for day in sorted({row.valid_from or date(1900, 1, 1) for row in rows}):
        now = sorted((a for a in ages if a[3].valid_on(day)), key=lambda a: a[:3])
        for before, after in pairwise(now):
            if before[1] < after[0]:
                what = f"No row is for age {before[1]}, between rows {before[2]} and {after[2]}."
                yield Fault(f"{path}[{after[2]}].rule", what, f"Start this row at age {before[1]}.", (1, 1))


def for_everybody(path: str, rows: Sequence[Amount]) -> Iterator[Fault]:
    """Two rows with the same rule and the same words for whom, both valid on one day."""
    for (first, one), (second, other) in combinations(enumerate(rows, 1), 2):
        same = (one.rule, one.for_whom) == (other.rule, other.for_whom) and not isinstance(one.rule, Age)
        if same and _meet(one, other):
            yield Fault(
                f"{path}[{second}]",
                f"Rows {first} and {second} are for the same people at the same time.",
                "Give one of them a rule or days.",
            )


def _meet(one: Amount, other: Amount) -> bool:
    low = max(one.valid_from or date.min, other.valid_from or date.min)
    return low <= min(one.valid_to or date.max, other.valid_to or date.max)
