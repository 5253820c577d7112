"""What the tests of rights do again and again: say something of oneself, record a fact, read how a right stands."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx

from backend.entitlements.answers import written
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.facts import known_at, sealed_answer
from backend.entitlements.tables import CouncilFact
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.plans.doing import ok

ENDS_ON = date(2026, 4, 19)
"""The last day before Dee turns 21: forty days after the noon of these tests."""
FOSTER = {"living": "with_foster_carer", "foster_carer_agrees": "yes"}
"""What makes staying put certain for Dee."""


async def dee(us: SimpleNamespace) -> UUID:
    """Dee turns 21 on 20 April 2026, and is Priya's."""
    who = await cast.a_young_person("Dee", date(2005, 4, 20), team=us.team)
    await cast.allocated(who, us.priya)
    return who


async def with_a_carer(us: SimpleNamespace, who: UUID) -> UUID:
    """The council knows that this person stays with their foster carer: that ends at 21."""
    for fact, value in FOSTER.items():
        id, said = new_id(), written(national().facts[fact], value, None)
        sealed = sealed_answer(known_at(id), said)
        await CouncilFact.insert(CouncilFact(id=id, young_person=who, known=sealed, at=us.noon, by=us.priya))
    return who


def a_statement(fact: str, value: str, **more: Any) -> dict[str, Any]:
    """One answer, as the phone sends it."""
    return {"id": str(new_id()), "fact": fact, "value": value, **more}


async def say(phone: httpx.AsyncClient, fact: str, value: str, **more: Any) -> dict[str, Any]:
    """This young person says it; the statement as it was sent."""
    statement = a_statement(fact, value, **more)
    await ok(await phone.post("/api/rights/mine/statements", json=statement))
    return statement


async def record(adviser: httpx.AsyncClient, who: UUID, fact: str, value: str, **more: Any) -> None:
    """The council knows it."""
    await ok(await adviser.post(f"/api/rights/with/{who}/facts", json={"fact": fact, "value": value, **more}))


async def mine(phone: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    """How each right stands, as its owner reads it."""
    return {one["id"]: one for one in (await ok(await phone.get("/api/rights/mine")))["rights"]}


async def theirs(adviser: httpx.AsyncClient, who: UUID) -> dict[str, Any]:
    """The staff's page, with `by_id` and `said` (the facts that have a value) put in."""
    page: dict[str, Any] = await ok(await adviser.get(f"/api/rights/with/{who}"))
    page["by_id"] = {one["id"]: one for one in page["rights"]}
    page["said"] = {(one["fact"], one["by"]): one["value"] for one in page["facts"] if one["value"]}
    return page


def clock(action: str, now: datetime) -> Viewer:
    return Viewer.clock(action, now)
