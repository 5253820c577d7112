"""What the council keeps by hand: services of its own list, and which feeds are read. Each change is in the ledger."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.local_help import rules
from backend.local_help.commands.fetching import bring_forward
from backend.local_help.queries import own_service
from backend.local_help.schemas import FeedIn, OwnServiceIn
from backend.local_help.tables import HelpFault, HelpFeed, HelpRun, LocalService
from backend.shared.bell import ring
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound, NotValid
from backend.shared.viewer import Viewer

MOST_FEEDS, MOST_OWN = 10, 300
FEEDS = "feeds"
"""The name under which the bell tells that a feed is due."""
CHANGED = "Somebody changed this since you opened it. Your words are still here. Look at theirs, then save again."
TAKEN_AWAY = "Somebody took this away since you opened it. Your words are still here: save again to put it back."


async def put(viewer: Viewer, said: OwnServiceIn) -> None:
    """This service stands on the council's own list as said. The same words again: nothing.

    Raises Conflict with `now`, as it stands, where somebody changed it since; null where it was taken away.
    """
    if said.checked_on > viewer.today:
        raise NotValid("The day it was checked cannot lie ahead.", faults=[{"field": "checked_on", "problem": "It is after today"}])  # fmt: skip
    if said.link and not rules.is_web_page(said.link):
        words = "Write the web address as in https://hub.example.org.uk/find-us."
        raise NotValid(words, faults=[{"field": "link", "problem": words}])
    values = {name: getattr(said, name) for name in said.__struct_fields__ if name not in ("id", "revision")}
    if odd := [name for name, value in values.items() if isinstance(value, str) and not rules.is_plain(value)]:
        words = "There is a letter in it that nobody can see. Type it again."
        raise NotValid(words, faults=[{"field": name, "problem": words} for name in odd])
    async with transaction():
        there = await LocalService.select().where(LocalService.id == said.id).lock_rows("UPDATE").first()
        if there and there["feed"]:
            raise Conflict("That service comes from a feed. Change it there.")
        if there:
            if all(there[name] == value for name, value in values.items()):
                return
            if there["revision"] != said.revision:
                raise Conflict(CHANGED, now=own_service(there))
            new: dict[Any, Any] = {**values, "gone_at": None, "revision": there["revision"] + 1}
            await LocalService.update(new).where(LocalService.id == said.id)
        elif said.revision is not None:
            raise Conflict(TAKEN_AWAY, now=None)
        else:
            if await LocalService.count().where(LocalService.feed.is_null()) >= MOST_OWN:
                raise Conflict(f"The list holds {MOST_OWN} services. Take one away first.")
            row = LocalService(id=said.id, feed=None, **values)
            if not await LocalService.insert(row).on_conflict(target=LocalService.id, action="DO NOTHING"):
                raise Conflict()
        await did(viewer, "kept_service", thing=said.id)


async def take_away(viewer: Viewer, service: UUID) -> None:
    """It stands on the own list no more."""
    async with transaction():
        gone = await LocalService.delete().where(LocalService.id == service, LocalService.feed.is_null()).returning(LocalService.id)  # fmt: skip
        if not gone:
            raise NotFound()
        await did(viewer, "took_service_away", thing=service)


async def checked(viewer: Viewer, service: UUID) -> None:
    """Somebody looked today: it is right as it stands."""
    async with transaction():
        found = (
            await LocalService.update(
                {LocalService.checked_on: viewer.today, LocalService.revision: LocalService.revision + 1}
            )
            .where(LocalService.id == service, LocalService.feed.is_null())
            .returning(LocalService.id)
        )
        if not found:
            raise NotFound()
        await did(viewer, "checked_service", thing=service)


async def add_feed(viewer: Viewer, said: FeedIn) -> UUID:
    """This feed is read from now on, once a day. NotValid with the cure for an address that cannot be one."""
    if why := rules.feed_fault(said.address):
        raise NotValid(why, faults=[{"field": "address", "problem": why}])
    async with transaction():
        if await HelpFeed.count() >= MOST_FEEDS:
            raise Conflict(f"At most {MOST_FEEDS} feeds are read. Take one away first.")
        row = HelpFeed(name=said.name, address=said.address.rstrip("/"), next_at=viewer.now, made_at=viewer.now, made_by=viewer.id)  # fmt: skip
        if not await HelpFeed.insert(row).on_conflict(target=HelpFeed.address, action="DO NOTHING"):
            raise Conflict("That feed is read already.")
        await did(viewer, "added_feed", thing=row.id)
        await ring(FEEDS)
    return row.id


async def run_now(viewer: Viewer, feed: UUID) -> None:
    """It is read within moments, whenever its time would have come."""
    async with transaction():
        if not await bring_forward(feed, viewer.now):
            raise NotFound()
        await did(viewer, "read_feed_now", thing=feed)
        await ring(FEEDS)


async def pause(viewer: Viewer, feed: UUID, *, paused: bool) -> None:
    """It is read no more until it goes on; what it gave stays."""
    async with transaction():
        changes: dict[Any, Any] = {HelpFeed.paused: paused} | ({} if paused else {HelpFeed.next_at: viewer.now})
        if not await HelpFeed.update(changes).where(HelpFeed.id == feed).returning(HelpFeed.id):
            raise NotFound()
        await did(viewer, "paused_feed" if paused else "resumed_feed", thing=feed)


async def take_feed_away(viewer: Viewer, feed: UUID) -> None:
    """The feed, its services and what was noted of it are gone."""
    async with transaction():
        # Its row first, so that a reading that ends just now keeps nothing of it.
        if not await HelpFeed.select(HelpFeed.id).where(HelpFeed.id == feed).lock_rows("UPDATE"):
            raise NotFound()
        for table in (HelpFault, HelpRun, LocalService):
            await table.delete().where(table.feed == feed)
        await HelpFeed.delete().where(HelpFeed.id == feed)
        await did(viewer, "took_feed_away", thing=feed)
