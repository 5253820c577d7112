"""What goes by itself: spent codes, dead sessions, phones that nobody used for 180 days."""

from datetime import timedelta

from backend.audit.commands import did
from backend.identity.commands.phones import take_out
from backend.identity.rules import DEVICE_LIFE, KNOWN_LIFE
from backend.identity.tables import Challenge, Device, Joining, KnownBrowser, Session, SignInTicket, TryCount
from backend.people.rules import CLOCK_MAY
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

KEEP = timedelta(days=1)  # long enough for a screen that still shows how a joining ended


async def tidy(viewer: Viewer) -> None:
    """Nothing outlives its use. What was done stands in the audit ledger; running twice changes nothing more."""
    if viewer.action not in CLOCK_MAY:
        raise ValueError(viewer.action)
    await Challenge.delete().where(Challenge.expires_at <= viewer.now)
    await SignInTicket.delete().where(SignInTicket.expires_at <= viewer.now)
    await TryCount.delete().where(TryCount.until <= viewer.now, TryCount.forget_at <= viewer.now)
    await KnownBrowser.delete().where(KnownBrowser.last_used_at <= viewer.now - KNOWN_LIFE)
    async with transaction():
        await Joining.delete().where(Joining.expires_at <= viewer.now - KEEP)
        joining = Joining.select(Joining.device).where(Joining.device.is_not_null())
        replaced = Joining.select(Joining.replaces).where(Joining.replaces.is_not_null())
        await Device.delete().where(
            Device.joined_at.is_null(),
            Device.made_at <= viewer.now - 2 * KEEP,
            Device.id.not_in(joining),
            Device.id.not_in(replaced),
        )
        unused = await Device.select(Device.id).where(
            Device.joined_at.is_not_null(), Device.removed_at.is_null(), Device.last_used_at <= viewer.now - DEVICE_LIFE
        )
        for phone in await take_out(viewer, [row["id"] for row in unused], "unused"):
            await did(viewer, "removed_phone", about=phone["young_person"], thing=phone["id"])
    await fetch(
        "UPDATE session SET ended_at = $1 WHERE ended_at IS NULL "
        "AND (ends_at <= $1 OR seen_at + make_interval(secs => idle_seconds) <= $1)",
        viewer.now,
    )
    shown = Joining.select(Joining.session)
    await Session.delete().where(Session.ended_at <= viewer.now - KEEP, Session.id.not_in(shown))
