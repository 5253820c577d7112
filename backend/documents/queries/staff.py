"""The list as whoever works with its owner sees it: never the number, and of immigration only what they may know."""

from datetime import date
from uuid import UUID

from backend.audit.commands import looked
from backend.documents.queries.story import Entry, Kept, council_expiry, counts, entries, kept, list_from
from backend.documents.rules import IMMIGRATION
from backend.documents.schemas import StaffPapers
from backend.people.queries import must_see
from backend.shared.dates import age_on, birthday
from backend.shared.db import transaction
from backend.shared.viewer import Viewer


def staff_may_know(said: list[Entry], beside: Kept) -> tuple[list[Entry], date | None]:
    """Without an owner's private words on immigration, and the day their leave ends where it was shown or written."""
    council = council_expiry(said)
    if beside.shown and beside.leave:
        return said, beside.leave.expires_on or council
    return [one for one in said if one.kind != IMMIGRATION or one.by is not None], council


async def staff_papers(viewer: Viewer, young_person: UUID) -> StaffPapers:
    """This young person's checklist; the look is kept. NotFound when they are not there or not this viewer's."""
    async with transaction():
        person = await must_see(viewer, young_person)
        said, beside = await entries(viewer, young_person), await kept(viewer, young_person)
        await looked(viewer, about=young_person)
    said, expires_on = staff_may_know(said, beside)
    papers = list_from(said, person["born_on"], viewer.today, expires_on, stated=beside.shown, tell=True)
    held, of = counts(papers)
    return StaffPapers(
        young_person=young_person,
        known_as=person["known_as"],
        age=age_on(person["born_on"], viewer.today),
        on=viewer.today,
        held=held,
        of=of,
        turns_18_on=birthday(person["born_on"], 18),
        papers=papers,
        immigration_expires_on=expires_on,
    )
