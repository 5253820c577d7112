"""Many rights for many people at once. Pure; the same answers as `standing`, right by right.

All rules are written once as a list of steps, equal parts shared. For a person the days on which any test turns cut
time into stretches, and an answer over all of them is two whole numbers: bit n of `sure` says yes in stretch n, bit n
of `could` says that it is not a no. Then `and` is &, `or` is |, and `not` swaps the two.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_, or_

from backend.entitlements.engine.courses import NO, NOT_KNOWN, YES, Course
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.levels import reaches
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.standing import Reach, Stand
from backend.entitlements.engine.verdicts import course
from backend.entitlements.language.rule import And, Not, Or, Rule

Bits = tuple[int, int]
"""`sure` and `could`, a bit for each stretch."""


class Many:
    """Rights made ready for many people. Keep it as long as the rights are the same."""

    def __init__(self, rights: Sequence[Right]) -> None:
        self.rights = list(rights)
        self.tests: list[Rule] = []
        self.steps: list[tuple[str, tuple[int, ...]]] = []
        self._places: dict[str, int] = {}
        self.ends = [self._place(reaches(right)) for right in self.rights]

    def standings(self, facts: Facts, on: date) -> list[Stand]:
        """How each of the rights stands for this person on this day, in their order."""
        courses = [course(test, facts) for test in self.tests]
        days = sorted({day for found in courses if len(found.days) > 1 for day in found.days} | {0})
        answers = self._answers(courses, days)
        here = bisect_right(days, on.toordinal()) - 1
        return [
            Stand(right, facts, on, _reach(answers[end], here, days))
            for right, end in zip(self.rights, self.ends, strict=True)
        ]

    def _answers(self, courses: list[Course], days: list[int]) -> list[Bits]:
        """The answer of every step over all stretches."""
        whole, places = (1 << len(days)) - 1, {day: n for n, day in enumerate(days)}
        found: list[Bits] = []
        for how, parts in self.steps:
            if how == "test":
                found.append(_bits(courses[parts[0]], places, whole))
            elif how == "not":
                sure, could = found[parts[0]]
                found.append((whole ^ could, whole ^ sure))
            else:
                join = and_ if how == "and" else or_
                found.append((reduce(join, [found[p][0] for p in parts]), reduce(join, [found[p][1] for p in parts])))
        return found

    def _place(self, rule: Rule) -> int:
        """The step that answers this rule; equal rules are one step."""
        if rule.key not in self._places:
            step = self._step(rule)
            self.steps.append(step)
            self._places[rule.key] = len(self.steps) - 1
        return self._places[rule.key]

    def _step(self, rule: Rule) -> tuple[str, tuple[int, ...]]:
        match rule:
            case Not(inner):
                return "not", (self._place(inner),)
            case And(parts):
                return "and", tuple(self._place(part) for part in parts)
            case Or(parts):
                return "or", tuple(self._place(part) for part in parts)
        self.tests.append(rule)
        return "test", (len(self.tests) - 1,)


def _bits(found: Course, places: dict[int, int], whole: int) -> Bits:
    """A course as bits: from the stretch of each of its days on, what it says there."""
    if len(found.days) == 1:
        return (whole if found.says[0] == YES else 0), (0 if found.says[0] == NO else whole)
    sure = could = 0
    for day, says in zip(found.days, found.says, strict=True):
        rest = whole >> places[day] << places[day]
        sure = sure | rest if says == YES else sure & ~rest
        could = could & ~rest if says == NO else could | rest
    return sure, could


def _reach(bits: Bits, here: int, days: list[int]) -> Reach:
    """What the answer is in this stretch and the day on which it turns."""
    sure, could = bits[0] >> here, bits[1] >> here
    if sure & 1:
        says, turns = YES, _first(~sure)
    elif could & 1:
        says, turns = NOT_KNOWN, _first(~could)
    else:
        says, turns = NO, _first(could) if could else len(days)
    return says, days[here + turns] if here + turns < len(days) else None


def _first(bits: int) -> int:
    """The place of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1
