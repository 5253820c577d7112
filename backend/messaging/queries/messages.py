"""What was said, as a reader sees it: unsealed, with who wrote it and what it carries."""

from typing import Any
from uuid import UUID

import msgspec

from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.queries.sight import FROM_AT, FROM_AT_VALUES
from backend.messaging.schemas import About, File, MessageOut
from backend.shared.crypt import unseal
from backend.shared.viewer import Viewer

COLUMNS = """
    m.id, m.seq, m.author, m.by_owner, m.said, m.about_kind, m.about_id, m.written_at, m.sent_at, y.known_as,
    w.given_name, w.family_name, f.id AS file, f.kind AS file_kind, f.type AS file_type, f.size, f.width, f.height,
    f.seconds, :staff::boolean AND EXISTS (SELECT FROM filed WHERE filed.message = m.id) AS filed
"""
WITH = "LEFT JOIN worker w ON w.id = m.author LEFT JOIN message_file f ON f.id = m.file"
TABLES = f"""
    young_person y JOIN conversation c ON c.young_person = y.id JOIN message m ON m.conversation = c.id {WITH}
"""
FAR_BACK = f"m.sent_at >= coalesce({FROM_AT}, '-infinity')"
MAY = f"y.id IN ({{sight}}) AND {FAR_BACK}"
"""What every statement about messages names: the key, and how far back a cover reads."""

_BEFORE = f"""
    SELECT {COLUMNS} FROM {TABLES} WHERE y.id = :young_person AND c.kind = :thread AND m.seq < :before AND {MAY}
    ORDER BY m.seq DESC LIMIT :most
"""  # noqa: S608  our own constants, here and below
_AFTER = f"""
    SELECT {COLUMNS} FROM {TABLES} WHERE y.id = :young_person AND c.kind = :thread AND m.seq > :after AND {MAY}
    ORDER BY m.seq LIMIT :most
"""  # noqa: S608


async def page(
    viewer: Viewer, young_person: UUID, which: str, *, before: int | None = None, after: int | None = None
) -> tuple[list[MessageOut], bool]:
    """At most 50 messages, oldest first, and whether there are more that way. One statement.

    The newest, or the newest under `before`; with `after` the oldest over it.
    """
    known = {"young_person": young_person, "thread": which, "staff": viewer.is_staff, "most": rules.PAGE + 1}
    if after is not None:
        rows = await ask(viewer, _AFTER, after=after, **known, **FROM_AT_VALUES)
        return [message(viewer, row) for row in rows[: rules.PAGE]], len(rows) > rules.PAGE
    rows = await ask(viewer, _BEFORE, before=rules.LAST if before is None else before, **known, **FROM_AT_VALUES)
    return [message(viewer, row) for row in reversed(rows[: rules.PAGE])], len(rows) > rules.PAGE


def message(viewer: Viewer, row: dict[str, Any]) -> MessageOut:
    """One row of COLUMNS as this reader sees it: staff by first name to a young person, by whole name to staff."""
    said = opened(row["id"], row["said"])
    staff = f"{row['given_name']} {row['family_name']}" if viewer.is_staff else row["given_name"]
    return MessageOut(
        id=row["id"],
        seq=row["seq"],
        mine=row["author"] == viewer.id,
        by_owner=row["by_owner"],
        author=row["known_as"] if row["by_owner"] else staff,
        words=said["words"],
        about=About(kind=row["about_kind"], id=row["about_id"], words=said["about"]) if row["about_kind"] else None,
        file=_file(row, said["file"]) if row["file"] else None,
        written_at=row["written_at"],
        sent_at=row["sent_at"],
        filed=row["filed"],
    )


def _file(row: dict[str, Any], name: str) -> File:
    return File(
        id=row["file"],
        kind=row["file_kind"],
        type=row["file_type"],
        name=name,
        size=row["size"],
        width=row["width"],
        height=row["height"],
        seconds=row["seconds"],
    )


def opened(id: UUID, sealed: bytes) -> dict[str, str]:
    """The sealed words of a message: words, about, file."""
    return msgspec.json.decode(unseal(bytes(sealed), f"message.said:{id}"), type=dict[str, str])
