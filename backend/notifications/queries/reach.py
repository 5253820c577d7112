"""For staff: whether push reaches a young person, the tasks that were handed to them, and how a team's notices stand."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.audit.commands import looked, looked_at_many
from backend.notifications.rules import OF_NURSES
from backend.notifications.schemas import Reach, TaskOut, Tasks, Unfinished
from backend.notifications.tables import Task
from backend.people.queries import must_see, visible_to_sql
from backend.shared.config import settings
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

LATELY = timedelta(days=28)


_ADDRESSES = """
    SELECT y.id, s.id AS address, s.gone_at, s.gone_why, s.failing_since, s.accepted_at,
        coalesce(c.held OR c.shows = 'none', false) AS off,
        c.text_to IS NOT NULL AS number
    FROM unnest($1::uuid[]) AS y (id) LEFT JOIN subscription s ON s.young_person = y.id
    LEFT JOIN notice_settings c ON c.young_person = y.id
    ORDER BY y.id, s.gone_at IS NULL DESC, coalesce(s.gone_at, s.made_at) DESC
"""


async def reach_of(viewer: Viewer, young_people: Collection[UUID]) -> dict[UUID, str]:
    """Whether push reaches each of these young people: reaches, not, none or off. Whoever asks has made sure of the sight."""
    rows = await _addresses(young_people)
    return {person: _reached(theirs)[0] for person, theirs in rows.items()}


async def _addresses(young_people: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in await fetch(_ADDRESSES, list(set(young_people))):
        found.setdefault(row["id"], []).append(row)
    return found


async def reach(viewer: Viewer, young_person: UUID) -> Reach:
    """Whether push reaches this young person's phone; the look is kept. Why they turned it off, nobody is told."""
    async with transaction():
        await must_see(viewer, young_person)
        rows = (await _addresses([young_person]))[young_person]
        await looked(viewer, young_person)
    push, since = _reached(rows)
    texts = rows[0]["number"] and not rows[0]["off"] and bool(settings().notify_key)
    return Reach(push=push, since=since, texts=texts)


def _reached(rows: list[dict[str, Any]]) -> tuple[str, datetime | None]:
    """`rows`: one person's addresses, live ones first, then the one that went last; one empty row without any."""
    live = [row for row in rows if row["address"] and row["gone_at"] is None]
    last = rows[0]
    if last["off"]:
        return "off", None
    if well := [row for row in live if row["failing_since"] is None]:
        return "reaches", max((row["accepted_at"] for row in well if row["accepted_at"]), default=None)
    if live:
        return "not", min(row["failing_since"] for row in live)
    if last["address"] is None or last["gone_why"] == "phone_removed":
        return "none", last["gone_at"]
    return ("off" if last["gone_why"] == "turned_off" else "not"), last["gone_at"]


_TASKS = """
    SELECT t.id, t.kind, t.young_person, y.given_name || ' ' || y.family_name AS name,
        w.given_name || ' ' || w.family_name AS worker, t.made_at, n.rung_since, n.given_at,
        t.risen_to IS NOT NULL AS risen, t.worker = {} AS mine
    FROM task t JOIN notice n ON n.id = t.notice JOIN young_person y ON y.id = t.young_person JOIN worker w ON w.id = t.worker
    WHERE t.done_at IS NULL AND (t.worker = {} OR t.risen_to = {}) AND t.young_person IN ({})
    ORDER BY t.made_at, t.id LIMIT 200
"""


async def _tasks(viewer: Viewer) -> list[TaskOut]:
    rows = await Task.raw(_TASKS, viewer.id, viewer.id, viewer.id, visible_to_sql(viewer))
    names = ("id", "kind", "young_person", "name", "worker", "made_at", "given_at", "risen", "mine")
    return [TaskOut(**{name: row[name] for name in names}) for row in rows]


async def tasks(viewer: Viewer) -> Tasks:
    """Notices that were handed to this member of staff, or rose to them, oldest first; the looks are kept."""
    async with transaction():
        found = await _tasks(viewer)
        await looked_at_many(viewer, sorted({one.young_person for one in found}))
    return Tasks(tasks=found)


_COUNTS = """
    SELECT count(*) AS given, count(*) FILTER (WHERE ended_at IS NULL) AS open,
        count(*) FILTER (WHERE "end" = 'seen') AS seen, count(*) FILTER (WHERE "end" = 'done') AS done,
        count(*) FILTER (WHERE "end" = 'handed') AS handed, count(*) FILTER (WHERE "end" = 'cancelled') AS cancelled,
        min(given_at) FILTER (WHERE ended_at IS NULL) AS oldest_open_at
    FROM notice WHERE coalesce(young_person, about) IN ({}) AND given_at > {} AND kind <> 'task'
        AND kind <> ALL({})
"""


async def unfinished(viewer: Viewer) -> Unfinished:
    """How this manager's teams' notices of 28 days stand, and the tasks that rose; the looks are kept.

    Notices of a nurse's thread are in no count: that there is one is no manager's business.
    """
    async with transaction():
        (counts,) = await Task.raw(_COUNTS, visible_to_sql(viewer), viewer.now - LATELY, list(OF_NURSES))
        found = [one for one in await _tasks(viewer) if one.risen or one.mine]
        await looked_at_many(viewer, sorted({one.young_person for one in found}))
    return Unfinished(**counts, tasks=found)
