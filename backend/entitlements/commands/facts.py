"""What a member of staff records of a person: kept beside what was recorded before, and never changed."""

import json
from uuid import UUID

from backend.audit.commands import did
from backend.entitlements.answers import unfit, written
from backend.entitlements.engine.facts import NOT_SAID
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.facts import OF_PEOPLE, known_at, sealed_answer
from backend.entitlements.schemas import FactIn
from backend.entitlements.tables import CouncilFact
from backend.people.queries import must_see, visible_to
from backend.shared.crypt import unseal
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import NotValid
from backend.shared.viewer import Viewer


async def record(viewer: Viewer, young_person: UUID, fact: FactIn) -> None:
    """The council knows this from now on; an empty value takes it back. What stands so already is not kept twice."""
    declared = national().facts.get(fact.fact)
    if declared is None or fact.fact in OF_PEOPLE or fact.value == NOT_SAID:
        words = "This can't be recorded here."
        raise NotValid(words, faults=[{"field": "fact", "problem": words}])
    if fact.value and (problem := unfit(declared, fact.value, fact.since)):
        raise NotValid(problem, faults=[{"field": "value", "problem": problem}])
    async with transaction():
        await must_see(viewer, young_person)
        words = written(declared, fact.value, fact.since if fact.value else None)
        if words == (await _latest(viewer, young_person, fact.fact) or written(declared, "", None)):
            return
        id = new_id()
        await CouncilFact.insert(
            CouncilFact(
                id=id, young_person=young_person, known=sealed_answer(known_at(id), words),
                at=viewer.now, by=viewer.id,
            )
        )  # fmt: skip
        await did(viewer, "recorded_fact", about=young_person, thing=id)


async def _latest(viewer: Viewer, young_person: UUID, fact: str) -> str | None:
    """What the council recorded last of this fact. Which fact a row is about is sealed, as what it says is."""
    rows = await CouncilFact.select().where(
        CouncilFact.young_person.is_in(visible_to(viewer)), CouncilFact.young_person == young_person
    ).order_by(CouncilFact.at, CouncilFact.id, ascending=False)  # fmt: skip
    all_words = (unseal(row["known"], known_at(row["id"])).decode() for row in rows)
    return next((words for words in all_words if json.loads(words)["fact"] == fact), None)
