"""What a manager reads under glass, and what another manager has to look at."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did, looked_at_many
from backend.messaging import glass as glass_rules
from backend.messaging import rules
from backend.messaging.queries.messages import page
from backend.messaging.schemas import Glasses, GlassNow, GlassPage, GlassToReview
from backend.people.queries import must_see
from backend.people.rules import KIND_OF, MANAGES
from backend.people.tables import GlassBreak
from backend.shared.crypt import unseal
from backend.shared.db import fetch, transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

# Whoever else answers for the young person's team looks at it; where there is nobody else, any other manager does. Nobody
# looks at their own, and nobody who knows the young person privately.
_TO_REVIEW = """
    SELECT b.id, b.young_person, b.category, b.reason, b.began_at, y.given_name || ' ' || y.family_name AS name,
        w.given_name || ' ' || w.family_name AS manager
    FROM glass_break b JOIN young_person y ON y.id = b.young_person JOIN worker w ON w.id = b.manager
    WHERE b.reviewed_at IS NULL AND b.manager <> $1
        AND EXISTS (SELECT FROM worker me WHERE me.id = $1 AND me.role = $3 AND (me.ended_at IS NULL OR me.ended_at > $2))
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = $1 AND d.young_person = y.id)
        AND (EXISTS (SELECT FROM manages m WHERE m.manager = $1 AND m.team = y.team)
            OR NOT EXISTS (SELECT FROM manages m JOIN worker o ON o.id = m.manager AND o.role = $3
                WHERE m.team = y.team AND m.manager <> b.manager AND (o.ended_at IS NULL OR o.ended_at > $2)
                AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = o.id AND d.young_person = y.id)))
    ORDER BY b.began_at, b.id
"""
_LOCKED = _TO_REVIEW + " FOR UPDATE OF b"
_MINE_OPEN = """
    SELECT b.id, b.young_person, b.until_at, y.given_name || ' ' || y.family_name AS name
    FROM glass_break b JOIN young_person y ON y.id = b.young_person
    WHERE b.manager = $1 AND b.began_at <= $2 AND b.until_at > $2 AND b.ended_at IS NULL ORDER BY b.began_at, b.id
"""


async def standing(viewer: Viewer, young_person: UUID) -> dict[str, Any] | None:
    """The viewer's own open glass of this young person."""
    return next((row for row in await _open(viewer) if row["young_person"] == young_person), None)


async def overdue(viewer: Viewer) -> bool:
    """Whether one of the viewer's own waits for its review for too long."""
    rows = await GlassBreak.select(GlassBreak.began_at).where(
        GlassBreak.manager == viewer.id, GlassBreak.reviewed_at.is_null()
    )
    return any(glass_rules.too_old(row["began_at"], viewer.today) for row in rows)


async def reviewable(viewer: Viewer, *, lock: bool = False) -> list[dict[str, Any]]:
    """Others' that this manager can review, the oldest first; `lock` holds them until the transaction ends."""
    return await fetch(_LOCKED if lock else _TO_REVIEW, viewer.id, viewer.now, KIND_OF[MANAGES])


async def glasses(viewer: Viewer) -> Glasses:
    """What this manager has to review, with a look kept at each name; their own open ones; and whether they are blocked."""
    async with transaction():
        rows = await reviewable(viewer)
        await looked_at_many(viewer, [row["young_person"] for row in rows])
    return Glasses(
        to_review=[
            GlassToReview(
                id=row["id"],
                name=row["name"],
                manager=row["manager"],
                category=row["category"],
                reason=unseal(bytes(row["reason"]), f"glass_break.reason:{row['id']}").decode(),
                began_at=row["began_at"],
                review_by=glass_rules.review_by(row["began_at"]),
            )
            for row in rows
        ],
        mine=[GlassNow(row["id"], row["young_person"], row["name"], row["until_at"]) for row in await _open(viewer)],
        blocked=await overdue(viewer),
    )


async def read(viewer: Viewer, young_person: UUID, before: int | None) -> GlassPage:
    """One page of the thread for a manager with an open glass; each page is kept. NotFound without one."""
    async with transaction():
        await must_see(viewer, young_person)
        glass = await standing(viewer, young_person)
        if glass is None:
            raise NotFound()
        messages, more = await page(viewer, young_person, rules.ADVISER, before=before)
        await did(viewer, "read_under_glass", about=young_person, thing=glass["id"])
    return GlassPage(
        glass=GlassNow(glass["id"], young_person, glass["name"], glass["until_at"]), messages=messages, more=more
    )


async def _open(viewer: Viewer) -> list[dict[str, Any]]:
    return await fetch(_MINE_OPEN, viewer.id, viewer.now)
