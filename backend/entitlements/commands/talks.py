"""Talks about rights: an adviser says that there was one, and only the young person says whether that is so."""

from uuid import UUID

from backend.audit.commands import did
from backend.entitlements.schemas import Recorded, TalkIn
from backend.entitlements.tables import RightsTalk
from backend.notifications.commands import cancel, finish, give, give_staff, seen
from backend.people.queries import must_see, visible_to
from backend.shared.crypt import seal, unseal
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotAllowed, NotFound, NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer


async def record(viewer: Viewer, young_person: UUID, talk: TalkIn) -> Recorded:
    """The talk is kept and its young person asked whether it was so. The same id again: nothing; with other words: Conflict."""
    if talk.on > viewer.today:
        words = "That day has not come yet."
        raise NotValid(words, faults=[{"field": "on", "problem": words}])
    async with transaction():
        await must_see(viewer, young_person)
        row = RightsTalk(
            id=talk.id, young_person=young_person, by=viewer.id, talked_on=talk.on, made_at=viewer.now,
            words=seal(talk.words.encode(), f"rights_talk.words:{talk.id}") if talk.words else None,
        )  # fmt: skip
        if not await RightsTalk.insert(row).on_conflict(target=RightsTalk.id, action="DO NOTHING"):
            await _same(viewer, young_person, talk)
            return Recorded(id=talk.id)
        # One question at a time: the newest talk is the one that is asked about.
        await cancel(viewer, why="newer", kinds=["talk_asked"], young_person=young_person)
        await finish(viewer, why="talked_again", kinds=["talk_no"], about=young_person)
        await give(viewer, kind="talk_asked", key=f"talk-asked:{talk.id}", young_person=young_person, thing=talk.id)
        await did(viewer, "talked_rights", about=young_person, thing=talk.id)
        return Recorded(id=talk.id)


async def _same(viewer: Viewer, young_person: UUID, talk: TalkIn) -> None:
    kept = await RightsTalk.select().where(
        RightsTalk.id == talk.id,
        RightsTalk.young_person == young_person,
        RightsTalk.young_person.is_in(visible_to(viewer)),
    ).first()  # fmt: skip
    if kept is None:
        raise Conflict()
    words = unseal(kept["words"], f"rights_talk.words:{talk.id}").decode() if kept["words"] else ""
    if (kept["talked_on"], words) != (talk.on, talk.words):
        raise Conflict()


async def answer(viewer: Viewer, talk: UUID, said: str) -> None:
    """The young person's yes or no stands for good; a no is told to whoever reads for them. The same again: nothing."""
    if viewer.kind != YOUNG_PERSON or viewer.device is None or viewer.session is None or viewer.id is None:
        raise NotAllowed()
    async with transaction():
        mine = (RightsTalk.id == talk) & RightsTalk.young_person.is_in(visible_to(viewer))
        row = await RightsTalk.select(RightsTalk.answer).where(mine).lock_rows("UPDATE").first()
        if row is None:
            raise NotFound()
        if row["answer"] == said:
            return
        if row["answer"] is not None:
            raise Conflict()
        await RightsTalk.update(
            {
                RightsTalk.answer: said,
                RightsTalk.answered_at: viewer.now,
                RightsTalk.device: viewer.device,
                RightsTalk.session: viewer.session,
            }
        ).where(mine)
        await seen(viewer, kinds=["talk_asked"], young_person=viewer.id, thing=talk)
        if said == "no":
            await give_staff(viewer, kind="talk_no", key=f"talk-no:{talk}", about=viewer.id, thing=talk)
        await did(viewer, "answered_talk", about=viewer.id, thing=talk)
