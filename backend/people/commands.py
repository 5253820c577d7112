"""What can change who reads for whom: somebody goes away and comes back, and their cover with them.

A cover's right is a link like any other, so that sight is one question and a right that is over is over at once.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import did, did_to_many
from backend.people.queries import at_work
from backend.people.rules import COVER, KIND_OF
from backend.people.tables import Away, Worker
from backend.shared.db import fetch, transaction
from backend.shared.problems import Conflict, NotAllowed, NotFound, NotValid
from backend.shared.viewer import CLOCK, Viewer

COVERING = "away.cover"

# Whom somebody advises or covers for, in the time they are away. The cover needs no second link to whom they see anyway.
_WHOM = """
    whom AS (
        SELECT DISTINCT ON (a.id, l.young_person) a.id AS away, a.cover, l.young_person,
            greatest(a.from_at, l.starts_at) AS begins, least(a.until_at, l.ends_at) AS ends
        FROM away a JOIN link l ON l.worker = a.worker AND l.relation IN ('allocated', 'cover')
        JOIN young_person y ON y.id = l.young_person AND (y.ended_at IS NULL OR y.ended_at > $2)
        WHERE ($1::uuid IS NULL OR a.id = $1) AND a.ended_at IS NULL AND a.until_at > $2
            AND (l.ends_at IS NULL OR l.ends_at > greatest($2, a.from_at, l.starts_at)) AND l.starts_at < a.until_at
            AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = a.worker AND d.young_person = l.young_person)
        ORDER BY a.id, l.young_person, least(a.until_at, l.ends_at) DESC)
"""
_DECLARED = f"""
    WITH {_WHOM}
    SELECT count(*) AS many FROM whom JOIN declared_relationship d ON d.worker = whom.cover AND d.young_person = whom.young_person
"""  # noqa: S608  our own constant, here and below
# Another source may have made a link that starts at the same instant: it stays as it is, ours begins a moment later.
_COVER = f"""
    WITH {_WHOM}
    INSERT INTO link (id, young_person, worker, relation, starts_at, ends_at, away)
    SELECT gen_random_uuid(), w.young_person, w.cover, 'cover', w.begins + interval '1 microsecond' * (
            SELECT count(*) FROM link s WHERE s.young_person = w.young_person AND s.worker = w.cover AND s.relation = 'cover'
                AND s.starts_at >= w.begins AND s.starts_at < w.begins + interval '1 second'), w.ends, w.away
    FROM whom w
    WHERE NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = w.cover AND d.young_person = w.young_person)
        AND NOT EXISTS (SELECT FROM link s WHERE s.away = w.away AND s.young_person = w.young_person)
        AND NOT EXISTS (SELECT FROM link s WHERE s.young_person = w.young_person AND s.worker = w.cover
            AND s.relation IN ('allocated', 'cover') AND s.starts_at <= greatest($2, w.begins) + interval '1 second'
            AND (s.ends_at IS NULL OR s.ends_at >= w.ends))
    ON CONFLICT (young_person, worker, relation, starts_at) DO NOTHING
    RETURNING away, young_person, worker
"""  # noqa: S608
# A link that an absence made ends with the absence, and when whoever is away no longer works with the young person.
_OVER = """
    UPDATE link c SET ends_at = greatest($1, c.starts_at)
    FROM away a WHERE a.id = c.away AND (c.ends_at IS NULL OR c.ends_at > greatest($1, c.starts_at))
        AND (a.ended_at IS NOT NULL OR NOT EXISTS (
            SELECT FROM link l WHERE l.worker = a.worker AND l.young_person = c.young_person AND l.id <> c.id
                AND l.relation IN ('allocated', 'cover') AND l.starts_at < a.until_at
                AND (l.ends_at IS NULL OR l.ends_at > greatest($1, a.from_at, l.starts_at))))
    RETURNING c.young_person
