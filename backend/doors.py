"""Between the socket and a room: cookie to Viewer, the guard, the start-up check, error to problem+json, headers."""

import hmac
import logging
import re
import time
import traceback
from collections.abc import Iterable
from typing import Any

import msgspec
from asyncpg import CharacterNotInRepertoireError
from litestar import Litestar, Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException, ValidationException
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.identity import queries as identity
from backend.identity.cookies import DEVICE, SESSION, token_for
from backend.people.rules import KNOWN, OPEN, kinds_for
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.ids import new_id
from backend.shared.problems import NotAllowed, NotFound, NotValid, Problem, SignInNeeded
from backend.shared.viewer import NOBODY, Viewer, viewing

SAFE_METHODS = {"GET", "HEAD"}
METHODS = SAFE_METHODS | {
    "POST",
    "PATCH",
    "PUT",
    "DELETE",
    "OPTIONS",
}  # any other word is the sender's own and is not logged
PROBLEM_JSON = "application/problem+json"
access_log = logging.getLogger("onward.access")
fault_log = logging.getLogger("onward.faults")


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Could this kind of person ever do this? Runs before the body is read, on every route, OPTIONS included."""
    action = handler.opt.get("action")
    if action not in KNOWN:
        raise NotFound()
    if connection.scope.get("method") not in SAFE_METHODS and not handler.opt.get("machine"):
        _same_site(connection, "application/octet-stream" if handler.opt.get("upload") else "application/json")
    session = connection.cookies.get(SESSION)
    viewer = await identity.viewer_for(
        session=session,
        device=connection.cookies.get(DEVICE),
        action=action,
        now=clock.now(),
        request=connection.scope["state"].get("request", ""),
        touch=not handler.opt.get("untouched"),
    )
    viewing.set(viewer)
    connection.scope["state"]["kind"] = viewer.kind
    if action in OPEN:
        return
    if viewer.kind == NOBODY:
        raise SignInNeeded()
    if viewer.kind not in kinds_for(action):
        raise NotAllowed()
    # Bound to this sign-in and held in the page's memory only; another site can neither read nor guess it.
    known = bool(session) and hmac.compare_digest(
        connection.headers.get("x-onward-token", "").encode(), token_for(session or "").encode()
    )
    if connection.scope.get("method") not in SAFE_METHODS and not known:
        raise NotAllowed("Open Onward again, then try once more.")


def _same_site(connection: ASGIConnection, wanted: str) -> None:
    """Cross-site writes are refused before anything else: Fetch Metadata first, Origin where that is missing.

    Both kinds of body that we take make another site's browser ask first (Fetch standard, CORS-safelisted types).
    """
    site, origin = connection.headers.get("sec-fetch-site"), connection.headers.get("origin")
    by_origin = site is None and origin in origins()
    if site != "same-origin" and not by_origin:
        raise NotAllowed()
    body = connection.headers.get("content-length", "0") != "0" or "transfer-encoding" in connection.headers
    kind = connection.headers.get("content-type", "").partition(";")[0].strip()
    if body and kind != wanted:
        raise NotValid("Send JSON." if wanted == "application/json" else "Send the file's own bytes.")


def hosts() -> set[str]:
    """The Host headers we answer to: our own origin; in the demo also the bare loopback address."""
    ours = settings().host
    return {ours, ours.replace("localhost", "127.0.0.1")} if settings().demo else {ours}


def origins() -> set[str]:
    """The Origin headers of our own pages: the same hosts under the one scheme we are served by."""
    scheme, _, _ = settings().origin.partition("://")
    return {f"{scheme}://{host}" for host in hosts()}


async def viewer() -> Viewer:
    """The one thing that is injected: who is asking, what for and when."""
    return viewing.get()


def check(app: Litestar) -> None:
    """Raises SystemExit naming every route without a known action; called when the app is built."""
    lost = [
        f"{route.path} ({getattr(handler, 'handler_name', handler)})"
        for route in app.routes
        for handler in handlers_of(route)
        if getattr(handler, "http_methods", None) != {"OPTIONS"} and handler.opt.get("action") not in KNOWN
    ]
    if lost:
        raise SystemExit(f"These routes name no known action, so Onward does not start: {', '.join(sorted(lost))}")


def handlers_of(route: Any) -> Iterable[BaseRouteHandler]:
    """Every handler of a route, whatever kind of route it is."""
    return getattr(route, "route_handlers", None) or [route.route_handler]


def answer(request: Request, fault: Exception) -> Response[bytes]:
    """Any fault as RFC 9457 problem+json; a crash gives an id to read out and nothing more."""
    headers: dict[str, str] = {}
    if isinstance(fault, Problem):
        status, body = fault.status, {"type": fault.type, "title": fault.title, "detail": fault.detail, **fault.more}
        if "wait_seconds" in fault.more and status in (429, 503):
            headers["Retry-After"] = str(fault.more["wait_seconds"])
        if fault.more.get("wipe"):
            headers["Clear-Site-Data"] = '"cache", "storage"'
    elif isinstance(fault, ValidationException):
        faults = [
            {"field": str(one.get("key", "")), "problem": _unquoted(str(one.get("message", "")))}
            for one in (fault.extra or [])
            if isinstance(one, dict)
        ]
        status, body = (
            400,
            {"type": NotValid.type, "title": NotValid.title, "detail": "Check what was sent.", "faults": faults},
        )
    elif isinstance(fault, TOO_ODD):
        status, body = 400, {"type": NotValid.type, "title": NotValid.title, "detail": "Check what was sent."}
    elif isinstance(fault, HTTPException) and fault.status_code < 500:
        status = fault.status_code
        known: type[Problem] = {400: NotValid, 401: SignInNeeded, 403: NotAllowed, 404: NotFound}.get(status, Problem)
        kind = known.type if known is not Problem else "refused"
        title = known.title if known is not Problem else "That can't be done this way."
        body = {"type": kind, "title": title, "detail": title}
        headers.update({k: v for k, v in (fault.headers or {}).items() if k.lower() in ("allow", "retry-after")})
    else:
        quote = str(request.scope["state"].get("request") or new_id())
        _note(quote, fault)
        status = 500
        body = {"type": Problem.type, "title": Problem.title, "quote": quote}
        body["detail"] = "It's us, not you. Nothing you wrote is lost. Try again, or read us the code."
    body = {**body, "type": f"/problems/{body['type']}", "status": status}
    return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM_JSON, headers=headers)


# Nested deeper than anyone means it, not UTF-8, or with NUL, which PostgreSQL cannot keep: whoever sent it is told.
TOO_ODD = (RecursionError, UnicodeDecodeError, CharacterNotInRepertoireError)


def _unquoted(message: str) -> str:
    """What is wrong with a value, without the value: what was sent is never sent back (safety.md S29)."""
    if message.startswith("'"):
        return "Nothing was sent"
    return re.sub(r"(unknown field|enum value) .*", r"\1", message, flags=re.DOTALL)


def _note(quote: str, fault: BaseException) -> None:
    fault_log.error("unexpected %s %s\n%s", quote, type(fault).__name__, _frames(fault))


def _frames(fault: BaseException) -> str:
    """Where it broke, without arguments, locals or the exception's own text: those may hold personal words."""
    return "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__))


