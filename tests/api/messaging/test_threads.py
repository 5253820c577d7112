"""A thread as each side sees it: pages, marks that never lie, who reads next, and whose look is kept."""

from types import SimpleNamespace
from typing import Any

import pytest

from backend.shared import clock, db
from tests import cast
from tests.api.messaging.doing import a_message, ok, phone, say, signed_in, soon
from tests.api.plans.doing import statements


async def cards(browser: Any) -> dict[str, Any]:
    """A young person's threads by name."""
    return {one["which"]: one for one in (await ok(await browser.get("/api/messages/mine")))["threads"]}


async def test_both_sides_read_the_same_words_in_order(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "why is it the 20th now?")
    await say(priya, "They cancelled on us.", us.ayo)
    await say(ayo, "ok thanks")
    mine = await ok(await ayo.get("/api/messages/mine/adviser"))
    theirs = await ok(await priya.get(f"/api/messages/with/{us.ayo}"))
    words = ["why is it the 20th now?", "They cancelled on us.", "ok thanks"]
    for page in (mine, theirs):
        assert [one["words"] for one in page["messages"]] == words
        assert [one["seq"] for one in page["messages"]] == [1, 2, 3]
        assert [one["by_owner"] for one in page["messages"]] == [True, False, True]
        assert page["more"] is False
    assert [one["mine"] for one in mine["messages"]] == [True, False, True]
    assert [one["mine"] for one in theirs["messages"]] == [False, True, False]
    assert [one["author"] for one in mine["messages"]] == ["Ayo", "Priya", "Ayo"]
    assert [one["author"] for one in theirs["messages"]] == ["Ayo", "Priya Tester", "Ayo"]
    assert (theirs["which"], theirs["name"], theirs["last_seq"]) == ("adviser", "Ayo Example", 3)


async def test_pages_go_back_and_forward_without_a_gap(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for number in range(1, 121):
        at(soon(us.noon, seconds=number))
        await say(ayo, str(number))
    newest = await ok(await ayo.get("/api/messages/mine/adviser"))
    assert ([one["seq"] for one in newest["messages"]], newest["more"]) == (list(range(71, 121)), True)
    older = await ok(await ayo.get("/api/messages/mine/adviser?before=71"))
    assert ([one["seq"] for one in older["messages"]], older["more"]) == (list(range(21, 71)), True)
    oldest = await ok(await ayo.get("/api/messages/mine/adviser?before=21"))
    assert ([one["seq"] for one in oldest["messages"]], oldest["more"]) == (list(range(1, 21)), False)
    after = await ok(await ayo.get("/api/messages/mine/adviser?after=30"))
    assert ([one["seq"] for one in after["messages"]], after["more"]) == (list(range(31, 81)), True)
    end = await ok(await ayo.get("/api/messages/mine/adviser?after=120"))
    assert (end["messages"], end["more"]) == ([], False)
    assert (await ayo.get("/api/messages/mine/adviser?before=99999999999")).status_code == 400


async def test_marks_tell_the_other_side_how_far_it_got(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    for words in ("one", "two", "three"):
        await say(ayo, words)
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 0, "read": 0, "reader": ""}
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 3, "read": 1}))
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 3, "read": 1, "reader": "Priya"}
    # The phone got more before it heard that some was read elsewhere.
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 2, "read": 2}))
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 3, "read": 2, "reader": "Priya"}
    await say(ayo, "and this")
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 4, "read": 0}))
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 4, "read": 2, "reader": "Priya"}
    # A late request, and a phone that says more than there is.
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 1, "read": 0}))
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 4, "read": 2, "reader": "Priya"}
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 2_000_000_000, "read": 99}))
    assert (await cards(ayo))["adviser"]["marks"] == {"delivered": 4, "read": 4, "reader": "Priya"}
    await say(priya, "five", us.ayo)
    await ok(await ayo.post("/api/messages/mine/adviser/marks", json={"delivered": 5, "read": 0}))
    seen = await ok(await priya.get(f"/api/messages/with/{us.ayo}"))
    assert (seen["marks"], seen["read"]) == ({"delivered": 5, "read": 0, "reader": "Ayo"}, 4)
    assert (await cards(ayo))["adviser"]["unread"] == 1


