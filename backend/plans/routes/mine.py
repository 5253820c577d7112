"""What a young person reads and says: their plan, its stops, their answer, their words, their review."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.plans.commands import own, review
from backend.plans.queries import mine
from backend.plans.schemas import AnswerWords, DoneIn, MyPlan, OwnWordsIn, SomeWords
from backend.shared.viewer import Viewer


@get("/", opt={"action": "plan.read"}, operation_id="my_plan")
async def my_plan(viewer: NamedDependency[Viewer]) -> MyPlan:
    """My plan as it was shared with me last."""
    return await mine.my_plan(viewer)


@post("/{version:uuid}/delivered", opt={"action": "plan.reached"}, status_code=204, operation_id="plan_delivered")
async def delivered(version: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """This phone fetched the version."""
    await own.reached(viewer, version, "fetched")


@post("/{version:uuid}/opened", opt={"action": "plan.reached"}, status_code=204, operation_id="plan_opened")
async def opened(version: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """The version was opened on this phone."""
    await own.reached(viewer, version, "opened")


@post("/{version:uuid}/answer", opt={"action": "plan.answer"}, status_code=204, operation_id="answer_plan")
async def answer(version: FromPath[UUID], data: JSONBody[AnswerWords], viewer: NamedDependency[Viewer]) -> None:
    """What I think of it."""
    await own.answer(viewer, version, data)


@post("/words", opt={"action": "plan.own_words"}, status_code=204, operation_id="say_own_words")
async def words(data: JSONBody[OwnWordsIn], viewer: NamedDependency[Viewer]) -> None:
    """My own words for one part."""
    await own.say(viewer, data)


@post("/actions/{action:uuid}/done", opt={"action": "plan.own_action"}, status_code=204, operation_id="own_action_done")
async def done(action: FromPath[UUID], data: JSONBody[DoneIn], viewer: NamedDependency[Viewer]) -> None:
    """I did what was mine to do."""
    await own.done(viewer, action, data.id)


@post("/review/coming", opt={"action": "review.answer"}, status_code=204, operation_id="review_coming")
async def coming(viewer: NamedDependency[Viewer]) -> None:
    """I'll be there."""
    await review.coming(viewer)


@post("/review/change", opt={"action": "review.answer"}, status_code=204, operation_id="change_review")
async def change(data: JSONBody[SomeWords], viewer: NamedDependency[Viewer]) -> None:
    """I need another date."""
    await review.change(viewer, data.words)


@post("/review/ask", opt={"action": "review.answer"}, status_code=204, operation_id="ask_review")
async def ask(data: JSONBody[SomeWords], viewer: NamedDependency[Viewer]) -> None:
    """I want a review."""
    await review.ask(viewer, data.words)


router = Router(
    "/api/plans/mine", route_handlers=[my_plan, delivered, opened, answer, words, done, coming, change, ask]
)
