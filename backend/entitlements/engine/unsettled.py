"""What would make a perhaps sure, in whole sentences: never nothing for whoever may get it. Pure."""

from collections.abc import Iterator
from datetime import date

from backend.entitlements.engine.asking import outcome, question, ways
from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.levels import LIVES_HERE
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reasons import used_in
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import CategoryIs, leaves

DECIDES = "When the people who decide this say yes."


def unsettled(right: Right, facts: Facts, on: date, now: int) -> list[str]:
    """What has to come for it to be sure. Empty where it is: `now` is a yes, checked in time and from a sure source."""
    found = [*_of_the_person(right, facts, on)] if now == NOT_KNOWN else []
    if right.stale_on(on):
        found.append("When we have checked that this is still right.")
    if right.source.confidence == "?":
        found.append("When the rules for this are clear.")
    return found


def _of_the_person(right: Right, facts: Facts, on: date) -> Iterator[str]:
    yield from _by_the_council(right, facts, on)
    asked = question(right, facts, on)
    if asked is not None:
        yield f"When you tell us this: {asked.words}"
    rows = [leaf for row in right.amounts if row.rule and row.valid_on(on) for leaf in leaves(row.rule)]
    unsaid = used_in(right, facts, on) + [(leaf, course(leaf, facts).on(on.toordinal())) for leaf in rows]
    for leaf, says in unsaid if asked is None else ():
        if says == NOT_KNOWN and isinstance(leaf, CategoryIs):
            yield "When our records of your time in care are clear."
        elif says == NOT_KNOWN and (declared := facts.declared.get(getattr(leaf, "fact", ""))):
            yield f"When you choose to tell us this: {declared.question}"
    if right.offered == "not_said":
        yield "When our council has said if it offers this."
    if right.given == "council_where_they_live" and course(LIVES_HERE, facts).on(on.toordinal()) == NO:
        yield "When the council where you live says yes."
    if course(right.rule, facts).on(on.toordinal()) == NO:
        yield DECIDES


def _by_the_council(right: Right, facts: Facts, on: date) -> Iterator[str]:
    """What the council itself can do, or be asked for, that makes it sure."""
    tests = [leaf for rule in right.rules for leaf in leaves(rule)]
    says = {leaf.key: course(leaf, facts).on(on.toordinal()) for leaf in (*tests, LIVES_HERE)}
    for name in dict.fromkeys(getattr(leaf, "fact", "") for leaf in tests):
        declared = facts.declared.get(name)
        if declared is None or declared.by != "council" or declared.private or facts.answer(name, on) is None:
            continue
        for way in ways(right, facts, name, on, on):
            option = declared.option(str(way.values[0]))
            if option and outcome(right, {**says, **way.says}, on).level == YES:
                yield option.if_so
