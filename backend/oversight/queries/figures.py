"""Plan sharing: sums made in the database over everyone who must have a plan, and the proof behind each row.

All of it stays inside the manager's own teams, so no cell is hidden: small counts are hidden only in what leaves a team
(decisions 29). Visible here is who this manager may see; others' teams do not exist for them.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from piccolo.querystring import QueryString

from backend.audit.commands import looked_at_many
from backend.oversight.rules import REASONS, STUCK_AFTER
from backend.oversight.schemas import (
    Answers,
    Exclusion,
    Sharing,
    StopCount,
    StuckRow,
    TeamRow,
)  # fmt: skip
from backend.people.queries import visible_to_sql
from backend.people.tables import YoungPerson
from backend.plans.queries.versions import stop_of
from backend.plans.rules import ANSWERS, FIVE_STOPS, Stop, late_if_written_by, percent
from backend.shared.config import settings
from backend.shared.dates import age_on, end_of
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

# One row for each person in sight. The version that counts is the latest finished one: a new version starts again at
# written. Late: finished, not shared, and its last day is over. {} are: sight, team, team, and the instant before which
# something finished is late.
_RECORD = """
    WITH person AS (
        SELECT y.id, y.team, y.child, y.given_name, y.family_name, y.born_on, coalesce(d.must, false) AS must,
            coalesce(d.code, 'not_counted') AS code, d.first_due_on
        FROM young_person y LEFT JOIN duty d ON d.young_person = y.id
        WHERE y.id IN ({}) AND ({}::uuid IS NULL OR y.team = {})
    ), latest AS MATERIALIZED (
        SELECT DISTINCT ON (v.young_person) v.id, v.young_person, v.number, v.written_at, v.shared_at, v.content_hash
        FROM plan_version v JOIN person p ON p.id = v.young_person
        WHERE v.written_at IS NOT NULL ORDER BY v.young_person, v.number DESC
    ), said AS (
        SELECT a.version, (array_agg(a.answer ORDER BY a.at DESC, a.id DESC))[1] AS answer, max(a.at) AS answered_at,
            min(a.at) FILTER (WHERE a.answer <> 'not_now') AS understood_at
        FROM plan_answer a JOIN latest l ON l.id = a.version GROUP BY a.version
    ), record AS (
        SELECT p.*, l.id AS version, l.number, l.content_hash, l.written_at, l.shared_at, del.at AS delivered_at,
            ope.at AS opened_at, s.understood_at, s.answer, s.answered_at,
            l.shared_at IS NULL AND l.written_at < {} AS late,
            coalesce((coalesce(ope.at, del.at, l.shared_at, l.written_at) AT TIME ZONE 'Europe/London')::date,
                p.first_due_on) AS stands_since
        FROM person p
        LEFT JOIN latest l ON l.young_person = p.id
        LEFT JOIN reached del ON del.version = l.id AND del.stop = 'delivered'
        LEFT JOIN reached ope ON ope.version = l.id AND ope.stop = 'opened'
        LEFT JOIN said s ON s.version = l.id
    )
"""
_FIGURES = """
    {}
    SELECT GROUPING(r.team, r.code) AS level, r.team, t.name, r.code, count(*) AS everyone,
        count(*) FILTER (WHERE r.must) AS must_have,
        count(r.written_at) FILTER (WHERE r.must) AS written,
        count(r.shared_at) FILTER (WHERE r.must) AS shared,
        count(r.delivered_at) FILTER (WHERE r.must) AS delivered,
        count(r.opened_at) FILTER (WHERE r.must) AS opened,
        count(r.understood_at) FILTER (WHERE r.must) AS understood,
        count(*) FILTER (WHERE r.must AND r.late) AS late,
        count(*) FILTER (WHERE r.must AND r.answer = 'agree') AS agree,
        count(*) FILTER (WHERE r.must AND r.answer = 'partly') AS partly,
        count(*) FILTER (WHERE r.must AND r.answer = 'disagree') AS disagree,
        count(*) FILTER (WHERE r.must AND r.answer = 'not_now') AS not_now,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.shared_at - r.written_at) / 86400.0)
            FILTER (WHERE r.must AND r.shared_at IS NOT NULL) AS median_days
    FROM record r LEFT JOIN team t ON t.id = r.team
    GROUP BY GROUPING SETS ((), (r.team, t.name), (r.code))
    ORDER BY t.name
