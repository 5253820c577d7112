"""Who gains and who loses by a draft, as counts. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Amount, Right
from backend.entitlements.engine.many import Many
from backend.entitlements.engine.standing import Stand

REACH = {"can": 2, "ends_soon": 2, "may": 1}


@dataclass
class Tally:
    """One right before and after, either may be missing; and how many of those looked at gain or lose by the change.

    `more`, `less`: it reaches them as before, with another sum.
    """

    before: Right | None
    after: Right | None
    gain: int = 0
    lose: int = 0
    more: int = 0
    less: int = 0

    def count(self, then: Stand | None, now: Stand | None) -> None:
        """One more person is counted, for whom the right stood like this and now stands like that."""
        step = _reach(now) - _reach(then)
        if step:
            self.gain, self.lose = self.gain + (step > 0), self.lose + (step < 0)
        elif then and now and _reach(now) and (change := _sum(now.amount) - _sum(then.amount)):
            self.more, self.less = self.more + (change > 0), self.less + (change < 0)


class Looks:
    """Tallies made ready for many people: both sides of every right at once."""

    def __init__(self, of: Sequence[Tally]) -> None:
        self._tallies = of
        self._both = Many([right for one in of for right in (one.before, one.after) if right])

    def look(self, facts: Facts, on: date) -> None:
        """One more person is counted in each tally."""
        stands = iter(self._both.standings(facts, on))
        for one in self._tallies:
            then = next(stands) if one.before else None
            one.count(then, next(stands) if one.after else None)


def tallies(before: Iterable[Right], after: Iterable[Right]) -> list[Tally]:
    """A tally for each right that is not the same in both, in the order of the draft."""
    then, now = {right.id: right for right in before}, {right.id: right for right in after}
    both = ((then.get(id), now.get(id)) for id in dict.fromkeys([*now, *then]))
    return [Tally(one, other) for one, other in both if (one and one.mark) != (other and other.mark)]


def counts(tally: Tally) -> bool:
    """Whether it can make a difference to anybody; else only words are changed."""
    return _what_counts(tally.before) != _what_counts(tally.after)


def _what_counts(right: Right | None) -> Any:
    if right is None:
        return None
    rules = (right.rule.key, right.may.key, right.law.key if right.law else "")
    kept = (right.offered, right.given, right.valid_from, right.valid_to, right.review_by, right.source.confidence)
    return rules, kept, [(row, row.rule.key if row.rule else "") for row in right.amounts]


def _reach(stand: Stand | None) -> int:
    return REACH.get(stand.standing, 0) if stand else 0


def _sum(amount: Amount | None) -> int:
    """Pence a time; a share or hours where it is no sum. No row that fits surely: nothing that could be compared."""
    if amount is None:
        return 0
    return amount.pence or sum(part.pence for part in amount.parts) or amount.percent or amount.hours or 0
