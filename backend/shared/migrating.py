"""One straight history in migrations/, run by one process at a time, also when two servers start at once."""

import contextlib
import io
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.commands.new import AutoMigrationManager, NoChanges, _create_new_migration
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppConfig, Finder

from backend.shared import db
from backend.shared.embedded import address

APP = "onward"
LOCK = 7_006_011  # any fixed number: it names the lock that migrations share


def _config() -> AppConfig:
    return Finder().get_app_config(app_name=APP)


@contextlib.asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    connection = await asyncpg.connect(address())
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        yield
    finally:
        await connection.close()


async def waiting() -> int:
    """How many migrations this database has not run yet."""
    async with db.pool(1, 2):
        manager = BaseMigrationManager()
        await manager.create_migration_table()
        known = set(manager.get_migration_modules(_config().resolved_migrations_folder_path))
        return len(known - set(await Migration.get_migrations_which_ran(app_name=APP)))


async def migrate() -> int:
    """Every migration has run; the answer is how many ran now. Waits for another process that is migrating."""
    async with _alone():
        behind = await waiting()
        if not behind:
            return 0
        engine = db.engine()
        # A waiting ALTER TABLE blocks every reader behind it, so it gives up after four seconds.
        await engine.start_connection_pool(min_size=1, max_size=2, server_settings={"lock_timeout": "4000"})
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said):
                result = await run_forwards(APP)
        finally:
            await engine.close_connection_pool()
        if not result.success:
            raise SystemExit(f"The migration stopped: {result.message}")
        return behind


async def drift() -> list[str]:
    """What the tables say and the migrations do not: empty when they agree."""
    found = await AutoMigrationManager().get_alter_statements(app_config=_config())
    return [statement for one in found for statement in one.statements]


async def write(why: str) -> Path | str:
    """A new migration for what changed in the tables, its reason in its first lines."""
    try:
        return Path((await _create_new_migration(_config(), auto=True, description=why)).migration_path)
    except NoChanges:
        return "The tables and the migrations agree: nothing to write."
