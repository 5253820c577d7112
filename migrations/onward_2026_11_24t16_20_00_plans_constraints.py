"""Why: a plan that was shared is a promise, so the database itself refuses to change it, whatever program asks.

Evidence that it arrived is only ever added, and only for the young person's own joined phone. Nobody has two drafts or
two reviews to come. What is reckoned about a duty to have a plan is forgotten as soon as a fact under it changes.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T16:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "shared plans never change, evidence is only added, one draft and one review to come for each person"

INSERT_ONLY = ("action_progress", "own_words", "reached", "plan_answer")
CONTENT = ("matter", "contingency", "action")
FACTS = ("episode", "life_fact")

FORWARDS = [
    "CREATE UNIQUE INDEX plan_version_one_draft ON plan_version (young_person) WHERE shared_at IS NULL",
    "CREATE UNIQUE INDEX review_one_to_come ON review (young_person) WHERE held_on IS NULL",
    # The version that counts, and the latest answer to it, in order and without a look at the rows: the figures ask
    # for everybody's.
    "CREATE INDEX plan_version_written ON plan_version (young_person, number DESC) INCLUDE (id, written_at, shared_at) "
    "WHERE written_at IS NOT NULL",
    "CREATE INDEX plan_answer_latest ON plan_answer (version, at DESC, id DESC) INCLUDE (answer)",
    "CREATE INDEX action_promise ON action (promise)",
    "ALTER TABLE action ADD CONSTRAINT action_one_owner CHECK "
    "(by_young_person::int + (by_worker IS NOT NULL)::int + (by_name IS NOT NULL)::int <= 1)",
    "ALTER TABLE plan_version ADD CONSTRAINT plan_version_in_order CHECK "
    "(shared_at IS NULL OR (written_at IS NOT NULL AND written_at <= shared_at))",
    """
    CREATE FUNCTION plan_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.shared_at IS NOT NULL THEN
            RAISE EXCEPTION 'a shared plan version never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER plan_version_stays BEFORE UPDATE OR DELETE ON plan_version "
    "FOR EACH ROW EXECUTE FUNCTION plan_version_stays()",
    # FOR SHARE makes sharing and writing take turns: a line can not slip in while its version is being shared.
    """
    CREATE FUNCTION plan_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            PERFORM FROM plan_version WHERE id = OLD.version AND shared_at IS NOT NULL;
            IF FOUND THEN
                RAISE EXCEPTION 'a shared plan version never changes' USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        PERFORM FROM (SELECT shared_at FROM plan_version WHERE id = NEW.version FOR SHARE) parent
            WHERE parent.shared_at IS NOT NULL;
        IF FOUND THEN
            RAISE EXCEPTION 'a shared plan version never changes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_stays BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION plan_content_stays()"
        for table in CONTENT
    ),
    """
    CREATE FUNCTION plan_evidence_is_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION plan_evidence_is_insert_only()"
        for table in INSERT_ONLY
    ),
    """
    CREATE FUNCTION plan_evidence_is_theirs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM plan_version v JOIN device d ON d.young_person = v.young_person
            WHERE v.id = NEW.version AND v.shared_at <= NEW.at AND d.id = NEW.device AND d.joined_at IS NOT NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a stop needs a shared version and its owner''s own joined phone'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_is_theirs BEFORE INSERT ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION plan_evidence_is_theirs()"
        for table in ("reached", "plan_answer")
    ),
    """
    CREATE FUNCTION duty_fades() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE person uuid;
    BEGIN
        IF TG_TABLE_NAME = 'young_person' THEN person := OLD.id;
        ELSIF TG_OP = 'DELETE' THEN person := OLD.young_person;
        ELSE person := NEW.young_person;
        END IF;
        -- Waits for whoever is reckoning this person right now, so that nothing is kept from before the change.
        PERFORM FROM young_person WHERE id = person FOR NO KEY UPDATE;
        DELETE FROM duty WHERE young_person = person;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER young_person_duty_fades AFTER UPDATE ON young_person FOR EACH ROW EXECUTE FUNCTION duty_fades()",
    *(
        f"CREATE TRIGGER {table}_duty_fades AFTER INSERT OR UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION duty_fades()"
        for table in FACTS
    ),
]
BACKWARDS = [
    *(f"DROP TRIGGER {table}_duty_fades ON {table}" for table in (*FACTS, "young_person")),
    "DROP FUNCTION duty_fades()",
    *(f"DROP TRIGGER {table}_is_theirs ON {table}" for table in ("reached", "plan_answer")),
    "DROP FUNCTION plan_evidence_is_theirs()",
    *(f"DROP TRIGGER {table}_insert_only ON {table}" for table in INSERT_ONLY),
    "DROP FUNCTION plan_evidence_is_insert_only()",
    *(f"DROP TRIGGER {table}_stays ON {table}" for table in (*CONTENT, "plan_version")),
    "DROP FUNCTION plan_content_stays()",
    "DROP FUNCTION plan_version_stays()",
    "ALTER TABLE plan_version DROP CONSTRAINT plan_version_in_order",
    "ALTER TABLE action DROP CONSTRAINT action_one_owner",
    "DROP INDEX action_promise",
    "DROP INDEX plan_answer_latest",
    "DROP INDEX plan_version_written",
    "DROP INDEX review_one_to_come",
    "DROP INDEX plan_version_one_draft",
]


async def forwards() -> MigrationManager:
    """The constraints and triggers stand."""
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
