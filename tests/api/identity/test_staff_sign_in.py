"""Staff sign in with a password and a second factor, both before any session (safety.md 4.3, S08, S38, S50)."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pyotp
import pytest

from backend.audit.tables import AuditRow
from backend.identity import hashing
from backend.identity.commands import staff_accounts
from backend.identity.tables import Session, SignInTicket, StaffAccount, TryCount
from backend.people.tables import Worker
from backend.shared import clock
from tests.api.identity import doing
from tests.api.identity.doing import Authenticator, Visit

EMAIL, PASSWORD = "priya@tidewater.gov.uk", "seven herons eat toast"


def code(secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.now())


async def start(browser: httpx.AsyncClient, email: str = EMAIL, password: str = PASSWORD) -> httpx.Response:
    return await browser.post("/api/staff/sign-in", json={"email": email, "password": password})


async def second(browser: httpx.AsyncClient, ticket: str, given: str) -> httpx.Response:
    return await browser.post("/api/staff/second", json={"ticket": ticket, "code": given})


async def set_up(visit: Visit, worker: UUID, password: str = PASSWORD) -> tuple[httpx.AsyncClient, str]:
    """The browser in which this account was set up, and its TOTP secret."""
    link = await staff_accounts.invite(doing.nobody("staff.add"), worker)
    browser, secret = visit(), link.partition("#")[2]
    typed = (await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()["typed"]
    answer = await browser.post("/api/staff/set-up", json={"secret": secret, "password": password, "code": code(typed)})
    assert answer.status_code == 200, answer.text
    await doing.hold_token(browser)
    return browser, typed


@pytest.fixture
async def priya(us: SimpleNamespace, visit: Visit, at: Any) -> SimpleNamespace:
    """Priya's account, set up an hour ago in a browser that is known since."""
    at(us.noon - timedelta(hours=1))
    browser, secret = await set_up(visit, us.priya)
    at(us.noon)
    return SimpleNamespace(browser=browser, secret=secret)


async def test_both_factors_and_only_both_make_a_session(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    browser = visit()
    first = await start(browser, " Priya@Tidewater.gov.uk ")
    assert first.status_code == 200
    assert first.json()["next"] == "totp"
    assert "set-cookie" not in first.headers
    assert await Session.count().where(Session.began_at == us.noon) == 0
    answer = await second(browser, first.json()["ticket"], code(priya.secret))
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["kind"]) == ("open", "adviser")
    assert set(browser.cookies) == {"__Host-s", "__Host-k"}
    (act,) = await AuditRow.select().where(AuditRow.did == "signed_in", AuditRow.at == us.noon)
    assert (act["actor"], act["actor_kind"]) == (us.priya, "adviser")


