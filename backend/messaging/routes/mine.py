"""A young person's own threads: read, write, and say how far they were read."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.messaging.commands import marks, sending
from backend.messaging.queries import threads
from backend.messaging.rules import LAST
from backend.messaging.schemas import MarksIn, MyThread, MyThreads, NewMessage, Sent, Which
from backend.shared.problems import NotAllowed
from backend.shared.viewer import YOUNG_PERSON, Viewer

READ, SEND = {"action": "message.read"}, {"action": "message.send"}


def _me(viewer: Viewer) -> UUID:
    """Whose threads these are; staff have theirs under /with."""
    if viewer.kind != YOUNG_PERSON or viewer.id is None:
        raise NotAllowed()
    return viewer.id


@get("/", opt=READ, operation_id="my_threads")
async def all_mine(viewer: NamedDependency[Viewer]) -> MyThreads:
    """My threads."""
    return await threads.my_threads(viewer, _me(viewer))


@get("/{which:str}", opt=READ, operation_id="my_thread")
async def one(
    which: FromPath[Which],
    viewer: NamedDependency[Viewer],
    before: Annotated[int | None, QueryParameter(ge=0, le=LAST)] = None,
    after: Annotated[int | None, QueryParameter(ge=0, le=LAST)] = None,
) -> MyThread:
    """One page of a thread: the newest, or the one before or after a number."""
    return await threads.my_thread(viewer, _me(viewer), which, before, after)


@post("/{which:str}", opt=SEND, operation_id="send_mine")
async def send(which: FromPath[Which], data: JSONBody[NewMessage], viewer: NamedDependency[Viewer]) -> Sent:
    """Say something. The same again is the same."""
    return await sending.send(viewer, _me(viewer), which, data)


@post("/{which:str}/marks", opt=SEND, status_code=204, operation_id="mark_mine")
async def mark(which: FromPath[Which], data: JSONBody[MarksIn], viewer: NamedDependency[Viewer]) -> None:
    """This phone has the thread so far, and so far I read it."""
    await marks.mark(viewer, _me(viewer), which, data)


@post("/{which:str}/told", opt=SEND, status_code=204, operation_id="told_who_reads")
async def told(which: FromPath[Which], viewer: NamedDependency[Viewer]) -> None:
    """I was shown who can read this."""
    await marks.told(viewer, _me(viewer), which)


router = Router("/api/messages/mine", route_handlers=[all_mine, one, send, mark, told])
