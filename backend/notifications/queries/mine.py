"""My open notices and what I chose."""

from typing import Any
from uuid import UUID

from backend.notifications.push import public_key
from backend.notifications.queries.due import chosen
from backend.notifications.rules import KINDS, opens
from backend.notifications.schemas import NoticeOut, Notices, PushKey, Settings
from backend.notifications.tables import NoticeSettings
from backend.shared.config import settings
from backend.shared.crypt import unseal
from backend.shared.db import fetch
from backend.shared.problems import NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer

SHOWN = 100

# News of a new phone is for the others: whoever signed in there must not read it away.
_OPEN = """
    SELECT id, kind, about, thing, rung_since AS given_at, count(*) OVER () AS count FROM notice
    WHERE ended_at IS NULL AND rung_since <= $3 AND ($1::uuid IS NULL OR young_person = $1) AND ($2::uuid IS NULL OR worker = $2)
        AND NOT (kind = 'new_phone' AND thing IS NOT DISTINCT FROM $4) AND kind = ANY($5)
    ORDER BY id DESC LIMIT $6
"""


def whose(viewer: Viewer) -> tuple[UUID | None, UUID | None]:
    """This viewer as (young person, worker): exactly one of them. NotFound for who is signed out: nothing here is theirs."""
    if viewer.id is None:
        raise NotFound()
    return (viewer.id, None) if viewer.kind == YOUNG_PERSON else (None, viewer.id)


async def notices(viewer: Viewer) -> Notices:
    """What this viewer has not seen yet, newest first."""
    rows = await fetch(_OPEN, *whose(viewer), viewer.now, viewer.device, list(KINDS), SHOWN)
    return Notices(
        notices=[
            NoticeOut(
                id=row["id"], kind=row["kind"], given_at=row["given_at"],
                opens=opens(row["kind"], viewer.kind, row["about"], row["thing"]),
            )
            for row in rows
        ],
        count=rows[0]["count"] if rows else 0,
    )  # fmt: skip


async def my_settings(viewer: Viewer) -> Settings:
    """What this viewer chose, and whether notices reach them."""
    mine = await chosen([viewer.id]) if viewer.id else {}
    row = await _row(viewer)
    choices = mine[viewer.id].choices if viewer.id in mine else None
    live = await fetch(
        "SELECT device, failing_since FROM subscription WHERE gone_at IS NULL AND (young_person = $1 OR worker = $1)",
        viewer.id,
    )
    number = _number(row)
    young = viewer.kind == YOUNG_PERSON
    defaults = NoticeSettings()
    return Settings(
        push=await _push(viewer, live),
        shows=choices.shows if choices else defaults.shows,
        messages=choices.messages if choices else True,
        plan=choices.plan if choices else True,
        quiet=choices.quiet if choices else True,
        quiet_from=choices.quiet_from if choices else defaults.quiet_from,
        quiet_until=choices.quiet_until if choices else defaults.quiet_until,
        texts=young and bool(settings().notify_key),
        text_to_ends=number[-3:],
        tested_at=row.get("tested_at"),
        test_came=row.get("test_came"),
        phones_reached=sum(one["failing_since"] is None for one in live),
    )


async def _row(viewer: Viewer) -> dict[str, Any]:
    return (
        await NoticeSettings.select()
        .where((NoticeSettings.young_person == viewer.id) | (NoticeSettings.worker == viewer.id))
        .first()
    ) or {}


def _number(row: dict[str, Any]) -> str:
    if not row.get("text_to"):
        return ""
    return unseal(bytes(row["text_to"]), f"notice_settings.text_to:{row['id']}").decode()


async def _push(viewer: Viewer, live: list[dict[str, Any]]) -> str:
    if viewer.kind == YOUNG_PERSON:
        if any(one["device"] == viewer.device for one in live):
            return "on"
        shared = await fetch("SELECT shared FROM device WHERE id = $1", viewer.device)
        if shared and shared[0]["shared"] is not False:
            return "shared"
    return "elsewhere" if live else "off"


def push_key() -> PushKey:
    """The key that new subscriptions are made with."""
    number, key = next(iter(settings().vapid_keys.items()))
    return PushKey(key=public_key(key), number=number)
