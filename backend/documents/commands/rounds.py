"""The clock's round: what stands today is given, what no longer stands is over. Twice is once, and so are two servers.

Everybody is looked at in pages, with the same few statements a page. What is open is read before the facts, so whatever
is seen open has its fact in sight.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any
from uuid import UUID

from backend.documents import reminding
from backend.documents.queries import standing
from backend.documents.queries.latest import latest
from backend.documents.queries.leaves import leaves
from backend.documents.reminding import Due, Leave
from backend.documents.rules import list_of
from backend.notifications.commands import Given, end_many, give_many
from backend.notifications.rules import CANCELLED, DONE
from backend.people.queries import who_manages, who_reads
from backend.shared.dates import birthday
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""Young people in one transaction, so that no lock and no other request waits long."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands for one young person, and whether any paper they need lacks."""

    dues: list[Due]
    lacks: bool


async def remind(viewer: Viewer) -> None:
    """Every young person's papers: each stage of today is given, and what is held, moved or past is taken back."""
    last: UUID | None = None
    while True:
        async with transaction():
            page = await standing.page_after(viewer, last, AT_ONCE)
            if page:
                await _page(viewer, page)
        if len(page) < AT_ONCE:
            return
        last = max(page)


async def _page(viewer: Viewer, page: dict[UUID, date | None]) -> None:
    open_now = await standing.open_notices(viewer, list(page))
    found = await _reckon(viewer, {who: day for who, day in page.items() if day is not None})
    notices = await _notices(viewer, found)
    over: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in open_now:
        if why := _over(row, found.get(row["who"]), notices):
            over[why].append(row["id"])
    for why, ids in over.items():
        await end_many(viewer, sorted(ids), DONE if why == "held" else CANCELLED, why)
    # One order for everyone: no two rounds wait for each other.
    await give_many(viewer, [one for _, (one, due) in sorted(notices.items(), key=itemgetter(0)) if due.give])


async def _reckon(viewer: Viewer, born: dict[UUID, date]) -> dict[UUID, Found]:
    """What stands today for each of these, and whether anything lacks. Two statements.

    Nobody is reminded of papers from 18 on: of the grown only their leave to stay is looked at.
    """
    grown = {who for who, born_on in born.items() if birthday(born_on, 18) <= viewer.today}
    said = await latest(viewer, dict.fromkeys(born, viewer.now), leave_alone=grown)
    ends, found = await leaves(viewer, said), {}
    for who, born_on in born.items():
        leave = ends.get(who, Leave())
        dues, lacks = reminding.of_leave(who, born_on, leave, viewer.today), True
        if who not in grown:
            papers = list_of(born_on, said[who], viewer.today, expires_on=leave.ends_on)
            dues += reminding.of_papers(who, born_on, papers, viewer.today)
            lacks = reminding.lacks_by_now(papers, viewer.today)
        found[who] = Found(dues, lacks)
    return found


async def _notices(viewer: Viewer, found: dict[UUID, Found]) -> dict[str, tuple[Given, Due]]:
    """Every notice that stands, by its key: to its owner, or to whoever reads for them now; to managers where nobody does."""
    told = [who for who, one in found.items() if any(not due.own for due in one.dues)]
    readers, managers = await who_reads(told, viewer.now), await who_manages(told, viewer.now)
    notices = {}
    for who, one in found.items():
        workers = [readers[who]] if who in readers else managers.get(who, [])
        for due in one.dues:
            for given in _given(due, who, workers):
                notices[given.key] = given, due
    return notices


def _given(due: Due, who: UUID, workers: list[UUID]) -> list[Given]:
    if due.own:
        return [Given(due.kind, due.key, young_person=who)]
    return [Given(due.kind, f"{due.key}:{worker}", worker=worker, about=who) for worker in workers]


def _over(row: dict[str, Any], found: Found | None, notices: dict[str, tuple[Given, Due]]) -> str | None:
    """Why this open notice no longer stands; None while it does."""
    if found is None:
        return "person_ended"
    if row["kind"] == reminding.PAPER_TURN or row["key"] in notices:
        return None
    key = row["key"].removesuffix(f":{row['worker']}")
    if any(due.key == key for due in found.dues):
        return "not_theirs"
    return reminding.why_over(row["kind"], key, found.dues, lacks=found.lacks)
