"""The last step of joining: a way in is chosen and the phone is in."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity import hashing
from backend.identity.commands.phones import take_out
from backend.identity.commands.sessions import Opened, begin_owner
from backend.identity.queries.codes import state_of
from backend.identity.queries.phones import is_frozen, live_phones
from backend.identity.rules import HEALTH_SHUT, MOST_PHONES, weak_pin
from backend.identity.tables import Device, Joining
from backend.identity.tokens import pin_proof
from backend.notifications.commands import give
from backend.people.tables import YoungPerson
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound, NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer


async def choose_pin(viewer: Viewer, device_secret: str, pin: str) -> Opened:
    """The phone has joined with this PIN and is unlocked."""
    with hashing.place():
        async with transaction():
            code = await code_of(viewer, "confirmed")
            await must_have_answered(code["device"])
            (owner,) = await YoungPerson.select(YoungPerson.born_on).where(YoungPerson.id == code["young_person"])
        if why := weak_pin(pin, owner["born_on"]):
            raise NotValid(why, faults=[{"field": "pin", "problem": why}])
        hashed = await hashing.make(pin_proof(device_secret, pin))
    async with transaction():
        token = await finish(viewer)
        await Device.update({Device.pin_hash: hashed}).where(Device.id == viewer.device)
    return Opened(session=token)


async def must_have_answered(device: UUID) -> bool:
    """Whether others use this phone; raises Conflict while the question is open."""
    (row,) = await Device.select(Device.shared).where(Device.id == device)
    if row["shared"] is None:
        raise Conflict("Say first if anyone else uses this phone.")
    return bool(row["shared"])


async def confirmed_code(viewer: Viewer) -> dict[str, Any]:
    """The row of Joining of this phone, when its way in may be chosen; else Conflict, or NotFound when there is none."""
    async with transaction():
        return await code_of(viewer, "confirmed")


async def finish(viewer: Viewer) -> str:
    """The phone is in; answers its first session's token. At a distance every older phone is out, and health stays shut a day.

    Inside the transaction that stores the way in.
    """
    # The person first, then the code: whoever makes a new code or freezes takes the same two locks in this order.
    whose = Device.select(Device.young_person).where(Device.id == viewer.device)
    await YoungPerson.select(YoungPerson.id).where(YoungPerson.id.is_in(whose)).lock_rows("UPDATE")
    code = await code_of(viewer, "confirmed")
    remote = code["spoken_hash"] is not None
    others = await live_phones(code["young_person"])
    leaving = (others if remote else []) + ([code["replaces"]] if code["replaces"] else [])
    if len(set(others) - set(leaving)) >= MOST_PHONES:
        raise Conflict(f"There are {MOST_PHONES} phones already. Remove one first.")
    owner = replace(viewer, kind=YOUNG_PERSON, id=code["young_person"], device=code["device"])
    for phone in await take_out(viewer, leaving, "replaced"):
        await did(owner, "removed_phone", about=phone["young_person"], thing=phone["id"])
    await Device.update(
        {
            Device.joined_at: viewer.now,
            Device.told_at: viewer.now,
            Device.health_opens_at: viewer.now + HEALTH_SHUT if remote else None,
        }
    ).where(Device.id == code["device"])
    await Joining.update({Joining.done_at: viewer.now}).where(Joining.id == code["id"])
    await did(owner, "joined_phone", about=code["young_person"], thing=code["device"])
    if remote or set(others) - set(leaving):
        await tell_of_phone(owner, code["young_person"], code["device"])
    return await begin_owner(owner, code["young_person"], code["device"])


async def tell_of_phone(viewer: Viewer, young_person: UUID, device: UUID) -> None:
    """The owner is told on their other phones that this one is in. Inside the transaction in which it joined."""
    await give(viewer, kind="new_phone", key=f"new_phone:{device}", young_person=young_person, thing=device)


async def code_of(viewer: Viewer, *states: str) -> dict[str, Any]:
    """This phone's code under a row lock, in one of these states; NotFound without one, Conflict in another state."""
    code = (
        await Joining.select()
        .where(Joining.device == viewer.device)
        .order_by(Joining.id, ascending=False)
        .lock_rows("UPDATE")
        .first()
        if viewer.device
        else None
    )
    if code is None or await is_frozen(code["young_person"]):
        raise NotFound()
    if state_of(code, viewer.now) not in states:
        raise Conflict()
    return code
