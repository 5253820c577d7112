"""Notices of plans and reviews: given with their fact, given by the clock, and always ended when the fact is gone."""

import asyncio
import contextvars
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.people.tables import DeclaredRelationship, Link, YoungPerson
from backend.plans import jobs, reminding
from backend.plans.queries import standing
from backend.plans.tables import Review
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.notifications.doing import deliver
from tests.api.plans.doing import a_draft, an_action, ok, shared, statements

At = Callable[[datetime], None]


async def notices(kind: str = "%", **whose: UUID) -> list[dict[str, Any]]:
    """Of this room's kinds, oldest first."""
    rows = await db.fetch("SELECT * FROM notice WHERE kind LIKE $1 ORDER BY given_at, key", kind)
    ours = reminding.ALL | {"review_late", "digest_manager"}
    return [row for row in rows if row["kind"] in ours and all(row[name] == id for name, id in whose.items())]


async def open_kinds(**whose: UUID) -> list[str]:
    return sorted(row["kind"] for row in await notices(**whose) if row["ended_at"] is None)


async def ends(kind: str) -> list[tuple[str | None, str | None]]:
    return [(row["end"], row["why"]) for row in await notices(kind)]


async def a_round(now: datetime | None = None) -> None:
    """What time does in one hour."""
    if now:
        clock.stand_still(now)
    await jobs.remind(Viewer.clock("review.remind", clock.now()))
    await jobs.chase(Viewer.clock("plan.chase", clock.now()))


async def a_review(who: UUID, due_on: date, **more: Any) -> UUID:
    review = Review(young_person=who, due_on=due_on, why="routine", **more)
    await Review.insert(review)
    return review.id


def day(days: int, hour: int = 9) -> datetime:
    """Tuesday 10 March 2026 and so many days."""
    return datetime(2026, 3, 10, hour, tzinfo=UTC) + timedelta(days=days)


WHEN = {"at": "2026-03-31T15:30:00Z", "place": "The café by the library"}


# --- with the fact ---------------------------------------------------------------------------------------------------


async def test_a_shared_plan_is_told_and_opening_it_ends_that(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo)
    (row,) = await notices("plan_shared")
    assert (row["young_person"], row["thing"], row["key"], row["named"]) == (us.ayo, UUID(version), f"plan-shared:{version}", us.priya)  # fmt: skip
    await ok(await ayo.post(f"/api/plans/mine/{version}/delivered"))
    assert await open_kinds() == ["plan_shared"]  # fetched is not seen
    await ok(await ayo.post(f"/api/plans/mine/{version}/opened"))
    assert await ends("plan_shared") == [("seen", "opened")]


async def test_a_newer_version_takes_the_notice_of_the_older_one_back(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo)
    await shared(priya, us.ayo)
    assert await ends("plan_shared") == [("cancelled", "newer"), (None, None)]


async def test_nothing_is_told_when_sharing_fails(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await a_draft(priya, us.ayo)
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=an_action(by_when=None, by_whom=str(us.ayo))))
    assert (await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None})).status_code == 409
    assert await notices() == []


async def answered(ayo, version: str, answer: str) -> None:
    said = {"id": str(new_id()), "answer": answer, "words": ""}
    await ok(await ayo.post(f"/api/plans/mine/{version}/answer", json=said))


@pytest.mark.parametrize(("answer", "told"), [("agree", 0), ("not_now", 0), ("partly", 1), ("disagree", 1)])
async def test_a_no_goes_to_the_adviser_until_something_comes_of_it(
    us: SimpleNamespace, visit: Visit, answer: str, told: int
) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo)
    await answered(ayo, version, answer)
    assert await ends("plan_shared") == [("seen", "opened")]  # answering is opening
    rows = await notices("plan_answered")
    assert [(row["worker"], row["about"], row["thing"]) for row in rows] == [(us.priya, us.ayo, UUID(version))] * told
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    assert await ends("plan_answered") == [("done", "taken_up")] * told


async def test_a_review_date_and_a_later_yes_take_a_no_up_too(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo)
    await answered(ayo, version, "disagree")
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json=WHEN))
    await answered(ayo, version, "partly")
    await answered(ayo, version, "agree")
    assert await ends("plan_answered") == [("done", "taken_up"), ("done", "answered_again")]


