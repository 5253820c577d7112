"""Where a person's pushes go: kept, moved, turned off. And what freezing, removing a phone and leaving do to notices."""

import base64
import binascii
import json
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from backend.audit.commands import did
from backend.notifications import rules
from backend.notifications.addresses import endpoint_ok
from backend.notifications.queries.mine import whose
from backend.notifications.schemas import SubscriptionIn
from backend.notifications.tables import NoticeSettings
from backend.shared.config import settings
from backend.shared.crypt import keyed_hash, seal
from backend.shared.db import fetch, in_transaction, transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer

_KEEP = """
    INSERT INTO subscription (id, young_person, worker, device, address_hash, sealed, vapid_key, made_at, confirmed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
    ON CONFLICT (address_hash) DO UPDATE SET young_person = $2, worker = $3, device = $4, sealed = $6, vapid_key = $7,
        confirmed_at = $8, gone_at = NULL, gone_why = NULL, failing_since = NULL, wait_until = NULL,
        accepted_at = CASE WHEN subscription.young_person IS NOT DISTINCT FROM $2
            AND subscription.worker IS NOT DISTINCT FROM $3 THEN subscription.accepted_at END
    RETURNING made_at = $8 AS new
"""
# One live address for a phone; of a person's many browsers the newest.
_REPLACED = """
    UPDATE subscription SET gone_at = $4, gone_why = 'replaced', sealed = NULL
    WHERE gone_at IS NULL AND id <> $1 AND (device = $2 OR id IN (
        SELECT id FROM subscription WHERE gone_at IS NULL AND (young_person = $3 OR worker = $3)
        ORDER BY confirmed_at DESC, id DESC OFFSET $5))
"""
_DEVICE_GONE = """
    UPDATE subscription SET gone_at = $2, gone_why = $3, sealed = NULL WHERE gone_at IS NULL AND device = $1 RETURNING id
"""
_WORKER_GONE = """
    UPDATE subscription SET gone_at = $2, gone_why = $3, sealed = NULL WHERE gone_at IS NULL AND worker = $1 RETURNING id
"""
_BROWSER_GONE = """
    UPDATE subscription SET gone_at = $2, gone_why = $3, sealed = NULL
    WHERE gone_at IS NULL AND worker = $1 AND address_hash = $4 RETURNING id
"""
# What waited for an address leaves now, and whoever has just found none for it writes nothing more. What has left already
# does not leave again.
_WAKE = """
    UPDATE notice SET next_at = $2, tries = 0, lease = lease + 1, lease_until = NULL
    WHERE ended_at IS NULL AND (young_person = $1 OR worker = $1) AND rung = 'push'
        AND rung_since <= $2 AND (pushed_at IS NULL OR pushed_at < rung_since)
"""


async def subscribe(viewer: Viewer, new: SubscriptionIn) -> UUID:
    """Pushes for this viewer go to this browser as well, from here; said again it is confirmed. Answers its id.

    A browser that changed hands goes to its newest owner. NotValid for an address we do not push to; Conflict on a phone
    that others use (a notice there would be read by them), and when the key is no longer ours.
    """
    await _must_be_own_phone(viewer)
    if not endpoint_ok(new.endpoint, local=settings().push_local):
        raise NotValid("We can't send notices to this browser.", faults=[{"field": "endpoint", "problem": "Not known"}])
    if not _are_keys(new.p256dh, new.auth):
        raise NotValid("We can't send notices to this browser.", faults=[{"field": "p256dh", "problem": "Not a key"}])
    if new.key not in settings().vapid_keys:
        raise Conflict("Turn notices on once more.")
    owner, worker = whose(viewer)
    digest = keyed_hash("push-address", new.endpoint.encode())
    async with transaction():
        await fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", digest.hex())
        there = await fetch("SELECT id FROM subscription WHERE address_hash = $1", digest)
        id = there[0]["id"] if there else new_id()
        sealed = _sealed(id, new)
        kept = await fetch(_KEEP, id, owner, worker, viewer.device, digest, sealed, new.key, viewer.now)
        await fetch(_REPLACED, id, viewer.device, viewer.id, viewer.now, rules.MOST_SUBSCRIPTIONS)
        await fetch(_WAKE, viewer.id, viewer.now)
        await fetch("SELECT pg_notify('onward', 'notices')")
        if kept[0]["new"]:
            await did(viewer, "turned_notices_on", about=owner, thing=id)
    return UUID(str(id))


