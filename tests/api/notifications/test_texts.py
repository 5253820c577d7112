"""Texts: only where the council set them up and the young person gave a number; capped; receipts believed with the token only."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.notifications import rules
from backend.notifications.commands import settings as choosing
from backend.notifications.schemas import SettingsIn
from backend.shared import clock
from backend.shared.db import fetch
from backend.shared.problems import Conflict, NotValid
from tests import cast
from tests.api.identity.doing import a_phone, signed_in
from tests.api.notifications.doing import (
    DAY,
    council_with,
    deliver,
    given,
    later,
    notice,
    owner,
    subscribed,
    until_it_ends,
)
from tests.push_service import PushService

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
CALLBACK = "call-back-secret-of-the-council"


class Notify:
    """GOV.UK Notify, as far as we use it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.answers: list[Any] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Notify"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield self
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines if line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.headers.append(headers)
        method, path, _ = first.split()
        answer: Any = 201 if method == "POST" else 200
        said: dict[str, Any] = {}
        if method == "GET":
            self.asked.append(path)
            said = {"notifications": [one for one in self.sent if one["reference"] in path]}
        else:
            assert path == "/v2/notifications/sms"
            answer = self.answers.pop(0) if self.answers else 201
            if answer in (201, "taken then silent"):
                self.sent.append(json.loads(body))
        if answer == "taken then silent":
            writer.transport.abort()
            return
        if isinstance(answer, tuple):
            answer, said = answer
        raw = json.dumps(said).encode()
        writer.write(
            f"HTTP/1.1 {answer} Said\r\ncontent-length: {len(raw)}\r\nconnection: close\r\n\r\n".encode() + raw
        )
        await writer.drain()
        writer.close()


@pytest.fixture
async def notify() -> AsyncIterator[Notify]:
    """The council can send texts."""
    async with Notify().running() as service:
        with council_with(
            notify_url=service.url,
            notify_key=f"onward-{SERVICE}-{SECRET}",
            notify_template=TEMPLATE,
            notify_callback=CALLBACK,
        ):
            yield service


async def with_number(who: UUID, number: str = "07700 900123") -> None:
    await choosing.change(owner(who), SettingsIn(text_to=number))


async def to_the_text_rung(who: UUID, kind: str = "message") -> UUID:
    """A notice that nobody saw for a day."""
    one = await given(kind, young_person=who)
    await deliver()
    later(days=1)
    await deliver()
    return one


