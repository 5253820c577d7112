"""One claim from asking to "it came", each step with its words, its day, its line in the ledger and who was told."""

import asyncio
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.shared import clock, db
from backend.shared.ids import new_id
from tests.api.entitlements.claim_doing import (
    BED,
    COUNCIL_TAX,
    GIVEN,
    NO,
    PARTLY,
    YES,
    a_claim,
    a_round,
    act,
    asked,
    mine,
    own,
    people,
    told,
)
from tests.api.messaging.doing import ok, soon


async def stops(browser: Any, claim: str) -> dict[str, tuple[bool, str, str | None, bool]]:
    """By stop: whether it is reached, by whom, by when it is promised, and whether it is late."""
    return {s["code"]: (bool(s["at"]), s["by"], s["due_on"], s["late"]) for s in (await mine(browser, claim))["stops"]}


async def test_the_whole_line(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    assert await told(claim) == [("claim_asked", offer.priya)]
    assert await stops(ayo, claim) == {
        "asked": (True, "", None, False),
        "seen": (False, "", "2026-03-12", False),
        "decided": (False, "", "2026-03-17", False),
        "given": (False, "", None, False),
        "confirmed": (False, "", None, False),
    }
    await ok(await act(priya, claim, "seen"))
    assert await told(claim, still=True) == []
    assert (await stops(ayo, claim))["seen"] == (True, "Priya", None, False)
    await ok(await act(priya, claim, "decide", YES))
    assert await told(claim, still=True) == [("claim_decided", offer.ayo)]
    await ok(await act(priya, claim, "given", GIVEN))
    one = await mine(ayo, claim)
    assert (one["state"], one["decision"], one["decided_pence"], one["given_how"]) == (
        "given",
        "yes",
        54_000,
        "Paid to the shop",
    )
    assert (one["words"], one["pence"], one["title"]) == ("A cooker and a fridge", 54_000, "Setting up home money")
    assert one["pot"] == {"total": 300_000, "spent": 54_000, "left": 246_000, "waiting": 0}
    await a_round(13)
    assert ("claim_confirm", offer.ayo) in await told(claim, still=True)
    ayo, priya = await people(offer, visit, "ayo", "priya")
    await ok(await own(ayo, claim, "confirm", {"came": True}))
    assert await told(claim, still=True) == []
    assert {name: at for name, (at, *_) in (await stops(ayo, claim)).items()} == dict.fromkeys(
        ("asked", "seen", "decided", "given", "confirmed"), True
    )
    lines = await db.fetch("SELECT did, actor FROM audit_row WHERE thing = $1 ORDER BY id", UUID(claim))
    assert [(row["did"], row["actor"]) for row in lines] == [
        ("asked_claim", offer.ayo),
        ("saw_claim", offer.priya),
        ("decided_claim", offer.priya),
        ("gave_claim", offer.priya),
        ("confirmed_claim", offer.ayo),
    ]
    steps = await db.fetch("SELECT act, state, by_owner FROM claim_step ORDER BY id")
    assert [tuple(row.values()) for row in steps] == [
        ("asked", "asked", True),
        ("see", "seen", False),
        ("yes", "decided", False),
        ("give", "given", False),
        ("came", "confirmed", True),
    ]


async def test_it_is_sealed_where_it_stands(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo, words="Marmalade cooker")
    await ok(await act(priya, claim, "decide", {**NO, "reason": "Marmalade reason"}))
    await ok(await own(ayo, claim, "challenge", {"words": "Marmalade challenge"}))
    for table in ("claim", "claim_step", "notice", "audit_row"):
        for row in await db.fetch(f"SELECT t::text AS row FROM {table} t"):
            assert "Marmalade" not in row["row"], table
            assert b"Marmalade".hex() not in row["row"], table
    other = await asked(ayo)
    await ok(await act(priya, other, "decide", NO))
    copy = "UPDATE claim SET reason = (SELECT reason FROM claim WHERE id = $1) WHERE id = $2"
    await db.fetch(copy, UUID(claim), UUID(other))
    assert (await ayo.get("/api/claims/mine")).status_code == 500  # bound to its row


async def test_asked_twice_it_stands_once(offer: SimpleNamespace, visit: Any) -> None:
    ayo, bea = await people(offer, visit, "ayo", "bea")
    said = a_claim()
    answers = await asyncio.gather(*(ayo.post("/api/claims/mine", json=said) for _ in range(4)))
    assert {one.status_code for one in answers} == {201}
    assert (await db.fetch("SELECT count(*) AS n FROM claim"))[0]["n"] == 1
    assert len(await told(said["id"])) == 1
    for other in ({"words": "A bed"}, {"pence": 1}, {"right": "photo_id"}):
        assert (await ayo.post("/api/claims/mine", json={**said, **other})).status_code == 409
    assert (await bea.post("/api/claims/mine", json=said)).status_code == 409
    assert (await db.fetch("SELECT count(*) AS n FROM claim_step"))[0]["n"] == 1


async def test_what_is_asked_elsewhere_is_refused_and_not_now_is_taken(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    for right in (COUNCIL_TAX, "no_such_right"):
        answer = await ayo.post("/api/claims/mine", json=a_claim(right=right))
        assert (answer.status_code, answer.json()["faults"][0]["field"]) == (400, "right")
    # Ayo is 17 and in care: at home money stands at "not right now", and can be asked for.
    assert (await ayo.post("/api/claims/mine", json=a_claim())).status_code == 201
    assert (await priya.post("/api/claims/mine", json=a_claim())).status_code == 403


async def test_twenty_a_day(offer: SimpleNamespace, visit: Any) -> None:
    (ayo,) = await people(offer, visit, "ayo")
    said = a_claim()
    for _ in range(3):
        assert (await ayo.post("/api/claims/mine", json=said)).status_code == 201
    for _ in range(19):
        assert (await ayo.post("/api/claims/mine", json=a_claim())).status_code == 201
    assert (await ayo.post("/api/claims/mine", json=a_claim())).status_code == 429
    assert (await ayo.post("/api/claims/mine", json=said)).status_code == 201  # the same again does not count


WRONG = [
    ("asked", "given", GIVEN), ("given", "decide", YES), ("given", "decide", NO), ("confirmed", "decide", NO),
    ("confirmed", "given", {**GIVEN, "on": "2026-03-09"}), ("refused", "given", GIVEN), ("refused", "decide", YES),
    ("withdrawn", "seen", None), ("withdrawn", "decide", YES), ("given", "late", {"why": "x", "new_day": "2026-03-20"}),
    ("challenged", "given", GIVEN),
]  # fmt: skip
WAYS: dict[str, list[tuple[str, str, Any]]] = {
    "asked": [],
    "decided": [("staff", "decide", YES)],
    "given": [("staff", "decide", YES), ("staff", "given", GIVEN)],
    "confirmed": [("staff", "decide", YES), ("staff", "given", GIVEN), ("own", "confirm", {"came": True})],
    "not_come": [("staff", "decide", YES), ("staff", "given", GIVEN), ("own", "confirm", {"came": False})],
    "refused": [("staff", "decide", NO)],
    "challenged": [("staff", "decide", NO), ("own", "challenge", {"words": "It is not"})],
    "withdrawn": [("own", "withdraw", None)],
}


async def at_state(ayo: Any, priya: Any, state: str) -> str:
    """A claim that stands there."""
    claim = await asked(ayo)
    for who, what, said in WAYS[state]:
        await ok(await (act(priya, claim, what, said) if who == "staff" else own(ayo, claim, what, said)))
    assert (await mine(ayo, claim))["state"] == state
    return claim


@pytest.mark.parametrize(("state", "what", "said"), WRONG)
async def test_a_wrong_turn_changes_nothing(
    offer: SimpleNamespace, visit: Any, state: str, what: str, said: Any
) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, state)
    before = await mine(ayo, claim)
    assert (await act(priya, claim, what, said)).status_code == 409
    assert await mine(ayo, claim) == before


@pytest.mark.parametrize(
    ("state", "what", "said"),
    [
        ("asked", "confirm", {"came": True}), ("refused", "confirm", {"came": True}), ("asked", "confirm", {"came": False}),
        ("decided", "confirm", {"came": False}), ("asked", "challenge", {"words": "x"}), ("decided", "challenge", {"words": "x"}),
        ("given", "withdraw", None), ("confirmed", "withdraw", None), ("confirmed", "confirm", {"came": False}),
        ("challenged", "challenge", {"words": "other words"}), ("challenged", "withdraw", None),
    ],
)  # fmt: skip
async def test_its_owner_takes_no_wrong_turn_either(
    offer: SimpleNamespace, visit: Any, state: str, what: str, said: Any
) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, state)
    assert (await own(ayo, claim, what, said)).status_code == 409
    assert (await mine(ayo, claim))["state"] == state


