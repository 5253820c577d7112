"""Break-glass: a reason, a code, an hour, one young person, seen by them, and looked at by another manager (S36)."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import httpx
import pyotp
import pytest

from backend.identity.tables import StaffAccount
from backend.shared import clock, db
from backend.shared.crypt import seal
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.messaging.test_files import sent_file
from tests.api.plans.doing import declared

TOTP = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
REASON = "Ayo has not been seen since Friday and her friend rang."
SECRET = "Marmalade-4711"


@pytest.fixture
async def here(us: SimpleNamespace, visit: Any) -> SimpleNamespace:
    """Mina and Moss manage the team, Zed another one; each has an authenticator. Ayo wrote to Priya and to her nurse."""
    us.moss = await cast.a_worker("Moss", "manager", team=us.team)
    await cast.manages(us.moss, us.team)
    harbour = await cast.a_team("Harbour")
    us.zed = await cast.a_worker("Zed", "manager", team=harbour)
    await cast.manages(us.zed, harbour)
    for manager in (us.mina, us.moss, us.zed):
        account = StaffAccount(worker=manager)
        account.totp_sealed = seal(TOTP.secret.encode(), f"staff_account.totp_sealed:{account.id}")
        await StaffAccount.insert(account)
    ayo = await phone(visit(), us.ayo)
    await say(ayo, SECRET)
    await say(ayo, "To the nurse", "nurse")
    return us


async def breaks(manager: httpx.AsyncClient, who: Any, **changes: Any) -> httpx.Response:
    body = {"category": "missing", "reason": REASON, "code": TOTP.at(clock.now()), **changes}
    return await manager.post(f"/api/messages/glass/{who}", json=body)


async def reads(manager: httpx.AsyncClient, who: Any) -> int:
    return (await manager.get(f"/api/messages/glass/{who}")).status_code


async def test_an_hour_of_one_young_person_and_no_more(here: SimpleNamespace, visit: Any, at: Any) -> None:
    await say(await phone(visit(), here.bea), "From Bea")
    mina = await signed_in(visit(), here.mina)
    assert await reads(mina, here.ayo) == 404
    answer = await breaks(mina, here.ayo)
    assert answer.status_code == 201
    glass = answer.json()
    assert (glass["name"], glass["young_person"], glass["until_at"]) == (
        "Ayo Example",
        str(here.ayo),
        "2026-03-10T13:00:00Z",
    )
    page = await ok(await mina.get(f"/api/messages/glass/{here.ayo}"))
    assert page["glass"] == glass
    assert [one["words"] for one in page["messages"]] == [SECRET]  # never the nurse's thread
    assert await reads(mina, here.bea) == 404
    for path in (f"/api/messages/with/{here.ayo}", "/api/messages/inbox"):
        assert (await mina.get(path)).status_code == 403
    for other in (here.moss, here.zed):
        assert await reads(await signed_in(visit(), other), here.ayo) == 404
    at(soon(here.noon, minutes=59))
    mina = await signed_in(visit(), here.mina)
    assert await reads(mina, here.ayo) == 200
    at(soon(here.noon, minutes=60))
    assert await reads(await signed_in(visit(), here.mina), here.ayo) == 404


async def test_closed_by_hand_it_is_closed_at_once(here: SimpleNamespace, visit: Any) -> None:
    mina = await signed_in(visit(), here.mina)
    await ok(await breaks(mina, here.ayo))
    assert (await mina.post(f"/api/messages/glass/{here.ayo}/close")).status_code == 204
    assert await reads(mina, here.ayo) == 404
    assert (await mina.post(f"/api/messages/glass/{here.ayo}/close")).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "Too short"},
        {"reason": " " * 30},
        {"reason": "nineteen characters" + " " * 20},
        {"category": "curious"},
        {"code": "12345"},
        {"code": "x23456"},
    ],
    ids=["short", "blanks", "blanks at the end", "no category", "short code", "no code"],
)
async def test_what_is_no_reason_is_refused(here: SimpleNamespace, visit: Any, changes: dict[str, str]) -> None:
    assert (await breaks(await signed_in(visit(), here.mina), here.ayo, **changes)).status_code == 400
    assert await db.fetch("SELECT id FROM glass_break") == []


async def test_the_code_is_ones_own_of_this_half_minute_and_works_once(
    here: SimpleNamespace, visit: Any, at: Any
) -> None:
    mina = await signed_in(visit(), here.mina)
    old = TOTP.at(soon(here.noon, minutes=-5))
    answer = await breaks(mina, here.ayo, code=old)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/wrong-sign-in")
    assert (await breaks(mina, here.ayo)).status_code == 429  # a wrong one delays the next
    at(soon(here.noon, seconds=31))
    used = TOTP.at(clock.now())
    await ok(await breaks(mina, here.ayo, code=used))
    await ok(await mina.post(f"/api/messages/glass/{here.ayo}/close"))
    at(soon(here.noon, seconds=33))
    assert (await breaks(mina, here.bea, code=used)).status_code == 403
    assert len(await db.fetch("SELECT id FROM glass_break")) == 1


async def test_only_the_teams_manager_breaks_it(here: SimpleNamespace, visit: Any) -> None:
    assert (await breaks(await signed_in(visit(), here.zed), here.ayo)).status_code == 404
    for worker in (here.priya, here.nia):
        assert (await breaks(await signed_in(visit(), worker), here.ayo)).status_code == 403
    await declared(here.mina, here.ayo, here.noon)
    assert (await breaks(await signed_in(visit(), here.mina), here.ayo)).status_code == 404


async def test_once_open_it_stays_the_same(here: SimpleNamespace, visit: Any, at: Any) -> None:
    mina = await signed_in(visit(), here.mina)
    first = await ok(await breaks(mina, here.ayo))
    at(soon(here.noon, minutes=5))
    assert await ok(await breaks(mina, here.ayo)) == first
    assert len(await db.fetch("SELECT id FROM glass_break")) == 1


async def test_the_young_person_sees_it_with_the_reasons_kind(here: SimpleNamespace, visit: Any) -> None:
    mina = await signed_in(visit(), here.mina)
    await ok(await breaks(mina, here.ayo))
    await ok(await mina.get(f"/api/messages/glass/{here.ayo}"))
    looks = (await ok(await (await phone(visit(), here.ayo)).get("/api/people/me/looked")))["looks"]
    shown = [(one["who"], one["did"], one["why"]) for one in looks if one["who"] == "Mina Tester"]
    assert shown == [("Mina Tester", "read_under_glass", None), ("Mina Tester", "broke_glass", "Someone is missing")]
    assert REASON not in str(looks)


async def test_the_reason_is_sealed(here: SimpleNamespace, visit: Any) -> None:
    await ok(await breaks(await signed_in(visit(), here.mina), here.ayo))
    (row,) = await db.fetch("SELECT reason FROM glass_break")
    assert REASON.encode() not in bytes(row["reason"])
    assert await db.fetch("SELECT id FROM audit_row WHERE why LIKE '%friend%'") == []


async def test_another_manager_is_told_at_once_and_reviews(here: SimpleNamespace, visit: Any) -> None:
    mina, moss = await signed_in(visit(), here.mina), await signed_in(visit(), here.moss)
    glass = (await ok(await breaks(mina, here.ayo)))["id"]
    told = await db.fetch("SELECT worker, about, next_at, \"end\" FROM notice WHERE kind = 'glass_broken'")
    assert told == [{"worker": here.moss, "about": None, "next_at": here.noon, "end": None}]
    own = await ok(await mina.get("/api/messages/glasses"))
    assert (own["to_review"], [one["id"] for one in own["mine"]], own["blocked"]) == ([], [glass], False)
    assert (await mina.post(f"/api/messages/glasses/{glass}/reviewed")).status_code == 404
    zed = await signed_in(visit(), here.zed)
    assert (await ok(await zed.get("/api/messages/glasses")))["to_review"] == []
    assert (await zed.post(f"/api/messages/glasses/{glass}/reviewed")).status_code == 404
    (one,) = (await ok(await moss.get("/api/messages/glasses")))["to_review"]
    assert one == {
        "id": glass, "name": "Ayo Example", "manager": "Mina Tester", "category": "missing", "reason": REASON,
        "began_at": "2026-03-10T12:00:00Z", "review_by": "2026-03-17",
    }  # fmt: skip
    assert (await moss.post(f"/api/messages/glasses/{glass}/reviewed")).status_code == 204
    assert (await moss.post(f"/api/messages/glasses/{glass}/reviewed")).status_code == 404
    assert (await db.fetch("SELECT \"end\", why FROM notice WHERE kind = 'glass_broken'")) == [
        {"end": "done", "why": "reviewed"}
    ]
    lines = await db.fetch("SELECT did, about FROM audit_row WHERE actor = $1 ORDER BY id", here.moss)
    assert [(row["did"], row["about"]) for row in lines if row["about"]] == [
        ("saw_in_list", here.ayo),
        ("reviewed_glass", here.ayo),
    ]


async def test_where_the_team_has_no_other_manager_any_other_is_told_and_reviews(
    here: SimpleNamespace, visit: Any
) -> None:
    await db.fetch("UPDATE worker SET ended_at = $1 WHERE id = $2", here.noon, here.moss)
    glass = (await ok(await breaks(await signed_in(visit(), here.mina), here.ayo)))["id"]
    assert [row["worker"] for row in await db.fetch("SELECT worker FROM notice WHERE kind = 'glass_broken'")] == [
        here.zed
    ]
    zed = await signed_in(visit(), here.zed)
    assert [one["id"] for one in (await ok(await zed.get("/api/messages/glasses")))["to_review"]] == [glass]
    assert (await zed.post(f"/api/messages/glasses/{glass}/reviewed")).status_code == 204


async def test_unreviewed_for_five_working_days_blocks_another(here: SimpleNamespace, visit: Any, at: Any) -> None:
    await ok(await breaks(await signed_in(visit(), here.mina), here.ayo))
    at(datetime(2026, 3, 17, 17, tzinfo=UTC))
    mina = await signed_in(visit(), here.mina)
    assert (await ok(await mina.get("/api/messages/glasses")))["blocked"] is False
    await ok(await breaks(mina, here.bea))
    at(datetime(2026, 3, 18, 9, tzinfo=UTC))
    mina = await signed_in(visit(), here.mina)
    assert (await ok(await mina.get("/api/messages/glasses")))["blocked"] is True
    answer = await breaks(mina, here.ayo)
    assert (answer.status_code, answer.json()["blocked"]) == (409, True)
    moss = await signed_in(visit(), here.moss)
    for one in (await ok(await moss.get("/api/messages/glasses")))["to_review"]:
        await ok(await moss.post(f"/api/messages/glasses/{one['id']}/reviewed"))
    at(datetime(2026, 3, 18, 9, 5, tzinfo=UTC))
    await ok(await breaks(await signed_in(visit(), here.mina), here.ayo))


async def test_every_page_and_file_under_glass_is_kept(here: SimpleNamespace, visit: Any, at: Any) -> None:
    file = await sent_file(await phone(visit(), here.ayo))
    health = await sent_file(await phone(visit(), here.ayo), to="nurse")
    mina = await signed_in(visit(), here.mina)
    path = f"/api/messages/glass/{here.ayo}/files"
    assert (await mina.get(f"{path}/{file}")).status_code == 404
    await ok(await breaks(mina, here.ayo))
    got = await mina.get(f"{path}/{file}")
    assert (got.status_code, got.headers["content-type"]) == (200, "image/jpeg")
    assert (await mina.get(f"{path}/{health}")).status_code == 404
    assert (await mina.get(f"/api/messages/glass/{here.bea}/files/{file}")).status_code == 404
    page = await ok(await mina.get(f"/api/messages/glass/{here.ayo}", params={"before": 2}))
    assert [one["seq"] for one in page["messages"]] == [1]
    lines = await db.fetch(
        "SELECT did, thing FROM audit_row WHERE actor = $1 AND about = $2 ORDER BY id", here.mina, here.ayo
    )
    assert [row["did"] for row in lines] == ["broke_glass", "read_under_glass", "read_under_glass"]
    at(soon(here.noon, minutes=61))
    assert (await (await signed_in(visit(), here.mina)).get(f"{path}/{file}")).status_code == 404
