"""Whose rights must be reckoned again, what was reckoned before, and what ends soon. For the clock: names and dates."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.entitlements.ending import KINDS, STAGES, Ending, stage
from backend.entitlements.reckoning import REACHES, Kept, unpacked
from backend.entitlements.tables import RightsReckoned
from backend.people.queries import visible_to_sql
from backend.shared.crypt import unseal
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
_BEFORE = "SELECT young_person, kept FROM rights_reckoned WHERE young_person = ANY({}) AND young_person IN ({})"
# What ends by a day is reckoned again the day after, at the latest: the rest need not be opened.
_RECKONED = """
    SELECT r.young_person, r.kept FROM rights_reckoned r
    JOIN young_person y ON y.id = r.young_person AND y.ended_at IS NULL
    WHERE r.young_person IN ({}) AND r.next_on <= {} ORDER BY 1
"""
# Of whom nothing is reckoned, nothing is known: their notices wait until it is.
_OPEN = """
    SELECT n.id, n.kind, n.key, coalesce(n.young_person, n.about) AS who FROM notice n
    JOIN rights_reckoned r ON r.young_person = coalesce(n.young_person, n.about)
    WHERE n.kind = ANY({}) AND n.ended_at IS NULL AND r.young_person IN ({}) ORDER BY n.id
"""
BREATH = 100
"""People after whom others get their turn."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody who must be looked at, and the mark of what is known of them now."""

    id: UUID
    facts: str


async def stale(viewer: Viewer, pack: str) -> list[Stale]:
    """Everybody of whom something changed, or a day has come, since their rights were reckoned. One statement."""
    rows = await RightsReckoned.raw(_STALE, visible_to_sql(viewer), pack, viewer.today)
    return [Stale(row["id"], row["facts"]) for row in rows]


async def before(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, dict[str, Kept]]:
    """For each of these every right as it was reckoned. One statement."""
    rows = await RightsReckoned.raw(_BEFORE, list(ids), visible_to_sql(viewer))
    return {row["young_person"]: opened(row) for row in rows}


async def ending(viewer: Viewer) -> list[Ending]:
    """For each person the days on which something ends that they can or may get now, as far ahead as anybody is told.

    One statement. A "may" counts: whoever was not told of its last day can no longer ask.
    """
    found: dict[tuple[UUID, date], bool] = {}
    after = viewer.today + timedelta(days=max(STAGES) + 1)
    for place, row in enumerate(await RightsReckoned.raw(_RECKONED, visible_to_sql(viewer), after)):
        for one in opened(row).values():
            if one.until_on and one.standing in REACHES and stage(one.until_on, viewer.today) is not None:
                day = row["young_person"], one.until_on
                found[day] = found.get(day, False) or one.shown
        if place % BREATH == BREATH - 1:
            await asyncio.sleep(0)
    return [Ending(who, until_on, shown) for (who, until_on), shown in sorted(found.items())]


def opened(row: dict[str, Any]) -> dict[str, Kept]:
    """What is kept of one person, by the right's id."""
    return unpacked(unseal(row["kept"], kept_at(row["young_person"])))


def kept_at(young_person: UUID) -> str:
    """Where it is sealed: how a right stands follows from private answers, so no column of it stands in clear."""
    return f"rights_reckoned.kept:{young_person}"


async def open_notices(viewer: Viewer) -> list[dict[str, Any]]:
    """What was told of rights that end, and is still open. One statement."""
    return await RightsReckoned.raw(_OPEN, list(KINDS), visible_to_sql(viewer))