async def test_asking_for_a_review_is_receipted_and_reaches_the_adviser_at_once(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    for _ in range(2):  # twice the same day is once
        await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": "My flat is damp"}))
    assert [(row["kind"], row["young_person"], row["worker"]) for row in await notices()] == [
        ("review_asked", us.ayo, None), ("review_asked_staff", None, us.priya)
    ]  # fmt: skip
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json=WHEN))
    assert await ends("review_asked") == [("cancelled", "date_set")]
    assert await ends("review_asked_staff") == [("done", "date_set")]
    (row,) = await notices("review_set")
    assert (row["useful_until"], row["named"]) == (datetime(2026, 3, 31, 15, 30, tzinfo=UTC), us.priya)


async def test_without_an_adviser_the_manager_hears_at_once(us: SimpleNamespace, visit: Visit) -> None:
    await Link.delete(force=True)
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": ""}))
    assert [row["worker"] for row in await notices("review_asked_staff")] == [us.mina]


async def test_while_the_adviser_is_away_the_cover_hears(us: SimpleNamespace, visit: Visit) -> None:
    await cast.covers(us.ayo, us.omar, starts_at=day(-1), ends_at=day(3))
    ayo, bea = await a_phone(visit, us.ayo), await a_phone(visit, us.bea)
    for phone in (ayo, bea):
        await ok(await phone.post("/api/plans/mine/review/ask", json={"words": ""}))
    assert {row["about"]: row["worker"] for row in await notices("review_asked_staff")} == {us.ayo: us.omar, us.bea: us.priya}  # fmt: skip


async def test_a_cover_who_knows_them_privately_hears_nothing(us: SimpleNamespace, visit: Visit) -> None:
    await cast.covers(us.ayo, us.omar, starts_at=day(-1), ends_at=day(3))
    await DeclaredRelationship.insert(DeclaredRelationship(worker=us.omar, young_person=us.ayo, declared_at=day(-2)))
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": ""}))
    assert [row["worker"] for row in await notices("review_asked_staff")] == [us.priya]


async def test_a_moved_date_is_told_and_what_was_said_of_the_old_one_is_over(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await shared(priya, us.ayo)
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json={**WHEN, "at": "2026-04-20T15:30:00Z"}))
    await a_round(day(13))  # 28 days before
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/change", json={"words": "I work that day"}))
    assert [row["key"].split(":")[0] for row in await notices("review_asked_staff")] == ["review-change"]
    assert await ends("review_28") == [("seen", "opened")]
    await a_round(day(15))
    assert "plan_reply_due" in await open_kinds(worker=us.priya)
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json={**WHEN, "at": "2026-04-21T15:30:00Z"}))
    assert await ends("review_asked_staff") == await ends("plan_reply_due") == [("done", "date_set")]
    assert len(await notices("review_moved")) == 1
    again = {**WHEN, "at": "2026-04-21T15:30:00Z"}
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json=again))  # the same again is nothing new
    assert await open_kinds(young_person=us.ayo) == ["plan_unopened", "review_moved"]
    await a_round(day(17))
    assert len(await notices("review_28")) == 1  # told with the move
    await a_round(day(35))
    assert "review_7" in await open_kinds(young_person=us.ayo)
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json={**WHEN, "at": "2026-04-29T15:30:00Z"}))
    assert await ends("review_7") == [("cancelled", "moved")]


