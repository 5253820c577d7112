"""The latest word of each voice on the papers of many people at once, without the words themselves."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.rules import IMMIGRATION
from backend.documents.tables import PaperEntry
from backend.documents.voices import Voices, Word
from backend.people.queries import visible_to_sql
from backend.shared.viewer import Viewer

# One row for each person: of 10,000 people a row for each word would be some hundred thousand.
_LATEST = """
    SELECT young_person, array_agg(kind) AS kind, array_agg(own) AS own, array_agg(status) AS status, array_agg(at) AS at,
        array_agg(next_who) AS next_who, array_agg(next_by) AS next_by
    FROM (
        SELECT DISTINCT ON (e.young_person, e.kind, e.by_worker IS NULL) e.young_person, e.kind, e.by_worker IS NULL AS own,
            e.status, e.at, e.next_who, e.next_by
        FROM unnest({}::uuid[], {}::timestamptz[]) AS one (id, until)
        JOIN paper_entry e ON e.young_person = one.id AND e.at <= one.until
        WHERE e.young_person IN ({}) AND (e.kind = {} OR NOT e.young_person = ANY({}))
        ORDER BY e.young_person, e.kind, e.by_worker IS NULL, e.at DESC, e.id DESC
    ) AS word GROUP BY young_person
"""


class Latest(Mapping[UUID, dict[str, Voices]]):
    """Both voices on each paper of each of these, made when somebody is asked for and kept by nobody."""

    def __init__(self, people: Collection[UUID], rows: list[dict[str, Any]]) -> None:
        self._rows: dict[UUID, dict[str, Any] | None] = {
            **dict.fromkeys(people),
            **{one["young_person"]: one for one in rows},
        }

    def __getitem__(self, who: UUID) -> dict[str, Voices]:
        row = self._rows[who]
        return _voices(row) if row else {}

    def __iter__(self) -> Iterator[UUID]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _voices(row: dict[str, Any]) -> dict[str, Voices]:
    words: dict[str, dict[bool, Word]] = {}
    columns = (row[name] for name in ("kind", "own", "status", "at", "next_who", "next_by"))
    for kind, own, *said in zip(*columns, strict=True):
        words.setdefault(kind, {})[own] = Word(*said)
    return {kind: Voices(said.get(True), said.get(False)) for kind, said in words.items()}


async def latest(
    viewer: Viewer, until: Mapping[UUID, datetime], *, leave_alone: Collection[UUID] = ()
) -> Mapping[UUID, dict[str, Voices]]:
    """Both voices on each paper of each of these, as they were at their instant; nobody is left out. One statement.

    `leave_alone`: of these only what concerns their leave to stay.
    """
    rows = await PaperEntry.raw(
        _LATEST, list(until), list(until.values()), visible_to_sql(viewer), IMMIGRATION, list(leave_alone)
    )
    return Latest(until.keys(), rows)
