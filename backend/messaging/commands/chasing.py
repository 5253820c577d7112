"""An answer that was promised is not forgotten once the message was opened: on its last day, and again once that has passed."""

from typing import Any
from uuid import UUID

from backend.messaging import rules
from backend.messaging.tables import Conversation
from backend.notifications.commands import Given, give_many
from backend.people.queries import any_managers, visible_to_sql, who_manages, who_nurses, who_reads
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""Threads in one transaction."""

# An answer ends such notices under the thread's row lock: held here too, none is given behind an answer's back. While one
# is open, or a task that came of it is undone, it stands for this wait whoever has it by now.
_WAITING = """
    SELECT c.id, c.kind, c.young_person, c.waiting_since,
        EXISTS (SELECT FROM notice n WHERE n.thing = c.id AND n.kind IN ('reply_due', 'nurse_reply_due') AND (n.ended_at IS NULL
            OR EXISTS (SELECT FROM task t WHERE t.notice = n.id AND t.done_at IS NULL))) AS told
    FROM conversation c JOIN young_person y ON y.id = c.young_person AND (y.ended_at IS NULL OR y.ended_at > {})
    WHERE c.waiting_since IS NOT NULL AND c.young_person IN ({}) AND ({}::uuid IS NULL OR c.id > {})
    ORDER BY c.id LIMIT {} FOR SHARE OF c SKIP LOCKED
"""


async def chase(viewer: Viewer) -> None:
    """Whoever reads a thread that waits knows of its last promised day, and that it has passed. Twice is once.

    Where nobody reads, the managers do, or any manager where the team has none; never of a nurse's thread. The clock's alone.
    """
    last: UUID | None = None
    while True:
        async with transaction():
            found = await Conversation.raw(_WAITING, viewer.now, visible_to_sql(viewer), last, last, AT_ONCE)
            await _give(viewer, [(row, stage) for row in found if not row["told"] and (stage := _stage(viewer, row))])
        if len(found) < AT_ONCE:
            return
        last = found[-1]["id"]


def _stage(viewer: Viewer, row: dict[str, Any]) -> str:
    """near from the opening of the last promised day, passed after it; "" before."""
    due = rules.reply_by(row["waiting_since"], settings().reply_days)
    if viewer.now >= due:
        return "passed"
    return "near" if viewer.now >= due - rules.DAY_OF_WORK else ""


async def _give(viewer: Viewer, waits: list[tuple[dict[str, Any], str]]) -> None:
    ours = [row["young_person"] for row, _ in waits if row["kind"] == rules.ADVISER]
    theirs = [row["young_person"] for row, _ in waits if row["kind"] == rules.NURSE]
    reads, manages = await who_reads(ours, viewer.now), await who_manages(ours, viewer.now)
    anyone = await any_managers([who for who in ours if who not in reads and who not in manages], viewer.now)
    nursing = await who_nurses(theirs, viewer.now) if theirs else {}
    given = []
    for row, stage in waits:
        who = row["young_person"]
        reader = (reads if row["kind"] == rules.ADVISER else nursing).get(who)
        told = [reader] if reader else []
        if not told and row["kind"] == rules.ADVISER:
            told = manages.get(who) or anyone.get(who, [])[:1]
        kind = "reply_due" if row["kind"] == rules.ADVISER else "nurse_reply_due"
        for worker in told:
            key = f"reply-due:{row['id']}:{int(row['waiting_since'].timestamp())}:{stage}:{worker}"
            given.append(Given(kind, key, worker=worker, about=who, thing=row["id"]))
    await give_many(viewer, sorted(given, key=lambda one: one.key))
