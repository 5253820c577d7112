"""One line in the ledger for each look and act, in the transaction of the fact; and the chain that holds the lines."""

from uuid import UUID

from backend.audit import heads, queries, rules
from backend.audit.tables import AuditRow
from backend.shared.config import settings
from backend.shared.db import fetch, in_transaction, transaction
from backend.shared.ids import new_id
from backend.shared.problems import NotAllowed
from backend.shared.viewer import CLOCK, NOBODY, YOUNG_PERSON, Viewer

SEALING = "audit.seal"

# Arrays here and below: a statement takes 32,767 values at most, a list may hold 10,000 people, and one text for any
# number of rows is planned once.
_MANY = """
    INSERT INTO audit_row (id, at, actor, actor_kind, action, did, about, request)
    SELECT row.id, $3, $4, $5, $6, $7, row.about, $8 FROM unnest($1::uuid[], $2::uuid[]) AS row (id, about)
"""
_SEALS = """
    INSERT INTO audit_seal (number, "row", hash, sealed_at)
    SELECT number, "row", hash, $4 FROM unnest($1::bigint[], $2::uuid[], $3::bytea[]) AS seal (number, "row", hash)
"""
_SEALED = "DELETE FROM audit_waiting WHERE id = ANY($1)"


async def looked(viewer: Viewer, about: UUID, thing: UUID | None = None) -> None:
    """A member of staff's look at this young person's record is kept; silent for the young person themself."""
    if viewer.kind not in (YOUNG_PERSON, CLOCK, NOBODY):
        await did(viewer, "looked", about=about, thing=thing)


async def looked_at_many(viewer: Viewer, about: list[UUID]) -> None:
    """A list view counts as one look at each person on it (safety.md 6.1): one statement for all of them."""
    if about and viewer.kind != YOUNG_PERSON:
        await did_to_many(viewer, "saw_in_list", about)


async def did(
    viewer: Viewer, what: str, *, about: UUID | None = None, thing: UUID | None = None, why: str | None = None
) -> None:
    """This act is kept with its fact. `what` is a code; `why` only a reason that staff typed where one is asked for."""
    _must_be_inside()
    await AuditRow.insert(_row(viewer, what, about, thing, why))


async def did_to_many(viewer: Viewer, what: str, about: list[UUID]) -> None:
    """One act on the records of many young people (an import): a line for each, one statement for all of them."""
    _must_be_inside()
    ids = [new_id() for _ in about]
    await fetch(_MANY, ids, about, viewer.now, viewer.id, viewer.kind, viewer.action, what, viewer.request)


def _row(viewer: Viewer, what: str, about: UUID | None, thing: UUID | None, why: str | None) -> AuditRow:
    return AuditRow(
        at=viewer.now,
        actor=viewer.id,
        actor_kind=viewer.kind,
        action=viewer.action,
        did=what,
        about=about,
        thing=thing,
        why=why,
        request=viewer.request,
    )


def _must_be_inside() -> None:
    if not in_transaction():
        raise RuntimeError("an audit line belongs in the transaction of its fact")


async def seal_next(viewer: Viewer) -> int:
    """The oldest waiting rows, at most 1,000, have their numbers and hashes; the answer is how many.

    0 when nothing waits or another sealer is at work. Rows of one call are in the order of their time, so that a row
    dated long before its neighbours shows. Raises NotAllowed for everyone but the clock.
    """
    _must_be_the_clock(viewer)
    async with transaction():
        if not await queries.only_sealer():
            return 0
        rows = await queries.next_waiting(rules.BATCH)
        if not rows:
            return 0
        last, hash, before = await queries.newest_seal() or (0, rules.FIRST, viewer.now)
        sealed_at = max(before, viewer.now)  # two servers' clocks may differ; the chain never goes back
        hashes = []
        for number, row in enumerate(rows, last + 1):
            hash = rules.link(hash, {**row, "number": number, "sealed_at": sealed_at})
            hashes.append(hash)
        ids = [row["id"] for row in rows]
        await fetch(_SEALS, range(last + 1, last + 1 + len(ids)), ids, hashes, sealed_at)
        await fetch(_SEALED, ids)
        return len(ids)


async def keep_head(viewer: Viewer, *, stopping: bool = False) -> None:
    """The newest head stands in the file outside the database, when one is due or the worker is `stopping`.

    Only what is committed is read here: a head that ran ahead of its rows would accuse nobody rightly.
    Raises OSError when the file's storage is away; the rows stay sealed and the next round tries again.
    """
    _must_be_the_clock(viewer)
    async with transaction():
        newest = await queries.newest_seal()
        if newest is None or not await queries.only_sealer():
            return
        number, hash, _ = newest
        last = heads.last(settings().audit_heads)
        since = last["number"] if last else 0
        changed = last is None or (last["number"], last["hash"]) != (number, hash.hex())
        if rules.head_due(last, number, hash, viewer.now) or (stopping and changed):
            heads.append(settings().audit_heads, rules.head(number, hash, viewer.now, since), settings().signing_key)


def _must_be_the_clock(viewer: Viewer) -> None:
    if viewer.kind != CLOCK or viewer.action != SEALING:
        raise NotAllowed()
