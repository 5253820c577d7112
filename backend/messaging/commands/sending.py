"""A message is kept once, in order, with its notice and its audit line, or not at all: one statement. Then it rings."""

from uuid import UUID

import asyncpg
import msgspec

from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.queries.sight import may_have
from backend.messaging.schemas import NewMessage, Sent
from backend.people.rules import ALLOCATED, COVER, KIND_OF, MANAGES, NURSE_FOR
from backend.shared.bell import tell
from backend.shared.crypt import keyed_hash, seal
from backend.shared.db import in_transaction
from backend.shared.ids import new_id
from backend.shared.problems import Busy, Conflict, NotFound, NotValid, TooMany
from backend.shared.viewer import YOUNG_PERSON, Viewer

TRIES = 4
ANSWERABLE = ["message_waiting", "reply_due", "nurse_waiting", "nurse_reply_due"]
"""What an answer of staff ends."""

# Who is told of a young person's message is who reads it next: as people.queries.working, for one person.
_ADVISER_READS = """
    SELECT l.worker FROM link l JOIN worker w ON w.id = l.worker AND w.role = :adviser_role
    WHERE l.young_person = :young_person AND l.relation IN (:cover, :allocated)
        AND l.starts_at <= :now AND (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now)
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = l.worker AND d.young_person = l.young_person)
    ORDER BY l.relation <> :cover, l.starts_at DESC, l.id LIMIT 1
"""
_MANAGER_HEARS = """
    SELECT m.manager FROM seen JOIN manages m ON m.team = seen.team
    JOIN worker w ON w.id = m.manager AND w.role = :manager_role AND (w.ended_at IS NULL OR w.ended_at > :now)
    WHERE NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = m.manager AND d.young_person = seen.id)
    ORDER BY w.given_name, m.manager LIMIT 1
"""
_ANYONE_HEARS = """
    SELECT w.id FROM seen JOIN worker w ON w.role = :manager_role AND (w.ended_at IS NULL OR w.ended_at > :now)
    WHERE NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = w.id AND d.young_person = seen.id)
    ORDER BY w.given_name, w.family_name, w.id LIMIT 1
"""
_NURSE_READS = """
    SELECT l.worker FROM link l JOIN worker w ON w.id = l.worker AND w.role = :nurse_role
    WHERE l.young_person = :young_person AND l.relation = :nurse_for
        AND l.starts_at <= :now AND (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now)
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = l.worker AND d.young_person = l.young_person)
    ORDER BY l.starts_at DESC, l.id LIMIT 1
"""

