"""News as it happens, by server-sent events. An open stream that hears nothing asks the database nothing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Request, Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream

from backend.identity.cookies import DEVICE, SESSION
from backend.identity.queries import viewer_for
from backend.messaging.queries import stream
from backend.shared import clock
from backend.shared.bell import bell
from backend.shared.viewer import Viewer

PING = 15.0  # seconds; the phone takes a stream that is silent for three of them for dead
LIFE = 600.0  # seconds; then the phone opens a new one, and with it the whole sign-in is looked at again


@get(
    "/",
    opt={"action": "message.read", "plain": True, "untouched": True},
    operation_id="message_stream",
    media_type="text/event-stream",
)
async def listen(request: Request, viewer: NamedDependency[Viewer], at: FromQuery[str] = "") -> Stream:
    """Messages after these cursors, then whatever comes: message, marks, inbox, ping."""
    asked = await stream.cursors(viewer, at)
    ears = await stream.ears(viewer)
    cookies = (request.cookies.get(SESSION), request.cookies.get(DEVICE))
    return Stream(
        news(viewer, asked, ears, cookies),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def news(
    viewer: Viewer, asked: list[stream.Cursor], ears: list[str], cookies: tuple[str | None, str | None]
) -> AsyncIterator[bytes]:
    """Events until the sign-in is over, ten minutes have passed or the server closes. A ring costs two statements.

    Whoever comes while this process hears nothing is told what there is and sent away, to ask again soon.
    """
    loop = asyncio.get_running_loop()
    end, deaf, first = loop.time() + LIFE, bell.deaf, True
    with bell.ear(ears) as ring:
        while not bell.closing:
            ring.clear()  # clear, then look: no ring falls between, neither of news nor of a sign-in's end
            if not first:
                same = await _still(viewer, cookies)
                if same is None:
                    return
                viewer = same
            found = await stream.news(viewer, asked)
            for name, message in found.messages:
                yield _event("message", {"thread": name, "message": message}, f"{name}:{message.seq}")
            for name, marks in found.marks:
                yield _event("marks", {"thread": name, "marks": marks})
            if viewer.is_staff and not first:
                yield _event("inbox", {})
            first = False
            if found.more:
                continue
            if deaf:
                return
            while not ring.is_set():
                if loop.time() >= end:
                    return
                try:
                    await asyncio.wait_for(ring.wait(), PING)
                except TimeoutError:
                    yield _event("ping", {})


async def _still(viewer: Viewer, cookies: tuple[str | None, str | None]) -> Viewer | None:
    """The same viewer at this instant; None when their sign-in is over, or another one by now."""
    now = await viewer_for(
        session=cookies[0],
        device=cookies[1],
        action=viewer.action,
        now=clock.now(),
        request=viewer.request,
        touch=False,
    )
    return now if (now.id, now.session) == (viewer.id, viewer.session) else None


def _event(kind: str, data: Any, id: str = "") -> bytes:
    head = f"id: {id}\nevent: {kind}\ndata: " if id else f"event: {kind}\ndata: "
    return head.encode() + msgspec.json.encode(data) + b"\n\n"


router = Router("/api/messages/stream", route_handlers=[listen])
