"""Lists: an adviser's or nurse's inbox, and for managers who waits."""

from litestar import Router, get
from litestar.di import NamedDependency

from backend.messaging.queries import inbox, waiting
from backend.messaging.schemas import Inbox, Waiting
from backend.shared.viewer import Viewer


@get("/inbox", opt={"action": "message.read"}, operation_id="inbox")
async def mine(viewer: NamedDependency[Viewer]) -> Inbox:
    """Whose messages are mine to answer, longest waiting first."""
    return await inbox.inbox(viewer)


@get("/waiting", opt={"action": "message.waiting"}, operation_id="waiting")
async def who_waits(viewer: NamedDependency[Viewer]) -> Waiting:
    """Who waits for an answer in my teams."""
    return await waiting.waiting(viewer)


router = Router("/api/messages", route_handlers=[mine, who_waits])
