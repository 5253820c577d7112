"""A case note of chosen messages, filed once; and what whoever takes over must know."""

import asyncio
import csv
import io
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from backend.shared import db
from backend.shared.ids import new_id
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.messaging.test_files import sent_file


async def talk(us: SimpleNamespace, visit: Any, at: Any) -> list[str]:
    """Ayo asks, Priya answers, Ayo thanks; the ids."""
    said = []
    for hours, who, words in (
        (0, us.ayo, "=Can I bring\nmy nan?"),
        (1, us.priya, "Yes, bring her."),
        (2, us.ayo, "Thanks"),
    ):
        at(soon(us.noon, hours=hours))
        browser = await phone(visit(), who) if who == us.ayo else await signed_in(visit(), who)
        about = {"kind": "action", "words": "Get the damp fixed"} if hours == 0 else None
        said.append(str((await say(browser, words, "adviser" if who == us.ayo else us.ayo, about=about))["id"]))
    return said


async def test_a_note_of_both_sides_word_for_word(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ids = await talk(us, visit, at)
    priya, note = await signed_in(visit(), us.priya), str(new_id())
    body = {"id": note, "messages": [ids[1], ids[0]]}
    answer = await priya.post(f"/api/messages/with/{us.ayo}/notes", json=body)
    assert answer.status_code == 201
    made = answer.json()
    assert made["filed_at"] == "2026-03-10T14:00:00Z"
    for part in (
        "Messages with Ayo Example (child number CAYO)", "Ayo Example (Young person), Priya Tester (Personal adviser)",
        "Tue 10 March 2026, 12:00: Ayo Example, Young person", "    =Can I bring\n    my nan?", "    Get the damp fixed",
        "Tue 10 March 2026, 13:00: Priya Tester, Personal adviser\n    Yes, bring her.", "Note made by Priya Tester (Personal adviser)",
    ):  # fmt: skip
        assert part in made["text"]
    assert "Thanks" not in made["text"]
    rows = list(csv.DictReader(io.StringIO(made["csv"], newline="")))
    assert [(row["who"], row["role"], row["words"]) for row in rows] == [
        ("Ayo Example", "Young person", "'=Can I bring\nmy nan?"), ("Priya Tester", "Personal adviser", "Yes, bring her.")]  # fmt: skip
    shown = (await ok(await priya.get(f"/api/messages/with/{us.ayo}")))["messages"]
    assert [one["filed"] for one in shown] == [True, True, False]
    mine = (await ok(await (await phone(visit(), us.ayo)).get("/api/messages/mine/adviser")))["messages"]
    assert [one["filed"] for one in mine] == [False, False, False]


async def test_the_same_note_again_is_the_same(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ids = await talk(us, visit, at)
    priya, body = await signed_in(visit(), us.priya), {"id": str(new_id()), "messages": ids}
    answers = await asyncio.gather(*(priya.post(f"/api/messages/with/{us.ayo}/notes", json=body) for _ in range(4)))
    assert {one.status_code for one in answers} == {201}
    at(soon(us.noon, hours=2, minutes=9))
    again = await priya.post(f"/api/messages/with/{us.ayo}/notes", json=body)
    assert {one.text for one in answers} == {again.text}
    assert len(await db.fetch("SELECT id FROM filed")) == 3
    assert len(await db.fetch("SELECT id FROM audit_row WHERE did = 'made_case_note'")) == 1
    other = await priya.post(f"/api/messages/with/{us.ayo}/notes", json={**body, "messages": ids[:1]})
    assert other.status_code == 409
    second = {"id": str(new_id()), "messages": ids[:1]}
    assert (await priya.post(f"/api/messages/with/{us.ayo}/notes", json=second)).status_code == 201


async def test_messages_of_others_are_not_there(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ids = await talk(us, visit, at)
    nurse = str((await say(await phone(visit(), us.ayo), "To the nurse", "nurse"))["id"])
    bea = str((await say(await phone(visit(), us.bea), "From Bea"))["id"])
    priya = await signed_in(visit(), us.priya)
    for wrong in (nurse, bea, str(new_id())):
        answer = await priya.post(
            f"/api/messages/with/{us.ayo}/notes", json={"id": str(new_id()), "messages": [ids[0], wrong]}
        )
        assert answer.status_code == 404
    for worker, status in ((us.omar, 404), (us.mina, 403), (us.nia, 403)):
        browser = await signed_in(visit(), worker)
        answer = await browser.post(f"/api/messages/with/{us.ayo}/notes", json={"id": str(new_id()), "messages": ids})
        assert answer.status_code == status
    assert await db.fetch("SELECT id FROM filed") == []


async def test_a_cover_files_thirty_days_back_and_no_more(us: SimpleNamespace, visit: Any, at: Any) -> None:
    at(soon(us.noon, days=-31))
    old = str((await say(await phone(visit(), us.ayo), "Old"))["id"])
    at(us.noon)
    new = str((await say(await phone(visit(), us.ayo), "New"))["id"])
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    omar = await signed_in(visit(), us.omar)
    for messages, status in (([new], 201), ([old], 404), ([old, new], 404)):
        answer = await omar.post(f"/api/messages/with/{us.ayo}/notes", json={"id": str(new_id()), "messages": messages})
        assert answer.status_code == status


async def test_a_file_is_named(us: SimpleNamespace, visit: Any) -> None:
    await sent_file(await phone(visit(), us.ayo))
    (row,) = await db.fetch("SELECT id FROM message")
    body = {"id": str(new_id()), "messages": [str(row["id"])]}
    made = await ok(await (await signed_in(visit(), us.priya)).post(f"/api/messages/with/{us.ayo}/notes", json=body))
    assert "File: Photo letter.pdf" in made["text"]


@pytest.mark.parametrize("messages", [[], ["x"], [str(new_id())] * 201])
async def test_what_is_no_note_is_refused(us: SimpleNamespace, visit: Any, messages: list[str]) -> None:
    priya = await signed_in(visit(), us.priya)
    answer = await priya.post(f"/api/messages/with/{us.ayo}/notes", json={"id": str(new_id()), "messages": messages})
    assert answer.status_code == 400


async def test_the_hand_over_says_what_a_new_adviser_must_know(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await cast.allocated(
        us.ayo, us.omar, starts_at=datetime(2024, 1, 1, tzinfo=UTC), ends_at=datetime(2025, 5, 1, tzinfo=UTC)
    )
    await db.fetch(
        "UPDATE link SET starts_at = $1 WHERE worker = $2 AND young_person = $3",
        datetime(2025, 5, 1, tzinfo=UTC),
        us.priya,
        us.ayo,
    )
    at(soon(us.noon, days=-40))
    await say(await phone(visit(), us.ayo), "Long ago")
    at(us.noon)
    ids = await talk(us, visit, at)
    priya = await signed_in(visit(), us.priya)
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/notes", json={"id": str(new_id()), "messages": ids[:2]}))
    ann = await cast.a_worker("Ann", "adviser", team=us.team)
    await cast.covers(us.ayo, ann, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    told = await ok(await priya.get(f"/api/messages/with/{us.ayo}/hand-over"))
    assert [one["words"] for one in told.pop("unanswered")] == ["Thanks"]
    assert told == {
        "young_person": str(us.ayo), "name": "Ayo Example", "waiting_since": "2026-03-10T14:00:00Z",
        "reply_by": "2026-03-12T17:00:00Z", "last_spoke_at": "2026-03-10T14:00:00Z", "messages_30_days": 3, "unfiled": 2,
        "adviser": "Priya Tester", "adviser_since": "2025-05-01", "earlier_adviser": "Omar Tester", "cover": "Ann Tester",
    }  # fmt: skip
    assert (await ok(await (await signed_in(visit(), ann)).get(f"/api/messages/with/{us.ayo}/hand-over")))[
        "unfiled"
    ] == 1
    assert (await (await signed_in(visit(), us.omar)).get(f"/api/messages/with/{us.ayo}/hand-over")).status_code == 404
    looks = await db.fetch("SELECT actor FROM audit_row WHERE did = 'read_hand_over' AND about = $1", us.ayo)
    assert {row["actor"] for row in looks} == {us.priya, ann}


async def test_a_hand_over_without_a_word(us: SimpleNamespace, visit: Any) -> None:
    told = await ok(await (await signed_in(visit(), us.priya)).get(f"/api/messages/with/{us.bea}/hand-over"))
    assert (told["unanswered"], told["waiting_since"], told["messages_30_days"], told["earlier_adviser"]) == (
        [],
        None,
        0,
        "",
    )
