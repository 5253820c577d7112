"""The thread that a member of staff has with a young person."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.messaging import rules
from backend.messaging.commands import marks, sending
from backend.messaging.queries import threads
from backend.messaging.schemas import MarksIn, NewMessage, Sent, StaffThread
from backend.shared.viewer import Viewer

READ, SEND = {"action": "message.read"}, {"action": "message.send"}


@get("/", opt=READ, operation_id="staff_thread")
async def one(
    young_person: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    before: Annotated[int | None, QueryParameter(ge=0, le=rules.LAST)] = None,
    after: Annotated[int | None, QueryParameter(ge=0, le=rules.LAST)] = None,
) -> StaffThread:
    """One page of the thread: the newest, or the one before or after a number."""
    return await threads.staff_thread(viewer, young_person, before, after)


@post("/", opt=SEND, operation_id="send_to")
async def send(young_person: FromPath[UUID], data: JSONBody[NewMessage], viewer: NamedDependency[Viewer]) -> Sent:
    """Say something. The same again is the same."""
    return await sending.send(viewer, young_person, rules.THREAD_OF.get(viewer.kind, ""), data)


@post("/marks", opt=SEND, status_code=204, operation_id="mark_theirs")
async def mark(young_person: FromPath[UUID], data: JSONBody[MarksIn], viewer: NamedDependency[Viewer]) -> None:
    """This screen has the thread so far, and so far I read it."""
    await marks.mark(viewer, young_person, None, data)


@post("/no-reply", opt=SEND, status_code=204, operation_id="no_reply_needed")
async def no_reply(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """There is nothing to answer."""
    await marks.no_reply(viewer, young_person)


router = Router("/api/messages/with/{young_person:uuid}", route_handlers=[one, send, mark, no_reply])
