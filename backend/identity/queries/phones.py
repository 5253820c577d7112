"""Reads about phones that are in: the owner's list, the staff's list, and one word for each young person of a list."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.audit.commands import looked
from backend.identity.schemas import Phone, Phones, StaffPhone, StaffPhones
from backend.identity.tables import AccessFreeze, Device, Joining, Passkey
from backend.identity.tokens import hash_of
from backend.people.queries import must_see, visible_to
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

TELL_REMOVED = timedelta(days=30)


async def is_frozen(young_person: UUID) -> bool:
    """Whether access is shut for this young person now."""
    return await AccessFreeze.exists().where(AccessFreeze.young_person == young_person, AccessFreeze.ended_at.is_null())


async def sender_of(cookie: str | None, now: datetime) -> tuple[UUID, UUID] | None:
    """Whose locked phone holds this send-only right, and which phone; None when it is over. One statement.

    It ends after seven days, at sign-out, when the phone is out, and when its owner is frozen or gone.
    """
    if not cookie:
        return None
    rows = await fetch(
        """
        SELECT d.young_person, d.id FROM device d JOIN young_person y ON y.id = d.young_person AND y.ended_at IS NULL
        WHERE d.send_hash = $1 AND d.send_until > $2 AND d.shared IS FALSE
            AND d.joined_at IS NOT NULL AND d.removed_at IS NULL
            AND NOT EXISTS (SELECT FROM access_freeze f WHERE f.young_person = d.young_person AND f.ended_at IS NULL)
        """,
        hash_of(cookie), now,
    )  # fmt: skip
    return (rows[0]["young_person"], rows[0]["id"]) if rows else None


async def live_phones(young_person: UUID) -> list[UUID]:
    """The ids of the phones that have joined and are still in."""
    rows = await Device.select(Device.id).where(
        Device.young_person == young_person, Device.joined_at.is_not_null(), Device.removed_at.is_null()
    )
    return [row["id"] for row in rows]


async def phones_of(viewer: Viewer) -> Phones:
    """My phones, this one first, then the newest."""
    passkeys = await Passkey.exists().where(Passkey.young_person == viewer.id, Passkey.removed_at.is_null())
    rows = (
        await Device.select(*Device.all_columns(), Device.joined_by.given_name.as_alias("by"))
        .where(Device.young_person == viewer.id, Device.joined_at.is_not_null(), Device.removed_at.is_null())
        .order_by(Device.joined_at, ascending=False)
    )
    rows.sort(key=lambda row: row["id"] != viewer.device)
    return Phones(
        phones=[
            Phone(
                id=row["id"],
                label=row["label"],
                joined_at=row["joined_at"],
                joined_by=row["by"] or "",
                last_used_at=row["last_used_at"],
                this=row["id"] == viewer.device,
                shared=row["shared"] is not False,
                ways=(["pin"] if row["pin_hash"] else []) + (["passkey"] if passkeys else []),  # type: ignore[arg-type]
            )
            for row in rows
        ]
    )


async def phones_for(viewer: Viewer, young_person: UUID) -> StaffPhones:
    """A young person's phones, to staff, with those that went in the last 30 days; the look is kept."""
    async with transaction():
        await must_see(viewer, young_person)
        rows = (
            await Device.select(
                *Device.all_columns(),
                Device.joined_by.given_name.as_alias("given"),
                Device.joined_by.family_name.as_alias("family"),
            )
            .where(
                Device.young_person == young_person,
                Device.young_person.is_in(visible_to(viewer)),
                Device.joined_at.is_not_null(),
                Device.removed_at.is_null() | (Device.removed_at > viewer.now - TELL_REMOVED),
            )
            .order_by(Device.joined_at, ascending=False)
        )
        since = await _frozen_since(young_person)
        await looked(viewer, young_person)
    return StaffPhones(phones=[_to_staff(row) for row in rows], frozen_since=since)


def _to_staff(row: dict[str, Any]) -> StaffPhone:
    return StaffPhone(
        id=row["id"],
        label=row["label"],
        joined_at=row["joined_at"],
        joined_by=f"{row['given']} {row['family']}" if row["given"] else "",
        joined_how=row["joined_how"],
        removed_at=row["removed_at"],
        removed_why=row["removed_why"],
    )


async def frozen_since(viewer: Viewer, young_person: UUID) -> datetime | None:
    """Since when access is frozen; None when it is not. For a page that audits its own look."""
    await must_see(viewer, young_person)
    return await _frozen_since(young_person)


async def _frozen_since(young_person: UUID) -> datetime | None:
    row = (
        await AccessFreeze.select(AccessFreeze.began_at)
        .where(AccessFreeze.young_person == young_person, AccessFreeze.ended_at.is_null())
        .first()
    )
    return row["began_at"] if row else None


async def phone_states(viewer: Viewer) -> dict[UUID, str]:
    """ "joined", "waiting" or "frozen" for everybody in this viewer's sight; who is missing has "none". Three statements."""
    sight = visible_to(viewer)
    joined = await Device.select(Device.young_person).where(
        Device.young_person.is_in(sight), Device.joined_at.is_not_null(), Device.removed_at.is_null()
    )
    waiting = await Joining.select(Joining.young_person).where(
        Joining.young_person.is_in(sight),
        Joining.done_at.is_null(),
        Joining.ended_at.is_null(),
        Joining.expires_at > viewer.now,
    )
    frozen = await AccessFreeze.select(AccessFreeze.young_person).where(
        AccessFreeze.young_person.is_in(sight), AccessFreeze.ended_at.is_null()
    )
    found = {row["young_person"]: "waiting" for row in waiting}
    found.update({row["young_person"]: "joined" for row in joined})
    found.update({row["young_person"]: "frozen" for row in frozen})
    return found