"""


async def go_away(viewer: Viewer, from_at: datetime, until_at: datetime, cover: UUID) -> tuple[UUID, list[UUID]]:
    """The viewer is away between these instants, and `cover` reads for their young people; answers the Away and whom.

    The same again changes nothing. Raises Conflict when they are away then already, NotValid when the cover is no adviser
    at work, is away then too, or knows one of the young people privately.
    """
    async with transaction():
        await Worker.select(Worker.id).where(Worker.id == viewer.id).lock_rows("UPDATE")  # two at once would overlap
        held = await Away.select().where(
            Away.worker == viewer.id, Away.ended_at.is_null(), Away.until_at > from_at, Away.from_at < until_at
        )
        if [(one["from_at"], one["until_at"], one["cover"]) for one in held] == [(from_at, until_at, cover)]:
            return held[0]["id"], []
        if held:
            raise Conflict("You are away then already. End that first.")
        name = await _able(viewer, cover, from_at, until_at)
        away = Away(worker=viewer.id, cover=cover, from_at=from_at, until_at=until_at, said_at=viewer.now)
        await Away.insert(away)
        if cannot := (await fetch(_DECLARED, away.id, viewer.now))[0]["many"]:
            raise _not(f"{name} can't cover {cannot} of your young people. Choose someone else.")
        whom = [row["young_person"] for row in await fetch(_COVER, away.id, viewer.now)]
        await did(viewer, "went_away", thing=away.id)
        if whom:
            await did_to_many(viewer, "gave_cover", whom)
    return away.id, whom


async def _able(viewer: Viewer, cover: UUID, from_at: datetime, until_at: datetime) -> str:
    """The first name of who can be a cover in this time; NotValid with what stands against it."""
    one = await Worker.select().where(Worker.id == cover, Worker.id.is_in(at_work(viewer.now))).first()
    if one is None or cover == viewer.id or one["role"] != KIND_OF[COVER]:
        raise _not("Choose another adviser.")
    if one["ended_at"] is not None and one["ended_at"] < until_at:
        raise _not(f"{one['given_name']} leaves before then. Choose someone else.")
    gone = Away.exists().where(
        Away.worker == cover, Away.ended_at.is_null(), Away.until_at > from_at, Away.from_at < until_at
    )
    if await gone:
        raise _not(f"{one['given_name']} is away then too. Choose someone else.")
    return str(one["given_name"])


def _not(words: str) -> NotValid:
    return NotValid(words, faults=[{"field": "cover", "problem": words}])


async def come_back(viewer: Viewer, away: UUID) -> list[UUID]:
    """This absence of the viewer is over now, and so are the links it made and no others; answers who was covered.

    Ended already: nothing changes. NotFound for somebody else's.
    """
    async with transaction():
        row = await Away.select().where(Away.id == away, Away.worker == viewer.id).lock_rows("UPDATE").first()
        if row is None:
            raise NotFound()
        if row["ended_at"] is not None or row["until_at"] <= viewer.now:
            return []
        await Away.update({Away.ended_at: viewer.now}).where(Away.id == away, Away.worker == viewer.id)
        whom = await _end_links(viewer)
        await did(viewer, "came_back", thing=away)
        if whom:
            await did_to_many(viewer, "ended_cover", whom)
    return whom


async def _end_links(viewer: Viewer) -> list[UUID]:
    """Links of absences that are over end; those that hung on these end in the next round, until none is left."""
    whom: list[UUID] = []
    while ended := [row["young_person"] for row in await fetch(_OVER, viewer.now)]:
        whom += ended
    return list(dict.fromkeys(whom))


async def cover_for_away(viewer: Viewer) -> list[dict[str, Any]]:
    """Whoever was allocated meanwhile has the cover too, and cover without a reason is over; answers the new links.

    For the clock, which may do it twice or on two servers. Raises NotAllowed for everyone else.
    """
    if viewer.kind != CLOCK or viewer.action != COVERING:
        raise NotAllowed()
    async with transaction():
        if over := await _end_links(viewer):
            await did_to_many(viewer, "ended_cover", over)
        made = await fetch(_COVER, None, viewer.now)
        if made:
            await did_to_many(viewer, "gave_cover", [row["young_person"] for row in made])
    return made
