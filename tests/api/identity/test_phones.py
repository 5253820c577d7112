"""Phones are seen, removed and frozen (safety.md 4.5, S03, S04)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.audit.tables import AuditRow
from backend.identity.queries import phone_states
from backend.identity.tables import AccessFreeze, Device, Passkey, Session
from backend.people.tables import DeclaredRelationship
from backend.shared.viewer import ADVISER, Viewer
from tests.api.identity import doing
from tests.api.identity.conftest import AYO_BORN
from tests.api.identity.doing import PIN, Visit


async def ids(phone: Any) -> dict[bool, str]:
    return {one["this"]: one["id"] for one in (await phone.get("/api/phones")).json()["phones"]}


async def test_one_phone_removes_another_and_it_bites_at_once(us: SimpleNamespace, visit: Visit) -> None:
    mine, lost = await doing.a_phone(visit, us.ayo), await doing.a_phone(visit, us.ayo)
    answer = await mine.delete(f"/api/phones/{(await ids(mine))[False]}")
    assert answer.status_code == 204
    assert "clear-site-data" not in answer.headers
    assert (await lost.get("/api/phones")).status_code == 401
    assert (await lost.get("/api/me")).json()["wipe"] is True
    assert (await lost.post("/api/unlock/pin", json={"pin": PIN})).status_code == 401
    assert list(await ids(mine)) == [True]


async def test_removing_this_phone_clears_cookies_too_and_needs_no_fresh_unlock(
    us: SimpleNamespace, visit: Visit, at: Any
) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    at(us.noon + timedelta(minutes=10))
    answer = await phone.delete(f"/api/phones/{(await ids(phone))[True]}")
    assert (answer.status_code, answer.headers["clear-site-data"]) == (204, '"cache", "storage", "cookies"')
    assert "__Host-d" not in phone.cookies
    assert (await phone.get("/api/me")).json()["state"] == "nobody"


async def test_other_phones_need_an_unlock_of_the_last_five_minutes(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    mine, _ = await doing.a_phone(visit, us.ayo), await doing.a_phone(visit, us.ayo)
    other = (await ids(mine))[False]
    at(us.noon + timedelta(minutes=5, seconds=1))
    for answer in (await mine.delete(f"/api/phones/{other}"), await mine.post("/api/phones/remove-all")):
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/fresh-unlock")
    assert await Device.count().where(Device.removed_at.is_null()) == 2
    at(us.noon + timedelta(minutes=5))
    assert (await mine.delete(f"/api/phones/{other}")).status_code == 204


async def test_remove_all_takes_every_phone_out(us: SimpleNamespace, visit: Visit) -> None:
    phones = [await doing.a_phone(visit, us.ayo) for _ in range(3)]
    beas = await doing.a_phone(visit, us.bea)
    answer = await phones[0].post("/api/phones/remove-all")
    assert (answer.status_code, answer.headers["clear-site-data"]) == (204, '"cache", "storage", "cookies"')
    assert [(await one.get("/api/phones")).status_code for one in phones] == [401] * 3
    assert (await beas.get("/api/phones")).status_code == 200


async def test_cal_cannot_remove_ayos_phone(us: SimpleNamespace, visit: Visit) -> None:
    ayos, cals = await doing.a_phone(visit, us.ayo), await doing.a_phone(visit, us.cal)
    theirs = await cals.delete(f"/api/phones/{(await ids(ayos))[True]}")
    nobodys = await cals.delete(f"/api/phones/{UUID(int=7)}")
    assert (theirs.status_code, theirs.content) == (404, nobodys.content)
    assert (await ayos.get("/api/phones")).status_code == 200


async def test_staff_see_phones_but_never_when_they_were_used(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    await doing.joined(visit, priya, us.ayo, AYO_BORN)
    answer = (await priya.get(f"/api/people/{us.ayo}/phones")).json()
    (phone,) = answer["phones"]
    assert set(phone) == {"id", "label", "joined_at", "joined_by", "joined_how", "removed_at", "removed_why"}
    assert (phone["joined_by"], phone["joined_how"], answer["frozen_since"]) == ("Priya Tester", "here", None)
    looks = await AuditRow.select().where(AuditRow.did == "looked")
    assert [(row["actor"], row["about"]) for row in looks] == [(us.priya, us.ayo)]


@pytest.mark.parametrize("who", ["priya", "mina"])
async def test_the_team_removes_a_lost_phone(us: SimpleNamespace, visit: Visit, who: str) -> None:
    phone, staff = await doing.a_phone(visit, us.ayo), await doing.signed_in(visit, getattr(us, who))
    (row,) = await Device.select()
    assert (await staff.delete(f"/api/people/{us.ayo}/phones/{row['id']}")).status_code == 204
    assert (await phone.get("/api/phones")).status_code == 401
    assert (await staff.delete(f"/api/people/{us.ayo}/phones/{row['id']}")).status_code == 404
    (act,) = await AuditRow.select().where(AuditRow.did == "removed_phone")
    assert (act["actor"], act["about"], act["thing"]) == (getattr(us, who), us.ayo, row["id"])


async def test_others_can_do_nothing_with_ayos_phones(us: SimpleNamespace, visit: Visit) -> None:
    await doing.a_phone(visit, us.ayo)
    (row,) = await Device.select()
    path = f"/api/people/{us.ayo}"
    for who in (us.omar, us.zed):
        staff = await doing.signed_in(visit, who)
        for method, end in (
            ("GET", "phones"),
            ("DELETE", f"phones/{row['id']}"),
            ("POST", "freeze"),
            ("POST", "unfreeze"),
        ):
            theirs = await staff.request(method, f"{path}/{end}")
            nobodys = await staff.request(method, f"/api/people/{UUID(int=7)}/{end}")
            assert (theirs.status_code, theirs.content) == (404, nobodys.content), end
    adam = await doing.signed_in(visit, us.adam)
    assert (await adam.get(f"{path}/phones")).status_code == 403
    assert (await Device.select())[0]["removed_at"] is None


async def test_beas_phone_is_not_removed_through_ayos_address(us: SimpleNamespace, visit: Visit) -> None:
    await doing.a_phone(visit, us.bea)
    priya = await doing.signed_in(visit, us.priya)
    (row,) = await Device.select()
    assert (await priya.delete(f"/api/people/{us.ayo}/phones/{row['id']}")).status_code == 404
    assert (await Device.select())[0]["removed_at"] is None


async def test_a_declared_relationship_shuts_the_phones_too(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    await DeclaredRelationship.insert(DeclaredRelationship(worker=us.priya, young_person=us.ayo, declared_at=us.noon))
    assert (await priya.get(f"/api/people/{us.ayo}/phones")).status_code == 404


async def test_frozen_answers_like_signed_out_on_every_own_route(us: SimpleNamespace, visit: Visit) -> None:
    phone, mina, stranger = await doing.a_phone(visit, us.ayo), await doing.signed_in(visit, us.mina), visit()
    assert (await mina.post(f"/api/people/{us.ayo}/freeze")).status_code == 204
    assert (await mina.post(f"/api/people/{us.ayo}/freeze")).status_code == 204
    for method, path in (
        ("GET", "/api/phones"),
        ("POST", "/api/phones/remove-all"),
        ("POST", "/api/lock"),
        ("POST", "/api/sign-out"),
        ("GET", "/api/plans/mine"),
    ):
        frozen, signed_out = await phone.request(method, path), await stranger.request(method, path)
        assert (frozen.status_code, frozen.content) == (signed_out.status_code, signed_out.content), path
    me = (await phone.get("/api/me")).json()
    assert (me["state"], me["wipe"]) == ("nobody", True)
    refused = await phone.post("/api/unlock/pin", json={"pin": PIN})
    assert (refused.status_code, refused.json()["wipe"]) == (401, True)
    assert (await Device.select())[0]["wrong_tries"] == 0
    assert (await mina.get(f"/api/people/{us.ayo}/phones")).json()["frozen_since"] == "2026-03-10T12:00:00Z"
    assert await AuditRow.count().where(AuditRow.did == "froze") == 1


async def test_a_session_that_slipped_in_beside_the_freeze_sees_nothing(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    await AccessFreeze.insert(AccessFreeze(young_person=us.ayo, began_at=us.noon, began_by=us.mina))
    assert await Session.count().where(Session.ended_at.is_null()) == 1
    assert (await phone.get("/api/phones")).status_code == 401


async def test_after_unfreezing_the_phone_opens_but_no_old_session_comes_back(
    us: SimpleNamespace, visit: Visit
) -> None:
    phone, priya = await doing.a_phone(visit, us.ayo), await doing.signed_in(visit, us.priya)
    await priya.post(f"/api/people/{us.ayo}/freeze")
    assert (await priya.post(f"/api/people/{us.ayo}/unfreeze")).status_code == 204
    assert (await phone.get("/api/phones")).status_code == 401
    assert (await phone.post("/api/unlock/pin", json={"pin": PIN})).status_code == 200
    assert [row["did"] for row in await AuditRow.select().order_by(AuditRow.id)][-2:] == ["froze", "unfroze"]


async def test_no_phone_joins_while_access_is_frozen(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    await priya.post(f"/api/people/{us.ayo}/freeze")
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code in (404, 409)
    assert (await priya.post(f"/api/people/{us.ayo}/joining", json={"remote": False})).status_code == 409
    assert await Device.count().where(Device.joined_at.is_not_null()) == 0


async def test_one_word_for_each_person_of_a_list(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    viewer = Viewer(ADVISER, "person.list", us.noon, id=us.priya)
    assert await phone_states(viewer) == {}
    await doing.a_code(priya, us.ayo)
    await doing.a_phone(visit, us.bea)
    await doing.a_phone(visit, us.cal)
    assert await phone_states(viewer) == {us.ayo: "waiting", us.bea: "joined"}
    await priya.post(f"/api/people/{us.bea}/freeze")
    assert (await phone_states(viewer))[us.bea] == "frozen"


async def test_a_passkey_goes_with_its_phone(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    (row,) = await Device.select()
    await Passkey.insert(
        Passkey(
            young_person=us.ayo, device=row["id"], credential=b"c", public_key=b"k", handle=b"h", backed_up=True,
            label="Phone", made_at=us.noon,
        )
    )  # fmt: skip
    assert (await phone.post("/api/phones/remove-all")).status_code == 204
    assert (await Passkey.select())[0]["removed_at"] == us.noon
