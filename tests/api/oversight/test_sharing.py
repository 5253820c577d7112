"""Plan sharing: every figure with its denominator, redrawn from the rows, and never from a tick of staff."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.identity.tables import Device
from backend.plans.rules import late_to_share, percent
from backend.plans.tables import PlanAnswer, PlanVersion, Reached
from backend.shared.dates import london_date
from backend.shared.ids import new_id
from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok, shared

STOPS = ("written", "shared", "delivered", "opened", "understood")


async def figure(manager: httpx.AsyncClient, code: str) -> int:
    answer = await ok(await manager.get("/api/sharing"))
    return next(one["count"] for one in answer["stops"] if one["code"] == code)


async def test_the_figure_moves_by_exactly_one_and_only_by_the_young_persons_own_act(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya, mina, ayo = await signed_in(visit, us.priya), await signed_in(visit, us.mina), await a_phone(visit, us.ayo)
    empty = await ok(await mina.get("/api/sharing"))
    assert (empty["must_have"], empty["council"], empty["counted_at"]) == (
        2,
        "Tidewater Council",
        "2026-03-10T12:00:00Z",
    )
    assert empty["exclusions"] == [{"code": "not_asked", "words": "21 to 24 and has not asked for support", "count": 1}]
    assert [one["count"] for one in empty["stops"]] == [0, 0, 0, 0, 0]
    version = await shared(priya, us.ayo)
    assert [await figure(mina, code) for code in STOPS] == [1, 1, 0, 0, 0]
    at = f"/api/plans/mine/{version}"
    await ok(await ayo.post(f"{at}/delivered"))
    assert [await figure(mina, code) for code in STOPS] == [1, 1, 1, 0, 0]
    await ok(await ayo.post(f"{at}/opened"))
    await ok(await ayo.post(f"{at}/answer", json={"id": str(new_id()), "answer": "not_now", "words": ""}))
    assert [await figure(mina, code) for code in STOPS] == [1, 1, 1, 1, 0]
    await ok(await ayo.post(f"{at}/answer", json={"id": str(new_id()), "answer": "disagree", "words": "No"}))
    after = await ok(await mina.get("/api/sharing"))
    assert [(one["count"], one["percent"]) for one in after["stops"]] == [(1, 50)] * 5
    assert after["answers"] == {"agree": 0, "partly": 0, "disagree": 1, "not_now": 0}
    assert after["must_have"] == 2  # Cal, who has no phone and no plan, still counts


async def test_only_the_managers_own_teams(us: SimpleNamespace, visit: Visit) -> None:
    mina, zed = await signed_in(visit, us.mina), await signed_in(visit, us.zed)
    assert [one["name"] for one in (await ok(await mina.get("/api/sharing")))["teams"]] == ["Quayside"]
    nobody = await ok(await zed.get("/api/sharing"))
    assert (nobody["must_have"], nobody["teams"], nobody["stuck"]) == (0, [], [])
    for path in (f"/api/sharing?team={us.other}", f"/api/sharing.csv?team={us.other}"):
        assert (await mina.get(path)).status_code == 404
    assert (await zed.get(f"/api/sharing/{us.ayo}")).status_code == 404
    for worker in (us.priya, await cast.a_worker("Nell", "nurse"), await cast.a_worker("Audrey", "auditor")):
        browser = await signed_in(visit, worker)
        for path in ("/api/sharing", "/api/sharing.csv", f"/api/sharing/{us.ayo}"):
            assert (await browser.get(path)).status_code == 403
    assert (await (await a_phone(visit, us.ayo)).get("/api/sharing")).status_code == 403


async def test_late_and_stuck(us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]) -> None:
    priya = await signed_in(visit, us.priya)
    await PlanVersion.insert(
        PlanVersion(young_person=us.cal, number=1, begun_at=us.noon, written_at=us.noon, written_by=us.omar)
    )
    await shared(priya, us.ayo)
    mina = await signed_in(visit, us.mina)
    fresh = await ok(await mina.get("/api/sharing"))
    assert (fresh["late_to_share"], fresh["stuck"], fresh["stuck_total"]) == (0, [], 0)
    at(datetime(2026, 3, 17, 23, 0, tzinfo=UTC))  # the fifth working day is the last one
    mina = await signed_in(visit, us.mina)
    assert (await ok(await mina.get("/api/sharing")))["late_to_share"] == 0
    at(datetime(2026, 3, 18, 0, 0, tzinfo=UTC))
    mina = await signed_in(visit, us.mina)
    late = await ok(await mina.get("/api/sharing"))
    assert (late["late_to_share"], late["teams"][0]["late"], late["stuck_total"]) == (1, 1, 2)
    assert {(one["name"], one["stop"], one["days"], one["adviser"], one["number"]) for one in late["stuck"]} == {
        ("Ayo Example", "shared", 8, "Priya Tester", 1),
        ("Cal Example", "written", 8, "Omar Tester", 1),
    }
    one = await ok(await mina.get("/api/sharing?most=1"))
    assert (len(one["stuck"]), one["stuck_total"]) == (1, 2)
    assert ("manager", "saw_in_list") in await ledger(us.ayo)
    assert ("manager", "saw_in_list") not in await ledger(us.bea)  # not on the list, so not looked at


async def test_a_first_plan_that_is_overdue_is_stuck_too(us: SimpleNamespace, visit: Visit) -> None:
    stuck = (await ok(await (await signed_in(visit, us.mina)).get("/api/sharing")))["stuck"]
    assert [(one["name"], one["stop"], one["number"]) for one in stuck] == [
        ("Cal Example", "none", None),
        ("Ayo Example", "none", None),
    ]
    assert stuck[1]["days"] == (date(2026, 3, 10) - date(2024, 10, 14)).days


async def a_world(us: SimpleNamespace, many: int) -> None:
    """People at every stop, with older versions, late ones and all four answers, in two teams."""
    for place in range(many):
        born = date(2002 + place % 8, 1 + place % 12, 3)
        who = await cast.a_young_person(f"P{place}", born, team=us.team if place % 3 else us.other)
        phone = Device(
            young_person=who,
            secret_hash=who.bytes,
            label="Phone",
            made_at=us.noon,
            joined_at=us.noon,
            joined_how="here",
        )
        await phone.save()
        for number in range(1, 1 + place // 3 % 3):
            written = us.noon - timedelta(days=60 - 20 * number + place)
            far = (place + number) % 6
            version = PlanVersion(
                id=new_id(), young_person=who, number=number, begun_at=written, written_at=written,
                shared_at=written + timedelta(days=place % 9) if far or number == 1 else None,
            )  # fmt: skip
            await PlanVersion.insert(version)
            await _reach(version, phone.id, far)


async def _reach(version: PlanVersion, phone: UUID, far: int) -> None:
    proof: dict[str, Any] = {"version": version.id, "device": phone, "session": new_id()}
    for stop in ("delivered", "opened")[: max(0, far - 1)]:
        await Reached.insert(Reached(stop=stop, act="opened", at=version.shared_at + timedelta(hours=far), **proof))
    if far >= 4:
        for answer in ("not_now", "partly")[: far - 3]:
            at = version.shared_at + timedelta(hours=9 + far, minutes=answer == "partly")
            await PlanAnswer.insert(PlanAnswer(id=new_id(), answer=answer, words="", at=at, **proof))


async def test_every_figure_can_be_redrawn_from_the_csv(us: SimpleNamespace, visit: Visit) -> None:
    await a_world(us, 48)
    await cast.manages(us.mina, us.other)
    mina = await signed_in(visit, us.mina)
    for team, name in ((None, None), (us.team, "Quayside"), (us.other, "Harbour")):
        asked = f"?team={team}" if team else ""
        figures = await ok(await mina.get(f"/api/sharing{asked}"))
        answer = await mina.get(f"/api/sharing.csv{asked}")
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert {row["team"] for row in rows} == ({name} if name else {"Quayside", "Harbour"})
        must = [row for row in rows if row["must_have_plan"] == "yes"]
        assert figures["must_have"] == len(must) > 3
        counts = {one["code"]: one for one in figures["stops"]}
        for stop in STOPS:
            reached = sum(bool(row[f"{stop}_at"]) for row in must)
            assert (counts[stop]["count"], counts[stop]["percent"]) == (reached, percent(reached, len(must)))
        assert counts["understood"]["count"] < counts["opened"]["count"] < counts["shared"]["count"]
        for exclusion in figures["exclusions"]:
            assert exclusion["count"] == sum(row["category_or_reason"] == exclusion["code"] for row in rows)
        assert figures["must_have"] + sum(one["count"] for one in figures["exclusions"]) == len(rows)
        for said in ("agree", "partly", "disagree", "not_now"):
            assert figures["answers"][said] == sum(row["answer"] == said for row in must)
        waited = sorted(float(row["days_to_share"]) for row in must if row["days_to_share"])
        middle = (waited[(len(waited) - 1) // 2] + waited[len(waited) // 2]) / 2
        assert figures["median_days_to_share"] == pytest.approx(middle, abs=0.06)
        late = [
            row for row in must
            if row["written_at"] and late_to_share(
                london_date(datetime.fromisoformat(row["written_at"])),
                london_date(datetime.fromisoformat(row["shared_at"])) if row["shared_at"] else None,
                date(2026, 3, 10),
            )
        ]  # fmt: skip
        assert figures["late_to_share"] == len(late) == sum(row["late_to_share"] == "yes" for row in must)
        assert sum(one["late"] for one in figures["teams"]) == len(late)


async def test_the_csv_names_nobody_and_keeps_a_look_at_each(us: SimpleNamespace, visit: Visit) -> None:
    mina = await signed_in(visit, us.mina)
    text = (await mina.get("/api/sharing.csv")).text
    assert "Example" not in text
    assert text.count("\r\n") == 4
    for who in (us.ayo, us.bea, us.cal):
        assert ("manager", "saw_in_list") in await ledger(who)


async def test_the_record_is_the_proof(us: SimpleNamespace, visit: Visit, at: Callable[[datetime], None]) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo)
    await ok(await ayo.post(f"/api/plans/mine/{version}/delivered"))
    at(us.noon + timedelta(days=3))
    mina = await signed_in(visit, us.mina)
    record = await ok(await mina.get(f"/api/sharing/{us.ayo}"))
    assert (record["name"], record["age"], record["number"], record["days"]) == ("Ayo Example", 17, 1, 3)
    assert [(one["code"], one["at"] is not None, one["who"], one["how"]) for one in record["stops"]] == [
        ("written", True, "Priya Tester", ""),
        ("shared", True, "Priya Tester", ""),
        ("delivered", True, "", "On their own phone"),
        ("opened", False, "", ""),
        ("understood", False, "", ""),
    ]
    assert record["intact"] is True
    assert ("manager", "looked") in await ledger(us.ayo)
    none = await ok(await mina.get(f"/api/sharing/{us.cal}"))
    assert (none["number"], none["days"], [one["at"] for one in none["stops"]]) == (None, 0, [None] * 5)
