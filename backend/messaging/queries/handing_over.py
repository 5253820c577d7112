"""What a cover or a new adviser must know of a thread: what waits, how much was said, what is not filed yet."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.messaging import rules
from backend.messaging.queries import sight
from backend.messaging.queries.asking import ask
from backend.messaging.queries.messages import COLUMNS, MAY, TABLES, message
from backend.messaging.queries.sight import FROM_AT_VALUES
from backend.messaging.schemas import HandOver
from backend.people.rules import ALLOCATED, COVER
from backend.shared.config import settings
from backend.shared.dates import london_date
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

LATELY = timedelta(days=30)
_UNANSWERED = f"""
    SELECT {COLUMNS} FROM {TABLES} WHERE y.id = :young_person AND c.kind = :thread AND m.by_owner
        AND m.sent_at >= c.waiting_since AND {MAY} ORDER BY m.seq LIMIT :most
"""  # noqa: S608  our own constants, here and below
_COUNTS = f"""
    SELECT max(c.waiting_since) AS waiting_since, max(greatest(c.heard_at, c.said_at)) AS spoke_at,
        count(m.id) FILTER (WHERE m.sent_at >= :since) AS lately,
        count(m.id) FILTER (WHERE NOT EXISTS (SELECT FROM filed WHERE filed.message = m.id)) AS unfiled
    FROM {TABLES} WHERE y.id = :young_person AND c.kind = :thread AND {MAY}
"""  # noqa: S608
_ADVISERS = """
    SELECT l.relation, l.starts_at, w.given_name || ' ' || w.family_name AS name,
        (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now) AS now
    FROM link l JOIN worker w ON w.id = l.worker
    WHERE l.young_person = :young_person AND l.young_person IN ({sight}) AND l.relation IN (:allocated, :cover) AND l.starts_at <= :now
    ORDER BY l.starts_at DESC, l.id DESC
"""


async def hand_over(viewer: Viewer, young_person: UUID) -> HandOver:
    """The thread in short for whoever takes it over; the look is kept. NotFound when it is not this viewer's."""
    async with transaction():
        thread = await sight.thread(viewer, young_person)
        known = {"young_person": young_person, "thread": thread.which, **FROM_AT_VALUES}
        rows = await ask(viewer, _UNANSWERED, staff=True, most=rules.PAGE, **known)
        (counts,) = await ask(viewer, _COUNTS, since=viewer.now - LATELY, **known)
        links = await ask(viewer, _ADVISERS, young_person=young_person, allocated=ALLOCATED, cover=COVER)
        await did(viewer, "read_hand_over", about=young_person, thing=thread.conversation)
    now, before = _adviser(links)
    waiting = counts["waiting_since"]
    return HandOver(
        young_person=young_person,
        name=thread.name,
        waiting_since=waiting,
        reply_by=rules.reply_by(waiting, settings().reply_days) if waiting else None,
        unanswered=[message(viewer, row) for row in rows],
        last_spoke_at=counts["spoke_at"],
        messages_30_days=counts["lately"],
        unfiled=counts["unfiled"],
        adviser=now["name"] if now else "",
        adviser_since=london_date(now["starts_at"]) if now else None,
        earlier_adviser=before["name"] if before else "",
        cover=next((one["name"] for one in links if one["relation"] == COVER and one["now"]), ""),
    )


def _adviser(links: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The adviser now, and who was it last before them."""
    advisers = [one for one in links if one["relation"] == ALLOCATED]
    now = next((one for one in advisers if one["now"]), None)
    before = next((one for one in advisers if not one["now"] and (now is None or one["name"] != now["name"])), None)
    return now, before
