"""What the tests of papers do again and again: say, write, read one paper, make a round."""

from datetime import datetime
from typing import Any
from uuid import UUID

import httpx

from backend.documents import jobs
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.api.plans.doing import ok

A_NUMBER = "AB 98 76 54 C"


async def say(phone: httpx.AsyncClient, kind: str, status: str, words: str = "", **changes: Any) -> httpx.Response:
    """Its owner says where it is."""
    body = {"id": str(new_id()), "status": status, "words": words, **changes}
    return await phone.post(f"/api/papers/mine/{kind}", json=body)


async def write(staff: httpx.AsyncClient, who: UUID, kind: str, status: str, **changes: Any) -> httpx.Response:
    """The council says where it is; `changes` hold words and the next step."""
    body = {"id": str(new_id()), "status": status, **changes}
    return await staff.post(f"/api/papers/with/{who}/{kind}", json=body)


def a_step(
    who: str = "young_person", what: str = "Sign the form", by: str = "2026-03-20", **more: Any
) -> dict[str, Any]:
    """A clear next step, as the form sends it."""
    return {"next_who": who, "next_what": what, "next_by": by, **more}


async def mine(phone: httpx.AsyncClient, kind: str) -> dict[str, Any]:
    """One paper as its owner sees it."""
    papers = (await ok(await phone.get("/api/papers/mine")))["papers"]
    return next(dict(one) for one in papers if one["kind"] == kind)


async def theirs(staff: httpx.AsyncClient, who: UUID, kind: str) -> dict[str, Any]:
    """One paper as staff see it."""
    papers = (await ok(await staff.get(f"/api/papers/with/{who}")))["papers"]
    return next(dict(one) for one in papers if one["kind"] == kind)


async def a_round(now: datetime | None = None) -> None:
    """What time does in a quarter of an hour."""
    if now:
        clock.stand_still(now)
    await jobs.remind(Viewer.clock("papers.remind", clock.now()))


async def notices(**whose: UUID) -> list[dict[str, Any]]:
    """Notices about papers, oldest first."""
    rows = await db.fetch(
        "SELECT * FROM notice WHERE kind LIKE 'paper%' OR kind LIKE 'immigration%' ORDER BY given_at, key"
    )
    return [row for row in rows if all(row[name] == id for name, id in whose.items())]


async def open_kinds(**whose: UUID) -> list[str]:
    """The kinds of those that are open."""
    return sorted(row["kind"] for row in await notices(**whose) if row["ended_at"] is None)
