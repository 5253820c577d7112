"""Who must have a plan today, reckoned for those whose answer is missing or may have changed, and kept."""

import asyncio
from typing import Any
from uuid import UUID

from backend.people.queries import lives, visible_to_sql
from backend.people.tables import YoungPerson
from backend.plans.duties import Reckoned, reckon
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

AT_ONCE = 1000
"""Lives in one transaction: some 50 ms of reckoning, so that no lock and no other request waits long."""

# Whoever is being changed at this moment is left for the next look: their present row still stands until then.
_STALE = """
    SELECT y.id FROM young_person y
    WHERE y.id IN ({}) AND NOT EXISTS (SELECT FROM duty d WHERE d.young_person = y.id AND d.holds_until > {})
    ORDER BY y.id LIMIT {} FOR SHARE OF y SKIP LOCKED
"""
_KEEP = """
    INSERT INTO duty (id, young_person, must, code, first_due_on, holds_until)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::text[], $5::date[], $6::date[])
    ON CONFLICT (young_person) DO UPDATE SET must = excluded.must, code = excluded.code,
        first_due_on = excluded.first_due_on, holds_until = excluded.holds_until
"""


async def bring_up_to_date(viewer: Viewer) -> int:
    """Everybody this viewer may see has a duty that holds today; the answer is how many had to be reckoned."""
    total = 0
    while True:
        async with transaction():
            rows = await YoungPerson.raw(_STALE, visible_to_sql(viewer), viewer.today, AT_ONCE)
            ids: list[UUID] = [row["id"] for row in rows]
            if ids:
                await _keep(
                    [
                        (who, reckon(person, life, viewer.today))
                        for who, (person, life) in (await lives(viewer, ids)).items()
                    ]
                )
        total += len(ids)
        if len(ids) < AT_ONCE:
            return total
        await asyncio.sleep(0)  # others get their turn


async def _keep(found: list[tuple[UUID, Reckoned]]) -> None:
    found.sort(key=lambda one: one[0])  # the same order for everyone: no two can wait for each other
    columns: list[list[Any]] = [[new_id() for _ in found], [who for who, _ in found]]
    columns += [[getattr(one, name) for _, one in found] for name in ("must", "code", "first_due_on", "holds_until")]
    await fetch(_KEEP, *columns)
