"""A notice that nobody saw in time becomes a person's task, and an undone task their manager's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.notifications import moves
from backend.notifications.commands.giving import Given, give_many
from backend.notifications.moves import Move, Standing
from backend.notifications.rules import OF_NURSES, TASK_RISES, WAITING
from backend.notifications.tables import Task
from backend.notifications.times import in_working_days
from backend.people.queries import any_managers, who_manages, who_nurses, who_reads
from backend.shared.db import fetch
from backend.shared.viewer import MANAGER, NURSE, Viewer


async def successors(pairs: Sequence[tuple[Standing, Move]], now: datetime) -> dict[UUID, UUID]:
    """By notice: who has it from here. Nobody: left out.

    A young person's goes to who reads for them, else their team's manager; a worker's to the manager. One that is passed
    on goes to somebody with the same job, and where nobody has it to any manager at work. What is of a nurse's thread
    goes to the nurse alone.
    """
    wanted = [(n, m) for n, m in pairs if m.act in (moves.HAND, moves.PASS_ON)]
    people = sorted({person for n, _ in wanted if (person := n.young_person or n.about)})
    if not people:
        return {}
    # The people first, then their notices: whoever freezes or ends someone takes the locks in this order.
    await fetch("SELECT id FROM young_person WHERE id = ANY($1) ORDER BY id FOR KEY SHARE", people)
    reads, manages = await who_reads(people, now), await who_manages(people, now)
    nurses = await who_nurses(people, now) if any(_is_nurses(n, m) for n, m in wanted) else {}
    found: dict[UUID, UUID] = {}
    left: list[tuple[UUID, Standing]] = []
    for notice, move in wanted:
        person = notice.young_person or notice.about
        if person is None:
            continue
        managers, passed_on = manages.get(person, []), move.act == moves.PASS_ON
        if _is_nurses(notice, move):
            # Unseen, it is the task of the very nurse who did not see it.
            if (nurse := nurses.get(person)) and not (passed_on and nurse == notice.worker):
                found[notice.id] = nurse
            continue
        if notice.young_person or (passed_on and (move.why != MANAGER or notice.kind in WAITING)):
            order = [reads.get(person), *managers]
        elif passed_on and notice.kind != "task":
            order = [*managers, reads.get(person)]
        else:
            order = [*managers]
        if to := next((one for one in order if one and one != notice.worker), None):
            found[notice.id] = to
        elif passed_on and notice.kind != "task":
            left.append((person, notice))
    anyone = await any_managers({person for person, _ in left}, now)
    for person, notice in left:
        if to := next((one for one in anyone.get(person, []) if one != notice.worker), None):
            found[notice.id] = to
    return found


def _is_nurses(notice: Standing, move: Move) -> bool:
    return notice.kind in OF_NURSES or (move.act == moves.PASS_ON and move.why == NURSE)


async def hand_over(viewer: Viewer, notices: Sequence[Standing], to: dict[UUID, UUID]) -> None:
    """Each of these ended notices is a task of its new person, who is told. Inside the transaction that ended them."""
    managers = await who_manages([n.young_person or n.about for n in notices], viewer.now) if notices else {}  # type: ignore[misc]  # only with a young person are they handed
    tasks = []
    for notice in notices:
        person = notice.young_person or notice.about
        # Above a manager there is nobody, and a nurse's is nobody else's.
        stays = to[notice.id] in managers.get(person, []) or notice.kind in OF_NURSES  # type: ignore[arg-type]
        tasks.append(
            Task(
                notice=notice.id,
                kind=notice.kind,
                worker=to[notice.id],
                young_person=person,
                made_at=viewer.now,
                rises_at=None if stays else in_working_days(viewer.now, TASK_RISES),
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
# Tasks of somebody who has left or no longer works with the young person: nobody but a nurse with what is a nurse's.
_ORPHANS = """
    SELECT t.id, t.kind, t.worker, t.young_person FROM task t JOIN worker w ON w.id = t.worker
    CROSS JOIN LATERAL (SELECT t.kind = ANY($2) AS nurses) AS its
    WHERE t.done_at IS NULL AND (w.ended_at <= $1
        OR EXISTS (SELECT FROM declared_relationship d WHERE d.worker = t.worker AND d.young_person = t.young_person)
        OR its.nurses AND w.role <> $3
        OR NOT EXISTS (
            SELECT FROM link l WHERE l.worker = t.worker AND l.young_person = t.young_person AND l.starts_at <= $1
                AND (l.ends_at IS NULL OR l.ends_at > $1) AND (l.relation = 'nurse_for') = its.nurses)
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
_OVER = """
    WITH over AS (
        UPDATE task SET done_at = $2, done_how = 'no_longer_needed', rises_at = NULL WHERE id = ANY($1) RETURNING id)
    UPDATE notice SET ended_at = $2, "end" = 'cancelled', why = 'nobody', next_at = NULL
    WHERE kind = 'task' AND ended_at IS NULL AND thing IN (SELECT id FROM over)
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
    """Tasks of whoever no longer works with the young person are with who does now, and they are told.

    A nurse's go to the next nurse; where there is none they are over, for they are nobody else's.
    """
    tasks = await fetch(_ORPHANS, viewer.now, list(OF_NURSES), NURSE)
    people = [one["young_person"] for one in tasks]
    reads = await who_reads(people, viewer.now) if tasks else {}
    managers = await who_manages(people, viewer.now) if tasks else {}
    nurses = await who_nurses(people, viewer.now) if tasks else {}
    moved, over = [], []
    for one in tasks:
        person = one["young_person"]
        if one["kind"] in OF_NURSES:
            to = nurses.get(person)
        else:
            to = reads.get(person) or next(iter(managers.get(person, [])), None)
        if to and to != one["worker"]:
            moved.append((one["id"], to, person))
        elif one["kind"] in OF_NURSES:
            over.append(one["id"])
    if moved:
        await fetch(_TO_ANOTHER, [one[0] for one in moved], [one[1] for one in moved], viewer.now)
        await give_many(viewer, [_told(*one) for one in moved])
    if over:
        await fetch(_OVER, over, viewer.now)
