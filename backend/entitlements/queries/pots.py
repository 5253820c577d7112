"""What a young person's claims have used of the sums behind their rights."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Amount, Right
from backend.entitlements.engine.standing import standing
from backend.entitlements.pots import PotOf, Sum, Used, pot_of
from backend.entitlements.queries.facts import facts_of
from backend.entitlements.queries.offered import offered
from backend.entitlements.tables import Claim
from backend.people.queries import visible_to, visible_to_sql
from backend.shared.viewer import Viewer

# A challenged partly still stands as it was promised; what was asked beyond it waits.
_SUMS = """
    SELECT right_id, pot, count(*) FILTER (WHERE state <> 'withdrawn') AS claims,
        coalesce(sum(decided_pence) FILTER (WHERE state NOT IN ('refused', 'withdrawn')), 0) AS spent,
        coalesce(sum(pence - coalesce(decided_pence, 0)) FILTER (WHERE state IN ('asked', 'seen', 'challenged')), 0)
            AS waiting
    FROM claim WHERE young_person = {} AND young_person IN ({}) AND id IS DISTINCT FROM {}::uuid GROUP BY right_id, pot
"""


async def sums(viewer: Viewer, young_person: UUID, but: UUID | None = None) -> Used:
    """How many claims stand, what they use, and what waits; `but`: without this claim. One statement."""
    rows = await Claim.raw(_SUMS, young_person, visible_to_sql(viewer), but)
    return {(row["right_id"], row["pot"]): Sum(row["claims"], int(row["spent"]), int(row["waiting"])) for row in rows}


async def pots(viewer: Viewer, young_person: UUID, wanted: set[str], but: UUID | None = None) -> dict[str, PotOf]:
    """By right, of these rights: what is left of the sum behind it; a right without a sum is left out.

    `but`: as if this claim were not there.
    """
    used, rights = await sums(viewer, young_person, but), (await offered(viewer)).by_id()
    known = [rights[name] for name in wanted & rights.keys()]
    facts = await facts_of(viewer, young_person) if any(_differs(right, viewer.today) for right in known) else None
    found = {right.id: pot_of(right, _amount(right, facts, viewer.today), used, rights.values()) for right in known}
    return {name: pot for name, pot in found.items() if pot}


def _valid(right: Right, on: date) -> list[Amount]:
    return [row for row in right.amounts if row.valid_on(on)]


def _differs(right: Right, on: date) -> bool:
    """Whether the sum behind this right hangs on who asks."""
    return right.pot is None and any(row.rule for row in _valid(right, on))


def _amount(right: Right, facts: Facts | None, on: date) -> Amount | None:
    """How much it is for this person; the most there is where what we may know does not settle it."""
    rows = _valid(right, on)
    if sum(row.rule is None for row in rows) > 1:
        return None  # each is for something else, as a passport and a licence: one of them is no ceiling for all
    sure = standing(right, facts, on).amount if facts else rows[0] if len(rows) == 1 else None
    return sure or max(rows, key=lambda row: row.pence or 0, default=None)


async def held_with_the_others(viewer: Viewer, claim: UUID) -> dict[str, Any] | None:
    """The claim's row, with all claims of its person this transaction's alone: no two decisions share what is left.

    One statement, in the order of their ids, so that no two deciders wait for each other. None: not this viewer's.
    """
    whose = Claim.select(Claim.young_person).where(Claim.id == claim)
    rows = await (
        Claim.select()
        .where(Claim.young_person.is_in(visible_to(viewer)), Claim.young_person.is_in(whose))
        .order_by(Claim.id)
        .lock_rows("UPDATE")
    )
    return next((row for row in rows if row["id"] == claim), None)
