"""A file is kept only after it was made again, sealed, and once under its id; without a message it goes after a day."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.files.apart import rebuilt
from backend.identity.commands import limits
from backend.messaging.queries import sight
from backend.messaging.schemas import FileOut
from backend.messaging.tables import MessageFile
from backend.people.queries import visible_to
from backend.shared.crypt import keyed_hash, seal
from backend.shared.db import fetch, transaction
from backend.shared.problems import Conflict, TooMany
from backend.shared.viewer import Viewer

IN_AN_HOUR, HOUR = 20, timedelta(hours=1)
IN_ALL = 200_000_000
"""Bytes that one account may have kept (safety.md 4.6)."""
UNSENT_LIFE = timedelta(days=1)


async def keep(viewer: Viewer, young_person: UUID, which: str | None, id: UUID, kind: str, data: bytes) -> FileOut:
    """The file stands, sealed, in this thread for the message that will carry it; the same upload again is the same file.

    Raises NotFound when the thread is not this viewer's, Conflict when the id stands with other bytes, NotValid with a
    plain reason for a file that we don't keep, TooMany above 20 an hour or 200 MB in all.
    """
    thread = await sight.thread(viewer, young_person, which)
    mark = keyed_hash("file", b"|".join((str(viewer.id).encode(), str(young_person).encode(), thread.which.encode(), kind.encode(), data)))  # fmt: skip
    if there := await _there(viewer, id, mark):
        return there
    await limits.count("upload", str(viewer.id), IN_AN_HOUR, HOUR, viewer.now)
    held = await fetch("SELECT coalesce(sum(size), 0) AS bytes FROM message_file WHERE author = $1", viewer.id)
    if held[0]["bytes"] + len(data) > IN_ALL:
        raise TooMany("You have sent as many files as fit.", wait_seconds=3600)
    made = await rebuilt(kind, data)
    async with transaction():
        await sight.thread(viewer, young_person, which)  # the file took a while; a right may be over by now
        row = MessageFile(
            id=id,
            young_person=young_person,
            thread=thread.which,
            author=viewer.id,
            kind=kind,
            type=made.type,
            size=len(made.data),
            width=made.width,
            height=made.height,
            seconds=made.seconds,
            mark=mark,
            sealed=seal(made.data, f"message_file.sealed:{id}"),
            made_at=viewer.now,
        )
        await MessageFile.insert(row).on_conflict(action="DO NOTHING")  # two uploads may meet here
        there = await _there(viewer, id, mark)
    if there is None:
        raise Conflict()
    return there


async def _there(viewer: Viewer, id: UUID, mark: bytes) -> FileOut | None:
    row = await MessageFile.select(*_SHOWN, MessageFile.mark).where(MessageFile.id == id).first()
    if row is None:
        return None
    if bytes(row.pop("mark")) != mark:  # whose it is and where it stands is in the mark
        raise Conflict("Add the file again, then send.")
    return FileOut(**row)


_SHOWN: list[Any] = [getattr(MessageFile, name) for name in FileOut.__struct_fields__]


async def tidy(viewer: Viewer) -> None:
    """What was uploaded a day ago and is in no message is gone. The clock's alone; twice is once."""
    await MessageFile.delete().where(
        MessageFile.young_person.is_in(visible_to(viewer)),
        MessageFile.sent.eq(False),
        MessageFile.made_at < viewer.now - UNSENT_LIFE,
    )
