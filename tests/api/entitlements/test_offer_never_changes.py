"""What an offer said stays as it was said, whatever program asks: the database refuses (migrations/)."""

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from backend.shared import clock, db
from tests.api.entitlements.offering import a_line, done, editors, published


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    found = await editors(visit)
    await published(found, a_line())
    await done(found.ada, "lines", line=a_line(local="Next."))
    yield found
    clock.stand_still(None)


@pytest.mark.parametrize("table", ["offer_version", "offer_write"])
async def test_no_row_is_changed_or_taken_away(here: SimpleNamespace, table: str) -> None:
    column = {"offer_version": "why", "offer_write": "words"}[table]
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(asyncpg.RestrictViolationError, match="insert-only"):
            await db.fetch(statement)


ONE = (
    "INSERT INTO offer_version (id, number, lines, pots, laws, why, from_on, asked_from, base, round, published_at, published_by, "
    "sent_by) SELECT gen_random_uuid(), {number}, {lines}, pots, laws, {why}, from_on, asked_from, {base}, round, published_at, "
    "published_by, {sent_by} FROM offer_version"
)
RIGHT = {"number": "2", "lines": "lines", "why": "why", "base": "1", "sent_by": "sent_by"}
WRONG = {
    "the same number": {"number": "1", "base": "0"},
    "no number": {"number": "0", "base": "0"},
    "one person": {"sent_by": "published_by"},
    "no JSON": {"lines": "'x'"},
    "no list": {"lines": "'{}'"},
    "no reason": {"why": "''"},
    "a base to come": {"base": "2"},
}


async def test_a_right_version_is_taken(here: SimpleNamespace) -> None:
    await db.fetch(ONE.format(**RIGHT))


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_version_is_refused(here: SimpleNamespace, name: str) -> None:
    with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)):
        await db.fetch(ONE.format(**{**RIGHT, **WRONG[name]}))


@pytest.mark.parametrize(
    "change",
    ["slot = 2", "revision = -1", "round = 0", "sent_at = now()", "sent_at = now(), why = 'x'", "from_on = now()::date", "lines = 'x'",
     "pots = '{}'", "open = false, sent_at = now(), sent_by = '{ada}', why = 'x'"],
)  # fmt: skip
async def test_a_draft_that_cannot_be_is_refused(here: SimpleNamespace, change: str) -> None:
    with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)):
        await db.fetch(f"UPDATE offer_draft SET {change.replace('{ada}', str(here.ids['ada']))}")


async def test_there_is_one_draft(here: SimpleNamespace) -> None:
    with pytest.raises(asyncpg.UniqueViolationError):
        await db.fetch(
            "INSERT INTO offer_draft (id, slot, revision, round, open, base, lines, pots, laws) VALUES (gen_random_uuid(), 1, 0, 1, false, 0, '[]', '[]', '[]')"
        )
