"""Opening a phone with its PIN. The try is counted and committed before the PIN is looked at (safety.md 4.2)."""

from datetime import timedelta
from typing import Any

from backend.audit.commands import did
from backend.identity import hashing
from backend.identity.commands.phones import take_out
from backend.identity.commands.sessions import Opened, begin_owner
from backend.identity.queries.phones import is_frozen
from backend.identity.rules import LAST_CHECK, PIN_TRIES, wait_after
from backend.identity.tables import Device
from backend.identity.tokens import hash_of, pin_proof
from backend.notifications.commands import give_staff
from backend.people.tables import YoungPerson
from backend.shared.db import transaction
from backend.shared.problems import Conflict, SignInNeeded, TooMany, WrongPin
from backend.shared.viewer import Viewer


async def with_pin(viewer: Viewer, device_secret: str | None, pin: str) -> Opened:
    """The phone is open and its count is back at nought; `wrong_tries` says how many came before.

    Raises WrongPin with what is left, TooMany unchecked during a wait, and SignInNeeded with `wipe` at the tenth wrong
    PIN in a row: the phone is out. Who has not got the phone's secret gets SignInNeeded and touches no count.
    """
    if not device_secret:
        raise SignInNeeded()
    proof = pin_proof(device_secret, pin)
    with hashing.place():
        phone = await _count(viewer, device_secret)
        right = await hashing.matches(phone["pin_hash"], proof)
        fresh = await hashing.renewed(phone["pin_hash"], proof) if right else None
    tries = phone["wrong_tries"] + 1
    async with transaction():
        now_is = await Device.select().where(Device.id == phone["id"]).lock_rows("UPDATE").first()
        # Between counting and here the phone may have been taken out or its owner frozen.
        if now_is is None or now_is["removed_at"] or await is_frozen(now_is["young_person"]):
            raise SignInNeeded(wipe=True)
        if right:
            if fresh:
                await Device.update({Device.pin_hash: fresh}).where(Device.id == phone["id"])
            token = await begin_owner(viewer, phone["young_person"], phone["id"])
            return Opened(session=token, wrong_tries=phone["wrong_tries"])
        if tries >= PIN_TRIES:
            await _out(viewer, phone)
    if tries >= PIN_TRIES:
        raise SignInNeeded(wipe=True)
    raise WrongPin(tries_left=PIN_TRIES - tries, wait_seconds=wait_after(tries))


async def _count(viewer: Viewer, device_secret: str) -> dict[str, Any]:
    """One more try, committed under the phone's row lock; answers the phone as it was before."""
    async with transaction():
        phone = await Device.select().where(Device.secret_hash == hash_of(device_secret)).lock_rows("UPDATE").first()
        if phone is None:
            raise SignInNeeded()
        owner = await YoungPerson.select(YoungPerson.ended_at).where(YoungPerson.id == phone["young_person"]).first()
        if phone["removed_at"] or (owner and owner["ended_at"]) or await is_frozen(phone["young_person"]):
            raise SignInNeeded(wipe=True)
        if phone["joined_at"] is None or phone["pin_hash"] is None:
            raise Conflict("This phone opens another way.")
        if phone["wait_until"] and phone["wait_until"] > viewer.now:
            raise TooMany(wait_seconds=-int((viewer.now - phone["wait_until"]).total_seconds() // 1))
        tries = phone["wrong_tries"] + 1
        if tries <= PIN_TRIES:
            wait = LAST_CHECK if tries == PIN_TRIES else wait_after(tries)
            until = viewer.now + timedelta(seconds=wait) if wait else None
            await Device.update({Device.wrong_tries: tries, Device.wait_until: until}).where(Device.id == phone["id"])
        else:
            # The tenth try was counted and never finished: a server died in between. It counts as wrong.
            await _out(viewer, phone)
    if tries > PIN_TRIES:
        raise SignInNeeded(wipe=True)
    return phone


async def _out(viewer: Viewer, phone: dict[str, Any]) -> None:
    """The phone is out for ten wrong PINs; its owner's other phones can see that, and whoever reads for them is told."""
    person = phone["young_person"]
    await take_out(viewer, [phone["id"]], "wrong_pins")
    await give_staff(viewer, kind="phone_out", key=f"phone_out:{phone['id']}", about=person, thing=phone["id"])
    await did(viewer, "phone_out_wrong_pins", about=person, thing=phone["id"])
