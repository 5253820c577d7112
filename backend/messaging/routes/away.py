"""An adviser says once that they are away, and who reads and answers instead."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.messaging.commands import away as commands
from backend.messaging.queries import away
from backend.messaging.schemas import AwayIn, MyAway
from backend.shared.viewer import Viewer

OWN = {"action": "own.away"}


@get("/", opt=OWN, operation_id="my_away")
async def mine(viewer: NamedDependency[Viewer]) -> MyAway:
    """When I am away, whom I cover for, and who could cover for me."""
    return await away.mine(viewer)


@post("/", opt=OWN, status_code=204, operation_id="go_away")
async def go(data: JSONBody[AwayIn], viewer: NamedDependency[Viewer]) -> None:
    """I am away on these days."""
    await commands.go(viewer, data)


@post("/{id:uuid}/end", opt=OWN, status_code=204, operation_id="come_back")
async def end(id: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I am back, or it is called off."""
    await commands.end(viewer, id)


router = Router("/api/messages/away", route_handlers=[mine, go, end])
