"""Breaking the glass: how long it stays open, and by when another manager must have looked at it (safety.md S36). Pure."""

from datetime import date, datetime, timedelta

from backend.shared.dates import london_date, working_days_after

OPEN_FOR = timedelta(minutes=60)
REVIEW_WITHIN = 5
"""Working days; whoever has one that nobody reviewed by then can break no other."""
SHORTEST_REASON = 20
"""Characters, not counting blanks around them."""


def review_by(began_at: datetime) -> date:
    """The last London day to review what began at this instant."""
    return working_days_after(london_date(began_at), REVIEW_WITHIN)


def too_old(began_at: datetime, today: date) -> bool:
    """Whether the time to review it is over."""
    return review_by(began_at) < today
