"""The rules of leaving care in England: which legal category a life has on a day, by which law.

Pure: the law is in the docstrings, the day is an argument. CA89 = Children Act 1989; CPR = Care Planning,
Placement and Case Review (England) Regulations 2010; CLR = Care Leavers (England) Regulations 2010.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from backend.people.care import (
    CARE_ORDER_STATUSES,
    THIRTEEN_WEEKS,
    HomeWithParent,
    Life,
    age_reached,
    days_within,
    last_day,
    months_after,
    stretches,
)


class Category(StrEnum):
    """The law's own words; what is shown is in WORDS."""

    UNDER_16 = "under_16"
    LOOKED_AFTER_NOT_YET_ELIGIBLE = "looked_after_not_yet_eligible"
    ELIGIBLE = "eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"
    FORMER_RELEVANT_21_25 = "former_relevant_21_25"
    QUALIFYING = "qualifying"
    QUALIFYING_21_25 = "qualifying_21_25"
    NONE = "none"
    OVER_25 = "over_25"


_LAW_ELIGIBLE = "Children Act 1989, Schedule 2, paragraph 19B; Care Planning Regulations 2010, regulation 40"
_LAW_NOT_YET = _LAW_ELIGIBLE
_LAW_UNDER_16 = "Children Act 1989, Schedule 2, paragraph 19B"
_LAW_RELEVANT = "Children Act 1989, section 23A(2)"
_LAW_DETAINED = "Children Act 1989, section 23A(3); Care Leavers Regulations 2010, regulation 3(2)"
_LAW_HOME = "Care Leavers Regulations 2010, regulation 3(5) and (6)"
_LAW_FORMER = "Children Act 1989, section 23C(1)"
_LAW_21 = "Children Act 1989, sections 23CZB and 23CA"
_LAW_1A = "Children Act 1989, section 24(1A)"
_LAW_1B = "Children Act 1989, section 24(1B)"
_LAW_24B = "Children Act 1989, section 24B"
_LAW_NONE = "Children Act 1989, sections 23A to 24"
_LAW_OVER_25 = "Children Act 1989, section 23CZB(2)"
_LAW_ADOPTED = "Adoption and Children Act 2002, section 46"
_LAW_COUNCIL = "Children Act 1989, section 23A(4)"


@dataclass(frozen=True)
class Finding:
    """A category with its law and its reason in words. `needs_a_person`: the law wants a human decision."""

    category: Category
    law: str
    reason: str
    needs_a_person: bool = False


