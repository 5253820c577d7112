"""From given to ended: pushed, climbed, handed, cancelled. Every end, and nothing twice."""

from types import SimpleNamespace

import pytest

from backend.notifications.commands import cancel, finish, give, hold, release, seen
from backend.notifications.rules import KINDS, OF_NURSES
from backend.people.tables import YoungPerson
from backend.shared import clock
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from tests import cast
from tests.api.notifications.doing import (
    DAY,
    HOUR,
    a_device,
    deliver,
    given,
    inside,
    later,
    notice,
    rise,
    subscribed,
    the_clock,
    until_it_ends,
)
from tests.push_service import PushService


async def test_a_notice_belongs_in_the_transaction_of_its_fact(us: SimpleNamespace) -> None:
    with pytest.raises(RuntimeError):
        await give(the_clock(), kind="message", key="m", young_person=us.ayo)
    with pytest.raises(RuntimeError):
        await seen(the_clock(), kinds=["message"], young_person=us.ayo)
    async with transaction():
        for wrong in ({"kind": "gossip", "young_person": us.ayo}, {"kind": "message"},
                      {"kind": "message", "young_person": us.ayo, "worker": us.priya}):  # fmt: skip
            with pytest.raises(ValueError, match="to "):
                await give(the_clock(), key="m", **wrong)
        with pytest.raises(ValueError, match="whose"):
            await seen(the_clock(), kinds=["message"])
    assert await fetch("SELECT id FROM notice") == []


async def test_the_same_thing_twice_is_one_notice(us: SimpleNamespace) -> None:
    first = await given("message", key="message:1", young_person=us.ayo)
    assert await given("message", key="message:1", young_person=us.ayo) == first
    assert len(await fetch("SELECT id FROM notice")) == 1


async def test_a_push_is_a_hint_and_the_notice_stays_open(us: SimpleNamespace, push: PushService) -> None:
    phone = push.browser()
    await subscribed(phone, us.ayo)
    one = await given("message", young_person=us.ayo)
    await deliver()
    await deliver()
    assert len(push.posts) == 1
    row = await notice(one)
    assert (row["pushed_at"], row["ended_at"], row["rung"], row["lease_until"]) == (us.noon, None, "push", None)
    assert row["next_at"] == us.noon + DAY
    tried = await fetch("SELECT channel, answer, problem FROM delivery")
    assert [tuple(one.values()) for one in tried] == [("push", 201, None)]


async def test_seen_in_time_nobody_else_is_bothered(us: SimpleNamespace, push: PushService) -> None:
    one = await given("message", young_person=us.ayo, thing=new_id())
    later(hours=20)
    await inside(seen, the_clock(), kinds=["message"], young_person=us.ayo)
    row = await until_it_ends(one)
    assert (row["end"], row["why"]) == ("seen", "opened")
    assert await fetch("SELECT id FROM task") == []


async def test_unseen_it_is_the_advisers_and_then_the_managers(us: SimpleNamespace, push: PushService) -> None:
    one = await given("message", young_person=us.ayo)
    row = await until_it_ends(one)
    assert (row["end"], row["why"], row["handed_to"]) == ("handed", "unseen", us.priya)
    assert row["ended_at"] - us.noon == DAY  # no push, no number: a day to open the app, then a person
    (task,) = await fetch("SELECT * FROM task")
    assert (task["worker"], task["young_person"], task["notice"], task["risen_to"]) == (us.priya, us.ayo, one, None)
    later(days=1)
    await rise()
    assert (await fetch("SELECT risen_to FROM task"))[0]["risen_to"] is None
    later(days=2)  # two working days have ended
    await rise()
    await rise()
    assert (await fetch("SELECT risen_to, rises_at FROM task"))[0] == {"risen_to": us.mina, "rises_at": None}
    told = await fetch("SELECT worker, thing FROM notice WHERE kind = 'task' ORDER BY id")
    assert [row["worker"] for row in told] == [us.priya, us.mina]
    # Seen after all: task and both notices of it are over.
    await inside(seen, the_clock(), kinds=["message"], young_person=us.ayo)
    assert (await fetch("SELECT done_how FROM task"))[0]["done_how"] == "seen_after_all"
    assert {row["end"] for row in await fetch("SELECT \"end\" FROM notice WHERE kind = 'task'")} == {"done"}
    assert (await notice(one))["end"] == "handed"


