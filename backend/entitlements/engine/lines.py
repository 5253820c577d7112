"""A right and a line of the local offer, as the engine reckons with them. Money is whole pence, rules are read."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from backend.entitlements.engine.facts import BIRTHDAYS, Declared
from backend.entitlements.language.rule import Never, Rule, bound, leaves
from backend.shared.dates import add_months

Topic = Literal["money", "housing", "work", "learning", "health", "voice", "staying_here", "family"]
Given = Literal["country", "responsible_council", "council_where_they_live"]
Offered = Literal["yes", "no", "not_yet", "not_said"]
HowMuch = Literal["exact", "up_to", "at_least", "percent", "hours", "not_published", "by_reference", "help"]
Unit = Literal["once", "week", "month", "term", "year", "parts"]

REVIEW_MONTHS = 6
"""A right not checked for so long is stale and certain for nobody."""


@dataclass(frozen=True)
class Part:
    pence: int
    when: str


@dataclass(frozen=True)
class Amount:
    """One row of how much; `rule`: whom this row is for, None: everybody. Both days included."""

    how: HowMuch
    pence: int | None = None
    percent: int | None = None
    hours: int | None = None
    unit: Unit = "once"
    parts: tuple[Part, ...] = ()
    loan: bool = False
    words: str = ""
    for_whom: str = ""
    rule: Rule | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Ask:
    in_app: bool = False
    asks_amount: bool = False
    asks_words: str = ""
    takes_files: bool = False
    answer_days: int = 10
    outside: str = ""
    phone: str = ""
    link: str = ""


@dataclass(frozen=True)
class Source:
    words: str
    link: str = ""
    confidence: str = "K"


@dataclass(frozen=True)
class Pot:
    """A sum that several rights share; each may cap its slice."""

    id: str
    title: str
    pence: int


@dataclass(frozen=True)
class Right:
    """One right on a day: the national line with the council's own on top, where it has one.

    `rule`: who can get it; `may`: who may, when a person decides. `law`: it starts with this law. `own`: only this council's.
    """

    id: str
    topic: Topic
    icon: str
    title: str
    one_line: str
    about: str
    who: str
    if_no: str
    rule: Rule
    last_checked: date
    source: Source
    may: Rule = field(default_factory=Never)
    later_hint: str = ""
    given: Given = "responsible_council"
    steps: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    ask: Ask = field(default_factory=Ask)
    amounts: tuple[Amount, ...] = ()
    pot: Pot | None = None
    cap: int | None = None
    law: Rule | None = None
    check_with: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    review_months: int = REVIEW_MONTHS
    review_by_set: date | None = None
    offered: Offered = "yes"
    local: str = ""
    local_source: Source | None = None
    own: bool = False
    memo: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def review_by(self) -> date:
        """The last day on which this counts as checked."""
        routine = add_months(self.last_checked, self.review_months)
        return routine if self.review_by_set is None else min(routine, self.review_by_set)

    def stale_on(self, on: date) -> bool:
        """Not checked in time, over, or its amounts are over and nobody said what comes next."""
        return on >= self.stale_from

    @cached_property
    def stale_from(self) -> date:
        """The first day on which it is stale."""
        last = [self.review_by, *([self.valid_to] if self.valid_to else []), *_amounts_over(self.amounts)]
        return date.fromordinal(min(last).toordinal() + 1)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that its standing rests on."""
        rows = [row.rule for row in self.amounts if row.rule is not None]
        return (self.rule, self.may, *([self.law] if self.law else []), *rows)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the declared facts that its rules ask for."""
        names = {getattr(leaf, "fact", "") for rule in self.rules for leaf in leaves(rule)}
        return frozenset(
            names - {"", "born_on", *BIRTHDAYS}
            | ({"lives_in_our_area"} if self.given == "council_where_they_live" else set())
        )

    @cached_property
    def mark(self) -> str:
        """Twelve letters that change whenever anything here does."""
        return sha256(repr(self).encode()).hexdigest()[:12]

    def with_laws(self, laws: dict[str, date | None]) -> "Right":
        """The same right with the day each law starts put into its rules."""
        rows = tuple(replace(row, rule=row.rule and bound(row.rule, laws)) for row in self.amounts)
        law = self.law and bound(self.law, laws)
        return replace(self, rule=bound(self.rule, laws), may=bound(self.may, laws), law=law, amounts=rows)


@dataclass(frozen=True)
class Pack:
    """The national rights with the facts and laws that their rules name."""

    rights: tuple[Right, ...]
    facts: dict[str, Declared]
    laws: dict[str, date | None]
    law_words: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Right]:
        return {right.id: right for right in self.rights}


@dataclass(frozen=True)
class LocalLine:
    """One line of the local offer: what this council changes, adds, explains or refuses. Empty leaves the national words.

    `rule`: starts with "and" to narrow the national one, with "or" to widen it; anything else replaces it.
    """

    right: str
    offered: Offered = "yes"
    title: str = ""
    one_line: str = ""
    about: str = ""
    who: str = ""
    topic: Topic | None = None
    icon: str = ""
    rule: str = ""
    given: Given | None = None
    local: str = ""
    amounts: tuple[Amount, ...] | None = None
    pot: str = ""
    cap: int | None = None
    steps: tuple[str, ...] | None = None
    show: tuple[str, ...] | None = None
    if_no: str = ""
    in_app: bool | None = None
    answer_days: int | None = None
    source: str = ""
    link: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    last_checked: date | None = None
    review_by: date | None = None


@dataclass(frozen=True)
class Version:
    """One published version of the local offer: all its lines. `from_on`: counts from that day, also an earlier one."""

    number: int
    published_at: datetime
    from_on: date | None
    lines: tuple[LocalLine, ...]
    pots: tuple[Pot, ...] = ()


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: where, what, and the cure; line and column where there are any."""

    where: str
    line: int | None
    column: int | None
    what: str
    cure: str


def _amounts_over(rows: tuple[Amount, ...]) -> list[date]:
    """The last days of rows that no later row takes the place of."""
    starts = [row.valid_from or date.min for row in rows]
    return [
        row.valid_to
        for row, start in zip(rows, starts, strict=True)
        if row.valid_to is not None and not any(other > start for other in starts)
    ]
