"""Plan sharing: sums made in the database over everyone who must have a plan, and the proof behind each row.

All of it stays inside the manager's own teams, so no cell is hidden: small counts are hidden only in what leaves a team
(decisions 29). Visible here is who this manager may see; others' teams do not exist for them.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
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
from backend.plans.rules import ANSWERS, FIVE_STOPS, late_if_written_by, percent
from backend.shared.config import settings
from backend.shared.dates import age_on, end_of, london_date
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

# One row for each person in sight. The version that counts is the latest finished one: a new version starts again at
# written. Late: finished, not shared, and its last day is over. {} are: sight, team, team, and the instant before which
# something finished is late. Ids and instants only, because every row is walked; names are looked up for the few shown.
_RECORD = """
    WITH person AS (
        SELECT y.id, y.team, coalesce(d.must, false) AS must, coalesce(d.code, 'not_counted') AS code, d.first_due_on
        FROM young_person y JOIN ({}) seen ON seen.id = y.id LEFT JOIN duty d ON d.young_person = y.id
        WHERE {}::uuid IS NULL OR y.team = {}
    ), latest AS (
        SELECT DISTINCT ON (young_person) id, young_person, number, written_at, shared_at
        FROM plan_version WHERE written_at IS NOT NULL ORDER BY young_person, number DESC
    ), said AS (
        SELECT version, (array_agg(answer ORDER BY at DESC, id DESC))[1] AS answer, max(at) AS answered_at,
            min(at) FILTER (WHERE answer <> 'not_now') AS understood_at
        FROM plan_answer GROUP BY version
    ), record AS (
        SELECT p.*, l.id AS version, l.number, l.written_at, l.shared_at, del.at AS delivered_at, ope.at AS opened_at,
            s.understood_at, s.answer, s.answered_at, l.shared_at IS NULL AND l.written_at < {} AS late,
            coalesce(ope.at, del.at, l.shared_at, l.written_at, p.first_due_on::timestamp AT TIME ZONE 'Europe/London')
                AS stands_since
        FROM person p
        LEFT JOIN latest l ON l.young_person = p.id
        LEFT JOIN reached del ON del.version = l.id AND del.stop = 'delivered'
        LEFT JOIN reached ope ON ope.version = l.id AND ope.stop = 'opened'
        LEFT JOIN said s ON s.version = l.id
    )
"""
# The figures and the names behind them in one statement: 10,000 records are walked once, and the two always agree.
_SHARING = """
    {}
    , counted AS (
        SELECT team, code, must, count(*) AS everyone, count(written_at) AS written, count(shared_at) AS shared,
            count(delivered_at) AS delivered, count(opened_at) AS opened, count(understood_at) AS understood,
            count(*) FILTER (WHERE late) AS late, count(*) FILTER (WHERE answer = 'agree') AS agree,
            count(*) FILTER (WHERE answer = 'partly') AS partly, count(*) FILTER (WHERE answer = 'disagree') AS disagree,
            count(*) FILTER (WHERE answer = 'not_now') AS not_now
        FROM record GROUP BY team, code, must
    ), waits AS (
        SELECT *, count(*) OVER () AS total FROM record
        WHERE must AND understood_at IS NULL AND answer IS DISTINCT FROM 'not_now' AND stands_since < {}
        ORDER BY stands_since, id LIMIT {}
    ), stuck AS (
        SELECT r.*, y.given_name || ' ' || y.family_name AS name, y.born_on,
            coalesce(w.given_name || ' ' || w.family_name, '') AS adviser,
            EXISTS (SELECT FROM plan_version v WHERE v.young_person = r.id AND v.written_at IS NULL) AS draft
        FROM waits r JOIN young_person y ON y.id = r.id
        LEFT JOIN LATERAL (SELECT a.given_name, a.family_name FROM link l JOIN worker a ON a.id = l.worker
            WHERE l.young_person = r.id AND l.relation = 'allocated' AND l.starts_at <= {}
                AND (l.ends_at IS NULL OR l.ends_at > {}) ORDER BY l.starts_at DESC LIMIT 1) w ON true
    )
    SELECT
        (SELECT coalesce(json_agg(c ORDER BY c.name), '[]') FROM (SELECT counted.*, t.name FROM counted LEFT JOIN team t
            ON t.id = counted.team) c) AS counts,
        (SELECT coalesce(json_agg(stuck ORDER BY stands_since, id), '[]') FROM stuck) AS stuck,
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM shared_at - written_at) / 86400.0)
            FROM record WHERE must AND shared_at IS NOT NULL) AS median_days
