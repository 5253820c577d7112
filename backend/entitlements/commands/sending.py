"""A draft is sent to a second person, comes back, or is begun anew from an earlier version."""

from datetime import date
from typing import Any

from backend.entitlements.commands.drafting import keep, locked, must_be_seen, note
from backend.entitlements.offering import start_refused
from backend.entitlements.queries.offer_checks import wrong_with
from backend.entitlements.queries.offer_rows import (
    BACK,
    DROPPED,
    NOTHING,
    SENT,
    UNDID,
    content,
    latest_row,
    version_row,
)
from backend.entitlements.tables import OfferDraft
from backend.shared.db import transaction
from backend.shared.problems import Conflict, FaultyLines, NotFound
from backend.shared.viewer import Viewer

NOTHING_SENT: dict[Any, Any] = {"sent_at": None, "sent_by": None, "why": None, "from_on": None}


async def send(viewer: Viewer, revision: int, why: str, from_on: date | None) -> None:
    """The draft waits for a second person, to count from that day or from the day of publishing.

    Raises DraftChanged; FaultyLines while a line is wrong; Conflict where there is nothing to send, or the day cannot be.
    """
    must_be_seen([("why", why)])
    async with transaction():
        draft = await locked(viewer, revision)
        if not draft["open"] or draft["sent_at"]:
            raise Conflict(
                "There is no draft to send." if not draft["open"] else "It waits for a second person already."
            )
        await must_be_right(viewer, draft, from_on)
        said: dict[Any, Any] = {
            "sent_at": viewer.now,
            "sent_by": viewer.id,
            "why": why,
            "from_on": from_on,
            "revision": revision + 1,
        }
        await OfferDraft.update(said).where(OfferDraft.id == draft["id"])
        await note(viewer, draft, SENT, words={"from_on": from_on}, why=why)


async def must_be_right(viewer: Viewer, draft: dict[str, Any], from_on: date | None) -> None:
    """Nothing in this draft is wrong, it differs from what is published, and it can count from that day; else it raises."""
    base = await version_row(draft["base"])
    if refused := start_refused(from_on, viewer.today, base["from_on"] if base else None):
        raise Conflict(refused)
    said, latest = content(draft), await latest_row()
    if said == content(latest) and from_on in (None, latest["from_on"] if latest else None):
        raise Conflict("Nothing is changed in it.")
    if wrong := wrong_with(said, viewer.today):
        raise FaultyLines("Change the lines that are named here, then try again.", wrong=wrong)


async def back(viewer: Viewer, revision: int) -> None:
    """What was sent is a draft again; whoever takes it back has not written in it. Raises DraftChanged, Conflict."""
    async with transaction():
        draft = await locked(viewer, revision)
        if not draft["sent_at"]:
            raise Conflict("It has not been sent.")
        await OfferDraft.update({**NOTHING_SENT, "revision": revision + 1}).where(OfferDraft.id == draft["id"])
        await note(viewer, draft, BACK)


async def undo(viewer: Viewer, number: int, revision: int | None) -> None:
    """What this version said is the draft; the latest throws the draft away. Its words stay in OfferWrite.

    `revision`: the draft that goes. Raises DraftChanged when there is another, NotFound for an unknown version.
    """
    async with transaction():
        draft, latest = await locked(viewer, revision), await latest_row()
        version = await version_row(number)
        if version is None and number:
            raise NotFound()
        if number == (latest["number"] if latest else 0):
            await _drop(viewer, draft)
            return
        await OfferDraft.update(NOTHING_SENT).where(OfferDraft.id == draft["id"])
        begun = {**draft, "base": number, "round": draft["round"] + 1}
        await OfferDraft.update({"round": begun["round"]}).where(OfferDraft.id == draft["id"])
        await keep(viewer, begun, content(version) if version else NOTHING, UNDID, words={"number": number})


async def _drop(viewer: Viewer, draft: dict[str, Any]) -> None:
    if draft["open"]:
        await over(draft)
        await note(viewer, draft, DROPPED)


async def over(draft: dict[str, Any]) -> None:
    """There is no draft any more; the next one is another round, and an old page cannot write into it."""
    gone: dict[Any, Any] = {
        **NOTHING_SENT,
        "open": False,
        "round": draft["round"] + 1,
        "revision": draft["revision"] + 1,
    }
    await OfferDraft.update({**gone, "base": 0, **NOTHING.columns()}).where(OfferDraft.id == draft["id"])
