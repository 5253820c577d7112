"""Passkeys of staff: a second factor beside the password."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity.commands import challenges
from backend.identity.rules import FRESH_STAFF, is_fresh
from backend.identity.tables import Passkey
from backend.shared.db import transaction
from backend.shared.problems import Conflict, FreshUnlockNeeded, NotFound
from backend.shared.viewer import Viewer

ADD = "staff_add"
MOST_PASSKEYS = 10


async def passkey_options(viewer: Viewer) -> dict[str, Any]:
    """Options for one more passkey of mine. Adding a way in needs a sign-in within the last ten minutes."""
    _fresh(viewer)
    known = await Passkey.select(Passkey.credential).where(Passkey.worker == viewer.id, Passkey.removed_at.is_null())
    if len(known) >= MOST_PASSKEYS:
        raise Conflict(f"There are {MOST_PASSKEYS} passkeys already. Remove one first.")
    return await challenges.to_make(ADD, viewer.session, viewer.now, [row["credential"] for row in known])


async def add_passkey(viewer: Viewer, credential: dict[str, Any], label: str) -> None:
    """One more passkey opens my account, beside my password."""
    _fresh(viewer)
    proof, handle = await challenges.made(ADD, viewer.session, viewer.now, credential)
    async with transaction():
        if await Passkey.exists().where(Passkey.credential == proof.credential_id):
            raise Conflict()
        key = Passkey(
            worker=viewer.id,
            credential=proof.credential_id,
            public_key=proof.credential_public_key,
            handle=handle,
            sign_count=proof.sign_count,
            backed_up=proof.credential_backed_up,
            label=label,
            made_at=viewer.now,
        )
        await Passkey.insert(key)
        await did(viewer, "added_passkey", thing=key.id)


async def remove_passkey(viewer: Viewer, passkey: UUID) -> None:
    """This passkey of mine opens nothing any more."""
    _fresh(viewer)
    async with transaction():
        gone = (
            await Passkey.update({Passkey.removed_at: viewer.now})
            .where(Passkey.id == passkey, Passkey.worker == viewer.id, Passkey.removed_at.is_null())
            .returning(Passkey.id)
        )
        if not gone:
            raise NotFound()
        await did(viewer, "removed_passkey", thing=passkey)


def _fresh(viewer: Viewer) -> None:
    if not is_fresh(viewer.unlocked_at, viewer.now, FRESH_STAFF):
        raise FreshUnlockNeeded("Sign in again to do this.")
