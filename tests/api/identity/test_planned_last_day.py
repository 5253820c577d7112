"""A planned last day counts whole (decisions 27): the account works until it is over, and not a moment longer."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from backend.identity.commands import staff_accounts
from backend.identity.queries.staff import staff_list
from backend.people.tables import Worker
from backend.shared.dates import end_of
from backend.shared.problems import Conflict
from tests.api.identity import doing
from tests.api.identity.doing import Visit, a_code, a_phone, signed_in, taken
from tests.api.identity.test_staff_sign_in import code, second, set_up, start


@pytest.fixture
async def over(us: SimpleNamespace) -> Any:
    """Today is Priya's last day; the instant at which it is over."""
    instant = end_of(us.noon.date())
    await Worker.update({Worker.ended_at: instant}).where(Worker.id == us.priya)
    return instant


async def state_at(now: Any) -> str:
    """What the server's list says of Priya's account."""
    return next(row["state"] for row in await staff_list(now) if row["email"].startswith("priya"))


async def test_until_the_day_is_over_everything_works(us: SimpleNamespace, visit: Visit, at: Any, over: Any) -> None:
    browser, secret = await set_up(visit, us.priya)
    at(us.noon + timedelta(minutes=2))
    ticket = (await start(visit())).json()["ticket"]
    assert (await second(visit(), ticket, code(secret))).status_code == 200
    assert [one["known_as"] for one in (await browser.get("/api/caseload")).json()["people"]] == ["Ayo", "Bea"]
    await taken(visit, await a_code(browser, us.ayo))
    ayo = await a_phone(visit, us.ayo)
    assert (await ayo.get("/api/people/me/team")).json()["adviser"]["given_name"] == "Priya"
    doers = (await browser.get(f"/api/plans/{us.ayo}")).json()["people"]
    assert str(us.priya) in [one["id"] for one in doers]
    assert await state_at(us.noon) == "set up"


async def test_when_the_day_is_over_nothing_does(us: SimpleNamespace, visit: Visit, at: Any, over: Any) -> None:
    _, secret = await set_up(visit, us.priya)
    at(over - timedelta(seconds=1))
    browser = await signed_in(visit, us.priya)
    new_code = await a_code(browser, us.ayo)
    ticket = (await start(visit())).json()["ticket"]
    assert (await browser.get("/api/caseload")).status_code == 200
    at(over)
    assert (await browser.get("/api/caseload")).status_code == 401
    assert (await second(visit(), ticket, code(secret))).status_code == 403
    assert (await start(visit())).status_code == 403
    assert (await visit().post("/api/joining/take", json={"secret": new_code["secret"]})).status_code == 404
    ayo = await a_phone(visit, us.ayo)
    assert (await ayo.get("/api/people/me/team")).json()["adviser"] is None
    assert await state_at(over) == "ended"


async def test_a_planned_end_can_be_brought_forward_by_hand_once(us: SimpleNamespace, visit: Visit, over: Any) -> None:
    browser = await signed_in(visit, us.priya)
    await staff_accounts.end(doing.nobody("staff.end"), us.priya)
    assert (await browser.get("/api/caseload")).status_code == 401
    with pytest.raises(Conflict):
        await staff_accounts.end(doing.nobody("staff.end"), us.priya)
