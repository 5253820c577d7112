"""The PIN of a phone: counted first, then looked at (safety.md 4.2, S04, S38)."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from backend.audit.tables import AuditRow
from backend.identity import hashing
from backend.identity.rules import PIN_WAITS
from backend.identity.tables import Device, Session
from tests.api.identity import doing
from tests.api.identity.doing import PIN, Visit

WRONG = "805316"


async def give(phone: httpx.AsyncClient, pin: str) -> httpx.Response:
    return await phone.post("/api/unlock/pin", json={"pin": pin})


@pytest.fixture
async def ayos(us: SimpleNamespace, visit: Visit) -> httpx.AsyncClient:
    """Ayo's phone, joined and locked."""
    return await doing.locked(await doing.a_phone(visit, us.ayo))


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every PIN that was really looked at."""
    seen: list[bytes] = []
    real = hashing.matches

    async def counting(known: str | None, secret: bytes) -> bool:
        seen.append(secret)
        return await real(known, secret)

    monkeypatch.setattr(hashing, "matches", counting)
    return seen


async def wrong(us: SimpleNamespace, at: Any, phone: httpx.AsyncClient, times: int) -> None:
    """So many wrong tries, each after its wait."""
    for _ in range(times):
        (row,) = await Device.select(Device.wait_until)
        at(max(us.noon, row["wait_until"] or us.noon))
        await give(phone, WRONG)
    (row,) = await Device.select(Device.wait_until)
    at(max(us.noon, row["wait_until"] or us.noon))


async def test_a_right_pin_opens_with_a_new_session(us: SimpleNamespace, ayos: httpx.AsyncClient) -> None:
    before = (await ayos.get("/api/me")).json()
    assert (before["state"], before["ways"], before["given_name"], before["csrf"]) == ("locked", ["pin"], "", "")
    answer = await give(ayos, PIN)
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["just_opened_wrong_tries"]) == ("open", 0)
    assert (await ayos.get("/api/phones")).status_code == 200


async def test_waits_start_with_the_fourth_wrong_try_and_are_not_checked(
    us: SimpleNamespace, ayos: httpx.AsyncClient, at: Any, checks: list[bytes]
) -> None:
    now, said = us.noon, []
    for n in range(1, 10):
        answer = (await give(ayos, WRONG)).json()
        assert answer["type"] == "/problems/wrong-pin"
        said.append((answer["tries_left"], answer["wait_seconds"]))
        if wait := PIN_WAITS.get(n):
            at(now + timedelta(seconds=wait - 1))
            refused = await give(ayos, PIN)
            assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
            assert (await ayos.get("/api/me")).json()["wait_seconds"] == 1
            now += timedelta(seconds=wait)
            at(now)
    assert said == [(9, 0), (8, 0), (7, 0), (6, 5), (5, 15), (4, 30), (3, 60), (2, 120), (1, 300)]
    assert len(checks) == 9


async def test_the_right_pin_says_how_many_came_before_and_starts_again(
    us: SimpleNamespace, ayos: httpx.AsyncClient, at: Any
) -> None:
    await wrong(us, at, ayos, 9)
    assert (await ayos.get("/api/me")).json()["wrong_tries"] == 9
    assert (await give(ayos, PIN)).json()["just_opened_wrong_tries"] == 9
    await doing.hold_token(ayos)
    await doing.locked(ayos)
    assert (await give(ayos, WRONG)).json()["tries_left"] == 9


async def test_the_tenth_wrong_pin_puts_the_phone_out_and_the_right_one_comes_too_late(
    us: SimpleNamespace, visit: Visit, ayos: httpx.AsyncClient, at: Any, checks: list[bytes]
) -> None:
    await wrong(us, at, ayos, 9)
    tenth = await give(ayos, WRONG)
    assert (tenth.status_code, tenth.json()["wipe"]) == (401, True)
    assert tenth.headers["clear-site-data"] == '"cache", "storage"'
    eleventh = await give(ayos, PIN)
    assert (eleventh.status_code, eleventh.json()["wipe"]) == (401, True)
    assert len(checks) == 10
    me = (await ayos.get("/api/me")).json()
    assert (me["state"], me["wipe"]) == ("nobody", True)
    (row,) = await Device.select()
    assert (row["pin_hash"], row["removed_why"]) == (None, "wrong_pins")
    assert (await AuditRow.select().order_by(AuditRow.id))[-1]["did"] == "phone_out_wrong_pins"
    priya = await doing.signed_in(visit, us.priya)
    (shown,) = (await priya.get(f"/api/people/{us.ayo}/phones")).json()["phones"]
    assert shown["removed_why"] == "wrong_pins"


async def test_other_phones_are_told_that_one_went_out(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    first = await doing.locked(await doing.a_phone(visit, us.ayo))
    await Device.update({Device.wrong_tries: 9}, force=True)
    other = await doing.a_phone(visit, us.ayo)
    at(us.noon + timedelta(seconds=1))
    assert (await give(first, WRONG)).status_code == 401
    (news,) = (await other.get("/api/me")).json()["phone_news"]
    assert (news["what"], news["label"]) == ("out", "Android phone")
    assert (await other.post("/api/phones/noticed")).status_code == 204
    assert (await other.get("/api/me")).json()["phone_news"] == []


async def test_ten_at_once_with_twenty_wrong_each_never_pass_ten_checks(
    us: SimpleNamespace, ayos: httpx.AsyncClient, at: Any, checks: list[bytes]
) -> None:
    async def guesser() -> None:
        for n in range(20):
            answer = await give(ayos, f"8053{n:02}")
            if answer.status_code == 429:
                at(us.noon + timedelta(minutes=10) * len(checks))  # as patient as a thief can be

    await asyncio.gather(*(guesser() for _ in range(10)))
    assert len(checks) <= 10
    (row,) = await Device.select()
    assert row["removed_why"] == "wrong_pins"
    assert (await give(ayos, PIN)).status_code == 401


async def test_all_at_once_without_patience_never_pass_ten_checks(ayos: httpx.AsyncClient, checks: list[bytes]) -> None:
    answers = await asyncio.gather(*(give(ayos, f"80{n:04}") for n in range(30)))
    assert len(checks) <= 4  # the fourth starts a wait
    assert {answer.status_code for answer in answers} <= {403, 429, 503}


async def test_a_try_that_was_counted_and_never_finished_still_counts(
    us: SimpleNamespace, ayos: httpx.AsyncClient, at: Any, checks: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    await Device.update({Device.wrong_tries: 9}, force=True)

    async def killed(known: str | None, secret: bytes) -> bool:
        raise RuntimeError("the server died here")

    monkeypatch.setattr(hashing, "matches", killed)
    assert (await give(ayos, PIN)).status_code == 500
    monkeypatch.undo()
    assert (await give(ayos, PIN)).status_code == 429
    at(us.noon + timedelta(minutes=2))
    assert (await give(ayos, PIN)).status_code == 401
    assert (await Device.select())[0]["removed_why"] == "wrong_pins"


async def test_who_has_not_got_the_phone_cannot_touch_the_count(us: SimpleNamespace, visit: Visit, ayos: Any) -> None:
    stranger = visit()
    for n in range(50):
        stranger.cookies.set("__Host-d", f"guess{n}", domain="testserver.local")
        answer = await give(stranger, PIN)
        assert (answer.status_code, answer.json().get("wipe")) == (401, None)
    stranger.cookies.clear()
    assert (await give(stranger, PIN)).status_code == 401
    (row,) = await Device.select()
    assert row["wrong_tries"] == 0
    assert (await give(ayos, PIN)).status_code == 200


async def test_the_pin_of_one_phone_opens_no_other(us: SimpleNamespace, visit: Visit) -> None:
    beas = await doing.locked(await doing.a_phone(visit, us.bea, pin="918273"))
    await doing.a_phone(visit, us.ayo)
    assert (await give(beas, PIN)).status_code == 403


async def test_a_stolen_database_cannot_try_pins(us: SimpleNamespace, ayos: httpx.AsyncClient) -> None:
    """Everything stored, the right PIN in hand, and still no match: the phone's secret is missing."""
    (row,) = await Device.select()
    with hashing.place():
        assert not await hashing.matches(row["pin_hash"], PIN.encode())
    assert "$m=19456,t=2,p=1$" in row["pin_hash"]


async def test_an_older_hash_is_renewed(us: SimpleNamespace, ayos: httpx.AsyncClient) -> None:
    from argon2 import PasswordHasher

    from backend.identity.tokens import pin_proof

    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(pin_proof(ayos.cookies["__Host-d"], PIN))
    await Device.update({Device.pin_hash: old}, force=True)
    assert (await give(ayos, PIN)).status_code == 200
    assert "$m=19456,t=2,p=1$" in (await Device.select())[0]["pin_hash"]


async def test_a_full_queue_costs_nobody_a_try(
    us: SimpleNamespace, ayos: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "_inside", hashing.CORES + hashing.QUEUE)
    answer = await give(ayos, PIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
    assert (await Device.select())[0]["wrong_tries"] == 0


async def test_unlocking_ends_the_session_before(us: SimpleNamespace, visit: Visit) -> None:
    phone = await doing.a_phone(visit, us.ayo)
    old = phone.cookies["__Host-s"]
    assert (await give(phone, PIN)).status_code == 200
    assert phone.cookies["__Host-s"] != old
    assert await Session.count().where(Session.ended_at.is_null()) == 1
    phone.cookies.set("__Host-s", old, domain="testserver.local")
    assert (await phone.get("/api/phones")).status_code == 401
