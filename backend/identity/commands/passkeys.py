"""Passkeys of young people: choosing one while joining, and unlocking with it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity.commands import challenges, limits
from backend.identity.commands.sessions import Opened, begin_owner
from backend.identity.commands.ways_in import confirmed_code, finish, must_have_answered, tell_of_phone
from backend.identity.queries.phones import is_frozen, live_phones
from backend.identity.rules import (
    BY_PASSKEY,
    HEALTH_SHUT,
    MOST_PHONES,
    STARTS_FROM_ADDRESS,
    STARTS_WINDOW,
)
from backend.identity.tables import Device, Passkey
from backend.identity.tokens import hash_of, new_secret
from backend.people.tables import YoungPerson
from backend.shared.db import transaction
from backend.shared.problems import Conflict, SignInNeeded, WrongSignIn
from backend.shared.viewer import YOUNG_PERSON, Viewer

JOIN, UNLOCK = "join", "unlock"


async def options_to_join(viewer: Viewer) -> dict[str, Any]:
    """Options for this phone's first passkey. A phone that others use gets a PIN instead."""
    code = await confirmed_code(viewer)
    await _own_phone_only(code["device"])
    return await challenges.to_make(JOIN, viewer.device, viewer.now, await _credentials(code["young_person"]))


async def join(viewer: Viewer, credential: dict[str, Any], label: str) -> Opened:
    """The phone has joined with this passkey and is unlocked."""
    code = await confirmed_code(viewer)
    await _own_phone_only(code["device"])
    proof, handle = await challenges.made(JOIN, viewer.device, viewer.now, credential)
    async with transaction():
        token = await finish(viewer)
        if await Passkey.exists().where(Passkey.credential == proof.credential_id):
            raise WrongSignIn()
        await Passkey.insert(
            Passkey(
                young_person=code["young_person"],
                device=viewer.device,
                credential=proof.credential_id,
                public_key=proof.credential_public_key,
                handle=handle,
                sign_count=proof.sign_count,
                backed_up=proof.credential_backed_up,
                label=label,
                made_at=viewer.now,
            )
        )
    return Opened(session=token)


async def options_to_unlock(viewer: Viewer, address: str) -> dict[str, Any]:
    """Options for opening this phone, or for signing in on a phone that we do not know; both look alike."""
    if viewer.device is None:
        await limits.count("passkey", address, STARTS_FROM_ADDRESS, STARTS_WINDOW, viewer.now)
    return await challenges.to_use(UNLOCK, viewer.device, viewer.now, [])


async def unlock(viewer: Viewer, credential: dict[str, Any], label: str) -> Opened:
    """Open. On a phone without our cookie this is a new phone: every phone is told and health stays shut for a day."""
    key, proof = await challenges.used(UNLOCK, viewer.device, viewer.now, credential)
    young_person = key["young_person"]
    if young_person is None:
        raise WrongSignIn()
    async with transaction():
        await YoungPerson.select(YoungPerson.id).where(YoungPerson.id == young_person).lock_rows("UPDATE")
        (owner,) = await YoungPerson.select(YoungPerson.ended_at).where(YoungPerson.id == young_person)
        if owner["ended_at"] or await is_frozen(young_person):
            raise SignInNeeded(wipe=True)
        await challenges.count_use(key, proof, viewer.now)
        phone = await Device.select().where(Device.id == viewer.device).lock_rows("UPDATE").first()
        if phone is None or phone["joined_at"] is None:
            return await _new_phone(viewer, young_person, key["id"], label)
        if phone["young_person"] != young_person or phone["removed_at"]:
            raise WrongSignIn()
        return Opened(session=await begin_owner(viewer, young_person, phone["id"]), wrong_tries=phone["wrong_tries"])


async def _new_phone(viewer: Viewer, young_person: UUID, key: UUID, label: str) -> Opened:
    """Decisions 28. The passkey goes with this phone from here: taking the older one out must not shut out its owner."""
    if len(await live_phones(young_person)) >= MOST_PHONES:
        raise Conflict(f"There are {MOST_PHONES} phones already. Remove one first.")
    secret = new_secret(256)
    phone = Device(
        young_person=young_person,
        secret_hash=hash_of(secret),
        label=label,
        made_at=viewer.now,
        joined_at=viewer.now,
        joined_how=BY_PASSKEY,
        told_at=viewer.now,
        health_opens_at=viewer.now + HEALTH_SHUT,
    )
    await Device.insert(phone)
    await Passkey.update({Passkey.device: phone.id}).where(Passkey.id == key)
    owner = replace(viewer, kind=YOUNG_PERSON, id=young_person, device=phone.id)
    await did(owner, "joined_by_passkey", about=young_person, thing=phone.id)
    await tell_of_phone(owner, young_person, phone.id)
    return Opened(session=await begin_owner(owner, young_person, phone.id), device=secret)


async def _own_phone_only(device: UUID) -> None:
    if await must_have_answered(device):
        raise Conflict("Use a PIN here. Others use this phone, and they could open a passkey.")


async def _credentials(young_person: UUID) -> list[bytes]:
    rows = await Passkey.select(Passkey.credential).where(
        Passkey.young_person == young_person, Passkey.removed_at.is_null()
    )
    return [row["credential"] for row in rows]
