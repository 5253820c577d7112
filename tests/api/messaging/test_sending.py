"""A message is kept once, in order, whole or not at all, and its words are sealed."""

import asyncio
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from backend.messaging import rules
from backend.shared import db
from backend.shared.ids import new_id
from tests import cast
from tests.api.messaging.doing import a_message, ok, phone, say, signed_in, soon
from tests.api.plans.doing import declared, statements


async def counts() -> dict[str, int]:
    """How many rows of each kind there are."""
    names = ("message", "notice", "audit_row", "conversation", "try_count")
    return {name: (await db.fetch(f"SELECT count(*) AS n FROM {name}"))[0]["n"] for name in names}


async def test_the_same_id_twice_is_one_message_and_one_answer(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    one = a_message("Can I bring my nan?")
    first = await ayo.post("/api/messages/mine/adviser", json=one)
    before = await counts()
    again = await ayo.post("/api/messages/mine/adviser", json={**one, "written_at": "2026-03-09T10:00:00Z"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() == {"id": one["id"], "seq": 1, "sent_at": "2026-03-10T12:00:00Z"}
    assert await counts() == before
    assert before["message"] == before["notice"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"words": "Something else"},
        {"words": "Can I bring my nan? "},
        {"about": {"kind": "action", "words": "Get the damp fixed"}},
    ],
    ids=["other words", "one blank more", "about something"],
)
async def test_the_same_id_with_anything_else_is_refused(
    us: SimpleNamespace, visit: Any, change: dict[str, Any]
) -> None:
    ayo, one = await phone(visit(), us.ayo), a_message("Can I bring my nan?")
    await ok(await ayo.post("/api/messages/mine/adviser", json=one))
    before = await counts()
    answer = await ayo.post("/api/messages/mine/adviser", json={**one, **change})
    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/conflict"
    assert await counts() == before


async def test_about_the_same_words_elsewhere_is_something_else(us: SimpleNamespace, visit: Any) -> None:
    ayo, place = await phone(visit(), us.ayo), {"kind": "action", "id": str(new_id()), "words": "Get the damp fixed"}
    one = a_message("why?", about=place)
    await ok(await ayo.post("/api/messages/mine/adviser", json=one))
    for change in ({"kind": "part"}, {"id": str(new_id())}, {"id": None}, {"words": "Get the roof fixed"}):
        answer = await ayo.post("/api/messages/mine/adviser", json={**one, "about": {**place, **change}})
        assert answer.status_code == 409, change


async def test_an_id_of_another_thread_or_person_is_refused(us: SimpleNamespace, visit: Any) -> None:
    ayo, cal, one = await phone(visit(), us.ayo), await phone(visit(), us.cal), a_message("Hello")
    await ok(await ayo.post("/api/messages/mine/adviser", json=one))
    assert (await ayo.post("/api/messages/mine/nurse", json=one)).status_code == 409
    assert (await cal.post("/api/messages/mine/adviser", json=one)).status_code == 409
    assert (await counts())["message"] == 1


async def test_twenty_at_once_with_one_id_are_one(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for _ in range(5):
        one = a_message("Once")
        answers = await asyncio.gather(*(ayo.post("/api/messages/mine/adviser", json=one) for _ in range(20)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
    seqs = [row["seq"] for row in await db.fetch("SELECT seq FROM message ORDER BY seq")]
    assert seqs == [1, 2, 3, 4, 5]


async def test_eight_writers_in_one_thread_leave_no_gap(
    us: SimpleNamespace, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BURST", 10_000)
    writers = [await phone(visit(), us.ayo) for _ in range(4)] + [await signed_in(visit(), us.priya) for _ in range(4)]
    mine: list[list[int]] = [[] for _ in writers]

    async def write(number: int) -> None:
        to = us.ayo if number >= 4 else "adviser"
        for turn in range(25):
            mine[number].append((await say(writers[number], f"{number} {turn}", to))["seq"])

    await asyncio.gather(*(write(number) for number in range(8)))
    rows = await db.fetch(
        "SELECT m.seq, c.last_seq FROM message m JOIN conversation c ON c.id = m.conversation ORDER BY 1"
    )
    assert [row["seq"] for row in rows] == list(range(1, 201))
    assert rows[0]["last_seq"] == 200
    assert all(seqs == sorted(seqs) for seqs in mine)  # each writer's own order is kept


async def test_a_send_is_one_statement_beside_the_sign_in(us: SimpleNamespace, visit: Any, heard: None) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    for browser, path in (
        (ayo, "/api/messages/mine/adviser"),
        (ayo, "/api/messages/mine/nurse"),
        (priya, f"/api/messages/with/{us.ayo}"),
    ):
        with statements() as sent:
            await ok(await browser.post(path, json=a_message()))
        assert len(sent) == 2
        assert "FROM session" in sent[0]
        assert "INSERT INTO message" in sent[1]


@pytest.mark.parametrize("table", ["message", "notice", "audit_row"])
async def test_message_notice_and_audit_line_are_kept_together_or_not_at_all(
    us: SimpleNamespace, visit: Any, table: str
) -> None:
    ayo = await phone(visit(), us.ayo)
    before = await counts()
    await db.fetch(f"ALTER TABLE {table} ADD CONSTRAINT never CHECK (false) NOT VALID")
    assert (await ayo.post("/api/messages/mine/adviser", json=a_message())).status_code == 500
    assert await counts() == before
    await db.fetch(f"ALTER TABLE {table} DROP CONSTRAINT never")
    assert (await say(ayo))["seq"] == 1


async def test_sixty_at_once_and_then_one_a_second(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for _ in range(60):
        await say(ayo)
    answer = await ayo.post("/api/messages/mine/adviser", json=a_message())
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "1"
    assert (await ayo.post("/api/messages/mine/nurse", json=a_message())).status_code == 429  # one account, one pace
    await say(await phone(visit(), us.bea))  # another account
    for second in (1, 2):
        at(soon(us.noon, seconds=second))
        await say(ayo)
        assert (await ayo.post("/api/messages/mine/adviser", json=a_message())).status_code == 429
    at(soon(us.noon, minutes=5))
    for _ in range(60):
        await say(ayo)
    assert (await counts())["message"] == 60 + 2 + 60 + 1


async def test_what_stands_already_is_answered_above_the_pace_too(us: SimpleNamespace, visit: Any) -> None:
    ayo, one = await phone(visit(), us.ayo), a_message("First")
    first = await ok(await ayo.post("/api/messages/mine/adviser", json=one))
    for _ in range(59):
        await say(ayo)
    assert (await ayo.post("/api/messages/mine/adviser", json=a_message())).status_code == 429
    assert await ok(await ayo.post("/api/messages/mine/adviser", json=one)) == first


async def test_words_are_sealed_at_rest(us: SimpleNamespace, visit: Any) -> None:
    ayo, planted = await phone(visit(), us.ayo), "Marmalade-4711"
    about = {"kind": "action", "words": f"Get the {planted} fixed"}
    await say(ayo, f"I found {planted} here", about=about)
    for (name,) in [tuple(row.values()) for row in await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")]:  # fmt: skip
        found = await db.fetch(f'SELECT count(*) AS n FROM "{name}" t WHERE t::text LIKE $1', f"%{planted}%")
        assert found[0]["n"] == 0, name
        hexed = await db.fetch(
            f'SELECT count(*) AS n FROM "{name}" t WHERE t::text LIKE $1', f"%{planted.encode().hex()}%"
        )
        assert hexed[0]["n"] == 0, name
    (one,) = (await ok(await ayo.get("/api/messages/mine/adviser")))["messages"]
    assert one["words"] == f"I found {planted} here"
    assert one["about"] == {"kind": "action", "id": None, "words": f"Get the {planted} fixed"}


async def test_a_sealed_message_in_another_row_does_not_open(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo, "One")
    await say(ayo, "Two")
    await db.fetch("ALTER TABLE message DISABLE TRIGGER message_insert_only")
    await db.fetch("UPDATE message SET said = (SELECT said FROM message WHERE seq = 1) WHERE seq = 2")
    await db.fetch("ALTER TABLE message ENABLE TRIGGER message_insert_only")
    assert (await ayo.get("/api/messages/mine/adviser")).status_code == 500


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE message SET seq = 9",
        "DELETE FROM message",
        "TRUNCATE message CASCADE",
        "UPDATE conversation SET last_seq = 0",
        "DELETE FROM conversation",
        "UPDATE read_mark SET read = 0",
        "UPDATE notice SET next_at = NULL",
        "UPDATE notice SET ended_at = now(), next_at = NULL",
        "UPDATE notice SET worker = NULL",
    ],
)
async def test_the_database_itself_refuses(us: SimpleNamespace, visit: Any, statement: str) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo)
    await ok(await ayo.post("/api/messages/mine/adviser/marks", json={"delivered": 1, "read": 1}))
    with pytest.raises((asyncpg.RestrictViolationError, asyncpg.CheckViolationError)):
        await db.fetch(statement)


async def test_written_later_than_now_counts_as_now_and_long_ago_stays(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for written in (
        "2026-03-11T12:00:00Z",
        "2026-01-20T08:00:00+02:00",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ):
        await say(ayo, written_at=written)
    shown = (await ok(await ayo.get("/api/messages/mine/adviser")))["messages"]
    assert [one["written_at"] for one in shown] == [
        "2026-03-10T12:00:00Z", "2026-01-20T06:00:00Z", "2026-03-10T12:00:00Z", "2026-03-10T12:00:00Z"]  # fmt: skip
    assert {one["sent_at"] for one in shown} == {"2026-03-10T12:00:00Z"}


@pytest.mark.parametrize(
    "change",
    [
        {"words": ""},
        {"words": "  \n"},
        {"words": "x" * 4001},
        {"id": "1"},
        {"written_at": "2026-03-10T12:00:00"},
        {"more": 1},
    ],
    ids=["nothing", "blanks", "too long", "no id", "no time zone", "unknown field"],
)
async def test_what_is_no_message_is_refused(us: SimpleNamespace, visit: Any, change: dict[str, Any]) -> None:
    ayo = await phone(visit(), us.ayo)
    assert (await ayo.post("/api/messages/mine/adviser", json={**a_message(), **change})).status_code == 400
    assert (await counts())["message"] == 0


async def test_a_file_is_carried_once_by_who_uploaded_it(us: SimpleNamespace, visit: Any) -> None:
    ayo, bea = await phone(visit(), us.ayo), await phone(visit(), us.bea)
    file = new_id()
    await db.fetch(
        "INSERT INTO message_file (id, young_person, thread, author, kind, type, size, mark, sealed, made_at, sent) "
        "VALUES ($1, $2, 'adviser', $2, 'photo', 'image/jpeg', 80, '', '', now(), false)", file, us.ayo)  # fmt: skip
    carried = {"file": {"id": str(file)}}
    for browser, which in ((bea, "adviser"), (ayo, "nurse")):
        refused = await browser.post(f"/api/messages/mine/{which}", json=a_message("", **carried))
        assert (refused.status_code, refused.json()["file"]) == (409, "missing")
    assert (await say(ayo, "", **carried))["seq"] == 1
    assert (await ayo.post("/api/messages/mine/adviser", json=a_message("Again", **carried))).status_code == 409
    (card,) = [one for one in (await ok(await ayo.get("/api/messages/mine")))["threads"] if one["which"] == "adviser"]
    assert card["last_words"] == "Photo"
    (one,) = (await ok(await ayo.get("/api/messages/mine/adviser")))["messages"]
    assert one["file"]["id"] == str(file)
    assert (await db.fetch("SELECT sent FROM message_file"))[0]["sent"] is True


async def told() -> list[tuple[str, Any, Any]]:
    """Kind, young person and worker of every notice, in the order given."""
    rows = await db.fetch("SELECT kind, young_person, worker FROM notice ORDER BY id")
    return [(row["kind"], row["young_person"], row["worker"]) for row in rows]


async def test_who_reads_next_is_told(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    nia = await signed_in(visit(), us.nia)
    await say(ayo)
    await say(ayo, to="nurse")
    await say(priya, to=us.ayo)
    await say(nia, to=us.ayo)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    await say(ayo)
    await db.fetch("UPDATE worker SET ended_at = $1 WHERE id = ANY($2)", us.noon, [us.priya, us.omar])
    await say(ayo)
    await db.fetch("UPDATE worker SET ended_at = $1 WHERE id = $2", us.noon, us.mina)
    kin, zed = await cast.a_worker("Kin", "manager"), await cast.a_worker("Zed", "manager")
    await declared(kin, us.ayo, us.noon)
    await say(ayo)  # nobody in the team at all: any manager at work, but not one who knows them privately
    assert await told() == [
        ("message_waiting", None, us.priya), ("nurse_waiting", None, us.nia), ("message", us.ayo, None),
        ("nurse_message", us.ayo, None), ("message_waiting", None, us.omar), ("message_waiting", None, us.mina),
        ("message_waiting", None, zed),
    ]  # fmt: skip
    rows = await db.fetch("SELECT n.key, n.thing, n.about, n.named, n.rung, n.next_at, n.ended_at, m.id FROM notice n "
                          "JOIN message m ON m.id = n.thing ORDER BY n.id")  # fmt: skip
    assert all(row["key"] == f"message:{row['id']}" and row["rung"] == "push" for row in rows)
    assert [row["about"] for row in rows] == [us.ayo, us.ayo, None, None, us.ayo, us.ayo, us.ayo]
    assert [row["named"] for row in rows] == [
        None,
        None,
        us.priya,
        None,
        None,
        None,
        None,
    ]  # a lock screen names no nurse
    assert rows[4]["next_at"] == us.noon


async def test_a_message_to_a_young_person_without_a_phone_is_kept_and_noticed(us: SimpleNamespace, visit: Any) -> None:
    assert (await say(await signed_in(visit(), us.priya), to=us.bea))["seq"] == 1
    assert await told() == [("message", us.bea, None)]


async def test_each_message_leaves_one_line_in_the_ledger(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo))
    await say(await signed_in(visit(), us.priya), to=us.ayo)
    rows = await db.fetch(
        "SELECT actor, actor_kind, did, about, action, request FROM audit_row WHERE did = 'sent_message' ORDER BY id"
    )
    assert [(row["actor"], row["actor_kind"], row["about"]) for row in rows] == [
        (us.ayo, "young_person", us.ayo), (us.priya, "adviser", us.ayo)]  # fmt: skip
    assert {row["action"] for row in rows} == {"message.send"}
    assert all(row["request"] for row in rows)


async def test_an_answer_ends_what_waited_in_that_thread_alone(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo)
    await say(ayo, to="nurse")
    at(soon(us.noon, minutes=10))
    await say(ayo)
    waiting = {
        row["kind"]: row for row in await db.fetch("SELECT kind, waiting_since, heard_at, said_at FROM conversation")
    }
    assert waiting["adviser"]["waiting_since"] == us.noon
    assert waiting["adviser"]["heard_at"] == soon(us.noon, minutes=10)
    late = await db.fetch("SELECT id FROM notice WHERE worker = $1 ORDER BY id", us.priya)
    await db.fetch("UPDATE notice SET ended_at = $1, next_at = NULL, \"end\" = 'handed', handed_to = $2 WHERE id = $3",
                   us.noon, us.mina, late[0]["id"])  # fmt: skip
    await db.fetch("INSERT INTO task (id, notice, kind, worker, young_person, made_at) VALUES "
                   "(gen_random_uuid(), $1, 'message_waiting', $2, $3, $4)", late[0]["id"], us.mina, us.ayo, us.noon)  # fmt: skip
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    await say(await signed_in(visit(), us.omar), to=us.ayo)
    ends = {
        (row["worker"], row["end"])
        for row in await db.fetch('SELECT worker, "end" FROM notice WHERE worker IS NOT NULL')
    }
    assert ends == {(us.priya, "handed"), (us.priya, "done"), (us.nia, None)}
    (task,) = await db.fetch("SELECT done_at, done_by FROM task")
    assert (task["done_at"], task["done_by"]) == (soon(us.noon, minutes=10), us.omar)
    rows = {row["kind"]: row["waiting_since"] for row in await db.fetch("SELECT kind, waiting_since FROM conversation")}
    assert rows == {"adviser": None, "nurse": us.noon}