async def test_unseen_for_a_day_a_text_leaves_once(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    one = await to_the_text_rung(us.ayo)
    assert len(notify.sent) == 1
    (tried,) = await fetch("SELECT * FROM delivery")
    assert notify.sent == [
        {"phone_number": "447700900123", "template_id": TEMPLATE, "reference": str(tried["reference"])}
    ]
    assert notify.headers[0]["authorization"].startswith("Bearer ey")
    row = await notice(one)
    assert (row["rung"], row["texted_at"], row["next_at"]) == ("text", us.noon + DAY, us.noon + 3 * DAY)
    row = await until_it_ends(one)
    assert (row["end"], len(notify.sent)) == ("handed", 1)


async def test_no_text_without_a_number_or_without_notify(us: SimpleNamespace, notify: Notify) -> None:
    one = await given("message", young_person=us.ayo)
    await until_it_ends(one)
    assert notify.sent == []
    await with_number(us.bea)
    with council_with(notify_key=""):
        assert (await until_it_ends(await given("message", young_person=us.bea)))["ended_at"] == clock.now()
    assert notify.sent == []


async def test_a_dead_push_makes_room_for_a_text_at_once(
    us: SimpleNamespace, notify: Notify, push: PushService
) -> None:
    with council_with(
        push_local=push.origin, notify_url=notify.url, notify_key=f"onward-{SERVICE}-{SECRET}", notify_template=TEMPLATE
    ):
        await with_number(us.ayo)
        await subscribed(push.browser(), us.ayo)
        push.always = 410
        await given("message", young_person=us.ayo)
        await deliver()
    assert (len(push.posts), len(notify.sent)) == (1, 1)


async def test_no_text_in_quiet_hours(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    later(hours=9)  # 9pm
    one = await given("message", young_person=us.ayo)
    later(days=1, hours=2)  # 11pm the next day
    await deliver()
    assert notify.sent == []
    later(hours=8, minutes=59)
    await deliver()
    assert notify.sent == []
    later(minutes=1)
    await deliver()
    assert (len(notify.sent), (await notice(one))["rung"]) == (1, "text")


async def test_several_at_once_are_one_text(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    ids = [await given("message", young_person=us.ayo) for _ in range(4)]
    later(days=1)
    await deliver()
    assert len(notify.sent) == 1
    assert {(await notice(id))["texted_at"] for id in ids} == {clock.now()}


async def test_five_a_day_and_no_more(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    for minute in range(8):
        await given("message", young_person=us.ayo, at=us.noon + minute * 2 * DAY / 24 / 60)
    later(days=1)
    for _ in range(10):
        await deliver()
        later(minutes=2)
    assert len(notify.sent) == rules.TEXTS_A_DAY
    later(days=1)
    await deliver()
    assert len(notify.sent) == rules.TEXTS_A_DAY + 1  # the rest, as one


async def test_a_race_never_passes_the_councils_number(
    us: SimpleNamespace, notify: Notify, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rules, "COUNCIL_TEXTS_A_DAY", 10)
    people = [us.ayo, us.bea, us.cal]
    born = (await fetch("SELECT born_on FROM young_person LIMIT 1"))[0]["born_on"]
    people += [await cast.a_young_person(f"P{n}", born, team=us.team) for n in range(40)]
    for who in people:
        await with_number(who)
        await given("message", young_person=who)
    later(days=1)
    await asyncio.gather(deliver(), deliver(), deliver())
    assert len(notify.sent) == 10
    assert "alarm texts_at_80_percent 8" in caplog.text
    open_ = await fetch("SELECT count(*) AS n FROM notice WHERE ended_at IS NULL")
    assert open_[0]["n"] == len(people)


async def test_trouble_waits_and_a_bad_number_is_a_persons_at_once(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    notify.answers = [500, 429]
    one = await to_the_text_rung(us.ayo)
    assert (await notice(one))["tries"] == 1
    later(minutes=2)
    await deliver()
    assert ((await notice(one))["tries"], notify.sent) == (2, [])
    later(minutes=7)
    await deliver()
    assert len(notify.sent) == 1
    await with_number(us.bea)
    notify.answers = [(400, {"errors": [{"error": "ValidationError", "message": "phone_number Not a UK mobile"}]})]
    other = await to_the_text_rung(us.bea)
    assert (await notice(other))["end"] == "handed"


async def test_our_own_fault_is_an_alarm(us: SimpleNamespace, notify: Notify, caplog: pytest.LogCaptureFixture) -> None:
    await with_number(us.ayo)
    notify.answers = [403]
    one = await to_the_text_rung(us.ayo)
    assert "alarm text_refused 403" in caplog.text
    assert (await notice(one))["end"] == "handed"


async def test_a_text_that_may_have_left_is_asked_about_and_not_sent_twice(us: SimpleNamespace, notify: Notify) -> None:
    await with_number(us.ayo)
    notify.answers = ["taken then silent"]
    one = await to_the_text_rung(us.ayo)
    assert ((await notice(one))["texted_at"], len(notify.sent)) == (None, 1)
    later(minutes=2)
    await deliver()
    assert (len(notify.sent), len(notify.asked)) == (1, 1)
    assert (await notice(one))["texted_at"] == clock.now()


async def test_receipts(us: SimpleNamespace, notify: Notify, visit: Any) -> None:
    await with_number(us.ayo)
    one, two = await given("message", young_person=us.ayo), await given("new_phone", young_person=us.ayo)
    await deliver()
    later(days=1)
    await deliver()
    (tried,) = await fetch("SELECT * FROM delivery WHERE reference IS NOT NULL")
    machine = httpx.AsyncClient(transport=visit()._transport, base_url="https://testserver.local")
    body = {
        "id": "x",
        "reference": str(tried["reference"]),
        "to": "447700900123",
        "status": "permanent-failure",
        "created_at": "",
        "sent_at": None,
    }
    for wrong in ({}, {"authorization": "Bearer nearly"}, {"authorization": CALLBACK}):
        assert (await machine.post("/api/notices/text-status", json=body, headers=wrong)).status_code == 403
    assert (await notice(one))["rung"] == "text"
    right = {"authorization": f"Bearer {CALLBACK}"}
    for odd in (
        {"id": "x", "status": "delivered"},
        {**body, "reference": "not-a-uuid"},
        {**body, "reference": str(one)},
        {**body, "status": "pigeon"},
    ):
        assert (await machine.post("/api/notices/text-status", json=odd, headers=right)).status_code == 204
    assert (await notice(one))["rung"] == "text"
    for _ in range(2):
        assert (await machine.post("/api/notices/text-status", json=body, headers=right)).status_code == 204
    assert ((await notice(one))["rung"], (await notice(two))["rung"]) == ("task", "task")
    await deliver()
    assert ((await notice(one))["end"], (await notice(two))["end"]) == ("handed", "handed")
    (tried,) = await fetch("SELECT outcome FROM delivery WHERE reference IS NOT NULL")
    assert tried["outcome"] == "permanent-failure"


async def test_without_a_secret_no_call_back_is_believed(us: SimpleNamespace, visit: Any) -> None:
    for header in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer"}):
        answer = await visit().post("/api/notices/text-status", json={"id": "x"}, headers=header)
        assert answer.status_code == 403


async def test_the_number_is_sealed_and_only_its_end_comes_back(
    us: SimpleNamespace, notify: Notify, visit: Any
) -> None:
    phone = await a_phone(visit, us.ayo)
    answer = await phone.patch("/api/notices/settings", json={"text_to": "07700 900123"})
    assert (answer.json()["text_to_ends"], answer.json()["texts"]) == ("123", True)
    (row,) = await fetch("SELECT text_to FROM notice_settings")
    assert b"900123" not in bytes(row["text_to"])
    assert "900123" not in answer.text
    assert (await phone.patch("/api/notices/settings", json={"text_to": "020 7946 0000"})).status_code == 400
    assert (await phone.patch("/api/notices/settings", json={"text_to": ""})).json()["text_to_ends"] == ""
    assert (await fetch("SELECT text_to FROM notice_settings"))[0]["text_to"] is None
    adviser = await signed_in(visit, us.priya)
    assert (await adviser.patch("/api/notices/settings", json={"text_to": "07700 900123"})).status_code == 409


async def test_where_there_are_no_texts_no_number_is_taken(us: SimpleNamespace) -> None:
    with pytest.raises(Conflict):
        await with_number(us.ayo)
    with council_with(notify_key=f"o-{SERVICE}-{SECRET}"), pytest.raises(NotValid):
        await with_number(us.ayo, "12345")
    assert await fetch("SELECT id FROM notice_settings") == []
