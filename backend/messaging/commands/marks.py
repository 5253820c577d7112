"""How far a thread got and was read, that its owner knows who reads it, and that there is nothing to answer."""

from uuid import UUID

from backend.audit.commands import did
from backend.messaging.commands.sending import ANSWERABLE
from backend.messaging.queries import sight
from backend.messaging.queries.asking import ask
from backend.messaging.rules import ADVISER, NURSE
from backend.messaging.schemas import MarksIn
from backend.notifications.commands import end_many
from backend.notifications.rules import DONE, SEEN
from backend.shared.bell import CHANNEL
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer

# A late or a lying phone: a mark never goes back, never past what there is, and what was read has been delivered. The
# other side hears it, when anything moved at all. A cover who has read is a reader of their own.
_MARK = """
    WITH thread AS (
        SELECT c.id, c.last_seq FROM conversation c
        WHERE c.young_person = :young_person AND c.kind = :thread AND c.young_person IN ({sight})),
    was AS (SELECT r.read FROM read_mark r, thread WHERE r.conversation = thread.id AND r.reader = :viewer),
    moved AS (
        INSERT INTO read_mark AS r (id, conversation, reader, by_owner, delivered, delivered_at, read, read_at)
        SELECT :id::uuid, thread.id, :viewer, :by_owner::boolean, least(greatest(:delivered::int, :read::int), last_seq),
            :now::timestamptz,
            least(:read, last_seq), CASE WHEN :read > 0 THEN :now END FROM thread
        ON CONFLICT (conversation, reader) DO UPDATE SET
            delivered = greatest(r.delivered, excluded.delivered),
            delivered_at = CASE WHEN excluded.delivered > r.delivered THEN :now ELSE r.delivered_at END,
            read = greatest(r.read, excluded.read),
            read_at = CASE WHEN excluded.read > r.read THEN :now ELSE r.read_at END
        WHERE excluded.delivered > r.delivered OR excluded.read > r.read
        RETURNING r.conversation, r.read),
    rung AS (SELECT pg_notify(:channel::text, :young_person::text) FROM moved)
    SELECT moved.conversation, coalesce(was.read, 0) AS was, moved.read, (SELECT count(*) FROM rung)
    FROM moved LEFT JOIN was ON true
"""
_NOTICES = """
    SELECT n.id FROM message m JOIN notice n ON n.thing = m.id
    WHERE m.conversation = :conversation AND m.seq > :was AND m.seq <= :read AND n.kind = :kind
        AND (n.young_person = :viewer OR (n.worker = :viewer AND n.about IN ({sight})))
"""
_TOLD = """
    INSERT INTO conversation AS c (id, young_person, kind, last_seq, told_at)
    SELECT :id::uuid, y.id, :thread::text, 0, :now::timestamptz FROM young_person y WHERE y.id = :young_person AND y.id IN ({sight})
    ON CONFLICT (young_person, kind) DO UPDATE SET told_at = :now WHERE c.told_at IS NULL
"""
# A statement of its own: the next one sees every message that was being kept while this one waited for the row.
_HOLD = """
    SELECT c.id FROM conversation c WHERE c.young_person = :young_person AND c.kind = :thread AND c.young_person IN ({sight})
    FOR UPDATE
"""
# Only what this reader has read is said to need no answer: words that came as they tapped still wait.
_NO_REPLY = """
    WITH seen AS (
        SELECT c.id, coalesce(r.read, c.last_seq) AS until,
            (SELECT min(m.sent_at) FROM message m WHERE m.conversation = c.id AND m.by_owner AND m.seq > r.read) AS waits
        FROM conversation c LEFT JOIN read_mark r ON r.conversation = c.id AND r.reader = :viewer
        WHERE c.young_person = :young_person AND c.kind = :thread AND c.young_person IN ({sight})),
    done AS (
        UPDATE conversation c SET waiting_since = seen.waits FROM seen
        WHERE c.id = seen.id AND c.waiting_since IS NOT NULL AND c.waiting_since IS DISTINCT FROM seen.waits
        RETURNING c.id, seen.until),
    rung AS (SELECT pg_notify(:channel::text, :young_person::text) FROM done)
    SELECT done.id, done.until, (SELECT count(*) FROM rung) FROM done
"""
_WAITED = """
    SELECT n.id FROM notice n
    WHERE n.about = :young_person AND n.about IN ({sight}) AND n.kind = ANY(:answerable)
        AND (n.ended_at IS NULL OR EXISTS (SELECT FROM task t WHERE t.notice = n.id AND t.done_at IS NULL))
        AND (n.thing = :conversation
            OR EXISTS (SELECT FROM message m WHERE m.id = n.thing AND m.conversation = :conversation AND m.seq <= :until))
"""


NOTICE_OF = {
    (True, ADVISER): "message",
    (True, NURSE): "nurse_message",
    (False, ADVISER): "message_waiting",
    (False, NURSE): "nurse_waiting",
}
"""Whether its reader is the young person, and the thread, to the kind of notice that tells of a message."""


async def mark(viewer: Viewer, young_person: UUID, which: str | None, said: MarksIn) -> None:
    """This reader's phone has the thread so far, and so far it was read; the notices of what was read are seen.

    Marks only go forward. In a thread without a word yet there is nothing to mark.
    """
    async with transaction():
        thread = await sight.thread(viewer, young_person, which)
        moved = await ask(
            viewer,
            _MARK,
            id=new_id(),
            young_person=young_person,
            thread=thread.which,
            by_owner=viewer.kind == YOUNG_PERSON,
            delivered=said.delivered,
            read=said.read,
            channel=CHANNEL,
        )
        if moved and moved[0]["read"] > moved[0]["was"]:
            kind = NOTICE_OF[viewer.kind == YOUNG_PERSON, thread.which]
            notices = await ask(
                viewer, _NOTICES, kind=kind, **{name: moved[0][name] for name in ("conversation", "was", "read")}
            )
            await end_many(viewer, [row["id"] for row in notices], SEEN, "opened")


async def told(viewer: Viewer, me: UUID, which: str) -> None:
    """The young person was told on this phone who can read the thread, what must be passed on, and that it is kept."""
    if not sight.may_have(viewer, which):
        raise NotFound()
    await ask(viewer, _TOLD, id=new_id(), young_person=me, thread=which)


async def no_reply(viewer: Viewer, young_person: UUID) -> None:
    """What this member of staff has read needs no answer, and that is kept; what came since still waits. Said twice: once."""
    async with transaction():
        thread = await sight.thread(viewer, young_person)
        await ask(viewer, _HOLD, young_person=young_person, thread=thread.which)
        done = await ask(viewer, _NO_REPLY, young_person=young_person, thread=thread.which, channel=CHANNEL)
        if done:
            waited = await ask(
                viewer, _WAITED, young_person=young_person, conversation=done[0]["id"], until=done[0]["until"],
                answerable=ANSWERABLE,
            )  # fmt: skip
            await end_many(viewer, [row["id"] for row in waited], DONE, "no_reply_needed")
            await did(viewer, "no_reply_needed", about=young_person, thing=done[0]["id"])
