"""A no is challenged once: whoever said it never answers, a manager must where there is one, and it never gets worse."""

from types import SimpleNamespace
from typing import Any

import pytest

from backend.shared import db
from tests import cast
from tests.api.entitlements.claim_doing import (
    NO,
    PARTLY,
    YES,
    act,
    asked,
    mine,
    own,
    people,
    told,
)
from tests.api.messaging.doing import ok, signed_in

UNFAIR = {"words": "My old one is broken"}


async def refused(us: SimpleNamespace, visit: Any, by: str = "priya", said: Any = NO) -> tuple[Any, Any, str]:
    """Ayo's phone, whoever said no, and the claim that is challenged."""
    ayo, who = await people(us, visit, "ayo", by)
    claim = await asked(ayo)
    await ok(await act(who, claim, "decide", said))
    await ok(await own(ayo, claim, "challenge", UNFAIR))
    return ayo, who, claim


async def test_a_manager_answers_and_the_young_person_knows(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya, claim = await refused(offer, visit)
    (mina,) = await people(offer, visit, "mina")
    one = await mine(ayo, claim)
    assert (one["state"], one["challenge"], one["challenge_due_on"]) == ("challenged", UNFAIR["words"], "2026-03-24")
    assert await told(claim, still=True) == [("claim_challenged", offer.mina)]
    answer = await act(priya, claim, "decide", YES)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/second-person")
    assert answer.json()["detail"] == "You decided this before. Someone else answers it now."
    await ok(await act(mina, claim, "decide", YES))
    assert await told(claim, still=True) == [("claim_challenge_answered", offer.ayo)]
    one = await mine(ayo, claim)
    assert (one["state"], one["decision"], one["decided_pence"], one["challenge_due_on"]) == (
        "decided",
        "yes",
        54_000,
        None,
    )
    assert one["challenge"] == UNFAIR["words"]


async def test_a_cover_does_not_answer_where_there_is_a_manager(offer: SimpleNamespace, visit: Any) -> None:
    ayo, _, claim = await refused(offer, visit)
    await cast.covers(offer.ayo, offer.omar, starts_at=offer.noon, ends_at=offer.noon.replace(day=20))
    (omar,) = await people(offer, visit, "omar")
    answer = await act(omar, claim, "decide", YES)
    assert (answer.status_code, answer.json()["detail"]) == (409, "A manager answers this one.")
    assert (await mine(ayo, claim))["state"] == "challenged"


async def test_the_only_manager_said_no_so_the_adviser_answers(offer: SimpleNamespace, visit: Any) -> None:
    ayo, mina, claim = await refused(offer, visit, by="mina")
    (priya,) = await people(offer, visit, "priya")
    assert await told(claim, still=True) == [("claim_challenged", offer.priya)]
    assert (await act(mina, claim, "decide", YES)).status_code == 409
    await ok(await act(priya, claim, "decide", YES))
    assert (await mine(ayo, claim))["state"] == "decided"


async def test_another_manager_must_where_there_is_one(offer: SimpleNamespace, visit: Any) -> None:
    moss = await cast.a_worker("Moss", "manager", team=offer.team)
    await cast.manages(moss, offer.team)
    _, mina, claim = await refused(offer, visit, by="mina")
    (priya,) = await people(offer, visit, "priya")
    assert await told(claim, still=True) == [("claim_challenged", moss)]
    assert [(await act(who, claim, "decide", YES)).status_code for who in (mina, priya)] == [409, 409]
    await ok(await act(await signed_in(visit(), moss), claim, "decide", YES))


async def test_where_nobody_is_left_any_manager_hears(offer: SimpleNamespace, visit: Any) -> None:
    """The adviser said no, and the team has no manager: a manager of another team knows of it."""
    await db.fetch("DELETE FROM manages")
    _, _, claim = await refused(offer, visit)
    assert await told(claim, still=True) == [("claim_challenged", offer.mina)]


async def test_the_answer_stands(offer: SimpleNamespace, visit: Any) -> None:
    ayo, _, claim = await refused(offer, visit)
    (mina,) = await people(offer, visit, "mina")
    await ok(
        await act(mina, claim, "decide", {**NO, "reason_code": "other", "reason": "We looked again. It stays a no."})
    )
    one = await mine(ayo, claim)
    assert (one["state"], one["reason"]) == ("refused", "We looked again. It stays a no.")
    assert (await own(ayo, claim, "challenge", {"words": "Once more"})).status_code == 409
    assert (await own(ayo, claim, "challenge", UNFAIR)).status_code == 204  # the one that was made
    steps = await db.fetch("SELECT act, by FROM claim_step ORDER BY id")
    assert [row["act"] for row in steps] == ["asked", "no", "challenge", "no"]  # the first no is kept with who said it
    assert steps[1]["by"] == offer.priya


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (NO, 400), ({**PARTLY, "pence": 29_999}, 400), ({**PARTLY, "pence": 30_000, "reason": "It stays so."}, 204),
        ({**PARTLY, "pence": 40_000}, 204), (YES, 204),
    ],
)  # fmt: skip
async def test_a_challenged_partly_never_gets_worse(offer: SimpleNamespace, visit: Any, said: Any, status: int) -> None:
    ayo, _, claim = await refused(offer, visit, said=PARTLY)
    (mina,) = await people(offer, visit, "mina")
    assert (await act(mina, claim, "decide", said)).status_code == status
    one = await mine(ayo, claim)
    assert one["state"] == ("challenged" if status == 400 else "decided")
    assert one["decided_pence"] >= 30_000


async def test_a_yes_is_not_challenged(offer: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(offer, visit, "ayo", "priya")
    claim = await asked(ayo)
    await ok(await act(priya, claim, "decide", YES))
    assert (await own(ayo, claim, "challenge", UNFAIR)).status_code == 409
