"""What the tests of this room do again and again: settings for a while, subscribe, give, let time pass, read a notice."""

from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.notifications import jobs
from backend.notifications.commands import give
from backend.notifications.commands.subscribing import subscribe
from backend.notifications.schemas import SubscriptionIn
from backend.shared import clock, config
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.push_service import Browser

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@contextmanager
def council_with(**changes: Any):  # type: ignore[no-untyped-def]
    """Other settings for a while; whoever sends reads them anew."""
    read = config.read
    config.read = lambda environ: replace(read(environ), **changes)  # type: ignore[assignment]
    _reads_anew()
    try:
        yield
    finally:
        config.read = read  # type: ignore[assignment]
        _reads_anew()


def _reads_anew() -> None:
    config.settings.cache_clear()
    jobs._post.clear()


def the_clock(action: str = "notice.deliver") -> Viewer:
    return Viewer.clock(action, clock.now())


def owner(who: UUID, device: UUID | None = None) -> Viewer:
    return Viewer(kind="young_person", action="own.notices", now=clock.now(), id=who, device=device)


def staff(who: UUID, kind: str = "adviser") -> Viewer:
    return Viewer(kind=kind, action="own.notices", now=clock.now(), id=who)


async def a_device(who: UUID, *, shared: bool | None = False) -> UUID:
    """A phone of theirs that is in."""
    id = new_id()
    await fetch(
        "INSERT INTO device (id, young_person, secret_hash, label, made_at, joined_at, joined_how, shared, wrong_tries) "
        "VALUES ($1, $2, $3, 'Android phone', $4, $4, 'here', $5, 0)",
        id, who, id.bytes + id.bytes, clock.now(), shared,
    )  # fmt: skip
    return id


async def subscribed(browser: Browser, who: UUID, *, device: UUID | None = None, worker: bool = False) -> UUID:
    """Pushes for them go to this browser."""
    viewer = staff(who) if worker else owner(who, device or await a_device(who))
    return await subscribe(viewer, SubscriptionIn(**browser.subscription()))


async def given(kind: str, **more: Any) -> UUID:
    """One notice, in a transaction of its own; its id."""
    key = more.pop("key", f"{kind}:{new_id()}")
    async with transaction():
        await give(the_clock(), kind=kind, key=key, **more)
    return UUID(str((await fetch("SELECT id FROM notice WHERE key = $1", key))[0]["id"]))


async def deliver() -> None:
    """One round of the job."""
    await jobs.deliver(the_clock())


async def rise() -> None:
    """One round of the other job."""
    await jobs.rise(the_clock("task.rise"))


async def notice(id: UUID) -> dict[str, Any]:
    return (await fetch("SELECT * FROM notice WHERE id = $1", id))[0]


async def subscription(id: UUID) -> dict[str, Any]:
    return (await fetch("SELECT * FROM subscription WHERE id = $1", id))[0]


async def inside(act: Callable[..., Awaitable[Any]], *values: Any, **more: Any) -> None:
    """This act, in a transaction."""
    async with transaction():
        await act(*values, **more)


def later(**by: float) -> datetime:
    """The clock stands so much later."""
    at = clock.now() + timedelta(**by)
    clock.stand_still(at)
    return at


async def until_it_ends(id: UUID, *, step: timedelta = HOUR, most: timedelta = 60 * DAY) -> dict[str, Any]:
    """Lets time pass, a round each step, until this notice has ended; fails when it never does."""
    end = clock.now() + most
    while clock.now() < end:
        await deliver()
        row = await notice(id)
        if row["ended_at"]:
            return row
        clock.stand_still(clock.now() + step)
    raise AssertionError(f"{row['kind']} still open: {row['rung']} {row['next_at']}")