class Reckoning:
    """One life with its days counted once. Days are ordinals, so that no date is too late to count."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.care = stretches(life.care)
        self.at = {age: age_reached(life.born_on, age) for age in (14, 16, 18, 21, 25)}

    def find(self, day: int) -> Finding:
        """By age: under 16 nothing yet; 16-17 as it is; 18-24 as it was on the eve of the 18th birthday."""
        if ended := self._ended(day):
            return ended
        if day < self.at[16]:
            return Finding(Category.UNDER_16, _LAW_UNDER_16, "Leaving-care rights start at 16.")
        if day >= self.at[25]:
            return Finding(Category.OVER_25, _LAW_OVER_25, "Leaving-care support runs to the 25th birthday.")
        if day < self.at[18]:
            return self._aged_16_or_17(day)
        return self._grown_up(day)

    def _ended(self, day: int) -> Finding | None:
        """Death, adoption or a move to another council end this council's part; new care here starts it again.

        CA89 s.23A(4): the authority that last looked after the young person is responsible.
        """
        life = self.life
        if life.died_on and life.died_on.toordinal() <= day:
            return Finding(Category.NONE, _LAW_NONE, "The young person has died.")
        for gone_on, law, reason in (
            (life.adopted_on, _LAW_ADOPTED, "Adopted. A person needs to check this."),
            (life.passed_to_other_council_on, _LAW_COUNCIL, "Another council took over. A person needs to check this."),
        ):
            if gone_on is None or gone_on.toordinal() > day:
                continue
            if not any(gone_on.toordinal() < start <= day for start, _ in self.care):
                return Finding(Category.NONE, law, reason, needs_a_person=True)
        return None

    def _aged_16_or_17(self, day: int, grown_up: bool = False) -> Finding:
        """CA89 Sch 2 para 19B and CPR reg 40 (eligible); s.23A and CLR reg 3 (relevant); s.24 (qualifying)."""
        if any(first <= day <= last for first, last in self.care):
            return self._in_care(day)
        left = max((min(last, day - 1) for first, last in self.care if first < day), default=-1)
        if left >= self.at[16] and self.days(day) >= THIRTEEN_WEEKS:
            reason = "Left care at 16 or 17, after 13 weeks or more in care since turning 14."
            return self._unless_home_worked(
                day, left, Finding(Category.RELEVANT, _LAW_RELEVANT, reason, self._one_day_only(day))
            )
        if self._detained_at_16:
            reason = "Detained or in hospital at 16, after 13 weeks or more in care since turning 14."
            gap = left != self.at[16] - 1  # "immediately before" is not proved by the dates alone
            return self._unless_home_worked(day, left, Finding(Category.RELEVANT, _LAW_DETAINED, reason, gap))
        if self._special_guardianship(day):
            return Finding(Category.QUALIFYING, _LAW_1A, "In care until a special guardianship order was made.")
        if left >= self.at[16]:
            reason = "In care at 16 or 17, but less than 13 weeks since turning 14."
            return Finding(Category.QUALIFYING, _LAW_1B, reason, self._one_day_only(day))
        if self._other_care(day, grown_up):
            return Finding(Category.QUALIFYING, _LAW_1B, "Lived away from home at 16 or 17 in a way the law counts.")
        return Finding(Category.NONE, _LAW_NONE, "No time in care at 16 or 17 that the law counts.")

    def _in_care(self, day: int) -> Finding:
        """CPR reg 40: 13 weeks in all since the 14th birthday; today is after 16, so part of it is."""
        if self.days(day) >= THIRTEEN_WEEKS:
            reason = "In care, for 13 weeks or more since turning 14."
            return Finding(Category.ELIGIBLE, _LAW_ELIGIBLE, reason, self._one_day_only(day))
        return Finding(
            Category.LOOKED_AFTER_NOT_YET_ELIGIBLE,
            _LAW_NOT_YET,
            "In care, for less than 13 weeks since turning 14.",
        )

    def _unless_home_worked(self, day: int, left: int, relevant: Finding) -> Finding:
        """CLR reg 3(5): six months in a row at home end `relevant`, once a person has decided that it worked;
        reg 3(6): if home breaks down before 18, it is back.
        """
        for home in self.life.at_home:
            if not (self.home_lasts_from(home, left) <= day < last_day(home.until)):
                continue
            if home.confirmed:
                return Finding(
                    Category.QUALIFYING, _LAW_HOME, "Back home for six months, and a person confirmed that it worked."
                )
            return Finding(
                Category.RELEVANT, _LAW_HOME, "Back home for six months. A person needs to decide if it worked.", True
            )
        return relevant

    def _grown_up(self, day: int) -> Finding:
        """CA89 s.23C(1): relevant, or in care and eligible, on reaching 18; s.23CZB from 21; ss.24-24B else.

        Tested on the eve of the 18th birthday: what happens later takes nothing away.
        """
        eve = self._aged_16_or_17(self.at[18] - 1, grown_up=True)
        young = day < self.at[21]
        if eve.category in (Category.ELIGIBLE, Category.RELEVANT):
            if young:
                return Finding(
                    Category.FORMER_RELEVANT, _LAW_FORMER, f"At 18: {_lower(eve.reason)}", eve.needs_a_person
                )
            asked = self.life.support_requested or self.life.in_education_programme
            reason = (
                "Had leaving-care support from 18, and asked for more."
                if asked
                else "Had leaving-care support from 18. It goes on when asked for."
            )
            return Finding(Category.FORMER_RELEVANT_21_25, _LAW_21, reason, eve.needs_a_person)
        if eve.category in (Category.QUALIFYING, Category.LOOKED_AFTER_NOT_YET_ELIGIBLE):
            category, law = (Category.QUALIFYING, eve.law) if young else (Category.QUALIFYING_21_25, _LAW_24B)
            if eve.category is Category.LOOKED_AFTER_NOT_YET_ELIGIBLE:
                law = _LAW_1B if young else law
            return Finding(category, law, f"At 18: {_lower(eve.reason)}", eve.needs_a_person)
        return eve

    def days(self, day: int) -> int:
        """Days in care from the 14th birthday to this day, or to the eve of the 18th birthday."""
        return days_within(self.care, self.at[14], min(day, self.at[18] - 1))

    def _one_day_only(self, day: int) -> bool:
        """The 16th birthday was the last day in care: whether less than 24 hours is enough, a person decides."""
        since_16 = days_within(self.care, self.at[16], day)
        return since_16 == 1 and any(last == self.at[16] for _, last in self.care)

    @property
    def _detained_at_16(self) -> bool:
        """CLR reg 3(2): no care order; detained or in hospital on the 16th birthday; 13 weeks in care before."""
        life = self.life
        before = days_within(self.care, self.at[14], self.at[16] - 1)
        return life.detained_or_in_hospital_at_16 and self._no_care_order and before >= THIRTEEN_WEEKS

    @cached_property
    def _no_care_order(self) -> bool:
        if self.life.no_care_order is not None:
            return self.life.no_care_order
        before = [c for c in self.life.care if c.starts_on.toordinal() < self.at[16] and not c.short_break]
        latest = max(before, key=lambda c: (last_day(c.ends_on), c.starts_on, c.legal_status), default=None)
        return latest is None or latest.legal_status not in CARE_ORDER_STATUSES

    def _special_guardianship(self, day: int) -> bool:
        """CA89 s.24(1A): in force on the day (at 18 for adults), and in care immediately before it was made."""
        return any(
            g.made_on.toordinal() <= day < last_day(g.ended_on)
            and any(first < g.made_on.toordinal() <= last + 1 for first, last in self.care)
            for g in self.life.guardianships
        )

    def _other_care(self, day: int, grown_up: bool) -> bool:
        """CA89 s.24(1B) and (2): accommodated or fostered at 16 or 17, and no longer; some kinds from three months."""
        for stay in self.life.other_care:
            first, last = stay.starts_on.toordinal(), last_day(stay.ends_on)
            over = last < day or grown_up
            long_enough = not stay.long_stay_only or months_after(first, 3) <= min(last, day) + 1
            if over and long_enough and days_within([(first, last)], self.at[16], min(day, self.at[18] - 1)):
                return True
        return False

    def home_lasts_from(self, home: HomeWithParent, left: int) -> int:
        """The day six months at home are complete; days at home before leaving care do not count."""
        return months_after(max(home.since.toordinal(), left), 6)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
