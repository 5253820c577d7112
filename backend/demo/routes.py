"""The demo's own page: who there is, and one tap to be them. Mounted in demo mode alone."""

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from backend.demo import queries
from backend.demo.schemas import Cast, SignInAs
from backend.identity.commands.sessions import open_for_worker, open_for_young_person
from backend.identity.cookies import DEVICE
from backend.identity.routes.answers import opened, phone_label
from backend.identity.schemas import Me
from backend.shared.viewer import YOUNG_PERSON, Viewer


@get("/cast", opt={"action": "demo.use"}, operation_id="demo_cast")
async def cast() -> Cast:
    """Who can be tried out."""
    return await queries.cast()


@post("/sign-in", opt={"action": "demo.use"}, operation_id="demo_sign_in", status_code=200)
async def sign_in(request: Request, data: JSONBody[SignInAs], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """This browser is that person now: a phone of theirs, or a member of staff's sign-in."""
    one = await queries.member(data.id)
    if one.kind == YOUNG_PERSON:
        secret, label = request.cookies.get(DEVICE), phone_label(request)
        done = await open_for_young_person(viewer, one.id, device_secret=secret, label=label, pin=queries.PIN)
    else:
        done = await open_for_worker(viewer, one.id)
    return await opened(request, viewer, done)


router = Router("/api/demo", route_handlers=[cast, sign_in])
