"""The house as its conformance tests walk it: every route with who may use it, and every row before and after."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from litestar import Litestar

from backend import doors
from backend.people import rules
from backend.shared import db
from tests.conformance import world as w
from tests.conftest import DATABASE, _run, close_pool, open_pool

Route = tuple[str, str]
"""Method and path template, as in doors.csv."""

UNSAFE = {"POST", "PATCH", "DELETE", "PUT"}
STAFF = ("adviser", "manager", "cover", "manager_break_glass", "other_adviser", "other_manager", "nurse", "admin")
WHO_FIRST = ("owner", "owner_joining", *STAFF, "other_young_person", "anonymous")
LEDGER = {"audit_row", "audit_waiting"}
BOOKKEEPING = {"try_count", "challenge", "sign_in_ticket"}
"""Counts of tries and one-use numbers: written by refusals too, and about nobody's record."""


@cache
def matrix() -> dict[Route, dict[str, str]]:
    """doors.csv: what each actor is answered."""
    with Path(__file__).with_name("doors.csv").open(newline="") as file:
        return {(row["method"], row["path"]): row for row in csv.DictReader(file)}


def writes() -> list[Route]:
    """Every route that may change something."""
    return sorted(route for route in matrix() if route[0] in UNSAFE)


def reads() -> list[Route]:
    """Every route that only answers."""
    return sorted(route for route in matrix() if route[0] not in UNSAFE)


def may(route: Route) -> list[str]:
    """Who is answered with a success."""
    return [actor for actor in w.ACTORS if matrix()[route][actor].startswith("2")]


def may_not(route: Route) -> list[str]:
    """Who is refused."""
    return [actor for actor in w.ACTORS if not matrix()[route][actor].startswith("2")]


def whose(route: Route) -> str:
    """The actor this route is made for; where nobody succeeds in this world, whoever gets furthest."""
    if route == ("POST", "/api/staff/passkeys"):
        return "adviser"  # whom the guard lets in; an empty passkey is refused to everyone
    allowed = may(route) or [a for a in w.ACTORS if matrix()[route][a] not in ("401", "403")] or list(w.ACTORS)
    return next(actor for actor in WHO_FIRST if actor in allowed)


@dataclass
class House:
    """The app and the world around Ayo."""

    app: Litestar
    world: w.World
    rebuilt: bool = False

    async def restore(self) -> None:
        """The database is as it was when the world was built, and the pool is open."""
        if not self.rebuilt:
            await open_pool()
            self.rebuilt = not await _rows_again()
        if self.rebuilt:
            await close_pool()
            await _run(
                [
                    f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
                    f"CREATE DATABASE {DATABASE} TEMPLATE onward_house",
                ]
            )
            self.rebuilt = False
        await open_pool()

    async def rebuild(self, *statements: str) -> None:
        """Tables and triggers are changed for this test; the next one gets a whole new database."""
        self.rebuilt = True
        for statement in statements:
            await db.fetch(statement)

    def address(self, route: Route) -> str:
        """The route's path with Ayo's own ids in it."""
        return w.address(self.world, *route)

    def handler(self, route: Route) -> Any:
        """What answers this route."""
        for found in self.app.routes:
            for handler in doors.handlers_of(found):
                path = getattr(found, "path_format", found.path)
                if route[0] in getattr(handler, "http_methods", ()) and plain(path) == route[1]:
                    return handler
        raise LookupError(route)

    def is_open(self, route: Route) -> bool:
        """Whether this route needs no sign-in, so that it has no session and no token."""
        return self.handler(route).opt["action"] in rules.OPEN

    async def ask(self, route: Route, actor: str, **changes: Any) -> httpx.Response:
        """A valid request of this actor, with these changes; `headers` set to None are taken out."""
        valid = w.sent(route)
        if {"json", "content", "data"} & changes.keys():
            valid = {}
        request: dict[str, Any] = {**valid, **changes}
        request["headers"] = {**valid.get("headers", {}), **changes.get("headers", {})}
        taken_out = [name for name, value in request["headers"].items() if value is None]
        request["headers"] = {name: value for name, value in request["headers"].items() if value is not None}
        async with self.world.client(self.app, actor) as client:
            for name in taken_out:
                client.headers.pop(name, None)
            return await client.request(
                request.pop("method", route[0]), request.pop("path", self.address(route)), **request
            )


def plain(path: str) -> str:
    """A path template without the kinds of its parameters."""
    return "/".join(part.split(":")[0] + "}" if ":" in part else part for part in path.split("/"))


@cache
def _tables() -> tuple[str, ...]:
    from backend.piccolo_app import APP_CONFIG

    return tuple(sorted(table._meta.tablename for table in APP_CONFIG.table_classes))


KEEP = "; ".join(["CREATE SCHEMA kept", *(f'CREATE TABLE kept."{name}" AS TABLE "{name}"' for name in _tables())])
"""A copy of every row inside the world's own database: putting rows back is ten times faster than a new database."""


async def _rows_again() -> bool:
    """Every row is as it was kept, past all triggers; False when this database is not the world's."""
    statements = ["SET LOCAL session_replication_role = replica"]
    for name in _tables():
        statements += [f'DELETE FROM "{name}"', f'INSERT INTO "{name}" SELECT * FROM kept."{name}"']
    try:
        async with db.engine().pool.acquire() as connection, connection.transaction():
            await connection.execute("; ".join(statements))
    except asyncpg.PostgresError:
        return False
    return True


async def rows() -> dict[str, dict[str, int]]:
    """Every row of every table as text, with the transaction that wrote it."""
    parts = [
        f"SELECT '{name}' AS name, t::text AS row, t.xmin::text::bigint AS by FROM \"{name}\" t" for name in _tables()
    ]
    found: dict[str, dict[str, int]] = {name: {} for name in _tables()}
    for one in await db.fetch(" UNION ALL ".join(parts)):
        found[one["name"]][one["row"]] = one["by"]
    return found


def changed(before: dict[str, dict[str, int]], after: dict[str, dict[str, int]]) -> dict[str, set[int]]:
    """Tables that differ, each with the transactions that wrote its new rows; bookkeeping is passed over."""
    return {
        name: {after[name][row] for row in after[name].keys() - before[name].keys()}
        for name in after
        if after[name].keys() != before[name].keys() and name not in BOOKKEEPING
    }
