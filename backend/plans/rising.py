"""What becomes a manager's, on which London day, and when a digest says so. Pure: domain 2.5, last column.

A manager gets one notice a day at most, whatever rose; what it is about stands on the screens.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from backend.plans.reminding import NOT_DELIVERED, ComingReview, OpenAction, SharedPlan, is_late
from backend.shared.dates import is_working_day, working_days_after

ASKED = 10
"""Working days that a review may be asked for without a date."""
ALERT = 14
"""Days that a review may be late before it is an alert."""
OVERDUE = 28
"""Days that an action may be late."""


def rises(
    review: ComingReview | None, plan: SharedPlan | None, actions: Iterable[OpenAction], today: date
) -> list[date]:
    """The days on which something about one young person became their manager's, for all that still stands."""
    found = []
    if review and is_late(review, today):
        found.append(review.day + timedelta(days=ALERT))
        found += [week_began(today)] if is_late(review, week_began(today)) else []  # the weekly list
    if review and review.wants_a_date and review.asked_on:
        found.append(working_days_after(review.asked_on, ASKED))
    if plan and not plan.delivered:
        found.append(plan.shared_on + timedelta(days=NOT_DELIVERED))
    found += [one.by_when + timedelta(days=OVERDUE + 1) for one in actions if not one.own]
    return [day for day in found if day <= today]


def week_began(today: date) -> date:
    """The first working day of this week; where the whole week is holidays, its Friday."""
    day = today - timedelta(days=today.weekday())
    while not is_working_day(day) and day.weekday() < 4:
        day += timedelta(days=1)
    return day


def digest_due(risen: Iterable[date], last: date | None, today: date) -> bool:
    """Whether a manager gets a digest today: a working day, and something rose since the day of the last one."""
    return is_working_day(today) and any(day <= today and (last is None or day > last) for day in risen)


def daily_due(today: date) -> bool:
    """An adviser's daily digest of late reviews comes on working days: nobody chases a review on a Sunday."""
    return is_working_day(today)