@pytest.mark.parametrize("state", sorted(WAYS))
async def test_the_last_step_again_is_nothing(offer: SimpleNamespace, visit: Any, state: str) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, state)
    notices, steps = await told(claim), await db.fetch("SELECT * FROM claim_step")
    for who, what, said in WAYS[state][-1:]:
        await ok(await (act(priya, claim, what, said) if who == "staff" else own(ayo, claim, what, said)))
    assert await told(claim) == notices
    assert await db.fetch("SELECT * FROM claim_step") == steps


@pytest.mark.parametrize(
    ("state", "what", "other"),
    [
        ("decided", "decide", {**YES, "pence": 10_000}), ("refused", "decide", {**NO, "reason": "Because."}),
        ("refused", "decide", {**NO, "reason_code": "other"}), ("given", "given", {**GIVEN, "how": "By post"}),
    ],
)  # fmt: skip
async def test_a_step_sent_again_with_other_words_is_refused(
    offer: SimpleNamespace, visit: Any, state: str, what: str, other: Any
) -> None:
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    claim = await at_state(ayo, priya, state)
    before = await mine(ayo, claim)
    assert (await act(priya, claim, what, other)).status_code == 409
    assert (await act(mina, claim, *WAYS[state][-1][1:])).status_code == 409  # nor by somebody else
    assert await mine(ayo, claim) == before


