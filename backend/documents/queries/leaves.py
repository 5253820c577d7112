"""When the leave to stay of many people ends: for themselves, and for staff as far as they may know."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from backend.documents.queries.story import leave_of, opened
from backend.documents.reminding import Leave
from backend.documents.rules import IMMIGRATION
from backend.documents.tables import PaperEntry
from backend.documents.voices import NOBODY_SAID, NOT_NEEDED, Voices
from backend.people.queries import visible_to_sql
from backend.shared.crypt import keyed_hash
from backend.shared.dates import london_date
from backend.shared.viewer import Viewer

# What the council wrote, newest first, and then what owners keep; by index for each person, however many papers there are.
_KNOWN = """
    SELECT e.id, e.young_person, e.said, e.at, false AS shown
    FROM unnest({}::uuid[]) AS one (id)
    JOIN paper_entry e ON e.young_person = one.id AND e.kind = {} AND e.by_worker IS NOT NULL
    WHERE e.young_person IN ({})
    UNION ALL
    SELECT i.id, i.young_person, i.said, NULL, i.shown
    FROM unnest({}::uuid[]) AS one (id) JOIN immigration_kept i ON i.young_person = one.id
    WHERE i.young_person IN ({})
    ORDER BY 4 DESC NULLS LAST, 1 DESC
"""


async def leaves(viewer: Viewer, said: Mapping[UUID, dict[str, Voices]]) -> dict[UUID, Leave]:
    """The leave of each of these of whose leave anything is known. `said`: who they are, with both voices. One statement.

    Nobody who says that they need no such papers has a day that ends.
    """
    ids, sight = list(said), visible_to_sql(viewer)
    council: defaultdict[UUID, list[tuple[datetime, date | None]]] = defaultdict(list)
    own: dict[UUID, tuple[date | None, bool]] = {}
    for row in await PaperEntry.raw(_KNOWN, ids, IMMIGRATION, sight, ids, sight):
        who = row["young_person"]
        if row["at"] is None:
            own[who] = leave_of(who, row["said"]).expires_on, row["shown"]
        else:
            council[who].append((row["at"], opened(row["id"], row["said"]).expires_on))
    found = {}
    for who in own.keys() | council.keys():
        voices = said[who].get(IMMIGRATION, NOBODY_SAID)
        found[who] = _leave(who, council.get(who, []), *own.get(who, (None, False)), voices)
    return found


def _leave(
    who: UUID, wrote: list[tuple[datetime, date | None]], own: date | None, shown: bool, voices: Voices
) -> Leave:
    councils = next((day for _, day in wrote if day), None)
    for_staff = bool(wrote) or shown
    ends_on = None if voices.status == NOT_NEEDED else own or councils
    # What an owner says only to themselves counts for nothing here, not even that they need no papers.
    known = voices if shown else Voices(None, voices.council)
    over = known.status == NOT_NEEDED
    staff_ends_on = None if over else (own if shown and own else councils)
    return Leave(
        ends_on,
        _name(who, ends_on),
        staff_ends_on,
        _name(who, staff_ends_on),
        for_staff and not over,
        london_date(wrote[0][0]) if wrote else None,
    )


def _name(who: UUID, day: date | None) -> str:
    """What stands for this day in the key of a notice: the day itself is sealed, so it must not stand there either."""
    return keyed_hash("immigration-day", f"{who}:{day}".encode()).hex()[:16] if day else ""
