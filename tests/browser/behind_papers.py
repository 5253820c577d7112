"""What is said about papers from elsewhere: by the adviser, and by the clock of the last unlock."""

import asyncio
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from backend.shared.dates import london_date
from tests.browser.by_api import ByApi
from tests.browser.conftest import Served

NUMBER = "AB 12 34 56 C"
"""It looks like one and is nobody's."""


def day(ahead: int) -> str:
    """So many days from today."""
    return (london_date(datetime.now(UTC)) + timedelta(days=ahead)).isoformat()


def writes(adviser: ByApi, who: str, kind: str, status: str, **more: Any) -> None:
    """The council says where this paper is; `more` holds words and the next step."""
    adviser.asks("POST", f"/api/papers/with/{who}/{kind}", {"id": str(uuid.uuid4()), "status": status, **more})


def says(owner: ByApi, kind: str, status: str, words: str = "") -> None:
    """Its owner says where this paper is, on another phone of theirs."""
    owner.asks("POST", f"/api/papers/mine/{kind}", {"id": str(uuid.uuid4()), "status": status, "words": words})


def keeps_nothing(owner: ByApi) -> None:
    """Neither a number nor the day their leave ends is kept for them."""
    owner.asks("DELETE", "/api/papers/mine/ni-number")
    owner.asks("PUT", "/api/papers/mine/immigration", {"leave": "", "expires_on": None, "shown": False})


def theirs(adviser: ByApi, who: str, kind: str) -> dict[str, Any]:
    """One paper as the council sees it."""
    papers = adviser.asks("GET", f"/api/papers/with/{who}")["papers"]
    return next(dict(one) for one in papers if one["kind"] == kind)


def a_while_ago(council: Served) -> None:
    """Every phone here was unlocked ten minutes ago."""

    async def go() -> None:
        link = await asyncpg.connect(f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres")
        await link.execute("UPDATE session SET began_at = began_at - interval '10 minutes' WHERE ended_at IS NULL")
        await link.close()

    with ThreadPoolExecutor(1) as beside:  # the browser's driver has a loop of its own
        beside.submit(asyncio.run, go()).result(30)
