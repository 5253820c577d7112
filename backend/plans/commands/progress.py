"""How promises stand, as staff say it: begun, or done. A young person's own action is theirs to tick."""

from uuid import UUID

from backend.audit.commands import did
from backend.people.queries import must_see, visible_to
from backend.plans.commands import telling
from backend.plans.rules import DID_NOT_HAPPEN, DONE
from backend.plans.schemas import ProgressIn
from backend.plans.tables import Action, ActionProgress, PlanVersion
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound
from backend.shared.viewer import Viewer


async def note(viewer: Viewer, young_person: UUID, action: UUID, said: ProgressIn) -> None:
    """This shared action, which is not the young person's own, stands like this now. The same id again: nothing."""
    async with transaction():
        await must_see(viewer, young_person)
        ours = PlanVersion.select(PlanVersion.id).where(
            PlanVersion.young_person == young_person,
            PlanVersion.young_person.is_in(visible_to(viewer)),
            PlanVersion.shared_at.is_not_null(),
        )
        mine = (
            await Action.select(Action.promise)
            .where(Action.id == action, Action.by_young_person.eq(False), Action.version.is_in(ours))
            .first()
        )
        if mine is None:
            raise NotFound()
        row = ActionProgress(id=said.id, action=action, status=said.status, at=viewer.now, by_worker=viewer.id)
        if await ActionProgress.insert(row).on_conflict(target=ActionProgress.id, action="DO NOTHING"):
            await did(viewer, f"action_{said.status}", about=young_person, thing=action)
            if said.status in (DONE, DID_NOT_HAPPEN):
                await telling.action_over(viewer, mine["promise"], said.status)
        elif not await ActionProgress.exists().where(
            ActionProgress.id == said.id, ActionProgress.action == action, ActionProgress.status == said.status
        ):
            raise Conflict()
