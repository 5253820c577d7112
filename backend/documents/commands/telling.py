"""Who is told that a step became theirs, and what ends that. Inside the transaction of the fact."""

from uuid import UUID

from backend.documents.reminding import PAPER_TURN
from backend.documents.tables import PaperEntry
from backend.notifications.commands import end_many, give
from backend.notifications.rules import CANCELLED, DONE
from backend.people.queries import visible_to_sql
from backend.shared.viewer import Viewer

# Open, or handed to somebody who has done nothing yet; of this paper, whichever entry it came with.
_TURNS = """
    SELECT n.id FROM paper_entry e JOIN notice n ON n.thing = e.id AND n.kind = {}
    WHERE e.young_person = {} AND e.young_person IN ({}) AND e.kind = {} AND n.young_person = e.young_person
        AND (n.ended_at IS NULL OR n."end" = 'handed')
"""


async def their_turn(viewer: Viewer, young_person: UUID, kind: str, entry: UUID) -> None:
    """They are told that a step with this paper is theirs; an older one is over."""
    await _end(viewer, young_person, kind, CANCELLED, "newer")
    await give(viewer, kind=PAPER_TURN, key=f"paper-turn:{entry}", young_person=young_person, thing=entry)


async def not_their_turn(viewer: Viewer, young_person: UUID, kind: str) -> None:
    """Somebody else does the next step now, or nobody has to."""
    await _end(viewer, young_person, kind, CANCELLED, "moved")


async def owner_said(viewer: Viewer, young_person: UUID, kind: str) -> None:
    """They have said where it is: nobody has to remind them of this paper."""
    await _end(viewer, young_person, kind, DONE, "said")


async def _end(viewer: Viewer, young_person: UUID, kind: str, end: str, why: str) -> None:
    rows = await PaperEntry.raw(_TURNS, PAPER_TURN, young_person, visible_to_sql(viewer), kind)
    await end_many(viewer, sorted(row["id"] for row in rows), end, why)
