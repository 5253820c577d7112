"""Phones go: here, from another phone, or by staff. It bites at the next request."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity.rules import FRESH_OWNER, is_fresh
from backend.identity.tables import Device, Passkey, Session
from backend.notifications.commands import forget_phone, seen_phones
from backend.people.queries import visible_to
from backend.shared.bell import ring
from backend.shared.db import transaction
from backend.shared.problems import FreshUnlockNeeded, NotFound
from backend.shared.viewer import Viewer


async def take_out(viewer: Viewer, devices: list[UUID], why: str) -> list[dict[str, Any]]:
    """These phones are out: PIN, passkeys, sessions and pushes with them. Their rows stay, so that they can be told to clear.

    Answers id and young_person of those that were still in. Call it inside the transaction of its reason.
    """
    now = viewer.now
    if not devices:
        return []
    gone = (
        await Device.update(
            {
                Device.removed_at: now,
                Device.removed_why: why,
                Device.pin_hash: None,
                Device.wait_until: None,
                Device.send_hash: None,
                Device.send_until: None,
            }
        )
        .where(Device.id.is_in(devices), Device.removed_at.is_null())
        .returning(Device.id, Device.young_person)
    )
    await Session.update({Session.ended_at: now}).where(Session.device.is_in(devices), Session.ended_at.is_null())
    await Passkey.update({Passkey.removed_at: now}).where(Passkey.device.is_in(devices), Passkey.removed_at.is_null())
    for row in gone:
        await forget_phone(viewer, row["id"])
    await ring(*(row["young_person"] for row in gone))
    return list(gone)


async def remove(viewer: Viewer, phone: UUID) -> bool:
    """My phone is out; True when it was this one. Another one needs an unlock within the last five minutes."""
    if phone != viewer.device:
        _fresh(viewer)
    async with transaction():
        mine = await Device.select(Device.id).where(
            Device.id == phone, Device.young_person == viewer.id, Device.removed_at.is_null()
        )
        if not mine or not await take_out(viewer, [phone], "by_owner"):
            raise NotFound()
        await did(viewer, "removed_phone", about=viewer.id, thing=phone)
    return phone == viewer.device


async def remove_all(viewer: Viewer) -> None:
    """Every phone of mine is out, this one too."""
    _fresh(viewer)
    async with transaction():
        mine = await Device.select(Device.id).where(Device.young_person == viewer.id, Device.removed_at.is_null())
        for phone in await take_out(viewer, [row["id"] for row in mine], "by_owner"):
            await did(viewer, "removed_phone", about=viewer.id, thing=phone["id"])


async def remove_for(viewer: Viewer, young_person: UUID, phone: UUID) -> None:
    """Staff take a lost phone out; the young person sees who did it."""
    async with transaction():
        theirs = await Device.select(Device.id).where(
            Device.id == phone,
            Device.young_person == young_person,
            Device.young_person.is_in(visible_to(viewer)),
            Device.removed_at.is_null(),
        )
        if not theirs or not await take_out(viewer, [phone], "by_staff"):
            raise NotFound()
        await did(viewer, "removed_phone", about=young_person, thing=phone)


async def noticed(viewer: Viewer) -> None:
    """The news about my other phones was read on this one."""
    async with transaction():
        await Device.update({Device.told_at: viewer.now}).where(
            Device.id == viewer.device, Device.young_person == viewer.id
        )
        await seen_phones(viewer)


def _fresh(viewer: Viewer) -> None:
    if not is_fresh(viewer.unlocked_at, viewer.now, FRESH_OWNER):
        raise FreshUnlockNeeded()