async def test_cal_and_staff_without_a_link_find_nothing(offer: SimpleNamespace, visit: Any) -> None:
    ayo, cal, omar, nia = await people(offer, visit, "ayo", "cal", "omar", "nia")
    claim = await asked(ayo)
    for what, said in (("read", None), ("confirm", {"came": True}), ("challenge", {"words": "x"}), ("withdraw", None)):
        assert (await own(cal, claim, what, said)).status_code == 404
        assert (await own(omar, claim, what, said)).status_code == 403
    late = {"why": "x", "new_day": "2026-03-20"}
    for what, said in (("seen", None), ("decide", YES), ("given", GIVEN), ("late", late)):
        assert (await act(omar, claim, what, said)).status_code == 404
        assert (await act(ayo, claim, what, said)).status_code == 403
        assert (await act(nia, claim, what, said)).status_code == 403
    assert (await omar.get(f"/api/claims/{claim}")).status_code == 404
    assert (await ok(await omar.get("/api/claims")))["rows"] == []
    assert (await ok(await cal.get("/api/claims/mine")))["claims"] == []


async def test_staff_never_move_it_to_confirmed(offer: SimpleNamespace, visit: Any) -> None:
    """Whatever staff and time send, it stands no further than given."""
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    claim = await asked(ayo)
    for who in (priya, mina):
        for what, said in (("seen", None), ("decide", YES), ("given", GIVEN), ("given", {**GIVEN, "how": "again"})):
            await act(who, claim, what, said)
            assert (await own(who, claim, "confirm", {"came": True})).status_code == 403
    await a_round(31)
    assert (await db.fetch("SELECT state, confirmed_at FROM claim"))[0] == {"state": "given", "confirmed_at": None}


async def test_did_it_come_no(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, "given")
    await ok(await own(ayo, claim, "confirm", {"came": False, "words": "Nobody came"}))
    assert set(await told(claim, still=True)) == {("claim_not_come", offer.priya), ("claim_not_come", offer.mina)}
    one = await stops(ayo, claim)
    assert one["given"] == (False, "", "2026-03-24", False)
    clock.stand_still(soon(offer.noon, minutes=1))
    await ok(await act(priya, claim, "given", {**GIVEN, "how": "Sent again"}))
    assert await told(claim, still=True) == [("claim_given", offer.ayo)]
    assert (await stops(ayo, claim))["given"][0]
    await ok(await own(ayo, claim, "confirm", {"came": True}))
    assert (await mine(ayo, claim))["state"] == "confirmed"


async def test_an_old_no_that_comes_again_says_nothing_of_the_new_one(offer: SimpleNamespace, visit: Any) -> None:
    """A phone sends "it did not come" a second time, days later, after it was given again."""
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim, said = await at_state(ayo, priya, "given"), {"came": False, "words": "", "id": str(new_id())}
    await ok(await own(ayo, claim, "confirm", said))
    await ok(await act(priya, claim, "given", {**GIVEN, "how": "Sent again"}))
    await ok(await own(ayo, claim, "confirm", said))
    assert (await mine(ayo, claim))["state"] == "given"
    assert (await own(ayo, claim, "confirm", {**said, "came": True})).status_code == 409
    await ok(await own(ayo, claim, "confirm", {**said, "id": str(new_id())}))
    assert (await mine(ayo, claim))["state"] == "not_come"


