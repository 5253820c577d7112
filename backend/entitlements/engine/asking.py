"""The one question that settles a right: the unknown fact whose answer decides most. Pure.

A fact that cannot alter the outcome, whatever else turns out, is never asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES, earlier_by
from backend.entitlements.engine.facts import NOT_YET, Choice, Declared, Facts, Kind
from backend.entitlements.engine.levels import LIVES_HERE
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import After, AgeOn, And, Counted, Dated, Not, Or, Rule, Within, leaves
from backend.people.care import NEVER, age_reached

MOST_TRIED = 4096
"""Combinations of answers tried for one right; beyond it each fact is tried alone."""

Says = Mapping[str, int]
"""The answer of each test by its key."""


@dataclass(frozen=True)
class Question:
    """`options`: none for a number; for a date only "not yet", beside the day itself."""

    fact: str
    words: str
    why: str
    options: tuple[Choice, ...]
    private: bool
    kind: Kind


@dataclass(frozen=True)
class Way:
    """One way in which the tests of a fact can come out, and the answers that make them do so."""

    says: Says
    values: tuple[str | date | int, ...]


@dataclass(frozen=True)
class Outcome:
    """What comes out on one day: how far the right reaches, and which row of the table fits. `open`: an answer is missing."""

    level: int
    row: int
    open: bool


def question(right: Right, facts: Facts, on: date) -> Question | None:
    """The unknown fact that settles most, those that are not private first where they settle as much."""
    says, sorts = _now(right, facts, on), _unknown(right, facts, on)
    settles = {name: _settles(ways, right, says, on) for name, ways in sorts.items()}
    best_first = sorted(sorts, key=lambda name: (-settles[name], facts.declared[name].private))
    found = next((name for name in best_first if _can_alter(name, right, says, sorts, on)), None)
    return None if found is None else _asked(facts.declared[found])


def outcome(right: Right, says: Says, on: date) -> Outcome:
    """What comes out when the tests answer so."""
    level = answer(right.rule, says)
    is_open = level == NOT_KNOWN
    may = answer(right.may, says)
    if level != YES and may != NO:
        is_open = is_open or (level == NO and may == NOT_KNOWN)
        level = NOT_KNOWN
    if level != NO and right.given == "council_where_they_live":
        is_open = is_open or says[LIVES_HERE.key] == NOT_KNOWN
        level = level if says[LIVES_HERE.key] == YES else NOT_KNOWN
        if right.offered in ("no", "not_yet"):
            level = NO if says[LIVES_HERE.key] == YES else level
    rows = [(i, answer(row.rule, says) if row.rule else YES) for i, row in enumerate(right.amounts) if row.valid_on(on)]
    could = [(i, one) for i, one in rows if one != NO]
    unsure = any(one == NOT_KNOWN for _, one in could)
    if level == NO:
        return Outcome(NO, -1, False)
    if unsure and len(could) > 1:
        level = NOT_KNOWN
    return Outcome(level, could[0][0] if could and not unsure else -1, is_open or unsure)


def answer(rule: Rule, says: Says) -> int:
    """The answer of a rule from the answers of its tests."""
    match rule:
        case Not(inner):
            return YES - answer(inner, says)
        case And(parts):
            return min(answer(part, says) for part in parts)
        case Or(parts):
            return max(answer(part, says) for part in parts)
    return says[rule.key]


def _tests(right: Right) -> list[Rule]:
    found = right.memo.get("tests")
    if found is None:
        found = [leaf for rule in right.rules for leaf in leaves(rule)]
        found += [LIVES_HERE] if right.given == "council_where_they_live" else []
        right.memo["tests"] = found
    return found


def _now(right: Right, facts: Facts, on: date) -> dict[str, int]:
    return {leaf.key: course(leaf, facts).on(on.toordinal()) for leaf in _tests(right)}


def _unknown(right: Right, facts: Facts, on: date) -> dict[str, list[Says]]:
    """For each declared fact without an answer: the different ways in which its answer could make the tests come out."""
    names = dict.fromkeys(getattr(leaf, "fact", "") for leaf in _tests(right))
    return {
        name: [way.says for way in ways(right, facts, name, on, on)]
        for name in names
        if name in facts.declared and facts.answer(name, on) is None
    }


def ways(right: Right, facts: Facts, name: str, on: date, day: date) -> list[Way]:
    """Every way in which the tests of this fact can come out on a day, by an answer given on `on` or on the day itself.

    They depend on the days, and on the person only where an age is asked for: kept with the right until that is another.
    """
    ours = [leaf for leaf in _tests(right) if getattr(leaf, "fact", "") == name]
    born = facts.born_on if any(isinstance(leaf, AgeOn) for leaf in ours) else None
    asked, kept = (on, day, born, facts.declared[name]), right.memo.get(f"ways {name} {on == day}")
    if kept is None or kept[0] != asked:
        kept = right.memo[f"ways {name} {on == day}"] = asked, _ways(facts.declared[name], ours, facts, on, day)
    found: list[Way] = kept[1]
    return found


def _ways(declared: Declared, ours: list[Rule], facts: Facts, on: date, day: date) -> list[Way]:
    found: dict[tuple[int, ...], Way] = {}
    given = values(declared, ours, on, facts.born_on)
    for value in dict.fromkeys([*given, *(values(declared, ours, day, facts.born_on) if day != on else ())]):
        if_so = facts.with_answers(**{declared.id: value})
        said = {leaf.key: course(leaf, if_so).on(day.toordinal()) for leaf in ours}
        same = found.get(tuple(said.values()), Way(said, ()))
        found[tuple(said.values())] = Way(said, (*same.values, value))
    return list(found.values())


def values(declared: Declared, ours: list[Rule], on: date, born_on: date) -> Iterator[str | date | int]:
    """Answers that between them make these tests come out in every way they can; of dates those to come stand first."""
    if declared.kind in ("choice", "yes_no"):
        yield from (option.value for option in declared.options)
    elif declared.kind == "number":
        edges = [
            edge for leaf in ours if isinstance(leaf, Counted) for edge in (leaf.low, leaf.under) if edge is not None
        ]
        yield from sorted({max(0, edge + step) for edge in edges for step in (-1, 0)}) or [0]
    else:
        yield NOT_YET
        days = {edge + timedelta(days=step) for edge in _edges(ours, on, born_on) for step in (-4, -1, 0, 1)}
        yield from sorted(days, key=lambda day: (day < on, day))


def _edges(ours: list[Rule], on: date, born_on: date) -> Iterator[date]:
    yield on
    for leaf in ours:
        match leaf:
            case Dated(_, low, before):
                yield from (edge for edge in (low, before) if edge is not None)
            case Within(count, unit, _) | After(count, unit, _):
                yield date.fromordinal(max(earlier_by(on, count, unit), 400))
            case AgeOn(low, under, _):
                birthdays = [age_reached(born_on, age) for age in (low, under) if age is not None]
                yield from (date.fromordinal(day) for day in birthdays if day < NEVER)


def _can_alter(name: str, right: Right, says: Says, sorts: Mapping[str, list[Says]], on: date) -> bool:
    """Whether there is a life in which this answer makes the difference."""
    others = [ways for other, ways in sorts.items() if other != name]
    tried = 1
    for ways in others:
        tried *= max(1, len(ways))
    lives = product(*others) if tried * len(sorts[name]) <= MOST_TRIED else iter([()])
    for life in lives:
        so_far = dict(says)
        for known in life:
            so_far.update(known)
        if len({outcome(right, {**so_far, **said}, on) for said in sorts[name]}) > 1:
            return True
    return False


def _settles(ways: list[Says], right: Right, says: Says, on: date) -> float:
    """The share of answers after which nothing more needs to be asked."""
    return sum(not outcome(right, {**says, **said}, on).open for said in ways) / len(ways)


def _asked(declared: Declared) -> Question:
    options = (Choice(NOT_YET, "Not yet"),) if declared.kind == "date" else declared.options
    return Question(declared.id, declared.question, declared.why, options, declared.private, declared.kind)
