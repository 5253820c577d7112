"""What the tests of plans do again and again: make a council, write a plan, share it, count statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
from piccolo.engine.postgres import PostgresEngine

from backend.audit.tables import AuditRow
from backend.people.tables import DeclaredRelationship
from backend.shared import db
from backend.shared.ids import new_id
from tests import cast


async def quayside(noon: datetime) -> SimpleNamespace:
    """Priya advises Ayo (17) and Bea (22), Omar advises Cal (20), Mina manages the team; Zed manages another one."""
    team, other = await cast.a_team(), await cast.a_team("Harbour")
    here = SimpleNamespace(team=team, other=other, noon=noon)
    here.priya = await cast.a_worker("Priya", "adviser", team=team)
    here.omar = await cast.a_worker("Omar", "adviser", team=team)
    here.mina = await cast.a_worker("Mina", "manager", team=team)
    here.zed = await cast.a_worker("Zed", "manager", team=other)
    here.ayo = await cast.a_young_person("Ayo", date(2008, 7, 14), team=team)
    here.bea = await cast.a_young_person("Bea", date(2003, 5, 2), team=team)
    here.cal = await cast.a_young_person("Cal", date(2006, 1, 30), team=team)
    await cast.allocated(here.ayo, here.priya)
    await cast.allocated(here.bea, here.priya)
    await cast.allocated(here.cal, here.omar)
    await cast.manages(here.mina, team)
    await cast.manages(here.zed, other)
    return here


def an_action(**changes: Any) -> dict[str, Any]:
    """A clear action, as the form sends it."""
    return {
        "id": str(new_id()),
        "matter": "home",
        "what": "Set up your gas and electric",
        "by_whom": None,
        "by_when": "2026-03-16",
        "helps": "You pay less",
        "plan_b": "We ring them together",
        **changes,
    }


async def ok(answer: httpx.Response) -> Any:
    """The answer's body; anything but a success fails with what was said."""
    assert answer.status_code < 300, f"{answer.request.url} {answer.status_code} {answer.text}"
    return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text


async def a_draft(adviser: httpx.AsyncClient, who: UUID, *, owner: UUID | None = None) -> str:
    """A draft with two clear actions: the young person's own, and one of the adviser's; the own one's id."""
    await ok(await adviser.post(f"/api/plans/{who}/draft"))
    words = {
        "matters": [{"code": "home", "need": "You live by the harbour.", "support": "We visit you each month."}],
        "if_things_change": [{"part": "home", "words": "Ring Priya first."}],
    }
    await ok(await adviser.patch(f"/api/plans/{who}/draft", json=words))
    own = an_action(by_whom=str(who))
    await ok(await adviser.post(f"/api/plans/{who}/actions", json=own))
    if owner:
        theirs = an_action(matter="money", what="Send the form to the bank", by_whom=str(owner), by_when="2026-03-20")
        await ok(await adviser.post(f"/api/plans/{who}/actions", json=theirs))
    return str(own["id"])


async def shared(adviser: httpx.AsyncClient, who: UUID, *, owner: UUID | None = None) -> str:
    """A shared plan; the id of the version."""
    await a_draft(adviser, who, owner=owner)
    await ok(await adviser.post(f"/api/plans/{who}/finish"))
    await ok(await adviser.post(f"/api/plans/{who}/share", json={"why_anyway": None}))
    return str((await ok(await adviser.get(f"/api/plans/{who}")))["current"]["id"])


async def ledger(about: UUID) -> list[tuple[str, str]]:
    """Who did what about this young person, oldest first: (kind of person, code)."""
    rows = await AuditRow.select(AuditRow.actor_kind, AuditRow.did).where(AuditRow.about == about).order_by(AuditRow.id)
    return [(row["actor_kind"], row["did"]) for row in rows]


async def declared(worker: UUID, who: UUID, at: datetime) -> None:
    """This worker knows the young person privately."""
    await DeclaredRelationship.insert(DeclaredRelationship(worker=worker, young_person=who, declared_at=at))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is sent inside, whichever way; without the transaction's own BEGIN and COMMIT."""
    sent: list[str] = []
    run, fetch = PostgresEngine.run_querystring, db.fetch

    async def counted(self: Any, querystring: Any, in_pool: bool = True) -> Any:
        sent.append(querystring.compile_string()[0])
        return await run(self, querystring, in_pool)

    PostgresEngine.run_querystring = counted  # type: ignore[method-assign]
    names = _users_of(fetch)

    async def fetched(sql: str, *values: Any) -> list[dict[str, Any]]:
        sent.append(sql)
        return await fetch(sql, *values)

    for module in names:
        module.fetch = fetched
    try:
        yield sent
    finally:
        PostgresEngine.run_querystring = run  # type: ignore[method-assign]
        for module in names:
            module.fetch = fetch


def _users_of(fetch: Any) -> list[Any]:
    import sys

    return [m for n, m in list(sys.modules.items()) if n.startswith("backend") and getattr(m, "fetch", None) is fetch]
