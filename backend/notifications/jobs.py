"""What time does to notices: due ones leave, quiet addresses are asked if they live, undone tasks rise."""

import asyncio
from weakref import WeakKeyDictionary

import httpx

from backend.notifications.commands import claiming, delivering, noting, probing, tasks
from backend.notifications.commands.noting import Outcome
from backend.notifications.connections import Connections
from backend.notifications.push import Sender
from backend.notifications.text import Texts
from backend.shared import clock
from backend.shared.bell import bell, tell
from backend.shared.config import settings
from backend.shared.viewer import Viewer

AT_ONCE, CLAIM = 32, 8
"""Errands under way in one process, and people claimed at a time."""
LOOK = 1.0  # seconds: how long new notices wait at most behind a service that hangs

_post: WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[Sender, Texts | None]] = WeakKeyDictionary()


def post() -> tuple[Sender, Texts | None]:
    """Whoever sends pushes, and texts where the council has set them up; connections are kept for the next round."""
    loop = asyncio.get_running_loop()
    if loop not in _post:
        ours = settings()
        sender = Sender(Connections(ours.push_local), ours.vapid_keys, ours.vapid_subject, local=ours.push_local)
        texts = None
        if ours.notify_key:
            http = httpx.AsyncClient(timeout=10, follow_redirects=False, trust_env=False)
            texts = Texts(http, ours.notify_url, ours.notify_key, ours.notify_template)
        _post[loop] = sender, texts
    return _post[loop]


async def deliver(viewer: Viewer) -> None:
    """Every due notice has had its next move. Safe on many servers at once; a slow service holds up nobody else's."""
    sender, texts = post()
    crew: set[asyncio.Task[Outcome]] = set()
    try:
        while True:
            claimed = claiming.Claimed()
            if len(crew) <= AT_ONCE - CLAIM and not bell.closing:
                claimed = await claiming.claim(Viewer.clock(viewer.action, clock.now()), CLAIM)
                if late := claiming.told_late(claimed, clock.now()):
                    await tell(*late)
            if claimed.moves:
                await noting.note(Viewer.clock(viewer.action, clock.now()), [Outcome(claimed.moves)])
            for errand in claimed.errands:
                asked = Viewer.clock(viewer.action, clock.now())
                crew.add(asyncio.create_task(delivering.run(asked, errand, sender, texts)))
            if not crew and not claimed:
                return
            if crew and (not claimed or len(crew) > AT_ONCE - CLAIM):
                done, crew = await asyncio.wait(crew, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
                await noting.note(Viewer.clock(viewer.action, clock.now()), [one.result() for one in done])
    finally:
        for one in crew:  # their leases run out, and others carry on
            one.cancel()


async def probe(viewer: Viewer) -> None:
    """Every address that took no push for a week was asked, outside quiet hours, whether it still lives."""
    sender, _ = post()
    await probing.probe(viewer, sender)


async def rise(viewer: Viewer) -> None:
    """Every overdue task is the manager's too, and none is left with somebody who is gone."""
    await tasks.rise(viewer)
