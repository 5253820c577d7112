"""What the tests of claims do again and again: an offer, a claim, a round of time, and who was told."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx

from backend.entitlements.jobs import chase_claims
from backend.entitlements.tables import OfferVersion
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.messaging.doing import ok, phone, signed_in

UP_TO = {"how": "up_to", "unit": "once"}
BED, LAMP, COUNCIL_TAX = "setting_up_home", "photo_id", "council_tax"  # the last is asked for elsewhere


async def an_offer(
    by: UUID, lines: list[dict[str, Any]], pots: list[dict[str, Any]] | None = None, number: int = 1
) -> None:
    """This council's offer, written by an administrator and published by this second person long ago."""
    writer = await cast.a_worker(f"Writer{number}", "admin")
    await OfferVersion.insert(
        OfferVersion(
            number=number,
            lines=json.dumps([{"offered": "yes", **line} for line in lines]),
            pots=json.dumps(pots or []),
            laws="[]",
            why="x",
            from_on=date(2025, 1, 1),
            base=0,
            round=1,
            published_at=datetime(2025, 1, 1, tzinfo=UTC),
            published_by=by,
            sent_by=writer,
        )
    )


def home_money(pounds: int = 3000) -> dict[str, Any]:
    """Setting up home money: at most so many pounds, answered in five working days."""
    return {"right": BED, "amounts": [{**UP_TO, "pence": pounds * 100}], "answer_days": 5}


def a_claim(**changes: Any) -> dict[str, Any]:
    """A claim as the phone makes it, under a fresh id."""
    return {"id": str(new_id()), "right": BED, "words": "A cooker and a fridge", "pence": 54_000, **changes}


async def people(us: SimpleNamespace, visit: Any, *names: str) -> list[httpx.AsyncClient]:
    """The open browsers of these: phones of young people, and staff signed in."""
    young = {"ayo", "bea", "cal"}
    return [await (phone if name in young else signed_in)(visit(), getattr(us, name)) for name in names]


async def asked(browser: httpx.AsyncClient, **changes: Any) -> str:
    """The id of a claim that stands."""
    return str((await ok(await browser.post("/api/claims/mine", json=a_claim(**changes))))["id"])


async def act(browser: httpx.AsyncClient, claim: str, what: str, said: Any = None) -> httpx.Response:
    """What this member of staff is answered when they do this to the claim."""
    return await browser.post(f"/api/claims/{claim}/{what}", json=said)


async def own(browser: httpx.AsyncClient, claim: str, what: str, said: Any = None) -> httpx.Response:
    """What its owner is answered when they do this to the claim."""
    return await browser.post(f"/api/claims/mine/{claim}/{what}", json=said)


async def mine(browser: httpx.AsyncClient, claim: str = "") -> dict[str, Any]:
    """The claim as its owner sees it; without an id the newest."""
    found = (await ok(await browser.get("/api/claims/mine")))["claims"]
    return dict(next(one for one in found if claim in ("", one["id"])))


async def a_round(*day: int, hour: int = 12) -> None:
    """Time's round, on this day where one is given."""
    if day:
        year, month, of = (2026, 3, *day)[-3:]
        clock.stand_still(datetime(year, month, of, hour, tzinfo=UTC))
    await chase_claims(Viewer.clock("claim.chase", clock.now()))


async def told(claim: str, *, still: bool = False) -> list[tuple[str, Any]]:
    """Kinds of notice about this claim and to whom, in the order they were given; with `still` only open ones."""
    rows = await db.fetch("SELECT * FROM notice WHERE thing = $1 ORDER BY given_at, kind, key", UUID(claim))
    return [(row["kind"], row["young_person"] or row["worker"]) for row in rows if not (still and row["ended_at"])]


NO = {"decision": "no", "reason_code": "over_the_limit", "reason": "The money is used up."}
PARTLY = {"decision": "partly", "pence": 30_000, "reason_code": "over_the_limit", "reason": "A fridge costs less."}
YES: dict[str, Any] = {"decision": "yes"}
GIVEN = {"how": "Paid to the shop", "on": "2026-03-10"}
