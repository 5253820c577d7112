"""A new phone's own way through joining."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from backend.identity import queries
from backend.identity.commands import joining, passkeys, ways_in
from backend.identity.cookies import DEVICE, SESSION
from backend.identity.routes.answers import address_of, cookie, opened, phone_label
from backend.identity.schemas import Birthday, GivePasskey, GivePin, JoiningNow, Me, TakeCode, WhoUses
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

OPEN = {"action": "joining.use"}


@post("/take", opt=OPEN, operation_id="take_code", status_code=200)
async def take(request: Request, data: JSONBody[TakeCode], viewer: NamedDependency[Viewer]) -> Response[JoiningNow]:
    """The code is this phone's; it gets its own secret and a first name."""
    address, label = address_of(request), phone_label(request)
    secret = await joining.take(viewer, data.secret, data.spoken, address=address, label=label)
    now = await queries.joining_now(viewer, secret)
    return Response(now, cookies=[cookie(DEVICE, secret), cookie(SESSION, "")])


@get("/", opt=OPEN, operation_id="joining")
async def how_far(request: Request, viewer: NamedDependency[Viewer]) -> JoiningNow:
    """How far this phone's joining is."""
    return await queries.joining_now(viewer, request.cookies.get(DEVICE))


@post("/birthday", opt=OPEN, operation_id="give_birthday", status_code=200)
async def birthday(request: Request, data: JSONBody[Birthday], viewer: NamedDependency[Viewer]) -> JoiningNow:
    """A right date goes on to waiting; a wrong one has one try less."""
    await joining.birthday(viewer, data.born_on)
    return await queries.joining_now(viewer, request.cookies.get(DEVICE))


@post("/phone", opt=OPEN, operation_id="who_uses_phone", status_code=200)
async def phone(request: Request, data: JSONBody[WhoUses], viewer: NamedDependency[Viewer]) -> JoiningNow | None:
    """Whether others use this phone is known; a phone that is in already has no joining to tell of."""
    await joining.who_uses(viewer, others_use=data.others_use)
    return None if viewer.id else await queries.joining_now(viewer, request.cookies.get(DEVICE))


@post("/pin", opt=OPEN, operation_id="choose_pin", status_code=200)
async def pin(request: Request, data: JSONBody[GivePin], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """Joined, with a PIN, and open."""
    secret = request.cookies.get(DEVICE)
    if not secret:
        raise NotFound()
    return await opened(request, viewer, await ways_in.choose_pin(viewer, secret, data.pin))


@post("/end", opt=OPEN, operation_id="not_me", status_code=204)
async def end(request: Request, viewer: NamedDependency[Viewer]) -> None:
    """ "This isn't me": the code is dead and this phone is out."""
    await joining.not_me(viewer, request.cookies.get(DEVICE))


@post("/passkey/options", opt=OPEN, operation_id="joining_passkey_options", status_code=200)
async def passkey_options(viewer: NamedDependency[Viewer]) -> dict[str, Any]:
    """What the phone needs to make a passkey."""
    return await passkeys.options_to_join(viewer)


@post("/passkey", opt=OPEN, operation_id="choose_passkey", status_code=200)
async def passkey(request: Request, data: JSONBody[GivePasskey], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """Joined, with a passkey, and open."""
    return await opened(request, viewer, await passkeys.join(viewer, data.credential, phone_label(request)))


router = Router("/api/joining", route_handlers=[take, how_far, birthday, phone, pin, passkey_options, passkey, end])
