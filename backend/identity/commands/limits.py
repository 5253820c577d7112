"""Counts of tries in the database, so that they hold over several servers (safety.md 4.6).

Each count is committed before the work it guards. All are closed when the database is down: signing in needs it anyway.
"""

from datetime import datetime, timedelta
from typing import Any

from backend.identity.rules import LONGEST_DELAY, delay_after
from backend.shared.crypt import keyed_hash
from backend.shared.db import fetch, in_transaction
from backend.shared.problems import TooMany


def _key(name: str, who: str) -> bytes:
    return keyed_hash("limit", f"{name}:{who}".encode())


async def count(name: str, who: str, most: int, window: timedelta, now: datetime, say: str = "") -> None:
    """One more try by `who`; raises TooMany with the seconds left when `most` in this window are used up.

    `say`: what to do then, in a sentence.
    """
    rows = await _committed(
        """
        INSERT INTO try_count AS t (id, key, tries, until, forget_at) VALUES (gen_random_uuid(), $1, 1, $3, $3)
        ON CONFLICT (key) DO UPDATE SET
            tries = CASE WHEN t.until <= $2 THEN 1 ELSE least(t.tries + 1, $4 + 1) END,
            until = CASE WHEN t.until <= $2 THEN $3 ELSE t.until END,
            forget_at = CASE WHEN t.until <= $2 THEN $3 ELSE t.until END
        RETURNING tries, until
        """,
        _key(name, who), now, now + window, most,
    )  # fmt: skip
    if rows[0]["tries"] > most:
        raise TooMany(say, wait_seconds=_seconds(rows[0]["until"], now))


async def give_back(name: str, who: str) -> None:
    """The last try was a right one and does not count."""
    await fetch("UPDATE try_count SET tries = tries - 1 WHERE key = $1 AND tries > 0", _key(name, who))


async def wait_or_count(name: str, who: str, now: datetime) -> None:
    """Counts one try and starts its delay (1, 2, 4 … s up to 15 min); raises TooMany, uncounted, during a delay.

    One statement: of many tries at once only one is let through, the others find its delay.
    """
    delays = [delay_after(tries) for tries in range(1, 12)]
    rows = await _committed(
        """
        INSERT INTO try_count AS t (id, key, tries, until, forget_at)
        VALUES (gen_random_uuid(), $1, 1, $2::timestamptz + make_interval(secs => ($3::int[])[1]), $4)
        ON CONFLICT (key) DO UPDATE SET
            tries = CASE WHEN t.forget_at <= $2 THEN 1 ELSE t.tries + 1 END,
            until = $2::timestamptz + make_interval(secs =>
                ($3::int[])[CASE WHEN t.forget_at <= $2 THEN 1 ELSE least(t.tries + 1, 11) END]),
            forget_at = $4
        WHERE t.until <= $2
        RETURNING tries
        """,
        _key(name, who), now, delays, now + timedelta(seconds=2 * LONGEST_DELAY),
    )  # fmt: skip
    if not rows:
        waiting = await fetch("SELECT until FROM try_count WHERE key = $1", _key(name, who))
        raise TooMany(wait_seconds=_seconds(waiting[0]["until"], now) if waiting else 1)


async def forget(name: str, who: str) -> None:
    """A right try: the next wrong one starts from one second again."""
    await fetch("DELETE FROM try_count WHERE key = $1", _key(name, who))


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, -int((now - until).total_seconds() // 1))


async def _committed(sql: str, *values: object) -> list[dict[str, Any]]:
    if in_transaction():
        raise RuntimeError("a try is counted before the work, in a transaction of its own")
    return await fetch(sql, *values)