async def test_unknown_wrong_ended_and_unfinished_are_one_answer_after_the_same_work(
    us: SimpleNamespace, visit: Visit, priya: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[bytes] = []
    real = hashing.matches

    async def counting(known: str | None, secret: bytes) -> bool:
        worked.append(secret)
        return await real(known, secret)

    monkeypatch.setattr(hashing, "matches", counting)
    await staff_accounts.invite(doing.nobody("staff.add"), us.omar)
    await Worker.update({Worker.ended_at: us.noon}).where(Worker.id == us.mina)
    answers = [
        await start(visit(), EMAIL, "wrong herons eat toast"),
        await start(visit(), "nobody@tidewater.gov.uk"),
        await start(visit(), "omar@tidewater.gov.uk"),
        await start(visit(), "mina@tidewater.gov.uk"),
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(403, answers[0].content)}
    assert len(worked) == 4
    again = [await start(visit(), answer) for answer in (EMAIL, "nobody@tidewater.gov.uk")]
    assert {(answer.status_code, answer.content) for answer in again} == {(429, again[0].content)}
    assert len(worked) == 4, "a try during a delay is not looked at"


async def test_delays_double_and_the_right_password_ends_them(
    us: SimpleNamespace, visit: Visit, priya: Any, at: Any
) -> None:
    now, waits = us.noon, []
    for n in range(12):
        stranger = visit()
        assert (await start(stranger, EMAIL, f"wrong herons number {n}")).status_code == 403
        refused = await start(stranger)
        assert refused.status_code == 429
        waits.append(int(refused.headers["retry-after"]))
        now += timedelta(seconds=waits[-1])
        at(now)
        if n % 5 == 4:
            now += timedelta(minutes=10)  # the address has a limit of its own
            at(now)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert (await start(visit())).status_code == 200
    assert (await start(visit(), EMAIL, "wrong herons again now")).status_code == 403
    assert (await start(visit())).headers["retry-after"] == "1"


async def test_nobody_can_lock_priya_out_of_her_own_browser(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    assert (await start(visit(), EMAIL, "wrong herons eat toast")).status_code == 403
    assert (await start(visit())).status_code == 429
    first = await start(priya.browser)
    assert first.status_code == 200
    assert (await second(visit(), first.json()["ticket"], "000000")).status_code == 403
    assert (await second(visit(), first.json()["ticket"], code(priya.secret))).status_code == 429
    assert (await second(priya.browser, first.json()["ticket"], code(priya.secret))).status_code == 200


async def test_twenty_starts_in_ten_minutes_from_one_address(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    answers = [(await start(visit(), f"n{n}@x.uk")).status_code for n in range(21)]
    assert answers == [403] * 20 + [429]
    at(us.noon + timedelta(minutes=10))
    assert (await start(visit(), "n@x.uk")).status_code == 403


async def test_right_passwords_do_not_use_up_the_offices_address(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    assert [(await start(priya.browser)).status_code for _ in range(25)] == [200] * 25


async def test_strangers_cannot_choose_their_address(us: SimpleNamespace, visit: Visit) -> None:
    answers = [(await start(visit(**{"x-forwarded-for": f"10.0.0.{n}"}), f"n{n}@x.uk")).status_code for n in range(21)]
    assert answers[-1] == 429


async def test_many_guesses_at_once_get_one_look(
    us: SimpleNamespace, visit: Visit, priya: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = await asyncio.gather(*(start(visit(), EMAIL, f"wrong herons number {n}") for n in range(10)))
    assert sorted(answer.status_code for answer in answers) == [403] + [429] * 9


async def test_a_code_works_once_and_one_step_to_either_side(
    us: SimpleNamespace, visit: Visit, priya: Any, at: Any
) -> None:
    async def with_code_of(seconds: int) -> int:
        ticket = (await start(priya.browser)).json()["ticket"]
        given = pyotp.TOTP(priya.secret).at(clock.now() + timedelta(seconds=seconds))
        status = (await second(priya.browser, ticket, given)).status_code
        await TryCount.delete(force=True)
        return status

    assert await with_code_of(-60) == 403
    assert await with_code_of(60) == 403
    assert await with_code_of(-30) == 200
    assert await with_code_of(-30) == 403
    assert await with_code_of(30) == 200
    assert await with_code_of(0) == 403, "older than one that was used"


async def test_one_code_sent_eight_times_at_once_opens_once(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    tickets = []
    for _ in range(8):
        tickets.append((await start(priya.browser)).json()["ticket"])
    browsers = [visit() for _ in tickets]
    given = code(priya.secret)
    await asyncio.gather(*(second(one, ticket, given) for one, ticket in zip(browsers, tickets, strict=True)))
    assert await Session.count().where(Session.began_at == us.noon) <= 1


async def test_a_ticket_lives_five_minutes_and_works_once(
    us: SimpleNamespace, visit: Visit, priya: Any, at: Any
) -> None:
    first, late = [(await start(priya.browser)).json()["ticket"] for _ in range(2)]
    assert first not in repr(await SignInTicket.select())
    assert (await second(priya.browser, first, code(priya.secret))).status_code == 200
    at(us.noon + timedelta(minutes=1))
    used = await second(priya.browser, first, code(priya.secret))
    assert (used.status_code, used.json()["start_again"]) == (403, True)
    at(us.noon + timedelta(minutes=5))
    assert (await second(priya.browser, late, code(priya.secret))).json()["start_again"] is True


@pytest.mark.parametrize("ticket", ["", "x", "A" * 43, "A" * 65])
async def test_a_made_up_ticket_is_nothing(us: SimpleNamespace, visit: Visit, priya: Any, ticket: str) -> None:
    assert (await second(visit(), ticket, code(priya.secret))).status_code in (400, 403)
    answer = await visit().post("/api/staff/second/passkey/options", json={"ticket": ticket})
    assert answer.status_code in (400, 403)


async def test_an_account_that_ends_between_the_factors_gets_no_session(
    us: SimpleNamespace, visit: Visit, priya: Any
) -> None:
    ticket = (await start(priya.browser)).json()["ticket"]
    await staff_accounts.end(doing.nobody("staff.end"), us.priya)
    assert (await second(priya.browser, ticket, code(priya.secret))).status_code == 403
    assert (await priya.browser.get("/api/staff/passkeys")).status_code == 401


async def test_signing_in_again_ends_the_session_before(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    token = priya.browser.cookies["__Host-s"]
    ticket = (await start(priya.browser)).json()["ticket"]
    assert (await second(priya.browser, ticket, code(priya.secret))).status_code == 200
    stale = visit()
    stale.cookies.set("__Host-s", token, domain="testserver.local")
    assert (await stale.get("/api/staff/passkeys")).status_code == 401


async def test_a_shared_laptop_stays_known_for_both(us: SimpleNamespace, visit: Visit, priya: Any, at: Any) -> None:
    mark = priya.browser.cookies["__Host-k"]
    browser, secret = await set_up(visit, us.omar)
    at(us.noon + timedelta(minutes=1))
    ticket = (await start(priya.browser, "omar@tidewater.gov.uk")).json()["ticket"]
    assert (await second(priya.browser, ticket, code(secret))).status_code == 200
    assert priya.browser.cookies["__Host-k"] == mark
    assert browser.cookies["__Host-k"] != mark


# Passkeys beside the password.


async def add_passkey(browser: httpx.AsyncClient, key: Authenticator) -> int:
    options = (await browser.post("/api/staff/passkeys/options")).json()
    return (await browser.post("/api/staff/passkeys", json={"credential": key.make(options)})).status_code


async def fresh(browser: httpx.AsyncClient, secret: str) -> None:
    ticket = (await start(browser)).json()["ticket"]
    assert (await second(browser, ticket, code(secret))).status_code == 200
    await doing.hold_token(browser)


async def test_a_passkey_is_a_second_factor_and_never_the_only_one(
    us: SimpleNamespace, visit: Visit, priya: Any
) -> None:
    await fresh(priya.browser, priya.secret)
    key, browser = Authenticator(), visit()
    assert await add_passkey(priya.browser, key) == 204
    first = (await start(browser)).json()
    assert first["next"] == "either"
    options = (await browser.post("/api/staff/second/passkey/options", json={"ticket": first["ticket"]})).json()
    body = {"ticket": first["ticket"], "credential": key.use(options)}
    assert (await browser.post("/api/staff/second/passkey", json=body)).status_code == 200
    alone = visit()
    options = (await alone.post("/api/unlock/passkey/options")).json()
    assert (await alone.post("/api/unlock/passkey", json={"credential": key.use(options)})).status_code == 403


async def test_somebody_elses_passkey_does_not_fit_the_ticket(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    omars, _ = await set_up(visit, us.omar, "nine otters read maps")
    key = Authenticator()
    assert await add_passkey(omars, key) == 204
    ticket = (await start(priya.browser)).json()["ticket"]
    options = (await priya.browser.post("/api/staff/second/passkey/options", json={"ticket": ticket})).json()
    body = {"ticket": ticket, "credential": key.use(options)}
    assert (await priya.browser.post("/api/staff/second/passkey", json=body)).status_code == 403


async def test_ways_in_are_added_and_removed_within_ten_minutes_of_signing_in(
    us: SimpleNamespace, visit: Visit, priya: Any, at: Any
) -> None:
    await fresh(priya.browser, priya.secret)
    assert await add_passkey(priya.browser, Authenticator()) == 204
    at(us.noon + timedelta(minutes=10))
    (one,) = (await priya.browser.get("/api/staff/passkeys")).json()["passkeys"]
    assert set(one) == {"id", "label", "made_at", "last_used_at", "backed_up"}
    at(us.noon + timedelta(minutes=10, seconds=1))
    for answer in (
        await priya.browser.post("/api/staff/passkeys/options"),
        await priya.browser.post("/api/staff/passkeys", json={"credential": {}}),
        await priya.browser.delete(f"/api/staff/passkeys/{one['id']}"),
    ):
        assert answer.json()["type"] == "/problems/fresh-unlock"
    at(us.noon + timedelta(minutes=10))
    assert (await priya.browser.delete(f"/api/staff/passkeys/{one['id']}")).status_code == 204
    assert (await priya.browser.get("/api/staff/passkeys")).json()["passkeys"] == []
    did = [row["did"] for row in await AuditRow.select().order_by(AuditRow.id)]
    assert did[-2:] == ["added_passkey", "removed_passkey"]


async def test_omar_cannot_remove_priyas_passkey(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    await fresh(priya.browser, priya.secret)
    assert await add_passkey(priya.browser, Authenticator()) == 204
    (one,) = (await priya.browser.get("/api/staff/passkeys")).json()["passkeys"]
    omar = await doing.signed_in(visit, us.omar)
    assert (await omar.delete(f"/api/staff/passkeys/{one['id']}")).status_code == 404
    ayo = await doing.a_phone(visit, us.ayo)
    assert (await ayo.get("/api/staff/passkeys")).status_code == 403


async def test_totp_secrets_are_sealed_to_their_row(us: SimpleNamespace, visit: Visit, priya: Any) -> None:
    (row,) = await StaffAccount.select()
    assert priya.secret.encode() not in row["totp_sealed"]
    assert "$argon2id$" in row["password_hash"]
    await set_up(visit, us.omar)
    await StaffAccount.update({StaffAccount.totp_sealed: row["totp_sealed"]}, force=True)
    ticket = (await start(visit(), "omar@tidewater.gov.uk")).json()["ticket"]
    assert (await second(visit(), ticket, code(priya.secret))).status_code == 500
