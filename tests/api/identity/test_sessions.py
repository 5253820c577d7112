"""How long a sign-in lasts, and what ends it (safety.md 4.5, S39)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from backend.identity.queries import sessions as reads
from backend.identity.tables import Device, Session
from backend.identity.tokens import hash_of
from backend.people.tables import Worker, YoungPerson
from tests.api.identity import doing
from tests.api.identity.doing import PIN, Visit

SECOND = timedelta(seconds=1)
MINUTES = {"young person": (15, 24 * 60), "staff": (30, 12 * 60)}


async def open_one(who: str, visit: Visit, us: SimpleNamespace) -> tuple[Any, str]:
    if who == "staff":
        return await doing.signed_in(visit, us.priya), f"/api/people/{us.ayo}/phones"
    return await doing.a_phone(visit, us.ayo), "/api/phones"


@pytest.mark.parametrize("who", MINUTES)
async def test_idle_ends_it_to_the_second(us: SimpleNamespace, visit: Visit, at: Any, who: str) -> None:
    browser, path = await open_one(who, visit, us)
    idle = timedelta(minutes=MINUTES[who][0])
    at(us.noon + idle - SECOND)
    assert (await browser.get(path)).status_code == 200
    at(us.noon + 2 * idle - 2 * SECOND)
    assert (await browser.get(path)).status_code == 200
    at(us.noon + 3 * idle - SECOND)
    assert (await browser.get(path)).status_code == 401


@pytest.mark.parametrize("who", MINUTES)
async def test_the_whole_time_ends_it_however_busy(us: SimpleNamespace, visit: Visit, at: Any, who: str) -> None:
    browser, path = await open_one(who, visit, us)
    whole = timedelta(minutes=MINUTES[who][1])
    await Session.update({Session.seen_at: us.noon + whole - timedelta(minutes=10)}, force=True)
    at(us.noon + whole - SECOND)
    assert (await browser.get(path)).status_code == 200
    at(us.noon + whole)
    assert (await browser.get(path)).status_code == 401


async def test_who_somebody_is_takes_one_statement_and_is_noted_once_a_second(
    us: SimpleNamespace, visit: Visit, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    statements: list[str] = []
    real = reads.fetch

    async def counting(sql: str, *values: Any) -> Any:
        statements.append(sql)
        return await real(sql, *values)

    monkeypatch.setattr(reads, "fetch", counting)

    async def seen_after(delay: timedelta) -> Any:
        at(us.noon + delay)
        viewer = await reads.viewer_for(
            session=phone.cookies["__Host-s"],
            device=phone.cookies["__Host-d"],
            action="own.phones",
            now=us.noon + delay,
        )
        assert viewer.id == us.ayo
        assert viewer.unlocked_at == us.noon
        (row,) = await Session.select(Session.seen_at)
        return row["seen_at"] - us.noon

    assert await seen_after(SECOND) == timedelta(0)
    assert await seen_after(2 * SECOND) == 2 * SECOND
    assert len(statements) == 2


async def test_tokens_are_kept_as_hashes(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    token = phone.cookies["__Host-s"]
    assert len(token) == 43
    (row,) = await Session.select()
    assert row["token_hash"] == hash_of(token)
    assert token not in repr(row)


async def test_a_change_needs_the_token_of_this_session(us: SimpleNamespace, visit: Visit) -> None:
    phone, other = await doing.a_phone(visit, us.ayo), await doing.a_phone(visit, us.bea)
    for wrong in ("", "00", other.headers["x-onward-token"]):
        assert (await phone.post("/api/lock", headers={"x-onward-token": wrong})).status_code == 403
    assert (await phone.post("/api/lock")).status_code == 204


async def test_a_session_works_on_its_own_phone_only(us: SimpleNamespace, visit: Visit) -> None:
    phone, other = await doing.a_phone(visit, us.ayo), await doing.a_phone(visit, us.ayo)
    thief = visit()
    thief.cookies.set("__Host-s", phone.cookies["__Host-s"], domain="testserver.local")
    assert (await thief.get("/api/phones")).status_code == 401
    thief.cookies.set("__Host-d", other.cookies["__Host-d"], domain="testserver.local")
    assert (await thief.get("/api/phones")).status_code == 401


async def test_lock_ends_the_session_and_the_phone_opens_again(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    token = phone.cookies["__Host-s"]
    answer = await phone.post("/api/lock")
    assert answer.status_code == 204
    assert "clear-site-data" not in answer.headers
    assert (await phone.get("/api/me")).json()["state"] == "locked"
    phone.cookies.set("__Host-s", token, domain="testserver.local")
    assert (await phone.get("/api/phones")).status_code == 401


async def test_sign_out_clears_what_is_kept_and_leaves_the_phone(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    answer = await phone.post("/api/sign-out")
    assert (answer.status_code, answer.headers["clear-site-data"]) == (204, '"cache", "storage"')
    assert "__Host-s" not in phone.cookies
    assert "__Host-d" in phone.cookies
    assert (await phone.post("/api/unlock/pin", json={"pin": PIN})).status_code == 200


async def test_a_removed_phone_answers_like_a_signed_out_one(us: SimpleNamespace, visit: Visit) -> None:
    phone, stranger = await doing.a_phone(visit, us.ayo), visit()
    await Device.update({Device.removed_at: us.noon}, force=True)
    assert (await phone.get("/api/phones")).content == (await stranger.get("/api/phones")).content


async def test_an_account_that_ended_is_out_at_the_next_request(us: SimpleNamespace, visit: Visit) -> None:
    priya, path = await open_one("staff", visit, us)
    await Worker.update({Worker.ended_at: us.noon}).where(Worker.id == us.priya)
    assert (await priya.get(path)).status_code == 401
    phone = await doing.a_phone(visit, us.ayo)
    await YoungPerson.update({YoungPerson.ended_at: us.noon}).where(YoungPerson.id == us.ayo)
    assert (await phone.get("/api/phones")).status_code == 401
    assert (await phone.get("/api/me")).json()["wipe"] is True
    assert (await phone.post("/api/unlock/pin", json={"pin": PIN})).status_code == 401


async def test_me_says_nothing_about_anybody_to_a_stranger(us: SimpleNamespace, visit: Visit) -> None:
    await doing.a_phone(visit, us.ayo)
    stranger, guesser = visit(), visit()
    guesser.cookies.set("__Host-d", "guess", domain="testserver.local")
    guesser.cookies.set("__Host-s", "guess", domain="testserver.local")
    assert (await stranger.get("/api/me")).json() == (await guesser.get("/api/me")).json()
    me = (await stranger.get("/api/me")).json()
    assert (me["state"], me["wipe"], me["csrf"]) == ("nobody", False, "")


async def test_me_tells_staff_who_they_are(us: SimpleNamespace, visit: Visit) -> None:
    priya = await doing.signed_in(visit, us.priya)
    me = (await priya.get("/api/me")).json()
    assert (me["state"], me["kind"], me["given_name"], me["lock_after_seconds"]) == ("open", "adviser", "Priya", 1800)
    assert me["name"] == "Priya Tester"
