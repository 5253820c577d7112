"""A young person's access is frozen on request (S03): no reading on any phone, and no trace that it is frozen."""

from uuid import UUID

from backend.audit.commands import did
from backend.identity.commands.codes import end_codes
from backend.identity.tables import AccessFreeze, Device, Joining, Session
from backend.notifications.commands import hold, release
from backend.people.queries import must_see
from backend.people.tables import YoungPerson
from backend.shared.bell import ring
from backend.shared.db import transaction
from backend.shared.viewer import Viewer


async def freeze(viewer: Viewer, young_person: UUID) -> None:
    """From the next request on, their phones answer as if signed out. Freezing twice changes nothing."""
    async with transaction():
        await _alone(viewer, young_person)
        if await AccessFreeze.exists().where(
            AccessFreeze.young_person == young_person, AccessFreeze.ended_at.is_null()
        ):
            return
        row = AccessFreeze(young_person=young_person, began_at=viewer.now, began_by=viewer.id)
        await AccessFreeze.insert(row)
        await Session.update({Session.ended_at: viewer.now}).where(
            Session.young_person == young_person, Session.ended_at.is_null()
        )
        await Device.update({Device.send_hash: None, Device.send_until: None}).where(
            Device.young_person == young_person
        )
        await ring(young_person)
        await hold(viewer, young_person)
        await end_codes(viewer, Joining.young_person == young_person, "refused")
        await did(viewer, "froze", about=young_person, thing=row.id)


async def unfreeze(viewer: Viewer, young_person: UUID) -> None:
    """Their phones can unlock again; no old session comes back."""
    async with transaction():
        await _alone(viewer, young_person)
        ended = (
            await AccessFreeze.update({AccessFreeze.ended_at: viewer.now, AccessFreeze.ended_by: viewer.id})
            .where(AccessFreeze.young_person == young_person, AccessFreeze.ended_at.is_null())
            .returning(AccessFreeze.id)
        )
        if ended:
            await release(viewer, young_person)
        for row in ended:
            await did(viewer, "unfroze", about=young_person, thing=row["id"])


async def _alone(viewer: Viewer, young_person: UUID) -> None:
    """This viewer may, and nobody else freezes, joins or makes a code for this young person meanwhile."""
    await must_see(viewer, young_person)
    await YoungPerson.select(YoungPerson.id).where(YoungPerson.id == young_person).lock_rows("UPDATE")
