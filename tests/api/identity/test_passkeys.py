"""Passkeys of young people (safety.md 4.2, S02, S10; decisions 28)."""

import asyncio
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from backend.audit.tables import AuditRow
from backend.identity.tables import Device, Passkey
from tests.api.identity import doing
from tests.api.identity.conftest import AYO_BORN
from tests.api.identity.doing import PIN, Authenticator, Visit, b64


async def join(phone: httpx.AsyncClient, key: Authenticator) -> httpx.Response:
    options = (await phone.post("/api/joining/passkey/options")).json()
    return await phone.post("/api/joining/passkey", json={"credential": key.make(options)})


async def unlock(phone: httpx.AsyncClient, key: Authenticator) -> httpx.Response:
    options = (await phone.post("/api/unlock/passkey/options")).json()
    return await phone.post("/api/unlock/passkey", json={"credential": key.use(options)})


@pytest.fixture
async def ayos(us: SimpleNamespace, visit: Visit) -> tuple[httpx.AsyncClient, Authenticator]:
    """Ayo's phone, joined with a passkey and open, and that passkey."""
    priya = await doing.signed_in(visit, us.priya)
    phone, key = await doing.confirmed(visit, priya, us.ayo, AYO_BORN), Authenticator()
    assert (await join(phone, key)).status_code == 200
    await doing.hold_token(phone)
    return phone, key


