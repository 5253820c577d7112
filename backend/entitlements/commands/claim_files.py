"""A file is kept only after it was made again, sealed, and once under its id; without a claim it goes after a day."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.entitlements.schemas import ClaimFile
from backend.entitlements.tables import ClaimAttachment
from backend.files.apart import rebuilt
from backend.identity.commands import limits
from backend.people.queries import must_see, visible_to
from backend.shared.crypt import keyed_hash, seal
from backend.shared.db import fetch, transaction
from backend.shared.problems import Conflict, TooMany
from backend.shared.viewer import Viewer

IN_AN_HOUR, HOUR = 20, timedelta(hours=1)
IN_ALL = 100_000_000
"""Bytes that one account may have kept for claims (safety.md 4.6)."""
UNUSED_LIFE = timedelta(days=1)
_SHOWN: list[Any] = [getattr(ClaimAttachment, name) for name in ClaimFile.__struct_fields__]


async def keep(viewer: Viewer, id: UUID, kind: str, data: bytes) -> ClaimFile:
    """The file stands, sealed, for the claim that will carry it; the same upload again is the same file.

    Raises Conflict when the id stands with other bytes, NotValid with a plain reason for a file that we don't keep,
    TooMany above 20 an hour or 100 MB in all.
    """
    mark = keyed_hash("claim_file", b"|".join((str(viewer.id).encode(), kind.encode(), data)))
    if there := await _there(viewer, id, mark):
        return there
    await limits.count("claim_upload", str(viewer.id), IN_AN_HOUR, HOUR, viewer.now)
    held = await fetch(
        "SELECT coalesce(sum(size), 0) AS bytes FROM claim_attachment WHERE young_person = $1", viewer.id
    )
    if held[0]["bytes"] + len(data) > IN_ALL:
        raise TooMany("You have sent as many files as fit.", wait_seconds=3600)
    made = await rebuilt(kind, data)
    row = ClaimAttachment(
        id=id,
        young_person=viewer.id,
        kind=kind,
        type=made.type,
        size=len(made.data),
        mark=mark,
        sealed=seal(made.data, f"claim_attachment.sealed:{id}"),
        made_at=viewer.now,
    )
    async with transaction():
        await must_see(viewer, viewer.id)  # the file took a while; a right may be over by now
        await ClaimAttachment.insert(row).on_conflict(action="DO NOTHING")  # two uploads may meet here
        there = await _there(viewer, id, mark)
    if there is None:
        raise Conflict()
    return there


async def _there(viewer: Viewer, id: UUID, mark: bytes) -> ClaimFile | None:
    row = await ClaimAttachment.select(*_SHOWN, ClaimAttachment.mark).where(ClaimAttachment.id == id).first()
    if row is None:
        return None
    if bytes(row.pop("mark")) != mark:  # whose it is stands in the mark
        raise Conflict("Add the file again, then send.")
    return ClaimFile(**row)


async def carry(viewer: Viewer, claim: UUID, files: Collection[UUID]) -> None:
    """These files hang on this claim; Conflict when one is not there, not the viewer's, or on another claim."""
    if not files:
        return
    taken = await (
        ClaimAttachment.update({ClaimAttachment.claim: claim})
        .where(
            ClaimAttachment.id.is_in(list(files)),
            ClaimAttachment.young_person.is_in(visible_to(viewer)),
            ClaimAttachment.claim.is_null(),
        )
        .returning(ClaimAttachment.id)
    )
    if len(taken) != len(set(files)):
        raise Conflict("Add the file again, then send.", file="missing")


async def tidy(viewer: Viewer) -> None:
    """What was uploaded a day ago and is on no claim is gone. The clock's alone; twice is once."""
    await ClaimAttachment.delete().where(
        ClaimAttachment.young_person.is_in(visible_to(viewer)),
        ClaimAttachment.claim.is_null(),
        ClaimAttachment.made_at < viewer.now - UNUSED_LIFE,
    )
