"""How every right stands for everybody is kept, for reminders: only what changed is reckoned again.

A person is looked at when what is known of them, or the pack, has another mark, or when a day has come; of their rights
only those are reckoned whose own mark is another, or whose own day has come. Twice is once, and so are two servers.
"""

import asyncio
from datetime import date
from uuid import UUID

from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.facts import Known, known
from backend.entitlements.queries.offered import offered
from backend.entitlements.queries.reckoned import Stale, before, kept_at, stale
from backend.entitlements.queries.showing import Person
from backend.entitlements.reckoning import NEVER, REACHES, Kept, Marks, next_day, pack_mark, packed
from backend.shared.crypt import keyed_hash, seal
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""People in one transaction."""
BREATH = 4
"""People after whom others get their turn: the worker may live in the same process as the API."""

_KEEP = """
    INSERT INTO rights_reckoned (id, young_person, facts, pack, next_on, kept)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::bytea[])
    ON CONFLICT (young_person) DO UPDATE SET facts = excluded.facts, pack = excluded.pack, next_on = excluded.next_on,
        kept = excluded.kept
"""


async def bring_up_to_date(viewer: Viewer) -> int:
    """How each right stands today is kept for everybody; the answer is how many had to be reckoned."""
    rights = (await offered(viewer)).rights
    mark, reckoned = pack_mark(rights), 0
    # The marks are read before the facts: what changes in between has another mark the next time.
    waiting = await stale(viewer, mark)
    for start in range(0, len(waiting), AT_ONCE):
        reckoned += await _some(viewer, waiting[start : start + AT_ONCE], rights, mark)
    return reckoned


async def _some(viewer: Viewer, waiting: list[Stale], rights: list[Right], mark: str) -> int:
    ids = [one.id for one in waiting]
    here, kept = await known(viewer, ids), await before(viewer, ids)
    standings: dict[UUID, list[Kept]] = {}
    reckoned = 0
    for place, (who, facts) in enumerate(here.items()):
        theirs = [] if facts.person["ended_at"] else rights
        standings[who], anew = _reckon(facts, theirs, kept.get(who, {}), viewer.today)
        reckoned += anew
        if place % BREATH == 0:
            await asyncio.sleep(0)
    # In the order of their ids, which is the same for everyone: no two rounds wait for each other.
    rows = [
        (new_id(), one.id, one.facts, mark, min((each.next_on for each in standings[one.id]), default=NEVER),
         seal(packed(standings[one.id]), kept_at(one.id)))
        for one in waiting if one.id in standings
    ]  # fmt: skip
    async with transaction():
        if rows:
            await fetch(_KEEP, *map(list, zip(*rows, strict=True)))
    return reckoned


def _reckon(facts: Known, rights: list[Right], kept: dict[str, Kept], today: date) -> tuple[list[Kept], int]:
    """What is to be kept of one person, and how much of it was reckoned anew."""
    key = keyed_hash("rights-mark", b"")
    marks = Marks((facts.person["born_on"], facts.categories), facts.own, facts.council, facts.hidden, key)
    person, others = Person(facts, today), Person(facts.shown(), today) if facts.hidden else None
    found, anew = [], 0
    for right in rights:
        mark, was = marks.of(right), kept.get(right.id)
        if was is None or was.mark != mark or was.next_on <= today:
            was, anew = (
                kept_of(right, person, others if others and facts.hidden & right.facts else None, mark),
                anew + 1,
            )
        found.append(was)
    return found, anew


def kept_of(right: Right, person: Person, others: Person | None, mark: bytes) -> Kept:
    """One right reckoned. `others`: the person as their adviser knows them, where that is less and matters here."""
    both, shown = person.both(right), True
    sides = [person.mine, person.theirs]
    if others:
        seen = others.both(right)
        shown = seen.standing in REACHES and (seen.standing, seen.until_on) == (both.standing, both.until_on)
        sides += [others.mine, others.theirs]
    next_on = next_day(right, sides, person.on)
    return Kept(right.id, both.standing, both.from_on, both.until_on, shown, next_on, mark)
