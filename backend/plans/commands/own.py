"""What only the young person can do, on their own unlocked phone: the last three stops, their answer, their words."""

from uuid import UUID

from backend.audit.commands import did
from backend.people.queries import visible_to
from backend.plans.commands import telling
from backend.plans.rules import DONE, PROVEN_BY, Stop
from backend.plans.schemas import AnswerWords, OwnWordsIn
from backend.plans.tables import Action, ActionProgress, OwnWords, PlanAnswer, PlanVersion, Reached
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotAllowed, NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer


async def reached(viewer: Viewer, version: UUID, act: str) -> None:
    """This version is proven to have come as far as `act` shows (fetched, opened, answered); twice is once, never back."""
    async with transaction():
        await _shared_with(viewer, version)
        await _prove(viewer, version, act)


async def answer(viewer: Viewer, version: UUID, said: AnswerWords) -> None:
    """The answer is kept beside earlier ones, and the version counts as arrived and opened. The same id again: nothing."""
    async with transaction():
        await _shared_with(viewer, version)
        await _prove(viewer, version, "answered")
        device, session = _phone(viewer)
        row = PlanAnswer(
            id=said.id,
            version=version,
            answer=said.answer,
            words=said.words,
            at=viewer.now,
            device=device,
            session=session,
        )
        if await PlanAnswer.insert(row).on_conflict(target=PlanAnswer.id, action="DO NOTHING"):
            await did(viewer, "answered_plan", about=viewer.id, thing=version)
            await telling.plan_answered(viewer, _owner(viewer), version, said.id, said.answer)
            return
        kept = await PlanAnswer.select().where(PlanAnswer.id == said.id, PlanAnswer.version == version).first()
        if kept is None or (kept["answer"], kept["words"]) != (said.answer, said.words):
            raise Conflict()


async def say(viewer: Viewer, said: OwnWordsIn) -> None:
    """These are the young person's words for this part from now on; earlier ones stay. The same id again: nothing."""
    async with transaction():
        _phone(viewer)
        row = OwnWords(
            id=said.id, young_person=viewer.id, part=said.part, words=said.words, said_at=viewer.now, through="phone"
        )
        if await OwnWords.insert(row).on_conflict(target=OwnWords.id, action="DO NOTHING"):
            await did(viewer, "said_own_words", about=viewer.id, thing=said.id)
            return
        kept = (
            await OwnWords.select()
            .where(OwnWords.id == said.id, OwnWords.young_person.is_in(visible_to(viewer)))
            .first()
        )
        if kept is None or (kept["part"], kept["words"]) != (said.part, said.words):
            raise Conflict()


async def done(viewer: Viewer, action: UUID, id: UUID) -> None:
    """The young person says that their own action is done. Said twice, or sent twice, it stands once."""
    async with transaction():
        row = await Action.select(Action.id, Action.promise).where(
            Action.id == action,
            Action.by_young_person.eq(True),
            Action.version.is_in(
                PlanVersion.select(PlanVersion.id).where(
                    PlanVersion.young_person.is_in(visible_to(viewer)), PlanVersion.shared_at.is_not_null()
                )
            ),
        ).lock_rows("UPDATE").first()  # fmt: skip
        if row is None:
            raise NotFound()
        latest = (
            await ActionProgress.select(ActionProgress.status)
            .where(ActionProgress.action.promise == row["promise"])
            .order_by(ActionProgress.at, ActionProgress.id, ascending=False)
            .first()
        )
        if latest and latest["status"] == DONE:
            return
        said = ActionProgress(id=id, action=action, status=DONE, at=viewer.now, by_young_person=True)
        if not await ActionProgress.insert(said).on_conflict(target=ActionProgress.id, action="DO NOTHING"):
            raise Conflict()
        await did(viewer, "did_action", about=viewer.id, thing=action)
        await telling.action_over(viewer, row["promise"], DONE)


def _owner(viewer: Viewer) -> UUID:
    if viewer.id is None:
        raise NotAllowed()
    return viewer.id


def _phone(viewer: Viewer) -> tuple[UUID, UUID]:
    """The unlocked phone this comes from. A member of staff has none, whatever right a mistake might give them."""
    if viewer.kind != YOUNG_PERSON or viewer.device is None or viewer.session is None:
        raise NotAllowed()
    return viewer.device, viewer.session


async def _shared_with(viewer: Viewer, version: UUID) -> None:
    _phone(viewer)
    found = await PlanVersion.exists().where(
        PlanVersion.id == version,
        PlanVersion.young_person.is_in(visible_to(viewer)),
        PlanVersion.shared_at.is_not_null(),
    )
    if not found:
        raise NotFound()


async def _prove(viewer: Viewer, version: UUID, act: str) -> None:
    device, session = _phone(viewer)
    for stop in PROVEN_BY[act]:
        row = Reached(version=version, stop=stop.code, act=act, at=viewer.now, device=device, session=session)
        if await Reached.insert(row).on_conflict(target=(Reached.version, Reached.stop), action="DO NOTHING"):
            await did(viewer, f"plan_{stop.code}", about=viewer.id, thing=version)
            if stop is Stop.OPENED:
                await telling.plan_opened(viewer, _owner(viewer), version)
