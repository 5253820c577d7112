"""The rule language: what a rule is made of, and how it is written. Reading is in language_parsing.

A rule is small, total and explainable: it has no loops and no names of its own, and each part can be said in a
sentence. Its answer is yes, no, or not known (Kleene), and over time it is constant between known days.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

UNITS = ("days", "weeks", "months", "years")
Place = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """Any rule. `at`: line and column of its first word; two rules that say the same are equal wherever they stand."""

    at: Place = field(default=(1, 1), compare=False, repr=False, kw_only=True)

    @cached_property
    def text(self) -> str:
        """The rule as it is written; reading it gives an equal rule."""
        return self.words()

    @cached_property
    def key(self) -> str:
        """The text and the days its laws start: equal keys have equal answers for everybody."""
        return self.text + "".join(f" [{leaf.name} {leaf.on}]" for leaf in leaves(self) if isinstance(leaf, Law))

    def words(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Always(Rule):
    def words(self) -> str:
        return "always"


@dataclass(frozen=True)
class Never(Rule):
    def words(self) -> str:
        return "never"


@dataclass(frozen=True)
class Open(Rule):
    """Never known: a person decides. Not written in rules; the engine puts it in."""

    def words(self) -> str:
        return "open"


@dataclass(frozen=True)
class Not(Rule):
    rule: Rule

    def words(self) -> str:
        return f"not {_inside(self.rule, (And, Or))}"


@dataclass(frozen=True)
class And(Rule):
    rules: tuple[Rule, ...]

    def words(self) -> str:
        return " and ".join(_inside(rule, (And, Or)) for rule in self.rules)


@dataclass(frozen=True)
class Or(Rule):
    rules: tuple[Rule, ...]

    def words(self) -> str:
        return " or ".join(_inside(rule, (Or,)) for rule in self.rules)


@dataclass(frozen=True)
class Age(Rule):
    """Whole years, an age starts on the birthday: from `low` to under `under`; either may be open."""

    low: int | None
    under: int | None

    def words(self) -> str:
        if self.low is None:
            return f"age under {self.under}"
        return f"age from {self.low}" + ("" if self.under is None else f" to under {self.under}")


@dataclass(frozen=True)
class AgeOn(Rule):
    """On the date of this fact they were so old: from `low` to under `under`; either may be open."""

    low: int | None
    under: int | None
    fact: str

    def words(self) -> str:
        return f"{Age(self.low, self.under).text} on {self.fact}"


@dataclass(frozen=True)
class CategoryIs(Rule):
    """The legal category is one of these."""

    names: tuple[str, ...]

    def words(self) -> str:
        return _listed("category", self.names)


@dataclass(frozen=True)
class Is(Rule):
    """A choice or yes_no fact has one of these values."""

    fact: str
    values: tuple[str, ...]

    def words(self) -> str:
        return _listed(self.fact, self.values)


@dataclass(frozen=True)
class Known(Rule):
    """There is an answer to this fact, whatever it is. Never itself unknown."""

    fact: str

    def words(self) -> str:
        return f"{self.fact} is known"


@dataclass(frozen=True)
class Dated(Rule):
    """The date of this fact lies from `low` on and before `before`; either may be open."""

    fact: str
    low: date | None
    before: date | None

    def words(self) -> str:
        return f"{self.fact} {_between(self.low, self.before)}"


@dataclass(frozen=True)
class Counted(Rule):
    """A number fact is at least `low`, or under `under`."""

    fact: str
    low: int | None
    under: int | None

    def words(self) -> str:
        return f"{self.fact} under {self.under}" if self.low is None else f"{self.fact} at least {self.low}"


@dataclass(frozen=True)
class Within(Rule):
    """From the date of this fact until `count` units after it, that day excluded."""

    count: int
    unit: str
    fact: str

    def words(self) -> str:
        return f"within {self.count} {self.unit} of {self.fact}"


@dataclass(frozen=True)
class After(Rule):
    """Once `count` units since the date of this fact have passed."""

    count: int
    unit: str
    fact: str

    def words(self) -> str:
        return f"after {self.count} {self.unit} of {self.fact}"


@dataclass(frozen=True)
class Nearing(Rule):
    """From `count` units before the birthday `age` on, until that birthday."""

    count: int
    unit: str
    age: int

    def words(self) -> str:
        return f"before {self.count} {self.unit} from birthday {self.age}"


@dataclass(frozen=True)
class Today(Rule):
    """The calendar: from `low` on and before `before`; either may be open."""

    low: date | None
    before: date | None

    def words(self) -> str:
        return f"today {_between(self.low, self.before)}"


@dataclass(frozen=True)
class Law(Rule):
    """A law is in force. `on`: the day it starts, put in by `bound`; None: no day is known."""

    name: str
    on: date | None = None

    def words(self) -> str:
        return f"law {self.name} in force"


def leaves(rule: Rule) -> list[Rule]:
    """The tests of a rule, in the order in which they are written."""
    match rule:
        case Not(inner):
            return leaves(inner)
        case And(rules) | Or(rules):
            return [leaf for part in rules for leaf in leaves(part)]
    return [rule]


def bound(rule: Rule, laws: dict[str, date | None]) -> Rule:
    """The same rule with the day each law starts put in."""
    if not any(isinstance(leaf, Law) for leaf in leaves(rule)):
        return rule
    match rule:
        case Not(inner):
            return Not(bound(inner, laws), at=rule.at)
        case And(rules):
            return And(tuple(bound(part, laws) for part in rules), at=rule.at)
        case Or(rules):
            return Or(tuple(bound(part, laws) for part in rules), at=rule.at)
        case Law(name):
            return Law(name, laws.get(name), at=rule.at)
    return rule


def _listed(name: str, values: tuple[str, ...]) -> str:
    return f"{name} is {values[0]}" if len(values) == 1 else f"{name} is one of {', '.join(values)}"


def _between(low: date | None, before: date | None) -> str:
    if low is None:
        return f"before {before}"
    return f"from {low}" + ("" if before is None else f" to before {before}")


def _inside(rule: Rule, in_brackets: tuple[type[Rule], ...]) -> str:
    return f"({rule.text})" if isinstance(rule, in_brackets) else rule.text
