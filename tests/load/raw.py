"""The database's own limit for a message: the rows that one message leaves, in the plainest statement there can be.

No rights are asked, nothing is looked up, nothing comes over HTTP: what is left is PostgreSQL, its indexes, triggers and
foreign keys, and the commit to disk.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import asyncpg

from backend.shared import clock
from backend.shared.db import engine
from backend.shared.ids import new_id
from tests.faults.crowd import Pair

ROWS = """
WITH turn AS (
    INSERT INTO conversation AS c (id, young_person, kind, last_seq, waiting_since, heard_at)
    VALUES ($1, $2, 'adviser', 1, $3, $3)
    ON CONFLICT (young_person, kind) DO UPDATE SET last_seq = c.last_seq + 1, heard_at = $3 RETURNING c.id, c.last_seq),
said AS (
    INSERT INTO message (id, conversation, seq, author, by_owner, said, mark, written_at, sent_at, through)
    SELECT $4, id, last_seq, $2, true, $5, $6, $3, $3, 'app' FROM turn),
kept AS (
    INSERT INTO audit_row (id, at, actor, actor_kind, action, did, about, thing, request)
    VALUES ($7, $3, $2, 'young_person', 'message.send', 'sent_message', $2, $4, $8)),
told AS (
    INSERT INTO notice (id, key, kind, worker, about, thing, given_at, rung, rung_since, next_at, tries, lease)
    VALUES ($9, 'message:' || $4::text, 'message_waiting', $10, $2, $4, $3, 'push', $3, $3, 0, 0)),
paced AS (
    INSERT INTO try_count AS t (id, key, tries, until, forget_at) VALUES ($9, $6, 1, $11, $11)
    ON CONFLICT (key) DO UPDATE SET until = t.until)
SELECT last_seq FROM turn
"""
SEALED = bytes(200)  # as many as the words of the benchmark take, sealed


async def connected() -> asyncpg.Connection:
    """A kept connection, as the pool's are."""
    return await asyncpg.connect(**engine().config, server_settings={"timezone": "UTC"})


def writer(connection: asyncpg.Connection, pair: Pair) -> Callable[[], Awaitable[None]]:
    """Writes one message's rows each time it is called."""
    prepared: list = []

    async def step() -> None:
        if not prepared:
            prepared.append(await connection.prepare(ROWS))
        now = clock.now()
        await prepared[0].fetch(
            new_id(), pair.young_person, now, new_id(), SEALED, pair.young_person.bytes * 2, new_id(), str(new_id()),
            new_id(), pair.adviser, now + timedelta(days=1),
        )  # fmt: skip

    return step
