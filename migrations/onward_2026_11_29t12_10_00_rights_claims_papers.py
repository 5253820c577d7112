"""Why: what was said stands as it was said, so the database itself refuses to change or forget it, whatever program asks.

A claim only goes on, and only its owner confirms, challenges or ends it. An offer needs two people. What a young person
says comes from their own joined phone. A paper's next step has a person and a day, or there is none.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T12:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = (
    "what was said about rights, claims, offers and papers stays; claims only go on; an offer needs two people"
)

FORWARDS = [
    """
    CREATE FUNCTION stays_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION speaks_on_their_own_phone() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM device d WHERE d.id = NEW.device AND d.young_person = NEW.young_person AND d.joined_at IS NOT NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'an owner speaks through their own joined phone' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER own_statement_insert_only
    BEFORE UPDATE OR DELETE ON own_statement FOR EACH ROW EXECUTE FUNCTION stays_as_said()
    """,
    """
    CREATE TRIGGER council_fact_insert_only
    BEFORE UPDATE OR DELETE ON council_fact FOR EACH ROW EXECUTE FUNCTION stays_as_said()
    """,
    """
    CREATE TRIGGER own_statement_is_theirs
    BEFORE INSERT ON own_statement FOR EACH ROW EXECUTE FUNCTION speaks_on_their_own_phone()
    """,
    """
    CREATE FUNCTION rights_talk_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a talk stays as it was written' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.answer IS NOT NULL OR (NEW.id, NEW.young_person, NEW."by", NEW.talked_on, NEW.words, NEW.made_at) IS DISTINCT FROM (OLD.id, OLD.young_person, OLD."by", OLD.talked_on, OLD.words, OLD.made_at) THEN
            RAISE EXCEPTION 'a talk stays as it was written, and its answer as it was given' USING ERRCODE = 'restrict_violation';
        END IF;
        PERFORM FROM device d WHERE d.id = NEW.device AND d.young_person = NEW.young_person AND d.joined_at IS NOT NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'only the young person says whether there was a talk' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER rights_talk_stays
    BEFORE UPDATE OR DELETE ON rights_talk FOR EACH ROW EXECUTE FUNCTION rights_talk_stays()
    """,
    "ALTER TABLE rights_talk ADD CONSTRAINT rights_talk_answer CHECK (answer IN ('yes', 'no'))",
    """
    ALTER TABLE rights_talk ADD CONSTRAINT rights_talk_answered
    CHECK ((answer IS NULL) = (answered_at IS NULL)
        AND (answer IS NULL) = (device IS NULL)
        AND (answer IS NULL) = (session IS NULL))
    """,
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
    "CREATE INDEX rights_talk_latest ON rights_talk (young_person, made_at DESC, id DESC)",
    """
    CREATE TRIGGER claim_step_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_step
        FOR EACH STATEMENT EXECUTE FUNCTION stays_as_said()
    """,
    """
    CREATE FUNCTION claim_step_is_theirs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.by_owner <> (NEW."by" = (SELECT young_person FROM claim WHERE id = NEW.claim)) THEN
            RAISE EXCEPTION 'a step of a claim is its owner''s or it is not' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER claim_step_is_theirs
    BEFORE INSERT ON claim_step FOR EACH ROW EXECUTE FUNCTION claim_step_is_theirs()
    """,
    """
    CREATE FUNCTION claim_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.state IN ('confirmed', 'withdrawn') AND NEW.state <> OLD.state
            OR NEW.state <> OLD.state AND NEW.state = 'asked'
            OR (NEW.young_person, NEW.right_id, NEW.title, NEW.mark, NEW.asked_at) <> (OLD.young_person, OLD.right_id, OLD.title, OLD.mark, OLD.asked_at)
            OR NEW.words IS DISTINCT FROM OLD.words OR NEW.pence IS DISTINCT FROM OLD.pence
            OR OLD.challenged_at IS NOT NULL AND NEW.challenged_at IS DISTINCT FROM OLD.challenged_at THEN
            RAISE EXCEPTION 'a claim only goes on' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.state <> OLD.state AND NEW.state IN ('confirmed', 'not_come', 'challenged', 'withdrawn') AND NOT EXISTS (
            SELECT FROM claim_step s WHERE s.claim = NEW.id AND s.state = NEW.state AND s.by_owner AND s.act IN ('came', 'not_come', 'challenge', 'withdraw')) THEN
            RAISE EXCEPTION 'only its owner says so' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER claim_goes_on BEFORE UPDATE OR DELETE ON claim FOR EACH ROW EXECUTE FUNCTION claim_goes_on()",
    """
    ALTER TABLE claim_step ADD CONSTRAINT claim_step_owners CHECK (
        by_owner = (act IN ('asked', 'came', 'not_come', 'challenge', 'withdraw')) AND by_owner = (device IS NOT NULL) AND by_owner = (session IS NOT NULL))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_states CHECK (
        state IN ('asked', 'seen', 'decided', 'given', 'confirmed', 'not_come', 'refused', 'challenged', 'withdrawn'))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_due CHECK (
        (due_on IS NOT NULL) = (state IN ('asked', 'seen', 'decided', 'not_come', 'challenged')))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_over
    CHECK ((over_at IS NOT NULL) = (state IN ('confirmed', 'refused', 'withdrawn')))
    """,
    "ALTER TABLE claim ADD CONSTRAINT claim_confirmed CHECK ((confirmed_at IS NOT NULL) = (state = 'confirmed'))",
    """
    ALTER TABLE claim ADD CONSTRAINT claim_seen CHECK ((seen_at IS NULL) = (seen_by IS NULL) AND (state <> 'asked' OR seen_at IS NULL)
        AND (state IN ('asked', 'withdrawn') OR seen_at IS NOT NULL))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_decided CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
        AND (decided_at IS NOT NULL OR state IN ('asked', 'seen', 'withdrawn')) AND (decision IS NULL OR decision IN ('yes', 'partly', 'no'))
        AND (state <> 'refused' OR decision = 'no'))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_says_why
    CHECK (decision IS NULL OR decision = 'yes' OR (reason IS NOT NULL AND reason_code <> ''))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_sums CHECK ((pence IS NULL OR pence >= 0) AND (decided_pence IS NULL OR decided_pence >= 0)
        AND (decision IS DISTINCT FROM 'no' OR decided_pence IS NULL))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_given CHECK ((given_at IS NULL) = (given_on IS NULL) AND (given_at IS NULL) = (given_by IS NULL)
        AND (state NOT IN ('given', 'not_come') OR given_at IS NOT NULL))
    """,
    """
    ALTER TABLE claim ADD CONSTRAINT claim_challenged CHECK ((challenged_at IS NULL) = (challenge IS NULL) AND (challenged_at IS NULL) = (challenge_by IS NULL)
        AND (state <> 'challenged' OR challenged_at IS NOT NULL))
    """,
    """
    ALTER TABLE claim_attachment ADD CONSTRAINT claim_attachment_kinds
    CHECK (kind IN ('photo', 'pdf') AND size > 0)
    """,
    "CREATE INDEX claim_open ON claim (due_on) WHERE over_at IS NULL",
    "CREATE INDEX claim_attachment_unused ON claim_attachment (made_at) WHERE claim IS NULL",
    """
    ALTER TABLE offer_version ADD CONSTRAINT offer_version_counts
    CHECK (number >= 1 AND round >= 1 AND base >= 0 AND base < number)
    """,
    "ALTER TABLE offer_version ADD CONSTRAINT offer_version_two_people CHECK (published_by <> sent_by)",
    """
    ALTER TABLE offer_version ADD CONSTRAINT offer_version_json
    CHECK (jsonb_typeof(lines::jsonb) = 'array' AND jsonb_typeof(pots::jsonb) = 'array' AND jsonb_typeof(laws::jsonb) = 'array')
    """,
    "ALTER TABLE offer_version ADD CONSTRAINT offer_version_says_why CHECK (length(why) BETWEEN 1 AND 400)",
    """
    ALTER TABLE offer_draft ADD CONSTRAINT offer_draft_one
    CHECK (slot = 1 AND revision >= 0 AND round >= 1 AND base >= 0)
    """,
    """
    ALTER TABLE offer_draft ADD CONSTRAINT offer_draft_sent
    CHECK ((sent_at IS NULL) = (sent_by IS NULL)
        AND (sent_at IS NULL) = (why IS NULL)
        AND (sent_at IS NOT NULL OR from_on IS NULL)
        AND (open OR sent_at IS NULL))
    """,
    """
    ALTER TABLE offer_draft ADD CONSTRAINT offer_draft_json
    CHECK (jsonb_typeof(lines::jsonb) = 'array' AND jsonb_typeof(pots::jsonb) = 'array' AND jsonb_typeof(laws::jsonb) = 'array')
    """,
    """
    ALTER TABLE offer_write ADD CONSTRAINT offer_write_what
    CHECK (what IN ('wrote', 'took_out', 'pots', 'laws', 'undid', 'loaded', 'sent', 'back', 'dropped', 'published') AND round >= 1 AND revision >= 1)
    """,
    """
    CREATE TRIGGER offer_version_insert_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_version FOR EACH STATEMENT EXECUTE FUNCTION stays_as_said()
    """,
    """
    CREATE TRIGGER offer_write_insert_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_write FOR EACH STATEMENT EXECUTE FUNCTION stays_as_said()
    """,
    "CREATE INDEX paper_entry_latest ON paper_entry (young_person, kind, (by_worker IS NULL), at DESC, id DESC)",
    """
    ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_status
    CHECK (status IN ('not_started', 'applied', 'waiting', 'held_by_me', 'held_by_someone_else', 'not_needed', 'lost'))
    """,
    """
    ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_kind
    CHECK (kind IN ('ni_number', 'photo_id', 'birth_certificate', 'passport', 'nhs_gp', 'health_summary', 'bank_account', 'savings', 'school_records', 'immigration', 'benefits_claim', 'voter', 'adult_care', 'home_at_18', 'housing_register', 'life_story', 'proof_letter'))
    """,
    """
    ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_step
    CHECK ((next_who IS NULL) = (next_by IS NULL)
        AND (by_worker IS NOT NULL OR next_who IS NULL)
        AND (next_who IS NULL OR next_who IN ('young_person', 'adviser', 'someone_else')))
    """,
    """
    ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_voice
    CHECK (num_nonnulls(device, session) = CASE WHEN by_worker IS NULL THEN 2 ELSE 0 END)
    """,
    "ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_sealed CHECK (octet_length(said) > 29)",
    """
    ALTER TABLE ni_number_kept ADD CONSTRAINT ni_number_kept_sealed
    CHECK (octet_length(number) = 38 AND id = young_person)
    """,
    """
    ALTER TABLE immigration_kept ADD CONSTRAINT immigration_kept_sealed
    CHECK (octet_length(said) > 29 AND id = young_person)
    """,
    """
    CREATE TRIGGER paper_entry_insert_only
    BEFORE UPDATE OR DELETE ON paper_entry FOR EACH ROW EXECUTE FUNCTION stays_as_said()
    """,
    """
    CREATE TRIGGER paper_entry_is_theirs
    BEFORE INSERT ON paper_entry FOR EACH ROW WHEN (NEW.by_worker IS NULL) EXECUTE FUNCTION speaks_on_their_own_phone()
    """,
]
BACKWARDS = [
    "DROP TRIGGER paper_entry_is_theirs ON paper_entry",
    "DROP TRIGGER paper_entry_insert_only ON paper_entry",
    "ALTER TABLE immigration_kept DROP CONSTRAINT immigration_kept_sealed",
    "ALTER TABLE ni_number_kept DROP CONSTRAINT ni_number_kept_sealed",
    """
    ALTER TABLE paper_entry DROP CONSTRAINT paper_entry_sealed,
        DROP CONSTRAINT paper_entry_voice,
        DROP CONSTRAINT paper_entry_step,
        DROP CONSTRAINT paper_entry_kind,
        DROP CONSTRAINT paper_entry_status
    """,
    "DROP INDEX paper_entry_latest",
    "DROP TRIGGER offer_write_insert_only ON offer_write",
    "DROP TRIGGER offer_version_insert_only ON offer_version",
    "ALTER TABLE offer_write DROP CONSTRAINT offer_write_what",
    """
    ALTER TABLE offer_draft DROP CONSTRAINT offer_draft_one,
        DROP CONSTRAINT offer_draft_sent,
        DROP CONSTRAINT offer_draft_json
    """,
    """
    ALTER TABLE offer_version DROP CONSTRAINT offer_version_counts,
        DROP CONSTRAINT offer_version_two_people,
        DROP CONSTRAINT offer_version_json,
        DROP CONSTRAINT offer_version_says_why
    """,
    "DROP INDEX claim_attachment_unused",
    "DROP INDEX claim_open",
    "ALTER TABLE claim_attachment DROP CONSTRAINT claim_attachment_kinds",
    "ALTER TABLE claim DROP CONSTRAINT claim_challenged",
    "ALTER TABLE claim DROP CONSTRAINT claim_given",
    "ALTER TABLE claim DROP CONSTRAINT claim_sums",
    "ALTER TABLE claim DROP CONSTRAINT claim_says_why",
    "ALTER TABLE claim DROP CONSTRAINT claim_decided",
    "ALTER TABLE claim DROP CONSTRAINT claim_seen",
    "ALTER TABLE claim DROP CONSTRAINT claim_confirmed",
    "ALTER TABLE claim DROP CONSTRAINT claim_over",
    "ALTER TABLE claim DROP CONSTRAINT claim_due",
    "ALTER TABLE claim DROP CONSTRAINT claim_states",
    "ALTER TABLE claim_step DROP CONSTRAINT claim_step_owners",
    "DROP TRIGGER claim_goes_on ON claim",
    "DROP FUNCTION claim_goes_on()",
    "DROP TRIGGER claim_step_is_theirs ON claim_step",
    "DROP FUNCTION claim_step_is_theirs()",
    "DROP TRIGGER claim_step_insert_only ON claim_step",
    "DROP INDEX rights_talk_latest",
    "DROP INDEX right_standing_ends",
    "ALTER TABLE right_standing DROP CONSTRAINT right_standing_later",
    "ALTER TABLE right_standing DROP CONSTRAINT right_standing_known",
    "ALTER TABLE rights_talk DROP CONSTRAINT rights_talk_answered",
    "ALTER TABLE rights_talk DROP CONSTRAINT rights_talk_answer",
    "DROP TRIGGER rights_talk_stays ON rights_talk",
    "DROP FUNCTION rights_talk_stays()",
    "DROP TRIGGER own_statement_is_theirs ON own_statement",
    "DROP TRIGGER council_fact_insert_only ON council_fact",
    "DROP TRIGGER own_statement_insert_only ON own_statement",
    "DROP FUNCTION speaks_on_their_own_phone()",
    "DROP FUNCTION stays_as_said()",
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
