"""What staff see: claims by the clock, one with its words, and figures of a manager's teams; and what it costs."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx

from backend.shared import clock, db
from tests import cast
from tests.api.entitlements.claim_doing import GIVEN, NO, PARTLY, YES, act, asked, own, people
from tests.api.messaging.doing import ok, phone, signed_in
from tests.api.plans.doing import statements


async def rows(browser: httpx.AsyncClient) -> list[dict[str, Any]]:
    return list((await ok(await browser.get("/api/claims")))["rows"])


async def test_the_earliest_promise_is_first_and_what_is_over_last(offer: SimpleNamespace, visit: Any) -> None:
    ayo, bea, priya = await people(offer, visit, "ayo", "bea", "priya")
    ways: dict[str, list[tuple[str, Any]]] = {
        "give": [("decide", YES)], "young_person": [("decide", YES), ("given", GIVEN)], "over": [("decide", NO)],
        "decide": [("seen", None)], "see": [],
    }  # fmt: skip
    for name, steps in ways.items():
        claim = await asked(bea if name == "see" else ayo, words=name)
        for what, said in steps:
            await ok(await act(priya, claim, what, said))
    found = await rows(priya)
    assert [(one["next"], one["due_on"], one["days_late"]) for one in found] == [
        ("see", "2026-03-12", 0),
        ("decide", "2026-03-17", 0),
        ("give", "2026-03-24", 0),
        ("young_person", None, 0),
        ("over", None, 0),
    ]
    assert (found[0]["name"], found[0]["adviser"], found[0]["pence"], found[0]["asked_on"]) == (
        "Bea Example",
        "Priya Tester",
        54_000,
        "2026-03-10",
    )
    looks = await db.fetch("SELECT about FROM audit_row WHERE did = 'saw_in_list'")
    assert sorted(row["about"] for row in looks) == sorted([offer.ayo, offer.bea])
    clock.stand_still(offer.noon + timedelta(days=8))
    (priya,) = await people(offer, visit, "priya")
    assert [(one["next"], one["days_late"]) for one in await rows(priya)][:2] == [("see", 6), ("decide", 1)]
    clock.stand_still(offer.noon + timedelta(days=29))
    (priya,) = await people(offer, visit, "priya")
    assert "over" not in {one["next"] for one in await rows(priya)}


async def test_advisers_see_theirs_and_managers_the_teams(offer: SimpleNamespace, visit: Any) -> None:
    ayo, cal, priya, omar, mina = await people(offer, visit, "ayo", "cal", "priya", "omar", "mina")
    await asked(ayo)
    await asked(cal)
    assert [[one["name"] for one in await rows(who)] for who in (priya, omar)] == [["Ayo Example"], ["Cal Example"]]
    assert sorted(one["name"] for one in await rows(mina)) == ["Ayo Example", "Cal Example"]
    await cast.covers(offer.ayo, offer.omar, starts_at=offer.noon, ends_at=offer.noon + timedelta(days=3))
    assert sorted((one["name"], one["adviser"]) for one in await rows(omar)) == [
        ("Ayo Example", "Omar Tester"),  # who reads now
        ("Cal Example", "Omar Tester"),
    ]


async def test_one_claim_with_its_words_is_a_look(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "seen"))
    one = await ok(await priya.get(f"/api/claims/{claim}"))
    assert (one["words"], one["stops"][1]["by"]) == ("A cooker and a fridge", "Priya Tester")
    looks = await db.fetch("SELECT actor, about, thing FROM audit_row WHERE did = 'looked'")
    assert [tuple(row.values()) for row in looks] == [(offer.priya, offer.ayo, UUID(claim))]


async def figures(browser: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    return dict(await ok(await browser.get("/api/rights/figures", params=query)))


async def test_figures_of_a_team(offer: SimpleNamespace, visit: Any) -> None:
    ayo, bea, priya, mina = await people(offer, visit, "ayo", "bea", "priya", "mina")
    assert (await figures(mina)) == {
        "people": 3, "talked": 0, "confirmed": 0, "asked": 0, "unanswered": 0, "late": 0, "put_off": 0, "refused": [], "promised_pence": 0,
        "promised_not_confirmed": 0, "challenged": 0, "median_days": None,
    }  # fmt: skip
    waits, no, yes, given, done, partly = [await asked(who, pence=40_000) for who in (ayo, ayo, ayo, bea, bea, bea)]
    clock.stand_still(offer.noon + timedelta(days=3))
    ayo, bea, priya, mina = await people(offer, visit, "ayo", "bea", "priya", "mina")
    await ok(await act(priya, no, "decide", NO))
    for claim in (yes, given, done):
        await ok(await act(priya, claim, "decide", YES))
    await ok(await act(priya, partly, "decide", PARTLY))
    await ok(await own(bea, partly, "challenge", {"words": "It costs more"}))
    for claim in (given, done):
        await ok(await act(priya, claim, "given", {**GIVEN, "on": "2026-03-13"}))
    await ok(await own(bea, done, "confirm", {"came": True}))
    found = await figures(mina)
    assert (found["asked"], found["unanswered"], found["late"]) == (6, 1, 1)
    assert (found["promised_pence"], found["promised_not_confirmed"]) == (110_000, 3)
    assert (found["refused"], found["challenged"], found["median_days"]) == (
        [{"reason_code": "over_the_limit", "count": 1}],
        1,
        3,
    )
    leaving = await figures(mina, leaving=True)
    assert len(leaving["refused"]) == 7
    assert not [one for one in leaving["refused"] if one["count"]]
    assert {name for name, count in leaving.items() if count is not None} == {"refused"}
    assert waits


async def test_figures_are_a_managers_and_of_their_own_teams(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    await asked(ayo)
    max_ = await cast.a_worker("Max", "manager")
    await cast.manages(max_, await cast.a_team("Marsh Lane"))
    found = await figures(await signed_in(visit(), max_))
    assert (found["people"], found["asked"]) == (0, 0)
    assert (await priya.get("/api/rights/figures")).status_code == 403


async def test_talks_are_counted_with_their_owners_yes(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    for number, who in ((1, offer.ayo), (2, offer.bea)):
        talk = {"id": f"018f0000-0000-7000-8000-00000000000{number}", "on": "2026-03-09", "words": ""}
        await ok(await priya.post(f"/api/rights/with/{who}/talks", json=talk))
    await ok(await ayo.post("/api/rights/mine/talks/018f0000-0000-7000-8000-000000000001", json={"answer": "yes"}))
    found = await figures(mina)
    assert (found["people"], found["talked"], found["confirmed"]) == (3, 2, 1)


async def count(browser: httpx.AsyncClient, path: str) -> int:
    await ok(await browser.get(path))
    with statements() as sent:
        await ok(await browser.get(path))
    return len(sent)


async def test_what_the_screens_cost(offer: SimpleNamespace, visit: Any) -> None:
    """The same number of statements for one claim as for many."""
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    claim = await asked(ayo)
    paths = [
        (ayo, "/api/claims/mine"),
        (priya, "/api/claims"),
        (priya, f"/api/claims/{claim}"),
        (mina, "/api/rights/figures"),
    ]
    few = [await count(who, path) for who, path in paths]
    for place in range(12):
        await asked(ayo, words=f"Thing {place}")
        person = await cast.a_young_person(f"More{place}", date(2006, 1, 1 + place), team=offer.team)
        await cast.allocated(person, offer.priya)
        await asked(await phone(visit(), person))
    assert [await count(who, path) for who, path in paths] == few
    assert few == [5, 5, 7, 4]
