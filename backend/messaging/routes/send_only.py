"""A locked phone hands over what was written on it. Its one cookie can read nothing, and nothing is answered."""

from dataclasses import replace

from litestar import Request, Router, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.identity.cookies import SEND_ONLY
from backend.identity.queries import sender_of
from backend.messaging import rules
from backend.messaging.commands import sending
from backend.messaging.schemas import NewMessage, Which
from backend.shared.problems import SignInNeeded
from backend.shared.viewer import YOUNG_PERSON, Viewer

OPEN = {"action": "message.send_only"}


async def sender(request: Request, viewer: Viewer) -> Viewer:
    """Whose phone this is, as one who may send and nothing else; SignInNeeded when its right is over."""
    found = await sender_of(request.cookies.get(SEND_ONLY), viewer.now)
    if found is None:
        raise SignInNeeded()
    young_person, device = found
    return replace(viewer, kind=YOUNG_PERSON, action="message.send", id=young_person, device=device, session=None)


@post("/{which:str}", opt=OPEN, status_code=204, operation_id="send_locked")
async def send(
    request: Request, which: FromPath[Which], data: JSONBody[NewMessage], viewer: NamedDependency[Viewer]
) -> None:
    """Say something from a locked phone. The same again is the same."""
    owner = await sender(request, viewer)
    if owner.id:
        await sending.send(owner, owner.id, which, data, through=rules.SEND_ONLY)


router = Router("/api/messages/send-only", route_handlers=[send])
