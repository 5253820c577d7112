"""What the clock needs to know about many people's papers at once: dates, codes and ids, never words."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.documents.reminding import ALL
from backend.notifications.tables import Notice
from backend.people.queries import visible_to_sql
from backend.people.tables import YoungPerson
from backend.shared.viewer import Viewer

_PAGE = """
    SELECT y.id, y.born_on, y.ended_at IS NOT NULL AND y.ended_at <= {} AS over FROM young_person y
    WHERE y.id IN ({}) AND ({}::uuid IS NULL OR y.id > {}) ORDER BY y.id LIMIT {}
"""


async def page_after(viewer: Viewer, last: UUID | None, many: int) -> dict[UUID, date | None]:
    """The next so many young people by id with their birthday; None for those whose support is over."""
    rows = await YoungPerson.raw(_PAGE, viewer.now, visible_to_sql(viewer), last, last, many)
    return {row["id"]: None if row["over"] else row["born_on"] for row in rows}


# An open notice, or one that was handed to somebody who has not done anything yet: each by its own index, because what
# has ended stays for years.
_OPEN = """
    WITH these AS (
        SELECT id FROM notice WHERE young_person = ANY({}) AND ended_at IS NULL
        UNION ALL SELECT id FROM notice WHERE about = ANY({}) AND about IS NOT NULL AND ended_at IS NULL
        UNION ALL SELECT notice FROM task WHERE young_person = ANY({}) AND done_at IS NULL)
    SELECT n.id, n.key, n.kind, n.worker, coalesce(n.young_person, n.about) AS who
    FROM notice n WHERE n.id IN (SELECT id FROM these) AND n.kind = ANY({})
        AND coalesce(n.young_person, n.about) IN ({})
"""


async def open_notices(viewer: Viewer, ids: list[UUID]) -> list[dict[str, Any]]:
    """What these young people, and staff about their papers, were told and is not over yet."""
    return await Notice.raw(_OPEN, ids, ids, ids, sorted(ALL), visible_to_sql(viewer))
