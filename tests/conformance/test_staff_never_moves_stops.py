"""No member of staff moves delivered, opened or understood, whatever they do in whatever order (S48, I13).

tests/api/plans proves it for the routes of plans; here it is every route of the house, with real ids, as a walk.
"""

import random
from typing import Any
from uuid import UUID

import pytest

from backend.shared import db
from tests.conformance import world as w
from tests.conformance.house import House, matrix
from tests.conformance.shapes import has_body

STAFF = ("adviser", "cover", "manager", "manager_break_glass", "admin", "nurse", "overseer", "auditor", "other_manager")
STEPS = 300
SOURCES = ("plan_version", "action", "device", "joining", "review", "worker", "young_person", "team")


async def evidence() -> dict[str, Any]:
    """What only a young person can bring about: stops, answers, their own words, their own ticks and review answers."""
    return {
        "reached": await db.fetch("SELECT * FROM reached ORDER BY id"),
        "answers": await db.fetch("SELECT * FROM plan_answer ORDER BY id"),
        "words": await db.fetch("SELECT * FROM own_words ORDER BY id"),
        "ticks": await db.fetch("SELECT * FROM action_progress WHERE by_young_person ORDER BY id"),
    }


async def ids() -> dict[str, list[str]]:
    """Every real id there is now, by table."""
    return {name: [str(row["id"]) for row in await db.fetch(f"SELECT id FROM {name}")] for name in SOURCES}


BY_NAME = {"version": "plan_version", "phone": "device"}


def an_address(house: House, template: str, real: dict[str, list[str]], dice: random.Random) -> str:
    """Mostly Ayo's own ids; now and then any id of the right kind, or of another kind."""
    path = template
    for name in ("young_person", "version", "action", "phone", "joining", "passkey"):
        if f"{{{name}}}" in path:
            luck = dice.random()
            pool = real.get(BY_NAME.get(name, name)) or [w.NEW]
            anything = [one for some in real.values() for one in some]
            value = house.world.ids.get(name, w.NEW) if luck < 0.6 else dice.choice(pool if luck < 0.95 else anything)
            path = path.replace(f"{{{name}}}", value)
    return path


def a_body(route: tuple[str, str], dice: random.Random) -> dict[str, Any]:
    """The route's valid body, with a fresh id where it carries one; sometimes with a stop slipped in."""
    body = dict(w.BODIES[route])
    if "id" in body:
        body["id"] = str(UUID(int=dice.getrandbits(128), version=4))
    if dice.random() < 0.1:
        body |= {"stop": "opened", "opened_at": "2026-03-10T12:00:00Z", "answer": "agree"}
    return body


@pytest.mark.parametrize("seed", [20260310, 47])
async def test_no_walk_of_staff_moves_a_stop(house: House, seed: int) -> None:
    dice, before, routes = random.Random(seed), await evidence(), sorted(matrix())
    answered: dict[tuple[str, str], int] = {}
    # A stop needs a signed-in walker: whoever signs out comes in again with the next step's cookies, so leaving is left out.
    routes = [route for route in routes if route[1] not in ("/api/lock", "/api/sign-out")]
    order = dice.sample(routes, len(routes)) + dice.choices(routes, k=STEPS - len(routes))
    for step, route in enumerate(order):
        actor = dice.choices(STAFF, weights=[6, 3, 3, 1, 1, 1, 1, 1, 1])[0]
        path = an_address(house, route[1], await ids(), dice)
        body = {"json": a_body(route, dice)} if has_body(route) else {}
        answer = await house.ask(route, actor, path=path, **body)
        assert answer.status_code < 500, f"seed {seed} step {step}: {route} as {actor}"
        if answer.is_success:
            answered[route] = answered.get(route, 0) + 1
        if step % 25 == 0 or step == STEPS - 1:
            assert await evidence() == before, f"seed {seed}: moved before step {step}, {route} as {actor}"
    assert len(answered) > 20, "this walk went nowhere"
    assert await db.fetch(
        "SELECT 1 FROM audit_row WHERE did = 'shared_plan' AND about = $1", UUID(house.world.ids["young_person"])
    )


async def test_the_owners_own_acts_do(house: House) -> None:
    """Else the walk above would say nothing: the same routes, on the young person's own unlocked phone."""
    before, version = await evidence(), house.world.ids["version"]
    for act, stops in (("delivered", ["delivered"]), ("opened", ["delivered", "opened"])):
        answer = await house.ask(("POST", f"/api/plans/mine/{{version}}/{act}"), "owner")
        assert answer.status_code == 204
        assert sorted(row["stop"] for row in (await evidence())["reached"]) == stops
    assert (await house.ask(("POST", "/api/plans/mine/{version}/answer"), "owner")).status_code == 204
    after = await evidence()
    assert [(row["answer"], str(row["version"])) for row in after["answers"]] == [("agree", version)]
    record = (await house.ask(("GET", "/api/sharing/{young_person}"), "manager")).json()
    assert record["number"] == 1
    assert all(stop["at"] for stop in record["stops"])
    assert before["reached"] == before["answers"] == []


async def test_the_database_itself_takes_no_stop_from_anybody_elses_phone(house: House) -> None:
    """Whatever program asks: evidence needs the owner's own joined phone and a shared version."""
    version, bea = UUID(house.world.ids["version"]), UUID(house.world.ids["bea"])
    (phone,) = await db.fetch("SELECT id FROM device WHERE young_person = $1", bea)
    for device in (phone["id"], UUID(w.NEW)):
        with pytest.raises(Exception, match=r"own joined phone|violates"):
            await db.fetch(
                "INSERT INTO reached (id, version, stop, act, at, device, session) VALUES ($1, $2, 'opened', 'opened', $3, $4, $1)",
                UUID(int=1), version, w.NOW, device,
            )  # fmt: skip
    assert await db.fetch("SELECT 1 FROM reached") == []
