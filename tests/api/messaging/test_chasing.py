"""A promised answer: whoever owes it hears of the last day and of its end, though they have opened the message."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.messaging.jobs import chase_replies
from backend.people.tables import Link, YoungPerson
from backend.shared import clock, db
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.notifications.doing import deliver, rise, until_it_ends


async def a_round(day: int = 0, hour: int = 12) -> list[tuple[UUID, str | None, str | None]]:
    """Time's round on this day of March 2026; who was told of an answer that is due, and how that ended."""
    if day:
        clock.stand_still(datetime(2026, 3, day, hour, tzinfo=UTC))
    await chase_replies(Viewer.clock("message.chase", clock.now()))
    rows = await db.fetch("SELECT * FROM notice WHERE kind LIKE '%reply_due' ORDER BY given_at, key")
    return [(row["worker"], row["end"], row["why"]) for row in rows]


@pytest.fixture
async def waiting(us: SimpleNamespace, visit: Any) -> SimpleNamespace:
    """Ayo wrote on Tuesday the 10th at noon; Priya has read it. Two working days: Thursday the 12th, 5pm."""
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    await say(ayo, "Are you there?")
    await ok(await priya.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 1, "read": 1}))
    return us


async def test_the_last_day_and_its_end_are_told_once_each(waiting: SimpleNamespace) -> None:
    assert await a_round(11) == []
    assert await a_round(12, 8) == []
    assert await a_round(12, 9) == [(waiting.priya, None, None)]
    assert await a_round(13) == [(waiting.priya, None, None)]  # still open: nothing is said twice
    await db.fetch("UPDATE notice SET ended_at = $1, \"end\" = 'seen', why = 'opened', next_at = NULL", clock.now())
    assert len(await a_round()) == 2
    assert await a_round() == await a_round(16) == [(waiting.priya, "seen", "opened"), (waiting.priya, None, None)]


async def test_an_answer_and_no_reply_end_it_and_a_new_wait_has_its_own(waiting: SimpleNamespace, visit: Any) -> None:
    await a_round(12)
    await say(await signed_in(visit(), waiting.priya), "Yes", to=waiting.ayo)
    assert await a_round() == [(waiting.priya, "done", "answered")]
    await say(await phone(visit(), waiting.ayo), "And now?")
    assert len(await a_round(16)) == 2
    priya = await signed_in(visit(), waiting.priya)
    await ok(await priya.post(f"/api/messages/with/{waiting.ayo}/marks", json={"delivered": 3, "read": 3}))
    await ok(await priya.post(f"/api/messages/with/{waiting.ayo}/no-reply"))
    assert (await a_round())[1] == (waiting.priya, "done", "no_reply_needed")


async def test_unseen_it_is_the_managers_task(waiting: SimpleNamespace) -> None:
    await a_round(12)
    (row,) = await db.fetch("SELECT id FROM notice WHERE kind = 'reply_due'")
    ended = await until_it_ends(row["id"])
    assert (ended["end"], ended["handed_to"]) == ("handed", waiting.mina)
    assert len(await a_round()) == 1  # the task stands for it


async def test_it_goes_to_who_reads_now_and_to_the_manager_where_nobody_does(waiting: SimpleNamespace) -> None:
    await cast.covers(waiting.ayo, waiting.omar, starts_at=waiting.noon, ends_at=datetime(2026, 3, 14, tzinfo=UTC))
    assert await a_round(12) == [(waiting.omar, None, None)]
    await db.fetch("DELETE FROM notice WHERE kind = 'reply_due'")
    await Link.update({Link.ends_at: clock.now()}, force=True)
    assert await a_round() == [(waiting.mina, None, None)]


async def test_a_nurses_thread_is_told_to_the_nurse_alone(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo), "Private", to="nurse")
    assert await a_round(12) == [(us.nia, None, None)]
    assert len(await db.fetch("SELECT id FROM notice WHERE kind = 'nurse_reply_due'")) == 1
    await db.fetch("DELETE FROM notice WHERE kind = 'nurse_reply_due'")
    await Link.update({Link.ends_at: clock.now()}).where(Link.worker == us.nia)
    assert await a_round() == []


async def test_where_there_is_no_manager_of_the_team_any_manager_is_told(waiting: SimpleNamespace) -> None:
    zed = await cast.a_worker("Zed", "manager")
    await Link.update({Link.ends_at: clock.now()}, force=True)
    await db.fetch("UPDATE worker SET ended_at = $1 WHERE id = $2", clock.now(), waiting.mina)
    assert await a_round(12) == [(zed, None, None)]


async def test_the_nurses_own_answer_ends_it(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo), "Private", to="nurse")
    await a_round(12)
    await say(await signed_in(visit(), us.nia), "Yes", to=us.ayo)
    assert await a_round() == [(us.nia, "done", "answered")]
    await say(await phone(visit(), us.ayo), "And now?", to="nurse")
    await a_round(17)
    nia = await signed_in(visit(), us.nia)
    await ok(await nia.post(f"/api/messages/with/{us.ayo}/marks", json={"delivered": 3, "read": 3}))
    await ok(await nia.post(f"/api/messages/with/{us.ayo}/no-reply"))
    assert (await a_round())[-1] == (us.nia, "done", "no_reply_needed")
    rows = await db.fetch("SELECT \"end\" FROM notice WHERE kind = 'nurse_waiting' ORDER BY id")
    assert [row["end"] for row in rows] == ["done", "seen"]


@pytest.mark.parametrize("days", [1, 20])
async def test_nothing_of_a_nurses_thread_reaches_adviser_or_manager(
    us: SimpleNamespace, visit: Any, days: int
) -> None:
    """Both sides unseen and unanswered for weeks, every round of time, and the nurse leaves in the end."""
    await say(await phone(visit(), us.ayo), "Private", to="nurse")
    await say(await signed_in(visit(), us.nia), "Private too", to=us.ayo)
    await say(await phone(visit(), us.ayo), "Are you there?", to="nurse")
    for day in range(45):
        clock.stand_still(soon(us.noon, days=day))
        if day == days:
            await Link.update({Link.ends_at: clock.now()}).where(Link.worker == us.nia)
        await chase_replies(Viewer.clock("message.chase", clock.now()))
        await deliver()
        await rise()
    told = {row["worker"] for row in await db.fetch("SELECT worker FROM notice UNION SELECT handed_to FROM notice")}
    told |= {row["worker"] for row in await db.fetch("SELECT worker FROM task UNION SELECT risen_to FROM task")}
    assert told == {us.nia, None}
    assert await db.fetch("SELECT id FROM notice WHERE ended_at IS NULL") == []


async def test_nobody_is_chased_for_whoever_has_left(waiting: SimpleNamespace) -> None:
    await YoungPerson.update({YoungPerson.ended_at: clock.now()}).where(YoungPerson.id == waiting.ayo)
    assert await a_round(12) == []
