"""What is left of a sum: a right's own amount, or a pot that several rights share, each with its slice. Pure.

Asked and not yet decided does not count as spent.
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
    """One person's claims under one right: how many stand, pence promised, and pence asked and not decided yet."""

    claims: int = 0
    spent: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class PotOf:
    """`holds`: more than what is left cannot be decided."""

    total: int
    spent: int
    left: int
    waiting: int
    holds: bool


def pot_of(right: Right, amount: Amount | None, sums: Mapping[str, Sum], rights: Iterable[Right]) -> PotOf | None:
    """What is left for this right; None where no sum stands behind it. `amount`: how much it is for this person.

    A slice of a shared pot is used up by its own claims, or when the others have used the pot up.
    """
    own = sums.get(right.id, Sum())
    if right.pot is None:
        total = _total(amount)
        return None if amount is None or total is None else _made(total, own, total, amount.how in CEILINGS)
    shared = _all([sums.get(one.id, Sum()) for one in rights if one.pot and one.pot.id == right.pot.id])
    left = right.pot.pence - shared.spent
    if right.cap is None:
        return _made(right.pot.pence, shared, left, True)
    return _made(right.cap, own, left, True)


def _total(amount: Amount | None) -> int | None:
    if amount is None or amount.unit not in WHOLE:
        return None
    return amount.pence or sum(part.pence for part in amount.parts) or None


def _made(total: int, used: Sum, left: int, holds: bool) -> PotOf:
    return PotOf(total, used.spent, max(0, min(total - used.spent, left)) if holds else max(0, total - used.spent),
                 used.waiting, holds)  # fmt: skip


def _all(sums: list[Sum]) -> Sum:
    return Sum(*(sum(getattr(one, name) for one in sums) for name in ("claims", "spent", "waiting")))
