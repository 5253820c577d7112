"""Reads about staff: their own passkeys, and the list on the server's command line."""

from datetime import datetime
from typing import Any

from backend.identity.schemas import StaffPasskey, StaffPasskeys
from backend.identity.tables import Passkey
from backend.people.tables import Worker
from backend.shared.db import fetch
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer


async def passkeys(viewer: Viewer) -> StaffPasskeys:
    """My passkeys, the newest first."""
    rows = (
        await Passkey.select()
        .where(Passkey.worker == viewer.id, Passkey.removed_at.is_null())
        .order_by(Passkey.id, ascending=False)
    )
    return StaffPasskeys(
        passkeys=[StaffPasskey(**{name: row[name] for name in StaffPasskey.__struct_fields__}) for row in rows]
    )


async def worker_by_email(email: str) -> dict[str, Any]:
    """The member of staff with this e-mail; NotFound says which e-mail is unknown."""
    row = await Worker.select().where(Worker.email == email.strip().lower()).first()
    if row is None:
        raise NotFound(f"There is no member of staff with the e-mail {email}.")
    return row


async def staff_list(now: datetime) -> list[dict[str, Any]]:
    """Everybody by e-mail, with how far their account is in words."""
    return await fetch(
        """
        SELECT w.email, w.given_name, w.family_name, w.role,
            CASE WHEN w.ended_at <= $1 THEN 'ended' WHEN a.set_up_at IS NOT NULL THEN 'set up'
                WHEN a.set_up_hash IS NOT NULL THEN 'invited' ELSE 'no account' END AS state
        FROM worker w LEFT JOIN staff_account a ON a.worker = w.id ORDER BY w.email
        """,
        now,
    )
