"""Why: an audit that can be changed proves nothing, so the database itself refuses to change or delete its rows.

The same statement that adds rows also puts them in the sealer's queue, so no writer can forget it.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T16:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "audit rows and seals are insert-only; new rows wait for their seal"

FORWARDS = [
    """
    CREATE FUNCTION audit_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_row_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_row
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_insert_only()
    """,
    """
    CREATE TRIGGER audit_seal_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_insert_only()
    """,
    """
    CREATE FUNCTION audit_row_waits() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO audit_waiting (id, at) SELECT id, at FROM fresh;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER audit_row_waits AFTER INSERT ON audit_row REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION audit_row_waits()
    """,
]
BACKWARDS = [
    "DROP TRIGGER audit_row_waits ON audit_row",
    "DROP FUNCTION audit_row_waits()",
    "DROP TRIGGER audit_seal_insert_only ON audit_seal",
    "DROP TRIGGER audit_row_insert_only ON audit_row",
    "DROP FUNCTION audit_is_insert_only()",
]


async def forwards() -> MigrationManager:
    """The three triggers stand."""
    manager = MigrationManager(migration_id=ID, app_name="onward", description=DESCRIPTION)

    async def guard() -> None:
        for statement in FORWARDS:
            await engine_finder().run_ddl(statement)

    async def open_again() -> None:
        for statement in BACKWARDS:
            await engine_finder().run_ddl(statement)

    manager.add_raw(guard)
    manager.add_raw_backwards(open_again)
    return manager