_OPENING = """
-- May they: the one key, in the same statement as the fact, so that a right lost meanwhile is lost.
WITH seen AS (
    SELECT y.id, y.team FROM young_person y WHERE y.id = :young_person AND y.id IN ({sight}) {and_somebody_reads}),
-- Sent before under this id: the same number again, or a refusal when anything about it is different.
old AS (SELECT m.seq, m.sent_at, m.mark = :mark AS same FROM seen, message m WHERE m.id = :id),
-- The file it carries: uploaded by the same person to the same thread, and in no message yet.
piece AS (
    SELECT f.id FROM seen JOIN message_file f ON f.young_person = seen.id
    WHERE f.id = :file::uuid AND f.thread = :thread::text AND f.author = :viewer AND NOT f.sent),
-- Sixty at once, then one a second: `until` is when the account's bucket will be empty again. Over it: no row.
paced AS (
    INSERT INTO try_count AS t (id, key, tries, until, forget_at)
    SELECT gen_random_uuid(), :bucket::bytea, 1, :now::timestamptz + :every::interval, :now::timestamptz + :every::interval FROM seen
    WHERE NOT EXISTS (SELECT FROM old) AND (:file::uuid IS NULL OR EXISTS (SELECT FROM piece))
    ON CONFLICT (key) DO UPDATE SET until = greatest(t.until, :now) + :every, forget_at = greatest(t.until, :now) + :every
    WHERE greatest(t.until, :now) + :every <= :now::timestamptz + :brim::interval
    RETURNING t.key),
-- The number, under the thread's row lock until the commit: no gap and no repeat, and who sees n sees all before it.
turn AS (
    INSERT INTO conversation AS c (id, young_person, kind, last_seq, waiting_since, heard_at, said_at)
    SELECT :conversation::uuid, seen.id, :thread, 1, :heard_at::timestamptz, :heard_at, :said_at::timestamptz FROM seen, paced
    ON CONFLICT (young_person, kind) DO UPDATE SET last_seq = c.last_seq + 1,
        -- They wait since their oldest message without an answer; any word from staff is one.
        waiting_since = CASE WHEN :by_owner THEN coalesce(c.waiting_since, :now) END,
        heard_at = coalesce(:heard_at, c.heard_at), said_at = coalesce(:said_at, c.said_at)
    RETURNING c.id, c.last_seq),
said AS (
    INSERT INTO message (id, conversation, seq, author, by_owner, said, mark, about_kind, about_id, file, written_at,
        sent_at, through)
    SELECT :id, turn.id, turn.last_seq, :viewer, :by_owner::boolean, :said::bytea, :mark, :about_kind::text,
        :about_id::uuid, :file, :written_at::timestamptz, :now, :through::text FROM turn
    RETURNING seq, conversation),
carried AS (UPDATE message_file SET sent = true FROM said WHERE message_file.id = :file),
kept AS (
    INSERT INTO audit_row (id, at, actor, actor_kind, action, did, about, thing, request)
    SELECT :line::uuid, :now, :viewer, :actor_kind::text, :action::text, 'sent_message', :young_person, :id,
        :request::text FROM said),
"""
_NOTICE = """
told AS (
    INSERT INTO notice (id, key, kind, young_person, worker, about, thing, named, given_at, rung, rung_since, next_at,
        tries, lease)
    SELECT :notice::uuid, 'message:' || :id::text, {whom}, :id, {named}, :now, 'push', :now, :now, 0, 0 FROM said{reader})
"""
# An answer by any of them is what every notice and task about the waiting messages of this thread asked for.
_ANSWERED = """
, answered AS (
    UPDATE notice n SET ended_at = :now, "end" = 'done', why = 'answered', next_at = NULL FROM said
    WHERE n.about = :young_person AND n.ended_at IS NULL AND n.kind = ANY(:answerable)
        AND (n.thing = said.conversation
            OR EXISTS (SELECT FROM message m WHERE m.id = n.thing AND m.conversation = said.conversation))),
over AS (
    UPDATE task t SET done_at = :now, done_by = :viewer, done_how = 'no_longer_needed', rises_at = NULL
    FROM said, notice n
    WHERE t.young_person = :young_person AND t.done_at IS NULL AND n.id = t.notice
        AND n.kind = ANY(:answerable)
        AND (n.thing = said.conversation
            OR EXISTS (SELECT FROM message m WHERE m.id = n.thing AND m.conversation = said.conversation))
    RETURNING t.id),
untold AS (
    UPDATE notice n SET ended_at = :now, "end" = 'done', why = 'answered', next_at = NULL FROM over
    WHERE n.kind = 'task' AND n.ended_at IS NULL AND n.thing = over.id)
"""
_CLOSING = """
SELECT EXISTS (SELECT FROM seen) AS theirs, :file::uuid IS NULL OR EXISTS (SELECT FROM piece) AS whole, old.same,
    coalesce(said.seq, old.seq) AS seq, coalesce(old.sent_at, :now) AS sent_at
FROM (SELECT) AS one LEFT JOIN old ON true LEFT JOIN said ON true
"""

_READERS = """
reads AS ({adviser_reads}), hears AS ({manager_hears}),
anyone AS ({anyone_hears}),
reader AS (
    SELECT worker FROM reads UNION ALL SELECT manager FROM hears WHERE NOT EXISTS (SELECT FROM reads)
    -- Nobody reads and nobody answers for the team: any manager there is, so that somebody knows.
    UNION ALL SELECT id FROM anyone WHERE NOT EXISTS (SELECT FROM reads) AND NOT EXISTS (SELECT FROM hears)),
""".replace("{adviser_reads}", _ADVISER_READS).replace("{manager_hears}", _MANAGER_HEARS)
_READERS = _READERS.replace("{anyone_hears}", _ANYONE_HEARS)
_TO_STAFF = _NOTICE.format(
    whom="CASE WHEN :thread = 'nurse' THEN 'nurse_waiting' ELSE 'message_waiting' END, NULL::uuid, reader.worker, :young_person",
    named="NULL::uuid",
    reader=", reader",
)
# A lock screen may say an adviser's first name to who chose that; never that a nurse wrote.
_TO_OWNER = _NOTICE.format(
    whom="CASE WHEN :thread = 'nurse' THEN 'nurse_message' ELSE 'message' END, :young_person, NULL::uuid, NULL::uuid",
    named="CASE WHEN :thread = 'adviser' THEN :viewer END",
    reader="",
)
_THEIRS = _OPENING.replace("{and_somebody_reads}", "")
TO_ADVISER = _THEIRS + _READERS + _TO_STAFF + _CLOSING
# A thread with a nurse takes words as long as there is a nurse.
TO_NURSE = (
    _OPENING.replace("{and_somebody_reads}", f"AND EXISTS ({_NURSE_READS})")
    + f"reader AS ({_NURSE_READS}),"
    + _TO_STAFF
    + _CLOSING
)
TO_OWNER = _THEIRS + _TO_OWNER + _ANSWERED + _CLOSING


