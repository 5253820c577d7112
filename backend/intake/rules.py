"""Which children of a return Onward keeps: those with leaving-care rights and those who may come to have them. Pure.

Data minimisation, UK GDPR article 5(1)(c): what no rule needs is not stored.
"""

from datetime import date

from backend.people.care import Life, age_reached, days_within, stretches
from backend.people.categories import category_on
from backend.people.entitlement import Category

SET_ASIDE = {
    "no_header": "Has episodes but is in no header file, so the date of birth is not known",
    "no_episodes": "Has no episode in care in the files",
    "died": "Has died",
    "adopted": "Was adopted: a person should check",
    "other_council": "Another council took over: a person should check",
    "over_25": "Is 25 or older",
    "under_14": "Is under 14: days in care count from the 14th birthday",
    "out_of_care": "Is 14 or 15, not in care now, and was not in care since turning 14",
    "no_rights": "Was not in care at 16 or 17 in a way the law counts",
}
"""Why a child is not brought in: code and words, as the report prints them."""


def why_set_aside(life: Life, today: date) -> str | None:
    """The code of SET_ASIDE for a child that Onward does not know yet, or None for one to keep.

    Kept: every category with rights from 16 to 24. At 14 and 15: in care today, or in care since turning 14 (those days
    count towards the 13 weeks of CPR 2010 reg 40 and CLR 2010 reg 3, and a return covers one year only), or in care
    until a special guardianship order (CA89 s.24(1A)). Below 14 no day counts yet; a later return has them again.
    """
    for code, gone_on in (
        ("died", life.died_on),
        ("adopted", life.adopted_on),
        ("other_council", life.passed_to_other_council_on),
    ):
        if gone_on and gone_on <= today and category_on(life, today) is Category.NONE:
            return code
    day = today.toordinal()
    if day >= age_reached(life.born_on, 25):
        return "over_25"
    if day < (at_14 := age_reached(life.born_on, 14)):
        return "under_14"
    if not (life.care or life.guardianships or life.other_care):
        return "no_episodes"
    if day >= age_reached(life.born_on, 16):
        return "no_rights" if category_on(life, today) is Category.NONE else None
    return None if days_within(stretches(life.care), at_14, day) or life.guardianships else "out_of_care"


def counts_for_anything(began_on: date, ended_on: date | None, why_ended: str, born_on: date) -> bool:
    """Whether a spell in care can matter to any rule: it reaches the 14th birthday or led to special guardianship."""
    at_14 = age_reached(born_on, 14)
    return ended_on is None or ended_on.toordinal() >= at_14 or why_ended in {"E45", "E46", "E47", "E48"}
