"""What a draft would change: made-up people by the draft, and how many real ones would gain or lose."""

import asyncio
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from backend.audit.commands import did
from backend.entitlements.disclosing import counting_day, told, too_fine
from backend.entitlements.effects import Looks, Tally, counts, tallies
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.examples import examples
from backend.entitlements.queries.facts import known
from backend.entitlements.queries.offer_rows import content, draft_row, latest_row
from backend.entitlements.queries.offered import by_the
from backend.entitlements.schemas import Effect, OfferPreview
from backend.identity.commands import limits
from backend.people.queries import visible_to
from backend.people.tables import YoungPerson
from backend.shared.crypt import keyed_hash
from backend.shared.db import transaction
from backend.shared.problems import Busy
from backend.shared.viewer import Viewer

AT_ONCE = 100
SECONDS = 10
"""How long is counted. Where that is not enough, `people` says how many were looked at: a fair share of all."""
IN_A_DAY, DAY, MOST_LINES = 40, timedelta(days=1), 40
"""Looks of one editor in a day, and changed lines that are counted in one look (entitlements.disclosing says why)."""
ENOUGH = "You looked at what the draft does 40 times today. Look again tomorrow, or ask a second person to look."

_one_at_a_time = asyncio.Lock()


async def preview(viewer: Viewer) -> OfferPreview:
    """The draft beside what is published, on the day it begins to count; the look is in the ledger.

    Raises TooMany above 40 looks a day, Busy while another one is being made.
    """
    draft, published = await draft_row(), content(await latest_row())
    said, from_on = (content(draft), draft["from_on"]) if draft and draft["open"] else (published, None)
    on, counted = max(viewer.today, from_on or viewer.today), counting_day(viewer.today, from_on)
    found = tallies(by_the(published, counted), by_the(said, counted))
    if _one_at_a_time.locked():
        raise Busy("Somebody else looks at the draft right now. Try again in a few seconds.", wait_seconds=5)
    async with _one_at_a_time:
        await limits.count("offer_preview", str(viewer.id), IN_A_DAY, DAY, viewer.now, say=ENOUGH)
        async with transaction():
            await did(viewer, "previewed_offer")
        looked = [one for one in found if counts(one) and not _too_fine(one)][:MOST_LINES]
        people = await count(viewer, looked, counted)
    return OfferPreview(
        people=people,
        effects=[_effect(one, one in looked, counted) for one in found],
        examples=await examples(by_the(published, on), by_the(said, on), on),
    )


def _too_fine(tally: Tally) -> bool:
    return too_fine((tally.before, tally.after), national().by_id.get(_of(tally).id))


async def count(viewer: Viewer, changed: list[Tally], on: date) -> int:
    """Everybody's standing before and after is in the tallies; the answer is how many were looked at.

    An editor sees no young person and has no right to. So the clock looks, as it does when it reckons rights each night
    ("rights.reckon"), and nothing comes back but sums. Everything private is left out of them, also what an adviser may
    see: from two drafts that differ in one word, the difference of two sums could tell about one person.
    """
    clock, looks, seen = Viewer.clock("rights.reckon", viewer.now), Looks(changed), 0
    ids, until = await _everybody(clock), asyncio.get_running_loop().time() + SECONDS
    for first in range(0, len(ids) if changed else 0, AT_ONCE):
        if asyncio.get_running_loop().time() > until:
            return seen
        for one in (await known(clock, ids[first : first + AT_ONCE])).values():
            facts, _, _ = one.countable().sides(on)
            looks.look(facts, on)
            seen += 1
        await asyncio.sleep(0)  # others get their turn
    return seen if changed else len(ids)


async def _everybody(clock: Viewer) -> list[UUID]:
    """All whose life here goes on, in an order that has nothing to do with them."""
    rows = await YoungPerson.select(YoungPerson.id).where(
        YoungPerson.id.is_in(visible_to(clock)), YoungPerson.ended_at.is_null()
    )
    return sorted((row["id"] for row in rows), key=lambda id: sha256(id.bytes).digest())


def _effect(tally: Tally, looked: bool, on: date) -> Effect:
    """Its counts as they may be told; "words" moves nobody, and what was not looked at has none."""
    right = _of(tally)
    found = {name: getattr(tally, name) for name in ("gain", "lose", "more", "less")}
    if not counts(tally):
        return Effect(right=right.id, title=right.title, counted="words", **found)
    said = {name: told(count, _coin(tally, name, count, on)) if looked else None for name, count in found.items()}
    return Effect(right=right.id, title=right.title, counted="yes" if looked else "no", **said)


def _coin(tally: Tally, name: str, number: int, on: date) -> bytes:
    """The same for the same question and count, so that asking again tells nothing more; another for any other."""
    marks = [one.mark if one else "" for one in (tally.before, tally.after)]
    return keyed_hash("offer preview", f"{marks} {name} {number} {on}".encode())


def _of(tally: Tally) -> Right:
    right = tally.after or tally.before
    if right is None:
        raise ValueError("a tally is of some right")
    return right