async def send(viewer: Viewer, young_person: UUID, thread: str, new: NewMessage, *, through: str = rules.APP) -> Sent:
    """The message stands in the thread under the next number, once however often it is sent; one statement.

    With it are kept: the notice to whoever reads next, the audit line, and since when the young person waits. Raises
    NotFound when the thread is not this viewer's, Conflict when the id stands with other words or the file is not
    there, TooMany above the pace (safety.md 4.6), Busy when the thread's row was locked for too long.
    """
    if in_transaction():
        raise RuntimeError("a message is a transaction of its own: two with one id may meet, and one is run again")
    if not new.words.strip() and new.file is None:
        raise NotValid("Write something first.", faults=[{"field": "words", "problem": "Nothing was sent"}])
    if not may_have(viewer, thread):
        raise NotFound()
    by_owner = viewer.kind == YOUNG_PERSON
    text = TO_OWNER if not by_owner else TO_NURSE if thread == rules.NURSE else TO_ADVISER
    values = _values(viewer, young_person, thread, new)
    values |= {"through": through, "by_owner": by_owner, "heard_at": viewer.now if by_owner else None}
    values |= {"said_at": None if by_owner else viewer.now}
    for _ in range(TRIES):
        try:
            (row,) = await ask(viewer, text, **values)
        except (asyncpg.UniqueViolationError, asyncpg.DeadlockDetectedError):
            continue  # the same id came twice at once: run again, and the first one is found
        except (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError) as full:
            raise Busy(wait_seconds=1) from full
        if not row["theirs"]:
            raise NotFound()
        if row["same"] is False:
            raise Conflict("Other words were sent with this already.")
        if row["seq"] is not None:
            await tell(young_person, "notices")
            return Sent(id=new.id, seq=row["seq"], sent_at=row["sent_at"])
        if not row["whole"]:
            raise Conflict("Add the file again, then send.", file="missing")
        raise TooMany("That's a lot at once. Wait a little, then send.", wait_seconds=1)
    raise Busy(wait_seconds=1)


def _values(viewer: Viewer, young_person: UUID, thread: str, new: NewMessage) -> dict[str, object]:
    """What the statement is told; the words only sealed, and as a keyed hash that knows them again."""
    about, file = new.about, new.file
    said = {"words": new.words, "about": about.words if about else "", "file": file.name if file else ""}
    whole = [young_person, thread, viewer.id, said, about and (about.kind, about.id), file and file.id]
    return {
        "young_person": young_person,
        "thread": thread,
        "id": new.id,
        "said": seal(msgspec.json.encode(said), f"message.said:{new.id}"),
        "mark": keyed_hash("message", msgspec.json.encode(whole)),
        "about_kind": about.kind if about else None,
        "about_id": about.id if about else None,
        "file": file.id if file else None,
        "written_at": rules.written(new.written_at, viewer.now),
        "conversation": new_id(),
        "notice": new_id(),
        "line": new_id(),
        "bucket": keyed_hash("limit", f"message:{viewer.id}".encode()),
        "every": rules.EVERY,
        "brim": rules.BURST * rules.EVERY,
        "actor_kind": viewer.kind,
        "action": viewer.action,
        "request": viewer.request,
        "answerable": ANSWERABLE,
        "adviser_role": KIND_OF[ALLOCATED],
        "manager_role": KIND_OF[MANAGES],
        "nurse_role": KIND_OF[NURSE_FOR],
        "allocated": ALLOCATED,
        "cover": COVER,
        "nurse_for": NURSE_FOR,
    }