async def test_the_cover_gets_it_while_there_is_one_and_the_manager_where_there_is_nobody(us: SimpleNamespace) -> None:
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=us.noon + 9 * DAY)
    mine, other = await given("message", young_person=us.ayo), None
    team = us.team
    dee = await cast.a_young_person(
        "Dee", (await YoungPerson.select(YoungPerson.born_on).first())["born_on"], team=team
    )
    other = await given("message", young_person=dee)
    assert (await until_it_ends(mine))["handed_to"] == us.omar
    assert (await until_it_ends(other))["handed_to"] == us.mina
    assert [row["rises_at"] for row in await fetch("SELECT rises_at FROM task WHERE worker = $1", us.mina)] == [None]


async def test_with_nobody_at_all_it_waits_open_until_there_is_somebody(us: SimpleNamespace) -> None:
    alone = await cast.a_young_person("Eve", (await YoungPerson.select(YoungPerson.born_on).first())["born_on"])
    one = await given("message", young_person=alone)
    for _ in range(5):
        later(days=1)
        await deliver()
    assert (await notice(one))["ended_at"] is None
    await cast.allocated(alone, us.omar)
    assert (await until_it_ends(one))["handed_to"] == us.omar


async def test_done_and_cancelled_with_their_reasons(us: SimpleNamespace) -> None:
    version = new_id()
    plan = await given("plan_shared", young_person=us.ayo, thing=version)
    review = await given("review_7", young_person=us.ayo, thing=version, at=us.noon + 3 * DAY)
    await inside(finish, the_clock(), why="answered", kinds=["plan_shared"], thing=version)
    await inside(cancel, the_clock(), why="moved", kinds=["review_7"], young_person=us.ayo)
    assert [(row["end"], row["why"]) for row in [await notice(plan), await notice(review)]] == [
        ("done", "answered"), ("cancelled", "moved")]  # fmt: skip


