"""What an owner keeps here for themselves alone: their National Insurance number, and their leave to stay.

Only on their own phone, unlocked within the last two minutes. No value ever stands in an audit line, a fault or a log,
and the ledger does not say which of the two it was: that somebody has leave to stay is private too.
"""

from uuid import UUID

import msgspec

from backend.audit.commands import did
from backend.documents.ni_number import as_kept
from backend.documents.queries.private import just_unlocked
from backend.documents.queries.story import Leave
from backend.documents.rules import leave_day_fits
from backend.documents.schemas import ImmigrationIn
from backend.documents.tables import ImmigrationKept, NiNumberKept
from backend.people.queries import must_see, visible_to
from backend.shared.crypt import seal
from backend.shared.db import transaction
from backend.shared.problems import NotValid
from backend.shared.viewer import Viewer

NOT_A_DAY = "That day can't be right."
NOT_A_NUMBER = "It has two letters, six digits and one more letter."


async def keep_number(viewer: Viewer, typed: str) -> None:
    """Their number is kept, in place of an earlier one. NotValid when it cannot be one; the answer does not repeat it."""
    owner = await just_unlocked(viewer)
    number = as_kept(typed)
    if number is None:
        raise NotValid(NOT_A_NUMBER, faults=[{"field": "number", "problem": NOT_A_NUMBER}])
    async with transaction():
        await must_see(viewer, owner)
        sealed = seal(number.encode(), f"ni_number_kept.number:{owner}")
        row = NiNumberKept(id=owner, young_person=owner, number=sealed, kept_on=viewer.today)
        await NiNumberKept.insert(row).on_conflict(
            target=NiNumberKept.id, action="DO UPDATE", values=[NiNumberKept.number, NiNumberKept.kept_on]
        )
        await did(viewer, "kept_private", about=viewer.id)


async def forget_number(viewer: Viewer) -> None:
    """Their number is gone. Gone already: nothing."""
    owner = await just_unlocked(viewer)
    async with transaction():
        gone = (
            await NiNumberKept.delete()
            .where(NiNumberKept.young_person == owner, NiNumberKept.young_person.is_in(visible_to(viewer)))
            .returning(NiNumberKept.id)
        )
        if gone:
            await did(viewer, "forgot_private", about=viewer.id)


async def keep_immigration(viewer: Viewer, said: ImmigrationIn) -> None:
    """What they say of their leave stands in place of what they said before; with nothing in it, it is taken away."""
    owner = await just_unlocked(viewer)
    if not leave_day_fits(said.expires_on):
        raise NotValid(NOT_A_DAY, faults=[{"field": "expires_on", "problem": NOT_A_DAY}])
    async with transaction():
        await must_see(viewer, owner)
        if said.leave.strip() or said.expires_on:
            await _keep(viewer, owner, said)
            await did(viewer, "kept_private", about=viewer.id)
            return
        mine = ImmigrationKept.young_person.is_in(visible_to(viewer))
        delete = ImmigrationKept.delete().where(ImmigrationKept.young_person == owner, mine)
        if await delete.returning(ImmigrationKept.id):
            await did(viewer, "forgot_private", about=viewer.id)


async def _keep(viewer: Viewer, owner: UUID, said: ImmigrationIn) -> None:
    plain = msgspec.json.encode(Leave(said.leave, said.expires_on))
    row = ImmigrationKept(
        id=owner,
        young_person=owner,
        said=seal(plain, f"immigration_kept.said:{owner}"),
        shown=said.shown,
        said_on=viewer.today,
    )
    await ImmigrationKept.insert(row).on_conflict(
        target=ImmigrationKept.id,
        action="DO UPDATE",
        values=[ImmigrationKept.said, ImmigrationKept.shown, ImmigrationKept.said_on],
    )