async def _plain(send: Send, problem: Problem) -> None:
    """This problem, where there is no request yet or no longer one to answer with Litestar's own means."""
    said = {"type": f"/problems/{problem.type}", "title": problem.title, "detail": problem.detail, **problem.more}
    body = msgspec.json.encode({**said, "status": problem.status})
    headers = [(b"content-type", PROBLEM_JSON.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


API_CSP = "default-src 'none'; frame-ancestors 'none'; sandbox"
SHELL_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types worker"
)
EVERYWHERE = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": "geolocation=(), camera=(), microphone=(self), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


def around(app: ASGIApp) -> ASGIApp:
    """Every answer's headers (safety.md 8), one access line without a personal word, and the Host check.

    It stands around the whole app, so that what the routing itself refuses is dressed and told too.
    """

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        started, request = time.perf_counter(), str(new_id())
        scope.setdefault("state", {})["request"] = request
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableScopeHeaders.from_message(message)
                for name, value in EVERYWHERE.items():
                    headers[name] = value
                if scope["path"].startswith("/api") or "problem+json" in headers.get("content-type", ""):
                    headers["content-security-policy"] = API_CSP
                    headers["vary"] = "Cookie"
                    if "cache-control" not in headers:
                        headers["cache-control"] = "no-store"
                else:
                    headers["content-security-policy"] = SHELL_CSP
            await send(message)

        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
        if host not in hosts():
            await _plain(dressed, NotFound())
        else:
            try:
                await app(scope, receive, dressed)
            except Exception as fault:  # the server below would log the exception's own words
                _note(request, fault)
                if not status:
                    await _plain(dressed, Problem(quote=request))
        access_log.info(
            "%s %s %s %s %dms %s",
            scope["method"] if scope["method"] in METHODS else "-",  # type: ignore[typeddict-item]  # no websocket here
            scope.get("path_template") or "-",
            status,
            scope.get("state", {}).get("kind", "-"),
            (time.perf_counter() - started) * 1000,
            request,
        )

    return outer
