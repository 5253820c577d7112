"""What only an owner can say, on their own unlocked phone: where each of their papers is."""

from uuid import UUID

from backend.audit.commands import did
from backend.documents.commands import sealing, telling
from backend.documents.queries.story import Words
from backend.documents.schemas import PaperKind, PaperSaid
from backend.people.queries import must_see
from backend.shared.db import transaction
from backend.shared.problems import NotAllowed
from backend.shared.viewer import YOUNG_PERSON, Viewer


async def say(viewer: Viewer, kind: PaperKind, said: PaperSaid) -> None:
    """This is where the paper is, in its owner's word, beside all that was said before. The same id again: nothing."""
    owner, device, session = phone_of(viewer)
    async with transaction():
        await must_see(viewer, owner)
        entry = {"young_person": owner, "kind": kind, "status": said.status, "device": device, "session": session}
        if await sealing.keep(viewer, said.id, Words(said.words), **entry):
            await did(viewer, "said_paper", about=viewer.id, thing=said.id)
            await telling.owner_said(viewer, owner, kind)


def phone_of(viewer: Viewer) -> tuple[UUID, UUID, UUID]:
    """The owner and the unlocked phone this comes from. A member of staff has none, whatever right a mistake might give."""
    if viewer.kind != YOUNG_PERSON or viewer.id is None or viewer.device is None or viewer.session is None:
        raise NotAllowed()
    return viewer.id, viewer.device, viewer.session
