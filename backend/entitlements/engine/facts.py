"""What is known about one person: answers with their day and who gave them, age and category; and what facts there are.

Pure. Nothing here guesses: a fact without an answer is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from backend.people.care import Life
from backend.people.categories import standing as category_standing
from backend.people.entitlement import Category
from backend.shared.dates import birthday

NOT_YET = "not_yet"
"""The answer to a date fact that has not happened: known, and every test of its date is a no."""

NOT_SAID = "not_said"
"""They chose not to say: not known, and not asked again."""

BIRTHDAYS = {f"birthday_{age}": age for age in (16, 18, 21, 25)}
"""Date facts that everybody has, beside born_on; nobody declares or answers them."""

By = Literal["council", "you"]
Kind = Literal["choice", "yes_no", "date", "number"]


@dataclass(frozen=True)
class Choice:
    """One answer of a fact. `if_so`: the sentence "If you start an apprenticeship."; `because`: the short reason."""

    value: str
    words: str
    if_so: str = ""
    because: str = ""


@dataclass(frozen=True)
class Declared:
    """A fact that rules may use. `kind`: choice, yes_no, date or number; `by`: council where people knows it.

    `noun`: for a date, what day it is ("the day you started your apprenticeship"); for a number, what is counted.
    """

    id: str
    kind: Kind
    question: str
    why: str = ""
    options: tuple[Choice, ...] = ()
    private: bool = False
    by: By = "you"
    because_unknown: str = ""
    because_known: str = ""
    noun: str = ""
    if_so: str = ""

    def option(self, value: str) -> Choice | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class Answer:
    """One answer. `value`: an option, a date (or NOT_YET), a number, or NOT_SAID; `since`: holds from that day on."""

    value: str | date | int
    since: date | None = None
    by: By = "you"


@dataclass(frozen=True)
class Facts:
    """One person. `categories`: each from its day on, in order; None: not known. `answers`: each fact's, in order of since.

    Before the first `since` of a fact it is not known. `memo` keeps what was worked out about this person.
    """

    born_on: date
    categories: tuple[tuple[date, Category | None], ...]
    answers: Mapping[str, tuple[Answer, ...]]
    declared: Mapping[str, Declared]
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def with_answers(self, **answers: str | date | int | None) -> "Facts":
        """The same person with these answers instead, from always; None takes a fact away. For "what if"."""
        kept = {name: given for name, given in self.answers.items() if name not in answers}
        new = {name: (Answer(value),) for name, value in answers.items() if value is not None}
        return Facts(self.born_on, self.categories, kept | new, self.declared)

    def answer(self, fact: str, on: date) -> Answer | None:
        """The answer that holds on this day, or None."""
        if fact == "born_on" or fact in BIRTHDAYS:
            return Answer(birthday(self.born_on, BIRTHDAYS.get(fact, 0)), by="council")
        holds = [a for a in self.answers.get(fact, ()) if a.since is None or a.since <= on]
        return holds[-1] if holds else None


def categories_of(life: Life) -> tuple[tuple[date, Category | None], ...]:
    """Every legal category of this life from the day it starts, by the law's own rules."""
    now = category_standing(life, life.born_on)
    found: list[tuple[date, Category | None]] = [(life.born_on, now.category)]
    while now.next_change:
        found.append((now.next_change.on, now.next_change.category))
        now = category_standing(life, now.next_change.on)
    return tuple(found)


def in_order(answers: Iterable[tuple[str, Answer]]) -> dict[str, tuple[Answer, ...]]:
    """Answers by fact, the earliest `since` first; of two from the same day the one given last holds."""
    by_fact: dict[str, list[Answer]] = {}
    for fact, answer in answers:
        by_fact.setdefault(fact, []).append(answer)
    return {fact: tuple(sorted(given, key=lambda a: a.since or date.min)) for fact, given in by_fact.items()}


def value_of(declared: Declared, text: str) -> str | date | int:
    """A stored text as a value of this fact. ValueError when it is none of its values."""
    if text == NOT_SAID or (declared.kind == "date" and text == NOT_YET) or declared.option(text):
        return text
    if declared.kind == "date":
        return date.fromisoformat(text)
    if declared.kind == "number" and text.isascii() and text.isdigit() and len(text) <= 6:
        return int(text)
    raise ValueError(declared.id)
