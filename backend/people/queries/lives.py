"""Lives as the law of leaving care looks at them, from what is stored."""

from typing import Any
from uuid import UUID

from backend.people.care import Care, Life, Recorded, facts_of_spell, life_of
from backend.people.queries.sight import visible_to
from backend.people.tables import Episode, LifeFact, YoungPerson
from backend.shared.viewer import Viewer


async def lives(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[dict[str, Any], Life]]:
    """The row and the life of each of these young people that the viewer may see. Three statements however many."""
    if not ids:
        return {}
    people = await YoungPerson.select().where(YoungPerson.id.is_in(visible_to(viewer)), YoungPerson.id.is_in(ids))
    care: dict[UUID, list[Care]] = {person["id"]: [] for person in people}
    facts: dict[UUID, list[Recorded]] = {person["id"]: [] for person in people}
    seen = list(care)
    if not seen:
        return {}
    for spell in await Episode.select().where(Episode.young_person.is_in(seen)).order_by(Episode.began_on):
        care[spell["young_person"]].append(Care(spell["began_on"], spell["ended_on"], spell["legal_status"]))
        facts[spell["young_person"]] += facts_of_spell(spell["why_ended"], spell["ended_on"])
    for fact in await LifeFact.select().where(LifeFact.young_person.is_in(seen)):
        facts[fact["young_person"]].append(Recorded(fact["kind"], fact["from_on"], fact["until_on"], fact["confirmed"]))
    return {
        person["id"]: (
            person,
            life_of(
                person["born_on"],
                care[person["id"]],
                facts[person["id"]],
                support_requested=person["support_requested"],
                in_education_programme=person["in_education_programme"],
            ),
        )
        for person in people
    }
