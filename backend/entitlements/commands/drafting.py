"""The one draft of the local offer is written. Each change names the revision it was made on: nobody writes over
what they have not seen, and every word that was typed stays in OfferWrite."""

from collections.abc import Iterable
from typing import Any

import msgspec

from backend.audit.commands import did
from backend.entitlements.offering import odd_letters
from backend.entitlements.queries.offer_rows import (
    LAWS,
    POTS,
    TOOK_OUT,
    WROTE,
    Content,
    content,
    latest_row,
)
from backend.entitlements.schemas import LawIn, LineIn, PotIn
from backend.entitlements.tables import OfferDraft, OfferWrite
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, DraftChanged, NotAllowed, NotFound, NotValid
from backend.shared.viewer import Viewer

MOST_LINES, MOST_BYTES = 200, 512 * 1024
"""Of one offer. Four times what the longest real one says."""


async def write(viewer: Viewer, revision: int, line: LineIn) -> None:
    """The draft holds this line for its right, whatever is still wrong with it. Raises DraftChanged."""
    async with transaction():
        draft, said = await begun(viewer, revision)
        lines = {one.right: one for one in said.lines} | {line.right: line}  # each in its place, a new one last
        await keep(viewer, draft, msgspec.structs.replace(said, lines=list(lines.values())), WROTE, line.right, line)


async def take_out(viewer: Viewer, revision: int, right: str) -> None:
    """The draft says nothing of this right; the country's words stand alone. NotFound when it said nothing before."""
    async with transaction():
        draft, said = await begun(viewer, revision)
        others = [one for one in said.lines if one.right != right]
        if len(others) == len(said.lines):
            raise NotFound()
        await keep(viewer, draft, msgspec.structs.replace(said, lines=others), TOOK_OUT, right)


async def set_pots(viewer: Viewer, revision: int, pots: list[PotIn]) -> None:
    """These are the draft's pots. Raises DraftChanged."""
    async with transaction():
        draft, said = await begun(viewer, revision)
        await keep(viewer, draft, msgspec.structs.replace(said, pots=pots), POTS, "", pots)


async def set_laws(viewer: Viewer, revision: int, laws: list[LawIn]) -> None:
    """These laws start in the draft on the council's own days. Raises DraftChanged."""
    async with transaction():
        draft, said = await begun(viewer, revision)
        await keep(viewer, draft, msgspec.structs.replace(said, laws=laws), LAWS, "", laws)


async def locked(viewer: Viewer, revision: int | None) -> dict[str, Any]:
    """The draft's row, held until the transaction ends; two editors come one after the other.

    `revision` None: whoever asks has seen no draft, so there must be none. Raises DraftChanged, and NotAllowed for whoever is no editor.
    """
    if viewer.id is None or viewer.action != "offer.edit":
        raise NotAllowed()
    await OfferDraft.insert(OfferDraft(id=new_id())).on_conflict(target=OfferDraft.slot, action="DO NOTHING")
    draft = await OfferDraft.select().where(OfferDraft.slot == 1).lock_rows("UPDATE").first()
    if draft is None:
        raise RuntimeError("the draft has a row")
    if draft["open"] if revision is None else draft["revision"] != revision:
        raise DraftChanged("Your words are still here. Open it again, and put them in.", revision=draft["revision"])
    return draft


async def begun(viewer: Viewer, revision: int) -> tuple[dict[str, Any], Content]:
    """The draft to write in and what it says: begun from the latest version where there was none. Held, as `locked`."""
    draft = await locked(viewer, revision)
    if draft["sent_at"]:
        raise Conflict("It waits for a second person. Take it back to draft first.")
    if draft["open"]:
        return draft, content(draft)
    latest = await latest_row()
    return {**draft, "base": latest["number"] if latest else 0}, content(latest)


async def keep(
    viewer: Viewer, draft: dict[str, Any], said: Content, what: str, right: str = "", words: Any = ""
) -> None:
    """The draft says this, one revision on; who wrote what is kept beside it, and the act in the ledger."""
    columns = _fitting(said)
    await OfferDraft.update({"open": True, "base": draft["base"], "revision": draft["revision"] + 1, **columns}).where(
        OfferDraft.id == draft["id"]
    )
    await note(viewer, draft, what, right, words)


async def note(
    viewer: Viewer, draft: dict[str, Any], what: str, right: str = "", words: Any = "", why: str | None = None
) -> None:
    """Who did what to this draft, with the words, is kept one more than its revision, and as a line in the ledger."""
    row = OfferWrite(
        id=new_id(),
        round=draft["round"],
        revision=draft["revision"] + 1,
        what=what,
        right_id=right,
        words=msgspec.json.encode(words).decode() if words else "",
        at=viewer.now,
        by=viewer.id,
    )
    await OfferWrite.insert(row)
    await did(viewer, f"offer_{what}", thing=row.id, why=why)


def _fitting(said: Content) -> dict[Any, str]:
    if len(said.lines) > MOST_LINES:
        raise Conflict(f"An offer has at most {MOST_LINES} lines.")
    columns = said.columns()
    if sum(map(len, columns.values())) > MOST_BYTES:
        raise Conflict("This offer is too long. Say some of it in fewer words.")
    must_be_seen((name, msgspec.json.decode(text)) for name, text in columns.items())
    return columns


def must_be_seen(said: Iterable[tuple[str, Any]]) -> None:
    """Every letter of these words can be seen, and stands where it seems to; else NotValid."""
    if odd := odd_letters(said):
        raise NotValid("There is a letter in it that nobody can see. Type it again.", faults=odd)
