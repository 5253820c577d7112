"""The database itself keeps claims: steps stay, only the owner's own step ends one, and every state says what is due."""

from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from backend.shared import db
from tests.api.entitlements.claim_doing import GIVEN, NO, YES, act, an_offer, asked, home_money, people
from tests.api.messaging.doing import ok


@pytest.fixture
async def three(us: SimpleNamespace, visit: Any) -> SimpleNamespace:
    """A claim that waits, one that was given, and one with its no."""
    await an_offer(us.mina, [home_money()])
    ayo, priya = await people(us, visit, "ayo", "priya")
    us.waits, us.given, us.refused = [await asked(ayo) for _ in range(3)]
    await ok(await act(priya, us.given, "decide", YES))
    await ok(await act(priya, us.given, "given", GIVEN))
    await ok(await act(priya, us.refused, "decide", NO))
    return us


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claim_step SET act = 'came'",
        "DELETE FROM claim_step",
        "TRUNCATE claim_step",
        "DELETE FROM claim WHERE id = '{waits}'",
        "UPDATE claim SET state = 'confirmed', confirmed_at = now(), over_at = now() WHERE id = '{given}'",
        "UPDATE claim SET state = 'withdrawn', due_on = NULL, over_at = now() WHERE id = '{waits}'",
        "UPDATE claim SET state = 'challenged', due_on = now(), over_at = NULL, challenged_at = now(), challenge = 'x', "
        "challenge_by = now() WHERE id = '{refused}'",
        "UPDATE claim SET state = 'not_come', due_on = now() WHERE id = '{given}'",
        "UPDATE claim SET words = 'x' WHERE id = '{waits}'",
        "UPDATE claim SET pence = 1 WHERE id = '{waits}'",
        "UPDATE claim SET young_person = '{bea}' WHERE id = '{waits}'",
        "UPDATE claim SET due_on = NULL WHERE id = '{waits}'",
        "UPDATE claim SET state = 'gone' WHERE id = '{waits}'",
        "UPDATE claim SET reason = NULL WHERE id = '{refused}'",
        "UPDATE claim SET reason_code = '' WHERE id = '{refused}'",
        "UPDATE claim SET decided_pence = 5 WHERE id = '{refused}'",
        "UPDATE claim SET decided_pence = -5 WHERE id = '{given}'",
        "UPDATE claim SET given_by = NULL WHERE id = '{given}'",
        "UPDATE claim SET over_at = now() WHERE id = '{waits}'",
        "INSERT INTO claim_step (id, claim, act, state, at, by, by_owner) "
        "VALUES (gen_random_uuid(), '{given}', 'came', 'confirmed', now(), '{priya}', false)",
        "INSERT INTO claim_step (id, claim, act, state, at, by, by_owner) "
        "VALUES (gen_random_uuid(), '{given}', 'came', 'confirmed', now(), '{priya}', true)",
        "INSERT INTO claim_step (id, claim, act, state, at, by, by_owner) "
        "VALUES (gen_random_uuid(), '{given}', 'came', 'confirmed', now(), '{ayo}', true)",
    ],
)
async def test_the_database_refuses(three: SimpleNamespace, statement: str) -> None:
    before = await db.fetch("SELECT * FROM claim ORDER BY id")
    with pytest.raises(asyncpg.PostgresError) as refused:
        await db.fetch(statement.format(**vars(three)))
    assert isinstance(refused.value, asyncpg.CheckViolationError | asyncpg.RestrictViolationError)
    assert await db.fetch("SELECT * FROM claim ORDER BY id") == before
