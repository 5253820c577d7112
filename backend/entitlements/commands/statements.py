"""What a young person says of themself: kept beside what they said before, and never changed."""

from datetime import timedelta

from backend.audit.commands import did
from backend.entitlements.answers import of_the_council, unfit, written
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.facts import said_at, sealed_answer
from backend.entitlements.schemas import StatementIn
from backend.entitlements.tables import OwnStatement
from backend.identity.commands import limits
from backend.people.queries import visible_to
from backend.shared.crypt import unseal
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotAllowed, NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer

IN_A_DAY, DAY = 100, timedelta(days=1)
ENOUGH = "You changed a lot of answers today. Go on tomorrow, or tell your adviser what has changed."


async def say(viewer: Viewer, said: StatementIn) -> None:
    """This is the young person's answer from now on; earlier ones stay. The same id again: nothing; other words: Conflict.

    TooMany above 100 a day.
    """
    if viewer.kind != YOUNG_PERSON or viewer.device is None or viewer.session is None:
        raise NotAllowed()
    declared = national().facts.get(said.fact)
    if declared is None or of_the_council(declared):
        raise NotValid("We don't ask that.", faults=[{"field": "fact", "problem": "We don't ask that."}])
    if problem := unfit(declared, said.value, said.since):
        raise NotValid(problem, faults=[{"field": "value", "problem": problem}])
    words = written(declared, said.value, said.since)
    if await _there(viewer, said, words):
        return
    await limits.count("statement", str(viewer.id), IN_A_DAY, DAY, viewer.now, say=ENOUGH)
    async with transaction():
        row = OwnStatement(
            id=said.id, young_person=viewer.id, said=sealed_answer(said_at(said.id), words),
            shown=said.shown, said_at=viewer.now, device=viewer.device, session=viewer.session,
        )  # fmt: skip
        if await OwnStatement.insert(row).on_conflict(target=OwnStatement.id, action="DO NOTHING"):
            await did(viewer, "said_statement", about=viewer.id, thing=said.id)
        elif not await _there(viewer, said, words):  # two phones may meet here
            raise Conflict()


async def _there(viewer: Viewer, said: StatementIn, words: str) -> bool:
    mine = (OwnStatement.id == said.id) & OwnStatement.young_person.is_in(visible_to(viewer))
    row = await OwnStatement.select(OwnStatement.said, OwnStatement.shown).where(mine).first()
    if row is None:
        return False
    if (row["shown"], unseal(row["said"], said_at(said.id)).decode()) != (said.shown, words):
        raise Conflict()
    return True
