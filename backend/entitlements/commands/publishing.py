"""The draft becomes the offer: two people, nothing faulty, one transaction."""

from typing import Any

from backend.entitlements.commands.drafting import locked, note
from backend.entitlements.commands.offer_reviews import settle
from backend.entitlements.commands.sending import must_be_right, over
from backend.entitlements.queries.offer_rows import PUBLISHED, first_people, latest_row
from backend.entitlements.tables import OfferVersion
from backend.shared.bell import ring
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, SecondPerson
from backend.shared.viewer import Viewer

RINGS = "offer"
"""The name under which the bell says that there is a new version: rights must be reckoned again."""


async def publish(viewer: Viewer, revision: int) -> None:
    """What was sent is the offer from its day on, and everybody is reckoned anew.

    Whoever wrote any of it, or sent it, is refused: public words need four eyes. Raises DraftChanged, Conflict when it
    was not sent, SecondPerson, FaultyLines.
    """
    async with transaction():
        draft = await locked(viewer, revision)
        if not draft["sent_at"]:
            raise Conflict("Nobody has sent this yet.")
        if viewer.id in await first_people(draft["round"]):
            raise SecondPerson("You wrote in this draft or sent it. Somebody else looks through it and publishes it.")
        await must_be_right(viewer, draft, draft["from_on"])
        version = await _insert(viewer, draft)
        await over(draft)
        await note(viewer, draft, PUBLISHED, words={"number": version.number}, why=draft["why"])
        await settle(viewer)
        await ring(RINGS)


async def _insert(viewer: Viewer, draft: dict[str, Any]) -> OfferVersion:
    latest = await latest_row()
    version = OfferVersion(
        id=new_id(),
        number=latest["number"] + 1 if latest else 1,
        **{name: draft[name] for name in ("lines", "pots", "laws", "why", "base", "round", "sent_by")},
        from_on=draft["from_on"] or viewer.today,
        asked_from=draft["from_on"] is not None,
        published_at=viewer.now,
        published_by=viewer.id,
    )
    await OfferVersion.insert(version)
    return version
