"""A file, through the same key as the message it hangs on."""

from dataclasses import dataclass
from uuid import UUID

from backend.audit.commands import did
from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.queries.sight import FROM_AT, FROM_AT_VALUES, may_have
from backend.shared.crypt import unseal
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

# Before it is sent nobody but its author has it; afterwards whoever may read the message that carries it.
_FILE = f"""
    SELECT f.id, f.young_person, f.kind, f.type, f.sealed
    FROM message_file f JOIN young_person y ON y.id = f.young_person LEFT JOIN message m ON m.file = f.id
    WHERE f.id = :file AND y.id IN ({{sight}}) AND f.thread = ANY(:threads)
        AND CASE WHEN m.id IS NULL THEN f.author = :viewer ELSE m.sent_at >= coalesce({FROM_AT}, '-infinity') END
"""  # noqa: S608  our own constants
_UNDER_GLASS = """
    SELECT f.id, f.young_person, f.kind, f.type, f.sealed
    FROM message_file f JOIN message m ON m.file = f.id
    WHERE f.id = :file AND f.young_person = :young_person AND f.young_person IN ({sight}) AND f.thread = :thread
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The file's own bytes, unsealed."""

    kind: str
    type: str
    data: bytes


async def kept(viewer: Viewer, file: UUID) -> Kept:
    """The file for the owner, or for staff whose look is kept; NotFound when it is not there or not this viewer's."""
    async with transaction():
        threads = [which for which in rules.THREADS if may_have(viewer, which)]
        rows = await ask(viewer, _FILE, file=file, threads=threads, **FROM_AT_VALUES)
        if not rows:
            raise NotFound()
        if viewer.is_staff:
            await did(viewer, "opened_file", about=rows[0]["young_person"], thing=file)
    return _open(rows[0])


async def under_glass(viewer: Viewer, young_person: UUID, file: UUID) -> Kept:
    """A file of the thread that a manager has broken the glass of; the look is kept."""
    async with transaction():
        rows = await ask(viewer, _UNDER_GLASS, file=file, young_person=young_person, thread=rules.ADVISER)
        if not rows:
            raise NotFound()
        await did(viewer, "read_under_glass", about=young_person, thing=file)
    return _open(rows[0])


def _open(row: dict[str, object]) -> Kept:
    data = unseal(bytes(row["sealed"]), f"message_file.sealed:{row['id']}")  # type: ignore[call-overload]
    return Kept(str(row["kind"]), str(row["type"]), data)
