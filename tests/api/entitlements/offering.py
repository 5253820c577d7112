"""What the tests of the offer do again and again: two editors, a line, a draft sent and published."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import httpx

from backend.shared import clock, db
from tests import cast
from tests.api.messaging.doing import signed_in

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
EDIT = "/api/offer/edit"


async def editors(visit: Callable[..., httpx.AsyncClient]) -> SimpleNamespace:
    """Ada and Abe are administrators, Mina a manager; each signed in, at noon on 29 November 2026."""
    clock.stand_still(NOW)
    team = await cast.a_team()
    here = SimpleNamespace(team=team, visit=visit)
    here.ids = {"ada": await cast.a_worker("Ada", "admin"), "abe": await cast.a_worker("Abe", "admin")}
    here.ids["mina"] = await cast.a_worker("Mina", "manager", team=team)
    await cast.manages(here.ids["mina"], team)
    await all_signed_in(here)
    return here


async def all_signed_in(here: SimpleNamespace) -> None:
    """Everybody's browser is signed in; again after days have passed."""
    for name, worker in here.ids.items():
        setattr(here, name, await signed_in(here.visit(), worker))


def a_line(right: str = "setting_up_home", **changes: Any) -> dict[str, Any]:
    """A line that is right as it stands: this council gives 3,500 pounds."""
    return {
        "right": right,
        "offered": "yes",
        "local": "We give it in shops and as money.",
        "amounts": [{"how": "up_to", "pence": 350_000, "unit": "once"}],
        "source": "Tidewater local offer",
        "link": "https://tidewater.gov.uk/offer",
        "last_checked": "2026-11-01",
        "review_by": "2027-04-01",
        **changes,
    }


async def revision(who: httpx.AsyncClient) -> int:
    """The draft's revision now."""
    return int((await who.get(EDIT)).json()["draft_revision"])


async def post(who: httpx.AsyncClient, what: str, **said: Any) -> httpx.Response:
    """One change on the draft's revision of now, where none is said."""
    if "revision" not in said:
        said["revision"] = await revision(who)
    return await who.post(f"{EDIT}/{what}", json=said)


async def done(who: httpx.AsyncClient, what: str, **said: Any) -> Any:
    """The same, which must succeed; its answer."""
    answer = await post(who, what, **said)
    assert answer.is_success, f"{what}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


async def published(here: SimpleNamespace, *lines: dict[str, Any], why: str = "New sums.", **sent: Any) -> int:
    """Ada writes these lines and sends them, Mina publishes; the version's number."""
    for line in lines:
        await done(here.ada, "lines", line=line)
    await done(here.ada, "send", why=why, **sent)
    await done(here.mina, "publish")
    return int((await here.ada.get(EDIT)).json()["version"])


async def said_of(who: httpx.AsyncClient, right: str) -> dict[str, Any]:
    """The public words of this right."""
    answer = await who.get(f"/api/offer/lines?ids={right}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["rights"][0]
    return found


async def ledger() -> list[str]:
    """Every code in the ledger but the sign-ins, oldest first."""
    return [row["did"] for row in await db.fetch("SELECT did FROM audit_row WHERE did <> 'signed_in' ORDER BY id")]
