"""Whose a notice becomes: a nurse's thread stays with the nurse, and what nobody follows has a manager or an end."""

from types import SimpleNamespace
from typing import Any

import pytest

from backend.notifications.commands import hold, release, settings, texting
from backend.notifications.commands.claiming import claim
from backend.notifications.commands.noting import Outcome, note
from backend.notifications.moves import WAIT, Move
from backend.notifications.rules import KINDS
from backend.notifications.schemas import SettingsIn
from backend.people.tables import Link
from backend.shared import clock
from backend.shared.db import fetch
from backend.shared.ids import new_id
from tests import cast
from tests.api.identity.doing import signed_in
from tests.api.notifications.doing import (
    DAY,
    deliver,
    given,
    inside,
    later,
    notice,
    owner,
    rise,
    subscribed,
    the_clock,
    until_it_ends,
)
from tests.api.plans.doing import declared
from tests.push_service import PushService


@pytest.fixture
async def nia(us: SimpleNamespace) -> Any:
    """Ayo's nurse."""
    who = await cast.a_worker("Nia", "nurse")
    await cast.nurses(us.ayo, who)
    return who


async def gone(worker: Any) -> None:
    """Nobody's links with this worker last any longer."""
    await Link.update({Link.ends_at: clock.now()}).where(Link.worker == worker)


@pytest.mark.parametrize("kind", ["nurse_message", "nurse_waiting", "nurse_reply_due"])
async def test_what_was_unseen_in_a_nurses_thread_is_the_nurses_task_alone(
    us: SimpleNamespace, visit: Any, nia: Any, kind: str
) -> None:
    to = {"young_person": us.ayo} if kind == "nurse_message" else {"worker": nia, "about": us.ayo}
    ended = await until_it_ends(await given(kind, **to))
    assert (ended["end"], ended["handed_to"]) == ("handed", nia)
    for _ in range(10):
        later(days=1)
        await deliver()
        await rise()
    assert {row["worker"] for row in await fetch("SELECT worker FROM notice WHERE worker IS NOT NULL")} == {nia}
    (task,) = await fetch("SELECT worker, risen_to, rises_at FROM task")
    assert task == {"worker": nia, "risen_to": None, "rises_at": None}
    said = (await (await signed_in(visit, us.mina)).get("/api/notices/unfinished")).json()
    assert (said["given"], said["handed"], said["tasks"]) == (0, 0, [])
    nurse = await signed_in(visit, nia)
    (mine,) = (await nurse.get("/api/notices/tasks")).json()["tasks"]
    assert (mine["kind"], mine["name"]) == (kind, "Ayo Example")
    done = await nurse.post(f"/api/notices/tasks/{mine['id']}/done", json={"how": "told_another_way"})
    assert done.status_code == 204
    assert await fetch("SELECT id FROM notice WHERE ended_at IS NULL") == []


@pytest.mark.parametrize("kind", ["nurse_message", "nurse_waiting", "nurse_reply_due"])
async def test_without_a_nurse_it_ends_and_goes_to_nobody(us: SimpleNamespace, nia: Any, kind: str) -> None:
    to = {"young_person": us.ayo} if kind == "nurse_message" else {"worker": nia, "about": us.ayo}
    one = await given(kind, **to)
    await gone(nia)
    ended = await until_it_ends(one)
    assert (ended["end"], ended["why"], ended["handed_to"]) == ("cancelled", "nobody", None)
    assert await fetch("SELECT id FROM task") == []


@pytest.mark.parametrize("how", ["the link ends", "another job", "a relationship"])
async def test_a_nurses_task_goes_to_the_next_nurse_or_ends(us: SimpleNamespace, nia: Any, how: str) -> None:
    await until_it_ends(await given("nurse_message", young_person=us.ayo))
    if how == "another job":
        await fetch("UPDATE worker SET role = 'manager' WHERE id = $1", nia)
        await cast.manages(nia, us.team)
    elif how == "a relationship":
        await declared(nia, us.ayo, us.noon)
    else:
        await gone(nia)
    ned = await cast.a_worker("Ned", "nurse")
    await cast.nurses(us.ayo, ned, starts_at=clock.now())
    later(days=1)
    await rise()
    await deliver()
    assert (await fetch("SELECT worker FROM task"))[0]["worker"] == ned
    await gone(ned)
    later(days=1)
    await deliver()
    await rise()
    (task,) = await fetch("SELECT worker, done_how FROM task")
    assert task == {"worker": ned, "done_how": "no_longer_needed"}
    assert await fetch("SELECT id FROM notice WHERE ended_at IS NULL") == []
    told = {row["worker"] for row in await fetch("SELECT worker FROM notice WHERE worker IS NOT NULL")}
    assert told <= {nia, ned}


