"""How many statements a screen costs, fixed: it never grows with the number of people or of actions."""

from datetime import date
from types import SimpleNamespace

import httpx

from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import an_action, ok, shared, statements


async def count(browser: httpx.AsyncClient, path: str) -> int:
    await ok(await browser.get(path))  # what is reckoned once a day is reckoned now
    with statements() as sent:
        await ok(await browser.get(path))
    return len(sent)


async def more_people(us: SimpleNamespace, many: int) -> None:
    for place in range(many):
        person = await cast.a_young_person(f"More{place}", date(2008, 1, 1 + place % 28), team=us.team)
        await cast.allocated(person, us.priya)


async def test_my_plan(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    assert await count(ayo, "/api/plans/mine") <= 6
    await shared(priya, us.ayo, owner=us.priya)
    few = await count(ayo, "/api/plans/mine")
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    for place in range(30):
        action = an_action(what=f"Step {place}", by_whom=str(us.ayo))
        await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=action))
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    assert await count(ayo, "/api/plans/mine") == few == 4  # who asks, versions, what is beside them, the content


async def test_the_list_and_a_plan(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo, owner=us.priya)
    few = [await count(priya, path) for path in ("/api/caseload", f"/api/plans/{us.ayo}", f"/api/people/{us.ayo}")]
    await more_people(us, 25)
    many = [await count(priya, path) for path in ("/api/caseload", f"/api/plans/{us.ayo}", f"/api/people/{us.ayo}")]
    assert many == few
    assert few == [7, 7, 7]


async def test_sharing(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina = await signed_in(visit, us.priya), await signed_in(visit, us.mina)
    await shared(priya, us.ayo, owner=us.priya)
    paths = ("/api/sharing", f"/api/sharing?team={us.team}", "/api/sharing.csv", f"/api/sharing/{us.ayo}")
    few = [await count(mina, path) for path in paths]
    await more_people(us, 25)
    assert [await count(mina, path) for path in paths] == few
    assert max(few) <= 6
