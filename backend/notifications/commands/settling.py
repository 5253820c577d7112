"""A notice ends because of a fact: the thing was seen, done, or is no longer so. Inside the transaction of that fact."""

from collections.abc import Collection
from uuid import UUID

from backend.notifications.rules import CANCELLED, DONE, SEEN
from backend.shared.db import fetch, in_transaction
from backend.shared.viewer import Viewer

# Everybody locks notices in the order of their ids, so that no two wait for each other. A task that came of such a notice has nothing left to do; nor has the notice that told of the task.
_END = """
    WITH these AS (
        SELECT id, ended_at FROM notice
        WHERE kind = ANY($1) AND ($2::uuid IS NULL OR young_person = $2) AND ($3::uuid IS NULL OR worker = $3)
            AND ($4::uuid IS NULL OR about = $4) AND ($5::uuid IS NULL OR thing = $5)
            AND (ended_at IS NULL OR "end" = 'handed')
        ORDER BY id FOR UPDATE),
    ended AS (
        UPDATE notice n SET ended_at = $6, "end" = $7, why = $8, next_at = NULL
        FROM these WHERE n.id = these.id AND n.ended_at IS NULL RETURNING n.id),
    over AS (
        UPDATE task SET done_at = $6, done_how = $9, rises_at = NULL
        WHERE done_at IS NULL AND notice IN (SELECT id FROM these WHERE ended_at IS NOT NULL) RETURNING id)
    UPDATE notice SET ended_at = $6, "end" = 'done', why = $9, next_at = NULL
    WHERE kind = 'task' AND ended_at IS NULL AND thing IN (SELECT id FROM over)
"""
_END_BY_ID = """
    WITH these AS (SELECT id FROM notice WHERE id = ANY($1) ORDER BY id FOR UPDATE),
    ended AS (
        UPDATE notice SET ended_at = $2, "end" = $3, why = $4, next_at = NULL
        WHERE id IN (SELECT id FROM these) AND ended_at IS NULL RETURNING id),
    over AS (
        UPDATE task SET done_at = $2, done_how = $5, rises_at = NULL
        WHERE done_at IS NULL AND notice = ANY($1) RETURNING id)
    UPDATE notice SET ended_at = $2, "end" = 'done', why = $5, next_at = NULL
    WHERE kind = 'task' AND ended_at IS NULL AND thing IN (SELECT id FROM over)
"""


async def seen(
    viewer: Viewer,
    *,
    kinds: Collection[str],
    young_person: UUID | None = None,
    worker: UUID | None = None,
    about: UUID | None = None,
    thing: UUID | None = None,
) -> None:
    """Their open notices of these kinds ended as seen, and the tasks that came of such notices are done."""
    await _end(viewer, kinds, (young_person, worker, about, thing), SEEN, "opened")


async def finish(
    viewer: Viewer,
    *,
    why: str,
    kinds: Collection[str],
    young_person: UUID | None = None,
    worker: UUID | None = None,
    about: UUID | None = None,
    thing: UUID | None = None,
) -> None:
    """Their open notices of these kinds ended as done: what they asked for has happened. `why` is a code."""
    await _end(viewer, kinds, (young_person, worker, about, thing), DONE, why)


async def cancel(
    viewer: Viewer,
    *,
    why: str,
    kinds: Collection[str],
    young_person: UUID | None = None,
    worker: UUID | None = None,
    about: UUID | None = None,
    thing: UUID | None = None,
) -> None:
    """Their open notices of these kinds ended as cancelled: it is no longer so. `why` is a code."""
    await _end(viewer, kinds, (young_person, worker, about, thing), CANCELLED, why)


async def seen_phones(viewer: Viewer) -> None:
    """This owner has read, on this phone, which other phones are in. News of this very phone stays: it is for the others."""
    rows = await fetch(
        "SELECT id FROM notice WHERE kind = 'new_phone' AND young_person = $1 AND thing IS DISTINCT FROM $2 "
        "AND (ended_at IS NULL OR \"end\" = 'handed')",
        viewer.id, viewer.device,
    )  # fmt: skip
    await end_many(viewer, [row["id"] for row in rows], SEEN, "opened")


async def end_many(viewer: Viewer, ids: Collection[UUID], end: str, why: str) -> None:
    """These notices ended so, those that are still open, and the open tasks that came of the others are done."""
    _must_be_inside()
    if ids:
        await fetch(_END_BY_ID, list(ids), viewer.now, end, why, _how(end))


async def _end(viewer: Viewer, kinds: Collection[str], whose: tuple[UUID | None, ...], end: str, why: str) -> None:
    _must_be_inside()
    if not any(whose):
        raise ValueError("say whose notices, or about what")
    await fetch(_END, list(kinds), *whose, viewer.now, end, why, _how(end))


def _how(end: str) -> str:
    return "no_longer_needed" if end == CANCELLED else "seen_after_all"


def _must_be_inside() -> None:
    if not in_transaction():
        raise RuntimeError("a notice ends in the transaction of its fact")
