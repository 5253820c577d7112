"""Who lacks papers by 17 and a half, and of those who turned 18 in the last twelve months who held what by then.

It stays inside the manager's own teams, so no count is hidden (decisions 29). Staff's word alone makes nothing held.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.commands import looked_at_many
from backend.documents.checklist import days_of, papers
from backend.documents.queries.latest import latest
from backend.documents.queries.leaves import leaves
from backend.documents.reminding import Leave
from backend.documents.rules import IMMIGRATION, Kept, gaps_of, kept_of
from backend.documents.schemas import Gap, GapCount, Gaps
from backend.documents.voices import NOBODY_SAID, Voices
from backend.people.queries import visible_to_sql
from backend.people.tables import YoungPerson
from backend.shared.dates import add_months, age_on, birthday, end_of
from backend.shared.db import transaction
from backend.shared.spreadsheet import csv
from backend.shared.viewer import Viewer

BREATH = 100
"""People after whom others get their turn."""
JUST_TURNED = 3
"""Months after 18 in which somebody who lacks papers still stands on the list."""

# Whoever turns or turned 18 between 24 months from now and 12 months ago; one row each, with who advises them.
_PEOPLE = """
    SELECT y.id, y.child, y.given_name || ' ' || y.family_name AS name, y.born_on, coalesce(i.shown, false) AS shown,
        coalesce(w.given_name || ' ' || w.family_name, '') AS adviser,
        (SELECT max(e.at) FROM paper_entry e WHERE e.young_person = y.id
            AND (e.kind <> 'immigration' OR e.by_worker IS NOT NULL OR i.shown)) AS last_said_at
    FROM young_person y LEFT JOIN immigration_kept i ON i.young_person = y.id
    LEFT JOIN LATERAL (SELECT a.given_name, a.family_name FROM link l JOIN worker a ON a.id = l.worker
        WHERE l.young_person = y.id AND l.relation = 'allocated' AND l.starts_at <= {}
            AND (l.ends_at IS NULL OR l.ends_at > {}) ORDER BY l.starts_at DESC LIMIT 1) w ON true
    WHERE y.id IN ({}) AND (y.ended_at IS NULL OR y.ended_at > {}) AND y.born_on > {} AND y.born_on <= {}
    ORDER BY y.born_on, y.id
"""


@dataclass(frozen=True, slots=True)
class Person:
    """One of them, with the list as it stands now, and as it stood on their 18th birthday where that has come."""

    row: dict[str, Any]
    now: list[Kept]
    at_18: list[Kept] | None

    @property
    def turns_18_on(self) -> date:
        """Their 18th birthday."""
        return birthday(self.row["born_on"], 18)


async def gaps(viewer: Viewer) -> Gaps:
    """The list and the figures. Each name on the list is kept as a look. The same few statements for ten and for 10,000."""
    async with transaction():
        found, turned_18, need, held = [], 0, Counter[str](), Counter[str]()
        async for person in _everybody(viewer):
            found.append(_gap(person, viewer))
            turned_18 += person.at_18 is not None
            needed = [one for one in person.at_18 or () if one.needed]
            need.update(one.item.kind for one in needed)
            held.update(one.item.kind for one in needed if one.held)
        rows = sorted((one for one in found if one), key=_worst_first)
        await looked_at_many(viewer, [one.young_person for one in rows])
    return Gaps(on=viewer.today, rows=rows, turned_18=turned_18, by_18=_by_18(need, held))


async def _everybody(viewer: Viewer) -> AsyncIterator[Person]:
    """One after the other, and none is kept here: 10,000 lists at once are work for the collector, not for anybody.

    Others get their turn in between.
    """
    today, now = viewer.today, viewer.now
    oldest, youngest = add_months(today, -19 * 12), add_months(today, -16 * 12)
    margin = timedelta(days=2)  # 29 February: who counts is decided by the birthday below
    people = await YoungPerson.raw(_PEOPLE, now, now, visible_to_sql(viewer), now, oldest - margin, youngest + margin)
    people = [one for one in people if _counts(one["born_on"], today)]
    grown = {one["id"]: _their_18th(one["born_on"]) for one in people if birthday(one["born_on"], 18) <= today}
    said = await latest(viewer, {one["id"]: now for one in people})
    then = await latest(viewer, {who: min(now, at) for who, at in grown.items()})
    ends = await leaves(viewer, said)
    for place, one in enumerate(people, 1):
        yield _person(one, said[one["id"]], then.get(one["id"]), ends.get(one["id"], Leave()), today)
        if place % BREATH == 0:
            await asyncio.sleep(0)


def _counts(born_on: date, today: date) -> bool:
    """16 or 17, or 18 within the last twelve months."""
    return birthday(born_on, 16) <= today and birthday(born_on, 18) > add_months(today, -12)


def _their_18th(born_on: date) -> datetime:
    """The last instant of their 18th birthday."""
    return end_of(birthday(born_on, 18)) - timedelta(microseconds=1)


def _person(
    row: dict[str, Any], said: dict[str, Voices], then: dict[str, Voices] | None, leave: Leave, today: date
) -> Person:
    born_on, shown, grown = row["born_on"], row["shown"], birthday(row["born_on"], 18)
    return Person(
        row,
        kept_of(born_on, _known(said, shown=shown), today, expires_on=leave.staff_ends_on, stated=shown),
        None
        if then is None
        else kept_of(born_on, _known(then, shown=shown), grown, expires_on=leave.staff_ends_on, stated=shown),
    )


def _known(said: dict[str, Voices], *, shown: bool) -> dict[str, Voices]:
    """Without an owner's own word on immigration papers, unless they showed it."""
    voices = said.get(IMMIGRATION, NOBODY_SAID)
    return said if shown else {**said, IMMIGRATION: Voices(None, voices.council)}


