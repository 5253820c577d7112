"""HTTP for services near by: everybody's list, and the page of whoever keeps it."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.local_help import queries
from backend.local_help.commands import keeping
from backend.local_help.schemas import FeedIn, Keeping, OwnServiceIn, Services
from backend.shared.known_again import known_again
from backend.shared.viewer import Viewer

KEEP = {"action": "local_help.keep"}


@get("/", opt={"action": "local_help.read", "untouched": True}, operation_id="local_help")
async def services(request: Request, viewer: NamedDependency[Viewer]) -> Response[Services]:
    """All services near by: no sign-in, the same bytes for all, kept by phones and caches."""
    found = await queries.services(viewer)
    headers, known = known_again(found.hash, request.headers.get("if-none-match", ""))
    said: Any = None if known else found
    return Response(said, status_code=304 if known else 200, headers=headers)


@get("/keeping", opt=KEEP, operation_id="local_help_keeping")
async def kept(viewer: NamedDependency[Viewer]) -> Keeping:
    """Feeds with their readings and faults, and the own list."""
    return await queries.keeping(viewer)


@post("/keeping/own", opt=KEEP, status_code=204, operation_id="keep_service")
async def put(data: JSONBody[OwnServiceIn], viewer: NamedDependency[Viewer]) -> None:
    """A service of the own list, new or changed."""
    await keeping.put(viewer, data)


@delete("/keeping/own/{service:uuid}", opt=KEEP, operation_id="take_service_away")
async def take_away(service: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """A service of the own list goes."""
    await keeping.take_away(viewer, service)


@post("/keeping/own/{service:uuid}/checked", opt=KEEP, status_code=204, operation_id="service_checked")
async def checked(service: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I looked today: it is right."""
    await keeping.checked(viewer, service)


class Added(msgspec.Struct, frozen=True):
    id: UUID


@post("/keeping/feeds", opt=KEEP, operation_id="add_feed")
async def add_feed(data: JSONBody[FeedIn], viewer: NamedDependency[Viewer]) -> Added:
    """A feed that is read from now on."""
    return Added(id=await keeping.add_feed(viewer, data))


@post("/keeping/feeds/{feed:uuid}/run", opt=KEEP, status_code=204, operation_id="read_feed_now")
async def run(feed: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Read it now."""
    await keeping.run_now(viewer, feed)


@post("/keeping/feeds/{feed:uuid}/pause", opt=KEEP, status_code=204, operation_id="pause_feed")
async def pause(feed: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Read it no more for now."""
    await keeping.pause(viewer, feed, paused=True)


@post("/keeping/feeds/{feed:uuid}/resume", opt=KEEP, status_code=204, operation_id="resume_feed")
async def resume(feed: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Read it again."""
    await keeping.pause(viewer, feed, paused=False)


@delete("/keeping/feeds/{feed:uuid}", opt=KEEP, operation_id="take_feed_away")
async def take_feed_away(feed: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """The feed and its services go."""
    await keeping.take_feed_away(viewer, feed)


router = Router(
    "/api/local-help",
    route_handlers=[services, kept, put, take_away, checked, add_feed, run, pause, resume, take_feed_away],
)
