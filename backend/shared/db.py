"""The one way to the database: a pool that is started and closed, and a transaction that gives its connection back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import asyncpg
from piccolo.engine import engine_finder
from piccolo.engine.postgres import PostgresEngine


async def _keep(connection: asyncpg.Connection) -> None:
    """Instead of asyncpg's reset, a round trip on every release. So: only SET LOCAL and transaction-level locks."""


@cache
def engine() -> PostgresEngine:
    """The engine that backend.piccolo_conf names. Looked for once: every query asks."""
    found = engine_finder()
    if not isinstance(found, PostgresEngine):
        raise RuntimeError("PICCOLO_CONF must name backend.piccolo_conf")
    return found


@asynccontextmanager
async def pool(min_size: int = 2, max_size: int = 10) -> AsyncIterator[None]:
    """Inside, queries share kept connections; without it Piccolo opens one per query (8 times slower)."""
    db = engine()
    await db.start_connection_pool(
        min_size=min_size,
        max_size=max_size,
        reset=_keep,
        server_settings={
            "application_name": "onward",
            "timezone": "UTC",
            "statement_timeout": "5000",
            "lock_timeout": "2000",
            "idle_in_transaction_session_timeout": "30000",
        },
    )
    try:
        yield
    finally:
        await db.close_connection_pool()


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """One transaction; joins the caller's.

    Unlike Piccolo's own it gives the connection back, and forgets the transaction, when COMMIT itself fails.
    Nothing inside may be swallowed: an inner block that raises and is caught still commits with the outer one.
    """
    db = engine()
    if db.current_transaction.get():
        yield
        return
    if db.pool is None:
        connection = await db.get_new_connection()
        try:
            async with _on(db, connection):
                yield
        finally:
            await connection.close()
        return
    async with db.pool.acquire() as connection, _on(db, connection):
        yield


@asynccontextmanager
async def _on(db: PostgresEngine, connection: Any) -> AsyncIterator[None]:
    current: Any = db.transaction()
    current.connection, current.transaction = connection, connection.transaction()
    token = db.current_transaction.set(current)
    try:
        async with current.transaction:
            yield
    finally:
        db.current_transaction.reset(token)


def in_transaction() -> bool:
    """Whether the caller is inside `transaction()`."""
    return bool(engine().current_transaction.get())


async def fetch(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of one hand-written statement with $1 parameters, on the current transaction's connection if there is one."""
    db = engine()
    current: Any = db.current_transaction.get()
    if current:
        return [dict(row) for row in await current.connection.fetch(sql, *values)]
    if db.pool is not None:
        return [dict(row) for row in await db.pool.fetch(sql, *values)]
    connection = await db.get_new_connection()
    try:
        return [dict(row) for row in await connection.fetch(sql, *values)]
    finally:
        await connection.close()
