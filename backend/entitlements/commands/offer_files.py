"""A council brings its offer as a file: it becomes the draft, or a version at once when two people stand behind it."""

from datetime import date

from backend.entitlements.commands.drafting import keep, locked
from backend.entitlements.commands.publishing import publish
from backend.entitlements.commands.sending import send
from backend.entitlements.offer_file import read
from backend.entitlements.queries.offer_checks import wrong_with
from backend.entitlements.queries.offer_rows import LOADED, Content, draft_row, latest_row
from backend.entitlements.schemas import Wrong
from backend.shared.db import transaction
from backend.shared.problems import Conflict, FaultyLines, SecondPerson
from backend.shared.viewer import Viewer


def checked(raw: bytes, today: date, name: str = "offer.toml") -> tuple[Content, list[Wrong]]:
    """What this file offers, and everything that is wrong with it."""
    found = read(raw, name)
    said = Content(lines=found.lines, pots=found.pots, laws=found.laws)
    wrong = [Wrong(one.where, one.line, one.column, one.what, one.cure) for one in found.wrong]
    return said, wrong or wrong_with(said, today)


async def load_file(viewer: Viewer, raw: bytes) -> int:
    """This file is the draft; the answer is its revision. Raises FaultyLines, and Conflict while there is a draft."""
    said, wrong = checked(raw, viewer.today)
    if wrong:
        raise FaultyLines("This file has faults. Nothing of it was kept.", wrong=wrong)
    async with transaction():
        before = await draft_row()
        if before and before["open"]:
            raise Conflict("There is a draft already. Publish it or throw it away first.")
        draft, latest = await locked(viewer, None), await latest_row()
        begun = {**draft, "base": latest["number"] if latest else 0}
        await keep(viewer, begun, said, LOADED, words={"lines": len(said.lines), "pots": len(said.pots)})
        return int(draft["revision"]) + 1


async def publish_file(raw: bytes, *, by: Viewer, second: Viewer, why: str, from_on: date | None = None) -> int:
    """This file is the offer from that day on, today where none is said; the answer is its number.

    `by` brings it and `second`, somebody else, publishes it: all in one transaction. Raises what load, send and publish raise.
    """
    if by.id == second.id:
        raise SecondPerson("Two people are needed, and these are one.")
    async with transaction():
        revision = await load_file(by, raw)
        await send(by, revision, why, from_on)
        await publish(second, revision + 1)
        latest = await latest_row()
        return int(latest["number"]) if latest else 0
