"""Which state this browser is in, and the two ways of leaving."""

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency

from backend.identity import queries
from backend.identity.commands import sessions
from backend.identity.cookies import DEVICE, SESSION
from backend.identity.routes.answers import cookie, left
from backend.identity.schemas import Me
from backend.shared.viewer import Viewer


@get("/me", opt={"action": "me.read", "plain": True}, operation_id="me")
async def who_am_i(request: Request, viewer: NamedDependency[Viewer]) -> Me:
    """The state of this phone or browser, about itself alone."""
    return await queries.me(viewer, session=request.cookies.get(SESSION), device=request.cookies.get(DEVICE))


@post("/lock", opt={"action": "own.leave"}, operation_id="lock", status_code=204)
async def lock(viewer: NamedDependency[Viewer]) -> Response[None]:
    """The session is over; PIN or passkey opens again."""
    await sessions.end(viewer)
    return Response(None, status_code=204, cookies=[cookie(SESSION, "")])


@post("/sign-out", opt={"action": "own.leave"}, operation_id="sign_out", status_code=204)
async def sign_out(viewer: NamedDependency[Viewer]) -> Response[None]:
    """The session is over and the kept copy goes; the phone stays and can open again."""
    await sessions.sign_out(viewer)
    return left()


router = Router("/api", route_handlers=[who_am_i, lock, sign_out])
