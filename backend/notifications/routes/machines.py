"""Doors without a sign-in: a phone's worker says it showed a notice, and the text service calls back."""

from litestar import Request, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from backend.notifications.commands import settings, texting
from backend.notifications.schemas import ShownIn, TextStatus
from backend.notifications.text import is_call_back
from backend.shared.config import settings as council
from backend.shared.problems import NotAllowed
from backend.shared.viewer import Viewer


@post("/shown", opt={"action": "notice.shown"}, operation_id="notice_shown", status_code=204)
async def shown(data: JSONBody[ShownIn], viewer: NamedDependency[Viewer]) -> None:
    """It is on the screen. The answer never says whether we know it."""
    await settings.shown(viewer, data.id)


@post("/text-status", opt={"action": "text.status", "machine": True}, operation_id="text_status", status_code=204)
async def text_status(request: Request, data: JSONBody[TextStatus], viewer: NamedDependency[Viewer]) -> None:
    """GOV.UK Notify says what became of a text."""
    if not is_call_back(request.headers.get("authorization", ""), council().notify_callback):
        raise NotAllowed()
    await texting.told(viewer, data.reference or "", data.status)


router = Router("/api/notices", route_handlers=[shown, text_status])
