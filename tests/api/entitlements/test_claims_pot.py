"""What is left of a sum: nobody promises more than there is, and of two at once only one may take the last of it."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from backend.shared import db
from tests.api.entitlements.claim_doing import (
    BED,
    GIVEN,
    LAMP,
    NO,
    PARTLY,
    YES,
    a_claim,
    act,
    an_offer,
    asked,
    home_money,
    mine,
    own,
    people,
)
from tests.api.messaging.doing import ok

POT = [{"id": "start", "title": "Starting out", "pence": 100_000}]
SLICES = [
    {"right": BED, "pot": "start", "cap": 80_000},
    {"right": LAMP, "pot": "start"},
]


async def left(browser: Any, claim: str) -> tuple[int, int, int, int]:
    """Total, spent, left, and what waits, as the claim's owner sees it."""
    return tuple((await mine(browser, claim))["pot"].values())  # type: ignore[return-value]


async def test_more_than_is_left_is_refused_with_what_is_left(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, [home_money(1000)])
    ayo, priya = await people(us, visit, "ayo", "priya")
    first, second = await asked(ayo, pence=54_000), await asked(ayo, pence=60_000)
    assert await left(ayo, second) == (100_000, 0, 100_000, 114_000)
    await ok(await act(priya, first, "decide", YES))
    assert await left(ayo, second) == (100_000, 54_000, 46_000, 60_000)
    answer = await act(priya, second, "decide", YES)
    said = answer.json()
    assert (answer.status_code, said["type"], said["left"]) == (409, "/problems/above-what-is-left", 46_000)
    assert said["detail"] == "£460 is left."
    assert (await mine(ayo, second))["state"] == "asked"
    assert (await act(priya, second, "decide", {**PARTLY, "pence": 46_001})).status_code == 409
    await ok(await act(priya, second, "decide", {**PARTLY, "pence": 46_000}))
    assert await left(ayo, second) == (100_000, 100_000, 0, 0)


async def test_what_is_withdrawn_refused_or_waits_is_not_spent(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, [home_money(1000)])
    ayo, priya = await people(us, visit, "ayo", "priya")
    for end in ("withdraw", "no", "not_come", "waits"):
        claim = await asked(ayo, pence=25_000)
        if end != "waits":
            await ok(await act(priya, claim, "decide", NO if end == "no" else YES))
        if end == "withdraw":
            await ok(await own(ayo, claim, "withdraw"))
        if end == "not_come":
            await ok(await act(priya, claim, "given", GIVEN))
            await ok(await own(ayo, claim, "confirm", {"came": False}))
    assert await left(ayo, claim) == (100_000, 25_000, 75_000, 25_000)


async def test_of_two_decisions_at_once_only_one_gets_the_last_of_it(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, [home_money(1000)])
    ayo, bea, priya, mina = await people(us, visit, "ayo", "bea", "priya", "mina")
    for owner, whose in ((ayo, us.ayo), (bea, us.bea)):
        claims = [await asked(owner, pence=30_000) for _ in range(6)]
        answers = await asyncio.gather(*(act(who, claim, "decide", YES) for claim in claims for who in (priya, mina)))
        assert {one.status_code for one in answers} <= {204, 409}
        decided = await db.fetch(
            "SELECT decided_pence AS p FROM claim WHERE young_person = $1 AND state = 'decided'", whose
        )
        assert [row["p"] for row in decided] == [30_000] * 3


async def test_slices_of_one_pot(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, SLICES, POT)
    ayo, priya = await people(us, visit, "ayo", "priya")
    lamp, bed = await asked(ayo, right=LAMP, pence=50_000), await asked(ayo, right=BED, pence=60_000)
    assert await left(ayo, bed) == (80_000, 0, 80_000, 60_000)
    await ok(await act(priya, lamp, "decide", YES))
    assert await left(ayo, bed) == (80_000, 0, 50_000, 60_000)  # the pot ends before the slice
    assert (await act(priya, bed, "decide", YES)).json()["left"] == 50_000
    await ok(await act(priya, bed, "decide", {**PARTLY, "pence": 50_000}))
    assert await left(ayo, lamp) == (100_000, 100_000, 0, 0)


async def test_a_pot_does_not_fill_again_when_its_line_goes_and_comes_back(us: SimpleNamespace, visit: Any) -> None:
    """A council takes the line out, publishes, and puts it in again, or goes on under another name: spent is spent."""
    await an_offer(us.mina, SLICES, POT)
    ayo, priya = await people(us, visit, "ayo", "priya")
    bed = await asked(ayo, right=BED, pence=70_000)
    await ok(await act(priya, bed, "decide", YES))
    lamp = await asked(ayo, right=LAMP, pence=50_000)
    for number, lines in enumerate(([SLICES[1]], SLICES, [SLICES[1], {"right": "council_tax", "pot": "start"}]), 2):
        await an_offer(us.mina, lines, POT, number=number)
        assert await left(ayo, lamp) == (100_000, 70_000, 30_000, 50_000), number
        assert (await act(priya, lamp, "decide", YES)).json()["left"] == 30_000
    assert [row["pot"] for row in await db.fetch("SELECT pot FROM claim ORDER BY asked_at")] == ["start", ""]


async def test_an_answered_challenge_holds_its_pot_when_the_line_is_gone(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, SLICES, POT)
    ayo, priya, mina = await people(us, visit, "ayo", "priya", "mina")
    bed = await asked(ayo, right=BED, pence=70_000)
    await ok(await act(priya, bed, "decide", {**PARTLY, "pence": 60_000}))
    await ok(await own(ayo, bed, "challenge", {"words": "The fridge is needed too."}))
    await an_offer(us.mina, [SLICES[1]], POT, number=2)
    await ok(await act(mina, bed, "decide", {**PARTLY, "pence": 60_000}))
    lamp = await asked(ayo, right=LAMP, pence=50_000)
    assert await left(ayo, lamp) == (100_000, 60_000, 40_000, 50_000)


