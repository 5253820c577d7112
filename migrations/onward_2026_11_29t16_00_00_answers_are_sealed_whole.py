"""Why: which question somebody answered tells as much as the answer. So it is sealed with it, at one length for all.

The next migration takes the column away. How a right stands follows from the answers, so what guarded that table goes too.
"""

import json
from collections.abc import Callable

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar
from piccolo.engine import engine_finder

from backend.shared.crypt import seal, unseal
from backend.shared.db import fetch

ID = "2026-11-29T16:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "what an answer is about is sealed with it"

LENGTH = 128
SEALED = {
    "own_statement": (
        "own_statement.said",
        "SELECT id, fact, said AS sealed FROM own_statement",
        "UPDATE own_statement SET fact = $2, said = $3 WHERE id = $1",
    ),
    "council_fact": (
        "council_fact.known",
        "SELECT id, fact, known AS sealed FROM council_fact",
        "UPDATE council_fact SET fact = $2, known = $3 WHERE id = $1",
    ),
}

FORWARDS = [
    # A server of yesterday's code may still run: what it writes in the old way is refused, and asked again, not lost.
    "ALTER TABLE own_statement ADD CONSTRAINT own_statement_sealed_whole CHECK (fact IS NULL)",
    "ALTER TABLE council_fact ADD CONSTRAINT council_fact_sealed_whole CHECK (fact IS NULL)",
    "DROP INDEX right_standing_ends",
    "ALTER TABLE right_standing DROP CONSTRAINT right_standing_later, DROP CONSTRAINT right_standing_known",
]
BACKWARDS = [
    """
    ALTER TABLE right_standing ADD CONSTRAINT right_standing_known
    CHECK (standing IN ('can', 'ends_soon', 'may', 'later', 'not_now'))
    """,
    """
    ALTER TABLE right_standing ADD CONSTRAINT right_standing_later
    CHECK ((standing = 'later') = (from_on IS NOT NULL))
    """,
    """
    CREATE INDEX right_standing_ends ON right_standing (until_on, young_person) INCLUDE (shown) WHERE standing IN ('can', 'ends_soon') AND until_on IS NOT NULL
    """,
]


async def _each(table: str, again: Callable[[str | None, str], tuple[str | None, str]]) -> None:
    """Every answer of this table anew: what its fact and its words become. What was said stays what was said."""
    place, every, change = SEALED[table]
    await fetch(f"ALTER TABLE {table} DISABLE TRIGGER {table}_insert_only")
    for row in await fetch(every):
        where = f"{place}:{row['id']}"
        fact, words = again(row["fact"], unseal(row["sealed"], where).decode())
        await fetch(change, row["id"], fact, seal(words.encode(), where))
    await fetch(f"ALTER TABLE {table} ENABLE TRIGGER {table}_insert_only")


def _inside(fact: str | None, words: str) -> tuple[str | None, str]:
    return None, json.dumps({"fact": fact, **json.loads(words)}).ljust(LENGTH)


def _outside(_: str | None, words: str) -> tuple[str | None, str]:
    kept = json.loads(words)
    return kept.pop("fact"), json.dumps(kept)


async def forwards() -> MigrationManager:
    """Each answer is sealed with what it is about; the column may be empty, and is."""
    manager = MigrationManager(migration_id=ID, app_name="onward", description=DESCRIPTION)

    async def seal_whole() -> None:
        for table in SEALED:
            await engine_finder().run_ddl(f"ALTER TABLE {table} ALTER COLUMN fact DROP NOT NULL")
            await _each(table, _inside)
        for statement in FORWARDS:
            await engine_finder().run_ddl(statement)

    async def open_again() -> None:
        for table in SEALED:
            await engine_finder().run_ddl(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_sealed_whole")
            await _each(table, _outside)
        for statement in BACKWARDS:
            await engine_finder().run_ddl(statement)

    manager.add_raw(seal_whole)
    manager.add_raw_backwards(open_again)
    for name, table in (("CouncilFact", "council_fact"), ("OwnStatement", "own_statement")):
        manager.alter_column(
            table_class_name=name,
            tablename=table,
            column_name="fact",
            db_column_name="fact",
            params={"null": True},
            old_params={"null": False},
            column_class=Varchar,
            old_column_class=Varchar,
            schema=None,
        )
    return manager