async def test_messages_of_both_threads_are_one_push(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    await given("message", young_person=us.ayo)
    await given("nurse_message", young_person=us.ayo)
    await deliver()
    later(seconds=20)
    await given("nurse_message", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1
    later(minutes=1)
    await deliver()
    assert [push.posts[0].headers["topic"]] * 2 == [one.headers["topic"] for one in push.posts]


async def test_whose_worker_is_gone_goes_to_any_manager_and_stays_there(us: SimpleNamespace) -> None:
    one = await given("plan_answered", worker=us.priya, about=us.ayo)
    await fetch("DELETE FROM manages WHERE manager = $1", us.mina)
    await declared(us.mina, us.ayo, us.noon)
    await gone(us.priya)
    later(days=1)
    await deliver()
    assert ((await notice(one))["worker"], (await notice(one))["ended_at"]) == (us.zed, None)
    since = (await notice(one))["rung_since"]
    for _ in range(3):
        later(days=1)
        await deliver()
    assert ((await notice(one))["worker"], (await notice(one))["rung_since"]) == (us.zed, since)
    await cast.allocated(us.ayo, us.omar, starts_at=clock.now())
    later(days=1)
    await deliver()
    assert (await notice(one))["worker"] == us.omar


async def test_with_no_manager_at_all_it_ends(us: SimpleNamespace) -> None:
    one = await given("plan_answered", worker=us.priya, about=us.ayo)
    await fetch("UPDATE worker SET ended_at = $1 WHERE role = 'manager'", us.noon)
    await gone(us.priya)
    later(days=1)
    await deliver()
    row = await notice(one)
    assert (row["end"], row["why"]) == ("cancelled", "nobody")


@pytest.mark.parametrize("kind", ["message_waiting", "reply_due"])
async def test_a_manager_does_not_tap_a_waiting_message_away(us: SimpleNamespace, visit: Any, kind: str) -> None:
    await gone(us.priya)
    one = await given(kind, worker=us.mina, about=us.ayo)
    manager = await signed_in(visit, us.mina)
    (shown,) = (await manager.get("/api/notices")).json()["notices"]
    opened = await manager.post(f"/api/notices/{one}/opened")
    assert shown["opens"] == opened.json()["opens"] == "/staff/waiting"
    assert (await notice(one))["ended_at"] is None
    later(days=1)
    await deliver()
    assert (await notice(one))["worker"] == us.mina
    await cast.allocated(us.ayo, us.omar, starts_at=clock.now())
    later(days=1)
    await deliver()
    assert ((await notice(one))["worker"], (await notice(one))["ended_at"]) == (us.omar, None)
    adviser = await signed_in(visit, us.omar)
    opened = await adviser.post(f"/api/notices/{one}/opened")
    assert (opened.json()["opens"], (await notice(one))["end"]) == (f"/staff/messages/{us.ayo}", "seen")


async def claimed_by_another(one: Any) -> Outcome:
    """Somebody else has just claimed it, and will write that it waits for a day."""
    found = await claim(the_clock(), 8)
    (standing,) = [n for n, _ in found.moves if n.id == one] + [n for e in found.errands for n in e.notices]
    return Outcome([(standing, Move(WAIT, until=clock.now() + DAY))])


async def test_a_phone_that_comes_meanwhile_need_not_wait(us: SimpleNamespace, push: PushService) -> None:
    one = await given("message", young_person=us.ayo)
    slow = await claimed_by_another(one)
    await subscribed(push.browser(), us.ayo)
    assert await note(the_clock(), [slow]) == 0
    await deliver()
    assert len(push.posts) == 1


async def test_a_choice_and_a_release_meanwhile_need_not_wait(us: SimpleNamespace) -> None:
    one = await given("message", young_person=us.ayo)
    slow = await claimed_by_another(one)
    await settings.change(owner(us.ayo), SettingsIn(quiet=False))
    assert await note(the_clock(), [slow]) == 0
    assert (await notice(one))["next_at"] == us.noon
    await inside(hold, the_clock(), us.ayo)
    slow = await claimed_by_another(one)
    await inside(release, the_clock(), us.ayo)
    assert await note(the_clock(), [slow]) == 0
    assert (await notice(one))["next_at"] == us.noon


async def test_a_text_that_failed_meanwhile_need_not_wait(us: SimpleNamespace) -> None:
    one, reference = await given("message", young_person=us.ayo), new_id()
    await fetch("UPDATE notice SET rung = 'text', texted_at = $1", us.noon)
    await fetch("INSERT INTO delivery (id, notice, channel, at, reference) VALUES ($1, $2, 'text', $3, $4)",
                new_id(), one, us.noon, reference)  # fmt: skip
    slow = await claimed_by_another(one)
    await texting.told(the_clock(), str(reference), "permanent-failure")
    assert await note(the_clock(), [slow]) == 0
    assert ((await notice(one))["rung"], (await notice(one))["next_at"]) == ("task", us.noon)


@pytest.mark.parametrize("move", [Move("hand"), Move("climb", rung="task"), Move("end", end="cancelled", why="unseen")])
async def test_frozen_meanwhile_it_waits(us: SimpleNamespace, move: Move) -> None:
    one = await given("message", young_person=us.ayo)
    await fetch("UPDATE notice SET rung = 'task'")
    found = await claim(the_clock(), 8)
    await inside(hold, the_clock(), us.ayo)
    await note(the_clock(), [Outcome([(found.moves[0][0], move)])])
    row = await notice(one)
    assert (row["ended_at"], row["rung"], row["next_at"]) == (None, "task", us.noon + DAY)
    assert await fetch("SELECT id FROM task") == []
    await inside(release, the_clock(), us.ayo)
    later(hours=1)
    await deliver()
    assert (await notice(one))["end"] == "handed"


def test_no_kind_is_given_nowhere() -> None:
    assert not {"reply", "answer_due"} & KINDS.keys()