async def test_marks_of_a_thread_without_words_are_nothing(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await ok(await ayo.post("/api/messages/mine/nurse/marks", json={"delivered": 5, "read": 5}))
    assert await db.fetch("SELECT FROM read_mark") == []


async def test_reading_ends_the_notices_of_what_was_read_and_no_others(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya, nia = await phone(visit(), us.ayo), await signed_in(visit(), us.priya), await signed_in(visit(), us.nia)
    for words in ("one", "two"):
        await say(priya, words, us.ayo)
    await say(nia, "three", us.ayo)

    async def ends() -> list[str | None]:
        return [
            row["end"] for row in await db.fetch('SELECT "end" FROM notice WHERE young_person IS NOT NULL ORDER BY id')
        ]

    await ok(await ayo.post("/api/messages/mine/adviser/marks", json={"delivered": 2, "read": 0}))
    assert await ends() == [None, None, None]  # got to the phone is not read
    await ok(await ayo.post("/api/messages/mine/adviser/marks", json={"delivered": 2, "read": 1}))
    assert await ends() == ["seen", None, None]
    await ok(await ayo.post("/api/messages/mine/adviser/marks", json={"delivered": 2, "read": 2}))
    assert await ends() == ["seen", "seen", None]
    await say(ayo, "four")
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 3, "read": 3}))
    (row,) = await db.fetch('SELECT "end" FROM notice WHERE worker = $1', us.priya)
    assert row["end"] == "seen"


async def test_a_card_says_whose_thread_it_is_and_who_can_read_it(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    mine = await cards(ayo)
    assert list(mine) == ["adviser", "nurse"]
    adviser = mine["adviser"]
    assert (adviser["name"], adviser["given_name"], adviser["role"]) == ("Priya Tester", "Priya", "Personal adviser")
    assert adviser["readers"] == ["Omar Tester", "Priya Tester"]
    assert (adviser["told"], adviser["last_seq"], adviser["last_words"], adviser["hours_line"]) == (False, 0, "", "")
    assert mine["nurse"]["readers"] == ["Nia Tester"]
    assert list(await cards(await phone(visit(), us.bea))) == ["adviser"]


async def test_told_is_kept_once_and_in_its_own_thread(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for minutes in (0, 5):
        at(soon(us.noon, minutes=minutes))
        await ok(await ayo.post("/api/messages/mine/adviser/told"))
    mine = await cards(ayo)
    assert (mine["adviser"]["told"], mine["nurse"]["told"]) == (True, False)
    (row,) = await db.fetch("SELECT told_at, last_seq FROM conversation")
    assert (row["told_at"], row["last_seq"]) == (us.noon, 0)
    assert (await say(ayo))["seq"] == 1


async def test_who_is_away_is_said_with_who_reads_instead(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo, starts, ends = await phone(visit(), us.ayo), soon(us.noon, hours=2), soon(us.noon, days=6, hours=12)
    await db.fetch(
        "INSERT INTO away (id, worker, cover, from_at, until_at, said_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5)",
        us.priya, us.omar, starts, ends, us.noon)  # fmt: skip
    await cast.covers(us.ayo, us.omar, starts_at=starts, ends_at=ends)
    away = (await cards(ayo))["adviser"]["away"]
    assert (away["given_name"], away["cover_name"], away["until_on"]) == ("Priya", "Omar Tester", "2026-03-16")
    assert away["phone"] == "01632 960 033"
    await db.fetch("UPDATE away SET ended_at = $1", us.noon)
    assert (await cards(ayo))["adviser"]["away"] is None


async def test_out_of_hours_the_line_names_who_reads_next(us: SimpleNamespace, visit: Any, at: Any) -> None:
    evening, morning = soon(us.noon, hours=7), soon(us.noon, hours=21)
    at(evening)
    ayo = await phone(visit(), us.ayo)
    mine = await cards(ayo)
    assert mine["adviser"]["hours_line"] == "Priya reads messages from 9am tomorrow."
    assert mine["nurse"]["hours_line"] == "Nia reads messages from 9am tomorrow."
    await cast.covers(us.ayo, us.omar, starts_at=morning, ends_at=soon(us.noon, days=4))  # begins with the morning
    assert (await cards(ayo))["adviser"]["hours_line"] == "Omar reads messages from 9am tomorrow."


async def test_no_reply_leaves_what_came_since_to_wait(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "ok thanks")
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 1, "read": 1}))
    clock.stand_still(soon(us.noon, minutes=1))
    await say(ayo, "wait, I have nowhere to sleep tonight")
    for _ in range(2):
        await ok(await priya.post(f"/api/messages/with/{us.ayo}/no-reply"))
    (thread,) = await db.fetch("SELECT waiting_since FROM conversation")
    assert thread["waiting_since"] == soon(us.noon, minutes=1)
    ends = [row["end"] for row in await db.fetch('SELECT "end" FROM notice ORDER BY given_at')]
    assert ends == ["seen", None]
    assert len(await db.fetch("SELECT FROM audit_row WHERE did = 'no_reply_needed'")) == 1
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 2, "read": 2}))
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/no-reply"))
    (thread,) = await db.fetch("SELECT waiting_since FROM conversation")
    assert thread["waiting_since"] is None


