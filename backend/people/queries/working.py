"""Who reads and answers for young people at this instant: their adviser, or the cover while there is one.

The ids come from a query of the caller's that names visible_to; what comes back are ids of staff, nothing about anyone.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from backend.people.rules import ALLOCATED, COVER, KIND_OF, MANAGES
from backend.shared.db import fetch

# A cover's link lasts as long as the adviser is away, and is the right to read: whoever has it reads first. Whoever
# left, has another job now, or knows the young person privately reads nothing (people.queries.sight).
_READS = """
    SELECT DISTINCT ON (l.young_person) l.young_person, l.worker
    FROM link l JOIN worker w ON w.id = l.worker AND w.role = $3 AND (w.ended_at IS NULL OR w.ended_at > $2)
    WHERE l.young_person = ANY($1) AND l.relation = ANY($4) AND l.starts_at <= $2 AND (l.ends_at IS NULL OR l.ends_at > $2)
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = l.worker AND d.young_person = l.young_person)
    ORDER BY l.young_person, l.relation <> $5, l.starts_at DESC, l.id
"""
_ANSWER_FOR = """
    SELECT y.id AS young_person, m.manager
    FROM young_person y JOIN manages m ON m.team = y.team
    JOIN worker w ON w.id = m.manager AND w.role = $3 AND (w.ended_at IS NULL OR w.ended_at > $2)
    WHERE y.id = ANY($1)
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = m.manager AND d.young_person = y.id)
    ORDER BY y.id, w.given_name, m.manager
"""


async def who_reads(young_people: Collection[UUID], now: datetime) -> dict[UUID, UUID]:
    """The member of staff who reads for each of these young people now; whoever has nobody is left out. One statement."""
    rows = await fetch(_READS, list(young_people), now, KIND_OF[ALLOCATED], [ALLOCATED, COVER], COVER)
    return {row["young_person"]: row["worker"] for row in rows}


async def who_manages(young_people: Collection[UUID], now: datetime) -> dict[UUID, list[UUID]]:
    """The managers of each of these young people's teams now; whoever has none is left out. One statement."""
    found: dict[UUID, list[UUID]] = {}
    for row in await fetch(_ANSWER_FOR, list(young_people), now, KIND_OF[MANAGES]):
        found.setdefault(row["young_person"], []).append(row["manager"])
    return found
