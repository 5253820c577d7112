"""Opening a phone that has joined."""

from typing import Any

from litestar import Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from backend.identity.commands import passkeys, unlocking
from backend.identity.cookies import DEVICE
from backend.identity.routes.answers import address_of, opened, phone_label
from backend.identity.schemas import GivePasskey, GivePin, Me
from backend.shared.viewer import Viewer

OPEN = {"action": "phone.unlock"}


@post("/pin", opt=OPEN, operation_id="unlock_with_pin", status_code=200)
async def with_pin(request: Request, data: JSONBody[GivePin], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """Open, with the PIN that belongs to this phone."""
    return await opened(request, viewer, await unlocking.with_pin(viewer, request.cookies.get(DEVICE), data.pin))


@post("/passkey/options", opt=OPEN, operation_id="unlock_passkey_options", status_code=200)
async def passkey_options(request: Request, viewer: NamedDependency[Viewer]) -> dict[str, Any]:
    """What the phone needs to use a passkey."""
    return await passkeys.options_to_unlock(viewer, address_of(request))


@post("/passkey", opt=OPEN, operation_id="unlock_with_passkey", status_code=200)
async def with_passkey(request: Request, data: JSONBody[GivePasskey], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """Open, with a passkey; on an unknown phone this is a new phone."""
    return await opened(request, viewer, await passkeys.unlock(viewer, data.credential, phone_label(request)))


router = Router("/api/unlock", route_handlers=[with_pin, passkey_options, with_passkey])
