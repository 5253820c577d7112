"""Why a right stands as it does: every test that was used, whose fact it is, and the one short reason. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.levels import LIVES_HERE, level, refused_here
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.verdicts import course
from backend.entitlements.engine.wording import By, by_of, day_words, fact_of, words
from backend.entitlements.language.rule import Always, And, Never, Not, Or, Rule

if TYPE_CHECKING:
    from backend.entitlements.engine.standing import Stand

Says = Literal["yes", "no", "not_known"]

SAYS: dict[int, Says] = {YES: "yes", NO: "no", NOT_KNOWN: "not_known"}


@dataclass(frozen=True)
class Reason:
    """One test that was used. `says`: whether it speaks for the right; `by`: whose fact it is."""

    words: str
    says: Says
    by: By
    fact: str


def reasons(right: Right, facts: Facts, on: date) -> list[Reason]:
    """What the answer rests on, in the order of the rule, each once."""
    found = used_in(right, facts, on)
    telling = [(leaf, says) for leaf, says in found if not isinstance(leaf, Always | Never)] or found
    return list(dict.fromkeys(_reason(leaf, says, facts, on) for leaf, says in telling))


def used_in(right: Right, facts: Facts, on: date) -> list[tuple[Rule, int]]:
    """The tests that the answer rests on, and whether each speaks for the right."""
    day = on.toordinal()
    found = used(right.rule, facts, day)
    surely = course(right.rule, facts).on(day)
    if surely != YES and not isinstance(right.may, Never):
        may = used(right.may, facts, day)
        found = may if surely == NO and course(right.may, facts).on(day) != NO else found + may
    if right.law is not None:
        found += used(right.law, facts, day)
    if right.given == "council_where_they_live":
        found += used(LIVES_HERE, facts, day)
    return found


def used(rule: Rule, facts: Facts, day: int, turned: bool = False) -> list[tuple[Rule, int]]:
    """The tests of a rule that its answer rests on. What an alternative lacks does not matter once another one holds."""
    match rule:
        case Not(inner):
            return used(inner, facts, day, not turned)
        case And(parts):
            return _of_parts(parts, facts, day, turned, lost=NO if turned else None)
        case Or(parts):
            return _of_parts(parts, facts, day, turned, lost=None if turned else NO)
    says = course(rule, facts).on(day)
    return [(rule, YES - says if turned else says)]


def _of_parts(
    parts: tuple[Rule, ...], facts: Facts, day: int, turned: bool, lost: int | None
) -> list[tuple[Rule, int]]:
    """All parts; of alternatives only those that are not lost, unless all are."""
    says = {part.key: YES - course(part, facts).on(day) if turned else course(part, facts).on(day) for part in parts}
    best = max(says.values())
    kept = [part for part in parts if lost is None or says[part.key] != lost or best == lost]
    if lost is not None and best == YES:
        kept = [part for part in kept if says[part.key] == YES]
    return [one for part in kept for one in used(part, facts, day, turned)]


def why(stand: "Stand") -> str:
    """The one short reason for the list."""
    right, on = stand.right, stand.on
    if refused_here(right, stand.facts, on.toordinal()):
        return "Our council does not offer this." if right.offered == "no" else "Our council does not offer this yet."
    if stand.standing == "later" and stand.from_on:
        return stand.change[0] if stand.change else f"From {day_words(stand.from_on, on)}."
    if stand.standing == "ends_soon" and stand.until_on:
        after = level(right, stand.facts).on(stand.until_on.toordinal() + 1)
        return f"The last day is {day_words(stand.until_on, on)}." if after == NO else stand.change[0]
    if stand.standing == "may":
        return _why_perhaps(stand)
    wanted = NO if stand.standing == "not_now" else YES
    found = [one for one in reasons(right, stand.facts, on) if one.says == SAYS[wanted]]
    return found[-1].words if found else ""


def _why_perhaps(stand: "Stand") -> str:
    if stand.question is not None:
        asked = stand.facts.declared[stand.question.fact]
        return asked.because_unknown or f"We do not know this yet: {asked.question}"
    if stand.stale:
        return f"We last checked this on {day_words(stand.right.last_checked, stand.on)}. It may have changed."
    if stand.right.source.confidence == "?":
        return "We are not sure of the rules for this yet."
    if stand.right.offered == "not_said":
        return "Our council has not said if it offers this."
    if (
        stand.right.given == "council_where_they_live"
        and course(LIVES_HERE, stand.facts).on(stand.on.toordinal()) == NO
    ):
        return "The council where you live decides this."
    unknown = [one.words for one in stand.reasons if one.says == "not_known"]
    return unknown[0] if unknown else "A person decides this."


def check_with(right: Right) -> str:
    """Whom to check with."""
    if right.check_with:
        return right.check_with
    return "the council where you live" if right.given == "council_where_they_live" else "your personal adviser"


def _reason(leaf: Rule, says: int, facts: Facts, on: date) -> Reason:
    return Reason(words(leaf, facts, on), SAYS[says], by_of(leaf, facts, on), fact_of(leaf))
