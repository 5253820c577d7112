"""Talks about rights, as their young person and their adviser read them."""

from typing import Any
from uuid import UUID

from backend.entitlements.schemas import Talk
from backend.entitlements.tables import RightsTalk
from backend.people.queries import visible_to
from backend.shared.crypt import unseal
from backend.shared.viewer import Viewer

_COLUMNS = (
    RightsTalk.id,
    RightsTalk.talked_on,
    RightsTalk.words,
    RightsTalk.answer,
    RightsTalk.by.given_name.as_alias("given"),
    RightsTalk.by.family_name.as_alias("family"),
)


async def open_talk(viewer: Viewer, young_person: UUID) -> Talk | None:
    """The latest talk, while its young person has not said whether it was so. An older one is not asked about any more."""
    rows = await _latest(viewer, young_person, 1)
    return rows[0] if rows and rows[0].answer is None else None


async def talks(viewer: Viewer, young_person: UUID) -> list[Talk]:
    """The latest talks, newest first."""
    return await _latest(viewer, young_person, 20)


async def _latest(viewer: Viewer, young_person: UUID, many: int) -> list[Talk]:
    rows = (
        await RightsTalk.select(*_COLUMNS)
        .where(RightsTalk.young_person.is_in(visible_to(viewer)), RightsTalk.young_person == young_person)
        .order_by(RightsTalk.made_at, RightsTalk.id, ascending=False)
        .limit(many)
    )
    return [_talk(row) for row in rows]


def _talk(row: dict[str, Any]) -> Talk:
    words = unseal(row["words"], f"rights_talk.words:{row['id']}").decode() if row["words"] else ""
    return Talk(
        id=row["id"], by=f"{row['given']} {row['family']}", on=row["talked_on"], words=words, answer=row["answer"]
    )