async def test_held_ends_everything_about_it(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await a_review(us.ayo, date(2026, 3, 16))
    await a_round()
    assert await open_kinds() == ["review_7", "review_staff_7"]
    await ok(await priya.post(f"/api/plans/{us.ayo}/review/held", json={"on": "2026-03-10"}))
    assert await open_kinds() == []
    assert await ends("review_%") == [("done", "held")] * 2


async def test_a_new_home_brings_its_own_days(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await a_review(us.ayo, date(2026, 4, 10))
    await a_round()
    await ok(await priya.post(f"/api/plans/{us.ayo}/review/new-home", json={"on": "2026-03-09"}))
    assert await ends("review_%") == [("cancelled", "moved")]
    await a_round()
    assert await open_kinds() == ["review_28", "review_staff_28"]


async def test_done_ends_the_reminder_of_an_action(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    own, theirs = (an_action(by_whom=str(who), by_when="2026-03-24") for who in (us.ayo, us.priya))
    for one in (own, theirs):
        await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=one))
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    await a_round(day(6))
    assert not await notices("action%")
    await a_round(day(7))
    told = sorted(await notices("action%"), key=lambda row: str(row["kind"]))
    assert [(row["kind"], row["young_person"], row["worker"], row["named"]) for row in told] == [
        ("action_7", us.ayo, None, us.priya), ("action_staff_7", None, us.priya, None)
    ]  # fmt: skip
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await ok(await ayo.post(f"/api/plans/mine/actions/{own['id']}/done", json={"id": str(new_id())}))
    said = {"id": str(new_id()), "status": "started"}
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions/{theirs['id']}/progress", json=said))
    assert [row["kind"] for row in await notices("action%") if not row["ended_at"]] == ["action_staff_7"]
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions/{theirs['id']}/progress", json={"id": str(new_id()), "status": "done"}))  # fmt: skip
    assert await ends("action%") == [("done", "done")] * 2
    await a_round(day(20))
    assert len(await notices("action%")) == 2


async def test_a_newer_version_drops_what_it_no_longer_holds_and_keeps_the_rest(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    for what in ("Set up your gas", "Buy a bed", "Ring your nan"):
        one = an_action(by_whom=str(us.ayo), by_when="2026-03-24", what=what)
        await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=one))
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    await a_round(day(8))
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    draft = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["draft"]
    gas, bed, _nan = (one["id"] for part in draft["parts"] for one in part["actions"])
    await ok(await priya.delete(f"/api/plans/{us.ayo}/actions/{gas}"))
    await ok(await priya.patch(f"/api/plans/{us.ayo}/actions/{bed}", json={"by_when": "2026-05-24"}))
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    assert sorted(map(str, await ends("action_7"))) == sorted(map(str, [("cancelled", "newer"), ("cancelled", "moved"), (None, None)]))  # fmt: skip
    await a_round(day(9))
    assert len(await notices("action_7")) == 3
    await a_round(day(13))
    assert await ends("action_1") == [(None, None)]


# --- by the clock ----------------------------------------------------------------------------------------------------


async def test_each_stage_of_a_review_replaces_the_one_before(us: SimpleNamespace, at: At) -> None:
    await a_review(us.ayo, date(2026, 4, 21))
    told: dict[int, list[str]] = {}
    for days in range(-1, 44):
        await a_round(day(days))
        told[days] = await open_kinds()
    assert {days: kinds for days, kinds in told.items() if kinds != told.get(days - 1)} == {
        -1: [], 0: ["review_staff_42"], 14: ["review_28", "review_staff_28"], 35: ["review_7", "review_staff_7"],
        41: ["review_1", "review_staff_7"], 43: ["review_late"],
    }  # fmt: skip
    assert set(await ends("review_28")) == {("cancelled", "newer")}
    assert set(await ends("review_1")) == {("cancelled", "over")}


async def test_any_number_of_rounds_at_once_give_each_notice_once(us: SimpleNamespace) -> None:
    await a_review(us.ayo, date(2026, 4, 2))
    await a_review(us.bea, date(2026, 3, 2))
    await asyncio.gather(*(a_round() for _ in range(8)))
    once = ["digest_manager", "review_28", "review_late", "review_staff_28"]
    assert sorted(row["kind"] for row in await notices()) == once
    for hour in range(1, 15):
        await a_round(day(0, 9) + timedelta(hours=hour))
    assert sorted(row["kind"] for row in await notices() if row["given_at"] < day(1, 0)) == once


async def test_what_nobody_could_be_told_is_the_managers_at_once(us: SimpleNamespace) -> None:
    await a_review(us.ayo, date(2026, 4, 10))
    await Link.delete().where(Link.young_person == us.ayo)
    await a_round()
    assert [(row["kind"], row["worker"]) for row in await notices()] == [("digest_manager", us.mina)]
    await a_round(day(1))
    assert await ends("digest_manager") == [(None, None)]  # the same thing is not told again
    await Review.update({Review.due_on: date(2026, 9, 10)}, force=True)
    await a_round(day(2))
    assert await ends("digest_manager") == [("done", "nothing_left")]


