"""Who may have a thread: nobody else's is there, a cover reads 30 days back, a lost right is lost at once."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from backend.identity.commands.access import freeze
from backend.shared import db
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.messaging.doing import a_message, ok, phone, say, signed_in, soon
from tests.api.plans.doing import declared


async def shut_out(
    browser: httpx.AsyncClient, young_person: Any, *, status: int = 404, young_phone: bool = False
) -> None:
    """Neither reading, writing nor marking is there for this browser, and nothing was kept."""
    before = await db.fetch("SELECT count(*) AS n FROM message"), await db.fetch("SELECT count(*) AS n FROM audit_row")
    path = f"/api/messages/with/{young_person}"
    for answer in (
        await browser.get(path),
        await browser.post(path, json=a_message()),
        await browser.post(f"{path}/marks", json={"delivered": 1, "read": 1}),
        await browser.post(f"{path}/no-reply"),
        await browser.get(f"/api/messages/stream?at={young_person}:0"),
    )[: 4 if young_phone else 5]:
        assert answer.status_code == status, f"{answer.request.method} {answer.request.url} {answer.text}"
    assert before == (
        await db.fetch("SELECT count(*) AS n FROM message"),
        await db.fetch("SELECT count(*) AS n FROM audit_row"),
    )


async def test_cals_adviser_cannot_have_ayos_thread_nor_ayo_cals(us: SimpleNamespace, visit: Any) -> None:
    ayo, cal = await phone(visit(), us.ayo), await phone(visit(), us.cal)
    await say(ayo, "Marmalade-4711")
    await shut_out(await signed_in(visit(), us.omar), us.ayo)
    await shut_out(await signed_in(visit(), us.mina), us.ayo, status=403)  # a manager reads under broken glass only
    await shut_out(cal, us.ayo, young_phone=True)  # a phone asks its stream for adviser or nurse and for nobody
    assert (await cal.get(f"/api/messages/stream?at={us.ayo}:0")).status_code == 400
    assert "Marmalade" not in (await cal.get("/api/messages/mine/adviser")).text
    assert (await cal.get("/api/messages/stream?at=adviser:0")).text.count("Marmalade") == 0


async def test_not_yours_and_not_there_are_one_answer(us: SimpleNamespace, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    nobody = "018f0000-0000-7000-8000-00000000dead"
    yours, there = await priya.get(f"/api/messages/with/{us.cal}"), await priya.get(f"/api/messages/with/{nobody}")
    assert yours.status_code == there.status_code == 404
    assert yours.content == there.content


async def test_a_nurse_has_her_own_thread_and_never_the_advisers(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya, nia = await phone(visit(), us.ayo), await signed_in(visit(), us.priya), await signed_in(visit(), us.nia)
    await say(ayo, "for Priya")
    await say(ayo, "for Nia", "nurse")
    await say(nia, "from Nia", us.ayo)
    assert [m["words"] for m in (await ok(await priya.get(f"/api/messages/with/{us.ayo}")))["messages"]] == [
        "for Priya"
    ]
    hers = await ok(await nia.get(f"/api/messages/with/{us.ayo}"))
    assert ([m["words"] for m in hers["messages"]], hers["which"]) == (["for Nia", "from Nia"], "nurse")
    await shut_out(await signed_in(visit(), us.ned), us.ayo)


async def test_without_a_nurse_her_thread_takes_no_words_but_stays_readable(us: SimpleNamespace, visit: Any) -> None:
    ayo, bea = await phone(visit(), us.ayo), await phone(visit(), us.bea)
    assert (await bea.post("/api/messages/mine/nurse", json=a_message())).status_code == 404
    assert (await bea.get("/api/messages/mine/nurse")).status_code == 404
    await say(ayo, "for Nia", "nurse")
    await db.fetch("UPDATE link SET ends_at = $1 WHERE relation = 'nurse_for'", us.noon)
    assert (await ayo.post("/api/messages/mine/nurse", json=a_message())).status_code == 404
    page = await ok(await ayo.get("/api/messages/mine/nurse"))
    assert ([m["words"] for m in page["messages"]], page["card"]["name"]) == (["for Nia"], "")


async def test_a_cover_reads_from_30_days_before_and_nothing_older(us: SimpleNamespace, visit: Any, at: Any) -> None:
    starts = datetime(2026, 3, 10, tzinfo=UTC)
    for words, days, second in (("too old", -30, -1), ("just in", -30, 0), ("newer", -1, 0)):
        at(soon(starts, days=days, seconds=second))
        await say(await phone(visit(), us.ayo), words)
    at(us.noon)
    await cast.covers(us.ayo, us.omar, starts_at=starts, ends_at=soon(us.noon, days=3))
    omar, priya = await signed_in(visit(), us.omar), await signed_in(visit(), us.priya)
    seen = await ok(await omar.get(f"/api/messages/with/{us.ayo}"))
    assert [one["words"] for one in seen["messages"]] == ["just in", "newer"]
    assert (seen["from_at"], seen["more"]) == ("2026-02-08T00:00:00Z", False)
    assert (await ok(await omar.get(f"/api/messages/with/{us.ayo}?before=2")))["messages"] == []
    stream = await omar.get(f"/api/messages/stream?at={us.ayo}:0")
    assert "too old" not in stream.text
    assert "just in" in stream.text
    assert len((await ok(await priya.get(f"/api/messages/with/{us.ayo}")))["messages"]) == 3


async def test_who_is_adviser_and_cover_reads_all_of_it(us: SimpleNamespace, visit: Any, at: Any) -> None:
    at(soon(us.noon, days=-90))
    await say(await phone(visit(), us.ayo), "long ago")
    at(us.noon)
    await cast.covers(us.ayo, us.priya, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    seen = await ok(await (await signed_in(visit(), us.priya)).get(f"/api/messages/with/{us.ayo}"))
    assert ([one["words"] for one in seen["messages"]], seen["from_at"]) == (["long ago"], None)


async def test_omar_has_nothing_before_and_after_his_dates(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await cast.covers(us.ayo, us.omar, starts_at=soon(us.noon, minutes=5), ends_at=soon(us.noon, minutes=10))
    omar = await signed_in(visit(), us.omar)
    await shut_out(omar, us.ayo)
    at(soon(us.noon, minutes=5))
    assert (await say(omar, to=us.ayo))["seq"] == 1
    at(soon(us.noon, minutes=10))
    await shut_out(omar, us.ayo)


async def test_a_former_adviser_has_nothing_from_the_next_request_on(us: SimpleNamespace, visit: Any) -> None:
    priya, one = await signed_in(visit(), us.priya), a_message()
    await ok(await priya.post(f"/api/messages/with/{us.ayo}", json=one))
    await db.fetch("UPDATE link SET ends_at = $1 WHERE young_person = $2 AND worker = $3", us.noon, us.ayo, us.priya)
    await shut_out(priya, us.ayo)
    assert (await priya.post(f"/api/messages/with/{us.ayo}", json=one)).status_code == 404  # not even the same again


async def test_a_declared_relationship_shuts_the_thread_and_moves_its_messages(us: SimpleNamespace, visit: Any) -> None:
    await declared(us.priya, us.ayo, us.noon)
    await shut_out(await signed_in(visit(), us.priya), us.ayo)
    ayo = await phone(visit(), us.ayo)
    await say(ayo)
    (row,) = await db.fetch("SELECT worker FROM notice")
    assert row["worker"] == us.mina
    (adviser, _) = (await ok(await ayo.get("/api/messages/mine")))["threads"]
    assert (adviser["readers"], adviser["name"]) == ([], "")


async def test_a_frozen_phone_reads_and_sends_nothing(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo)
    await freeze(Viewer(kind="adviser", action="access.freeze", now=us.noon, id=us.priya), us.ayo)
    for answer in (
        await ayo.get("/api/messages/mine"),
        await ayo.get("/api/messages/mine/adviser"),
        await ayo.post("/api/messages/mine/adviser", json=a_message()),
        await ayo.get("/api/messages/stream?at=adviser:0"),
        await ayo.post("/api/messages/send-only/adviser", json=a_message()),
    ):
        assert answer.status_code == 401
    assert (await db.fetch("SELECT count(*) AS n FROM message"))[0]["n"] == 1


@pytest.mark.parametrize("kind", ["admin", "auditor", "overseer", "manager"])
async def test_no_other_staff_ever_reads_a_thread(us: SimpleNamespace, visit: Any, kind: str) -> None:
    one = await cast.a_worker("Other", kind, team=us.team)
    await shut_out(await signed_in(visit(), one), us.ayo, status=403)