async def test_it_came_before_anybody_wrote_it_down(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, "decided")
    await ok(await own(ayo, claim, "confirm", {"came": True}))
    assert {name: at for name, (at, *_) in (await stops(ayo, claim)).items()}["given"]
    assert (await mine(ayo, claim))["pot"]["spent"] == 54_000


@pytest.mark.parametrize(
    "said",
    [
        {"decision": "no"}, {**NO, "reason": ""}, {**NO, "reason": "  "}, {**NO, "reason_code": ""}, {**NO, "pence": 5},
        {"decision": "partly", "pence": 100}, {**PARTLY, "pence": None}, {**PARTLY, "pence": 54_000}, {"decision": "maybe"},
    ],
)  # fmt: skip
async def test_a_no_and_a_partly_say_why_and_how_much(offer: SimpleNamespace, visit: Any, said: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    assert (await act(priya, claim, "decide", said)).status_code == 400
    assert (await mine(ayo, claim))["decision"] is None


async def test_a_no_shows_its_reason_and_who_helps(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    one = await mine(ayo, await at_state(ayo, priya, "refused"))
    assert (one["reason_code"], one["reason"]) == ("over_the_limit", "The money is used up.")
    assert (one["advocate"], one["advocate_phone"]) == ("Coram Voice", "0808 800 5792")
    assert one["pot"] == {"total": 300_000, "spent": 0, "left": 300_000, "waiting": 0}


async def test_reading_it_ends_the_news(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, "refused")
    assert await told(claim, still=True) == [("claim_decided", offer.ayo)]
    await ok(await own(ayo, claim, "read"))
    assert await told(claim, still=True) == []


async def test_a_day_outside_its_time_is_not_taken(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, "decided")
    for day in ("2026-03-11", "2026-03-09"):
        assert (await act(priya, claim, "given", {**GIVEN, "on": day})).status_code == 400
    assert (await mine(ayo, claim))["state"] == "decided"


async def test_the_line_says_when_it_was_given_not_when_that_was_written(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await at_state(ayo, priya, "decided")
    clock.stand_still(soon(offer.noon, days=2))
    ayo, priya = await people(offer, visit, "ayo", "priya")
    await ok(await act(priya, claim, "given", {**GIVEN, "on": "2026-03-11"}))
    assert (await mine(ayo, claim))["stops"][3]["at"] == "2026-03-11T00:00:00Z"


async def test_nobody_reads_so_the_managers_hear(offer: SimpleNamespace, visit: Any) -> None:
    await db.fetch("UPDATE link SET ends_at = $1", offer.noon)
    (ayo,) = await people(offer, visit, "ayo")
    assert await told(await asked(ayo)) == [("claim_asked", offer.mina)]


async def test_an_unknown_claim_is_not_there(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    assert (await own(ayo, str(new_id()), "withdraw")).status_code == 404
    assert (await priya.get(f"/api/claims/{new_id()}")).status_code == 404
    assert (await ayo.post("/api/claims/mine", json=a_claim(right=BED, files=[str(new_id())]))).status_code == 409
    assert (await db.fetch("SELECT count(*) AS n FROM claim"))[0]["n"] == 0


@pytest.mark.parametrize("pence", [0, 1, 53_999])
async def test_a_yes_to_less_is_no_yes(offer: SimpleNamespace, visit: Any, pence: int) -> None:
    """It would need no reason, and could not be challenged."""
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    assert (await act(priya, claim, "decide", {**YES, "pence": pence})).status_code == 400
    await ok(await act(priya, claim, "decide", {**YES, "pence": 60_000}))


async def test_out_of_a_pot_a_yes_says_how_much(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo, pence=None)
    for said in (YES, {**YES, "pence": 0}):
        assert (await act(priya, claim, "decide", said)).status_code == 400
    await ok(await act(priya, claim, "decide", {**YES, "pence": 10_000}))
    assert (await mine(ayo, claim))["pot"]["spent"] == 10_000


async def test_a_complaint_never_goes_only_to_whom_it_may_be_about(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya, mina = await people(offer, visit, "ayo", "priya", "mina")
    claim = await asked(ayo, right="complain", words="My adviser never comes.", pence=None)
    assert await told(claim) == [("claim_asked", offer.mina)]
    answer = await act(priya, claim, "decide", NO)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/second-person")
    await ok(await act(mina, claim, "decide", YES))
