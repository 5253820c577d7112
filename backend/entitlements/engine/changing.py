"""What would change how a right stands, in whole sentences, and on which days it may. Pure."""

from collections.abc import Iterator
from datetime import date

from backend.entitlements.engine.asking import answer, outcome, values
from backend.entitlements.engine.courses import NO, YES, ordinal
from backend.entitlements.engine.facts import Declared, Facts
from backend.entitlements.engine.levels import LIVES_HERE, level, refused_here
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.verdicts import course
from backend.entitlements.engine.wording import day_words
from backend.entitlements.language.rule import After, Age, CategoryIs, Law, Nearing, Rule, Today, Within, leaves
from backend.people.care import age_reached

MOST_SENTENCES = 4


def days(right: Right, facts: Facts, warned: int) -> list[int]:
    """All days (ordinals) on which the right, a test of it or its amount may come out differently, or its end comes near."""
    key = f"days {right.mark}"
    if key not in facts.memo:
        facts.memo[key] = sorted(set(_days(right, facts, warned)) - {0})
    return facts.memo[key]


def _days(right: Right, facts: Facts, warned: int) -> Iterator[int]:
    found = level(right, facts)
    yield from found.days
    yield from (day - 1 - warned for day, before in zip(found.days[1:], found.says, strict=False) if before == YES)
    yield right.stale_from.toordinal()
    for rule in right.rules:
        yield from (day for leaf in leaves(rule) for day in course(leaf, facts).days)
    for row in right.amounts:
        yield from (edge for edge in (ordinal(row.valid_from), ordinal(row.valid_to, 1)) if edge)
    if right.given == "council_where_they_live":
        yield from course(LIVES_HERE, facts).days


def sentences(right: Right, facts: Facts, on: date) -> list[str]:
    """The day that changes it, then the answers that would."""
    if refused_here(right, facts, on.toordinal()):
        return ["If our council starts to offer it."]
    answers = list(_by_answer(right, facts, on))
    hint = [right.later_hint] if answers else []
    found = [*_by_date(right, facts, on), *hint, *answers]
    return list(dict.fromkeys(sentence for sentence in found if sentence))[:MOST_SENTENCES]


def _by_date(right: Right, facts: Facts, on: date) -> Iterator[str]:
    found, day = level(right, facts), on.toordinal()
    now = found.on(day)
    turns = next(((d, s) for d, s in zip(found.days, found.says, strict=True) if d > day), None)
    if turns is None or turns[0] >= age_reached(facts.born_on, 26):
        if right.law is not None and course(right.law, facts).on(day) == NO:
            yield "If the new law starts."
        return
    event, when = _event(right, facts, turns[0]), day_words(date.fromordinal(turns[0]), on)
    if turns[1] > now:
        yield f"Once {event}, on {when}." if event else f"From {when}."
    elif turns[1] == NO:
        yield f"It ends when {event}, on {when}." if event else f"It ends on {when}."
    else:
        yield f"Once {event}, on {when}, a person needs to check." if event else f"From {when} a person needs to check."


def _event(right: Right, facts: Facts, day: int) -> str:
    """What happens on this day, in words that follow "once" and "when"; empty where only the calendar does it."""
    turned = [leaf for rule in right.rules for leaf in leaves(rule) if day in course(leaf, facts).days]
    for age in (16, 18, 19, 20, 21, 25):
        if age_reached(facts.born_on, age) == day and any(
            isinstance(leaf, Age | CategoryIs | Nearing) for leaf in turned
        ):
            return f"you turn {age}"
    return next((words for leaf in turned if (words := _happens(leaf, facts, day))), "")


def _happens(leaf: Rule, facts: Facts, day: int) -> str:
    match leaf:
        case Age(low, under):
            return f"you turn {low if low is not None and age_reached(facts.born_on, low) == day else under}"
        case CategoryIs():
            return "your leaving care status changes"
        case Nearing(count, unit, age):
            return f"it is {count} {unit} before you turn {age}"
        case Within(count, unit, fact) | After(count, unit, fact):
            noun = _noun(facts, fact)
            there = facts.answer(fact, date.fromordinal(day))
            if there and isinstance(there.value, date) and there.value.toordinal() == day:
                return f"it is {noun}"
            return f"{count} {unit if count > 1 else unit[:-1]} have passed since {noun}"
        case Law():
            return "the new law starts"
        case Today():
            return ""
    return ""


def _noun(facts: Facts, fact: str) -> str:
    declared = facts.declared.get(fact)
    return declared.noun if declared and declared.noun else "that day"


def _by_answer(right: Right, facts: Facts, on: date) -> Iterator[str]:
    """For each fact that is not private: an answer other than today's that would open the right."""
    tests = [leaf for rule in right.rules for leaf in leaves(rule)]
    says = {leaf.key: course(leaf, facts).on(on.toordinal()) for leaf in (*tests, LIVES_HERE)}
    now = outcome(right, says, on).level
    if now != NO or (right.law is not None and answer(right.law, says) == NO):
        return
    for fact in dict.fromkeys(getattr(leaf, "fact", "") for leaf in tests):
        declared = facts.declared.get(fact)
        if declared is not None and not declared.private and declared.by == "you":
            yield from _answers_that_open(right, facts, on, declared, says)


def _answers_that_open(right: Right, facts: Facts, on: date, declared: Declared, says: dict[str, int]) -> Iterator[str]:
    ours = [leaf for rule in right.rules for leaf in leaves(rule) if getattr(leaf, "fact", "") == declared.id]
    for value in values(declared, ours, on):
        so = facts.with_answers(**{declared.id: value})
        would = outcome(right, says | {leaf.key: course(leaf, so).on(on.toordinal()) for leaf in ours}, on)
        option = declared.option(str(value))
        if would.level != NO:
            yield option.if_so if option else declared.if_so
