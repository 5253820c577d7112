"""Rights and claims in figures, over a manager's teams and the last year."""

from datetime import timedelta
from statistics import median

from backend.entitlements.figuring import shown
from backend.entitlements.schemas import Refusals, RightsFigures
from backend.entitlements.tables import Claim
from backend.people.queries import visible_to_sql
from backend.shared.viewer import Viewer

YEAR = timedelta(days=365)

_FIGURES = """
    WITH y AS MATERIALIZED (SELECT id FROM young_person WHERE id IN ({}) AND ended_at IS NULL),
    talk AS (SELECT young_person, bool_or(coalesce(answer, '') = 'yes') AS confirmed FROM rights_talk
        WHERE young_person IN (SELECT id FROM y) AND made_at > {} GROUP BY young_person),
    c AS MATERIALIZED (SELECT * FROM claim WHERE young_person IN (SELECT id FROM y))
    SELECT (SELECT count(*) FROM y) AS people, (SELECT count(*) FROM talk) AS talked,
        (SELECT count(*) FROM talk WHERE confirmed) AS confirmed,
        count(*) FILTER (WHERE asked_at > {}) AS asked,
        count(*) FILTER (WHERE state IN ('asked', 'seen')) AS unanswered,
        count(*) FILTER (WHERE due_on < {} AND over_at IS NULL) AS late,
        coalesce(sum(decided_pence) FILTER (WHERE state IN ('decided', 'given', 'not_come', 'challenged')), 0) AS promised_pence,
        count(*) FILTER (WHERE state IN ('decided', 'given', 'not_come')
            OR state = 'challenged' AND decided_pence IS NOT NULL) AS promised_not_confirmed,
        count(*) FILTER (WHERE challenged_at > {}) AS challenged
    FROM c
"""
_REFUSED = """
    SELECT reason_code, count(*) AS n FROM claim
    WHERE young_person IN ({}) AND decision = 'no' AND decided_at > {} GROUP BY reason_code ORDER BY n DESC, reason_code
"""
_TOOK = """
    SELECT c.asked_at, min(s.at) AS at FROM claim c JOIN claim_step s ON s.claim = c.id AND s.act IN ('yes', 'partly', 'no')
    WHERE c.young_person IN ({}) AND c.asked_at > {} GROUP BY c.id, c.asked_at
"""


async def figures(viewer: Viewer, *, leaving: bool) -> RightsFigures:
    """Figures of this manager's teams: counts and sums, about nobody. Three statements.

    `leaving`: for a paper that leaves the team, where a small count of refusals is hidden, and never by itself alone.
    """
    since, sight = viewer.now - YEAR, visible_to_sql(viewer)
    (one,) = await Claim.raw(_FIGURES, sight, since, since, viewer.today, since)
    refused = await Claim.raw(_REFUSED, sight, since)
    took = [(row["at"] - row["asked_at"]).days for row in await Claim.raw(_TOOK, sight, since)]
    counts = shown({row["reason_code"]: row["n"] for row in refused}, leaving=leaving)
    return RightsFigures(
        **{name: int(value) for name, value in one.items()},
        refused=[Refusals(code, count) for code, count in counts.items()],
        median_days=round(median(took)) if took else None,
    )
