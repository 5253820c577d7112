"""What a young person can get, what they said of themself, and whether their adviser talked with them about it."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.entitlements.commands import reminding, talks
from backend.entitlements.commands import statements as saying
from backend.entitlements.queries import mine, near, statements
from backend.entitlements.schemas import MyRights, Near, StatementIn, Statements, TalkAnswer
from backend.shared.viewer import Viewer


@get("/", opt={"action": "rights.own"}, operation_id="my_rights")
async def my_rights(viewer: NamedDependency[Viewer]) -> MyRights:
    """What I can get, and why."""
    found = await mine.my_rights(viewer)
    await reminding.seen_list(viewer)
    return found


@get("/near", opt={"action": "rights.own"}, operation_id="rights_near")
async def rights_near(viewer: NamedDependency[Viewer]) -> Near:
    """What of it belongs on Today."""
    return await near.near(viewer)


@get("/statements", opt={"action": "rights.own"}, operation_id="my_statements")
async def my_statements(viewer: NamedDependency[Viewer]) -> Statements:
    """What I told you about me."""
    return await statements.my_statements(viewer)


@post("/statements", opt={"action": "rights.say"}, status_code=204, operation_id="say_about_me")
async def say(data: JSONBody[StatementIn], viewer: NamedDependency[Viewer]) -> None:
    """My answer to one question."""
    await saying.say(viewer, data)


@post("/talks/{talk:uuid}", opt={"action": "rights.say"}, status_code=204, operation_id="answer_talk")
async def answer_talk(talk: FromPath[UUID], data: JSONBody[TalkAnswer], viewer: NamedDependency[Viewer]) -> None:
    """Whether we talked about this."""
    await talks.answer(viewer, talk, data.answer)


router = Router("/api/rights/mine", route_handlers=[my_rights, rights_near, my_statements, say, answer_talk])
