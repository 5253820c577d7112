"""A phone joins at a distance: a link, eight characters read aloud, and a manager (safety.md 4.7)."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx

from backend.audit.tables import AuditRow
from backend.identity.tables import Device, Joining
from tests.api.identity import doing
from tests.api.identity.conftest import AYO_BORN
from tests.api.identity.doing import PIN, Visit


async def take(phone: httpx.AsyncClient, code: dict[str, Any], spoken: str | None) -> httpx.Response:
    return await phone.post("/api/joining/take", json={"secret": code["secret"], "spoken": spoken})


async def waiting(visit: Visit, priya: httpx.AsyncClient, ayo: Any) -> httpx.AsyncClient:
    """Ayo's new phone, to which Priya said yes on the call; the manager is still missing."""
    phone = await doing.taken(visit, await doing.a_code(priya, ayo, remote=True))
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    await phone.post("/api/joining/phone", json={"others_use": False})
    assert (await priya.post(f"/api/people/{ayo}/joining/confirm", json={"yes": True})).status_code == 204
    return phone


async def test_the_link_alone_and_the_characters_alone_open_nothing(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo, remote=True)
    assert len(code["spoken"].replace("-", "")) == 8
    asked = await take(visit(), code, None)
    assert (asked.status_code, asked.json()["needs"], asked.json()["tries_left"]) == (403, "spoken", 5)
    assert (await take(visit(), {"secret": "x"}, code["spoken"])).status_code == 404
    assert await Device.count() == 0
    assert (await take(visit(), code, code["spoken"].lower().replace("-", " "))).status_code == 200


async def test_the_characters_of_another_link_do_not_fit(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    ayos, beas = await doing.a_code(priya, us.ayo, remote=True), await doing.a_code(priya, us.bea, remote=True)
    assert (await take(visit(), ayos, beas["spoken"])).status_code == 403


async def test_five_wrong_tries_end_it_also_all_at_once(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo, remote=True)
    answers = await asyncio.gather(*(take(visit(), code, f"AAAAAAA{n}") for n in "ACDEFGHJ"))
    assert sorted(answer.status_code for answer in answers) == [403] * 5 + [404] * 3
    assert (await take(visit(), code, code["spoken"])).status_code == 404
    (row,) = await Joining.select()
    assert (row["tries"], row["ended_why"]) == (5, "wrong_code")


async def test_the_fifth_try_may_be_the_right_one(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo, remote=True)
    for n in range(4):
        assert (await take(visit(), code, "AAAAAAAA")).json()["tries_left"] == 4 - n
    assert (await take(visit(), code, code["spoken"])).status_code == 200


async def test_both_parts_live_ten_minutes(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo, remote=True)
    at(us.noon + timedelta(minutes=10))
    assert (await take(visit(), code, code["spoken"])).status_code == 404


async def test_the_manager_is_the_second_person(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.mina)
    old = await doing.a_phone(visit, us.ayo)
    phone = await waiting(visit, priya, us.ayo)
    state = f"/api/people/{us.ayo}/joining"
    assert (await priya.get(state)).json()["state"] == "needs_manager"
    assert (await phone.get("/api/joining")).json()["state"] == "waiting"
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 409

    (asked,) = (await mina.get("/api/joinings/waiting")).json()["joinings"]
    assert (asked["name"], asked["adviser"]) == ("Ayo Example", "Priya Tester")
    approve = f"/api/joinings/{asked['id']}/approve"
    assert (await priya.post(approve, json={"yes": True})).status_code == 403
    assert (await mina.post(approve, json={"yes": True})).status_code == 204
    assert (await mina.get("/api/joinings/waiting")).json()["joinings"] == []

    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 200
    assert (await old.get("/api/phones")).status_code == 401
    assert (await old.get("/api/me")).json()["wipe"] is True
    (left,) = await Device.select().where(Device.removed_at.is_null())
    assert left["health_opens_at"] == us.noon + timedelta(hours=24)
    did = [row["did"] for row in await AuditRow.select().where(AuditRow.about == us.ayo).order_by(AuditRow.id)]
    assert did == [
        "joined_phone",
        "showed_code",
        "confirmed_phone",
        "saw_in_list",
        "approved_phone",
        "removed_phone",
        "joined_phone",
    ]


async def test_the_managers_no_drops_the_phone(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.mina)
    old = await doing.a_phone(visit, us.ayo)
    phone = await waiting(visit, priya, us.ayo)
    (asked,) = (await mina.get("/api/joinings/waiting")).json()["joinings"]
    assert (await mina.post(f"/api/joinings/{asked['id']}/approve", json={"yes": False})).status_code == 204
    assert (await phone.get("/api/joining")).json()["state"] == "ended"
    assert (await old.get("/api/phones")).status_code == 200


async def test_another_teams_manager_neither_sees_nor_approves(us: SimpleNamespace, visit: Visit) -> None:
    priya, zed = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.zed)
    await waiting(visit, priya, us.ayo)
    assert (await zed.get("/api/joinings/waiting")).json()["joinings"] == []
    (row,) = await Joining.select()
    assert (await zed.post(f"/api/joinings/{row['id']}/approve", json={"yes": True})).status_code == 404


async def test_a_confirmed_one_outlives_the_advisers_sign_out_for_a_day(
    us: SimpleNamespace, visit: Visit, at: Any
) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await waiting(visit, priya, us.ayo)
    await priya.post("/api/sign-out")
    at(us.noon + timedelta(hours=23, minutes=59))
    mina = await doing.signed_in(visit, us.mina)
    (asked,) = (await mina.get("/api/joinings/waiting")).json()["joinings"]
    assert (await mina.post(f"/api/joinings/{asked['id']}/approve", json={"yes": True})).status_code == 204
    at(us.noon + timedelta(hours=24))
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 409


async def test_beside_the_adviser_no_manager_is_asked(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.mina)
    await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    assert (await mina.get("/api/joinings/waiting")).json()["joinings"] == []
    (row,) = await Joining.select()
    assert (await mina.post(f"/api/joinings/{row['id']}/approve", json={"yes": True})).status_code == 409
