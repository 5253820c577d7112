"""Who is away, whom I cover for, and who could cover for me. Names and days only."""

from datetime import timedelta
from typing import Any

from backend.messaging.schemas import Away, Colleague, MyAway
from backend.people.rules import COVER, KIND_OF
from backend.shared.config import settings
from backend.shared.dates import london_date
from backend.shared.db import fetch
from backend.shared.viewer import Viewer

_AWAYS = """
    SELECT a.id, a.worker, a.from_at, a.until_at, w.given_name, w.family_name, c.given_name AS cover_given,
        c.family_name AS cover_family
    FROM away a JOIN worker w ON w.id = a.worker JOIN worker c ON c.id = a.cover
    WHERE (a.worker = $1 OR a.cover = $1) AND a.ended_at IS NULL AND a.until_at > $2 ORDER BY a.from_at, a.id
"""
_COLLEAGUES = """
    SELECT w.id, w.given_name, w.family_name, coalesce(t.name, '') AS team
    FROM worker w LEFT JOIN team t ON t.id = w.team
    WHERE w.role = $3 AND w.id <> $1 AND (w.ended_at IS NULL OR w.ended_at > $2)
    ORDER BY w.team IS DISTINCT FROM (SELECT team FROM worker WHERE id = $1), lower(t.name) NULLS LAST, lower(w.given_name),
        lower(w.family_name), w.id
"""


async def mine(viewer: Viewer) -> MyAway:
    """My next time away, whom I cover for now or later, and the other advisers at work, my own team's first."""
    aways = await fetch(_AWAYS, viewer.id, viewer.now)
    colleagues = await fetch(_COLLEAGUES, viewer.id, viewer.now, KIND_OF[COVER])
    own = [_away(row) for row in aways if row["worker"] == viewer.id]
    return MyAway(
        away=own[0] if own else None,
        covering=[_away(row) for row in aways if row["worker"] != viewer.id],
        colleagues=[
            Colleague(row["id"], f"{row['given_name']} {row['family_name']}", row["team"]) for row in colleagues
        ],
    )


def _away(row: dict[str, Any]) -> Away:
    return Away(
        id=row["id"],
        name=f"{row['given_name']} {row['family_name']}",
        given_name=row["given_name"],
        from_at=row["from_at"],
        until_on=london_date(row["until_at"] - timedelta(microseconds=1)),
        cover_name=f"{row['cover_given']} {row['cover_family']}",
        cover_given_name=row["cover_given"],
        phone=settings().leaving_care_phone,
    )
