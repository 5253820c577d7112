"""One tap on the demo page; and no such door in a council's own installation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from backend.demo.commands import fill
from backend.demo.queries import PIN
from backend.shared import clock, config
from backend.shared.viewer import NOBODY, Viewer
from tests.conftest import ORIGIN

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
async def page(database: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    import backend.app

    await fill(Viewer(kind=NOBODY, action="demo.use", now=NOW), 30, 1)
    clock.stand_still(NOW)
    monkeypatch.setattr(backend.app, "settings", lambda: replace(config.settings(), demo=True))
    transport = httpx.ASGITransport(app=backend.app.build(), raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url=ORIGIN, headers={"sec-fetch-site": "same-origin"}
    ) as browser:
        yield browser
    clock.stand_still(None)


async def be(page: httpx.AsyncClient, name: str) -> httpx.Response:
    people = (await page.get("/api/demo/cast")).json()["people"]
    return await page.post("/api/demo/sign-in", json={"id": next(one["id"] for one in people if one["name"] == name)})


async def test_one_tap_and_jade_reads_her_plan(page: httpx.AsyncClient) -> None:
    answer = await be(page, "Jade Okoro")
    assert (answer.status_code, answer.json()["state"], answer.json()["kind"]) == (200, "open", "young_person")
    plan = (await page.get("/api/plans/mine")).json()
    assert plan["version"]["number"] == 4
    assert plan["review"]["place"] == "Mill Lane Café"


async def test_the_pin_on_the_page_opens_the_phone_again(page: httpx.AsyncClient) -> None:
    me = (await be(page, "Yusuf Rahmani")).json()
    await page.post("/api/lock", headers={"x-onward-token": me["csrf"]})
    assert (await page.get("/api/me")).json()["state"] == "locked"
    pin = (await page.get("/api/demo/cast")).json()["pin"]
    assert pin == PIN
    assert (await page.post("/api/unlock/pin", json={"pin": pin})).json()["state"] == "open"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Dan Whitlow", "adviser"), ("Ros Achebe", "manager"), ("Carmel Doyle", "nurse"), ("Sunil Mathur", "admin")],
)
async def test_one_tap_and_staff_are_signed_in(page: httpx.AsyncClient, name: str, kind: str) -> None:
    answer = await be(page, name)
    assert (answer.json()["state"], answer.json()["kind"]) == ("open", kind)


async def test_nobody_outside_the_cast_can_be_chosen(page: httpx.AsyncClient) -> None:
    from backend.people.tables import YoungPerson

    other = await YoungPerson.select(YoungPerson.id).where(YoungPerson.given_name == "Shanice").first()
    assert (await page.post("/api/demo/sign-in", json={"id": str(other["id"])})).status_code == 404


async def test_a_council_has_no_such_door(visit) -> None:  # type: ignore[no-untyped-def]
    browser = visit()
    for answer in (await browser.get("/api/demo/cast"), await browser.post("/api/demo/sign-in", json={"id": "0"})):
        assert answer.status_code == 404
