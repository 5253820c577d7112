"""Why: what was said stands as it was said, so the database itself refuses to change a message or take it away.

A thread's last number and a reader's marks only go forward, whatever program asks. A notice is one person's, and stays
due until it has ended, so that none can be forgotten between two states.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T19:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "messages never change, numbers and marks only go forward, a notice is due until it has ended"

FORWARDS = [
    """
    CREATE FUNCTION message_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION message_is_insert_only()"
        for table in ("message", "filed")
    ),
    """
    CREATE FUNCTION conversation_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR NEW.last_seq < OLD.last_seq OR NEW.young_person <> OLD.young_person
            OR NEW.kind <> OLD.kind THEN
            RAISE EXCEPTION 'a thread only goes on' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER conversation_goes_on BEFORE UPDATE OR DELETE ON conversation "
    "FOR EACH ROW EXECUTE FUNCTION conversation_goes_on()",
    """
    CREATE FUNCTION read_mark_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.delivered < OLD.delivered OR NEW.read < OLD.read OR NEW.conversation <> OLD.conversation
            OR NEW.reader <> OLD.reader THEN
            RAISE EXCEPTION 'a mark only goes forward' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER read_mark_goes_on BEFORE UPDATE ON read_mark FOR EACH ROW EXECUTE FUNCTION read_mark_goes_on()",
    "ALTER TABLE read_mark ADD CONSTRAINT read_mark_in_order CHECK (0 <= read AND read <= delivered)",
    "ALTER TABLE conversation ADD CONSTRAINT conversation_kinds CHECK (kind IN ('adviser', 'nurse') AND last_seq >= 0)",
    "ALTER TABLE message ADD CONSTRAINT message_in_time CHECK (seq > 0 AND written_at <= sent_at)",
    "ALTER TABLE notice ADD CONSTRAINT notice_one_person CHECK ((young_person IS NULL) <> (worker IS NULL))",
    "ALTER TABLE notice ADD CONSTRAINT notice_due_until_ended CHECK ((ended_at IS NULL) = (next_at IS NOT NULL))",
    'ALTER TABLE notice ADD CONSTRAINT notice_ends_somehow CHECK (("end" IS NULL) = (ended_at IS NULL))',
    "CREATE INDEX notice_due ON notice (next_at) WHERE ended_at IS NULL",
    # An answer ends the staff's open notices about that young person; looked for at every message of staff.
    "CREATE INDEX notice_open_about ON notice (about) WHERE ended_at IS NULL AND about IS NOT NULL",
    # Today's texts are counted before every text.
    "CREATE INDEX delivery_texts ON delivery (at) WHERE reference IS NOT NULL",
    # Who waits for an answer: a handful among all threads.
    "CREATE INDEX conversation_waiting ON conversation (waiting_since) WHERE waiting_since IS NOT NULL",
]
BACKWARDS = [
    "DROP INDEX conversation_waiting",
    "DROP INDEX delivery_texts",
    "DROP INDEX notice_open_about",
    "DROP INDEX notice_due",
    "ALTER TABLE notice DROP CONSTRAINT notice_ends_somehow",
    "ALTER TABLE notice DROP CONSTRAINT notice_due_until_ended",
    "ALTER TABLE notice DROP CONSTRAINT notice_one_person",
    "ALTER TABLE message DROP CONSTRAINT message_in_time",
    "ALTER TABLE conversation DROP CONSTRAINT conversation_kinds",
    "ALTER TABLE read_mark DROP CONSTRAINT read_mark_in_order",
    "DROP TRIGGER read_mark_goes_on ON read_mark",
    "DROP FUNCTION read_mark_goes_on()",
    "DROP TRIGGER conversation_goes_on ON conversation",
    "DROP FUNCTION conversation_goes_on()",
    *(f"DROP TRIGGER {table}_insert_only ON {table}" for table in ("message", "filed")),
    "DROP FUNCTION message_is_insert_only()",
]


async def forwards() -> MigrationManager:
    """The constraints, triggers and indexes stand."""
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
