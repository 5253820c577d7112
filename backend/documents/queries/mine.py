"""The list as its owner sees it."""

from datetime import date

from backend.documents.queries.story import ASK, council_expiry, counts, entries, kept, list_from
from backend.documents.rules import IMMIGRATION
from backend.documents.schemas import NearPaper, Paper, Papers, PapersNear
from backend.people.queries import must_see
from backend.shared.dates import birthday
from backend.shared.viewer import Viewer

NEAR = 5


async def my_papers(viewer: Viewer) -> Papers:
    """My checklist. The day my leave to stay ends is not on it: that needs an unlock of its own."""
    me = await must_see(viewer, viewer.id)
    said, beside = await entries(viewer, me["id"]), await kept(viewer, me["id"])
    expires_on = (beside.leave.expires_on if beside.leave else None) or council_expiry(said)
    stated = beside.leave is not None
    papers = list_from(said, me["born_on"], viewer.today, expires_on, stated=stated, tell=False)
    held, of = counts(papers)
    return Papers(
        on=viewer.today,
        held=held,
        of=of,
        turns_18_on=birthday(me["born_on"], 18),
        papers=papers,
        ni_kept=beside.number,
        immigration_kept=beside.leave is not None,
    )


async def near(viewer: Viewer) -> PapersNear:
    """What is theirs to do, the earliest day first, at most five: Today costs bytes at every opening.

    Leave that ends comes before all: its day is not told here, and must not be lost behind the days of others.
    """
    whole = await my_papers(viewer)
    theirs = [one for one in whole.papers if one.standing == "your_turn"]
    theirs.sort(key=lambda one: (one.kind != IMMIGRATION, one.next_by or _have_by(one) or date.max))
    return PapersNear(held=whole.held, of=whole.of, papers=[_near(one) for one in theirs[:NEAR]])


def _have_by(one: Paper) -> date | None:
    """Nobody is late for a day of their childhood."""
    return one.have_by if one.days_left is not None else None


def _near(one: Paper) -> NearPaper:
    return NearPaper(
        kind=one.kind,
        title=one.title,
        next_what=one.next_what,
        next_by=one.next_by,
        have_by=_have_by(one),
        asked=one.next_what == ASK,
        unnamed=one.kind == IMMIGRATION,
    )
