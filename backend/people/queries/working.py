"""Who reads and answers for young people at this instant: adviser, or the cover while there is one; nurse; managers.

The ids come from a query of the caller's that names visible_to; what comes back are ids of staff, nothing about anyone.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from backend.people.rules import ALLOCATED, COVER, KIND_OF, MANAGES, NURSE_FOR
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
# Two, because the first may be who has it now.
_ANY = """
    SELECT one.id AS young_person, w.id AS manager FROM unnest($1::uuid[]) AS one (id) CROSS JOIN LATERAL (
        SELECT w.id FROM worker w WHERE w.role = $3 AND (w.ended_at IS NULL OR w.ended_at > $2)
            AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = w.id AND d.young_person = one.id)
        ORDER BY w.given_name, w.family_name, w.id LIMIT 2) AS w
"""


async def who_reads(young_people: Collection[UUID], now: datetime) -> dict[UUID, UUID]:
    """The member of staff who reads for each of these young people now; whoever has nobody is left out. One statement."""
    rows = await fetch(_READS, list(young_people), now, KIND_OF[ALLOCATED], [ALLOCATED, COVER], COVER)
    return {row["young_person"]: row["worker"] for row in rows}


async def who_nurses(young_people: Collection[UUID], now: datetime) -> dict[UUID, UUID]:
    """The nurse of each of these young people now; whoever has none is left out. One statement."""
    rows = await fetch(_READS, list(young_people), now, KIND_OF[NURSE_FOR], [NURSE_FOR], NURSE_FOR)
    return {row["young_person"]: row["worker"] for row in rows}


async def who_manages(young_people: Collection[UUID], now: datetime) -> dict[UUID, list[UUID]]:
    """The managers of each of these young people's teams now; whoever has none is left out. One statement."""
    return await _managers(_ANSWER_FOR, young_people, now)


async def any_managers(young_people: Collection[UUID], now: datetime) -> dict[UUID, list[UUID]]:
    """At most two managers at work for each of these, whichever team is theirs; never one who knows them privately."""
    return await _managers(_ANY, young_people, now) if young_people else {}


async def _managers(text: str, young_people: Collection[UUID], now: datetime) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for row in await fetch(text, list(young_people), now, KIND_OF[MANAGES]):
        found.setdefault(row["young_person"], []).append(row["manager"])
    return found
