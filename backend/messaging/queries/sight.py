"""Which thread a viewer has with a young person, and from when on they read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.people.rules import ALLOCATED, COVER
from backend.shared.problems import NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer

# Null for everybody but a cover who is not the adviser as well. It needs a young person `y` around it.
FROM_AT = """
    (SELECT CASE WHEN NOT bool_or(l.relation = :allocated) THEN min(l.starts_at) - :cover_sees::interval END
     FROM link l WHERE l.young_person = y.id AND l.worker = :viewer AND l.relation IN (:allocated, :cover)
        AND l.starts_at <= :now AND (l.ends_at IS NULL OR l.ends_at > :now))
"""
FROM_AT_VALUES = {"allocated": ALLOCATED, "cover": COVER, "cover_sees": rules.COVER_SEES}

_THREAD = f"""
    SELECT y.id, y.given_name, y.family_name, y.known_as, c.id AS conversation, {FROM_AT} AS from_at
    FROM young_person y LEFT JOIN conversation c ON c.young_person = y.id AND c.kind = :thread
    WHERE y.id = :young_person AND y.id IN ({{sight}})
"""  # noqa: S608  one of our own constants in another
_FLOORS = f"""
    SELECT y.id, {FROM_AT} AS from_at FROM young_person y WHERE y.id IN ({{sight}})
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread as this viewer may have it. `conversation` is None before the first word; `from_at` binds a cover."""

    young_person: UUID
    which: str
    name: str
    known_as: str
    conversation: UUID | None
    from_at: datetime | None


def may_have(viewer: Viewer, which: str) -> bool:
    """Whether this kind of person has this kind of thread: a young person both, staff the one of their work."""
    if viewer.kind == YOUNG_PERSON:
        return which in rules.THREADS
    return which == rules.THREAD_OF.get(viewer.kind)


async def thread(viewer: Viewer, young_person: UUID, which: str | None = None) -> Thread:
    """The thread that this viewer may have now for the action they are doing; NotFound otherwise. One statement.

    `which`: left out, it is the one that the viewer's work opens.
    """
    which = which or rules.THREAD_OF.get(viewer.kind, "")
    if not may_have(viewer, which):
        raise NotFound()
    rows = await ask(viewer, _THREAD, young_person=young_person, thread=which, **FROM_AT_VALUES)
    if not rows:
        raise NotFound()
    row = rows[0]
    return Thread(
        young_person=row["id"],
        which=which,
        name=f"{row['given_name']} {row['family_name']}",
        known_as=row["known_as"],
        conversation=row["conversation"],
        from_at=row["from_at"],
    )


async def floors(viewer: Viewer) -> dict[UUID, datetime | None]:
    """Everybody whose thread this viewer may have now, and from when on they read it. One statement."""
    return {row["id"]: row["from_at"] for row in await ask(viewer, _FLOORS, **FROM_AT_VALUES)}
