"""Rights and claims in figures, over a manager's teams and the last year."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from statistics import median

from backend.entitlements import figuring
from backend.entitlements.schemas import REASONS, Refusals, RightsFigures
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
        count(*) FILTER (WHERE coalesce(first_by, due_on) < {} AND over_at IS NULL) AS late,
        count(*) FILTER (WHERE put_off > 0 AND over_at IS NULL) AS put_off,
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

    `leaving`: for a paper that leaves the team, without small counts and what they could be worked out from.
    """
    since, sight = viewer.now - YEAR, visible_to_sql(viewer)
    (row,) = await Claim.raw(_FIGURES, sight, since, since, viewer.today, since)
    counts = {name: int(value) for name, value in row.items()}
    refused = {row["reason_code"]: row["n"] for row in await Claim.raw(_REFUSED, sight, since)}
    took = [(row["at"] - row["asked_at"]).days for row in await Claim.raw(_TOOK, sight, since)]
    middle = round(median(took)) if took else None
    if leaving:
        return _leaving(counts, refused, None if figuring.small(len(took)) else middle)
    return RightsFigures(**counts, median_days=middle, refused=_refusals(refused))


def _leaving(counts: dict[str, int], refused: dict[str, int], median_days: int | None) -> RightsFigures:
    of = partial(_some, counts)
    people = figuring.chain(of("people", "talked", "confirmed"))
    claims = {name: None if figuring.small(count) else count
              for name, count in of("asked", "unanswered", "promised_not_confirmed", "challenged").items()}  # fmt: skip
    wholes = [claims[name] for name in ("unanswered", "promised_not_confirmed", "challenged")]
    return RightsFigures(
        **people,
        **claims,
        **figuring.bounded(of("late", "put_off"), wholes),
        promised_pence=None if claims["promised_not_confirmed"] is None else counts["promised_pence"],
        median_days=median_days,
        refused=_refusals(figuring.row(dict.fromkeys(REASONS, 0) | refused)),
    )


def _some(counts: dict[str, int], *names: str) -> dict[str, int]:
    return {name: counts[name] for name in names}


def _refusals(counts: Mapping[str, int | None]) -> list[Refusals]:
    return [Refusals(code, count) for code, count in counts.items()]
