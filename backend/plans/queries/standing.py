"""What the clock needs to know about many young people at once: dates and ids, never words."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.notifications.tables import Notice
from backend.people.queries import visible_to_sql
from backend.people.rules import ALLOCATED, COVER, MANAGES
from backend.people.tables import YoungPerson
from backend.plans.reminding import ComingReview, OpenAction, SharedPlan
from backend.plans.tables import PlanVersion
from backend.shared.dates import london_date
from backend.shared.db import fetch
from backend.shared.viewer import Viewer

FARTHEST_ACTION = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Doing:
    """An open action and the member of staff who does it, when they work with the young person beside their adviser."""

    action: OpenAction
    doer: UUID | None


@dataclass(slots=True)
class Facts:
    """What stands about one young person."""

    review: ComingReview | None = None
    plan: SharedPlan | None = None
    actions: list[Doing] = field(default_factory=list)


async def page_after(viewer: Viewer, last: UUID | None, many: int) -> list[UUID]:
    """The next so many young people by id, those whose support is over too."""
    rows = await YoungPerson.raw(
        "SELECT y.id FROM young_person y WHERE y.id IN ({}) AND ({}::uuid IS NULL OR y.id > {}) ORDER BY y.id LIMIT {}",
        visible_to_sql(viewer), last, last, many,
    )  # fmt: skip
    return [row["id"] for row in rows]


# An open notice, or one that was handed to somebody who has not done anything yet: each by its own index, because what
# has ended stays for years. `linked`: its worker works with the young person now.
_OPEN = """
    WITH these AS (
        SELECT id FROM notice WHERE young_person = ANY({}) AND ended_at IS NULL
        UNION ALL SELECT id FROM notice WHERE about = ANY({}) AND about IS NOT NULL AND ended_at IS NULL
        UNION ALL SELECT notice FROM task WHERE young_person = ANY({}) AND done_at IS NULL)
    SELECT n.id, n.key, n.kind, n.thing, n.worker, y.id AS who,
        y.ended_at IS NOT NULL AND y.ended_at <= {} AS over,
        n.worker IS NULL OR EXISTS (SELECT FROM link l WHERE l.worker = n.worker AND l.young_person = n.about
            AND l.starts_at <= {} AND (l.ends_at IS NULL OR l.ends_at > {}))
            OR EXISTS (SELECT FROM manages m WHERE m.manager = n.worker AND m.team = y.team) AS linked
    FROM notice n JOIN young_person y ON y.id = coalesce(n.young_person, n.about)
    WHERE n.id IN (SELECT id FROM these) AND n.kind = ANY({}) AND y.id IN ({})
"""


async def open_notices(viewer: Viewer, ids: list[UUID], kinds: frozenset[str]) -> list[dict[str, Any]]:
    """What these young people, and staff about them, were told and is not over yet."""
    now = viewer.now
    return await Notice.raw(_OPEN, ids, ids, ids, now, now, now, sorted(kinds), visible_to_sql(viewer))


_FACTS = """
    SELECT y.id, r.id AS review, r.due_on, r.at, r.set_at, r.with_worker, r.asked_at, r.answer AS review_answer,
        r.answered_at AS review_answered_at, v.id AS version, v.shared_at, v.shared_by, del.at AS delivered_at, ope.at AS opened_at,
        a.answer, a.at AS answered_at, draft.begun_at AS draft_begun_at
    FROM young_person y
    LEFT JOIN review r ON r.young_person = y.id AND r.held_on IS NULL
    LEFT JOIN LATERAL (SELECT id, shared_at, shared_by FROM plan_version WHERE young_person = y.id AND written_at IS NOT NULL
        AND shared_at IS NOT NULL ORDER BY number DESC LIMIT 1) v ON true
    LEFT JOIN reached del ON del.version = v.id AND del.stop = 'delivered'
    LEFT JOIN reached ope ON ope.version = v.id AND ope.stop = 'opened'
    LEFT JOIN LATERAL (SELECT answer, at FROM plan_answer WHERE version = v.id ORDER BY at DESC, id DESC LIMIT 1) a ON true
    LEFT JOIN plan_version draft ON draft.young_person = y.id AND draft.shared_at IS NULL
    WHERE y.id = ANY({}) AND y.id IN ({}) AND (y.ended_at IS NULL OR y.ended_at > {})
