"""Who must have a pathway plan, and why the others need none: the denominator of every figure about plans.

Children Act 1989 Sch 2 para 19B (eligible), s.23B (relevant), s.23C (former relevant), s.23CZB and s.23CA (21 to 24).
"""

from dataclasses import dataclass

from backend.people.categories import Standing
from backend.people.entitlement import Category

EXCLUDED = {
    "not_16_yet": "Not 16 yet",
    "under_13_weeks": "In care for less than 13 weeks so far",
    "some_help_only": "Has some help, but no plan by law",
    "not_asked": "21 to 24 and has not asked for support",
    "over_25": "25 or older",
    "died": "Has died",
    "adopted": "Adopted",
    "other_council": "Another council is responsible",
    "no_status": "No leaving-care status",
}
"""Every reason to be left out of the denominator, in the order they are printed."""


@dataclass(frozen=True)
class PlanDuty:
    """Whether a plan must be there. `code` is the category or the reason of EXCLUDED; `words` say it."""

    must: bool
    code: str
    words: str


def must_have_plan(standing: Standing) -> PlanDuty:
    """The duty that follows from a computed standing."""
    codes = {fact.code for fact in standing.facts}
    asked = bool(codes & {"support_requested", "in_education_programme"})
    gone = next((code for code in ("died", "adopted", "other_council") if code in codes), "")
    return plan_duty(standing.category, asked=asked, gone=gone)


def plan_duty(category: Category, *, asked: bool, gone: str = "") -> PlanDuty:
    """The duty for a category, computed or recorded.

    `asked`: asked for support at 21 to 24 (s.23CZB) or on a programme or wants to study (s.23C(7), s.23CA).
    `gone`: died, adopted or other_council, where the category is none because of it.
    """
    match category:
        case Category.ELIGIBLE | Category.RELEVANT | Category.FORMER_RELEVANT:
            return PlanDuty(True, category.value, "Must have a plan")
        case Category.FORMER_RELEVANT_21_25 if asked:
            return PlanDuty(True, category.value, "Asked for support at 21 to 24, so must have a plan")
        case Category.FORMER_RELEVANT_21_25:
            code = "not_asked"
        case Category.UNDER_16:
            code = "not_16_yet"
        case Category.LOOKED_AFTER_NOT_YET_ELIGIBLE:
            code = "under_13_weeks"
        case Category.QUALIFYING | Category.QUALIFYING_21_25:
            code = "some_help_only"
        case Category.OVER_25:
            code = "over_25"
        case _:
            code = gone or "no_status"
    return PlanDuty(False, code, EXCLUDED[code])
