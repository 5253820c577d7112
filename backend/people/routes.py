"""HTTP for people: the staff's page about one young person, and what a young person sees about themself."""

from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from backend.people.queries import persons
from backend.people.schemas import Looks, MyStatus, MyTeam, PersonPage
from backend.shared.viewer import Viewer


@get("/{young_person:uuid}", opt={"action": "person.read"}, operation_id="person_page")
async def person_page(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> PersonPage:
    """A young person's page for their adviser, cover or manager."""
    return await persons.person_page(viewer, young_person)


@get("/me/team", opt={"action": "own.read"}, operation_id="my_team")
async def my_team(viewer: NamedDependency[Viewer]) -> MyTeam:
    """Who works with me."""
    return await persons.my_team(viewer)


@get("/me/status", opt={"action": "own.read"}, operation_id="my_status")
async def my_status(viewer: NamedDependency[Viewer]) -> MyStatus:
    """My legal status and its reason."""
    return await persons.my_status(viewer)


@get("/me/looked", opt={"action": "own.read"}, operation_id="who_looked")
async def who_looked(viewer: NamedDependency[Viewer], before: FromQuery[UUID | None] = None) -> Looks:
    """Who looked at my record."""
    return await persons.who_looked(viewer, before)


router = Router("/api/people", route_handlers=[person_page, my_team, my_status, who_looked])