async def test_what_waits_has_a_date_and_an_answer_or_no_reply_ends_it(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "ok thanks")
    page = await ok(await priya.get(f"/api/messages/with/{us.ayo}"))
    assert (page["waiting_since"], page["reply_by"]) == ("2026-03-10T12:00:00Z", "2026-03-12T17:00:00Z")
    for _ in range(2):
        await ok(await priya.post(f"/api/messages/with/{us.ayo}/no-reply"))
    page = await ok(await priya.get(f"/api/messages/with/{us.ayo}"))
    assert (page["waiting_since"], page["reply_by"]) == (None, None)
    rows = await db.fetch("SELECT did FROM audit_row WHERE did = 'no_reply_needed'")
    assert len(rows) == 1
    (row,) = await db.fetch('SELECT "end", why FROM notice')
    assert (row["end"], row["why"]) == ("done", "no_reply_needed")


async def test_a_staff_read_is_kept_and_the_owners_is_silent(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo)
    before = await db.fetch("SELECT id FROM audit_row")
    await cards(ayo)
    await ok(await ayo.get("/api/messages/mine/adviser"))
    assert await db.fetch("SELECT id FROM audit_row") == before
    await ok(await priya.get(f"/api/messages/with/{us.ayo}"))
    (line,) = await db.fetch("SELECT * FROM audit_row ORDER BY id DESC LIMIT 1")
    assert (line["did"], line["actor"], line["about"], line["action"]) == (
        "read_messages",
        us.priya,
        us.ayo,
        "message.read",
    )
    looks = (await ok(await ayo.get("/api/people/me/looked")))["looks"]
    assert (looks[0]["who"], looks[0]["did"]) == ("Priya Tester", "read_messages")


async def test_the_thread_outlives_its_adviser_and_its_phone(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "to Priya")
    await say(priya, "from Priya", us.ayo)
    await db.fetch("UPDATE link SET ends_at = $1 WHERE young_person = $2 AND relation = 'allocated'", us.noon, us.ayo)
    await cast.allocated(us.ayo, us.omar, starts_at=us.noon)
    omar, other_phone = await signed_in(visit(), us.omar), await phone(visit(), us.ayo)
    seen = await ok(await omar.get(f"/api/messages/with/{us.ayo}"))
    assert [one["words"] for one in seen["messages"]] == ["to Priya", "from Priya"]
    assert (await say(omar, "from Omar", us.ayo))["seq"] == 3
    mine = await ok(await other_phone.get("/api/messages/mine/adviser"))
    assert [one["author"] for one in mine["messages"]] == ["Ayo", "Priya", "Omar"]
    assert mine["card"]["name"] == "Omar Tester"


async def test_a_page_costs_few_statements_however_long_the_thread(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    for _ in range(30):
        await say(ayo)
    for browser, path, most in (
        (ayo, "/api/messages/mine", 5),
        (ayo, "/api/messages/mine/adviser", 5),
        (priya, f"/api/messages/with/{us.ayo}", 8),
    ):
        with statements() as sent:
            await ok(await browser.get(path))
        assert len(sent) <= most, sent


@pytest.mark.parametrize("which", ["manager", "", "Adviser"])
async def test_no_other_thread_exists(us: SimpleNamespace, visit: Any, which: str) -> None:
    ayo = await phone(visit(), us.ayo)
    assert (await ayo.post(f"/api/messages/mine/{which}", json=a_message())).status_code in (400, 404, 405)
