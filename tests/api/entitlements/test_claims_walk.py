"""Random walks of everybody and of time: no claim is lost, nobody but its owner ends one, and nothing is 5xx."""

import random
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.entitlements import claiming
from backend.shared import clock, db
from tests.api.entitlements.claim_doing import (
    GIVEN,
    NO,
    PARTLY,
    YES,
    a_round,
    act,
    an_offer,
    asked,
    home_money,
    own,
    people,
)

STEPS = 45
FREED = (claiming.REFUSED, claiming.WITHDRAWN)  # where nothing is spent
OWN: list[tuple[str, Any]] = [
    ("confirm", {"came": True}), ("confirm", {"came": False}), ("challenge", {"words": "Not fair"}), ("withdraw", None),
    ("read", None),
]  # fmt: skip
OFFICE: list[tuple[str, Any]] = [("seen", None), ("decide", YES), ("decide", NO), ("decide", PARTLY), ("given", GIVEN),
                                 ("late", {"why": "The shop is shut", "new_day": "2026-04-20"})]  # fmt: skip


@pytest.mark.parametrize("seed", [4, 11, 2026])
async def test_no_claim_is_lost(us: SimpleNamespace, visit: Any, seed: int) -> None:
    dice = random.Random(seed)
    await an_offer(us.mina, [home_money(1000)])
    claims, steps = [await asked((await people(us, visit, "ayo"))[0]) for _ in range(4)], 0
    for step in range(STEPS):
        clock.stand_still(us.noon + timedelta(hours=13 * step))
        (ayo,) = await people(us, visit, "ayo")
        claim, (name, who) = dice.choice(claims), ("owner", ayo)
        if dice.random() < 0.7:
            name = dice.choice(["priya", "mina"])
            (who,) = await people(us, visit, name)
            what, said = dice.choice(OFFICE)
            if what == "given":
                said = {**GIVEN, "on": clock.now().date().isoformat()}
            answer = await act(who, claim, what, said)
        else:
            what, said = dice.choice(OWN)
            answer = await own(who, claim, what, said)
        assert answer.status_code in (204, 400, 409), f"seed {seed} step {step}: {name} {what} {answer.text}"
        if dice.random() < 0.2:
            await a_round()
        steps = await holds(us, claims, steps, f"seed {seed} step {step}: {name} {what}")


async def holds(us: SimpleNamespace, claims: list[str], steps: int, where: str) -> int:
    """Every claim is there, says whose turn it is, and ended only by its owner's own step."""
    rows = {str(row["id"]): row for row in await db.fetch("SELECT * FROM claim")}
    assert rows.keys() == set(claims), where
    made = await db.fetch("SELECT * FROM claim_step ORDER BY id")
    assert len(made) >= steps, where
    assert sum(row["decided_pence"] or 0 for row in rows.values() if row["state"] not in FREED) <= 100_000, where
    for id, row in rows.items():
        theirs = [one for one in made if one["claim"] == UUID(id)]
        assert theirs[-1]["state"] == row["state"], where
        assert (row["due_on"] is not None) == (
            row["state"] in ("asked", "seen", "decided", "not_come", "challenged")
        ), where
        if row["state"] in ("confirmed", "withdrawn", "not_come"):
            assert next(one for one in theirs if one["state"] == row["state"])["by"] == us.ayo, where
        if row["decision"] in ("no", "partly"):
            assert row["reason"], where
        if row["refused_by"] and row["challenged_at"] and row["state"] != "challenged":
            assert row["decided_by"] != row["refused_by"], where
    return len(made)
