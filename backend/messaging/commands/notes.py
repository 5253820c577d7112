"""Messages become a case note, word for word, and each is marked as filed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.messaging.notes import Line, Note, table, text
from backend.messaging.queries import sight
from backend.messaging.queries.asking import ask
from backend.messaging.queries.messages import COLUMNS, MAY, TABLES, message
from backend.messaging.queries.sight import FROM_AT_VALUES
from backend.messaging.schemas import CaseNote, NoteIn
from backend.messaging.tables import Filed
from backend.people.queries import must_see
from backend.people.rules import ROLES
from backend.people.tables import Worker
from backend.shared.db import fetch, transaction
from backend.shared.problems import Conflict, NotFound
from backend.shared.viewer import Viewer

_THESE = f"""
    SELECT {COLUMNS}, w.role FROM {TABLES} WHERE y.id = :young_person AND c.kind = :thread AND m.id = ANY(:ids) AND {MAY}
    ORDER BY m.seq
"""  # noqa: S608  our own constants
_NOTE = "SELECT message, filed_by, filed_at FROM filed WHERE note = $1"


async def file(viewer: Viewer, young_person: UUID, said: NoteIn) -> CaseNote:
    """These messages stand as filed under this note; the same note again answers the same.

    NotFound when one of them is not in this thread or not in this viewer's sight, Conflict when the note stands with
    other messages or is somebody else's.
    """
    wanted = set(said.messages)
    async with transaction():
        await _only_one(said.id)
        thread = await sight.thread(viewer, young_person)
        known = {"young_person": young_person, "thread": thread.which, "staff": True, "ids": list(wanted)}
        rows = await ask(viewer, _THESE, **known, **FROM_AT_VALUES)
        if {row["id"] for row in rows} != wanted:
            raise NotFound()
        filed_at = await _standing(viewer, said.id, wanted)
        if filed_at is None:
            filed_at = viewer.now
            await Filed.insert(
                *(Filed(note=said.id, message=one, filed_by=viewer.id, filed_at=viewer.now) for one in sorted(wanted))
            )
            await did(viewer, "made_case_note", about=young_person, thing=said.id)
        person = await must_see(viewer, young_person)
        note = Note(
            id=said.id,
            young_person=thread.name,
            child=person["child"],
            made_by=await _me(viewer),
            made_at=filed_at,
            lines=[_line(viewer, row, thread.name) for row in rows],
        )
    return CaseNote(id=said.id, text=text(note), csv=table(note), filed_at=filed_at)


async def _only_one(note: UUID) -> None:
    """One tap twice at once: the second waits here, and finds what the first one filed."""
    await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))", str(note))


async def _standing(viewer: Viewer, note: UUID, wanted: set[UUID]) -> datetime | None:
    """When this note was filed with these messages; None when it is new."""
    there = await fetch(_NOTE, note)
    if not there:
        return None
    if {row["message"] for row in there} != wanted or {row["filed_by"] for row in there} != {viewer.id}:
        raise Conflict("This note was made with other messages.")
    return max(row["filed_at"] for row in there)


async def _me(viewer: Viewer) -> str:
    one = await Worker.select(Worker.given_name, Worker.family_name, Worker.role).where(Worker.id == viewer.id).first()
    return f"{one['given_name']} {one['family_name']} ({ROLES[one['role']]})" if one else ""


def _line(viewer: Viewer, row: dict[str, Any], name: str) -> Line:
    one = message(viewer, row)
    return Line(
        id=one.id,
        who=name if one.by_owner else one.author,
        role="Young person" if one.by_owner else ROLES.get(row["role"], ""),
        words=one.words,
        about=(one.about.kind, one.about.words) if one.about else None,
        file=(one.file.kind, one.file.name) if one.file else None,
        written_at=one.written_at,
        sent_at=one.sent_at,
    )
