"""Fills an empty database with the made-up council, in one transaction: all of it is there, or nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from argon2.low_level import Type, hash_secret

from backend.audit.commands import did
from backend.demo.commands.offering import offer, service_rows
from backend.demo.commands.telling import tell
from backend.demo.council import council
from backend.demo.dice import Dice
from backend.demo.queries import is_empty
from backend.demo.records import COLUMNS, VERSIONED, Records, Shared, Whole, action_row, life_rows, office_rows
from backend.demo.rights_rows import rights_rows
from backend.demo.staffing import Staff, noon, staff
from backend.demo.talks import Said
from backend.demo.threads import thread_rows
from backend.demo.told import Keep
from backend.people.rules import COVER
from backend.plans.commands.duties import bring_up_to_date
from backend.plans.queries.versions import ActionRow, Content
from backend.plans.schemas import MatterOut
from backend.shared.crypt import keyed_hash, seal
from backend.shared.dates import end_of, start_of
from backend.shared.db import engine, fetch, transaction
from backend.shared.problems import Conflict
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""Young people in one batch: some 100,000 rows in memory at most."""

_SHARE = """
    UPDATE plan_version v SET shared_at = u.at, shared_by = u.by, content_hash = u.hash, why_anyway = u.why
    FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[]) AS u(id, at, by, hash, why)
    WHERE v.id = u.id
"""


async def fill(viewer: Viewer, people: int, seed: int, told: Callable[[int], None] = lambda done: None) -> int:
    """So many young people with their staff, plans and phones are there; the answer is how many. `told` hears of each batch.

    Conflict when anybody is there already. Sealed words take a fresh nonce, so those bytes differ; all else is the same
    for one seed and day.
    """
    today = viewer.today
    async with transaction():
        if not await is_empty():
            raise Conflict("There are people in this database already. The demo council needs an empty one.")
        everyone, dice = staff(seed, people, today), Dice(seed, "office")
        rows = Records()
        office_rows(rows, everyone, dice, noon(today - timedelta(days=900)))
        service_rows(rows, Dice(seed, "services"), today)
        await _write(rows, everyone)
        offered, done = await offer(viewer, everyone), 0
        # Nobody knows a PIN for this hash: the phones in these rows are nobody's, and the demo has its own way in.
        pin = hash_secret(dice.secret(), dice.secret(16), 2, 19 * 1024, 1, 32, Type.ID).decode()
        advised: dict[UUID, list[UUID]] = {}
        for batch in _batches(council(seed, people, everyone, today)):
            rows = Records()
            for whole in batch:
                own = Dice(seed, "rows", whole.person.child)
                phone = life_rows(rows, whole, everyone, own, today, sealed=_sealed, pin=pin)
                thread_rows(rows, whole, everyone, Dice(seed, "threads", whole.person.child), _kept)
                rights_rows(rows, whole, phone, everyone, offered, seed, today, KEEP)
                advised.setdefault(whole.adviser.id, []).append(whole.id)
            await _write(rows, everyone)
            done += len(batch)
            told(done)
        rows = Records()
        _cover(rows, everyone, advised, dice, today)
        await _write(rows, everyone)
        await did(viewer, "filled_demo")
    # Nothing has counted these rows yet: without that the rounds of thousands of people choose the slowest way.
    await _tidy("ANALYZE")
    await bring_up_to_date(Viewer.clock("duty.reckon", viewer.now))
    await tell(viewer, seed)
    # As the database does by itself in time: the planner knows how many rows there are, and indexes answer alone.
    await _tidy("VACUUM ANALYZE")
    return done


async def _tidy(statement: str) -> None:
    """Runs to its end, however many rows there are: every other statement is stopped after a few seconds."""
    connection = await engine().get_new_connection()  # its own, and gone afterwards with its setting
    try:
        await connection.execute("SET statement_timeout = 0")
        await connection.execute(statement)
    finally:
        await connection.close()


def _batches(lives: Iterator[Whole]) -> Iterable[list[Whole]]:
    while batch := list(islice(lives, AT_ONCE)):
        yield batch