def _gap(person: Person, viewer: Viewer) -> Gap | None:
    """Their row; None when nothing lacks, or they turned 18 too long ago."""
    row, today = person.row, viewer.today
    missing, late = gaps_of(person.now, row["born_on"], today)
    if not missing or add_months(person.turns_18_on, JUST_TURNED) <= today:
        return None
    need = [one for one in person.now if one.needed]
    return Gap(
        young_person=row["id"],
        name=row["name"],
        age_years=age_on(row["born_on"], today),
        turns_18_on=person.turns_18_on,
        days_to_18=(person.turns_18_on - today).days,
        adviser=row["adviser"],
        held=sum(one.held for one in need),
        of=len(need),
        missing=[one.item.title for one in missing],
        late=[one.item.title for one in late],
        last_said_at=row["last_said_at"],
    )


def _worst_first(gap: Gap) -> tuple[int, int, date, UUID]:
    return -len(gap.late), -len(gap.missing), gap.turns_18_on, gap.young_person


def _by_18(need: Counter[str], held: Counter[str]) -> list[GapCount]:
    """For each paper that is due by 18: of those who needed it, how many had said that they held it."""
    return [
        msgspec.convert({"kind": kind, "title": item.title, "held": held[kind], "of": need[kind]}, GapCount)
        for kind, item in papers().items()
        if item.have_by is None or (item.have_by.years, item.have_by.days) <= (18, 0)
    ]


async def gaps_csv(viewer: Viewer) -> str:
    """One row for each young person and paper, on the list or not: every figure of `gaps` can be redrawn from it.

    The council's own number stands for the person, no name. A look at each is kept.
    """
    async with transaction():
        looked: list[UUID] = []
        lines: list[list[object]] = []
        async for person in _everybody(viewer):
            looked.append(person.row["id"])
            lines += _lines(person, viewer.today)
        await looked_at_many(viewer, looked)
    head = ["on", "child", "turns_18_on", "paper", "title", "needed", "status", "held", "start_on", "have_by", "late",
            "needed_at_18", "held_at_18"]  # fmt: skip
    return csv([head, *lines])


def _lines(person: Person, today: date) -> Iterable[list[object]]:
    born_on = person.row["born_on"]
    _, late = gaps_of(person.now, born_on, today)
    past = {one.item.kind for one in late}
    then = {one.item.kind: one for one in person.at_18 or []}
    for one in person.now:
        kind, at_18 = one.item.kind, then.get(one.item.kind)
        yield [
            today, person.row["child"], person.turns_18_on, kind, one.item.title, _yes(one.needed),
            one.status, _yes(one.held), days_of(born_on)[kind][0], one.have_by, _yes(kind in past),
            _yes(at_18.needed) if at_18 else "", _yes(at_18.held) if at_18 else "",
        ]  # fmt: skip


def _yes(it: bool) -> str:
    return "yes" if it else "no"