async def test_the_options_ask_for_the_person_and_name_nobody(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    first, second = [(await phone.post("/api/joining/passkey/options")).json() for _ in range(2)]
    assert first["user"]["name"] == first["user"]["displayName"] == "Onward"
    assert first["user"]["id"] != second["user"]["id"]
    assert len(first["user"]["id"]) == 86
    assert first["rp"] == {"name": "Onward", "id": "testserver.local"}
    assert first["authenticatorSelection"]["userVerification"] == "required"
    assert first["attestation"] == "none"
    assert (first["timeout"], first["challenge"] != second["challenge"]) == (60000, True)
    assert "Ayo" not in json.dumps(first)


async def test_a_passkey_joins_and_opens(us: SimpleNamespace, ayos: Any) -> None:
    phone, key = ayos
    assert (await phone.get("/api/me")).json()["ways"] == ["passkey"]
    await doing.locked(phone)
    await Device.update({Device.wrong_tries: 3}, force=True)
    answer = await unlock(phone, key)
    assert (answer.status_code, answer.json()["just_opened_wrong_tries"]) == (200, 3)
    assert await Device.count() == 1
    assert (await Passkey.select())[0]["last_used_at"] == us.noon


@pytest.mark.parametrize("broken", ["origin", "rp_id", "verified", "challenge", "handle", "key", "signature"])
async def test_anything_but_the_exact_thing_is_refused(us: SimpleNamespace, ayos: Any, broken: str) -> None:
    phone, key = ayos
    await doing.locked(phone)
    options = (await phone.post("/api/unlock/passkey/options")).json()
    assert options["userVerification"] == "required"
    match broken:
        case "origin":
            key.origin = "https://testserver.local.evil.example"
        case "rp_id":
            key.rp_id = "evil.example"
        case "verified":
            key.verified = False
        case "challenge":
            options["challenge"] = b64(b"one of my own")
        case "handle":
            key.handle = b64(b"somebody else")
        case "key":
            key.key = Authenticator().key
    credential = key.use(options)
    if broken == "signature":
        credential["response"]["signature"] = b64(b"nothing")
    answer = await phone.post("/api/unlock/passkey", json={"credential": credential})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/wrong-sign-in")
    assert (await phone.get("/api/phones")).status_code == 401


@pytest.mark.parametrize("broken", ["origin", "rp_id", "verified"])
async def test_a_passkey_is_not_made_elsewhere_or_without_the_person(
    us: SimpleNamespace, visit: Visit, broken: str
) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone, key = await doing.confirmed(visit, priya, us.ayo, AYO_BORN), Authenticator()
    setattr(key, broken, False if broken == "verified" else "https://evil.example")
    assert (await join(phone, key)).status_code == 403
    assert await Passkey.count() == 0
    assert (await Device.select())[0]["joined_at"] is None


async def test_a_challenge_lives_sixty_seconds_and_is_used_once(us: SimpleNamespace, ayos: Any, at: Any) -> None:
    phone, key = ayos
    await doing.locked(phone)
    early = key.use((await phone.post("/api/unlock/passkey/options")).json())
    late = key.use((await phone.post("/api/unlock/passkey/options")).json())
    at(us.noon + timedelta(seconds=59))
    assert (await phone.post("/api/unlock/passkey", json={"credential": early})).status_code == 200
    assert (await phone.post("/api/unlock/passkey", json={"credential": early})).status_code == 403
    at(us.noon + timedelta(seconds=60))
    assert (await phone.post("/api/unlock/passkey", json={"credential": late})).status_code == 403


async def test_one_answer_sent_eight_times_at_once_opens_once(ayos: Any) -> None:
    phone, key = ayos
    credential = key.use((await phone.post("/api/unlock/passkey/options")).json())
    answers = await asyncio.gather(
        *(phone.post("/api/unlock/passkey", json={"credential": credential}) for _ in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [403] * 7


async def test_a_challenge_belongs_to_its_phone_and_its_purpose(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    phone, key = ayos
    stranger = visit()
    theirs = key.use((await stranger.post("/api/unlock/passkey/options")).json())
    assert (await phone.post("/api/unlock/passkey", json={"credential": theirs})).status_code == 403
    priya = await doing.signed_in(visit, us.priya)
    joining = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    made = key.use((await joining.post("/api/joining/passkey/options")).json())
    assert (await joining.post("/api/unlock/passkey", json={"credential": made})).status_code == 403


async def test_a_counter_that_does_not_grow_is_a_copy(ayos: Any) -> None:
    phone, key = ayos
    key.counts = True
    assert (await unlock(phone, key)).status_code == 200
    key.count = 0
    assert (await unlock(phone, key)).status_code == 403
    assert (await unlock(phone, key)).status_code == 200


async def test_a_passkey_on_an_unknown_phone_is_a_new_phone(
    us: SimpleNamespace, visit: Visit, ayos: Any, at: Any
) -> None:
    phone, key = ayos
    at(us.noon + timedelta(minutes=1))
    new = visit(**{"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)"})
    answer = await unlock(new, key)
    assert (answer.status_code, answer.json()["state"], answer.json()["shared_phone"]) == (200, "open", None)
    row = await Device.select().where(Device.joined_how == "by_passkey").first()
    assert row is not None
    assert row["health_opens_at"] == us.noon + timedelta(hours=24, minutes=1)
    (news,) = (await phone.get("/api/me")).json()["phone_news"]
    assert news == {"what": "joined_by_passkey", "label": "iPhone", "at": "2026-03-10T12:01:00Z"}
    assert (await new.get("/api/me")).json()["phone_news"] == []
    (act,) = await AuditRow.select().where(AuditRow.did == "joined_by_passkey")
    assert act["about"] == us.ayo

    await doing.hold_token(new)
    assert (await new.post("/api/joining/phone", json={"others_use": False})).status_code == 200
    assert (await new.get("/api/me")).json()["shared_phone"] is False
    assert (await new.post("/api/joining/phone", json={"others_use": True})).status_code == 409
    old = next(one["id"] for one in (await new.get("/api/phones")).json()["phones"] if not one["this"])
    assert (await new.delete(f"/api/phones/{old}")).status_code == 204
    await doing.locked(new)
    assert (await unlock(new, key)).status_code == 200, "the new phone keeps its way in when the old one goes"


async def test_the_passkey_of_a_removed_phone_opens_nothing(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    phone, key = ayos
    await phone.post("/api/phones/remove-all")
    assert (await unlock(phone, key)).status_code == 403
    assert (await unlock(visit(), key)).status_code == 403


async def test_a_frozen_passkey_opens_nothing(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    phone, key = ayos
    priya = await doing.signed_in(visit, us.priya)
    await priya.post(f"/api/people/{us.ayo}/freeze")
    assert (await unlock(phone, key)).status_code == 401
    assert (await unlock(visit(), key)).status_code == 401


async def test_ayos_passkey_does_not_open_cals_phone(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    _, key = ayos
    cals = await doing.locked(await doing.a_phone(visit, us.cal))
    assert (await unlock(cals, key)).status_code == 403
    assert await Device.count() == 2


async def test_a_sixth_phone_is_not_let_in_by_passkey(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    _, key = ayos
    for _ in range(4):
        await doing.a_phone(visit, us.ayo)
    assert (await unlock(visit(), key)).status_code == 409
    assert await Device.count() == 5


async def test_the_last_place_is_given_to_one_passkey(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    _, key = ayos
    for _ in range(3):
        await doing.a_phone(visit, us.ayo)
    answers = await asyncio.gather(*(unlock(visit(), key) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 5
    assert await Device.count() == 5


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"response": {}},
        {"response": {"clientDataJSON": "!!"}},
        {"response": {"clientDataJSON": 7}},
        {"response": {"clientDataJSON": b64(b"[]")}},
        {"response": {"clientDataJSON": b64(b'{"challenge": 3}')}},
        {"response": None, "rawId": "x"},
    ],
)
async def test_junk_is_refused_and_breaks_nothing(us: SimpleNamespace, visit: Visit, junk: Any) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    assert (await phone.post("/api/unlock/passkey", json={"credential": junk})).status_code == 403


@pytest.mark.parametrize("part", ["id", "rawId", "type", "response", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", [None, 7, "", "%%%", [], {"a": 1}, "AAAA"])
async def test_a_real_answer_with_one_part_broken_is_never_a_crash(ayos: Any, part: str, value: Any) -> None:
    phone, key = ayos
    await doing.locked(phone)
    credential = key.use((await phone.post("/api/unlock/passkey/options")).json())
    place = credential if part in credential else credential["response"]
    place[part] = value
    answer = await phone.post("/api/unlock/passkey", json={"credential": credential})
    fine = part == "userHandle" and value in (None, "")
    assert answer.status_code == (200 if fine else 403), answer.text


async def test_asking_for_challenges_from_nowhere_is_limited(visit: Visit, us: SimpleNamespace) -> None:
    stranger = visit()
    statuses = [(await stranger.post("/api/unlock/passkey/options")).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    mine = await doing.a_phone(visit, us.ayo, pin=PIN)
    assert (await mine.post("/api/unlock/passkey/options")).status_code == 200
