"""The latest word of each voice on the papers of many people at once, without the words themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from backend.documents.rules import IMMIGRATION
from backend.documents.tables import PaperEntry
from backend.documents.voices import Voices, Word
from backend.people.queries import visible_to_sql
from backend.shared.viewer import Viewer

_LATEST = """
    SELECT DISTINCT ON (e.young_person, e.kind, e.by_worker IS NULL) e.young_person, e.kind, e.by_worker IS NULL AS own,
        e.status, e.at, e.next_who, e.next_by
    FROM unnest({}::uuid[], {}::timestamptz[]) AS one (id, until)
    JOIN paper_entry e ON e.young_person = one.id AND e.at <= one.until
    WHERE e.young_person IN ({}) AND (e.kind = {} OR NOT e.young_person = ANY({}))
    ORDER BY e.young_person, e.kind, e.by_worker IS NULL, e.at DESC, e.id DESC
"""


async def latest(
    viewer: Viewer, until: Mapping[UUID, datetime], *, leave_alone: Collection[UUID] = ()
) -> dict[UUID, dict[str, Voices]]:
    """Both voices on each paper of each of these, as they were at their instant; nobody is left out. One statement.

    `leave_alone`: of these only what concerns their leave to stay.
    """
    rows = await PaperEntry.raw(
        _LATEST, list(until), list(until.values()), visible_to_sql(viewer), IMMIGRATION, list(leave_alone)
    )
    words: defaultdict[tuple[UUID, str], dict[bool, Word]] = defaultdict(dict)
    for row in rows:
        word = Word(row["status"], row["at"], row["next_who"], row["next_by"])
        words[row["young_person"], row["kind"]][row["own"]] = word
    found: dict[UUID, dict[str, Voices]] = {who: {} for who in until}
    for (who, kind), said in words.items():
        found[who][kind] = Voices(said.get(True), said.get(False))
    return found