async def test_after_days_of_silence_the_latest_stage_comes_alone(us: SimpleNamespace) -> None:
    await a_review(us.ayo, date(2026, 3, 13))
    await a_round()
    assert await open_kinds() == ["review_7", "review_staff_7"]
    assert len(await notices()) == 2


async def test_a_late_review_is_in_one_digest_each_working_day(us: SimpleNamespace, visit: Visit) -> None:
    await a_review(us.ayo, date(2026, 3, 9))
    await a_review(us.bea, date(2026, 3, 9))
    for days in range(8):  # Tuesday to Tuesday
        await a_round(day(days))
    rows = await notices("review_late")
    assert [row["key"].rsplit(":", 1)[1] for row in rows] == [f"2026-03-{one}" for one in (10, 11, 12, 13, 16, 17)]
    assert {row["worker"] for row in rows} == {us.priya}
    assert [row["end"] for row in rows] == ["cancelled"] * 5 + [None]
    priya = await signed_in(visit, us.priya)
    for who in (us.ayo, us.bea):
        await ok(await priya.post(f"/api/plans/{who}/review/held", json={"on": "2026-03-16"}))
    await a_round(day(8))
    assert (await ends("review_late"))[-1] == ("done", "nothing_left")


async def test_an_unopened_plan_goes_from_them_to_the_adviser_to_the_manager(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo)
    told = {}
    for days in (6, 7, 13, 14, 27, 28):
        await a_round(day(days))
        told[days] = [kind for kind in await open_kinds() if not kind.startswith("action")]
    assert told[6] == ["plan_shared"]
    assert told[7] == told[13] == ["plan_unopened", "plan_unopened_7"]
    assert told[14] == ["plan_unopened", "plan_unopened_14"]
    assert "digest_manager" not in told[27]
    assert "digest_manager" in told[28]
    assert await ends("plan_shared") == [("cancelled", "asked_again")]
    assert [row["worker"] for row in await notices("digest_manager")] == [us.mina]
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["current"]["id"]
    await ok(await ayo.post(f"/api/plans/mine/{version}/opened"))
    assert await ends("plan_unopened") == [("seen", "opened")]
    assert (await ends("plan_unopened_%"))[-1] == ("done", "opened")


