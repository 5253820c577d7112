"""Breaking the glass: a manager reads one thread for an hour, and another manager looks at why."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.messaging.commands import glass as commands
from backend.messaging.queries import glass
from backend.messaging.queries.files import under_glass
from backend.messaging.routes.files import saved
from backend.messaging.rules import LAST
from backend.messaging.schemas import Glasses, GlassIn, GlassNow, GlassPage
from backend.shared.viewer import Viewer

UNDER, REVIEW = {"action": "message.under_glass"}, {"action": "glass.review"}


@post("/glass/{young_person:uuid}", opt={"action": "message.break_glass"}, operation_id="break_glass")
async def break_it(young_person: FromPath[UUID], data: JSONBody[GlassIn], viewer: NamedDependency[Viewer]) -> GlassNow:
    """Open one young person's messages, with a reason, for an hour."""
    return await commands.break_it(viewer, young_person, data)


@get("/glass/{young_person:uuid}", opt=UNDER, operation_id="read_under_glass")
async def read(
    young_person: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    before: Annotated[int | None, QueryParameter(ge=0, le=LAST)] = None,
) -> GlassPage:
    """One page of the messages, while the glass is open."""
    return await glass.read(viewer, young_person, before)


@get(
    "/glass/{young_person:uuid}/files/{file:uuid}",
    opt={**UNDER, "plain": True},
    operation_id="file_under_glass",
)
async def file(young_person: FromPath[UUID], file: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """A file of these messages, while the glass is open."""
    return saved(await under_glass(viewer, young_person, file))


@post("/glass/{young_person:uuid}/close", opt=UNDER, status_code=204, operation_id="close_glass")
async def close(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I have read enough."""
    await commands.close(viewer, young_person)


@get("/glasses", opt=REVIEW, operation_id="glasses")
async def all_glasses(viewer: NamedDependency[Viewer]) -> Glasses:
    """What I have to review, and my own that are open."""
    return await glass.glasses(viewer)


@post("/glasses/{id:uuid}/reviewed", opt=REVIEW, status_code=204, operation_id="reviewed_glass")
async def reviewed(id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I have looked at another manager's reason."""
    await commands.reviewed(viewer, id)


router = Router("/api/messages", route_handlers=[break_it, read, file, close, all_glasses, reviewed])
