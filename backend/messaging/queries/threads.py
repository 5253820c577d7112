"""Threads as each side sees them: a young person's cards and pages, and the same page for staff, whose look is kept."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.messaging import rules
from backend.messaging.queries import sight
from backend.messaging.queries.around import Around, around, away, name_of
from backend.messaging.queries.asking import ask
from backend.messaging.queries.messages import opened, page
from backend.messaging.schemas import Marks, MyThread, MyThreads, StaffThread, ThreadCard
from backend.notifications.queries import reach_of
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

OTHER_SIDE = """
    coalesce(theirs.delivered, 0) AS delivered, coalesce(theirs.read, 0) AS has_read,
    (SELECT w.given_name FROM read_mark r JOIN worker w ON w.id = r.reader
     WHERE r.conversation = c.id AND NOT r.by_owner ORDER BY r.read DESC, r.delivered DESC, r.read_at DESC NULLS LAST LIMIT 1)
        AS reader
"""
THE_OTHERS = """
    LEFT JOIN LATERAL (SELECT max(r.delivered) AS delivered, max(r.read) AS read FROM read_mark r
        WHERE r.conversation = c.id AND r.by_owner = :staff::boolean) theirs ON true
"""
_STATE = f"""
    SELECT c.kind, c.last_seq, c.told_at, c.waiting_since, coalesce(mine.read, 0) AS read, {OTHER_SIDE},
        last.id AS last, last.said, last.sent_at, last.by_owner, f.kind AS file_kind,
        (SELECT count(*) FROM message m WHERE m.conversation = c.id AND m.seq > coalesce(mine.read, 0)
            AND m.by_owner = :staff) AS unread
    FROM conversation c LEFT JOIN read_mark mine ON mine.conversation = c.id AND mine.reader = :viewer {THE_OTHERS}
    LEFT JOIN message last ON last.conversation = c.id AND last.seq = c.last_seq
    LEFT JOIN message_file f ON f.id = last.file
    WHERE c.young_person = :young_person AND c.young_person IN ({{sight}})
"""  # noqa: S608  our own constants
_NOTHING: dict[str, Any] = {
    "last_seq": 0, "told_at": None, "waiting_since": None, "read": 0, "delivered": 0, "has_read": 0, "reader": None,
    "last": None, "sent_at": None, "by_owner": False, "unread": 0,
}  # fmt: skip


async def my_threads(viewer: Viewer, me: UUID) -> MyThreads:
    """The threads of the young person who asks: with their adviser, and with a nurse they have or had."""
    people, states = await around(viewer, me), await _states(viewer, me)
    cards = [await _card(viewer, me, rules.ADVISER, people, states.get(rules.ADVISER, _NOTHING))]
    if rules.NURSE in states or people.whose(rules.NURSE):
        cards.append(await _card(viewer, me, rules.NURSE, people, states.get(rules.NURSE, _NOTHING)))
    return MyThreads(threads=cards)


async def my_thread(viewer: Viewer, me: UUID, which: str, before: int | None, after: int | None) -> MyThread:
    """One page of my own thread; NotFound for a nurse's when there was never one."""
    people, states = await around(viewer, me), await _states(viewer, me)
    if which == rules.NURSE and which not in states and not people.whose(which):
        raise NotFound()
    messages, more = await page(viewer, me, which, before=before, after=after)
    card = await _card(viewer, me, which, people, states.get(which, _NOTHING))
    return MyThread(card=card, messages=messages, more=more)


async def staff_thread(viewer: Viewer, young_person: UUID, before: int | None, after: int | None) -> StaffThread:
    """One page of the thread that is this member of staff's, and the look is kept. NotFound when none is."""
    async with transaction():
        mine = await sight.thread(viewer, young_person)
        states = await _states(viewer, young_person)
        messages, more = await page(viewer, young_person, mine.which, before=before, after=after)
        people = await around(viewer, young_person)
        whose = people.whose(mine.which)
        push = (await reach_of(viewer, [young_person]))[young_person]
        gone = await away(viewer, young_person, whose["id"]) if whose else None
        await did(viewer, "read_messages", about=young_person, thing=mine.conversation)
    state = states.get(mine.which, _NOTHING)
    waiting = state["waiting_since"]
    return StaffThread(
        young_person=young_person,
        which=mine.which,
        name=mine.name,
        known_as=mine.known_as,
        told=state["told_at"] is not None,
        messages=messages,
        more=more,
        last_seq=state["last_seq"],
        read=state["read"],
        marks=marks_of(viewer, state, mine.known_as),
        waiting_since=waiting,
        reply_by=rules.reply_by(waiting, settings().reply_days) if waiting else None,
        from_at=mine.from_at,
        away=gone,
        push=push,
    )


async def _states(viewer: Viewer, young_person: UUID) -> dict[str, dict[str, Any]]:
    rows = await ask(viewer, _STATE, young_person=young_person, staff=viewer.is_staff)
    return {row["kind"]: row for row in rows}


def marks_of(viewer: Viewer, row: dict[str, Any], known_as: str = "") -> Marks:
    """How far the other side has it, from OTHER_SIDE's columns: for a young person with who of the staff read last."""
    reader = known_as if viewer.is_staff else (row["reader"] or "")
    return Marks(delivered=row["delivered"], read=row["has_read"], reader=reader)


async def _card(viewer: Viewer, me: UUID, which: str, people: Around, state: dict[str, Any]) -> ThreadCard:
    whose = people.whose(which)
    name, given_name, role = name_of(whose)
    readers = people.reading(which, viewer.now)
    said = opened(state["last"], state["said"]) if state["last"] else None
    return ThreadCard(
        which=which,
        name=name,
        given_name=given_name,
        role=role,
        readers=list(dict.fromkeys(name_of(one)[0] for one in readers)),
        told=state["told_at"] is not None,
        last_seq=state["last_seq"],
        read=state["read"],
        unread=state["unread"],
        last_words=rules.beginning(said["words"], state["file_kind"]) if said else "",
        last_at=state["sent_at"],
        last_mine=state["by_owner"] is True,
        away=await away(viewer, me, whose["id"]) if whose else None,
        hours_line=people.hours_line(which),
        marks=marks_of(viewer, state),
    )
