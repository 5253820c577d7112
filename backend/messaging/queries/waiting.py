"""What managers see of messages: that somebody waits, since when and for whom. Never a word (decisions 10).

All of it stays inside the manager's own teams, so no count is hidden: small counts are hidden only in what leaves a team
(decisions 29). How many answers a figure stands on is told beside it.
"""

from datetime import datetime, timedelta
from statistics import median
from typing import Any

from backend.audit.commands import looked_at_many
from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.schemas import Waiting, WaitingRow
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

LATELY = timedelta(days=28)

# A nurse's thread is no manager's business: that there is one says something about somebody's health.
_WAITING = """
    SELECT y.id, y.given_name || ' ' || y.family_name AS name, c.waiting_since,
        coalesce(a.name, '') AS adviser, coalesce(k.name, '') AS cover
    FROM conversation c JOIN young_person y ON y.id = c.young_person
    LEFT JOIN LATERAL (SELECT w.given_name || ' ' || w.family_name AS name FROM link l JOIN worker w ON w.id = l.worker
        WHERE l.young_person = y.id AND l.relation = 'allocated' AND l.starts_at <= :now
            AND (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now)
        ORDER BY l.starts_at DESC, l.id LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT w.given_name || ' ' || w.family_name AS name FROM link l JOIN worker w ON w.id = l.worker
        WHERE l.young_person = y.id AND l.relation = 'cover' AND l.starts_at <= :now
            AND (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now)
        ORDER BY l.starts_at DESC, l.id LIMIT 1) k ON true
    WHERE c.kind = :thread AND c.waiting_since IS NOT NULL AND y.id IN ({sight}) AND (y.ended_at IS NULL OR y.ended_at > :now)
    ORDER BY c.waiting_since, y.id
"""
# An answer: the first word of staff after words of the young person; they waited since the first of those.
_ANSWERS = """
    WITH said AS (
        SELECT m.conversation, m.seq, m.by_owner, m.sent_at,
            lag(m.by_owner) OVER (PARTITION BY m.conversation ORDER BY m.seq) AS owner_before,
            count(*) FILTER (WHERE NOT m.by_owner) OVER (PARTITION BY m.conversation ORDER BY m.seq
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS turn
        FROM message m JOIN conversation c ON c.id = m.conversation
        WHERE c.kind = :thread AND c.young_person IN ({sight}) AND c.said_at >= :since
            AND m.sent_at >= :since::timestamptz - interval '90 days')
    SELECT min(asked.sent_at) AS asked_at, answer.sent_at AS answered_at
    FROM said answer JOIN said asked ON asked.conversation = answer.conversation AND asked.turn = answer.turn AND asked.by_owner
    WHERE NOT answer.by_owner AND answer.owner_before AND answer.sent_at >= :since
    GROUP BY answer.conversation, answer.seq, answer.sent_at
"""


async def waiting(viewer: Viewer) -> Waiting:
    """Who waits for an answer in this manager's teams, longest first, and how quick the last 28 days' answers were.

    A look is kept for each name shown. `median_hours` counts every hour; in time is by the council's own promise.
    """
    async with transaction():
        rows = await ask(viewer, _WAITING, thread=rules.ADVISER)
        answers = await ask(viewer, _ANSWERS, thread=rules.ADVISER, since=viewer.now - LATELY)
        await looked_at_many(viewer, [row["id"] for row in rows])
    days = settings().reply_days
    shown = [_row(row, viewer.now, days) for row in rows]
    took = [(one["answered_at"] - one["asked_at"]) / timedelta(hours=1) for one in answers]
    in_time = sum(one["answered_at"] <= rules.reply_by(one["asked_at"], days) for one in answers)
    return Waiting(
        rows=shown,
        late=sum(row.late for row in shown),
        median_hours=round(median(took), 1) if took else None,
        answered_in_time_percent=round(100 * in_time / len(answers)) if answers else None,
        counted=len(answers),
        promise_days=days,
    )


def _row(row: dict[str, Any], now: datetime, days: int) -> WaitingRow:
    due = rules.reply_by(row["waiting_since"], days)
    return WaitingRow(
        young_person=row["id"],
        name=row["name"],
        adviser=row["adviser"],
        cover=row["cover"],
        waiting_since=row["waiting_since"],
        reply_by=due,
        late=due < now,
    )
