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
from tests.api.messaging.doing import ok, phone, say, signed_in
from tests.api.notifications.doing import until_it_ends


async def a_round(day: int = 0, hour: int = 12) -> list[tuple[UUID, str | None, str | None]]:
    """Time's round on this day of March 2026; who was told of an answer that is due, and how that ended."""
    if day:
        clock.stand_still(datetime(2026, 3, day, hour, tzinfo=UTC))
    await chase_replies(Viewer.clock("message.chase", clock.now()))
    rows = await db.fetch("SELECT * FROM notice WHERE kind = 'reply_due' ORDER BY given_at, key")
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
    await db.fetch("DELETE FROM notice WHERE kind = 'reply_due'")
    await Link.update({Link.ends_at: clock.now()}).where(Link.worker == us.nia)
    assert await a_round() == []


async def test_nobody_is_chased_for_whoever_has_left(waiting: SimpleNamespace) -> None:
    await YoungPerson.update({YoungPerson.ended_at: clock.now()}).where(YoungPerson.id == waiting.ayo)
    assert await a_round(12) == []
