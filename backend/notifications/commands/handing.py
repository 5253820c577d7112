"""A notice that nobody saw in time becomes a person's task, and an undone task their manager's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.notifications import moves
from backend.notifications.commands.giving import Given, give_many
from backend.notifications.moves import Move, Standing
from backend.notifications.queries import due
from backend.notifications.rules import TASK_RISES
from backend.notifications.tables import Task
from backend.notifications.times import in_working_days
from backend.people.queries import who_manages, who_reads
from backend.shared.db import fetch
from backend.shared.viewer import MANAGER, NURSE, Viewer


async def successors(pairs: Sequence[tuple[Standing, Move]], now: datetime) -> dict[UUID, UUID]:
    """By notice: who has it from here. Nobody: left out, and the notice stays open until there is somebody.

    A young person's goes to who reads for them, else their team's manager; a worker's to the manager. One that is passed
    on goes to somebody with the same job.
    """
    wanted = [(n, m) for n, m in pairs if m.act in (moves.HAND, moves.PASS_ON)]
    people = sorted({person for n, _ in wanted if (person := n.young_person or n.about)})
    if not people:
        return {}
    # The people first, then their notices: whoever freezes or ends someone takes the locks in this order.
    await fetch("SELECT id FROM young_person WHERE id = ANY($1) ORDER BY id FOR KEY SHARE", people)
    reads, manages = await who_reads(people, now), await who_manages(people, now)
    nurses = await due.nurses(people, now) if any(m.why == NURSE for _, m in wanted) else {}
    found: dict[UUID, UUID] = {}
    for notice, move in wanted:
        person = notice.young_person or notice.about
        if person is None:
            continue
        managers = [one for one in manages.get(person, []) if one != notice.worker]
        if notice.young_person or (move.act == moves.PASS_ON and move.why not in (MANAGER, NURSE)):
            order = [reads.get(person), *managers]
        elif move.act == moves.PASS_ON and move.why == NURSE:
            order = [nurses.get(person)]
        else:
            order = [*managers]
        if to := next((one for one in order if one and one != notice.worker), None):
            found[notice.id] = to
    return found


async def hand_over(viewer: Viewer, notices: Sequence[Standing], to: dict[UUID, UUID]) -> None:
    """Each of these ended notices is a task of its new person, who is told. Inside the transaction that ended them."""
    managers = await who_manages([n.young_person or n.about for n in notices], viewer.now) if notices else {}  # type: ignore[misc]  # only with a young person are they handed
    tasks = []
    for notice in notices:
        person = notice.young_person or notice.about
        is_manager = to[notice.id] in managers.get(person, [])  # type: ignore[arg-type]
        tasks.append(
            Task(
                notice=notice.id,
                kind=notice.kind,
                worker=to[notice.id],
                young_person=person,
                made_at=viewer.now,
                rises_at=None if is_manager else in_working_days(viewer.now, TASK_RISES),
            )
        )
    if tasks:
        await Task.insert(*tasks)
        await give_many(viewer, [_told(one.id, one.worker, one.young_person) for one in tasks])


def _told(task: UUID, worker: UUID, young_person: UUID) -> Given:
    return Given(kind="task", key=f"task:{task}:{worker}", worker=worker, about=young_person, thing=task)


_OVERDUE = """
    SELECT id, worker, young_person FROM task WHERE done_at IS NULL AND rises_at <= $1
    ORDER BY rises_at LIMIT 100 FOR UPDATE SKIP LOCKED
"""
_RISE = """
    UPDATE task t SET risen_to = one.manager, rises_at = one.rises_at
    FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS one (id, manager, rises_at) WHERE t.id = one.id
"""
# Tasks of somebody who has left or no longer works with the young person.
_ORPHANS = """
    SELECT t.id, t.worker, t.young_person FROM task t JOIN worker w ON w.id = t.worker
    WHERE t.done_at IS NULL AND (w.ended_at <= $1 OR NOT EXISTS (
            SELECT FROM link l WHERE l.worker = t.worker AND l.young_person = t.young_person AND l.starts_at <= $1
                AND (l.ends_at IS NULL OR l.ends_at > $1))
        AND NOT EXISTS (SELECT FROM young_person y JOIN manages m ON m.team = y.team
            WHERE y.id = t.young_person AND m.manager = t.worker))
    ORDER BY t.id LIMIT 500 FOR UPDATE OF t SKIP LOCKED
"""
_TO_ANOTHER = """
    WITH one AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS one (id, worker)),
    told AS (
        UPDATE notice n SET ended_at = $3, "end" = 'cancelled', why = 'passed_on', next_at = NULL
        FROM task t JOIN one ON one.id = t.id
        WHERE n.kind = 'task' AND n.thing = t.id AND n.worker = t.worker AND n.ended_at IS NULL)
    UPDATE task t SET worker = one.worker FROM one WHERE t.id = one.id
"""


async def rise_some(viewer: Viewer) -> int:
    """At most a hundred overdue tasks are their manager's too; the answer is how many. Without a manager: asked again tomorrow."""
    tasks = await fetch(_OVERDUE, viewer.now)
    managers = await who_manages([one["young_person"] for one in tasks], viewer.now) if tasks else {}
    to = [next((m for m in managers.get(one["young_person"], []) if m != one["worker"]), None) for one in tasks]
    again = [None if one else in_working_days(viewer.now, 1) for one in to]
    if tasks:
        await fetch(_RISE, [one["id"] for one in tasks], to, again)
        await give_many(
            viewer,
            [_told(one["id"], m, one["young_person"]) for one, m in zip(tasks, to, strict=True) if m],
        )
    return len(tasks)


async def pass_on(viewer: Viewer) -> None:
    """Tasks of whoever no longer works with the young person are with who does now, and they are told."""
    tasks = await fetch(_ORPHANS, viewer.now)
    people = [one["young_person"] for one in tasks]
    reads = await who_reads(people, viewer.now) if tasks else {}
    managers = await who_manages(people, viewer.now) if tasks else {}
    moved = []
    for one in tasks:
        person = one["young_person"]
        to = reads.get(person) or next(iter(managers.get(person, [])), None)
        if to and to != one["worker"]:
            moved.append((one["id"], to, person))
    if moved:
        await fetch(_TO_ANOTHER, [one[0] for one in moved], [one[1] for one in moved], viewer.now)
        await give_many(viewer, [_told(*one) for one in moved])
