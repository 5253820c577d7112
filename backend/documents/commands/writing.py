"""What the council writes about a paper: where it is, and the next step with who, what and by when."""

from uuid import UUID

from backend.audit.commands import did
from backend.documents.commands import sealing, telling
from backend.documents.queries.latest import latest
from backend.documents.queries.story import Words
from backend.documents.rules import IMMIGRATION, leave_day_fits
from backend.documents.schemas import PaperKind, PaperWritten
from backend.documents.voices import NOBODY_SAID, NOT_NEEDED, SOMEONE_ELSE, YOUNG_PERSON
from backend.people.queries import must_see
from backend.shared.db import transaction
from backend.shared.problems import NotAllowed, NotValid
from backend.shared.viewer import Viewer


async def write(viewer: Viewer, young_person: UUID, kind: PaperKind, written: PaperWritten) -> None:
    """The council's word on this paper from now on; a step that is theirs is told to the young person.

    The same id again: nothing. NotValid for half a step, a step in the past, or what does not belong to this paper.
    """
    if viewer.id is None or not viewer.is_staff:
        raise NotAllowed()
    if faults := _faults(viewer, kind, written):
        raise NotValid("Say who does what, and by when.", faults=faults)
    async with transaction():
        await must_see(viewer, young_person)
        said = Words(written.words, written.where, written.next_name, written.next_what, written.expires_on)
        entry = {"young_person": young_person, "kind": kind, "status": written.status, "by_worker": viewer.id}
        step = {"next_who": written.next_who, "next_by": written.next_by}
        if await sealing.keep(viewer, written.id, said, **entry, **step):
            await did(viewer, "wrote_paper", about=young_person, thing=written.id)
            await _tell(viewer, young_person, kind, written.id)


async def _tell(viewer: Viewer, young_person: UUID, kind: str, entry: UUID) -> None:
    voices = (await latest(viewer, {young_person: viewer.now}))[young_person].get(kind, NOBODY_SAID)
    if voices.asked or (voices.step is not None and voices.step.next_who == YOUNG_PERSON):
        await telling.their_turn(viewer, young_person, kind, entry)
    else:
        await telling.not_their_turn(viewer, young_person, kind)


def _faults(viewer: Viewer, kind: str, written: PaperWritten) -> list[dict[str, str]]:
    """What is missing or too much, by field (domain 2.2: every step has a person and a day)."""
    found = {}
    step = {"next_who": written.next_who, "next_what": written.next_what.strip(), "next_by": written.next_by}
    if any(step.values()):
        found = {name: "Say this too." for name, value in step.items() if not value}
    if (written.next_who == SOMEONE_ELSE) != bool(written.next_name.strip()):
        found["next_name"] = "A name, for someone else only."
    if written.next_by is not None and written.next_by < viewer.today:
        found["next_by"] = "Pick a day from today on."
    if written.expires_on is not None and kind != IMMIGRATION:
        found["expires_on"] = "For immigration papers only."
    elif not leave_day_fits(written.expires_on):
        found["expires_on"] = "That day can't be right."
    if written.status == NOT_NEEDED and not written.words.strip():
        found["words"] = "Say why it is not needed."
    return [{"field": name, "problem": problem} for name, problem in found.items()]
