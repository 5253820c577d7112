"""Reads of services near by: everybody's list, and the page of whoever keeps it."""

import hashlib
from typing import Any
from uuid import UUID

import msgspec

from backend.local_help import rules
from backend.local_help.schemas import Fault, Feed, Keeping, OwnService, Run, Service, Services
from backend.shared.config import settings
from backend.shared.db import fetch
from backend.shared.viewer import Viewer

EVERY_HOURS, SHOWN_RUNS, SHOWN_FAULTS = 24, 5, 200
# `from_whom` falls back to the feed's name, so that every line says whose word it is.
_SERVICES = """
    SELECT s.id, s.about, s.name, s.what, s.who_for, s.address, s.phone, s.email, s.link, s.opens, s.cost, s.checked_on,
        s.gone_at, coalesce(nullif(s.from_whom, ''), f.name, '') AS from_whom, s.feed, s.revision
    FROM local_service s LEFT JOIN help_feed f ON f.id = s.feed
    WHERE s.gone_at IS NULL OR s.gone_at > $1 ORDER BY s.gone_at IS NOT NULL, lower(s.name), s.id
"""
_RUNS = """
    SELECT * FROM (SELECT r.*, row_number() OVER (PARTITION BY feed ORDER BY at DESC) AS n FROM help_run r) AS one
    WHERE n <= $1 ORDER BY at DESC
"""
_FAULTS = """
    SELECT * FROM (SELECT h.*, row_number() OVER (PARTITION BY feed ORDER BY name, record) AS n FROM help_fault h) AS one
    WHERE n <= $1 ORDER BY name, record
"""


def _said(row: dict[str, Any]) -> dict[str, Any]:
    known = {name: row[name] for name in Service.__struct_fields__ if name not in ("gone", "from_whom")}
    return {**known, "from_whom": row["from_whom"] or settings().council, "gone": row["gone_at"] is not None}


def own_service(row: dict[str, Any]) -> OwnService:
    """This row of the own list, as whoever keeps it reads it."""
    return OwnService(**_said(row), revision=row["revision"])


async def services(viewer: Viewer) -> Services:
    """Every service near by, those that are gone for 30 days more, by name. One statement, the same for everybody."""
    found = [Service(**_said(row)) for row in await fetch(_SERVICES, viewer.now - rules.GONE_SHOWN)]
    mark = hashlib.sha256(msgspec.json.encode(found)).hexdigest()[:16]
    return Services(hash=mark, council=settings().council, services=found)


async def keeping(viewer: Viewer) -> Keeping:
    """The feeds with their last readings and faults, the own list, and how many lines nobody checked for six months."""
    rows = await fetch(_SERVICES, viewer.now - rules.GONE_SHOWN)
    runs, faults = await fetch(_RUNS, SHOWN_RUNS), await fetch(_FAULTS, SHOWN_FAULTS)
    feeds = await fetch("SELECT id, name, address, paused FROM help_feed ORDER BY lower(name)")
    return Keeping(
        feeds=[_feed(one, runs, faults) for one in feeds],
        own=[own_service(row) for row in rows if row["feed"] is None],
        stale=sum(row["gone_at"] is None and row["checked_on"] < viewer.today - rules.STALE for row in rows),
    )


def _feed(feed: dict[str, Any], runs: list[dict[str, Any]], faults: list[dict[str, Any]]) -> Feed:
    def of_it(rows: list[dict[str, Any]], kind: Any) -> list[Any]:
        return [
            kind(**{name: row[name] for name in kind.__struct_fields__}) for row in rows if row["feed"] == feed["id"]
        ]

    id: UUID = feed["id"]
    return Feed(
        id=id,
        name=feed["name"],
        address=feed["address"],
        every_hours=EVERY_HOURS,
        paused=feed["paused"],
        runs=of_it(runs, Run),
        faults=of_it(faults, Fault),
    )
