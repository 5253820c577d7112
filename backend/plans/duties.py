"""Whether one life asks for a plan today, since when, and until when that answer holds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.people.care import Life
from backend.people.categories import since, standing
from backend.people.entitlement import Category
from backend.people.plan_duty import EXCLUDED, must_have_plan, plan_duty
from backend.people.recorded import recorded_on
from backend.shared.dates import add_months

ASSESSMENT_MONTHS = 3
"""CPR 2010 reg 42(1), CLR 2010 reg 5(2): the needs assessment is done within three months, the plan soon after."""

GROUPS = frozenset({Category.ELIGIBLE, Category.RELEVANT, Category.FORMER_RELEVANT})


@dataclass(frozen=True)
class Reckoned:
    """`code`: the category, or the reason of EXCLUDED. `holds_until`: the first day to reckon again."""

    must: bool
    code: str
    first_due_on: date | None
    holds_until: date


def reckon(person: Mapping[str, Any], life: Life, today: date) -> Reckoned:
    """The duty today. What the case system recorded wins over what we compute (domain 1.3)."""
    now = standing(life, today)
    duty = must_have_plan(now)
    recorded, turns = recorded_on(person["recorded_category"], person["born_on"], today)
    if recorded and recorded != now.category:
        asked = bool(person["support_requested"] or person["in_education_programme"])
        duty = plan_duty(recorded, asked=asked)
    if person["ended_at"] is not None:
        code = person["ended_why"] if person["ended_why"] in EXCLUDED else "no_status"
        return Reckoned(False, code, None, date.max)
    first = None
    if duty.must:
        began = since(life, today, GROUPS | {now.category})
        first = add_months(began, ASSESSMENT_MONTHS) if began else None
    turning = [day for day in (now.next_change and now.next_change.on, turns) if day]
    return Reckoned(duty.must, duty.code, first, min(turning, default=date.max))
