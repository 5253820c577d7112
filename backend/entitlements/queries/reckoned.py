"""Whose rights must be reckoned again, what was reckoned before, and what ends soon. For the clock: names and dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.entitlements.ending import KINDS, STAGES, Ending
from backend.entitlements.tables import RightsReckoned, RightStanding
from backend.people.queries import visible_to_sql
from backend.shared.viewer import Viewer

# What people can change is compared whole; what is only ever added is counted, with its last day.
_STALE = """
    SELECT now.id, now.facts FROM (
        SELECT y.id, md5(format('%s|%s|%s|%s|%s|%s|%s|%s|%s', y.born_on, y.recorded_category, y.support_requested,
            y.in_education_programme, y.ended_at, e.said, f.said, s.said, c.said)) AS facts
        FROM young_person y
        LEFT JOIN (SELECT young_person, string_agg(concat_ws(',', began_on, coalesce(ended_on::text, '-'), legal_status,
            why_ended), ';' ORDER BY began_on, id) AS said FROM episode GROUP BY 1) e ON e.young_person = y.id
        LEFT JOIN (SELECT young_person, string_agg(concat_ws(',', kind, from_on, coalesce(until_on::text, '-'), confirmed),
            ';' ORDER BY kind, from_on, id) AS said FROM life_fact GROUP BY 1) f ON f.young_person = y.id
        LEFT JOIN (SELECT young_person, count(*) || ' ' || max(said_at) AS said FROM own_statement GROUP BY 1) s
            ON s.young_person = y.id
        LEFT JOIN (SELECT young_person, count(*) || ' ' || max(at) AS said FROM council_fact GROUP BY 1) c
            ON c.young_person = y.id
        WHERE y.id IN ({})) AS now
    LEFT JOIN rights_reckoned r ON r.young_person = now.id
    WHERE r.id IS NULL OR r.facts <> now.facts OR r.pack <> {} OR r.next_on <= {}
    ORDER BY now.id
"""
_BEFORE = "SELECT young_person, right_id, mark, next_on FROM right_standing WHERE young_person = ANY({}) AND young_person IN ({})"
_ENDING = """
    SELECT s.young_person, s.until_on, bool_or(s.shown) AS shown
    FROM right_standing s JOIN young_person y ON y.id = s.young_person AND y.ended_at IS NULL
    WHERE s.young_person IN ({}) AND s.standing IN ('can', 'ends_soon') AND s.until_on BETWEEN {} AND {}
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_OPEN = """
    SELECT n.id, n.kind, n.key, coalesce(n.young_person, n.about) AS who FROM notice n
    WHERE n.kind = ANY({}) AND n.ended_at IS NULL AND coalesce(n.young_person, n.about) IN ({}) ORDER BY n.id
"""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody who must be looked at, and the mark of what is known of them now."""

    id: UUID
    facts: str


async def stale(viewer: Viewer, pack: str) -> list[Stale]:
    """Everybody of whom something changed, or a day has come, since their rights were reckoned. One statement."""
    rows = await RightsReckoned.raw(_STALE, visible_to_sql(viewer), pack, viewer.today)
    return [Stale(row["id"], row["facts"]) for row in rows]


async def before(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, dict[str, tuple[bytes, date]]]:
    """For each of these the mark and the next day of every right that was reckoned. One statement."""
    found: dict[UUID, dict[str, tuple[bytes, date]]] = {}
    for row in await RightStanding.raw(_BEFORE, list(ids), visible_to_sql(viewer)):
        found.setdefault(row["young_person"], {})[row["right_id"]] = (row["mark"], row["next_on"])
    return found


async def ending(viewer: Viewer) -> list[Ending]:
    """For each person the days on which something ends that they can get now, as far ahead as anybody is told. One statement."""
    last = viewer.today + timedelta(days=max(STAGES))
    rows = await RightStanding.raw(_ENDING, visible_to_sql(viewer), viewer.today, last)
    return [Ending(row["young_person"], row["until_on"], row["shown"]) for row in rows]


async def open_notices(viewer: Viewer) -> list[dict[str, Any]]:
    """What was told of rights that end, and is still open. One statement."""
    return await RightStanding.raw(_OPEN, list(KINDS), visible_to_sql(viewer))
