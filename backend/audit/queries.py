"""What the sealer and the verifier read. Who looked at whose record is asked upstairs, where the key is."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from backend.audit.tables import AuditRow, AuditSeal, AuditWaiting
from backend.shared.db import engine, fetch

LOCK = 7_006_012  # any fixed number: it names the lock that sealers share
STEP = 5000  # rows in memory at once

# Ids and the hash come as text, as the chain writes them: making them into objects and back took a quarter of the time.
SEALED = """
SELECT s.number, s.sealed_at, encode(s.hash, 'hex') AS hash, r.id::text, r.at, r.actor::text, r.actor_kind, r.action, r.did,
    r.about::text, r.thing::text, r.why, r.request
FROM audit_seal s LEFT JOIN audit_row r ON r.id = s."row" ORDER BY s.number
"""
UNSEALED = """
SELECT r.* FROM audit_row r WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s."row" = r.id) ORDER BY r.at, r.id
"""


async def only_sealer() -> bool:
    """Whether this transaction now holds the sealers' lock; it is free again when the transaction ends."""
    return bool((await fetch("SELECT pg_try_advisory_xact_lock($1) AS ours", LOCK))[0]["ours"])


async def next_waiting(many: int) -> list[dict[str, Any]]:
    """The oldest rows without a seal. Read from the queue, never "after the last one": a transaction that began
    earlier may commit later, and its row would be passed over for ever."""
    waiting = AuditWaiting.select(AuditWaiting.id).order_by(AuditWaiting.at).order_by(AuditWaiting.id).limit(many)
    return await AuditRow.select().where(AuditRow.id.is_in(waiting)).order_by(AuditRow.at).order_by(AuditRow.id)


async def newest_seal() -> tuple[int, bytes, datetime] | None:
    """Number, hash and time of the last seal in the chain."""
    row = await AuditSeal.select().order_by(AuditSeal.number, ascending=False).first()
    return (row["number"], row["hash"], row["sealed_at"]) if row else None


async def steady_view() -> None:
    """From here this transaction sees one moment, whatever is sealed beside it, and changes nothing."""
    await fetch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


async def sealed() -> AsyncIterator[list[Any]]:
    """Every sealed row with number, sealed_at and hash, in order, some at a time. A row that is gone has only those."""
    async for rows in _stream(SEALED):
        yield rows


async def unsealed() -> AsyncIterator[list[Any]]:
    """Every row without a seal, found among the rows themselves and not in the queue, some at a time."""
    async for rows in _stream(UNSEALED):
        yield rows


async def _stream(statement: str) -> AsyncIterator[list[Any]]:
    current: Any = engine().current_transaction.get()
    cursor = await current.connection.cursor(statement)
    while rows := await cursor.fetch(STEP):
        yield rows
