"""What the made-up people were told: every notice by the product's own rules, most of them seen long ago.

The rounds find what stands today, as they would have, day by day, in a council that had used Onward for months.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.demo.commands.telling_rights import tell_of_rights
from backend.demo.dice import Dice
from backend.demo.words import rows
from backend.notifications.commands import Given, end_many, give_many
from backend.notifications.rules import HANDED, SEEN, TASK_RISES
from backend.people.queries import who_reads
from backend.plans import reminding
from backend.plans.commands import rounds
from backend.plans.queries import standing
from backend.shared.dates import end_of, london_date, working_days_after
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

HOW, HOW_HANDED = {SEEN: 90, "open": 10}, {SEEN: 66, "open": 14, HANDED: 20}
"""Of a hundred notices of those who are not in the pictures; the second of the kinds that become a person's task."""
HANDED_KINDS = ("plan_shared", "plan_unopened", "review_set")

# Whose words wait for an answer, and who has something of staff unread: each has its notice, as sending gives it.
_UNANSWERED = """
    SELECT m.id, c.young_person, c.kind FROM conversation c JOIN message m ON m.conversation = c.id
    WHERE c.waiting_since IS NOT NULL AND m.by_owner AND m.sent_at >= c.waiting_since ORDER BY m.id
"""
_UNREAD = """
    SELECT m.id, c.young_person, c.kind, m.author FROM conversation c JOIN message m ON m.conversation = c.id
    JOIN read_mark k ON k.conversation = c.id AND k.by_owner
    WHERE NOT m.by_owner AND m.seq > k.read ORDER BY m.id
"""
_NURSES = "SELECT young_person, worker FROM link WHERE relation = 'nurse_for' AND ends_at IS NULL"
_HAND = """
    WITH handed AS (
        UPDATE notice n SET ended_at = $3, "end" = 'handed', why = 'not_seen', next_at = NULL, rung = 'task', handed_to = u.worker
        FROM unnest($1::uuid[], $2::uuid[]) AS u(id, worker) WHERE n.id = u.id AND n.ended_at IS NULL
        RETURNING n.id, n.kind, n.young_person, n.handed_to)
    INSERT INTO task (id, notice, kind, worker, young_person, made_at, rises_at)
    SELECT gen_random_uuid(), id, kind, handed_to, young_person, $4, $5 FROM handed
"""


def task_rises(made_at: datetime) -> datetime:
    """When a task that nobody did becomes the manager's too."""
    return end_of(working_days_after(london_date(made_at), TASK_RISES))


async def tell(viewer: Viewer, seed: int) -> None:
    """Everybody has the notices that stand today; those of the pictures are open, most of the others were seen."""
    await rounds.remind(Viewer.clock("review.remind", viewer.now))
    await rounds.chase(Viewer.clock("plan.chase", viewer.now))
    clock = Viewer.clock("plan.chase", viewer.now)
    last: UUID | None = None
    while True:
        async with transaction():
            ids = await standing.page_after(clock, last, rounds.AT_ONCE)
            await _of_facts(clock, ids)
        if len(ids) < rounds.AT_ONCE:
            break
        last = ids[-1]
    await tell_of_rights(viewer)
    async with transaction():
        await _settle(viewer, seed)
        await _of_messages(viewer)


async def _of_facts(viewer: Viewer, ids: list[UUID]) -> None:
    """What was told when it happened and still holds: a plan to open, a date, a no to answer."""
    found = []
    readers = await who_reads(ids, viewer.now)
    for who, facts in (await standing.facts(viewer, ids)).items():
        for kind, thing in sorted(reminding.still_true(facts.review, facts.plan, viewer.today)):
            reader = readers.get(who)
            if kind in reminding.OWN and kind != "review_moved":
                found.append(Given(kind, f"{kind}:{thing}", young_person=who, thing=thing, named=reader))
            elif reader and kind not in reminding.OWN:
                found.append(Given(kind, f"{kind}:{thing}:{reader}", worker=reader, about=who, thing=thing))
    await give_many(viewer, found)


async def _of_messages(viewer: Viewer) -> None:
    waiting, unread = await fetch(_UNANSWERED), await fetch(_UNREAD)
    readers = await who_reads([row["young_person"] for row in waiting], viewer.now)
    nurses = {row["young_person"]: row["worker"] for row in await fetch(_NURSES)}
    found = []
    for row in waiting:
        worker = (nurses if row["kind"] == "nurse" else readers).get(row["young_person"])
        if worker:
            kind = "nurse_waiting" if row["kind"] == "nurse" else "message_waiting"
            found.append(Given(kind, f"message:{row['id']}", worker=worker, about=row["young_person"], thing=row["id"]))  # fmt: skip
    for row in unread:
        named = row["author"] if row["kind"] == "adviser" else None
        kind = "nurse_message" if row["kind"] == "nurse" else "message"
        found.append(Given(kind, f"message:{row['id']}", young_person=row["young_person"], thing=row["id"], named=named))  # fmt: skip
    await give_many(viewer, found)


async def _settle(viewer: Viewer, seed: int) -> None:
    """Most were seen days ago, a few went to a person as a task, some are still open; the cast's are all open."""
    pictured, asking = {row[0] for row in rows("demo_page.txt")}, {row[0] for row in rows("cast_claims.txt")}
    open_now = await fetch(
        """SELECT n.id, n.key, n.kind, n.young_person, y.child FROM notice n
        LEFT JOIN young_person y ON y.id = coalesce(n.young_person, n.about) WHERE n.ended_at IS NULL ORDER BY n.key"""
    )
    chosen: dict[str, list[dict[str, Any]]] = {SEEN: [], HANDED: [], "open": []}
    for row in open_now:
        shares = HOW_HANDED if row["kind"] in HANDED_KINDS else HOW
        theirs = row["child"] in pictured or (row["child"] in asking and row["kind"].startswith("claim_"))
        chosen["open" if theirs else Dice(seed, "told", row["key"]).by_share(shares)].append(row)
    await end_many(viewer, [row["id"] for row in chosen[SEEN]], SEEN, "opened")
    readers = await who_reads([row["young_person"] for row in chosen[HANDED]], viewer.now)
    handed = [row for row in chosen[HANDED] if row["young_person"] in readers]
    for place, row in enumerate(handed):  # every third waits so long that it is the manager's in a moment
        at = viewer.now - timedelta(days=4 if place % 3 == 0 else 1)
        rises = task_rises(at)
        await fetch(_HAND, [row["id"]], [readers[row["young_person"]]], viewer.now, at, rises)
