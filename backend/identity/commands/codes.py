"""The adviser's side of a new phone: the QR or link, "is it them?", and the manager's yes at a distance."""

from typing import Any
from uuid import UUID

import segno

from backend.audit.commands import did
from backend.identity.commands.phones import take_out
from backend.identity.queries.codes import state_of
from backend.identity.queries.phones import is_frozen, live_phones
from backend.identity.rules import CODE_LIFE, MOST_PHONES
from backend.identity.schemas import NewCode
from backend.identity.tables import Joining
from backend.identity.tokens import hash_of, new_secret, new_spoken, spoken_hash
from backend.people.queries import must_see, visible_to
from backend.people.tables import YoungPerson
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound
from backend.shared.viewer import Viewer


async def end_codes(viewer: Viewer, where: Any, why: str, *, confirmed_too: bool = True) -> None:
    """Unfinished codes that match are dead, and phones that came by them are dropped. Inside the reason's transaction."""
    ways = [where, Joining.done_at.is_null(), Joining.ended_at.is_null()]
    if not confirmed_too:
        ways.append(Joining.confirmed_at.is_null())
    ended = (
        await Joining.update({Joining.ended_at: viewer.now, Joining.ended_why: why})
        .where(*ways)
        .returning(Joining.device)
    )
    await take_out(viewer, [row["device"] for row in ended if row["device"]], "refused")


async def make(viewer: Viewer, young_person: UUID, *, remote: bool) -> NewCode:
    """A new code, good for ten minutes and one use; the one before is dead. The secret is shown this once.

    At a distance eight characters to read aloud belong to it, and a manager has to say yes (safety.md 4.7).
    """
    secret, spoken = new_secret(128), new_spoken() if remote else None
    async with transaction():
        await must_see(viewer, young_person)
        await YoungPerson.select(YoungPerson.id).where(YoungPerson.id == young_person).lock_rows("UPDATE")
        if await is_frozen(young_person):
            raise Conflict("Access is frozen. Unfreeze it first.")
        if not remote and len(await live_phones(young_person)) >= MOST_PHONES:
            raise Conflict(f"There are {MOST_PHONES} phones already. Remove one first.")
        await end_codes(viewer, Joining.young_person == young_person, "new_code")
        code = Joining(
            young_person=young_person,
            worker=viewer.id,
            session=viewer.session,
            secret_hash=hash_of(secret),
            spoken_hash=spoken_hash(secret, spoken) if spoken else None,
            made_at=viewer.now,
            expires_at=viewer.now + CODE_LIFE,
        )
        await Joining.insert(code)
        await did(viewer, "showed_code", about=young_person, thing=code.id)
    # The secret travels in the fragment: it never reaches a server log.
    link = f"{settings().origin}/join#{secret}"
    return NewCode(
        id=code.id,
        link=link,
        svg=qr(link),
        expires_at=viewer.now + CODE_LIFE,
        spoken=spoken and f"{spoken[:4]}-{spoken[4:]}",
    )


def qr(text: str) -> str:
    """This text as a QR code, one SVG element."""
    return str(segno.make(text, error="m").svg_inline())


async def confirm(viewer: Viewer, young_person: UUID, *, yes: bool) -> None:
    """The adviser's answer to "is it them?", from the session that made the code. No drops the phone at once."""
    async with transaction():
        await must_see(viewer, young_person)
        code = (
            await Joining.select()
            .where(
                Joining.young_person == young_person,
                Joining.young_person.is_in(visible_to(viewer)),
                Joining.session == viewer.session,
                Joining.used_at.is_not_null(),
            )
            .order_by(Joining.id, ascending=False)
            .lock_rows("UPDATE")
            .first()
        )
        if code is None:
            raise NotFound()
        state = state_of(code, viewer.now)
        if not yes and state in ("taken", "birthday_ok"):
            await end_codes(viewer, Joining.id == code["id"], "refused")
            await did(viewer, "refused_phone", about=young_person, thing=code["device"])
        elif yes and state == "birthday_ok":
            await Joining.update({Joining.confirmed_at: viewer.now}).where(Joining.id == code["id"])
            await did(viewer, "confirmed_phone", about=young_person, thing=code["device"])
        else:
            raise Conflict()


async def approve(viewer: Viewer, joining: UUID, *, yes: bool) -> None:
    """A manager's answer for a phone at a distance: the second person without whom it cannot join."""
    async with transaction():
        code = (
            await Joining.select()
            .where(Joining.id == joining, Joining.young_person.is_in(visible_to(viewer)))
            .lock_rows("UPDATE")
            .first()
        )
        if code is None:
            raise NotFound()
        if state_of(code, viewer.now) != "needs_manager":
            raise Conflict()
        if yes:
            await Joining.update({Joining.approved_at: viewer.now, Joining.approved_by: viewer.id}).where(
                Joining.id == joining
            )
        else:
            await end_codes(viewer, Joining.id == joining, "not_approved")
        await did(
            viewer, "approved_phone" if yes else "refused_phone", about=code["young_person"], thing=code["device"]
        )
