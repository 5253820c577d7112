"""A phone joins beside the adviser (safety.md 4.1)."""

import asyncio
import os
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.audit.tables import AuditRow
from backend.identity.commands import joining
from backend.identity.tables import Device, Joining, Session
from backend.identity.tokens import hash_of
from backend.people.tables import Link, Worker
from backend.shared import db
from backend.shared.problems import NotFound
from tests.api.identity import doing
from tests.api.identity.conftest import AYO_BORN
from tests.api.identity.doing import PIN, Visit


async def take(phone: Any, code: dict[str, Any]) -> int:
    return int((await phone.post("/api/joining/take", json={"secret": code["secret"]})).status_code)


async def test_ayos_phone_joins_and_is_open(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    assert code["link"].startswith("https://testserver.local/join#")
    assert len(code["secret"]) == 22
    assert code["svg"].startswith("<svg")
    assert code["spoken"] is None
    state = f"/api/people/{us.ayo}/joining"
    assert (await priya.get(state)).json()["state"] == "open"

    phone = await doing.taken(visit, code)
    assert (await priya.get(state)).json() == {
        "state": "taken",
        "phone_label": "Android phone",
        "expires_at": "2026-03-10T12:30:00Z",
    }
    assert (await phone.get("/api/me")).json()["state"] == "joining"
    assert (await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})).json()["state"] == "waiting"
    assert (await priya.get(state)).json()["state"] == "birthday_ok"
    assert (await phone.post("/api/joining/phone", json={"others_use": False})).json()["state"] == "waiting"
    assert (await priya.post(f"{state}/confirm", json={"yes": True})).status_code == 204
    told = (await phone.get("/api/joining")).json()
    assert (told["state"], told["given_name"], told["adviser_name"]) == ("confirmed", "Ayo", "Priya")

    answer = await phone.post("/api/joining/pin", json={"pin": PIN})
    assert answer.status_code == 200
    me = answer.json()
    assert (me["state"], me["kind"], me["given_name"], me["shared_phone"]) == ("open", "young_person", "Ayo", False)
    assert (me["ways"], me["hidden_lock_seconds"], me["lock_after_seconds"]) == (["pin"], 60, 900)
    assert me["csrf"]
    assert (await priya.get(state)).json()["state"] == "done"
    (listed,) = (await phone.get("/api/phones")).json()["phones"]
    assert (listed["joined_by"], listed["this"], listed["shared"], listed["ways"]) == ("Priya", True, False, ["pin"])

    acts = await AuditRow.select().where(AuditRow.about == us.ayo).order_by(AuditRow.id)
    assert [(row["did"], row["actor"], row["actor_kind"]) for row in acts] == [
        ("showed_code", us.priya, "adviser"),
        ("confirmed_phone", us.priya, "adviser"),
        ("joined_phone", us.ayo, "young_person"),
    ]


