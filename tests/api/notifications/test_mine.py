"""My own notices: list, opening, settings, where pushes go, the test, and what the phone's worker tells."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.identity.cookies import DEVICE
from backend.identity.tokens import hash_of
from backend.shared import clock
from backend.shared.db import fetch
from backend.shared.ids import new_id
from tests.api.identity.doing import a_phone, signed_in
from tests.api.notifications.doing import (
    deliver,
    given,
    later,
    notice,
    subscribed,
    subscription,
)
from tests.push_service import PushService


async def own_phone(visit: Any, who: UUID, *, shared: bool | None = False) -> httpx.AsyncClient:
    """An open phone of theirs; whether others use it was answered."""
    phone = await a_phone(visit, who)
    await fetch("UPDATE device SET shared = $2 WHERE id = $1", await device_of(phone), shared)
    return phone


async def device_of(phone: httpx.AsyncClient) -> UUID:
    rows = await fetch("SELECT id FROM device WHERE secret_hash = $1", hash_of(phone.cookies.get(DEVICE) or ""))
    return UUID(str(rows[0]["id"]))


async def test_what_is_new_and_what_it_opens(us: SimpleNamespace, visit: Any) -> None:
    phone = await own_phone(visit, us.ayo)
    one = await given("message", young_person=us.ayo)
    await given("review_7", young_person=us.ayo, at=clock.now().replace(year=2027))
    await given("message", young_person=us.bea)
    said = (await phone.get("/api/notices")).json()
    assert [(row["id"], row["kind"], row["opens"]) for row in said["notices"]] == [(str(one), "message", "/messages")]
    assert said["count"] == 1
    assert (await phone.post(f"/api/notices/{one}/opened")).json() == {"opens": "/messages"}
    assert (await notice(one))["end"] == "seen"
    assert (await phone.post(f"/api/notices/{one}/opened")).json() == {
        "opens": "/messages"
    }  # an old tap still leads there
    assert (await phone.get("/api/notices")).json() == {"notices": [], "count": 0}


async def test_nobody_elses(us: SimpleNamespace, visit: Any) -> None:
    one = await given("message", young_person=us.ayo)
    for other in (await own_phone(visit, us.bea), await signed_in(visit, us.priya), await signed_in(visit, us.mina)):
        assert (await other.post(f"/api/notices/{one}/opened")).status_code == 404
        assert (await other.post(f"/api/notices/{new_id()}/opened")).status_code == 404
    assert (await notice(one))["ended_at"] is None


async def test_staff_get_their_own(us: SimpleNamespace, visit: Any) -> None:
    adviser = await signed_in(visit, us.priya)
    one = await given("message_waiting", worker=us.priya, about=us.ayo)
    assert (await adviser.get("/api/notices")).json()["notices"][0]["opens"] == f"/staff/messages/{us.ayo}"
    assert (await adviser.post(f"/api/notices/{one}/opened")).json()["opens"] == f"/staff/messages/{us.ayo}"


async def test_a_new_phone_cannot_read_its_own_news_away(us: SimpleNamespace, visit: Any) -> None:
    old, new = await own_phone(visit, us.ayo), await own_phone(visit, us.ayo)
    one = await given("new_phone", young_person=us.ayo, thing=await device_of(new))
    assert (await new.get("/api/notices")).json()["count"] == 0
    assert (await new.post(f"/api/notices/{one}/opened")).status_code == 404
    assert (await new.post("/api/phones/noticed")).status_code == 204
    assert (await notice(one))["ended_at"] is None
    assert (await old.post("/api/phones/noticed")).status_code == 204
    assert (await notice(one))["end"] == "seen"


async def test_the_most_private_until_somebody_chooses(us: SimpleNamespace, visit: Any) -> None:
    phone = await own_phone(visit, us.ayo)
    assert (await phone.get("/api/notices/settings")).json() == {
        "push": "off", "shows": "private", "messages": True, "plan": True, "quiet": True, "quiet_from": "22:00:00", "quiet_until": "08:00:00",
        "texts": False, "text_to_ends": "", "tested_at": None, "test_came": None, "phones_reached": 0,
    }  # fmt: skip
    changed = await phone.patch(
        "/api/notices/settings", json={"shows": "first_names", "plan": False, "quiet_from": "21:30:00"}
    )
    assert (changed.json()["shows"], changed.json()["plan"], changed.json()["quiet_from"]) == (
        "first_names",
        False,
        "21:30:00",
    )
    again = await phone.patch("/api/notices/settings", json={"quiet": False})
    assert (again.json()["shows"], again.json()["quiet"]) == ("first_names", False)
    for wrong in (
        {"shows": "everything"},
        {"quiet_from": "25:00"},
        {"held": False},
        {"text_to": "x" * 21},
        {"young_person": str(us.bea)},
    ):
        assert (await phone.patch("/api/notices/settings", json=wrong)).status_code == 400, wrong
    assert [row["did"] for row in await fetch("SELECT did FROM audit_row WHERE did = 'changed_notices'")] == [
        "changed_notices"
    ] * 2


async def test_choosing_is_obeyed_at_once(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    phone = await own_phone(visit, us.ayo)
    later(hours=11)  # 11pm
    phone = await own_phone(visit, us.ayo)
    browser = push.browser()
    assert (await phone.post("/api/notices/subscription", json=browser.subscription())).status_code == 201
    await given("message", young_person=us.ayo)
    await deliver()
    assert push.posts == []
    await phone.patch("/api/notices/settings", json={"quiet": False})
    await deliver()
    assert len(push.posts) == 1


async def test_subscribing_moves_a_browser_to_its_newest_owner(
    us: SimpleNamespace, visit: Any, push: PushService
) -> None:
    first, second, browser = await own_phone(visit, us.ayo), await own_phone(visit, us.bea), push.browser()
    one = (await first.post("/api/notices/subscription", json=browser.subscription())).json()["id"]
    assert (await first.get("/api/notices/settings")).json()["push"] == "on"
    later(minutes=5)
    assert (await first.post("/api/notices/subscription", json=browser.subscription())).json()["id"] == one
    row = await subscription(UUID(one))
    assert (row["confirmed_at"], row["made_at"]) == (clock.now(), us.noon)
    second = await own_phone(visit, us.bea)
    assert (await second.post("/api/notices/subscription", json=browser.subscription())).json()["id"] == one
    row = await subscription(UUID(one))
    assert (row["young_person"], row["device"]) == (us.bea, await device_of(second))
    await given("message", young_person=us.ayo)
    await deliver()
    assert push.posts == []
    assert browser.endpoint.encode() not in bytes(row["sealed"])


async def test_one_address_for_a_phone(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    phone, old, new = await own_phone(visit, us.ayo), push.browser(), push.browser()
    one = (await phone.post("/api/notices/subscription", json=old.subscription())).json()["id"]
    await phone.post("/api/notices/subscription", json=new.subscription())
    assert (await subscription(UUID(one)))["gone_why"] == "replaced"
    await given("message", young_person=us.ayo)
    await deliver()
    assert (len(push.to(old)), len(push.to(new))) == (0, 1)


@pytest.mark.parametrize("shared", [True, None])
async def test_none_on_a_phone_that_others_use(
    us: SimpleNamespace, visit: Any, push: PushService, shared: bool | None
) -> None:
    phone = await own_phone(visit, us.ayo, shared=shared)
    answer = await phone.post("/api/notices/subscription", json=push.browser().subscription())
    assert (answer.status_code, answer.json()["detail"]) == (409, "No notices on a phone that others use.")
    assert (await phone.get("/api/notices/settings")).json()["push"] == "shared"
    assert await fetch("SELECT id FROM subscription") == []


async def test_addresses_and_keys_that_are_none_are_refused(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    phone, good = await own_phone(visit, us.ayo), push.browser().subscription()
    for wrong in ({"endpoint": "https://evil.example/push"}, {"endpoint": "https://127.0.0.1/x" + "y" * 20}, {"endpoint": "http://fcm.googleapis.com/fcm/send/x"},
                  {"p256dh": good["p256dh"][:-4]}, {"p256dh": "A" * 87}, {"auth": "AAAA"}, {"auth": "!"}, {"key": 0}, {"key": 300}):  # fmt: skip
        answer = await phone.post("/api/notices/subscription", json={**good, **wrong})
        assert answer.status_code == 400, wrong
        assert "evil" not in answer.text
    assert (await phone.post("/api/notices/subscription", json={**good, "key": 9})).status_code == 409
    assert await fetch("SELECT id FROM subscription") == []


async def test_off_again(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    phone, browser = await own_phone(visit, us.ayo), push.browser()
    one = (await phone.post("/api/notices/subscription", json=browser.subscription())).json()["id"]
    for _ in range(2):
        assert (await phone.post("/api/notices/subscription/off", json={})).status_code == 204
    row = await subscription(UUID(one))
    assert (row["gone_why"], row["sealed"]) == ("turned_off", None)
    adviser, desk, home = await signed_in(visit, us.priya), push.browser(), push.browser()
    for one_ in (desk, home):
        assert (await adviser.post("/api/notices/subscription", json=one_.subscription())).status_code == 201
    assert (await adviser.get("/api/notices/settings")).json()["push"] == "elsewhere"
    assert (await adviser.post("/api/notices/subscription/off", json={"endpoint": desk.endpoint})).status_code == 204
    await given("message_waiting", worker=us.priya, about=us.ayo)
    await deliver()
    assert (len(push.to(desk)), len(push.to(home))) == (0, 1)
    assert (await phone.post("/api/notices/subscription/off", json={"endpoint": home.endpoint})).status_code == 204
    assert (await fetch("SELECT count(*) AS n FROM subscription WHERE gone_at IS NULL"))[0][
        "n"
    ] == 1  # not theirs to turn off


async def test_a_new_address_gets_what_waited(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    await given("message", young_person=us.ayo)
    await deliver()
    phone = await own_phone(visit, us.ayo)
    await phone.post("/api/notices/subscription", json=push.browser().subscription())
    await deliver()
    assert len(push.posts) == 1
    await phone.post("/api/notices/subscription", json=push.browser().subscription())
    await deliver()
    assert len(push.posts) == 1  # it left already


async def test_send_me_a_test(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    phone = await own_phone(visit, us.ayo)
    await phone.post("/api/notices/subscription", json=push.browser().subscription())
    await phone.patch("/api/notices/settings", json={"shows": "none"})
    said = await phone.post("/api/notices/test")
    assert (said.status_code, said.json()["pushed"]) == (201, 1)
    await deliver()
    assert push.opened()[0]["notification"]["navigate"].endswith(f"/open/{said.json()['id']}")
    assert (await phone.post("/api/notices/test")).status_code == 429
    assert (await phone.post("/api/notices/test/answer", json={"came": True})).status_code == 204
    settings = (await phone.get("/api/notices/settings")).json()
    assert (settings["test_came"], settings["tested_at"] is not None) == (True, True)
    assert (await notice(UUID(said.json()["id"])))["end"] == "seen"
    later(seconds=30)
    assert (await phone.post("/api/notices/test")).status_code == 201
    assert (await phone.get("/api/notices/settings")).json()["test_came"] is None
    await phone.post("/api/notices/test/answer", json={"came": False})
    assert (await phone.get("/api/notices/settings")).json()["test_came"] is False


async def test_the_workers_word_that_it_was_shown(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    one, unpushed = await given("message", young_person=us.ayo), await given("message", young_person=us.bea)
    await deliver()
    nobody = visit()
    for id in (one, unpushed, new_id()):
        answer = await nobody.post("/api/notices/shown", json={"id": str(id)})
        assert (answer.status_code, answer.content) == (204, b"")
    assert ((await notice(one))["shown_at"], (await notice(unpushed))["shown_at"]) == (us.noon, None)
    assert (await notice(one))["ended_at"] is None  # shown is not seen
    later(hours=1)
    await nobody.post("/api/notices/shown", json={"id": str(one)})
    assert (await notice(one))["shown_at"] == us.noon
