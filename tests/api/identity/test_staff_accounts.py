"""Accounts are made on the server, set up by a one-use link, ended, and reset by two people (safety.md 4.3)."""

import asyncio
import re
import sys
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pyotp
import pytest

from backend.audit.tables import AuditRow
from backend.identity import command_line
from backend.identity.commands import limits, staff_accounts
from backend.identity.tables import Passkey, Session, StaffAccount
from backend.people.tables import Manages, Worker
from backend.shared import clock
from tests.api.identity import doing
from tests.api.identity.doing import Authenticator, Visit
from tests.api.identity.test_staff_sign_in import EMAIL, PASSWORD, add_passkey, code, second, set_up, start
from tests.conftest import ROOT


async def staff(*argv: str) -> int:
    """`python -m backend staff …`, over the pool that this test has open."""
    return await command_line.carry_out(list(argv))


def secret_in(printed: str) -> str:
    found = re.search(r"https://testserver\.local/staff/set-up#([\w-]{22})\s", printed)
    assert found, printed
    return found[1]


async def test_the_command_makes_an_account_that_its_holder_sets_up(
    us: SimpleNamespace, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await staff("add", "--email", "Nia@Tidewater.gov.uk", "--name", "Nia Jones", "--role", "nurse") == 0
    secret, browser = secret_in(capsys.readouterr().out), visit()
    assert secret not in repr(await StaffAccount.select())
    opened = await browser.post("/api/staff/set-up/open", json={"secret": secret})
    assert opened.json() == {"name": "Nia", "email": "nia@tidewater.gov.uk", "has_password": False}
    totp = (await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()
    assert totp["uri"].startswith("otpauth://totp/Onward:nia%40tidewater.gov.uk?secret=" + totp["typed"])
    assert totp["svg"].startswith("<svg")
    body = {"secret": secret, "password": PASSWORD, "code": code(totp["typed"])}
    answer = await browser.post("/api/staff/set-up", json=body)
    assert (answer.status_code, answer.json()["kind"], answer.json()["given_name"]) == (200, "nurse", "Nia")
    assert (await visit().post("/api/staff/set-up", json=body)).status_code == 404
    assert (await visit().post("/api/staff/set-up/open", json={"secret": secret})).status_code == 404
    did = [row["did"] for row in await AuditRow.select().order_by(AuditRow.id)]
    assert did == ["added_staff", "invited_staff", "set_up_account", "signed_in"]


async def test_it_is_a_command_of_the_server(us: SimpleNamespace) -> None:
    asked = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend", "staff", "add", "--email", EMAIL, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    printed, _ = await asyncio.wait_for(asked.communicate(), 60)
    assert asked.returncode == 0
    assert secret_in(printed.decode())
    assert (await StaffAccount.select())[0]["worker"] == us.priya


async def test_a_new_manager_answers_for_the_team(us: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["add", "--email", "max@x.uk", "--name", "Max Bell", "--role", "manager", "--team", "Quayside"]
    assert await staff(*argv) == 0
    worker = await Worker.select().where(Worker.email == "max@x.uk").first()
    assert worker is not None
    assert worker["team"] == us.team
    assert await Manages.exists().where(Manages.manager == worker["id"], Manages.team == us.team)


@pytest.mark.parametrize(
    "argv",
    [
        ["add", "--email", "new@x.uk"],
        ["add", "--email", "new@x.uk", "--name", "OnlyOne", "--role", "adviser"],
        ["add", "--email", "not an address", "--name", "A B", "--role", "adviser"],
        ["add", "--email", "new@x.uk", "--name", "A B", "--role", "adviser", "--team", "Nowhere"],
        ["add", "--email", EMAIL, "--role", "admin"],
        ["end", "--email", "nobody@x.uk"],
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(
    us: SimpleNamespace, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = await Worker.count()
    assert await staff(*argv) == 1
    assert len(capsys.readouterr().out) > 20
    assert await Worker.count() == before


async def test_staff_that_came_by_import_need_only_their_email(
    us: SimpleNamespace, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await staff("add", "--email", EMAIL) == 0
    first = secret_in(capsys.readouterr().out)
    assert await staff("add", "--email", EMAIL) == 0
    assert (await visit().post("/api/staff/set-up/open", json={"secret": first})).status_code == 404
    await set_up(visit, us.priya)
    assert await staff("add", "--email", EMAIL) == 1
    assert "set up already" in capsys.readouterr().out


async def test_a_set_up_link_lives_a_day(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    link = await staff_accounts.invite(doing.nobody("staff.add"), us.priya)
    body = {"secret": link.partition("#")[2]}
    at(us.noon + timedelta(hours=23, minutes=59))
    assert (await visit().post("/api/staff/set-up/open", json=body)).status_code == 200
    at(us.noon + timedelta(hours=24))
    assert (await visit().post("/api/staff/set-up/open", json=body)).status_code == 404


@pytest.mark.parametrize(
    ("password", "given", "field"),
    [
        ("too short", "right", "password"),
        ("passwordpassword", "right", "password"),
        ("Priya Tidewater 2026", "right", "password"),
        (PASSWORD, "000000", "code"),
    ],
)
async def test_a_weak_password_or_a_wrong_code_sets_nothing_up(
    us: SimpleNamespace, visit: Visit, password: str, given: str, field: str
) -> None:
    link, browser = await staff_accounts.invite(doing.nobody("staff.add"), us.priya), visit()
    secret = link.partition("#")[2]
    typed = (await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()["typed"]
    right = code(typed) if given == "right" else given
    answer = await browser.post("/api/staff/set-up", json={"secret": secret, "password": password, "code": right})
    assert (answer.status_code, answer.json()["faults"][0]["field"]) == (400, field)
    (row,) = await StaffAccount.select()
    assert (row["password_hash"], row["set_up_at"]) == (None, None)
    assert await Session.count() == 0


async def test_no_code_was_scanned_yet(us: SimpleNamespace, visit: Visit) -> None:
    link = await staff_accounts.invite(doing.nobody("staff.add"), us.priya)
    body = {"secret": link.partition("#")[2], "password": PASSWORD, "code": "123456"}
    assert (await visit().post("/api/staff/set-up", json=body)).status_code == 409


async def test_of_eight_who_set_up_at_once_one_does(
    us: SimpleNamespace, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_delay(*_: Any) -> None:
        """The delay alone would let one through; here the link itself has to decide."""

    monkeypatch.setattr(limits, "wait_or_count", no_delay)
    link, browser = await staff_accounts.invite(doing.nobody("staff.add"), us.priya), visit()
    secret = link.partition("#")[2]
    typed = (await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()["typed"]
    body = {"secret": secret, "password": PASSWORD, "code": code(typed)}
    answers = await asyncio.gather(*(visit().post("/api/staff/set-up", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [404] * 7


async def test_ending_an_account_bites_at_once(
    us: SimpleNamespace, visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    browser, _ = await set_up(visit, us.priya)
    phone_code = await doing.a_code(browser, us.ayo)
    assert await staff("end", "--email", EMAIL) == 0
    assert (await browser.get("/api/staff/passkeys")).status_code == 401
    assert (await start(visit())).status_code == 403
    assert (await visit().post("/api/joining/take", json={"secret": phone_code["secret"]})).status_code == 404
    assert await staff("end", "--email", EMAIL) == 1
    assert await staff("list") == 0
    assert re.search(r"priya@tidewater\.gov\.uk\s+Priya Tester, Personal adviser: ended", capsys.readouterr().out)


async def test_a_manager_does_not_approve_their_own_reset(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    _, minas = await set_up(visit, us.mina)
    at(us.noon + timedelta(minutes=5))
    given, who = code(minas), "mina@tidewater.gov.uk"
    assert await staff("reset-second-factor", "--email", who, "--approved-by", who, "--code", given) == 1
    assert await AuditRow.count().where(AuditRow.did == "reset_second_factor") == 0


async def test_a_second_factor_is_reset_by_two_people(
    us: SimpleNamespace, visit: Visit, at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    at(us.noon - timedelta(hours=1))
    lost, lost_secret = await set_up(visit, us.priya)
    assert await add_passkey(lost, Authenticator()) == 204
    _, adams = await set_up(visit, us.adam, "nine otters read maps")
    _, omars = await set_up(visit, us.omar, "eight badgers sing low")
    at(us.noon)
    now = clock.now()

    def reset(who: str, given: str) -> Any:
        return staff(
            "reset-second-factor", "--email", EMAIL, "--approved-by", f"{who}@tidewater.gov.uk", "--code", given
        )

    assert await reset("omar", pyotp.TOTP(omars).at(now)) == 1, "an adviser does not approve"
    assert await reset("priya", pyotp.TOTP(lost_secret).at(now)) == 1, "nobody approves their own"
    assert await reset("adam", "000000") == 1, "a name alone is no approval"
    assert (await lost.get("/api/staff/passkeys")).status_code == 401  # idle by now
    assert (await StaffAccount.select().where(StaffAccount.worker == us.priya))[0]["set_up_at"] is not None
    capsys.readouterr()
    assert await reset("adam", pyotp.TOTP(adams).at(now)) == 0
    secret = secret_in(capsys.readouterr().out)
    (act,) = await AuditRow.select().where(AuditRow.did == "reset_second_factor")
    assert (act["actor"], act["actor_kind"], act["thing"]) == (us.adam, "admin", us.priya)
    assert (await Passkey.select())[0]["removed_at"] == us.noon
    assert (await start(visit())).status_code == 403

    browser = visit()
    opened = await browser.post("/api/staff/set-up/open", json={"secret": secret})
    assert opened.json()["has_password"] is True
    typed = (await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()["typed"]
    body = {"secret": secret, "password": "a password of the finder", "code": code(typed)}
    assert (await browser.post("/api/staff/set-up", json=body)).status_code == 403, "the link alone is not enough"
    at(us.noon + timedelta(minutes=1))
    body = {"secret": secret, "password": PASSWORD, "code": code(typed)}
    assert (await browser.post("/api/staff/set-up", json=body)).status_code == 200
    at(us.noon + timedelta(minutes=2))
    ticket = (await start(browser)).json()["ticket"]
    assert (await second(browser, ticket, code(lost_secret))).status_code == 403
    at(us.noon + timedelta(minutes=3))
    assert (await second(browser, ticket, code(typed))).status_code == 200
