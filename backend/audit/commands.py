"""One line in the ledger for each look and act, in the transaction of the fact."""

from uuid import UUID

from backend.audit.tables import AuditRow
from backend.shared.db import in_transaction
from backend.shared.viewer import CLOCK, NOBODY, YOUNG_PERSON, Viewer


async def looked(viewer: Viewer, about: UUID, thing: UUID | None = None) -> None:
    """A member of staff's look at this young person's record is kept; silent for the young person themself."""
    if viewer.kind not in (YOUNG_PERSON, CLOCK, NOBODY):
        await did(viewer, "looked", about=about, thing=thing)


async def looked_at_many(viewer: Viewer, about: list[UUID]) -> None:
    """A list view counts as one look at each person on it (safety.md 6.1): one statement for all of them."""
    if about and viewer.kind != YOUNG_PERSON:
        _must_be_inside()
        await AuditRow.insert(*(_row(viewer, "saw_in_list", one, None, None) for one in about))


async def did(
    viewer: Viewer, what: str, *, about: UUID | None = None, thing: UUID | None = None, why: str | None = None
) -> None:
    """This act is kept with its fact. `what` is a code; `why` only a reason that staff typed where one is asked for."""
    _must_be_inside()
    await AuditRow.insert(_row(viewer, what, about, thing, why))


def _row(viewer: Viewer, what: str, about: UUID | None, thing: UUID | None, why: str | None) -> AuditRow:
    return AuditRow(
        at=viewer.now,
        actor=viewer.id,
        actor_kind=viewer.kind,
        action=viewer.action,
        did=what,
        about=about,
        thing=thing,
        why=why,
        request=viewer.request,
    )


def _must_be_inside() -> None:
    if not in_transaction():
        raise RuntimeError("an audit line belongs in the transaction of its fact")
