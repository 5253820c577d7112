"""What is left of a sum: a right's own amount, or a pot that several rights share, each with its slice. Pure.

Asked and not yet decided does not count as spent. A promise says itself which pot it came from: it stays spent there
when its line is taken out of the offer, put in again, or goes on under another name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.entitlements.engine.lines import Amount, Right

CEILINGS = frozenset({"exact", "up_to"})
"""More than this is not given; `at_least` is a floor and holds nobody back."""
WHOLE = frozenset({"once", "parts"})
"""A sum that is there once. What comes again each week or year is not used up."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Some of one person's claims: how many stand, pence promised, and pence asked and not decided yet."""

    claims: int = 0
    spent: int = 0
    waiting: int = 0


Used = Mapping[tuple[str, str], Sum]
"""One person's claims by their right and by the pot that they hold, "" for none."""


@dataclass(frozen=True, slots=True)
class PotOf:
    """`holds`: more than what is left cannot be decided. `id`: of a shared pot; "" for a right's own sum."""

    total: int
    spent: int
    left: int
    waiting: int
    holds: bool
    id: str = ""


def claimed(right: str, used: Used) -> Sum:
    """All claims under this right, whichever pot they hold."""
    return _all(one for (name, _), one in used.items() if name == right)


def pot_of(right: Right, amount: Amount | None, used: Used, rights: Iterable[Right]) -> PotOf | None:
    """What is left for this right; None where no sum stands behind it. `amount`: how much it is for this person.

    A slice of a shared pot is used up by its own claims, or when the others have used the pot up. A claim that holds no
    pot yet counts in the one that its right takes from today.
    """
    own = claimed(right.id, used)
    if right.pot is None:
        total = _total(amount)
        return None if amount is None or total is None else _made(total, own, total, amount.how in CEILINGS)
    today = {one.id: one.pot.id for one in rights if one.pot}
    shared = _all(one for (name, pot), one in used.items() if (pot or today.get(name)) == right.pot.id)
    left = right.pot.pence - shared.spent
    if right.cap is None:
        return _made(right.pot.pence, shared, left, True, right.pot.id)
    return _made(right.cap, own, left, True, right.pot.id)


def _total(amount: Amount | None) -> int | None:
    if amount is None or amount.unit not in WHOLE:
        return None
    return amount.pence or sum(part.pence for part in amount.parts) or None


def _made(total: int, used: Sum, left: int, holds: bool, id: str = "") -> PotOf:
    rest = min(total - used.spent, left) if holds else total - used.spent
    return PotOf(total, used.spent, max(0, rest), used.waiting, holds, id)


def _all(sums: Iterable[Sum]) -> Sum:
    found = list(sums)
    return Sum(*(sum(getattr(one, name) for one in found) for name in ("claims", "spent", "waiting")))
