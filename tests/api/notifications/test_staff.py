"""For staff: tasks, whether push reaches someone, how a team's notices stand; and what leaving and freezing do."""

from types import SimpleNamespace
from typing import Any

from backend.identity.commands import access, phones, staff_accounts
from backend.notifications import jobs
from backend.notifications.commands import hold
from backend.notifications.queries import reach_of
from backend.people.tables import YoungPerson
from backend.shared import clock
from backend.shared.db import fetch
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.identity.doing import a_code, a_phone, signed_in
from tests.api.notifications.doing import (
    DAY,
    a_device,
    deliver,
    given,
    inside,
    later,
    notice,
    rise,
    staff,
    subscribed,
    subscription,
    the_clock,
    until_it_ends,
)
from tests.push_service import PushService


async def test_a_task_is_done_by_whose_it_is(us: SimpleNamespace, visit: Any) -> None:
    one = await given("message", young_person=us.ayo)
    await until_it_ends(one)
    adviser, other, manager = [await signed_in(visit, who) for who in (us.priya, us.omar, us.mina)]
    (task,) = (await adviser.get("/api/notices/tasks")).json()["tasks"]
    assert (task["kind"], task["name"], task["worker"], task["risen"], task["mine"]) == (
        "message",
        "Ayo Example",
        "Priya Tester",
        False,
        True,
    )
    assert [row["did"] for row in await fetch("SELECT did FROM audit_row WHERE about = $1", us.ayo)] == ["saw_in_list"]
    for who in (other, manager):
        assert (await who.get("/api/notices/tasks")).json()["tasks"] == []
        assert (
            await who.post(f"/api/notices/tasks/{task['id']}/done", json={"how": "told_another_way"})
        ).status_code == 404
    assert (await adviser.post(f"/api/notices/tasks/{task['id']}/done", json={"how": "made_up"})).status_code == 400
    for _ in range(2):
        assert (
            await adviser.post(f"/api/notices/tasks/{task['id']}/done", json={"how": "told_another_way"})
        ).status_code == 204
    assert (await adviser.get("/api/notices/tasks")).json()["tasks"] == []
    (row,) = await fetch("SELECT done_by, done_how, rises_at FROM task")
    assert (row["done_by"], row["done_how"], row["rises_at"]) == (us.priya, "told_another_way", None)
    assert [row["end"] for row in await fetch("SELECT \"end\" FROM notice WHERE kind = 'task'")] == ["done"]
    assert len(await fetch("SELECT id FROM audit_row WHERE did = 'did_task'")) == 1


async def test_what_rose_is_the_managers_too(us: SimpleNamespace, visit: Any) -> None:
    await until_it_ends(await given("message", young_person=us.ayo))
    later(days=4)
    await rise()
    manager = await signed_in(visit, us.mina)
    (task,) = (await manager.get("/api/notices/unfinished")).json()["tasks"]
    assert (task["risen"], task["mine"]) == (True, False)
    assert (
        await manager.post(f"/api/notices/tasks/{task['id']}/done", json={"how": "told_another_way"})
    ).status_code == 204


async def test_every_notice_is_in_exactly_one_count(us: SimpleNamespace, visit: Any) -> None:
    manager, other = await signed_in(visit, us.mina), await signed_in(visit, us.zed)
    empty = {
        "given": 0,
        "seen": 0,
        "done": 0,
        "handed": 0,
        "cancelled": 0,
        "open": 0,
        "oldest_open_at": None,
        "tasks": [],
    }
    assert (await manager.get("/api/notices/unfinished")).json() == empty
    await until_it_ends(await given("message", young_person=us.ayo))
    await until_it_ends(await given("action_1", young_person=us.bea))
    await given("message", young_person=us.cal)
    await given("message_waiting", worker=us.priya, about=us.ayo)
    manager, other = await signed_in(visit, us.mina), await signed_in(visit, us.zed)
    said = (await manager.get("/api/notices/unfinished")).json()
    assert (said["given"], said["handed"], said["cancelled"], said["open"]) == (4, 1, 1, 2)
    assert said["given"] == sum(said[end] for end in ("seen", "done", "handed", "cancelled", "open"))
    assert (await other.get("/api/notices/unfinished")).json() == empty


async def test_whether_push_reaches_them(us: SimpleNamespace, visit: Any, push: PushService) -> None:
    adviser = await signed_in(visit, us.priya)

    async def reach() -> str:
        said = (await adviser.get(f"/api/notices/reach/{us.ayo}")).json()
        assert said["texts"] is False
        assert (await reach_of(staff(us.priya), [us.ayo, us.bea])) == {us.ayo: said["push"], us.bea: "none"}
        return str(said["push"])

    assert await reach() == "none"
    phone, device = push.browser(), await a_device(us.ayo)
    id = await subscribed(phone, us.ayo, device=device)
    assert await reach() == "reaches"
    push.answers(phone, 500)
    await given("message", young_person=us.ayo)
    await deliver()
    assert await reach() == "not"
    later(minutes=3)
    await deliver()
    assert await reach() == "reaches"
    push.answers(phone, 410)
    await given("new_phone", young_person=us.ayo)
    await deliver()
    assert ((await subscription(id))["gone_why"], await reach()) == ("http_410", "not")
    await fetch("UPDATE subscription SET gone_why = 'turned_off'")
    assert await reach() == "off"
    await subscribed(push.browser(), us.ayo)
    assert await reach() == "reaches"
    await inside(hold, the_clock(), us.ayo)
    assert await reach() == "off"
    assert (await (await signed_in(visit, us.omar)).get(f"/api/notices/reach/{us.ayo}")).status_code == 404


