"""The adviser's list: who needs what, by when, and in which order."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from backend.plans.tables import Action, PlanVersion
from backend.shared.ids import new_id
from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import a_draft, ok, shared


async def rows(adviser) -> dict[str, dict]:
    return {one["known_as"]: one for one in (await ok(await adviser.get("/api/caseload")))["people"]}


async def test_from_first_plan_to_answer(us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]) -> None:
    priya = await signed_in(visit, us.priya)
    ayo = (await rows(priya))["Ayo"]
    # In care since ten, so eligible on the 16th birthday, 14 July 2024; the assessment was due three months later.
    assert (ayo["need"], ayo["by"], ayo["group"], ayo["plan"]["stop"]) == ("first_plan", "2024-10-14", "today", "none")
    assert ayo["late_days"] == 512
    assert (ayo["age"], ayo["initials"], ayo["phone"], ayo["cover"], ayo["language"]) == (17, "AE", "none", False, "")

    await a_draft(priya, us.ayo)
    assert (await rows(priya))["Ayo"]["need"] == "finish"
    await ok(await priya.post(f"/api/plans/{us.ayo}/finish"))
    ayo = (await rows(priya))["Ayo"]
    assert (ayo["need"], ayo["by"], ayo["late_days"], ayo["plan"]["stop"]) == ("share", "2026-03-17", 0, "written")
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    ayo = (await rows(priya))["Ayo"]
    assert (ayo["need"], ayo["by"], ayo["plan"]["stop"]) == ("phone", "2026-03-17", "shared")

    phone = await a_phone(visit, us.ayo)
    ayo = (await rows(priya))["Ayo"]
    assert (ayo["need"], ayo["phone"]) == ("wait_open", "joined")
    version = (await ok(await phone.get("/api/plans/mine")))["version"]["id"]
    await ok(await phone.post(f"/api/plans/mine/{version}/opened"))
    assert (await rows(priya))["Ayo"]["need"] == "wait_answer"
    no = {"id": str(new_id()), "answer": "disagree", "words": "No one asked me about Leeds."}
    await ok(await phone.post(f"/api/plans/mine/{version}/answer", json=no))
    ayo = (await rows(priya))["Ayo"]
    assert (ayo["need"], ayo["by"], ayo["group"], ayo["need_detail"]) == ("disagree", "2026-03-13", "week", no["words"])
    assert (ayo["answer"], ayo["answer_words"], ayo["plan"]["stop"]) == ("disagree", no["words"], "understood")

    at(us.noon + timedelta(minutes=1))
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    assert (await rows(priya))["Ayo"]["need"] == "finish"  # the answer is being worked into the next version


async def test_not_opened_after_a_week_needs_the_adviser(
    us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]
) -> None:
    await shared(await signed_in(visit, us.priya), us.ayo)
    await a_phone(visit, us.ayo)
    at(us.noon + timedelta(days=8))
    ayo = (await rows(await signed_in(visit, us.priya)))["Ayo"]
    assert (ayo["need"], ayo["by"], ayo["late_days"]) == ("unopened", "2026-03-17", 1)


async def test_a_workers_own_promise_shows_when_it_is_near_and_goes_when_it_is_done(
    us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]
) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo, owner=us.priya)
    await ok(await (await a_phone(visit, us.ayo)).get("/api/plans/mine"))
    at(datetime(2026, 3, 14, 12, 0, tzinfo=UTC))
    priya = await signed_in(visit, us.priya)
    ayo = (await rows(priya))["Ayo"]
    assert (ayo["need"], ayo["by"], ayo["need_detail"]) == ("actions", "2026-03-20", "Send the form to the bank")
    action = (await Action.select(Action.id).where(Action.by_worker == us.priya).first())["id"]
    done = {"id": str(new_id()), "status": "done"}
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions/{action}/progress", json=done))
    assert (await rows(priya))["Ayo"]["need"] == "wait_open"


async def test_whose_list_it_is(us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]) -> None:
    omar, mina = await signed_in(visit, us.omar), await signed_in(visit, us.mina)
    assert sorted(await rows(omar)) == ["Cal"]
    assert sorted(await rows(mina)) == ["Ayo", "Bea", "Cal"]
    assert sorted(await rows(await signed_in(visit, us.zed))) == []
    await cast.covers(us.ayo, us.omar, starts_at=us.noon - timedelta(days=1), ends_at=us.noon + timedelta(hours=1))
    assert {name: row["cover"] for name, row in (await rows(omar)).items()} == {"Ayo": True, "Cal": False}
    at(us.noon + timedelta(hours=2))
    assert sorted(await rows(await signed_in(visit, us.omar))) == ["Cal"]


async def test_the_order_is_law_then_promise_then_who_waits_longest(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    dov = await cast.a_young_person("Dov", date(2007, 7, 14), team=us.team)
    await cast.allocated(dov, us.priya)
    written = datetime(2026, 3, 3, 12, tzinfo=UTC)
    await PlanVersion.insert(PlanVersion(young_person=dov, number=1, begun_at=written, written_at=written))
    answer = await ok(await priya.get("/api/caseload"))
    assert [(one["known_as"], one["need"], one["by"]) for one in answer["people"]] == [
        ("Ayo", "first_plan", "2024-10-14"),
        ("Dov", "share", "2026-03-10"),
        ("Bea", "none", None),  # 22 and has not asked for support: no plan must be there
    ]
    assert (answer["needs"], answer["everyone"], answer["waiting"], answer["today"]) == (2, 3, 0, "2026-03-10")