def _sealed(id: UUID, new: SubscriptionIn) -> bytes:
    plain = json.dumps({"endpoint": new.endpoint, "p256dh": new.p256dh, "auth": new.auth}).encode()
    return seal(plain, f"subscription.sealed:{id}")


async def _must_be_own_phone(viewer: Viewer) -> None:
    if viewer.kind != YOUNG_PERSON:
        return
    # The table of the room above, which gives us the phone's id: only one answer of it is read.
    rows = await fetch("SELECT shared FROM device WHERE id = $1 AND young_person = $2", viewer.device, viewer.id)
    if not rows or rows[0]["shared"] is not False:
        raise Conflict("No notices on a phone that others use.")


def _are_keys(p256dh: str, auth: str) -> bool:
    """Whether these are a point of P-256, uncompressed, and 16 bytes (RFC 8291 section 3.1)."""
    try:
        point = base64.urlsafe_b64decode(p256dh + "=" * (-len(p256dh) % 4))
        secret = base64.urlsafe_b64decode(auth + "=" * (-len(auth) % 4))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(point) == 65 and len(secret) == 16


async def turn_off(viewer: Viewer, endpoint: str) -> None:
    """No more pushes to this phone; for staff, to the browser with this endpoint. Off already: nothing changes."""
    async with transaction():
        if viewer.kind == YOUNG_PERSON:
            gone = await fetch(_DEVICE_GONE, viewer.device, viewer.now, "turned_off")
        else:
            digest = keyed_hash("push-address", endpoint.encode())
            gone = await fetch(_BROWSER_GONE, viewer.id, viewer.now, "turned_off", digest)
        for row in gone:
            about = viewer.id if viewer.kind == YOUNG_PERSON else None
            await did(viewer, "turned_notices_off", about=about, thing=row["id"])


async def forget_phone(viewer: Viewer, device: UUID) -> None:
    """No more pushes to this phone, which is out. Inside the transaction that takes it out."""
    _must_be_inside()
    await fetch(_DEVICE_GONE, device, viewer.now, "phone_removed")


async def forget_worker(viewer: Viewer, worker: UUID) -> None:
    """No more pushes to this member of staff, and their open notices go to who works with the young person now."""
    _must_be_inside()
    await fetch(_WORKER_GONE, worker, viewer.now, "account_ended")
    await fetch(
        "UPDATE notice SET next_at = $2, lease = lease + 1, lease_until = NULL WHERE worker = $1 AND ended_at IS NULL",
        worker, viewer.now,
    )  # fmt: skip
    await fetch("SELECT pg_notify('onward', 'notices')")


async def hold(viewer: Viewer, young_person: UUID) -> None:
    """Nothing leaves for this young person until it is released, not even a task about it (S03)."""
    await _held(viewer, young_person, held=True)


async def release(viewer: Viewer, young_person: UUID) -> None:
    """What waited goes on from here, with the whole time of its rung."""
    await _held(viewer, young_person, held=False)
    await fetch(
        "UPDATE notice SET next_at = $2, rung_since = $2, tries = 0, lease = lease + 1, lease_until = NULL "
        "WHERE young_person = $1 AND ended_at IS NULL AND rung_since <= $2",
        young_person, viewer.now,
    )  # fmt: skip
    await fetch("SELECT pg_notify('onward', 'notices')")


async def _held(viewer: Viewer, young_person: UUID, *, held: bool) -> None:
    _must_be_inside()
    await NoticeSettings.insert(NoticeSettings(young_person=young_person, held=held)).on_conflict(
        target=NoticeSettings.young_person, action="DO UPDATE", values=[NoticeSettings.held]
    )


def _must_be_inside() -> None:
    if not in_transaction():
        raise RuntimeError("this belongs in the transaction of its fact")
