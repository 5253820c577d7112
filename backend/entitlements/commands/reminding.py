"""Money and help that end: each stage of today is given once, and what no longer stands is taken back."""

from collections import defaultdict
from uuid import UUID

from backend.entitlements.ending import STAGES, Due, dues, why_over
from backend.entitlements.queries.reckoned import ending, open_notices
from backend.notifications.commands import Given, end_many, give_many, seen
from backend.notifications.rules import CANCELLED
from backend.people.queries import who_reads
from backend.shared.db import transaction
from backend.shared.viewer import YOUNG_PERSON, Viewer

AT_ONCE = 1000
"""Notices in one statement."""


async def remind(viewer: Viewer) -> None:
    """Eight and two weeks before the last day the young person, and whoever reads for them, is told. Twice is once."""
    async with transaction():
        # What is open is read before what ends: a notice never stands alone that was given meanwhile.
        told = await open_notices(viewer)
        due = [one for each in await ending(viewer) for one in dues(each, viewer.today)]
        readers = await who_reads({one.who for one in due}, viewer.now)
        given = sorted(_given(due, readers), key=lambda one: one.key)  # one order: no two rounds wait for each other
        for start in range(0, len(given), AT_ONCE):
            await give_many(viewer, given[start : start + AT_ONCE])
        stands, standing = {one.key for one in given}, {one.key for one in due}
        gone: defaultdict[str, list[UUID]] = defaultdict(list)
        for one in told:
            if one["key"] not in stands:
                gone[why_over(one["key"], standing, viewer.today)].append(one["id"])
        for why, ids in gone.items():
            await end_many(viewer, ids, CANCELLED, why)


async def seen_list(viewer: Viewer) -> None:
    """Their owner has the list before them, with what ends first: nobody has to tell them of it another way."""
    if viewer.kind == YOUNG_PERSON and viewer.id is not None:
        async with transaction():
            await seen(viewer, kinds=tuple(STAGES.values()), young_person=viewer.id)


def _given(due: list[Due], readers: dict[UUID, UUID]) -> list[Given]:
    """Nobody reads for them: their own notice stands alone."""
    found = []
    for one in due:
        if one.own:
            found.append(Given(one.kind, one.key, young_person=one.who, useful_until=one.useful_until))
        elif reader := readers.get(one.who):
            found.append(Given(one.kind, f"{one.key}:{reader}", worker=reader, about=one.who))
    return found
