"""A feed is read under a lease, outside any transaction, and what it said is kept in one: all of a reading or nothing."""

import asyncio
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.local_help import feeds, rules
from backend.local_help.feeds import Stopped
from backend.local_help.rules import Faulty, PassedBy, Taken
from backend.local_help.tables import HelpRun
from backend.local_help.twins import Known, twins
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

EVERY, AGAIN = timedelta(hours=24), timedelta(hours=1)
LEASE_SECONDS, LONGEST_SECONDS = 900, 600
AT_ONCE, MOST_FAULTS = 4, 2000
PERHAPS = "It was taken. One of that name, {old}, is no longer there: look whether they are the same."

# Two workers may meet here: whoever has the row takes it, and a lease that ran out is anybody's.
_CLAIM = """
    UPDATE help_feed f SET lease = f.lease + 1, lease_until = now() + make_interval(secs => $2)
    FROM (SELECT id FROM help_feed WHERE NOT paused AND next_at <= $1 AND (lease_until IS NULL OR lease_until < now())
        ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due
    WHERE f.id = due.id RETURNING f.id, f.address, f.lease
"""
_MINE = "SELECT id FROM help_feed WHERE id = $1 AND lease = $2 FOR UPDATE"
# Whoever holds the lease is the only reader: a reading that still runs by our notes has died or was overtaken.
_CUT_OFF = """
    UPDATE help_run SET ended_at = $2, outcome = 'stopped', why = 'It was cut off before its end.'
    WHERE feed = $1 AND outcome = 'running'
"""
_NEXT = "UPDATE help_feed SET next_at = $2, lease_until = NULL WHERE id = $1"
_KNOWN = "SELECT count(*) AS known FROM local_service WHERE feed = $1 AND gone_at IS NULL"
_PUT = """
    INSERT INTO local_service AS s (id, feed, record, about, name, what, who_for, address, phone, email, link, opens, cost,
        from_whom, checked_on)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::date[])
    ON CONFLICT (feed, record) DO UPDATE SET about = excluded.about, name = excluded.name, what = excluded.what,
        who_for = excluded.who_for, address = excluded.address, phone = excluded.phone, email = excluded.email,
        link = excluded.link, opens = excluded.opens, cost = excluded.cost, from_whom = excluded.from_whom,
        checked_on = excluded.checked_on, gone_at = NULL
"""
_NOT_IN_IT = "SELECT record, name, address, phone FROM local_service WHERE feed = $1 AND NOT record = ANY($2)"
# What stood beside the old one all along, and was nobody's question, is not the old one.
_STOOD_ALREADY = """
    SELECT s.record FROM local_service s WHERE s.feed = $1
        AND NOT EXISTS (SELECT FROM help_fault f WHERE f.feed = s.feed AND f.record = left(s.record, 100))
"""
# Where both stand already, the old one goes; else it goes on under its new id, and a phone sees no other service.
_DOUBLED = """
    DELETE FROM local_service o USING unnest($2::text[], $3::text[]) AS pair (old, new)
    WHERE o.feed = $1 AND o.record = pair.old
        AND EXISTS (SELECT FROM local_service n WHERE n.feed = $1 AND n.record = pair.new)
"""
_GOES_ON = """
    UPDATE local_service o SET record = pair.new FROM unnest($2::text[], $3::text[]) AS pair (old, new)
    WHERE o.feed = $1 AND o.record = pair.old
"""
_GONE = """
    UPDATE local_service SET gone_at = $2 WHERE feed = $1 AND gone_at IS NULL AND NOT record = ANY($3) RETURNING id
"""
_LONG_GONE = "DELETE FROM local_service WHERE feed = $1 AND gone_at < $2"
_FAULTS = """
    INSERT INTO help_fault (id, feed, record, name, why, first_seen_on)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[])
    ON CONFLICT (feed, record) DO UPDATE SET name = excluded.name, why = excluded.why
"""
_MENDED = "DELETE FROM help_fault WHERE feed = $1 AND NOT record = ANY($2)"
KEPT_RUNS = "DELETE FROM help_run WHERE feed = $1 AND at < $2"


@dataclass
class Reading:
    """What one reading found, by the id that the feed gives a record."""

    pages: int = 0
    seen: int = 0
    passed_by: int = 0
    taken: dict[str, Taken] = field(default_factory=dict)
    faulty: dict[str, Faulty] = field(default_factory=dict)


async def fetch_due(viewer: Viewer) -> None:
    """Every feed whose time has come was read once. The clock's alone; twice is once."""
    for _ in range(20):
        claimed = await fetch(_CLAIM, viewer.now, LEASE_SECONDS)
        if not claimed:
            return
        await _one(viewer, claimed[0]["id"], claimed[0]["address"], claimed[0]["lease"])


