"""A test of a rule said in words about one person. Whole plain sentences, true on the day they are said for. Pure."""

from datetime import date
from typing import Literal

from backend.entitlements.engine.courses import YES
from backend.entitlements.engine.facts import BIRTHDAYS, NOT_SAID, Answer, Declared, Facts
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import (
    After,
    Age,
    AgeOn,
    CategoryIs,
    Law,
    Nearing,
    Rule,
    Today,
    Within,
)
from backend.people.entitlement import Category

By = Literal["council", "you", "date"]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


STATUS = {
    Category.UNDER_16: "Leaving care help starts at 16.",
    Category.LOOKED_AFTER_NOT_YET_ELIGIBLE: "Our records say you are in care, for less than 13 weeks so far.",
    Category.ELIGIBLE: "Our records say you are 16 or 17 and in care.",
    Category.RELEVANT: "Our records say you left care at 16 or 17.",
    Category.FORMER_RELEVANT: "Our records say you were in care, and you are 18 to 20.",
    Category.FORMER_RELEVANT_21_25: "Our records say you were in care, and you are 21 to 24.",
    Category.QUALIFYING: "Our records say you get some help after care.",
    Category.QUALIFYING_21_25: "Our records say you get some help after care, and you are 21 to 24.",
    Category.NONE: "Our records show no time in care that counts for this.",
    Category.OVER_25: "Leaving care help stops at 25.",
}
"""The legal category in words for its owner. Design language, section 8: what the law calls them is not said to them."""


def day_words(day: date, today: date) -> str:
    """Tue 10 March, with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def by_of(leaf: Rule, facts: Facts, on: date) -> By:
    """Whose fact a test rests on: council, you, or date where it is worked out from a date."""
    if isinstance(leaf, CategoryIs):
        return "council"
    fact = fact_of(leaf)
    if not fact or fact == "born_on" or fact in BIRTHDAYS or isinstance(leaf, Within | After | AgeOn):
        return "date"
    answer = facts.answer(fact, on)
    return answer.by if answer else _declared(facts, fact).by


def fact_of(leaf: Rule) -> str:
    """The name of the fact that this test asks for, or empty."""
    return getattr(leaf, "fact", "")


def words(leaf: Rule, facts: Facts, on: date) -> str:
    """What is so on this day, as one sentence."""
    says = course(leaf, facts).on(on.toordinal())
    match leaf:
        case Age():
            return _age_words(leaf, says == YES)
        case CategoryIs():
            return _category_words(facts, on)
        case Nearing(count, unit, age):
            near = f"{count} {_unit(count, unit)} before you turn {age}"
            return f"It is {near} or less." if says == YES else f"It is not yet {near}, or you are {age} already."
        case Today(low, before):
            return _calendar_words(low, before, on)
        case Law():
            return "The law for this has started." if says == YES else "The law for this has not started yet."
    return (
        _fact_words(leaf, facts, on, says)
        if fact_of(leaf)
        else "This is so for everybody."
        if says == YES
        else "This is open to nobody at present."
    )


def _age_words(leaf: Age, holds: bool) -> str:
    low, under = leaf.low, leaf.under
    if low is not None and under is not None:
        return (
            f"You are {low} or older, and under {under}."
            if holds
            else f"This is for people from {low} to under {under}."
        )
    if under is not None:
        return f"You are under {under}." if holds else f"You are {under} or older."
    return f"You are {low} or older." if holds else f"You are not {low} yet."


def _category_words(facts: Facts, on: date) -> str:
    now = [category for day, category in facts.categories if day <= on]
    if not now or now[-1] is None:
        return "We do not know your leaving care status yet."
    return STATUS[now[-1]]


def _calendar_words(low: date | None, before: date | None, on: date) -> str:
    if low is not None and on < low:
        return f"This starts on {day_words(low, on)}."
    if before is not None and on >= before:
        return f"This ended before {day_words(before, on)}."
    return (
        f"This started on {day_words(low, on)}."
        if low
        else f"This runs until {day_words(date.fromordinal((before or on).toordinal() - 1), on)}."
    )


def _fact_words(leaf: Rule, facts: Facts, on: date, says: int) -> str:
    declared = _declared(facts, fact_of(leaf))
    answer = facts.answer(declared.id, on)
    if answer is None or answer.value == NOT_SAID:
        return declared.because_unknown or f"We do not know this yet: {declared.question}"
    option = declared.option(str(answer.value))
    if option is not None:
        return _as_told(option.because or f"You told us: {option.words}.", answer)
    if isinstance(answer.value, date):
        if "{date}" in declared.because_known and not isinstance(leaf, Within | After | AgeOn):
            return _as_told(declared.because_known.replace("{date}", day_words(answer.value, on)), answer)
        return _date_words(leaf, declared.noun or "that day", answer.value, on, says == YES)
    if isinstance(answer.value, int):
        plain = f"You told us: {{number}} {declared.noun}".rstrip() + "."
        known = declared.because_known if "{number}" in declared.because_known else plain
        return _as_told(known.replace("{number}", str(answer.value)), answer)
    return f"It has not happened yet: {declared.noun}." if declared.noun else "It has not happened yet."


def _as_told(sentence: str, answer: Answer) -> str:
    """The sentence as it is where its owner said so, and as our record where the council did."""
    if answer.by == "you":
        return sentence
    return sentence.replace("You told us ", "Our records say ").replace("You told us:", "Our records say:")


def _date_words(leaf: Rule, noun: str, day: date, on: date, holds: bool) -> str:
    match leaf:
        case Within(count, unit, _):
            if day > on:
                return f"{_first_up(noun)} is still to come, on {day_words(day, on)}."
            return f"It is {'less' if holds else 'not less'} than {count} {_unit(count, unit)} since {noun}."
        case After(count, unit, _):
            have = "has" if count == 1 else "have"
            return f"{count} {_unit(count, unit)} {have} {'' if holds else 'not '}passed {'' if holds else 'yet '}since {noun}."
        case AgeOn(low, under, _):
            return _age_then_words(low, under, noun, holds)
    return f"{_first_up(noun)} is {day_words(day, on)}."


def _age_then_words(low: int | None, under: int | None, noun: str, holds: bool) -> str:
    if low is not None and under is not None:
        return f"You were {'' if holds else 'not '}{low} to {under - 1} on {noun}."
    edge = under if low is None else low
    return f"You were {f'under {edge}' if holds == (low is None) else f'{edge} or older'} on {noun}."


def _declared(facts: Facts, fact: str) -> Declared:
    nouns = {"born_on": "the day you were born"} | {name: f"your {age}th birthday" for name, age in BIRTHDAYS.items()}
    nouns["birthday_21"] = "your 21st birthday"
    return facts.declared.get(fact) or Declared(
        fact, "date", fact.replace("_", " "), noun=nouns.get(fact, fact.replace("_", " "))
    )


def _unit(count: int, unit: str) -> str:
    return unit[:-1] if count == 1 else unit


def _first_up(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