"""


async def facts(viewer: Viewer, ids: list[UUID]) -> dict[UUID, Facts]:
    """The review to come and the latest shared version of each of these whose support goes on. One statement."""
    rows = await YoungPerson.raw(_FACTS, ids, visible_to_sql(viewer), viewer.now)
    return {row["id"]: Facts(_review(row), _plan(row)) for row in rows}


def _day(at: datetime | None) -> date | None:
    return london_date(at) if at else None


def _review(row: dict[str, Any]) -> ComingReview | None:
    if row["review"] is None:
        return None
    return ComingReview(
        id=row["review"],
        due_on=row["due_on"],
        at=row["at"],
        by=row["with_worker"],
        set_on=_day(row["set_at"]),
        asked_on=_day(row["asked_at"]),
        change_on=_day(row["review_answered_at"]) if row["review_answer"] == "change" else None,
    )


def _plan(row: dict[str, Any]) -> SharedPlan | None:
    if row["version"] is None:
        return None
    answered = row["answered_at"]
    return SharedPlan(
        id=row["version"],
        shared_on=london_date(row["shared_at"]),
        by=row["shared_by"],
        delivered=row["delivered_at"] is not None,
        opened=row["opened_at"] is not None,
        answer=row["answer"],
        answered_on=_day(answered),
        moved_on=bool(answered) and any(at and at > answered for at in (row["draft_begun_at"], row["set_at"])),
    )


# Of the latest shared version, what is not over: the latest word on a promise stands in whatever version it was said.
# A young person's own that is late is nobody's to chase.
_ACTIONS = """
    SELECT v.young_person, v.shared_at, c.promise, c.by_when, c.by_young_person, c.by_worker,
        CASE WHEN EXISTS (SELECT FROM link l WHERE l.worker = c.by_worker AND l.young_person = v.young_person
                AND l.relation = $4 AND l.starts_at <= $3 AND (l.ends_at IS NULL OR l.ends_at > $3)) THEN $4
            WHEN EXISTS (SELECT FROM link l WHERE l.worker = c.by_worker AND l.young_person = v.young_person
                AND l.relation = $5 AND l.starts_at <= $3 AND (l.ends_at IS NULL OR l.ends_at > $3)) THEN $5
            WHEN EXISTS (SELECT FROM manages m JOIN worker w ON w.id = m.manager WHERE m.manager = c.by_worker
                AND m.team = y.team AND (w.ended_at IS NULL OR w.ended_at > $3)) THEN $6 END AS relation
    FROM young_person y
    JOIN LATERAL (SELECT id, young_person, shared_at FROM plan_version WHERE young_person = y.id AND written_at IS NOT NULL
        AND shared_at IS NOT NULL ORDER BY number DESC LIMIT 1) v ON true
    JOIN action c ON c.version = v.id
    LEFT JOIN LATERAL (SELECT g.status FROM action b JOIN action_progress g ON g.action = b.id
        WHERE b.promise = c.promise ORDER BY g.at DESC, g.id DESC LIMIT 1) p ON true
    WHERE y.id = ANY($1) AND c.by_when <= $2::date + $7::int AND (NOT c.by_young_person OR c.by_when >= $2::date)
        AND coalesce(p.status, '') NOT IN ('done', 'did_not_happen')
"""


async def open_actions(viewer: Viewer, ids: list[UUID]) -> dict[UUID, list[Doing]]:
    """The actions of these young people that are due within a week, and those of others that are late. One statement."""
    seen = [row["id"] for row in await YoungPerson.raw(
        "SELECT y.id FROM young_person y WHERE y.id = ANY({}) AND y.id IN ({})", ids, visible_to_sql(viewer)
    )]  # fmt: skip
    found: dict[UUID, list[Doing]] = defaultdict(list)
    rows = await fetch(_ACTIONS, seen, viewer.today, viewer.now, ALLOCATED, COVER, MANAGES, FARTHEST_ACTION.days)
    for row in rows:
        action = OpenAction(
            promise=row["promise"],
            by_when=row["by_when"],
            own=row["by_young_person"],
            known_on=london_date(row["shared_at"]),
            staff=row["by_worker"] is not None,
        )
        beside = row["relation"] in (COVER, MANAGES)
        found[row["young_person"]].append(Doing(action, row["by_worker"] if beside else None))
    return found


async def latest_shared(viewer: Viewer, young_person: UUID) -> dict[str, Any] | None:
    """The id of their latest shared version."""
    return (
        await PlanVersion.select(PlanVersion.id)
        .where(PlanVersion.young_person == young_person, PlanVersion.shared_at.is_not_null())
        .order_by(PlanVersion.number, ascending=False)
        .first()
    )


async def last_digests(viewer: Viewer, kind: str, workers: list[UUID]) -> dict[UUID, date]:
    """The London day of the last digest of this kind of each of these workers."""
    rows = await fetch(
        "SELECT worker, max(given_at) AS at FROM notice WHERE kind = $1 AND worker = ANY($2) GROUP BY worker", kind, workers
    )  # fmt: skip
    return {row["worker"]: london_date(row["at"]) for row in rows}


async def open_digests(viewer: Viewer, kind: str) -> list[dict[str, Any]]:
    """Digests of this kind that nobody has seen yet."""
    return await fetch("SELECT id, key, worker FROM notice WHERE kind = $1 AND ended_at IS NULL", kind)