async def test_cookies_are_ours_alone_and_secrets_are_kept_as_hashes(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    phone = visit(**doing.ANDROID)
    answer = await phone.post("/api/joining/take", json={"secret": code["secret"]})
    (device, session) = answer.headers.get_list("set-cookie")
    assert device.startswith("__Host-d=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=strict", "Max-Age=15552000"):
        assert part.lower() in device.lower()
    assert session.startswith(('__Host-s="";', "__Host-s=;"))
    secret = phone.cookies["__Host-d"]
    assert len(secret) == 43
    (row,) = await Device.select()
    assert row["secret_hash"] == hash_of(secret)
    stored = repr(await Device.select()) + repr(await Joining.select())
    assert secret not in stored
    assert code["secret"] not in stored


async def test_of_200_who_take_one_code_at_once_one_gets_it(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)

    async def one(n: int) -> str | None:
        try:
            return await joining.take(doing.nobody(), code["secret"], None, address=f"10.0.0.{n}", label="Phone")
        except NotFound:
            return None

    winners = [secret for secret in await asyncio.gather(*(one(n) for n in range(200))) if secret]
    assert len(winners) == 1
    assert await Device.count() == 1


async def test_a_code_lives_ten_minutes(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    priya = await doing.signed_in(visit, us.priya)
    early, late = await doing.a_code(priya, us.ayo), await doing.a_code(priya, us.bea)
    at(us.noon + timedelta(minutes=9, seconds=59))
    assert await take(visit(), early) == 200
    at(us.noon + timedelta(minutes=10))
    assert await take(visit(), late) == 404


async def test_a_code_works_once(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    assert await take(visit(), code) == 200
    assert await take(visit(), code) == 404


async def test_a_new_code_kills_the_one_before_and_the_phone_that_took_it(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    first = await doing.a_code(priya, us.ayo)
    second = await doing.a_code(priya, us.ayo)
    assert await take(visit(), first) == 404
    phone = await doing.taken(visit, second)
    await doing.a_code(priya, us.ayo)
    assert (await phone.get("/api/joining")).json()["state"] == "ended"
    assert (await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})).status_code == 404


@pytest.mark.parametrize("leave", ["lock", "sign-out"])
async def test_the_advisers_sign_out_kills_the_code(us: SimpleNamespace, visit: Visit, leave: str) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    await priya.post(f"/api/{leave}")
    assert await take(visit(), code) == 404


async def test_a_code_dies_with_an_account_that_ended(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    await Worker.update({Worker.ended_at: us.noon}).where(Worker.id == us.priya)
    assert await take(visit(), code) == 404


async def test_a_code_dies_with_an_idle_session(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    await Session.update({Session.seen_at: us.noon - timedelta(minutes=29)}, force=True)
    at(us.noon + timedelta(minutes=1))
    assert await take(visit(), code) == 404


async def test_three_wrong_birthdays_end_it(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    seen = []
    for _ in range(3):
        answer = (await phone.post("/api/joining/birthday", json={"born_on": "2008-07-15"})).json()
        seen.append((answer["state"], answer["tries_left"]))
    assert seen == [("birthday", 2), ("birthday", 1), ("ended", 0)]
    assert (await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})).status_code == 409
    assert (await priya.get(f"/api/people/{us.ayo}/joining")).json()["state"] == "ended"


async def test_until_yes_the_phone_gets_a_first_name_and_nothing_else(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    await phone.post("/api/joining/phone", json={"others_use": False})
    said = (await phone.get("/api/joining")).json()
    assert said == {
        "state": "waiting",
        "given_name": "Ayo",
        "adviser_name": "",
        "remote": False,
        "tries_left": 3,
        "expires_at": "2026-03-10T12:30:00Z",
    }
    me = (await phone.get("/api/me")).json()
    assert {key: value for key, value in me.items() if value} == {
        "state": "joining",
        "given_name": "Ayo",
        "council": "Tidewater Council",
        "lock_after_seconds": 900,
        "build": me["build"],
    }
    for path in ("/api/phones", "/api/plans/mine", "/api/people/me/team", "/api/people/me/looked"):
        assert (await phone.get(path)).status_code in (401, 404)
    for path, body in (("pin", {"pin": PIN}), ("passkey/options", {}), ("passkey", {"credential": {}})):
        assert (await phone.post(f"/api/joining/{path}", json=body)).status_code == 409, path


async def test_no_drops_the_phone(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    confirm = f"/api/people/{us.ayo}/joining/confirm"
    assert (await priya.post(confirm, json={"yes": False})).status_code == 204
    assert (await phone.get("/api/joining")).json()["state"] == "ended"
    assert (await phone.get("/api/me")).json()["wipe"] is True
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 404
    assert (await priya.post(confirm, json={"yes": True})).status_code == 409


@pytest.mark.parametrize("far", ["taken", "birthday", "confirmed"])
async def test_this_is_not_me_ends_the_code_and_drops_the_phone(us: SimpleNamespace, visit: Visit, far: str) -> None:
    priya = await doing.signed_in(visit, us.priya)
    if far == "confirmed":
        phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    else:
        phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
        if far == "birthday":
            await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    state = f"/api/people/{us.ayo}/joining"
    for _ in range(2):
        assert (await phone.post("/api/joining/end")).status_code == 204
    assert (await priya.get(state)).json()["state"] == "ended"
    assert (await priya.post(f"{state}/confirm", json={"yes": True})).status_code == 409
    assert (await phone.get("/api/joining")).json()["state"] == "ended"
    assert (await phone.get("/api/me")).json()["wipe"] is True
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 404
    (code,) = await Joining.select()
    (device,) = await Device.select()
    assert (code["ended_why"], device["removed_why"]) == ("not_me", "refused")
    acts = await AuditRow.select().where(AuditRow.did == "said_not_me")
    assert [(row["about"], row["actor"], row["actor_kind"], row["thing"]) for row in acts] == [
        (us.ayo, None, "nobody", device["id"])
    ]


async def test_a_phone_that_is_in_has_no_joining_to_end(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.joined(visit, priya, us.ayo, AYO_BORN)
    assert (await phone.post("/api/joining/end")).status_code == 404
    assert (await phone.get("/api/phones")).status_code == 200
    assert (await visit().post("/api/joining/end")).status_code == 404


async def test_yes_comes_after_the_birthday_and_from_the_session_that_made_the_code(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya, elsewhere = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    confirm = f"/api/people/{us.ayo}/joining/confirm"
    assert (await priya.post(confirm, json={"yes": True})).status_code == 409
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    assert (await elsewhere.post(confirm, json={"yes": True})).status_code == 404
    assert (await priya.post(confirm, json={"yes": True})).status_code == 204


async def test_omar_can_do_nothing_for_ayo(us: SimpleNamespace, visit: Visit) -> None:
    priya, omar = await doing.signed_in(visit, us.priya), await doing.signed_in(visit, us.omar)
    await doing.taken(visit, await doing.a_code(priya, us.ayo))
    path = f"/api/people/{us.ayo}/joining"
    unknown = f"/api/people/{UUID(int=7)}/joining"
    for method, end, body in (("POST", "", {"remote": False}), ("GET", "", None), ("POST", "/confirm", {"yes": True})):
        theirs = await omar.request(method, path + end, json=body)
        nobodys = await omar.request(method, unknown + end, json=body)
        assert (theirs.status_code, theirs.content) == (404, nobodys.content)


async def test_an_adviser_who_lost_ayo_cannot_say_yes_any_more(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    await Link.update({Link.ends_at: us.noon}).where(Link.young_person == us.ayo)
    assert (await priya.post(f"/api/people/{us.ayo}/joining/confirm", json={"yes": True})).status_code == 404


async def test_a_manager_shows_no_codes(us: SimpleNamespace, visit: Visit) -> None:
    mina = await doing.signed_in(visit, us.mina)
    assert (await mina.post(f"/api/people/{us.ayo}/joining", json={"remote": False})).status_code == 403


async def test_the_question_about_others_comes_first(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    await priya.post(f"/api/people/{us.ayo}/joining/confirm", json={"yes": True})
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 409
    await phone.post("/api/joining/phone", json={"others_use": True})
    assert (await phone.post("/api/joining/passkey/options")).status_code == 409
    me = (await phone.post("/api/joining/pin", json={"pin": PIN})).json()
    assert (me["shared_phone"], me["hidden_lock_seconds"]) == (True, 0)


@pytest.mark.parametrize("pin", ["000000", "123456", "140708"])
async def test_an_easy_pin_is_refused_in_words(us: SimpleNamespace, visit: Visit, pin: str) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    answer = await phone.post("/api/joining/pin", json={"pin": pin})
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["field"] == "pin"


@pytest.mark.parametrize("pin", ["12345", "1234567", "27495a", "２７４９５１", ""])
async def test_a_pin_is_six_digits(us: SimpleNamespace, visit: Visit, pin: str) -> None:
    assert (await visit().post("/api/joining/pin", json={"pin": pin})).status_code == 400


async def test_wrong_codes_count_against_the_address_and_right_ones_do_not(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    for _ in range(3):
        assert await take(visit(), await doing.a_code(priya, us.ayo)) == 200
    statuses = [await take(visit(), {"secret": f"guess{n}"}) for n in range(21)]
    assert statuses == [404] * 20 + [429]
    assert await take(visit(), await doing.a_code(priya, us.ayo)) == 429


async def test_the_window_of_the_limit_passes(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    for n in range(21):
        await take(visit(), {"secret": f"guess{n}"})
    at(us.noon + timedelta(minutes=59, seconds=59))
    blocked = await visit().post("/api/joining/take", json={"secret": "guess"})
    assert (blocked.status_code, blocked.headers["retry-after"]) == (429, "1")
    at(us.noon + timedelta(hours=1))
    assert await take(visit(), {"secret": "guess"}) == 404


async def test_five_phones_are_enough(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    waiting = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    for _ in range(5):
        await doing.a_phone(visit, us.ayo)
    assert (await waiting.post("/api/joining/pin", json={"pin": PIN})).status_code == 409
    assert (await priya.post(f"/api/people/{us.ayo}/joining", json={"remote": False})).status_code == 409


async def test_the_last_place_is_given_once(us: SimpleNamespace, visit: Visit) -> None:
    """Somebody else takes the fifth place while the phone that joins waits at the person's row."""
    priya = await doing.signed_in(visit, us.priya)
    for _ in range(4):
        await doing.a_phone(visit, us.ayo)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    other = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        async with other.transaction():
            await other.execute("SELECT FROM young_person WHERE id = $1 FOR UPDATE", us.ayo)
            asked = asyncio.create_task(phone.post("/api/joining/pin", json={"pin": PIN}))
            for _ in range(100):
                if await other.fetchval("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"):
                    break
                await asyncio.sleep(0.02)
            await other.execute(
                "INSERT INTO device (id, young_person, secret_hash, label, made_at, joined_at, joined_how) "
                "VALUES (gen_random_uuid(), $1, 'x', 'Phone', $2, $2, 'by_passkey')",
                us.ayo,
                us.noon,
            )
        assert (await asked).status_code == 409
    finally:
        await other.close()


async def test_of_eight_pins_chosen_at_once_one_counts(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    answers = await asyncio.gather(*(phone.post("/api/joining/pin", json={"pin": PIN}) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 7
    assert await Session.count().where(Session.young_person == us.ayo) == 1


async def test_a_phone_that_joins_again_replaces_itself(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.joined(visit, priya, us.ayo, AYO_BORN)
    code = await doing.a_code(priya, us.ayo)
    assert await take(phone, code) == 200
    assert (await phone.get("/api/phones")).status_code == 401
    await phone.post("/api/joining/birthday", json={"born_on": AYO_BORN})
    await phone.post("/api/joining/phone", json={"others_use": False})
    await priya.post(f"/api/people/{us.ayo}/joining/confirm", json={"yes": True})
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 200
    assert len((await phone.get("/api/phones")).json()["phones"]) == 1


async def test_staff_do_not_take_codes(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    code = await doing.a_code(priya, us.ayo)
    assert await take(priya, code) == 403
    assert await take(visit(), code) == 200


async def test_a_confirmed_phone_has_half_an_hour(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.confirmed(visit, priya, us.ayo, AYO_BORN)
    await priya.post("/api/sign-out")
    at(us.noon + timedelta(minutes=30))
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 409
    at(us.noon + timedelta(minutes=29, seconds=59))
    assert (await phone.post("/api/joining/pin", json={"pin": PIN})).status_code == 200


async def test_a_try_is_never_counted_inside_a_transaction_that_could_vanish(us: SimpleNamespace) -> None:
    async with db.transaction():
        with pytest.raises(RuntimeError):
            await joining.take(doing.nobody(), "x", None, address="10.0.0.1", label="Phone")
