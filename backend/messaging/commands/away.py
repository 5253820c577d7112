"""Away is said once: the cover can read, every young person is told, and it is over when it is over."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.messaging.schemas import AwayIn
from backend.notifications.commands import Given, cancel, give_many
from backend.people import commands as people
from backend.people.tables import Away
from backend.shared.dates import end_of, start_of
from backend.shared.db import transaction
from backend.shared.problems import NotValid
from backend.shared.viewer import Viewer

LONGEST = timedelta(days=366)


async def go(viewer: Viewer, said: AwayIn) -> None:
    """The adviser is away on these London days, both whole; the cover is told at once, each young person on the first day.

    NotValid for days gone by, the wrong way round or more than a year apart; else as people.commands.go_away.
    """
    if not viewer.today <= said.from_on <= said.until_on <= said.from_on + LONGEST:
        field = "from_on" if said.from_on < viewer.today else "until_on"
        words = "Choose days to come, the first one first."
        raise NotValid(words, faults=[{"field": field, "problem": words}])
    from_at, until_at = start_of(said.from_on), end_of(said.until_on)
    async with transaction():
        away, whom = await people.go_away(viewer, from_at, until_at, said.cover)
        starts = Given("cover_starts", f"cover:{away}", worker=said.cover, thing=away, useful_until=until_at)
        told = [_told(one, away, viewer.id, max(from_at, viewer.now), until_at) for one in whom]
        await give_many(viewer, [starts, *told])


def _told(young_person: UUID, away: UUID, worker: UUID | None, at: datetime, until: datetime) -> Given:
    return Given(
        "adviser_away",
        f"away:{away}:{young_person}",
        young_person=young_person,
        thing=away,
        named=worker,
        at=at,
        useful_until=until,
    )


async def end(viewer: Viewer, away: UUID) -> None:
    """The adviser is back: the cover reads no more from now, and nobody is told any longer. Ended twice is ended once."""
    async with transaction():
        await people.come_back(viewer, away)
        await cancel(viewer, why="came_back", kinds=("adviser_away", "cover_starts"), thing=away)


async def cover_new(viewer: Viewer) -> None:
    """Whoever came to an adviser who is away has the cover, and is told. The clock's alone; twice is once."""
    async with transaction():
        made = await people.cover_for_away(viewer)
        aways = await _aways({row["away"] for row in made})
        await give_many(
            viewer,
            [
                _told(row["young_person"], one["id"], one["worker"], max(one["from_at"], viewer.now), one["until_at"])
                for row in made
                if (one := aways.get(row["away"]))
            ],
        )


async def _aways(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    wanted = list(ids)
    return {row["id"]: row for row in await Away.select().where(Away.id.is_in(wanted))} if wanted else {}