async def test_an_asked_review_is_nudged_and_then_the_managers(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": ""}))  # a Tuesday
    told = {}
    for days in range(15):
        await a_round(day(days))
        told[days] = {kind for kind in await open_kinds() if kind in ("review_nudge", "digest_manager")}
    assert [days for days, kinds in told.items() if "review_nudge" in kinds] == list(range(3, 15))
    assert [days for days, kinds in told.items() if "digest_manager" in kinds] == [14]


async def test_a_late_action_of_the_advisers_is_the_managers_after_28_days(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo, owner=us.priya)  # due 20 March; their own on the 16th
    await ok(await ayo.post(f"/api/plans/mine/{version}/opened"))
    told = {}
    for days in (9, 10, 11, 38, 39, 40):
        await a_round(day(days))
        told[days] = sorted(set(await open_kinds()) - {"review_set"})
    assert told == {
        9: ["action_staff_1"], 10: ["action_staff_1"], 11: ["action_late"], 38: ["action_late"], 39: ["action_late"],
        40: ["action_late"],
    }  # fmt: skip
    await a_round(day(41, 9))  # 29 days late on Saturday the 18th: Monday
    assert await open_kinds() == ["action_late", "digest_manager"]


async def test_whoever_left_or_took_over_is_told_and_untold(us: SimpleNamespace, visit: Visit) -> None:
    await a_review(us.ayo, date(2026, 4, 10))
    await a_round()
    assert [row["worker"] for row in await notices("review_staff_%")] == [us.priya]
    await Link.update({Link.ends_at: day(1)}).where(Link.young_person == us.ayo)
    await cast.allocated(us.ayo, us.omar, starts_at=day(1))
    await a_round(day(2))
    assert [(row["worker"], row["why"]) for row in await notices("review_staff_%")] == [(us.priya, "not_theirs"), (us.omar, None)]  # fmt: skip


async def test_a_no_goes_to_whoever_takes_over_and_is_not_taken_back(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    version = await shared(await signed_in(visit, us.priya), us.ayo)
    await ok(await ayo.post(f"/api/plans/mine/{version}/opened"))
    await answered(ayo, version, "disagree")
    await Link.update({Link.ends_at: clock.now()}).where(Link.young_person == us.ayo)
    await cast.allocated(us.ayo, us.omar, starts_at=clock.now())
    await a_round()
    await deliver()
    await a_round()
    assert [(row["worker"], row["end"]) for row in await notices("plan_answered")] == [(us.omar, None)]


async def test_a_cover_is_told_and_the_adviser_keeps_theirs(us: SimpleNamespace) -> None:
    await a_review(us.ayo, date(2026, 4, 20))
    await a_round()
    await cast.covers(us.ayo, us.omar, starts_at=day(1), ends_at=day(4))
    await a_round(day(2))
    assert {(row["worker"], row["end"]) for row in await notices("review_staff_%")} == {(us.priya, None), (us.omar, None)}  # fmt: skip
    await a_round(day(5))
    assert {(row["worker"], row["why"]) for row in await notices("review_staff_%")} == {(us.priya, None), (us.omar, "not_theirs")}  # fmt: skip


async def test_nothing_is_told_of_somebody_whose_support_is_over(us: SimpleNamespace, visit: Visit) -> None:
    await shared(await signed_in(visit, us.priya), us.ayo)
    await Review.update({Review.due_on: date(2026, 3, 20)}, force=True)
    await a_round(day(4))
    assert len(await open_kinds()) >= 3
    await YoungPerson.update({YoungPerson.ended_at: day(4, 12)}).where(YoungPerson.id == us.ayo)
    await a_round(day(5))
    assert await open_kinds() == []
    assert {why for _, why in await ends("%")} == {"person_ended"}
    await a_round(day(30))
    assert await open_kinds() == []


async def test_a_task_whose_fact_is_gone_is_no_longer_anybodys(us: SimpleNamespace) -> None:
    review = await a_review(us.ayo, date(2026, 3, 11))
    await a_round()
    (row,) = await notices("review_1")
    await db.fetch(
        "UPDATE notice SET ended_at = $2, \"end\" = 'handed', next_at = NULL, handed_to = $3 WHERE id = $1", row["id"], day(0, 20), us.priya
    )  # fmt: skip
    await db.fetch(
        "INSERT INTO task (id, notice, kind, worker, young_person, made_at, rises_at) VALUES ($1, $2, 'review_1', $3, $4, $5, $5)",
        new_id(), row["id"], us.priya, us.ayo, day(0, 20),
    )  # fmt: skip
    await a_round(day(1, 21))
    assert (await db.fetch("SELECT done_at FROM task"))[0]["done_at"] is None
    await Review.update({Review.held_on: date(2026, 3, 11)}).where(Review.id == review)
    await a_round(day(2))
    assert (await db.fetch("SELECT done_how, rises_at FROM task"))[0] == {"done_how": "no_longer_needed", "rises_at": None}  # fmt: skip


async def test_a_notice_given_while_a_round_looks_is_not_taken_back(
    us: SimpleNamespace, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan is shared between a round's two looks: what is open is read first, so it can not be taken for old."""
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo)
    looked = False

    def then_share(reading: Callable[..., Any]) -> Callable[..., Any]:
        async def slow(*given: Any) -> Any:
            nonlocal looked
            rows = await reading(*given)
            if not looked:
                looked = True  # a request of its own: its transaction must not join the round's
                loop = asyncio.get_running_loop()
                await loop.create_task(shared(priya, us.ayo), context=contextvars.Context())
            return rows

        return slow

    for name in ("open_notices", "facts"):
        monkeypatch.setattr(standing, name, then_share(getattr(standing, name)))
    await jobs.chase(Viewer.clock("plan.chase", clock.now()))
    assert looked
    assert await ends("plan_shared") == [("cancelled", "newer"), (None, None)]


async def test_a_round_costs_the_same_statements_for_one_and_for_two_hundred(us: SimpleNamespace) -> None:
    with statements() as few:
        await a_round()
    for place in range(200):
        who = await cast.a_young_person(f"More{place}", date(2008, 1, 1 + place % 28), team=us.team)
        await cast.allocated(who, us.priya)
        await a_review(who, date(2026, 4, 2) - timedelta(days=place % 60))
    with statements() as many:
        await a_round()
    assert len(await notices()) > 150
    assert len(many) <= len(few) + 6  # what is given: one statement a page, and the digests
    assert len(many) <= 26
