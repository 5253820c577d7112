"""What advisers, covers and managers read and do: the list, a plan, its draft, sharing, reviews."""

from uuid import UUID

from litestar import Router, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.plans.commands import duties, progress, review, sharing, writing
from backend.plans.queries import caseload, staff
from backend.plans.schemas import (
    ActionChange,
    Caseload,
    DraftChange,
    NewAction,
    NewHome,
    ProgressIn,
    ReviewDate,
    ReviewHeld,
    ShareWords,
    StaffPlan,
)  # fmt: skip
from backend.shared.viewer import Viewer


@get("/", opt={"action": "person.list"}, operation_id="caseload")
async def my_list(viewer: NamedDependency[Viewer]) -> Caseload:
    """Everybody I work with, and what is next."""
    await duties.bring_up_to_date(viewer)
    return await caseload.caseload(viewer)


@get("/", opt={"action": "plan.work"}, operation_id="staff_plan")
async def plan(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> StaffPlan:
    """A young person's plan: draft, current version, gaps and hints."""
    return await staff.staff_plan(viewer, young_person)


@post("/draft", opt={"action": "plan.write"}, status_code=204, operation_id="begin_draft")
async def begin(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Begin the next version."""
    await writing.begin(viewer, young_person)


@patch("/draft", opt={"action": "plan.write"}, status_code=204, operation_id="change_draft")
async def change(young_person: FromPath[UUID], data: JSONBody[DraftChange], viewer: NamedDependency[Viewer]) -> None:
    """Change words of the draft."""
    await writing.change(viewer, young_person, data)


@post("/actions", opt={"action": "plan.write"}, status_code=204, operation_id="add_action")
async def add(young_person: FromPath[UUID], data: JSONBody[NewAction], viewer: NamedDependency[Viewer]) -> None:
    """Add an action to the draft."""
    await writing.add_action(viewer, young_person, data)


@patch("/actions/{action:uuid}", opt={"action": "plan.write"}, status_code=204, operation_id="change_action")
async def edit(
    young_person: FromPath[UUID], action: FromPath[UUID], data: JSONBody[ActionChange], viewer: NamedDependency[Viewer]
) -> None:
    """Change an action of the draft."""
    await writing.change_action(viewer, young_person, action, data)


@delete("/actions/{action:uuid}", opt={"action": "plan.write"}, status_code=204, operation_id="remove_action")
async def remove(young_person: FromPath[UUID], action: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Take an action out of the draft."""
    await writing.remove_action(viewer, young_person, action)


@post("/actions/{action:uuid}/progress", opt={"action": "plan.write"}, status_code=204, operation_id="note_progress")
async def note(
    young_person: FromPath[UUID], action: FromPath[UUID], data: JSONBody[ProgressIn], viewer: NamedDependency[Viewer]
) -> None:
    """Say how an action of a shared plan stands."""
    await progress.note(viewer, young_person, action, data)


@post("/finish", opt={"action": "plan.write"}, status_code=204, operation_id="finish_plan")
async def finish(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """The draft is written."""
    await writing.finish(viewer, young_person)


@post("/share", opt={"action": "plan.share"}, status_code=204, operation_id="share_plan")
async def share(young_person: FromPath[UUID], data: JSONBody[ShareWords], viewer: NamedDependency[Viewer]) -> None:
    """Share it with the young person."""
    await sharing.share(viewer, young_person, data.why_anyway)


@post("/review", opt={"action": "review.arrange"}, status_code=204, operation_id="arrange_review")
async def arrange(young_person: FromPath[UUID], data: JSONBody[ReviewDate], viewer: NamedDependency[Viewer]) -> None:
    """Set the date and place of the next review."""
    await review.arrange(viewer, young_person, data.at, data.place)


@post("/review/held", opt={"action": "review.arrange"}, status_code=204, operation_id="review_held")
async def held(young_person: FromPath[UUID], data: JSONBody[ReviewHeld], viewer: NamedDependency[Viewer]) -> None:
    """The review was held."""
    await review.held(viewer, young_person, data.on)


@post("/review/new-home", opt={"action": "review.arrange"}, status_code=204, operation_id="review_new_home")
async def moved(young_person: FromPath[UUID], data: JSONBody[NewHome], viewer: NamedDependency[Viewer]) -> None:
    """A new home brings the next review forward."""
    await review.moved(viewer, young_person, data.on)


list_router = Router("/api/caseload", route_handlers=[my_list])
router = Router(
    "/api/plans/{young_person:uuid}",
    route_handlers=[plan, begin, change, add, edit, remove, note, finish, share, arrange, held, moved],
)
