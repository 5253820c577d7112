"""Sessions begin at an unlock, each with a token of its own, and end by themselves or by hand."""

from dataclasses import dataclass
from uuid import UUID

from backend.audit.commands import did
from backend.identity import hashing
from backend.identity.commands.codes import end_codes
from backend.identity.cookies import send_right
from backend.identity.rules import HERE, IDLE_OWNER, IDLE_STAFF, SEND_LIFE, WHOLE_OWNER, WHOLE_STAFF
from backend.identity.tables import Device, Joining, Session
from backend.identity.tokens import hash_of, new_secret, pin_proof
from backend.shared.bell import ring
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Opened:
    """What the browser is given: cookies by content. None: that cookie stays as it is."""

    session: str
    device: str | None = None
    known: str | None = None
    wrong_tries: int = 0


async def begin_owner(viewer: Viewer, young_person: UUID, device: UUID) -> str:
    """This phone is unlocked; its earlier sessions are over. Answers the new token. Inside a transaction.

    A phone that nobody else uses may hand over what was written on it for seven days, also while it is locked.
    """
    await Session.update({Session.ended_at: viewer.now}).where(Session.device == device, Session.ended_at.is_null())
    token = new_secret(256)
    await fetch(
        """
        UPDATE device SET last_used_at = $2, wrong_tries = 0, wait_until = NULL,
            send_hash = CASE WHEN shared IS FALSE THEN $3::bytea END,
            send_until = CASE WHEN shared IS FALSE THEN $4::timestamptz END
        WHERE id = $1
        """,
        device, viewer.now, hash_of(send_right(token)), viewer.now + SEND_LIFE,
    )  # fmt: skip
    await ring(young_person)
    await Session.insert(
        Session(
            token_hash=hash_of(token),
            young_person=young_person,
            device=device,
            began_at=viewer.now,
            seen_at=viewer.now,
            idle_seconds=int(IDLE_OWNER.total_seconds()),
            ends_at=viewer.now + WHOLE_OWNER,
        )
    )
    return token


async def begin_staff(viewer: Viewer, worker: UUID) -> str:
    """This member of staff is signed in; the session this browser had is over. Inside a transaction."""
    if viewer.session:
        await _end(viewer)
    token = new_secret(256)
    await Session.insert(
        Session(
            token_hash=hash_of(token),
            worker=worker,
            began_at=viewer.now,
            seen_at=viewer.now,
            idle_seconds=int(IDLE_STAFF.total_seconds()),
            ends_at=viewer.now + WHOLE_STAFF,
        )
    )
    return token


async def end(viewer: Viewer) -> None:
    """This session is over, and with it every code of this adviser that was not confirmed yet."""
    async with transaction():
        await _end(viewer)


async def sign_out(viewer: Viewer) -> None:
    """As `end`; and this phone hands over nothing more until it is opened again."""
    async with transaction():
        await _end(viewer)
        if viewer.device:
            await Device.update({Device.send_hash: None, Device.send_until: None}).where(Device.id == viewer.device)


async def _end(viewer: Viewer) -> None:
    await Session.update({Session.ended_at: viewer.now}).where(Session.id == viewer.session, Session.ended_at.is_null())
    if viewer.is_staff:
        await end_codes(viewer, Joining.session == viewer.session, "signed_out", confirmed_too=False)
    await ring(viewer.id)


async def open_for_worker(viewer: Viewer, worker: UUID) -> Opened:
    """The demo's way in for staff: signed in without asking who is there. Only the demo may call it."""
    async with transaction():
        token = await begin_staff(viewer, worker)
        await did(viewer, "signed_in", thing=worker)
    return Opened(session=token)


async def open_for_young_person(
    viewer: Viewer, young_person: UUID, *, device_secret: str | None, label: str, pin: str, shared: bool = False
) -> Opened:
    """The demo's way in for a young person: joined and open without asking who is there. Only the demo may call it.

    A phone that is theirs already (`device_secret`) is used again. `pin` opens it after a lock.
    """
    secret = new_secret(256)
    with hashing.place():
        pin_hash = await hashing.make(pin_proof(secret, pin))
    async with transaction():
        mine = (
            await Device.select(Device.id)
            .where(
                Device.secret_hash == hash_of(device_secret or ""),
                Device.young_person == young_person,
                Device.joined_at.is_not_null(),
                Device.removed_at.is_null(),
            )
            .first()
        )
        if mine:
            return Opened(session=await begin_owner(viewer, young_person, mine["id"]))
        phone = Device(
            young_person=young_person,
            secret_hash=hash_of(secret),
            label=label,
            made_at=viewer.now,
            joined_at=viewer.now,
            joined_how=HERE,
            told_at=viewer.now,
            shared=shared,
            pin_hash=pin_hash,
        )
        await Device.insert(phone)
        await did(viewer, "joined_phone", about=young_person, thing=phone.id)
        return Opened(session=await begin_owner(viewer, young_person, phone.id), device=secret)
