"""Promises: staff hear before the day, the young person before they have to ask, and nobody twice."""

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.people.tables import YoungPerson
from backend.shared import clock, config, db
from tests import cast
from tests.api.entitlements.claim_doing import (
    GIVEN,
    NO,
    YES,
    a_round,
    act,
    an_offer,
    asked,
    mine,
    own,
    people,
    told,
)
from tests.api.entitlements.offering import a_line
from tests.api.messaging.doing import ok


async def new(claim: str, before: list[Any]) -> list[tuple[str, UUID]]:
    """Who was told of this claim since."""
    return sorted((Counter(await told(claim)) - Counter(before)).elements())


async def on(*day: int, claim: str, hour: int = 12) -> list[tuple[str, UUID]]:
    """Who was told in this day's rounds, of which there are three."""
    before = await told(claim)
    for _ in range(3):
        await a_round(*day, hour=hour)
    return await new(claim, before)


async def test_before_the_day_and_after_it(offer: SimpleNamespace, visit: Any) -> None:
    """Asked on Tuesday the 10th: seen by Thursday the 12th, decided by Tuesday the 17th."""
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "seen"))
    assert [await on(day, claim=claim) for day in (10, 11, 12)] == [[], [], []]
    assert await on(13, claim=claim) == [("claim_due", offer.priya)]  # Friday: two working days before Tuesday
    assert [await on(day, claim=claim) for day in (14, 16, 17)] == [[], [], []]
    assert await on(17, claim=claim, hour=22) == []  # the day itself counts whole
    late = sorted([("claim_late", offer.ayo), ("claim_late_staff", offer.priya), ("claim_late_staff", offer.mina)])
    assert await on(18, claim=claim, hour=1) == late
    assert [await on(day, claim=claim) for day in (18, 19, 25)] == [[], [], []]


async def test_unseen_is_late_on_its_own_and_then_so_is_the_answer(offer: SimpleNamespace, visit: Any) -> None:
    ayo, _ = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    late = sorted([("claim_late", offer.ayo), ("claim_late_staff", offer.priya), ("claim_late_staff", offer.mina)])
    assert await on(12, claim=claim) == []
    assert await on(13, claim=claim) == sorted([*late, ("claim_due", offer.priya)])
    assert await on(18, claim=claim) == late
    (ayo,) = await people(offer, visit, "ayo")
    stops = {s["code"]: (s["due_on"], s["late"]) for s in (await mine(ayo, claim))["stops"]}
    assert (stops["seen"], stops["decided"]) == (("2026-03-12", True), ("2026-03-17", True))
    near = (await ok(await ayo.get("/api/rights/mine/near")))["claims"]
    assert [(one["id"], one["waits"], one["due_on"]) for one in near] == [(claim, "late", "2026-03-12")]
    assert not near[0]["private"]


async def test_a_claim_that_tells_of_staying_here_is_marked_so_that_today_does_not_name_it(
    offer: SimpleNamespace, visit: Any
) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo, right="immigration_help", pence=None)
    await a_round(20)
    (ayo,) = await people(offer, visit, "ayo")
    near = (await ok(await ayo.get("/api/rights/mine/near")))["claims"]
    assert [(one["id"], one["waits"], one["private"]) for one in near] == [(claim, "late", True)]


async def test_a_claim_whose_right_is_in_no_offer_any_more_is_not_named_on_today(
    offer: SimpleNamespace, visit: Any
) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    box = a_line("baby_box", title="Baby box", one_line="Clothes and a bed.", about="We bring it.", topic="money",
        who="You expect a baby.", rule="pregnant is yes", if_no="Ask again.", steps=["Ask us."], icon="home", in_app=True, answer_days=10,
        given="responsible_council")  # fmt: skip
    await an_offer(offer.mina, [box], number=2)
    claim = await asked(ayo, right="baby_box", pence=None)
    await an_offer(offer.mina, [], number=3)
    await a_round(20)
    (ayo,) = await people(offer, visit, "ayo")
    near = (await ok(await ayo.get("/api/rights/mine/near")))["claims"]
    assert [(one["id"], one["private"]) for one in near] == [(claim, True)]


async def test_a_weekend_and_a_bank_holiday_are_no_working_days(offer: SimpleNamespace, visit: Any) -> None:
    """Asked on Maundy Thursday: Good Friday, the weekend and Easter Monday do not count, so seen by Wednesday the 8th."""
    clock.stand_still(datetime(2026, 4, 2, 12, tzinfo=UTC))
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    for day in (3, 4, 5, 6, 7, 8):
        assert await on(2026, 4, day, claim=claim) == [], day
    # On the 9th it is late to be seen, and the answer of Monday the 13th is two working days away.
    assert {kind for kind, _ in await on(2026, 4, 9, claim=claim)} == {"claim_late", "claim_late_staff", "claim_due"}


