"""People, not fixtures. Ayo, 17, in care, Priya's; Bea, 22, Priya's; Cal, 19, Omar's and never to be seen by the others.

Each function makes one row with sensible defaults; a test says only what matters to it.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from backend.people.tables import Episode, Link, Manages, Team, Worker, YoungPerson

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def a_team(name: str = "Quayside") -> UUID:
    """A team; the same name twice is the same team."""
    found = await Team.select(Team.id).where(Team.name == name).first()
    if found:
        return UUID(str(found["id"]))
    team = Team(name=name)
    await team.save()
    return team.id


async def a_worker(name: str, role: str, *, team: UUID | None = None, **more: Any) -> UUID:
    """A member of staff; `name` is a given name and makes the e-mail address."""
    worker = Worker(
        given_name=name, family_name="Tester", email=f"{name.lower()}@tidewater.gov.uk", role=role, team=team, **more
    )
    await worker.save()
    return worker.id


async def a_young_person(
    name: str, born_on: date, *, team: UUID | None = None, in_care_since: date | None = None, **more: Any
) -> UUID:
    """A young person, in care since `in_care_since` (else since their tenth birthday) until 18."""
    person = YoungPerson(
        child=f"C{name.upper()}",
        given_name=name,
        family_name="Example",
        known_as=name,
        born_on=born_on,
        team=team,
        **more,
    )
    await person.save()
    began = in_care_since or born_on.replace(year=born_on.year + 10)
    await Episode.insert(
        Episode(young_person=person.id, began_on=began, legal_status="C2", why_began="S", placement="U1")
    )
    return person.id


async def allocated(
    young_person: UUID, worker: UUID, *, starts_at: datetime = LONG_AGO, ends_at: datetime | None = None
) -> UUID:
    """This worker is the young person's adviser."""
    return await _link(young_person, worker, "allocated", starts_at, ends_at)


async def covers(young_person: UUID, worker: UUID, *, starts_at: datetime, ends_at: datetime) -> UUID:
    """This worker stands in for the adviser between these instants."""
    return await _link(young_person, worker, "cover", starts_at, ends_at)


async def nurses(young_person: UUID, worker: UUID, *, starts_at: datetime = LONG_AGO) -> UUID:
    """This worker is the young person's nurse."""
    return await _link(young_person, worker, "nurse_for", starts_at, None)


async def _link(young_person: UUID, worker: UUID, relation: str, starts_at: datetime, ends_at: datetime | None) -> UUID:
    link = Link(young_person=young_person, worker=worker, relation=relation, starts_at=starts_at, ends_at=ends_at)
    await link.save()
    return link.id


async def manages(manager: UUID, team: UUID) -> None:
    """This manager answers for this team."""
    await Manages.insert(Manages(manager=manager, team=team))