async def _one(viewer: Viewer, feed: UUID, address: str, lease: int) -> None:
    await fetch(_CUT_OFF, feed, viewer.now)
    run = HelpRun(feed=feed, at=viewer.now)
    await HelpRun.insert(run)
    reading, why = Reading(), ""
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await _read(viewer, address, reading)
    except Stopped as stopped:
        why = str(stopped)
    except TimeoutError:
        why = "It took longer than ten minutes."
    async with transaction():
        if not await fetch(_MINE, feed, lease):
            return  # another worker took over; it writes what it read
        if not why:
            known = (await fetch(_KNOWN, feed))[0]["known"]
            if rules.too_few(len(reading.taken), known):
                why = (
                    f"It has {len(reading.taken)} services and had {known}. That looks broken, so nothing was changed."
                )
        gone = 0 if why else await _keep(viewer, feed, reading)
        await HelpRun.update(
            {
                HelpRun.ended_at: viewer.now, HelpRun.pages: reading.pages, HelpRun.taken: len(reading.taken),
                HelpRun.passed_by: reading.passed_by, HelpRun.faulty: len(reading.faulty), HelpRun.gone: gone,
                HelpRun.outcome: "stopped" if why else "done", HelpRun.why: why,
            }
        ).where(HelpRun.id == run.id)  # fmt: skip
        await fetch(_NEXT, feed, viewer.now + (AGAIN if why else EVERY))
        await fetch(KEPT_RUNS, feed, viewer.now - timedelta(days=90))


async def _read(viewer: Viewer, address: str, reading: Reading) -> None:
    """All pages, and for each record that may be for us the whole of it, a few at once."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(http: Any, record: Any, number: int) -> None:
        found = rules.read(record, viewer.today)
        if isinstance(found, Taken):
            async with turn:
                found = await _whole(http, address, found, viewer)
        _note(reading, found, number)

    async with feeds.client() as http:
        async for page in feeds.records(http, address):
            reading.pages += 1
            try:
                async with asyncio.TaskGroup() as group:
                    for number, record in enumerate(page, 1):
                        group.create_task(one(http, record, reading.seen + number))
            except* Stopped as several:
                raise several.exceptions[0] from None
            reading.seen += len(page)
            if len(reading.faulty) > MOST_FAULTS:
                raise Stopped(f"More than {MOST_FAULTS} of its records are faulty.")


async def _whole(http: Any, address: str, found: Taken, viewer: Viewer) -> Taken | PassedBy | Faulty:
    """The record with all its parts. One that is listed and not there is a fault of its own and stops no other."""
    try:
        whole = await feeds.whole(http, address, found.record)
    except feeds.NotThere:
        return Faulty(found.record, found.name, "It is in the list, but its own page is not there.")
    return rules.read(whole, viewer.today)


def _note(reading: Reading, found: Taken | PassedBy | Faulty, number: int) -> None:
    if isinstance(found, PassedBy):
        reading.passed_by += 1
    elif isinstance(found, Faulty):
        reading.faulty[found.record or f"record {number}"] = found
    elif len(reading.taken) >= rules.MOST and found.record not in reading.taken:
        reading.faulty[found.record] = Faulty(found.record, found.name, f"There are more than {rules.MOST} services.")
    elif found.record in reading.taken:
        reading.faulty[found.record] = Faulty(found.record, found.name, "Its id is there twice. The first was taken.")
    else:
        reading.taken[found.record] = found


async def _keep(viewer: Viewer, feed: UUID, reading: Reading) -> int:
    """The services are these now; what the feed no longer has is gone from today. The answer is how many went.

    What only has another id stays the same service; what may be so is listed for whoever keeps the feed.
    """
    doubtful = await _known_again(feed, reading)
    rows = [[new_id(), feed, *_columns(one)] for one in reading.taken.values()]
    if rows:
        await fetch(_PUT, *map(list, zip(*rows, strict=True)))
    gone = await fetch(_GONE, feed, viewer.now, [*reading.taken, *reading.faulty])
    await fetch(_LONG_GONE, feed, viewer.now - rules.GONE_SHOWN)
    listed = doubtful | reading.faulty
    faults = [[new_id(), feed, key[:100], one.name, one.why, viewer.today] for key, one in listed.items()]
    if faults:
        await fetch(_FAULTS, *map(list, zip(*faults, strict=True)))
    await fetch(_MENDED, feed, [key[:100] for key in listed])
    return len(gone)


async def _known_again(feed: UUID, reading: Reading) -> dict[str, Faulty]:
    """Services that come under a new id are the ones they were; the answer is those nobody can be sure of, by their new id."""
    old = [Known(**row) for row in await fetch(_NOT_IN_IT, feed, [*reading.taken, *reading.faulty])]
    stood = {row["record"] for row in await fetch(_STOOD_ALREADY, feed)}
    found = twins(old, reading.taken.values())
    if found.same:
        pairs = [*found.same], [*found.same.values()]
        await fetch(_DOUBLED, feed, *pairs)
        await fetch(_GOES_ON, feed, *pairs)
    return {
        new: Faulty(new, reading.taken[new].name, PERHAPS.format(old=was))
        for was, new in found.doubtful
        if new not in stood
    }


def _columns(one: Taken) -> list[Any]:
    known = asdict(one)
    names = (
        "record",
        "about",
        "name",
        "what",
        "who_for",
        "address",
        "phone",
        "email",
        "link",
        "opens",
        "cost",
        "from_whom",
    )
    return [known[name] for name in names] + [one.checked_on]


async def bring_forward(feed: UUID, now: datetime) -> bool:
    """This feed is due now; False when there is none."""
    return bool(await fetch("UPDATE help_feed SET next_at = $2 WHERE id = $1 RETURNING id", feed, now))