async def test_asked_out_of_hours_on_a_saturday_it_counts_from_monday(offer: SimpleNamespace, visit: Any) -> None:
    clock.stand_still(datetime(2026, 3, 14, 23, tzinfo=UTC))
    (ayo,) = await people(offer, visit, "ayo")
    stops = {s["code"]: s["due_on"] for s in (await mine(ayo, await asked(ayo)))["stops"]}
    assert (stops["seen"], stops["decided"]) == ("2026-03-17", "2026-03-20")


async def test_the_day_is_londons(offer: SimpleNamespace, visit: Any) -> None:
    """Half past midnight on Tuesday 16 June in London is still Monday in UTC."""
    clock.stand_still(datetime(2026, 6, 15, 23, 30, tzinfo=UTC))
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    assert {s["code"]: s["due_on"] for s in (await mine(ayo, claim))["stops"]}["seen"] == "2026-06-18"
    before = await told(claim)
    for hour, late in ((22, False), (23, True)):
        clock.stand_still(datetime(2026, 6, 18, hour, tzinfo=UTC))
        await a_round()
        assert (("claim_late", offer.ayo) in await new(claim, before)) is late


async def test_a_new_day_and_why(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await on(18, claim=claim)
    (priya,) = await people(offer, visit, "priya")
    said = {"why": "The panel meets next week.", "new_day": "2026-03-25"}
    before = await told(claim)
    await ok(await act(priya, claim, "late", said))
    await ok(await act(priya, claim, "late", said))  # again: nothing
    assert await new(claim, before) == [("claim_late", offer.ayo)]
    assert await told(claim, still=True) == [("claim_late", offer.ayo)]
    (ayo,) = await people(offer, visit, "ayo")
    one = await mine(ayo, claim)
    stops = {s["code"]: (bool(s["at"]), s["due_on"], s["late"]) for s in one["stops"]}
    assert (one["state"], one["why_late"]) == ("seen", said["why"])  # whoever says why has seen it
    assert (stops["seen"], stops["decided"]) == ((True, None, False), (False, "2026-03-25", False))
    assert await on(20, claim=claim) == []
    assert await on(23, claim=claim) == [("claim_due", offer.priya)]
    assert {kind for kind, _ in await on(26, claim=claim)} == {"claim_late", "claim_late_staff"}  # a promise of its own
    (priya,) = await people(offer, visit, "priya")
    await ok(await act(priya, claim, "decide", YES))
    assert [kind for kind, _ in await told(claim, still=True)] == ["claim_decided"]
    (ayo,) = await people(offer, visit, "ayo")
    assert (await mine(ayo, claim))["why_late"] == ""


@pytest.mark.parametrize(
    ("day", "status"), [("2026-03-17", 400), ("2026-03-18", 204), ("2026-06-17", 204), ("2026-06-18", 400)]
)
async def test_a_new_day_is_to_come_and_in_reach(offer: SimpleNamespace, visit: Any, day: str, status: int) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    assert (await act(priya, claim, "late", {"why": "x", "new_day": day})).status_code == status


async def test_an_adviser_puts_it_off_once_and_then_only_a_manager(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "late", {"why": "The panel meets late.", "new_day": "2026-03-25"}))
    again = {"why": "It meets later still.", "new_day": "2026-04-08"}
    refused = await act(priya, claim, "late", again)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/second-person")
    assert "manager" in refused.json()["detail"]
    await ok(await act(mina, claim, "late", again))
    one = await mine(ayo, claim)
    assert (one["put_off"], one["first_due_on"], one["why_late"]) == (2, "2026-03-17", again["why"])
    assert {stop["code"]: stop["due_on"] for stop in one["stops"]}["decided"] == "2026-04-08"
    far = await act(mina, claim, "late", {"why": "x", "new_day": "2026-06-18"})
    assert far.json()["faults"][0]["problem"] == "Use a day after 8 April 2026, and not after 17 June 2026."
    await ok(await act(mina, claim, "late", {"why": "x", "new_day": "2026-06-17"}))


async def test_putting_off_makes_no_figure_look_better(offer: SimpleNamespace, visit: Any) -> None:
    """Two claims of one day; one is put off before its day. Both are late by the same day in the list and the figures."""
    ayo, priya = await people(offer, visit, "ayo", "priya")
    left, put_off = await asked(ayo), await asked(ayo)
    await ok(await act(priya, left, "seen"))
    await ok(await act(priya, put_off, "late", {"why": "The panel meets late.", "new_day": "2026-04-15"}))
    clock.stand_still(datetime(2026, 3, 20, 12, tzinfo=UTC))
    priya, mina = await people(offer, visit, "priya", "mina")
    rows = {row["id"]: row for row in (await ok(await priya.get("/api/claims")))["rows"]}
    assert [(rows[one]["days_late"], rows[one]["first_due_on"]) for one in (left, put_off)] == [
        (3, None),
        (3, "2026-03-17"),
    ]
    found = await ok(await mina.get("/api/rights/figures"))
    assert (found["late"], found["put_off"]) == (2, 1)
    await ok(await act(priya, put_off, "decide", YES))  # what was promised is done; the next promise is a new one
    found = await ok(await mina.get("/api/rights/figures"))
    assert (found["late"], found["put_off"]) == (1, 0)
    (ayo,) = await people(offer, visit, "ayo")
    assert ((await mine(ayo, put_off))["put_off"], (await mine(ayo, put_off))["first_due_on"]) == (0, None)


