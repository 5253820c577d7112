"""The draft: begun from the last version, changed, finished. Nothing here touches a shared version."""

from typing import Any
from uuid import UUID

from msgspec import UNSET

from backend.audit.commands import did
from backend.people.queries import at_work, must_see, visible_to
from backend.people.tables import Worker
from backend.plans.commands import telling
from backend.plans.queries.versions import Content, contents
from backend.plans.schemas import ActionChange, DraftChange, NewAction
from backend.plans.tables import Action, Contingency, Matter, PlanVersion
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, NotFound, NotValid
from backend.shared.viewer import Viewer

NO_DRAFT = "Start a new version first."


async def locked_draft(viewer: Viewer, young_person: UUID) -> dict[str, Any]:
    """The one version that is not shared yet, locked until this transaction ends. Conflict when there is none."""
    await must_see(viewer, young_person)
    row = (
        await PlanVersion.select()
        .where(
            PlanVersion.young_person == young_person,
            PlanVersion.young_person.is_in(visible_to(viewer)),
            PlanVersion.shared_at.is_null(),
        )
        .lock_rows("UPDATE")
        .first()
    )
    if row is None:
        raise Conflict(NO_DRAFT)
    return row


async def begin(viewer: Viewer, young_person: UUID) -> None:
    """There is a draft: a copy of the latest version without what is done. Where one is there already, it stays."""
    async with transaction():
        await must_see(viewer, young_person)
        last = (
            await PlanVersion.select(PlanVersion.id, PlanVersion.number, PlanVersion.shared_at)
            .where(PlanVersion.young_person == young_person, PlanVersion.young_person.is_in(visible_to(viewer)))
            .order_by(PlanVersion.number, ascending=False)
            .first()
        )
        if last and last["shared_at"] is None:
            return
        draft = PlanVersion(
            id=new_id(),
            young_person=young_person,
            number=last["number"] + 1 if last else 1,
            begun_at=viewer.now,
            begun_by=viewer.id,
        )
        # Two taps, or two advisers, may meet here: the first one's draft is everyone's.
        if not await PlanVersion.insert(draft).on_conflict(action="DO NOTHING"):
            return
        if last:
            await _copy((await contents(viewer, [last["id"]]))[last["id"]], draft.id)
            await telling.answer_taken_up(viewer, young_person, last["id"])
        await did(viewer, "began_draft", about=young_person, thing=draft.id)


async def _copy(said: Content, draft: UUID) -> None:
    if said.matters:
        await Matter.insert(
            *(Matter(version=draft, code=one.code, need=one.need, support=one.support) for one in said.matters.values())
        )
    if said.if_things_change:
        await Contingency.insert(
            *(Contingency(version=draft, part=part, words=words) for part, words in said.if_things_change.items())
        )
    names = ("promise", "matter", "what", "by_young_person", "by_worker", "by_name", "by_when", "helps", "plan_b")
    still_open = [one for one in said.actions if one.shown != "done"]
    if still_open:
        await Action.insert(
            *(
                Action(id=new_id(), version=draft, position=place, **{name: getattr(one, name) for name in names})
                for place, one in enumerate(still_open)
            )
        )


async def change(viewer: Viewer, young_person: UUID, wanted: DraftChange) -> None:
    """The named matters and contingencies of the draft say this now."""
    async with transaction():
        draft = (await locked_draft(viewer, young_person))["id"]
        for one in wanted.matters:
            await Matter.insert(Matter(version=draft, code=one.code, need=one.need, support=one.support)).on_conflict(
                target=(Matter.version, Matter.code), action="DO UPDATE", values=[Matter.need, Matter.support]
            )
        for other in wanted.if_things_change:
            await Contingency.insert(Contingency(version=draft, part=other.part, words=other.words)).on_conflict(
                target=(Contingency.version, Contingency.part), action="DO UPDATE", values=[Contingency.words]
            )
        if wanted.matters or wanted.if_things_change:
            await did(viewer, "changed_draft", about=young_person, thing=draft)


async def add_action(viewer: Viewer, young_person: UUID, wanted: NewAction) -> None:
    """The draft has this action. The same id again changes nothing; an id used elsewhere is a Conflict."""
    async with transaction():
        draft = (await locked_draft(viewer, young_person))["id"]
        action = Action(
            id=wanted.id,
            version=draft,
            promise=wanted.id,
            matter=wanted.matter,
            position=await Action.count().where(Action.version == draft),
            what=wanted.what,
            by_when=wanted.by_when,
            helps=wanted.helps,
            plan_b=wanted.plan_b,
            **await _owner(viewer, young_person, wanted.by_whom, wanted.by_name),
        )
        if await Action.insert(action).on_conflict(target=Action.id, action="DO NOTHING"):
            await did(viewer, "added_action", about=young_person, thing=wanted.id)
        elif not await Action.exists().where(Action.id == wanted.id, Action.version == draft):
            raise Conflict()


async def change_action(viewer: Viewer, young_person: UUID, action: UUID, wanted: ActionChange) -> None:
    """The draft's action says this now; nothing named, nothing done. NotFound when the draft has no such action."""
    async with transaction():
        draft = (await locked_draft(viewer, young_person))["id"]
        plain = ("matter", "what", "by_when", "helps", "plan_b")
        values: dict[Any, Any] = {name: getattr(wanted, name) for name in plain if getattr(wanted, name) is not UNSET}
        if wanted.by_whom is not UNSET or wanted.by_name is not UNSET:
            whom = None if wanted.by_whom is UNSET else wanted.by_whom
            values |= await _owner(viewer, young_person, whom, "" if wanted.by_name is UNSET else wanted.by_name)
        ours = (Action.id == action) & (Action.version == draft)
        if not values and await Action.exists().where(ours):
            return
        if not values or not await Action.update(values).where(ours).returning(Action.id):
            raise NotFound()
        await did(viewer, "changed_action", about=young_person, thing=action)


async def remove_action(viewer: Viewer, young_person: UUID, action: UUID) -> None:
    """The draft no longer has this action. NotFound when it had none such."""
    async with transaction():
        draft = (await locked_draft(viewer, young_person))["id"]
        if not await Action.delete().where(Action.id == action, Action.version == draft).returning(Action.id):
            raise NotFound()
        await did(viewer, "removed_action", about=young_person, thing=action)


async def finish(viewer: Viewer, young_person: UUID) -> None:
    """The draft is written: the first stop. It can still be changed until it is shared; finishing twice is once."""
    async with transaction():
        draft = await locked_draft(viewer, young_person)
        if draft["written_at"] is None:
            await PlanVersion.update({PlanVersion.written_at: viewer.now, PlanVersion.written_by: viewer.id}).where(
                PlanVersion.id == draft["id"], PlanVersion.young_person.is_in(visible_to(viewer))
            )
            await did(viewer, "finished_plan", about=young_person, thing=draft["id"])


async def _owner(viewer: Viewer, young_person: UUID, whom: UUID | None, name: str) -> dict[str, Any]:
    """The three owner columns. NotValid for two owners at once, or for somebody who does not work here."""
    name = name.strip()
    if whom and name:
        raise NotValid("Name one person.", faults=[{"field": "by_name", "problem": "Name one person, not two."}])
    if (
        whom
        and whom != young_person
        and not await Worker.exists().where(Worker.id == whom, Worker.id.is_in(at_work(viewer.now)))
    ):
        raise NotValid(
            "Choose someone from the list.", faults=[{"field": "by_whom", "problem": "Choose someone from the list."}]
        )
    theirs = whom == young_person
    return {"by_young_person": theirs, "by_worker": None if theirs else whom, "by_name": name or None}
