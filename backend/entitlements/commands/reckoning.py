"""How every right stands for everybody is kept, for reminders and figures: only what changed is reckoned again.

A person is looked at when what is known of them, or the pack, has another mark, or when a day has come; of their rights
only those are reckoned whose own mark is another, or whose own day has come. Twice is once, and so are two servers.
"""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.facts import Known, known
from backend.entitlements.queries.offered import offered
from backend.entitlements.queries.reckoned import Stale, before, stale
from backend.entitlements.queries.showing import Person
from backend.entitlements.reckoning import NEVER, SURE, Kept, Marks, next_day, pack_mark
from backend.shared.crypt import keyed_hash
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""People in one transaction: some 30,000 rows at first, a few later."""
BREATH = 4
"""People after whom others get their turn: the worker may live in the same process as the API."""

_KEEP = """
    INSERT INTO right_standing (id, young_person, right_id, standing, from_on, until_on, shown, next_on, mark)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::date[], $7::bool[], $8::date[],
        $9::bytea[])
    ON CONFLICT (young_person, right_id) DO UPDATE SET standing = excluded.standing, from_on = excluded.from_on,
        until_on = excluded.until_on, shown = excluded.shown, next_on = excluded.next_on, mark = excluded.mark
"""
_GONE = "DELETE FROM right_standing WHERE young_person = ANY($1) AND right_id <> ALL($2)"
_DONE = """
    INSERT INTO rights_reckoned (id, young_person, facts, pack, next_on)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[])
    ON CONFLICT (young_person) DO UPDATE SET facts = excluded.facts, pack = excluded.pack, next_on = excluded.next_on
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
    fresh: list[tuple[UUID, Kept]] = []
    days: dict[UUID, date] = {}
    for place, (who, facts) in enumerate(here.items()):
        theirs = [] if facts.person["ended_at"] else rights
        found, days[who] = _reckon(facts, theirs, kept.get(who, {}), viewer.today)
        fresh += [(who, one) for one in found]
        if place % BREATH == 0:
            await asyncio.sleep(0)
    ended = [who for who, facts in here.items() if facts.person["ended_at"]]
    async with transaction():
        await _keep(fresh)
        await fetch(_GONE, [who for who in here if who not in ended], [right.id for right in rights])
        await fetch(_GONE, ended, [])
        await _done([one for one in waiting if one.id in here], mark, days)
    return len(fresh)


def _reckon(
    facts: Known, rights: list[Right], kept: dict[str, tuple[bytes, date]], today: date
) -> tuple[list[Kept], date]:
    """What is to be kept anew of one person, and the first day on which any of it must be looked at again."""
    key = keyed_hash("rights-mark", b"")
    marks = Marks((facts.person["born_on"], facts.categories), facts.own, facts.council, facts.hidden, key)
    person, others = Person(facts, today), Person(facts.shown(), today) if facts.hidden else None
    found, day = [], NEVER
    for right in rights:
        mark, (was, next_on) = marks.of(right), kept.get(right.id, (b"", NEVER))
        if was == mark and next_on > today:
            day = min(day, next_on)
            continue
        one = kept_of(right, person, others if others and facts.hidden & right.facts else None, mark)
        found.append(one)
        day = min(day, one.next_on)
    return found, day


def kept_of(right: Right, person: Person, others: Person | None, mark: bytes) -> Kept:
    """One right reckoned. `others`: the person as their adviser knows them, where that is less and matters here."""
    both, shown = person.both(right), True
    sides = [person.mine, person.theirs]
    if others:
        seen = others.both(right)
        shown = seen.standing in SURE and (seen.standing, seen.until_on) == (both.standing, both.until_on)
        sides += [others.mine, others.theirs]
    next_on = next_day(right, sides, person.on)
    return Kept(right.id, both.standing, both.from_on, both.until_on, shown, next_on, mark)


async def _keep(fresh: list[tuple[UUID, Kept]]) -> None:
    fresh.sort(key=lambda one: (one[0], one[1].right_id))  # the same order for everyone: no two wait for each other
    columns: list[list[Any]] = [[new_id() for _ in fresh], [who for who, _ in fresh]]
    columns += [[getattr(one, name) for _, one in fresh] for name in Kept.__slots__]
    if fresh:
        await fetch(_KEEP, *columns)


async def _done(waiting: list[Stale], mark: str, days: dict[UUID, date]) -> None:
    ids = [one.id for one in waiting]
    await fetch(_DONE, [new_id() for _ in ids], ids, [one.facts for one in waiting], [mark] * len(ids),
                [days[one] for one in ids])  # fmt: skip
