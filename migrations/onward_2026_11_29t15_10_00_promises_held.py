"""Why: a promise that was made before holds its pot too, and its first day, so that neither can be lost from now on.

A claim that was put off before it was read had another first day than the steps tell: the first new day stands for it.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-29T15:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "promises that stand hold the pot of their line and the day first promised"

FORWARDS = [
    """
    UPDATE claim c SET pot = line.pot FROM (
        SELECT one ->> 'right' AS right_id, one ->> 'pot' AS pot FROM (
            SELECT lines FROM offer_version WHERE from_on <= (now() AT TIME ZONE 'Europe/London')::date
            ORDER BY number DESC LIMIT 1
        ) AS offer, jsonb_array_elements(offer.lines::jsonb) AS one
        WHERE coalesce(one ->> 'pot', '') <> ''
    ) AS line
    WHERE c.right_id = line.right_id AND c.decided_pence IS NOT NULL
    """,
    """
    UPDATE claim c SET put_off = moved.times, first_by = coalesce(moved.first, moved.earliest) FROM (
        SELECT s.claim, count(*) AS times, min(s.due_on) AS earliest,
            min(CASE WHEN before.act <> 'asked' THEN before.due_on END) AS first
        FROM claim_step s JOIN LATERAL (
            SELECT o.act, o.at, o.due_on FROM claim_step o WHERE o.claim = s.claim AND o.act <> 'late'
            ORDER BY o.at DESC, o.id DESC LIMIT 1
        ) AS before ON s.at > before.at
        WHERE s.act = 'late' GROUP BY s.claim
    ) AS moved
    WHERE c.id = moved.claim AND c.due_on IS NOT NULL
    """,
    "ALTER TABLE claim ADD CONSTRAINT claim_put_off CHECK (put_off >= 0 AND (put_off = 0) = (first_by IS NULL))",
    "ALTER TABLE claim ADD CONSTRAINT claim_pot_of_a_promise CHECK (pot = '' OR decided_pence IS NOT NULL)",
]
BACKWARDS = [
    "ALTER TABLE claim DROP CONSTRAINT claim_pot_of_a_promise",
    "ALTER TABLE claim DROP CONSTRAINT claim_put_off",
    "UPDATE claim SET pot = '', put_off = 0, first_by = NULL",
]


async def forwards() -> MigrationManager:
    """Every promise that stands knows its pot and its first day."""
    manager = MigrationManager(migration_id=ID, app_name="onward", description=DESCRIPTION)

    async def hold() -> None:
        for statement in FORWARDS:
            await engine_finder().run_ddl(statement)

    async def let_go() -> None:
        for statement in BACKWARDS:
            await engine_finder().run_ddl(statement)

    manager.add_raw(hold)
    manager.add_raw_backwards(let_go)
    return manager
