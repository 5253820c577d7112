"""When a plan review is due. Pure: days are arguments. CLR = Care Leavers (England) Regulations 2010."""

from datetime import date, timedelta

from backend.shared.dates import add_months, working_days_after

FIRST, ROUTINE, ASKED, NEW_HOME = "first", "routine", "asked", "new_home"

ROUTINE_MONTHS = 6
"""CLR 2010 reg 7(2): at least every six months."""

NEW_HOME_DAYS = 28
"""CLR 2010 reg 7(3): where the council provides the home, a review at 28 days."""

ASKED_WORKING_DAYS = 10
"""Asked for by the young person: CLR 2010 reg 7(2) says arrange one and names no days; this is what we offer."""

ARRANGE_BEFORE = 28
"""Days before a review is due on which its adviser sees that it has no date yet."""


def review_due_on(last_on: date, *, new_home_on: date | None = None, asked_on: date | None = None) -> date:
    """The latest day for the next review: the earliest of six months on, 28 days in a new home, ten working days asked.

    `last_on` is the last review, or the day the plan was first shared. Calendar months, clamped to the month's end.
    """
    days = [add_months(last_on, ROUTINE_MONTHS)]
    if new_home_on is not None:
        days.append(new_home_on + timedelta(days=NEW_HOME_DAYS))
    if asked_on is not None:
        days.append(working_days_after(asked_on, ASKED_WORKING_DAYS))
    return min(days)
