"""The inbox: one row for each young person whose thread is the viewer's, whoever has waited longest first."""

from typing import Any

from backend.audit.commands import looked_at_many
from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.queries.messages import opened
from backend.messaging.queries.sight import FROM_AT, FROM_AT_VALUES
from backend.messaging.schemas import Inbox, InboxRow
from backend.notifications.queries.reach import reach_of
from backend.people.rules import initials
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.problems import NotAllowed
from backend.shared.viewer import ADVISER, Viewer

WORDS = 90
"""Characters of the last message that a row shows."""

# A cover knows that somebody waits, however long; words and counts only from their own 30 days on.
_THREADS = f"""
    WITH mine AS MATERIALIZED (
        SELECT y.id, y.given_name, y.family_name, y.known_as, {FROM_AT} AS from_at,
            :whole OR EXISTS (SELECT FROM link l WHERE l.young_person = y.id AND l.worker = :viewer AND l.relation = :allocated
                AND l.starts_at <= :now AND (l.ends_at IS NULL OR l.ends_at > :now)) AS own
        FROM young_person y WHERE y.id IN ({{sight}}) AND (y.ended_at IS NULL OR y.ended_at > :now))
    SELECT mine.*, c.waiting_since, greatest(c.heard_at, c.said_at) AS spoke_at, c.heard_at >= coalesce(c.said_at, '-infinity')
            AS owner_spoke, last.id AS last, last.said, last.by_owner, f.kind AS file_kind, w.given_name AS staff,
        (SELECT count(*) FROM message m WHERE m.conversation = c.id AND m.seq > coalesce(r.read, 0) AND m.by_owner
            AND m.sent_at >= coalesce(mine.from_at, '-infinity')) AS unread
    FROM mine LEFT JOIN conversation c ON c.young_person = mine.id AND c.kind = :thread
    LEFT JOIN read_mark r ON r.conversation = c.id AND r.reader = :viewer
    LEFT JOIN message last ON last.conversation = c.id AND last.seq = c.last_seq
        AND last.sent_at >= coalesce(mine.from_at, '-infinity')
    LEFT JOIN message_file f ON f.id = last.file LEFT JOIN worker w ON w.id = last.author
    ORDER BY c.waiting_since NULLS LAST, greatest(c.heard_at, c.said_at) DESC NULLS LAST, lower(mine.given_name),
        lower(mine.family_name), mine.id
"""  # noqa: S608  our own constants


async def inbox(viewer: Viewer) -> Inbox:
    """Everybody whose thread this member of staff has, with the short beginning of what was said last; a look at each is kept."""
    thread = rules.THREAD_OF.get(viewer.kind)
    if thread is None:
        raise NotAllowed()
    async with transaction():
        found = await ask(viewer, _THREADS, thread=thread, whole=viewer.kind != ADVISER, **FROM_AT_VALUES)
        ids = [row["id"] for row in found]
        push = await reach_of(viewer, ids) if ids else {}
        await looked_at_many(viewer, ids)
    rows = [_row(viewer, thread, row, push.get(row["id"], "none")) for row in found]
    return Inbox(
        rows=rows,
        waiting=sum(row.waiting_since is not None for row in rows),
        unread=sum(row.unread > 0 for row in rows),
    )


def _row(viewer: Viewer, thread: str, row: dict[str, Any], push: str) -> InboxRow:
    name, waiting = f"{row['given_name']} {row['family_name']}", row["waiting_since"]
    due = rules.reply_by(waiting, settings().reply_days) if waiting else None
    words = rules.beginning(opened(row["last"], row["said"])["words"], row["file_kind"]) if row["last"] else ""
    return InboxRow(
        young_person=row["id"],
        which=thread,
        name=name,
        known_as=row["known_as"],
        initials=initials(name),
        unread=row["unread"],
        waiting_since=waiting,
        reply_by=due,
        late=due is not None and due < viewer.now,
        last_words=words if len(words) <= WORDS else words[: WORDS - 1].rstrip() + "…",
        last_by_owner=row["by_owner"] is True,
        last_author=(row["known_as"] if row["by_owner"] else row["staff"] or "") if row["last"] else "",
        last_spoke_at=row["spoke_at"],
        last_spoke_by_owner=row["owner_spoke"] is True,
        cover=not row["own"],
        push=push,
    )