async def test_a_removed_phone_gets_nothing_more(us: SimpleNamespace, push: PushService) -> None:
    device = await a_device(us.ayo)
    id = await subscribed(push.browser(), us.ayo, device=device)
    viewer = Viewer(kind="adviser", action="phone.remove", now=clock.now(), id=us.priya)
    await phones.remove_for(viewer, us.ayo, device)
    row = await subscription(id)
    assert (row["gone_why"], row["sealed"]) == ("phone_removed", None)
    await given("message", young_person=us.ayo)
    await deliver()
    assert push.posts == []


async def test_freezing_is_felt_by_notices(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    viewer = Viewer(kind="adviser", action="access.freeze", now=clock.now(), id=us.priya)
    await access.freeze(viewer, us.ayo)
    for kind in ("message", "plan_shared", "new_phone", "test"):
        await given(kind, young_person=us.ayo)
    await deliver()
    later(days=3)
    await deliver()
    await jobs.probe(the_clock("notice.probe"))
    assert push.posts == []
    await access.unfreeze(Viewer(kind="adviser", action="access.freeze", now=clock.now(), id=us.priya), us.ayo)
    await deliver()
    assert len(push.posts) == 4


async def test_who_leaves_gets_no_push_and_leaves_nothing_open(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.priya, worker=True)
    mine, digest = (
        await given("message_waiting", worker=us.priya, about=us.ayo),
        await given("review_late", worker=us.priya),
    )
    await cast.covers(us.ayo, us.omar, starts_at=us.noon - DAY, ends_at=us.noon + 9 * DAY)
    await staff_accounts.end(Viewer(kind="admin", action="staff.end", now=clock.now()), us.priya)
    await deliver()
    assert push.posts == []
    assert ((await notice(mine))["worker"], (await notice(mine))["ended_at"]) == (us.omar, None)
    assert ((await notice(digest))["end"], (await notice(digest))["why"]) == ("cancelled", "left")
    assert [row["gone_why"] for row in await fetch("SELECT gone_why FROM subscription")] == ["account_ended"]


async def test_a_new_phone_at_a_distance_or_beside_another_is_told(us: SimpleNamespace, visit: Any) -> None:
    adviser = await signed_in(visit, us.priya)
    await a_phone(visit, us.ayo)
    code = await a_code(adviser, us.ayo)
    assert code["link"]
    (born,) = await YoungPerson.select(YoungPerson.born_on).where(YoungPerson.id == us.ayo)
    new = visit()
    await new.post("/api/joining/take", json={"secret": code["link"].partition("#")[2], "spoken": None})
    await new.post("/api/joining/birthday", json={"born_on": born["born_on"].isoformat()})
    await new.post("/api/joining/phone", json={"others_use": False})
    await adviser.post(f"/api/people/{us.ayo}/joining/confirm", json={"yes": True})
    assert (await new.post("/api/joining/pin", json={"pin": "274951"})).status_code < 300
    (row,) = await fetch("SELECT key, young_person, thing FROM notice")
    assert (row["young_person"], row["key"]) == (us.ayo, f"new_phone:{row['thing']}")


async def test_ten_wrong_pins_are_told_to_whoever_reads(us: SimpleNamespace, visit: Any) -> None:
    phone = await a_phone(visit, us.ayo)
    await phone.post("/api/lock")
    for _ in range(10):
        await phone.post("/api/unlock/pin", json={"pin": "111999"})
        later(hours=1)
    (row,) = await fetch("SELECT kind, worker, about FROM notice")
    assert (row["kind"], row["worker"], row["about"]) == ("phone_out", us.priya, us.ayo)


async def test_the_weekly_look(us: SimpleNamespace, push: PushService) -> None:
    """Only addresses that took nothing for a week, silently, one second long, never at night; a dead one is found."""
    busy, idle, dead, off = (push.browser() for _ in range(4))
    await subscribed(busy, us.ayo)
    await subscribed(idle, us.bea)
    gone = await subscribed(dead, us.cal)
    await subscribed(off, us.priya, worker=True)
    await fetch("INSERT INTO notice_settings (id, worker, shows, messages, plan, quiet, quiet_from, quiet_until, held) "
                "VALUES (gen_random_uuid(), $1, 'none', true, true, true, '22:00', '08:00', false)", us.priya)  # fmt: skip

    async def probe() -> None:
        await jobs.probe(the_clock("notice.probe"))

    later(days=3)
    await given("message", young_person=us.ayo)
    await deliver()
    await probe()
    assert len(push.posts) == 1
    later(days=4, hours=11)  # 11pm, a week on
    await probe()
    assert len(push.posts) == 1
    later(hours=9)
    push.answers(dead, 410)
    await probe()
    await probe()
    assert (len(push.to(busy)), len(push.to(idle)), len(push.to(dead)), len(push.to(off))) == (1, 1, 1, 0)
    post = push.to(idle)[0]
    assert (post.headers["ttl"], post.headers["urgency"], len(post.body)) == ("1", "very-low", 615)
    said = idle.opened(post.body)
    assert (said["notification"]["silent"], said["notification"]["tag"]) == (True, "probe")
    assert (await subscription(gone))["gone_why"] == "http_410"
    later(days=6)
    await probe()
    assert len(push.to(idle)) == 1
    later(days=1)
    await probe()
    assert len(push.to(idle)) == 2