"""


class Count(Struct, frozen=True):
    """How many in one team, with one category or reason, in or out of the denominator, came to each stop."""

    team: UUID | None
    name: str | None
    code: str
    must: bool
    everyone: int
    written: int
    shared: int
    delivered: int
    opened: int
    understood: int
    late: int
    agree: int
    partly: int
    disagree: int
    not_now: int


class Stuck(Struct, frozen=True):
    """One of those who stand at a stop for too long; `total` of them in all."""

    id: UUID
    name: str
    born_on: date
    adviser: str
    version: UUID | None
    draft: bool
    number: int | None
    written_at: datetime | None
    shared_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    understood_at: datetime | None
    stands_since: datetime
    total: int


def everyone(viewer: Viewer, team: UUID | None) -> QueryString:
    """The rows above, as the beginning of a statement that goes on with `record`."""
    late = end_of(late_if_written_by(viewer.today))
    return QueryString(_RECORD, visible_to_sql(viewer), team, team, late)


async def sharing(viewer: Viewer, team: UUID | None, most: int) -> Sharing:
    """The five stops in this manager's teams, or in one of them; NotFound for a team that is not theirs.

    One statement for 200 young people and for 10,000. Each name on the stuck list, at most `most`, is kept as a look.
    """
    waited = end_of(viewer.today - timedelta(days=STUCK_AFTER))
    async with transaction():
        found = await YoungPerson.raw(_SHARING, everyone(viewer, team), waited, most, viewer.now, viewer.now)
        counts = msgspec.json.decode(found[0]["counts"], type=list[Count])
        if team is not None and not counts:
            raise NotFound()
        stuck = msgspec.json.decode(found[0]["stuck"], type=list[Stuck])
        await looked_at_many(viewer, [one.id for one in stuck])
    must = [one for one in counts if one.must]
    must_have, median = _sum(must, "everyone"), found[0]["median_days"]
    return Sharing(
        counted_at=viewer.now,
        council=settings().council,
        must_have=must_have,
        exclusions=_exclusions(counts),
        stops=[
            StopCount(stop.code, reached := _sum(must, stop.code), percent(reached, must_have)) for stop in FIVE_STOPS
        ],
        late_to_share=_sum(must, "late"),
        teams=_teams(counts),
        stuck=[_stuck(one, viewer) for one in stuck],
        stuck_total=stuck[0].total if stuck else 0,
        median_days_to_share=round(float(median), 1) if median is not None else None,
        answers=Answers(**{answer: _sum(must, answer) for answer in ANSWERS}),
    )


def _sum(counts: list[Count], what: str) -> int:
    return sum(getattr(one, what) for one in counts)


def _exclusions(counts: list[Count]) -> list[Exclusion]:
    left_out = {code: [one for one in counts if one.code == code and not one.must] for code in REASONS}
    return [Exclusion(code, REASONS[code], _sum(rows, "everyone")) for code, rows in left_out.items() if rows]


def _teams(counts: list[Count]) -> list[TeamRow]:
    names = {one.team: one.name or "" for one in counts if one.team}
    stops = ("written", "shared", "delivered", "opened", "understood", "late")
    rows = []
    for team, name in names.items():
        must = [one for one in counts if one.team == team and one.must]
        rows.append(
            TeamRow(id=team, name=name, must_have=_sum(must, "everyone"), **{stop: _sum(must, stop) for stop in stops})
        )
    return rows


def _stuck(one: Stuck, viewer: Viewer) -> StuckRow:
    return StuckRow(
        young_person=one.id,
        name=one.name,
        age=age_on(one.born_on, viewer.today),
        adviser=one.adviser,
        stop=stop_of(asdict(one) if one.version or one.draft else None).code,
        days=(viewer.today - london_date(one.stands_since)).days,
        number=one.number,
    )
