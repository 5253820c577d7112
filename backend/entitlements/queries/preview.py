"""What a draft would change: made-up people by the draft, and how many real ones would gain or lose."""

import asyncio
from datetime import date
from hashlib import sha256
from uuid import UUID

from backend.entitlements.effects import Tally, counts, tallies, told
from backend.entitlements.queries.examples import examples
from backend.entitlements.queries.facts import known
from backend.entitlements.queries.offer_rows import content, draft_row, latest_row
from backend.entitlements.queries.offered import by_the
from backend.entitlements.schemas import Effect, OfferPreview
from backend.people.queries import visible_to
from backend.people.tables import YoungPerson
from backend.shared.problems import Busy
from backend.shared.viewer import Viewer

AT_ONCE = 100
SECONDS = 10
"""How long is counted. Where that is not enough, `people` says how many were looked at: a fair share of all."""

_one_at_a_time = asyncio.Lock()


async def preview(viewer: Viewer) -> OfferPreview:
    """The draft beside what is published, on the day it begins to count. Raises Busy while another one is being made."""
    draft, published = await draft_row(), content(await latest_row())
    said, on = published, viewer.today
    if draft and draft["open"]:
        said, on = content(draft), max(viewer.today, draft["from_on"] or viewer.today)
    before, after = by_the(published, on), by_the(said, on)
    found = tallies(before, after)
    if _one_at_a_time.locked():
        raise Busy("Somebody else looks at the draft right now. Try again in a few seconds.", wait_seconds=5)
    async with _one_at_a_time:
        people = await count(viewer, [one for one in found if counts(one)], on)
    return OfferPreview(
        people=people, effects=[_effect(one) for one in found], examples=await examples(before, after, on)
    )


async def count(viewer: Viewer, changed: list[Tally], on: date) -> int:
    """Everybody's standing before and after is in the tallies; the answer is how many were looked at.

    An editor sees no young person and has no right to. So the clock looks, as it does when it reckons rights each night
    ("rights.reckon"), and nothing comes back but sums. Everything private is left out of them, also what an adviser may
    see: from two drafts that differ in one word, the difference of two sums could tell about one person.
    """
    clock, seen = Viewer.clock("rights.reckon", viewer.now), 0
    ids, until = await _everybody(clock), asyncio.get_running_loop().time() + SECONDS
    for first in range(0, len(ids) if changed else 0, AT_ONCE):
        if asyncio.get_running_loop().time() > until:
            return seen
        for one in (await known(clock, ids[first : first + AT_ONCE])).values():
            facts, _, _ = one.countable().sides(on)
            for tally in changed:
                tally.look(facts, on)
            seen += 1
        await asyncio.sleep(0)  # others get their turn
    return seen if changed else len(ids)


async def _everybody(clock: Viewer) -> list[UUID]:
    """All whose life here goes on, in an order that has nothing to do with them."""
    rows = await YoungPerson.select(YoungPerson.id).where(
        YoungPerson.id.is_in(visible_to(clock)), YoungPerson.ended_at.is_null()
    )
    return sorted((row["id"] for row in rows), key=lambda id: sha256(id.bytes).digest())


def _effect(tally: Tally) -> Effect:
    right = tally.after or tally.before
    if right is None:
        raise ValueError("a tally is of some right")
    return Effect(
        right=right.id,
        title=right.title,
        gain=told(tally.gain),
        lose=told(tally.lose),
        more=told(tally.more),
        less=told(tally.less),
    )
