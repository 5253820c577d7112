"""The staff's list of claims: the earliest promise first, then what waits for its owner, then what was over lately."""

from datetime import timedelta
from typing import Any

from backend.audit.commands import looked_at_many
from backend.entitlements import claiming
from backend.entitlements.queries.claims import line
from backend.entitlements.schemas import ClaimRow, ClaimRows
from backend.entitlements.tables import Claim
from backend.people.queries import visible_to_sql, who_reads
from backend.shared.dates import london_date
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

STILL_SHOWN = timedelta(days=28)
"""What is over stays in the list for so long."""

_ROWS = """
    SELECT c.id, c.young_person, c.right_id, c.title, c.pence, c.state, c.due_on, c.asked_at, c.see_by, c.decide_by,
        c.give_by, c.challenge_by, c.first_by, y.given_name, y.family_name
    FROM claim c JOIN young_person y ON y.id = c.young_person
    WHERE y.id IN ({}) AND y.ended_at IS NULL AND (c.over_at IS NULL OR c.over_at > {})
    ORDER BY c.over_at IS NOT NULL, c.due_on NULLS LAST, c.asked_at, c.id
"""


async def rows(viewer: Viewer) -> ClaimRows:
    """Claims of everybody this viewer works with, covers or manages; a look at each person is kept.

    The same number of statements for one claim and for a thousand.
    """
    async with transaction():
        found = await Claim.raw(_ROWS, visible_to_sql(viewer), viewer.now - STILL_SHOWN)
        people = list(dict.fromkeys(row["young_person"] for row in found))
        reads = await who_reads(people, viewer.now) if people else {}
        names = await _names(list(set(reads.values())))
        await looked_at_many(viewer, people)
    return ClaimRows(
        today=viewer.today,
        rows=[_row(row, names.get(reads.get(row["young_person"]), ""), viewer) for row in found],
    )


async def _names(workers: list[Any]) -> dict[Any, str]:
    if not workers:
        return {}
    found = await fetch("SELECT id, given_name, family_name FROM worker WHERE id = ANY($1)", workers)
    return {row["id"]: f"{row['given_name']} {row['family_name']}" for row in found}


def _row(row: dict[str, Any], adviser: str, viewer: Viewer) -> ClaimRow:
    due = claiming.due_on(line(row))
    first = row["first_by"] or due
    return ClaimRow(
        id=row["id"],
        young_person=row["young_person"],
        name=f"{row['given_name']} {row['family_name']}",
        right=row["right_id"],
        title=row["title"],
        pence=row["pence"],
        state=row["state"],
        next=claiming.NEXT[row["state"]],  # type: ignore[arg-type]
        due_on=due,
        first_due_on=row["first_by"],
        days_late=max(0, (viewer.today - first).days) if first else 0,
        asked_on=london_date(row["asked_at"]),
        adviser=adviser,
    )