async def test_it_is_not_before_its_time(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    await given("review_7", young_person=us.ayo, at=us.noon + DAY)
    later(hours=23, minutes=59)
    await deliver()
    assert push.posts == []
    later(minutes=1)
    await deliver()
    assert len(push.posts) == 1


async def test_after_its_use_nothing_leaves_and_it_ends(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    reminder = await given("action_7", young_person=us.ayo, at=us.noon + DAY, useful_until=us.noon + DAY)
    review = await given("review_1", young_person=us.ayo, at=us.noon + DAY, useful_until=us.noon + DAY)
    later(days=2)
    await deliver()
    assert push.posts == []
    row = await notice(reminder)
    assert (row["end"], row["why"]) == ("cancelled", "too_late")
    assert (await notice(review))["end"] == "handed"


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("heard", [True, False], ids=["pushed", "unreached"])
async def test_every_kind_ends(us: SimpleNamespace, push: PushService, kind: str, heard: bool) -> None:
    nia = await cast.a_worker("Nia", "nurse")
    await cast.nurses(us.ayo, nia)
    worker = nia if kind in OF_NURSES else us.priya
    to = {"worker": worker, "about": us.ayo} if KINDS[kind].group == "staff" else {"young_person": us.ayo}
    if heard:
        await subscribed(push.browser(), to.get("worker", us.ayo), worker="worker" in to)
    one = await given(kind, **to)
    if KINDS[kind].ladder[-1].stay is None and not KINDS[kind].to_a_person:
        later(days=40)
        await deliver()
        assert (await notice(one))["ended_at"] is None  # a person has to act
        await inside(finish, the_clock(), why="done", kinds=[kind], **to)
        assert (await notice(one))["end"] == "done"
        return
    row = await until_it_ends(one, step=6 * HOUR)
    assert row["end"] == ("handed" if KINDS[kind].to_a_person else "cancelled")
    assert row["why"]
    assert (row["handed_to"] is not None) == (row["end"] == "handed")
    follows = nia if kind in OF_NURSES else us.mina if "worker" in to else us.priya
    assert row["handed_to"] == follows or row["end"] == "cancelled"
    assert bool(push.posts) == heard


async def test_frozen_nothing_leaves_and_released_it_goes_on(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    await inside(hold, the_clock(), us.ayo)
    one = await given("message", young_person=us.ayo)
    for _ in range(12):
        later(days=1)
        await deliver()
        await rise()
    assert push.posts == []
    assert await fetch("SELECT id FROM task") == []
    row = await notice(one)
    assert (row["ended_at"], row["rung"]) == (None, "push")
    await inside(release, the_clock(), us.ayo)
    await deliver()
    assert len(push.posts) == 1
    assert (await notice(one))["next_at"] == clock.now() + DAY


async def test_who_left_is_left_alone(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    one = await given("message", young_person=us.ayo)
    await YoungPerson.update({YoungPerson.ended_at: us.noon, YoungPerson.ended_why: "died"}).where(
        YoungPerson.id == us.ayo
    )
    await deliver()
    row = await notice(one)
    assert (row["end"], row["why"], push.posts) == ("cancelled", "left", [])


async def test_a_workers_notice_goes_to_who_works_with_them_now(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.omar, worker=True)
    one = await given("message_waiting", worker=us.priya, about=us.ayo)
    await deliver()
    assert push.posts == []
    await fetch("UPDATE link SET ends_at = $1 WHERE young_person = $2", us.noon + HOUR, us.ayo)
    await cast.allocated(us.ayo, us.omar, starts_at=us.noon + HOUR)
    later(days=1)
    await deliver()
    assert ((await notice(one))["worker"], len(push.posts)) == (us.omar, 1)


async def test_a_new_phone_is_told_to_the_others(us: SimpleNamespace, push: PushService) -> None:
    old, new = push.browser(), push.browser()
    device = await a_device(us.ayo)
    await subscribed(old, us.ayo)
    await subscribed(new, us.ayo, device=device)
    await given("new_phone", young_person=us.ayo, thing=device)
    await deliver()
    assert (len(push.to(old)), len(push.to(new))) == (1, 0)
    assert old.opened(push.posts[0].body)["notification"]["body"] == "Someone signed in. Was it you?"


async def test_a_minute_of_messages_is_one_push(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    for _ in range(3):
        await given("message", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1
    later(seconds=20)
    await given("message", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1
    later(seconds=40)
    await deliver()
    assert len(push.posts) == 2
    assert push.opened()[1]["app_badge"] == 4
    assert push.posts[0].headers["topic"] == push.posts[1].headers["topic"]


async def test_one_a_day_beside_messages(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    await given("plan_shared", young_person=us.ayo)
    await given("action_7", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1  # both due: one push
    await given("review_set", young_person=us.ayo)
    await given("message", young_person=us.ayo)
    later(hours=5)
    await deliver()
    assert len(push.posts) == 2  # the message; the review waits
    later(hours=14, minutes=59)  # 7:59 the next day
    await deliver()
    assert len(push.posts) == 2
    later(minutes=1)
    await deliver()
    assert len(push.posts) == 3


async def test_quiet_hours_hold_everything_but_a_test(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    later(hours=10)  # 10pm
    message = await given("message", young_person=us.ayo)
    await given("new_phone", young_person=us.ayo)
    await deliver()
    assert push.posts == []
    await given("test", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1
    later(hours=9, minutes=59)
    await deliver()
    assert len(push.posts) == 1
    later(minutes=1)
    await deliver()
    assert len(push.posts) == 3
    assert (await notice(message))["next_at"] == clock.now() + DAY  # a whole day from when it could leave first


async def test_who_turned_it_off_hears_nothing_but_a_person_still_gets_it(
    us: SimpleNamespace, push: PushService
) -> None:
    await subscribed(push.browser(), us.ayo)
    await fetch("INSERT INTO notice_settings (id, young_person, shows, messages, plan, quiet, quiet_from, quiet_until, held) "
                "VALUES ($1, $2, 'none', true, true, true, '22:00', '08:00', false)", new_id(), us.ayo)  # fmt: skip
    one = await given("message", young_person=us.ayo)
    row = await until_it_ends(one)
    assert (row["end"], push.posts) == ("handed", [])


async def test_a_task_goes_with_the_young_person(us: SimpleNamespace) -> None:
    await until_it_ends(await given("message", young_person=us.ayo))
    await fetch("UPDATE link SET ends_at = $1 WHERE young_person = $2", clock.now(), us.ayo)
    await cast.allocated(us.ayo, us.omar, starts_at=clock.now())
    await rise()
    assert (await fetch("SELECT worker FROM task"))[0]["worker"] == us.omar
    assert [row["worker"] for row in await fetch("SELECT worker FROM notice WHERE kind = 'task' ORDER BY id")] == [
        us.priya,
        us.omar,
    ]
    ends = await fetch("SELECT worker, why FROM notice WHERE kind = 'task' AND ended_at IS NOT NULL")
    assert [(row["worker"], row["why"]) for row in ends] == [(us.priya, "passed_on")]