async def test_every_promise_has_its_clock(offer: SimpleNamespace, visit: Any) -> None:
    """Given within ten working days of a yes, a challenge answered within ten, and each can be late."""
    ayo, priya = await people(offer, visit, "ayo", "priya")
    yes, no = await asked(ayo), await asked(ayo)
    await ok(await act(priya, yes, "decide", YES))
    await ok(await act(priya, no, "decide", NO))
    await ok(await own(ayo, no, "challenge", {"words": "It is not fair"}))
    late = ["claim_late", "claim_late_staff", "claim_late_staff"]
    for day, kinds in ((19, []), (20, ["claim_due"]), (24, []), (25, late)):
        before = {claim: await told(claim) for claim in (yes, no)}
        await a_round(day)
        for claim in (yes, no):
            assert [kind for kind, _ in await new(claim, before[claim])] == kinds, (day, claim == yes)
    clock.stand_still(datetime(2026, 3, 25, 12, tzinfo=UTC))
    (priya,) = await people(offer, visit, "priya")
    for claim, stop in ((yes, "give_by"), (no, "challenge_by")):
        await ok(await act(priya, claim, "late", {"why": "The shop is shut.", "new_day": "2026-04-01"}))
        row = (await db.fetch(f"SELECT {stop} AS by, due_on FROM claim WHERE id = $1", UUID(claim)))[0]
        assert str(row["by"]) == str(row["due_on"]) == "2026-04-01"


async def test_it_is_asked_twice_whether_it_came(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "decide", YES))
    await ok(await act(priya, claim, "given", GIVEN))
    confirm = [("claim_confirm", offer.ayo)]
    assert [await on(day, claim=claim) for day in (10, 11, 12)] == [[], [], []]
    assert [await on(day, claim=claim) for day in (13, 14, 19)] == [confirm, [], []]
    assert [await on(day, claim=claim) for day in (20, 21, 31)] == [confirm, [], []]
    (ayo,) = await people(offer, visit, "ayo")
    near = (await ok(await ayo.get("/api/rights/mine/near")))["claims"]
    assert [(one["waits"], one["title"]) for one in near] == [("confirm", "Setting up home money")]


async def test_after_a_pause_only_the_last_question_is_asked(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "decide", YES))
    await ok(await act(priya, claim, "given", GIVEN))
    assert await on(25, claim=claim) == [("claim_confirm", offer.ayo)]


async def test_who_reads_now_is_told_and_whoever_left_is_not(offer: SimpleNamespace, visit: Any) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    await db.fetch("UPDATE link SET ends_at = $1 WHERE worker = $2", offer.noon, offer.priya)
    await cast.allocated(offer.ayo, offer.omar)
    assert ("claim_late_staff", offer.omar) in await on(13, claim=claim)
    assert offer.priya not in {who for kind, who in await told(claim) if kind != "claim_asked"}


async def test_a_new_adviser_is_not_told_again_of_what_was_told(offer: SimpleNamespace, visit: Any) -> None:
    """Once for each promise: whoever takes over finds the claim, and since when it is late, in the list."""
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    assert ("claim_late_staff", offer.priya) in await on(13, claim=claim)
    await db.fetch("UPDATE link SET ends_at = $1 WHERE worker = $2", offer.noon, offer.priya)
    await cast.allocated(offer.ayo, offer.omar)
    assert await on(14, claim=claim) == []


async def test_nobody_is_told_of_somebody_who_left(offer: SimpleNamespace, visit: Any) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    await YoungPerson.update({YoungPerson.ended_at: offer.noon}).where(YoungPerson.id == offer.ayo)
    assert await on(13, claim=claim) == []


async def test_a_claim_being_decided_is_not_told_of_behind_its_back(offer: SimpleNamespace, visit: Any) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    claim = await asked(ayo)
    async with db.transaction():
        await db.fetch("SELECT id FROM claim FOR UPDATE")
        import asyncio
        import contextvars

        clock.stand_still(datetime(2026, 3, 13, 12, tzinfo=UTC))
        before = await told(claim)
        loop = asyncio.get_running_loop()
        await loop.create_task(a_round(), context=contextvars.Context())
        assert await told(claim) == before
    await a_round()
    assert len(await told(claim)) > len(before)


async def test_a_council_promises_its_own_days(
    offer: SimpleNamespace, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONWARD_CLAIM_SEE_DAYS", "4")
    monkeypatch.setenv("ONWARD_ADVOCATE_NAME", "Harbour Voices")
    config.settings.cache_clear()
    try:
        (ayo,) = await people(offer, visit, "ayo")
        one = await mine(ayo, await asked(ayo))
        assert {s["code"]: s["due_on"] for s in one["stops"]}["seen"] == "2026-03-16"
        assert one["advocate"] == "Harbour Voices"
    finally:
        monkeypatch.undo()
        config.settings.cache_clear()