def _sealed(person: UUID, words: str) -> bytes:
    return seal(words.encode(), f"young_person.contact_safely:{person}")


KEEP = Keep(
    seal=lambda words, where: seal(words.encode(), where),
    mark=lambda kind, whole: keyed_hash(kind, msgspec.json.encode(whole)),
)


def _kept(message: UUID, person: UUID, thread: str, author: UUID, one: Said, about: UUID | None) -> tuple[bytes, bytes]:
    """A message as messaging.commands.sending keeps it: sealed words, and the mark that knows them again."""
    said = {"words": one.words, "about": one.quoted, "file": ""}
    whole = [person, thread, author, said, (one.about, about) if one.about else None, None]
    return (
        seal(msgspec.json.encode(said), f"message.said:{message}"),
        keyed_hash("message", msgspec.json.encode(whole)),
    )


def _cover(into: Records, everyone: Staff, advised: dict[UUID, list[UUID]], dice: Dice, today: date) -> None:
    """Priya covers Dan until the fourth day from today, as in the pictures; another cover is over, one is to come."""
    for away, here, first, last in (("Dan", "Priya", 0, 4), ("Lucy", "Rob", -30, -24), ("Hannah", "Marcus", 10, 17)):
        starts, ends = start_of(today + timedelta(days=first)), end_of(today + timedelta(days=last))
        said = min(starts, noon(today - timedelta(days=5)))
        gone, stays = everyone.named(away).id, everyone.named(here).id
        absence = dice.id(said)
        into.rows["away"].append((absence, gone, stays, starts, ends, said))
        into.rows["link"] += [
            (
                dice.id(min(starts, noon(today - timedelta(days=5)))),
                person,
                everyone.named(here).id,
                COVER,
                starts,
                ends,
                absence,
            )
            for person in advised.get(everyone.named(away).id, [])
        ]
    freeze, relative = everyone.named("Samira"), everyone.named("Ewa")
    theirs = advised.get(freeze.id, [])
    if theirs:
        at = noon(today - timedelta(days=6))
        into.rows["access_freeze"].append((dice.id(at), theirs[-1], at, freeze.id))
    neighbours = advised.get(everyone.named("Pete").id, [])
    if neighbours:
        at = noon(today - timedelta(days=400))
        into.rows["declared_relationship"].append((dice.id(at), relative.id, neighbours[0], at))


async def _write(records: Records, everyone: Staff) -> None:
    """Tables from below to above; plan versions one after the other, each shared before the next is begun."""
    for table, columns in COLUMNS.items():
        if table in VERSIONED:
            if table == VERSIONED[0]:
                await _write_versions(records, everyone)
        elif table in records.rows:
            await _copy(table, columns, records.rows[table])


async def _write_versions(records: Records, everyone: Staff) -> None:
    for place in sorted(records.versions):
        for table in VERSIONED:
            await _copy(table, COLUMNS[table], records.versions[place][table])
        shared = records.shared[place]
        await fetch(
            _SHARE,
            [one.version.id for one in shared],
            [one.version.shared_at for one in shared],
            [one.by for one in shared],
            [_hash(one, everyone) for one in shared],
            [one.version.why_anyway for one in shared],
        )


def _hash(one: Shared, everyone: Staff) -> str:
    """The hash that sharing gives this version, by the product's own reckoning."""
    unsaid: dict[str, Any] = {"given_name": None, "family_name": None, "status": None, "status_at": None}
    actions = []
    for line in one.version.lines:
        row = dict(zip(COLUMNS["action"], action_row(one.version, line, one.by, everyone.nurse.id), strict=True))
        del row["version"]
        actions.append(ActionRow(**row, **unsaid))
    matters = {code: MatterOut(code, *words) for code, words in one.version.matters.items()}
    return Content(matters, one.version.if_things_change, actions).hash(one.young_person, one.version.number)


async def _copy(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """COPY on the connection of this transaction: forty times faster than one INSERT after the other."""
    if rows:
        current: Any = engine().current_transaction.get()
        await current.connection.copy_records_to_table(table, records=rows, columns=columns)
