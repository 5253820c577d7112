"""Who stands around a thread: who can read it now, who reads next, and who is away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.messaging import rules
from backend.messaging.queries.asking import ask
from backend.messaging.schemas import Away
from backend.people.rules import ALLOCATED, COVER, KIND_OF, NURSE_FOR, ROLES
from backend.shared.config import settings
from backend.shared.dates import end_of, london_date
from backend.shared.viewer import Viewer

# As sight: who left, has another job now, or knows the young person privately reads nothing.
_AROUND = """
    SELECT l.relation, l.starts_at, l.ends_at, w.id, w.given_name, w.family_name, w.role, w.ended_at
    FROM link l JOIN worker w ON w.id = l.worker
    WHERE l.young_person = :young_person AND l.young_person IN ({sight})
        AND (l.relation, w.role) IN ((:allocated, :adviser_role), (:cover, :adviser_role), (:nurse_for, :nurse_role))
        AND l.starts_at <= :until AND (l.ends_at IS NULL OR l.ends_at > :now) AND (w.ended_at IS NULL OR w.ended_at > :now)
        AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = l.worker AND d.young_person = l.young_person)
    ORDER BY l.relation <> :cover, l.starts_at DESC, l.id
"""
_AWAY = """
    SELECT a.id, w.given_name, w.family_name, a.from_at, a.until_at, c.given_name AS cover_given, c.family_name AS cover_family,
        EXISTS (SELECT FROM declared_relationship d WHERE d.worker = c.id AND d.young_person = :young_person) AS not_them
    FROM away a JOIN worker w ON w.id = a.worker JOIN worker c ON c.id = a.cover
    WHERE a.worker = :worker AND :young_person IN ({sight})
        AND a.ended_at IS NULL AND a.until_at > :now AND a.from_at < :until
    ORDER BY a.from_at LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Around:
    """Who works with one young person from `now` until the next opening, first the cover, then the newest."""

    people: list[dict[str, Any]]
    now: datetime

    def reading(self, which: str, at: datetime) -> list[dict[str, Any]]:
        """Who can read this thread at this instant; the first of them reads next."""
        relations = (NURSE_FOR,) if which == rules.NURSE else (COVER, ALLOCATED)
        return [
            one
            for one in self.people
            if one["relation"] in relations
            and one["starts_at"] <= at
            and all(end is None or end > at for end in (one["ends_at"], one["ended_at"]))
        ]

    def whose(self, which: str) -> dict[str, Any] | None:
        """Whose thread it is to the young person: the adviser even while away, else the cover; or the nurse."""
        now = self.reading(which, self.now)
        return next((one for one in now if one["relation"] != COVER), now[0] if now else None)

    def hours_line(self, which: str) -> str:
        """Who reads next and when; "" within working hours."""
        opening = rules.next_opening(self.now)
        readers = self.reading(which, opening)
        return rules.hours_line(self.now, readers[0]["given_name"] if readers else "")


async def around(viewer: Viewer, young_person: UUID) -> Around:
    """Who works with this young person, whom the viewer must be allowed to see. One statement."""
    rows = await ask(
        viewer,
        _AROUND,
        young_person=young_person,
        until=rules.next_opening(viewer.now),
        allocated=ALLOCATED,
        cover=COVER,
        nurse_for=NURSE_FOR,
        adviser_role=KIND_OF[ALLOCATED],
        nurse_role=KIND_OF[NURSE_FOR],
    )
    return Around(rows, viewer.now)


async def away(viewer: Viewer, young_person: UUID, worker: UUID) -> Away | None:
    """That this worker is away now or from some hour today, and who reads for this young person instead. One statement."""
    rows = await ask(
        viewer, _AWAY, young_person=young_person, worker=worker, until=end_of(london_date(viewer.now))
    )  # fmt: skip
    if not rows:
        return None
    row = rows[0]
    cover = ("", "") if row["not_them"] else (f"{row['cover_given']} {row['cover_family']}", row["cover_given"])
    return Away(
        id=row["id"],
        name=f"{row['given_name']} {row['family_name']}",
        given_name=row["given_name"],
        from_at=row["from_at"],
        until_on=london_date(row["until_at"] - timedelta(microseconds=1)),
        cover_name=cover[0],
        cover_given_name=cover[1],
        phone=settings().leaving_care_phone,
    )


def name_of(one: dict[str, Any] | None) -> tuple[str, str, str]:
    """Whole name, first name and role of one of these people; empty without one."""
    if one is None:
        return "", "", ""
    return f"{one['given_name']} {one['family_name']}", one["given_name"], ROLES.get(one["role"], "")
