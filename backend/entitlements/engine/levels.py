"""How far a right reaches for a person: surely, perhaps or not, written as one rule of the language. Pure.

Staleness is not in here: it is about what we know today, not about the days to come.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from backend.entitlements.engine.courses import NO, YES, Course
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Amount, Right
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import Age, Always, And, Is, Never, Not, Open, Or, Rule, Today, leaves

LIVES_HERE = Is("lives_in_our_area", ("yes",))
EVERYBODY = Always()


def level(right: Right, facts: Facts) -> Course:
    """Over all time: YES (can), NOT_KNOWN (may), NO."""
    return course(reaches(right), facts)


def reaches(right: Right) -> Rule:
    """One rule that says yes where the right is sure, no where it is not there, and is open where a person decides.

    A right that is refused or not offered yet reaches nobody, but who lives where another council gives it.
    """
    found = right.memo.get("reaches")
    if found is None:
        parts = tuple(_parts(right))
        found = right.memo["reaches"] = parts[0] if len(parts) == 1 else And(parts)
    return found


def another_may_give(right: Right) -> bool:
    """Whether the no of this council leaves what the council where they live gives, where that is another one."""
    return right.given == "council_where_they_live" and not right.own


def refused_here(right: Right, facts: Facts, on: int) -> bool:
    """Whether this council's no, or not yet, is the answer for this person on this day."""
    if right.offered not in ("no", "not_yet"):
        return False
    return not another_may_give(right) or course(LIVES_HERE, facts).on(on) == YES


def _parts(right: Right) -> Iterator[Rule]:
    if right.offered in ("no", "not_yet"):
        yield Not(LIVES_HERE) if another_may_give(right) else Never()
        if not another_may_give(right):
            return
    yield right.rule if isinstance(right.may, Never) else Or((right.rule, And((right.may, Open()))))
    if right.law is not None:
        yield right.law
    if right.valid_from is not None:
        yield Today(right.valid_from, None)
    if right.given == "council_where_they_live":
        yield Or((LIVES_HERE, Open()))
    if right.offered == "not_said":
        yield Open()
    yield from _one_row(right.amounts)


def _one_row(rows: tuple[Amount, ...]) -> Iterator[Rule]:
    """Open while something not known decides between two rows of the table, else yes."""
    for one, other in combinations(rows, 2):
        both = And((_for(one), _for(other)))
        if not _never_both_valid(one, other) and not all(isinstance(leaf, _ALWAYS_KNOWN) for leaf in leaves(both)):
            yield Or((Not(both), both))


_ALWAYS_KNOWN = (Age, Today, Always, Never)


def _never_both_valid(one: Amount, other: Amount) -> bool:
    low, high = (
        max(one.valid_from or date.min, other.valid_from or date.min),
        min(one.valid_to or date.max, other.valid_to or date.max),
    )
    return high < low


def _for(row: Amount) -> Rule:
    """Whom a row is for, while it is valid."""
    before = None if row.valid_to is None else date.fromordinal(min(row.valid_to.toordinal() + 1, date.max.toordinal()))
    valid = Today(row.valid_from, before) if row.valid_from or row.valid_to else EVERYBODY
    return valid if row.rule is None else And((row.rule, valid))


def row_that_fits(right: Right, facts: Facts, on: int) -> Amount | None:
    """The one row; None where nothing fits, where several do (a passport, a licence), or where it is not known which.

    What this council gives to who lives here says nothing of what another one gives.
    """
    if another_may_give(right) and right.local_source is not None and course(LIVES_HERE, facts).on(on) == NO:
        return None
    day = date.fromordinal(on)
    valid = [(row, course(row.rule or EVERYBODY, facts).on(on)) for row in right.amounts if row.valid_on(day)]
    could = [(row, says) for row, says in valid if says != NO]
    return could[0][0] if len(could) == 1 and could[0][1] == YES else None
