"""Who can be tried out in the demo. It names the made-up cast alone and exists in no real council."""

from uuid import UUID

from backend.demo.schemas import Cast, CastMember
from backend.demo.words import rows
from backend.people.tables import Worker, YoungPerson
from backend.shared.problems import NotFound
from backend.shared.viewer import YOUNG_PERSON

PIN = "270894"
"""Unlocks every phone that was signed in from the demo page."""


async def is_empty() -> bool:
    """Whether nobody is there yet, young or staff."""
    return not await YoungPerson.exists() and not await Worker.exists()


async def cast() -> Cast:
    """About nine people, in the order of data/demo_page.txt; whoever is not in this database is left out."""
    wanted = rows("demo_page.txt")
    keys = [key for key, *_ in wanted]
    young = await YoungPerson.select(
        YoungPerson.id, YoungPerson.child, YoungPerson.given_name, YoungPerson.family_name
    ).where(YoungPerson.child.is_in(keys))
    staff = await Worker.select(Worker.id, Worker.email, Worker.given_name, Worker.family_name, Worker.role).where(
        Worker.email.is_in(keys), Worker.ended_at.is_null()
    )
    found = {row["child"]: (row, YOUNG_PERSON) for row in young} | {row["email"]: (row, row["role"]) for row in staff}
    people = []
    for key, role, line in wanted:
        if key in found:
            row, kind = found[key]
            people.append(CastMember(row["id"], f"{row['given_name']} {row['family_name']}", role, line, kind))
    return Cast(people, PIN)


async def member(id: UUID) -> CastMember:
    """The one of the cast with this id; NotFound for everybody else, so that the demo opens no other door."""
    for one in (await cast()).people:
        if one.id == id:
            return one
    raise NotFound()