@pytest.mark.parametrize("said", [{"decision": "yes", "pence": 0}, {**PARTLY, "pence": 0}])
async def test_nothing_at_all_is_no_promise(us: SimpleNamespace, visit: Any, said: dict[str, Any]) -> None:
    ayo, priya = await people(us, visit, "ayo", "priya")
    for pence in (None, 54_000):
        claim = await asked(ayo, pence=pence)
        answer = await act(priya, claim, "decide", said)
        assert (answer.status_code, answer.json()["faults"][0]["field"]) == (400, "pence")
        assert "£0 promises nothing" in answer.json()["detail"]
        assert (await mine(ayo, claim))["state"] == "asked"
    answer = await ayo.post("/api/claims/mine", json=a_claim(pence=0))
    assert (answer.status_code, answer.json()["detail"]) == (400, "£0 is no sum.")


async def test_a_floor_and_a_right_without_money_hold_nobody_back(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(us, visit, "ayo", "priya")  # the national line: at least 3,000
    bed = await asked(ayo, pence=400_000)
    await ok(await act(priya, bed, "decide", YES))
    assert await left(ayo, bed) == (300_000, 400_000, 0, 0)
    help_alone = await asked(ayo, right="pa_to_25", pence=None, words="")
    await ok(await act(priya, help_alone, "decide", YES))
    one = await mine(ayo, help_alone)
    assert (one["pot"], one["decided_pence"], one["state"]) == (None, None, "decided")


async def test_the_sum_is_this_persons_own(us: SimpleNamespace, visit: Any) -> None:
    """A table by facts: whoever it is less for is held to less, and a claim of another counts nothing."""
    table = [
        {"how": "up_to", "unit": "once", "pence": 50_000, "rule": "age under 18", "for_whom": "Under 18"},
        {"how": "up_to", "unit": "once", "pence": 90_000, "rule": "age from 18", "for_whom": "18 and over"},
    ]
    await an_offer(us.mina, [{"right": BED, "amounts": table}])
    ayo, bea, priya = await people(us, visit, "ayo", "bea", "priya")
    his, hers = await asked(ayo, pence=60_000), await asked(bea, pence=60_000)
    assert (await act(priya, his, "decide", YES)).json()["left"] == 50_000
    await ok(await act(priya, hers, "decide", YES))
    assert await left(bea, hers) == (90_000, 60_000, 30_000, 0)
    assert await left(ayo, his) == (50_000, 0, 50_000, 60_000)


async def test_a_challenged_partly_is_counted_once(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, [home_money(500)])
    ayo, priya, mina = await people(us, visit, "ayo", "priya", "mina")
    claim = await asked(ayo, pence=50_000)
    await ok(await act(priya, claim, "decide", PARTLY))
    await ok(await own(ayo, claim, "challenge", {"words": "A fridge costs more"}))
    assert await left(ayo, claim) == (50_000, 30_000, 20_000, 20_000)
    await ok(await act(mina, claim, "decide", YES))
    assert await left(ayo, claim) == (50_000, 50_000, 0, 0)


async def test_the_list_of_rights_has_the_same_sums(us: SimpleNamespace, visit: Any) -> None:
    await an_offer(us.mina, [home_money(1000)])
    ayo, priya = await people(us, visit, "ayo", "priya")
    claim = await asked(ayo, pence=54_000)
    await ok(await act(priya, claim, "decide", YES))
    bed = next(one for one in (await ok(await ayo.get("/api/rights/mine")))["rights"] if one["id"] == BED)
    assert bed["claims"] == 1
    if bed["pot"]:  # R's list
        assert tuple(bed["pot"].values()) == (100_000, 54_000, 46_000, 0)


async def test_a_sum_nobody_can_be_sure_of_is_the_most_there_is(
    us: SimpleNamespace, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private answer that Ayo does not show must not make his adviser refuse him what he can get."""
    table = [
        {"how": "up_to", "unit": "once", "pence": 50_000, "rule": "has_children is no", "for_whom": "No children"},
        {"how": "up_to", "unit": "once", "pence": 90_000, "rule": "has_children is yes", "for_whom": "With children"},
    ]
    await an_offer(us.mina, [{"right": BED, "amounts": table}])
    ayo, priya = await people(us, visit, "ayo", "priya")
    claim = await asked(ayo, pence=80_000)
    assert (await ok(await priya.get(f"/api/claims/{claim}")))["pot"]["total"] == 90_000
    await ok(await act(priya, claim, "decide", YES))


async def test_a_passport_leaves_the_money_for_a_licence(us: SimpleNamespace, visit: Any) -> None:
    """Two rows for two things are no pot: neither is a ceiling for both together."""
    rows = [{"how": "exact", "pence": pence, "unit": "once", "for_whom": for_whom}
            for pence, for_whom in ((10_200, "You want a passport."), (3_400, "You want a licence."))]  # fmt: skip
    await an_offer(us.mina, [{"right": LAMP, "rule": "age from 16", "amounts": rows}])
    ayo, priya = await people(us, visit, "ayo", "priya")
    for pence in (10_200, 3_400):
        claim = await asked(ayo, right=LAMP, words="For my ID", pence=pence)
        await ok(await act(priya, claim, "decide", YES))
        assert (await mine(ayo, claim))["pot"] is None
