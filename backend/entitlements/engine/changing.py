"""What would change how a right stands, in whole sentences, and on which days it may. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from backend.entitlements.engine.courses import NO, YES, ordinal
from backend.entitlements.engine.facts import BIRTHDAYS, Facts
from backend.entitlements.engine.levels import LIVES_HERE, level, reaches
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.opening import Opening, openings
from backend.entitlements.engine.otherwise import DO, if_offered
from backend.entitlements.engine.unsettled import unsettled
from backend.entitlements.engine.verdicts import course
from backend.entitlements.engine.wording import day_words
from backend.entitlements.language.rule import (
    After,
    Age,
    Always,
    CategoryIs,
    Law,
    Nearing,
    Never,
    Open,
    Rule,
    Today,
    Within,
    leaves,
)
from backend.people.care import NEVER, age_reached

MOST_SENTENCES = 4
MOST_WORDS = 20
NOBODY_KNOWS = "Ask your adviser what would change it."
_TH = {21: "st", 22: "nd", 23: "rd"}


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
    """What would change it: never nothing where it is not sure today. See `opening` for what has to come together."""
    now = level(right, facts).on(on.toordinal())
    found = _where_not(right, facts, on) if now == NO else _where_there(right, facts, on, now)
    return list(dict.fromkeys(sentence for sentence in found if sentence))[:MOST_SENTENCES]


def _where_not(right: Right, facts: Facts, on: date) -> list[str]:
    """The day that changes it, then what would have to be otherwise; or that nothing changes it, and why."""
    dated = list(_by_date(right, facts, on))
    found = openings(right, facts, on, most=1 if dated else 99)
    told = any(part.kind == DO and part.values for one in found or () for part in one.parts)
    hint = [right.later_hint] if told else []
    said = [*dated, *hint, *(sentence for one in found or () for sentence in together(right, facts, on, one))]
    return said or [_nothing(right, facts, on) if found is None else NOBODY_KNOWS]


def _where_there(right: Right, facts: Facts, on: date, now: int) -> list[str]:
    """What would make it sure, then the day on which it ends."""
    return [*unsettled(right, facts, on, now), *_by_date(right, facts, on)]


def together(right: Right, facts: Facts, on: date, one: Opening) -> Iterator[str]:
    """All of what it takes, in one sentence; where one thing is enough, a sentence for each way."""
    ways = one.parts[0].words if len(one.parts) == 1 else [""]
    for first in ways:
        ifs = [first] if len(one.parts) == 1 else _each_once(part.words[0] for part in one.parts)
        asked = [facts.declared[part.name].question for part in one.parts if part.values and not part.words[0]]
        said = [sentence.removesuffix(".") for sentence in ifs if sentence]
        if one.day > on:
            said.append(_from(right, facts, one.day, on))
        if asked:
            these = "your answer to this changes" if len(asked) == 1 else "your answers to these change"
            said.append(f"If {these}: {' '.join(asked)}")
        whole = ", and ".join([said[0], *(f"{word[:1].lower()}{word[1:]}" for word in said[1:])])
        if len(whole.split()) > MOST_WORDS:
            whole = whole.replace(", and ", ". And ")
        yield whole if asked else f"{whole}."


def _each_once(ifs: Iterable[str]) -> list[str]:
    """“If you start …” and “When you start …” are one thing."""
    return list({sentence.partition(" ")[2]: sentence for sentence in ifs if sentence}.values())


def _from(right: Right, facts: Facts, day: date, on: date) -> str:
    event = _event(if_offered(right), facts, day.toordinal())
    return f"Once {event}, on {day_words(day, on)}" if event else f"From {day_words(day, on)}"


def _nothing(right: Right, facts: Facts, on: date) -> str:
    """That nothing changes it: on which day it ended for everybody like them, or what else it goes by."""
    right = if_offered(right)
    laws = {leaf.name: leaf.on or date.min for rule in right.rules for leaf in leaves(rule) if isinstance(leaf, Law)}
    right = right.with_laws(dict(laws))
    anybody = Facts(facts.born_on, facts.categories, {}, facts.declared)
    found, tests = level(right, anybody), leaves(reaches(right))
    ended = max(day for day in found.days if day <= on.toordinal())
    age = next((age for age in range(16, 27) if age_reached(facts.born_on, age) == ended), None)
    if age is not None and _event(right, anybody, ended) == f"you turn {age}":
        return f"This ended on your {age}{_TH.get(age, 'th')} birthday. Nothing changes that."
    if any(isinstance(leaf, Today) and leaf.before and leaf.before.toordinal() == ended for leaf in tests):
        return f"The last day was {day_words(date.fromordinal(ended - 1), on)}. Nothing changes that."
    if all(isinstance(leaf, Always | Never | Open) for leaf in tests):
        return "This is open to nobody at present."
    if any(getattr(leaf, "fact", "") in ("born_on", *BIRTHDAYS) for leaf in tests):
        return "This goes by the day you were born. Nothing changes that."
    return "This goes by your age and your time in care. Nothing changes that."


def _by_date(right: Right, facts: Facts, on: date) -> Iterator[str]:
    found, day = level(right, facts), on.toordinal()
    now = found.on(day)
    turns = next(((d, s) for d, s in zip(found.days, found.says, strict=True) if d > day), None)
    if turns is None or turns[0] >= NEVER or (now != NO and turns[0] >= age_reached(facts.born_on, 26)):
        return
    event, when = _event(right, facts, turns[0]), day_words(date.fromordinal(turns[0]), on)
    if turns[1] > now:
        whole, plain = f"Once {event}, on {when}.", f"From {when}."
    elif turns[1] == NO:
        whole, plain = f"It ends when {event}, on {when}.", f"It ends on {when}."
    else:
        whole, plain = (
            f"Once {event}, on {when}, a person needs to check.",
            f"From {when} a person needs to check.",
        )
    yield whole if event and len(whole.split()) <= MOST_WORDS else plain


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
