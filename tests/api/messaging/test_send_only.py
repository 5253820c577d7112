"""A locked phone hands over what was written on it, for seven days, and can do nothing else."""

from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from backend.identity.commands.access import freeze
from backend.identity.cookies import DEVICE, SEND_ONLY, SESSION
from backend.identity.rules import SEND_LIFE
from backend.shared import db
from backend.shared.viewer import Viewer
from tests.api.messaging.doing import a_message, keep, ok, phone, soon

PIN = {"pin": "482915"}
SEND = "/api/messages/send-only/adviser"


async def unlocked(browser: httpx.AsyncClient, young_person: Any, *, shared: bool = False) -> httpx.AsyncClient:
    """A phone that was opened with its PIN, with the cookies its answer set."""
    await phone(browser, young_person, shared=shared)
    if SEND_ONLY in browser.cookies:
        browser.cookies.delete(SEND_ONLY)  # what its real unlock gives is what counts here
    me = await ok(await browser.post("/api/unlock/pin", json=PIN))
    browser.headers["x-onward-token"] = me["csrf"]
    return browser


async def test_a_locked_phone_sends_and_the_thread_has_it_once(us: SimpleNamespace, visit: Any) -> None:
    ayo, one = await unlocked(visit(), us.ayo), a_message("Written in the dark")
    await ok(await ayo.post("/api/lock"))
    assert SESSION not in ayo.cookies
    answer = await ayo.post(SEND, json=one)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await ayo.post(SEND, json=one)).status_code == 204
    assert (await ayo.post(SEND, json={**one, "words": "Other words"})).status_code == 409
    me = await ok(await ayo.post("/api/unlock/pin", json=PIN))
    ayo.headers["x-onward-token"] = me["csrf"]
    again = await ayo.post("/api/messages/mine/adviser", json=one)  # the page sends what the worker sent before
    assert again.json()["seq"] == 1
    (shown,) = (await ok(await ayo.get("/api/messages/mine/adviser")))["messages"]
    assert shown["words"] == "Written in the dark"
    assert [row["through"] for row in await db.fetch("SELECT through FROM message")] == ["send_only"]
    assert len(await db.fetch("SELECT FROM notice")) == 1


async def test_its_cookie_is_shut_to_scripts_and_other_sites_and_lasts_seven_days(
    us: SimpleNamespace, visit: Any
) -> None:
    ayo = await phone(visit(), us.ayo)
    answer = await ayo.post("/api/unlock/pin", json=PIN)
    (set_cookie,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(SEND_ONLY)]
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/", f"Max-Age={7 * 86400}"):
        assert part.lower() in set_cookie.lower()
    value = set_cookie.partition("=")[2].partition(";")[0]
    for row in await db.fetch("SELECT t::text AS row FROM device t"):
        assert value not in row["row"]


async def test_the_right_alone_reads_nothing(us: SimpleNamespace, visit: Any) -> None:
    ayo = await unlocked(visit(), us.ayo)
    thief = visit()
    keep(thief, SEND_ONLY, ayo.cookies[SEND_ONLY])
    for path in ("/api/messages/mine", "/api/messages/mine/adviser", "/api/messages/stream?at=adviser:0",
                 "/api/plans/mine", "/api/people/me/team", "/api/phones", "/api/people/me/looked"):  # fmt: skip
        assert (await thief.get(path)).status_code == 401, path
    assert (await thief.get("/api/me")).json()["state"] == "nobody"
    assert (await thief.post("/api/messages/mine/adviser", json=a_message())).status_code == 401
    assert (await thief.post("/api/messages/mine/adviser/told")).status_code == 401
    assert (await thief.post(SEND, json=a_message())).status_code == 204


async def test_a_shared_phone_has_no_such_right(us: SimpleNamespace, visit: Any) -> None:
    ayo = await unlocked(visit(), us.ayo, shared=True)
    assert SEND_ONLY not in ayo.cookies
    assert [row["send_hash"] for row in await db.fetch("SELECT send_hash FROM device")] == [None]


async def test_it_ends_after_seven_days_and_begins_again_with_an_unlock(
    us: SimpleNamespace, visit: Any, at: Any
) -> None:
    ayo = await unlocked(visit(), us.ayo)
    at(soon(us.noon, seconds=SEND_LIFE.total_seconds() - 1))
    assert (await ayo.post(SEND, json=a_message())).status_code == 204
    at(us.noon + SEND_LIFE)
    assert (await ayo.post(SEND, json=a_message())).status_code == 401
    old = ayo.cookies[SEND_ONLY]
    await ok(await ayo.post("/api/unlock/pin", json=PIN))
    assert ayo.cookies[SEND_ONLY] != old
    assert (await ayo.post(SEND, json=a_message())).status_code == 204


@pytest.mark.parametrize("how", ["sign_out", "removed", "frozen", "frozen_by_hand", "gone", "shared_now"])
async def test_it_ends_with(us: SimpleNamespace, visit: Any, how: str) -> None:
    ayo, one = await unlocked(visit(), us.ayo), a_message()
    kept = ayo.cookies[SEND_ONLY]
    assert (await ayo.post(SEND, json=one)).status_code == 204
    if how == "sign_out":
        await ok(await ayo.post("/api/sign-out"))
        assert SEND_ONLY not in ayo.cookies
    elif how == "removed":
        (phone_row,) = (await ok(await ayo.get("/api/phones")))["phones"]
        await ok(await ayo.delete(f"/api/phones/{phone_row['id']}"))
        assert SEND_ONLY not in ayo.cookies
        assert DEVICE not in ayo.cookies
    elif how == "frozen":
        await freeze(Viewer(kind="adviser", action="access.freeze", now=us.noon, id=us.priya), us.ayo)
    elif how == "frozen_by_hand":  # whatever else wrote that row: the right is looked at against it too
        await db.fetch("INSERT INTO access_freeze (id, young_person, began_at, began_by) "
                       "VALUES (gen_random_uuid(), $1, $2, $3)", us.ayo, us.noon, us.priya)  # fmt: skip
    elif how == "gone":
        await db.fetch("UPDATE young_person SET ended_at = $1 WHERE id = $2", us.noon, us.ayo)
    else:
        await db.fetch("UPDATE device SET shared = true")
    thief = visit()
    keep(thief, SEND_ONLY, kept)
    assert (await thief.post(SEND, json=a_message())).status_code == 401
    assert (await thief.post(SEND, json=one)).status_code == 401
    assert (await db.fetch("SELECT count(*) AS n FROM message"))[0]["n"] == 1


async def test_another_site_cannot_use_it(us: SimpleNamespace, visit: Any) -> None:
    ayo = await unlocked(visit(), us.ayo)
    answer = await ayo.post(SEND, json=a_message(), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert (await visit().post(SEND, json=a_message())).status_code == 401
    assert await db.fetch("SELECT FROM message") == []
