"""What the routes of this room share: who sent it, and cookies on the answer."""

from litestar import Request, Response
from litestar.datastructures import Cookie

from backend.identity.commands.sessions import Opened
from backend.identity.cookies import DEVICE, KNOWN, LIVES, SEND_ONLY, SESSION, send_right
from backend.identity.queries import me, viewer_for
from backend.identity.rules import label_of, network_of
from backend.identity.schemas import Me
from backend.shared.config import settings
from backend.shared.viewer import YOUNG_PERSON, Viewer


def address_of(request: Request) -> str:
    """Whose tries count together. X-Forwarded-For counts only as far back as there are proxies of our own."""
    peer = request.client.host if request.client else "unknown"
    proxies = settings().trusted_proxies
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    return network_of(hops[-proxies] if 0 < proxies <= len(hops) else peer)


def phone_label(request: Request) -> str:
    """What kind of thing sent this."""
    return label_of(request.headers.get("user-agent", ""))


async def opened(request: Request, viewer: Viewer, done: Opened) -> Response[Me]:
    """The new state of this browser, with its new cookies."""
    device = done.device or request.cookies.get(DEVICE)
    now = await viewer_for(
        session=done.session, device=device, action=viewer.action, now=viewer.now, request=viewer.request
    )
    body = await me(now, session=done.session, device=device, just_opened_wrong_tries=done.wrong_tries)
    given = {SESSION: done.session, DEVICE: done.device, KNOWN: done.known}
    if now.kind == YOUNG_PERSON:
        given[SEND_ONLY] = send_right(done.session) if body.shared_phone is False else ""
    return Response(body, cookies=[cookie(name, value) for name, value in given.items() if value is not None])


def cookie(name: str, value: str) -> Cookie:
    """One of our cookies; an empty value drops it."""
    return Cookie(
        key=name,
        value=value,
        path="/",
        secure=True,
        httponly=True,
        samesite="strict",
        max_age=LIVES[name] if value else 0,
    )


def left(*, device_too: bool = False) -> Response[None]:
    """The sign-in is over and the browser clears what it kept; the phone's own secret too when the phone is out."""
    names = [SESSION, SEND_ONLY, DEVICE] if device_too else [SESSION, SEND_ONLY]
    clear = '"cache", "storage", "cookies"' if device_too else '"cache", "storage"'
    return Response(
        None, status_code=204, headers={"Clear-Site-Data": clear}, cookies=[cookie(name, "") for name in names]
    )
