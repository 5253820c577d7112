"""The phone's side of joining: take the code, answer two questions (safety.md 4.1); ways_in has the last step."""

from datetime import date
from typing import Any

from backend.audit.commands import did
from backend.identity.commands import limits
from backend.identity.commands.codes import end_codes
from backend.identity.commands.ways_in import code_of
from backend.identity.rules import (
    AT_A_DISTANCE,
    BIRTHDAY_TRIES,
    CODE_TRIES,
    CODES_FROM_ADDRESS,
    CODES_WINDOW,
    FINISH_AT_A_DISTANCE,
    FINISH_HERE,
    HERE,
)
from backend.identity.tables import Device, Joining, Session
from backend.identity.tokens import hash_of, new_secret, spoken_hash
from backend.people.tables import YoungPerson
from backend.shared.db import fetch, transaction
from backend.shared.problems import Conflict, NotAllowed, NotFound, WrongSignIn
from backend.shared.viewer import YOUNG_PERSON, Viewer

# One statement decides: of all who hold the link at once, one gets a row back (S37). The code must also be alive through
# the session of the adviser who shows it.
_TAKE = """
UPDATE joining SET used_at = $3, expires_at = $3 + CASE WHEN spoken_hash IS NULL THEN $4::interval ELSE $5 END
WHERE secret_hash = $1 AND used_at IS NULL AND ended_at IS NULL AND expires_at > $3
  AND (spoken_hash IS NULL OR spoken_hash = $2)
  AND EXISTS (SELECT FROM session s JOIN worker w ON w.id = s.worker WHERE s.id = joining.session AND s.ended_at IS NULL
      AND s.ends_at > $3 AND s.seen_at + make_interval(secs => s.idle_seconds) > $3
      AND (w.ended_at IS NULL OR w.ended_at > $3))
RETURNING id, young_person, worker, spoken_hash IS NOT NULL AS remote
"""
_COUNT_SPOKEN = """
UPDATE joining SET tries = tries + 1
WHERE secret_hash = $1 AND spoken_hash IS NOT NULL AND used_at IS NULL AND ended_at IS NULL AND expires_at > $2 AND tries < $3
RETURNING id, tries
"""


async def take(viewer: Viewer, secret: str, spoken: str | None, *, address: str, label: str) -> str:
    """The code is used by this phone and by no other; answers the phone's new secret.

    At a distance the spoken characters must come with it: a wrong one counts, the fifth ends the code. Wrong codes count
    against the address, 20 an hour. NotFound says no more than that there is nothing to take.
    """
    if viewer.is_staff:
        raise NotAllowed("Open this on the young person's phone.")
    await limits.count("code", address, CODES_FROM_ADDRESS, CODES_WINDOW, viewer.now)
    tried = await _count_spoken(viewer, secret, spoken)
    device_secret = new_secret(256)
    async with transaction():
        rows = await fetch(
            _TAKE, hash_of(secret), spoken_hash(secret, spoken or ""), viewer.now, FINISH_HERE, FINISH_AT_A_DISTANCE
        )
        if rows:
            (code,) = rows
            device = Device(
                young_person=code["young_person"],
                secret_hash=hash_of(device_secret),
                label=label,
                made_at=viewer.now,
                joined_by=code["worker"],
                joined_how=AT_A_DISTANCE if code["remote"] else HERE,
            )
            await Device.insert(device)
            await Joining.update({Joining.device: device.id, Joining.replaces: viewer.device}).where(
                Joining.id == code["id"]
            )
            if viewer.session:
                await Session.update({Session.ended_at: viewer.now}).where(Session.id == viewer.session)
        elif tried and tried["tries"] >= CODE_TRIES:
            await end_codes(viewer, Joining.id == tried["id"], "wrong_code")
    if rows:
        await limits.give_back("code", address)
        return device_secret
    if tried:
        raise WrongSignIn("Those characters don't match.", needs="spoken", tries_left=CODE_TRIES - tried["tries"])
    raise NotFound()


async def _count_spoken(viewer: Viewer, secret: str, spoken: str | None) -> dict[str, Any] | None:
    """Counts a try at a code that wants spoken characters, before they are looked at. None: it wants none, or is over."""
    if spoken is None:
        wanted = await Joining.select(Joining.tries).where(
            Joining.secret_hash == hash_of(secret),
            Joining.spoken_hash.is_not_null(),
            Joining.used_at.is_null(),
            Joining.ended_at.is_null(),
            Joining.expires_at > viewer.now,
        )
        if wanted:
            raise WrongSignIn(
                "Type the 8 characters you hear.", needs="spoken", tries_left=CODE_TRIES - wanted[0]["tries"]
            )
        return None
    rows = await fetch(_COUNT_SPOKEN, hash_of(secret), viewer.now, CODE_TRIES)
    return rows[0] if rows else None


async def birthday(viewer: Viewer, born_on: date) -> None:
    """The birth date guards against a mix-up; it proves nothing. The third wrong one ends the code."""
    async with transaction():
        code = await code_of(viewer, "taken")
        (owner,) = await YoungPerson.select(YoungPerson.born_on).where(YoungPerson.id == code["young_person"])
        if owner["born_on"] == born_on:
            await Joining.update({Joining.birthday_at: viewer.now}).where(Joining.id == code["id"])
            return
        tries = code["birthday_tries"] + 1
        await Joining.update({Joining.birthday_tries: tries}).where(Joining.id == code["id"])
        if tries >= BIRTHDAY_TRIES:
            await Joining.update({Joining.ended_at: viewer.now, Joining.ended_why: "wrong_birthday"}).where(
                Joining.id == code["id"]
            )


async def who_uses(viewer: Viewer, *, others_use: bool) -> None:
    """The answer to "does anyone else use this phone?" (decisions 30). A phone that joined by passkey answers later, once."""
    async with transaction():
        if viewer.kind == YOUNG_PERSON:
            answered = (
                await Device.update({Device.shared: others_use})
                .where(Device.id == viewer.device, Device.shared.is_null())
                .returning(Device.id)
            )
            if not answered:
                raise Conflict()
            return
        code = await code_of(viewer, "birthday_ok", "needs_manager", "confirmed")
        await Device.update({Device.shared: others_use}).where(Device.id == code["device"])


async def not_me(viewer: Viewer, device_secret: str | None) -> None:
    """Whoever holds the phone says it is not theirs to join: the code is dead and the phone out, whatever the adviser says.

    Said twice it changes nothing more. NotFound without a joining, or when the phone is in already.
    """
    async with transaction():
        phone = (
            await Device.select(Device.id).where(Device.secret_hash == hash_of(device_secret)).first()
            if device_secret
            else None
        )
        code = (
            await Joining.select()
            .where(Joining.device == phone["id"])
            .order_by(Joining.id, ascending=False)
            .lock_rows("UPDATE")
            .first()
            if phone
            else None
        )
        if code is None or code["done_at"]:
            raise NotFound()
        if code["ended_at"] is None:
            await end_codes(viewer, Joining.id == code["id"], "not_me")
            await did(viewer, "said_not_me", about=code["young_person"], thing=code["device"])
