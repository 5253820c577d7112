"""What would open a right that is not there: the fewest things that would have to be otherwise, together where it takes several.

Pure. Tried in turn: what its owner or the council can do, what only another answer of theirs would change, and whether
our records of their time in care are wrong; each for today, and else for the first day to come on which it is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from backend.entitlements.engine.asking import Says, answer
from backend.entitlements.engine.courses import NO, NOT_KNOWN, later_by
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.levels import reaches
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.otherwise import DO, FROM_AGE, RECORDS, SAY, Otherwise, Value, if_offered, otherwise
from backend.entitlements.engine.verdicts import course
from backend.entitlements.engine.wording import fact_of
from backend.entitlements.language.rule import After, CategoryIs, Law, leaves
from backend.people.care import age_reached

MOST_TRIED = 4096
"""Combinations tried for one day; who needs more is sent to their adviser."""


@dataclass(frozen=True)
class Opening:
    """Things that open it together, and the day from which they do: today where nothing else has to come first."""

    parts: tuple[Otherwise, ...]
    day: date

    @property
    def answers(self) -> dict[str, Value]:
        """The facts that it names, each with the first answer that it takes."""
        return {part.name: part.values[0] for part in self.parts if part.values}


def openings(right: Right, facts: Facts, on: date, most: int = 99) -> list[Opening] | None:
    """All smallest sets that open it; none where more would have to be tried; None where nothing ever opens it.

    `most`: no more together, and only of what somebody can do today.
    """
    days = _Days(right, facts, on)
    if most == 1:
        return [Opening(parts, on) for parts in days.on(on).smallest(DO, 1)]
    could = [day for day in (on, *_days(right, facts, on)) if days.could(day)]
    for kind in (DO, SAY, RECORDS):
        for day in could:
            if found := days.on(day).smallest(kind, most):
                return [Opening(parts, day) for parts in found]
    return [] if any(days.on(day).could(RECORDS) for day in could) else None


def _days(right: Right, facts: Facts, on: date) -> list[date]:
    """Days to come on which a test turns, or would had its date been today, or had our records said otherwise."""
    tests = leaves(reaches(if_offered(right)))
    found = {day for leaf in tests for day in course(leaf, facts).days}
    found |= {later_by(on, leaf.count, leaf.unit) for leaf in tests if isinstance(leaf, After)}
    if any(isinstance(leaf, CategoryIs) for leaf in tests):
        found |= {age_reached(facts.born_on, age) for age, _ in FROM_AGE}
    return [date.fromordinal(day) for day in sorted(found) if on.toordinal() < day <= date.max.toordinal()]


class _Days:
    """The days of one search; each is worked out once, and only where something unknown could open it."""

    def __init__(self, right: Right, facts: Facts, on: date) -> None:
        self.right, self.facts, self.today = right, facts, on
        both = leaves(reaches(right)) + leaves(reaches(if_offered(right)))
        self.tests = {leaf.key: leaf for leaf in both}.values()
        self.kept: dict[date, _Day] = {}

    def says(self, day: date) -> dict[str, int]:
        return {leaf.key: course(leaf, self.facts).on(day.toordinal()) for leaf in self.tests}

    def could(self, day: date) -> bool:
        """Whether it could be there if nothing were known but their age and the calendar."""
        movable = [
            leaf.key
            for leaf in self.tests
            if isinstance(leaf, CategoryIs | Law) or fact_of(leaf) in self.facts.declared
        ]
        return answer(reaches(if_offered(self.right)), self.says(day) | dict.fromkeys(movable, NOT_KNOWN)) != NO

    def on(self, day: date) -> "_Day":
        if day not in self.kept:
            lots: dict[str, list[Otherwise]] = {}
            for one in otherwise(self.right, self.facts, self.today, day):
                lots.setdefault(one.name, []).append(one)
            self.kept[day] = _Day(self.right, self.says(day), lots)
        return self.kept[day]


@dataclass(frozen=True)
class _Day:
    """What each test says on a day, and by its name each thing with every way in which it could be otherwise."""

    right: Right
    says: Says
    lots: dict[str, list[Otherwise]]

    def could(self, kind: int) -> bool:
        """Whether things up to this kind could open it; a no is certain, as more knowledge keeps it."""
        return self._may_open(self._up_to(kind))

    def smallest(self, kind: int, most: int) -> list[tuple[Otherwise, ...]]:
        """The smallest sets of things up to this kind that open it."""
        lots, tries = self._up_to(kind), iter(range(MOST_TRIED))
        if not self.could(kind):
            return []
        must = [name for name in lots if not self._opens(self._unknown_but(lots, name))]
        for count in range(max(1, len(must)), min(most, len(lots)) + 1):
            found = []
            others = combinations([name for name in lots if name not in must], count - len(must))
            for more, _ in zip(others, tries, strict=False):
                some = {name: lots[name] for name in lots if name in must or name in more}
                if self._may_open(some):
                    every = product(*(self._that_may_open(some, name) for name in some))
                    found += [parts for parts, _ in zip(every, tries, strict=False) if self._opens(parts)]
            if found:
                return found
        return []

    def _may_open(self, lots: dict[str, list[Otherwise]]) -> bool:
        return self._opens([_unknown(lot, self.says) for lot in lots.values()])

    def _that_may_open(self, lots: dict[str, list[Otherwise]], name: str) -> list[Otherwise]:
        """Of one thing the ways that could open it, whatever of the others turns out."""
        return [one for one in lots[name] if self._opens([*self._unknown_but(lots, name), one])]

    def _unknown_but(self, lots: dict[str, list[Otherwise]], name: str) -> list[Otherwise]:
        return [_unknown(lot, self.says) for other, lot in lots.items() if other != name]

    def _up_to(self, kind: int) -> dict[str, list[Otherwise]]:
        some = {name: [one for one in lot if one.kind <= kind] for name, lot in self.lots.items()}
        return {name: lot for name, lot in some.items() if lot}

    def _opens(self, parts: Sequence[Otherwise]) -> bool:
        offered = any(part.name == "offered" for part in parts)
        so = dict(self.says)
        for part in parts:
            so.update(part.says)
        return answer(reaches(if_offered(self.right) if offered else self.right), so) != NO


def _unknown(lot: Sequence[Otherwise], says: Says) -> Otherwise:
    """This thing not known, as far as it could be otherwise: no way of it does better."""
    could = {key: {says[key], *(one.says[key] for one in lot)} for key in lot[0].says}
    return Otherwise(
        lot[0].name,
        lot[0].kind,
        {key: min(any_of) if len(any_of) == 1 else NOT_KNOWN for key, any_of in could.items()},
        (),
    )
