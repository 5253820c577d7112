"""What was said of one fact over time, as the answers that hold; and what can be kept as an answer. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from backend.entitlements.engine.facts import NOT_SAID, Answer, By, Declared, value_of

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
"""Days outside are slips of the pen."""
LENGTH = 128
"""Characters of an answer as it is kept: more than any question of the pack and its longest answer need."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said or recorded, on this day. An empty value takes back what was recorded before."""

    fact: str
    value: str
    since: date | None
    on: date
    by: By


def holding(said: Iterable[Said], declared: Mapping[str, Declared]) -> dict[str, tuple[Answer, ...]]:
    """The answers of each fact, by the day each holds from. `said` is in the order in which it was said.

    A first answer without a day holds from always; a later one from the day it was said, for before that the older one
    was true. What is said later goes before what was said earlier, also where that was to hold from a later day.
    What the pack no longer asks, or no longer takes as an answer, is not known.
    """
    found: dict[str, list[Answer]] = {}
    for one in said:
        kept = found.setdefault(one.fact, [])
        if not one.value:
            kept.clear()
            continue
        if (value := _value(declared.get(one.fact), one.value)) is None:
            continue
        since = one.since or (one.on if kept else None)
        first = since or date.min
        kept[:] = [answer for answer in kept if (answer.since or date.min) < first]
        kept.append(Answer(value, since, one.by))
    return {fact: tuple(answers) for fact, answers in found.items() if answers}


def _value(declared: Declared | None, text: str) -> str | date | int | None:
    if declared is None:
        return None
    try:
        return value_of(declared, text)
    except ValueError:
        return None


def of_the_council(declared: Declared) -> bool:
    """Whether only the council knows this; nobody is asked."""
    return declared.by == "council"


def unfit(declared: Declared, value: str, since: date | None) -> str | None:
    """What is wrong with this answer, in a sentence; None when it can be kept."""
    known = _value(declared, value)
    if known is None:
        return "Choose one of the answers." if declared.options else "Write it another way."
    if any(day and not EARLIEST <= day < LATEST for day in (known if isinstance(known, date) else None, since)):
        return "That day can't be right."
    return None


def written(declared: Declared, value: str, since: date | None) -> str:
    """The answer as it is kept, and the same for the same answer. A day is written as YYYY-MM-DD.

    All are of one length: sealed, a "yes" could else be told from a "no", and one question from another.
    """
    known = _value(declared, value)
    text = known.isoformat() if isinstance(known, date) else value
    words = json.dumps({"fact": declared.id, "value": text, "since": since.isoformat() if since else None})
    return words.ljust(-(-len(words) // LENGTH) * LENGTH)


def united(
    first: Mapping[str, tuple[Answer, ...]], second: Mapping[str, tuple[Answer, ...]]
) -> dict[str, tuple[Answer, ...]]:
    """Both words as one: where both are there the first counts from its first day on, and the second before it.

    Whoever chose not to say leaves the other's word standing.
    """
    found = {**second, **first}
    for fact in first.keys() & second.keys():
        if first[fact][-1].value == NOT_SAID:
            found[fact] = second[fact]
        elif second[fact][-1].value != NOT_SAID:
            began = first[fact][0].since or date.min
            before = tuple(answer for answer in second[fact] if (answer.since or date.min) < began)
            found[fact] = before + first[fact]
    return found
