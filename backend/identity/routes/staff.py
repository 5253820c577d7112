"""Staff sign in, set up their account, and keep their passkeys."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.identity.commands import setting_up, staff_passkeys, staff_sign_in
from backend.identity.cookies import KNOWN
from backend.identity.queries.staff import passkeys
from backend.identity.routes.answers import address_of, opened, phone_label
from backend.identity.schemas import (
    GivePasskey,
    Me,
    NewTotp,
    SecondCode,
    SecondNeeded,
    SecondPasskey,
    SecondTicket,
    SetUp,
    SetUpFor,
    SetUpLink,
    StaffPasskeys,
    StaffSignIn,
)
from backend.shared.viewer import Viewer

OPEN, OWN = {"action": "staff.sign_in"}, {"action": "own.passkeys"}


@post("/sign-in", opt=OPEN, operation_id="staff_sign_in", status_code=200)
async def start(request: Request, data: JSONBody[StaffSignIn], viewer: NamedDependency[Viewer]) -> SecondNeeded:
    """The password was right; the second factor is still missing."""
    browser = request.cookies.get(KNOWN)
    return await staff_sign_in.start(viewer, data.email, data.password, address=address_of(request), browser=browser)


@post("/second", opt=OPEN, operation_id="staff_second_code", status_code=200)
async def second(request: Request, data: JSONBody[SecondCode], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """Signed in with a code."""
    browser = request.cookies.get(KNOWN)
    done = await staff_sign_in.finish_with_code(viewer, data.ticket, data.code, browser=browser)
    return await opened(request, viewer, done)


@post("/second/passkey/options", opt=OPEN, operation_id="staff_second_passkey_options", status_code=200)
async def second_options(data: JSONBody[SecondTicket], viewer: NamedDependency[Viewer]) -> dict[str, Any]:
    """What the browser needs to use a passkey."""
    return await staff_sign_in.passkey_options(viewer, data.ticket)


@post("/second/passkey", opt=OPEN, operation_id="staff_second_passkey", status_code=200)
async def second_passkey(
    request: Request, data: JSONBody[SecondPasskey], viewer: NamedDependency[Viewer]
) -> Response[Me]:
    """Signed in with a passkey."""
    browser = request.cookies.get(KNOWN)
    done = await staff_sign_in.finish_with_passkey(viewer, data.ticket, data.credential, browser=browser)
    return await opened(request, viewer, done)


@post("/set-up/open", opt=OPEN, operation_id="open_set_up", status_code=200)
async def open_set_up(request: Request, data: JSONBody[SetUpLink], viewer: NamedDependency[Viewer]) -> SetUpFor:
    """Whose account this link sets up."""
    return await setting_up.open_set_up(viewer, data.secret, address_of(request))


@post("/set-up/totp", opt=OPEN, operation_id="set_up_totp", status_code=200)
async def set_up_totp(request: Request, data: JSONBody[SetUpLink], viewer: NamedDependency[Viewer]) -> NewTotp:
    """A secret for the authenticator app."""
    return await setting_up.new_totp(viewer, data.secret, address_of(request))


@post("/set-up", opt=OPEN, operation_id="set_up", status_code=200)
async def set_up(request: Request, data: JSONBody[SetUp], viewer: NamedDependency[Viewer]) -> Response[Me]:
    """The account is set up and signed in."""
    address, browser = address_of(request), request.cookies.get(KNOWN)
    done = await setting_up.set_up(viewer, data.secret, data.password, data.code, address=address, browser=browser)
    return await opened(request, viewer, done)


@get("/passkeys", opt=OWN, operation_id="staff_passkeys")
async def my_passkeys(viewer: NamedDependency[Viewer]) -> StaffPasskeys:
    """My passkeys."""
    return await passkeys(viewer)


@post("/passkeys/options", opt=OWN, operation_id="staff_passkey_options", status_code=200)
async def passkey_options(viewer: NamedDependency[Viewer]) -> dict[str, Any]:
    """What the browser needs to make a passkey."""
    return await staff_passkeys.passkey_options(viewer)


@post("/passkeys", opt=OWN, operation_id="add_staff_passkey", status_code=204)
async def add_passkey(request: Request, data: JSONBody[GivePasskey], viewer: NamedDependency[Viewer]) -> None:
    """One more passkey of mine."""
    await staff_passkeys.add_passkey(viewer, data.credential, phone_label(request))


@delete("/passkeys/{passkey:uuid}", opt=OWN, operation_id="remove_staff_passkey", status_code=204)
async def remove_passkey(passkey: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """One passkey of mine less."""
    await staff_passkeys.remove_passkey(viewer, passkey)


router = Router(
    "/api/staff",
    route_handlers=[
        start,
        second,
        second_options,
        second_passkey,
        open_set_up,
        set_up_totp,
        set_up,
        my_passkeys,
        passkey_options,
        add_passkey,
        remove_passkey,
    ],
)
