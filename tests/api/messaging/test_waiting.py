"""What a manager sees of messages: that somebody waits and since when. Never a word."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from backend.shared import db
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon

SECRET = "Marmalade-4711"


async def waiting(visit: Any, manager: Any) -> dict[str, Any]:
    answer = await (await signed_in(visit(), manager)).get("/api/messages/waiting")
    assert SECRET not in answer.text
    return dict(await ok(answer))


async def test_who_waits_and_for_whom(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await say(await phone(visit(), us.ayo), SECRET)
    at(soon(us.noon, hours=1))
    await say(await phone(visit(), us.cal), SECRET)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=5))
    at(datetime(2026, 3, 12, 18, tzinfo=UTC))
    found = await waiting(visit, us.mina)
    assert [(row["name"], row["adviser"], row["cover"], row["late"]) for row in found["rows"]] == [
        ("Ayo Example", "Priya Tester", "Omar Tester", True), ("Cal Example", "Omar Tester", "", True)]  # fmt: skip
    assert found["rows"][0]["waiting_since"] == "2026-03-10T12:00:00Z"
    assert found["rows"][0]["reply_by"] == "2026-03-12T17:00:00Z"
    assert (found["late"], found["promise_days"]) == (2, 2)
    assert (found["median_hours"], found["answered_in_time_percent"], found["counted"]) == (None, None, 0)
    looks = await db.fetch("SELECT about FROM audit_row WHERE did = 'saw_in_list'")
    assert {row["about"] for row in looks} == {us.ayo, us.cal}


async def test_a_nurses_thread_is_not_there(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo), SECRET, "nurse")
    await say(await signed_in(visit(), us.nia), SECRET, us.ayo)
    found = await waiting(visit, us.mina)
    assert (found["rows"], found["counted"]) == ([], 0)


async def test_another_teams_are_not_there_and_advisers_never_look(us: SimpleNamespace, visit: Any) -> None:
    harbour = await cast.a_team("Harbour")
    zed = await cast.a_worker("Zed", "manager", team=harbour)
    await cast.manages(zed, harbour)
    await say(await phone(visit(), us.ayo))
    assert (await waiting(visit, zed))["rows"] == []
    for other in (us.priya, us.nia):
        assert (await (await signed_in(visit(), other)).get("/api/messages/waiting")).status_code == 403


async def test_how_quick_the_answers_were(us: SimpleNamespace, visit: Any, at: Any) -> None:
    """Each wait is from the first message to the first answer; asking twice or answering twice makes no second one."""
    talks = [
        (-50, 0, us.ayo), (-50, 1, us.priya),  # long ago: not counted
        (-10, 0, us.ayo), (-10, 1, us.ayo), (-10, 4, us.priya), (-10, 5, us.priya),  # 4 hours
        (-8, 0, us.ayo), (-8, 10, us.priya),  # 10 hours
        (-6, 0, us.bea), (-2, 0, us.priya),  # Wednesday to Sunday: 96 hours, and late
    ]  # fmt: skip
    for days, hours, who in talks:
        at(soon(us.noon, days=days, hours=hours))
        if who == us.priya:
            await say(await signed_in(visit(), us.priya), "Answer", us.bea if days == -2 else us.ayo)
        else:
            await say(await phone(visit(), who), "Question")
    at(us.noon)
    found = await waiting(visit, us.mina)
    assert (found["counted"], found["median_hours"], found["answered_in_time_percent"]) == (3, 10.0, 67)