"""
_STUCK = """
    {}
    , stuck AS (
        SELECT r.*, {} - r.stands_since AS days, count(*) OVER () AS total FROM record r
        WHERE r.must AND r.understood_at IS NULL AND r.answer IS DISTINCT FROM 'not_now' AND r.stands_since <= {}
        ORDER BY r.stands_since, r.id LIMIT {}
    )
    SELECT s.*, coalesce(w.given_name || ' ' || w.family_name, '') AS adviser,
        EXISTS (SELECT FROM plan_version v WHERE v.young_person = s.id AND v.written_at IS NULL) AS draft
    FROM stuck s LEFT JOIN LATERAL (SELECT a.given_name, a.family_name FROM link l JOIN worker a ON a.id = l.worker
        WHERE l.young_person = s.id AND l.relation = 'allocated' AND l.starts_at <= {} AND (l.ends_at IS NULL OR l.ends_at > {})
        ORDER BY l.starts_at DESC LIMIT 1) w ON true
    ORDER BY s.stands_since, s.id
"""
EVERYONE, OF_TEAM, OF_CODE = 3, 1, 2  # PostgreSQL's GROUPING bits: which of (team, code) this row sums over


def everyone(viewer: Viewer, team: UUID | None) -> QueryString:
    """The rows above, as the beginning of a statement that goes on with `record`."""
    late = end_of(late_if_written_by(viewer.today))
    return QueryString(_RECORD, visible_to_sql(viewer), team, team, late)


async def sharing(viewer: Viewer, team: UUID | None, most: int) -> Sharing:
    """The five stops in this manager's teams, or in one of them; NotFound for a team that is not theirs.

    Two statements for the figures and two for their proof, for 200 young people and for 10,000. Each name on the
    stuck list, at most `most`, is kept as a look.
    """
    async with transaction():
        figures = await YoungPerson.raw(_FIGURES, everyone(viewer, team))
        whole = next(row for row in figures if row["level"] == EVERYONE)
        if team is not None and not whole["everyone"]:
            raise NotFound()
        today = viewer.today
        stuck = await YoungPerson.raw(
            _STUCK,
            everyone(viewer, team),
            today,
            today - timedelta(days=STUCK_AFTER),
            most,
            viewer.now,
            viewer.now,
        )
        await looked_at_many(viewer, [row["id"] for row in stuck])
    median = whole["median_days"]
    return Sharing(
        counted_at=viewer.now,
        council=settings().council,
        must_have=whole["must_have"],
        exclusions=_exclusions(figures),
        stops=[
            StopCount(stop.code, whole[stop.code], percent(whole[stop.code], whole["must_have"])) for stop in FIVE_STOPS
        ],
        late_to_share=whole["late"],
        teams=[_team(row) for row in figures if row["level"] == OF_TEAM and row["team"] is not None],
        stuck=[_stuck(row, viewer) for row in stuck],
        stuck_total=stuck[0]["total"] if stuck else 0,
        median_days_to_share=round(float(median), 1) if median is not None else None,
        answers=Answers(**{answer: whole[answer] for answer in ANSWERS}),
    )


def _exclusions(figures: list[dict[str, Any]]) -> list[Exclusion]:
    counts = {row["code"]: row["everyone"] - row["must_have"] for row in figures if row["level"] == OF_CODE}
    return [Exclusion(code, words, counts[code]) for code, words in REASONS.items() if counts.get(code)]


def _team(row: dict[str, Any]) -> TeamRow:
    names = ("name", "must_have", "written", "shared", "delivered", "opened", "understood", "late")
    return TeamRow(id=row["team"], **{name: row[name] for name in names})


def _stuck(row: dict[str, Any], viewer: Viewer) -> StuckRow:
    stop = stop_of(row) if row["version"] else (Stop.DRAFT if row["draft"] else Stop.NONE)
    return StuckRow(
        young_person=row["id"],
        name=f"{row['given_name']} {row['family_name']}",
        age=age_on(row["born_on"], viewer.today),
        adviser=row["adviser"],
        stop=stop.code,
        days=row["days"],
        number=row["number"],
    )
