"""The answer of a rule over a whole life: a short list of days on which it changes. Pure.

Three answers (Kleene): a test of something not known is not known; `and` is the least of its parts, `or` the most,
`not` turns round. So what is worked out from less knowledge is never contradicted by more.
"""

from collections.abc import Callable
from datetime import date

from backend.entitlements.engine.courses import (
    CERTAIN_NO,
    CERTAIN_YES,
    NO,
    NOT_KNOWN,
    OPEN,
    START,
    YES,
    Course,
    earlier_by,
    joined,
    later_by,
    of_pairs,
    ordinal,
    span,
)
from backend.entitlements.engine.facts import BIRTHDAYS, NOT_SAID, NOT_YET, Answer, Facts
from backend.entitlements.language.rule import (
    After,
    Age,
    AgeOn,
    Always,
    And,
    CategoryIs,
    Counted,
    Dated,
    Is,
    Known,
    Law,
    Nearing,
    Never,
    Not,
    Open,
    Or,
    Rule,
    Today,
    Within,
)
from backend.people.care import NEVER, age_reached


def course(rule: Rule, facts: Facts) -> Course:
    """The answers of this rule for this person over all time, worked out once for each person."""
    found = facts.memo.get(rule.key)
    if found is None:
        found = facts.memo[rule.key] = _HOW[type(rule)](rule, facts)
    return found


def verdict(rule: Rule, facts: Facts, on: date) -> int:
    """NO, NOT_KNOWN or YES on this day."""
    return course(rule, facts).on(on.toordinal())


def _over_answers(facts: Facts, fact: str, of_one: Callable[[Answer], Course]) -> Course:
    """Each answer counts from its `since` until the next one's; before the first nothing is known."""
    if fact == "born_on" or fact in BIRTHDAYS:
        return of_one(Answer(date.fromordinal(_birthday(facts, BIRTHDAYS.get(fact, 0))), by="council"))
    given = facts.answers.get(fact, ())
    if not given:
        return OPEN
    if len(given) == 1 and given[0].since is None:
        return of_one(given[0])
    pairs = [(START, NOT_KNOWN)]
    for answer in given:
        here = START if answer.since is None else answer.since.toordinal()
        pairs = [pair for pair in pairs if pair[0] < here or pair[0] == START]
        whole = of_one(answer)
        pairs.append((here, whole.on(here)))
        pairs += [(day, says) for day, says in zip(whole.days, whole.says, strict=True) if day > here]
    return of_pairs(pairs)


def _birthday(facts: Facts, age: int) -> int:
    key = f"birthday {age}"
    if key not in facts.memo:
        facts.memo[key] = age_reached(facts.born_on, age)
    return facts.memo[key]


def _both(rule: And, facts: Facts) -> Course:
    parts = [course(part, facts) for part in rule.rules]
    return CERTAIN_NO if CERTAIN_NO in parts else joined(parts, min)


def _either(rule: Or, facts: Facts) -> Course:
    parts = [course(part, facts) for part in rule.rules]
    return CERTAIN_YES if CERTAIN_YES in parts else joined(parts, max)


def _not(rule: Not, facts: Facts) -> Course:
    inner = course(rule.rule, facts)
    return Course(inner.days, tuple(YES - says for says in inner.says))


def _age(rule: Age, facts: Facts) -> Course:
    low = None if rule.low is None else _birthday(facts, rule.low)
    return span(low, None if rule.under is None else _birthday(facts, rule.under))


def _age_on(rule: AgeOn, facts: Facts) -> Course:
    low = START if rule.low is None else _birthday(facts, rule.low)
    under = NEVER if rule.under is None else _birthday(facts, rule.under)
    return _of_date(facts, rule.fact, lambda day: _settled(low <= day.toordinal() < under))


def _category(rule: CategoryIs, facts: Facts) -> Course:
    known = [
        (day.toordinal(), NOT_KNOWN if now is None else YES if now in rule.names else NO)
        for day, now in facts.categories
    ]
    return of_pairs([(START, NOT_KNOWN), *known])


def _settled(holds: bool) -> Course:
    return CERTAIN_YES if holds else CERTAIN_NO


def _is(rule: Is, facts: Facts) -> Course:
    def of_one(answer: Answer) -> Course:
        known = isinstance(answer.value, str) and answer.value != NOT_SAID
        return _settled(answer.value in rule.values) if known else OPEN

    return _over_answers(facts, rule.fact, of_one)


def _known(rule: Known, facts: Facts) -> Course:
    return _over_answers(facts, rule.fact, lambda a: OPEN if a.value == NOT_SAID else _settled(a.value != NOT_YET))


def _of_date(facts: Facts, fact: str, of_day: Callable[[date], Course]) -> Course:
    """A test of a date: what has not happened yet is a no."""

    def of_one(answer: Answer) -> Course:
        if isinstance(answer.value, date):
            return of_day(answer.value)
        return CERTAIN_NO if answer.value == NOT_YET else OPEN

    return _over_answers(facts, fact, of_one)


def _dated(rule: Dated, facts: Facts) -> Course:
    low, before = rule.low or date.min, rule.before
    return _of_date(facts, rule.fact, lambda day: _settled(low <= day and (before is None or day < before)))


def _counted(rule: Counted, facts: Facts) -> Course:
    low, under = rule.low or 0, rule.under

    def of_one(answer: Answer) -> Course:
        if not isinstance(answer.value, int):
            return OPEN
        return _settled(low <= answer.value and (under is None or answer.value < under))

    return _over_answers(facts, rule.fact, of_one)


def _within(rule: Within, facts: Facts) -> Course:
    return _of_date(facts, rule.fact, lambda day: span(day.toordinal(), later_by(day, rule.count, rule.unit)))


def _after(rule: After, facts: Facts) -> Course:
    return _of_date(facts, rule.fact, lambda day: span(later_by(day, rule.count, rule.unit), None))


def _nearing(rule: Nearing, facts: Facts) -> Course:
    there = _birthday(facts, rule.age)
    return span(earlier_by(date.fromordinal(there), rule.count, rule.unit), there) if there < NEVER else CERTAIN_NO


def _today(rule: Today, facts: Facts) -> Course:
    return span(ordinal(rule.low), ordinal(rule.before))


def _law(rule: Law, facts: Facts) -> Course:
    """A law whose day is not known is not in force."""
    return CERTAIN_NO if rule.on is None else span(rule.on.toordinal(), None)


_HOW: dict[type[Rule], Callable[..., Course]] = {
    Always: lambda rule, facts: CERTAIN_YES,
    Never: lambda rule, facts: CERTAIN_NO,
    Open: lambda rule, facts: OPEN,
    Not: _not,
    And: _both,
    Or: _either,
    Age: _age,
    AgeOn: _age_on,
    CategoryIs: _category,
    Is: _is,
    Known: _known,
    Dated: _dated,
    Counted: _counted,
    Within: _within,
    After: _after,
    Nearing: _nearing,
    Today: _today,
    Law: _law,
}
