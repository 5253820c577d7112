"""How a life went through care: the spells and facts from which the law's category follows. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.demo.dice import Dice
from backend.people.care import Care, Life, Recorded, facts_of_spell, life_of
from backend.shared.dates import add_months, birthday


@dataclass(frozen=True, slots=True)
class Spell:
    """One episode with the codes of the SSDA903 return."""

    began_on: date
    ended_on: date | None
    legal_status: str
    why_began: str
    why_ended: str
    placement: str
    provider: str


@dataclass(frozen=True, slots=True)
class History:
    """Every spell in order, and what a person had to decide about them."""

    spells: tuple[Spell, ...]
    facts: tuple[Recorded, ...] = ()

    def life(self, born_on: date, *, asked: bool = False, studies: bool = False) -> Life:
        """The same life as the product reads it from its rows."""
        ended = [fact for one in self.spells for fact in facts_of_spell(one.why_ended, one.ended_on)]
        return life_of(
            born_on,
            (Care(one.began_on, one.ended_on, one.legal_status) for one in self.spells),
            (*self.facts, *ended),
            support_requested=asked,
            in_education_programme=studies,
        )


ORDER, AGREED = "C2", "V2"  # a care order; accommodation with the parents' agreement, Children Act 1989 s.20
WAYS = (
    "in_care",
    "alone",
    "just_came",
    "back_home",
    "home_worked",
    "on_own",
    "custody",
    "short",
    "guardian",
    "detained",
)
"""in_care: until 18. alone: came to England without family. on_own: left at 16 or 17 to live alone. short: under 13 weeks."""
FOSTER, HOME, HALF_WAY, OWN = ("U6", "PR4"), ("K2", "PR4"), ("H5", "PR5"), ("P2", "PR0")


def history(dice: Dice, born_on: date, way: str, today: date) -> History:
    """A history of this sort up to `today`. Whoever is under 18 and in care has one open spell."""
    at = {age: birthday(born_on, age) for age in (14, 16, 18)}
    no_later = min(today - timedelta(days=1), at[18] - timedelta(days=5))
    if way == "alone":
        began = born_on + timedelta(days=dice.between(15 * 365, 17 * 365 - 60))
        began = min(began, no_later - timedelta(days=120))
        return _moves(dice, began, at[18], today, AGREED, (("U4", "PR1"), HALF_WAY))
    if way == "just_came":
        began = max(at[16] + timedelta(days=1), today - timedelta(days=dice.between(12, 80)))
        return _moves(dice, began, at[18], today, AGREED, (FOSTER,))
    if way == "short":
        began = min(at[16] + timedelta(days=dice.between(20, 500)), no_later - timedelta(days=90))
        ended = began + timedelta(days=dice.between(35, 85))
        return History((Spell(began, ended, AGREED, "S", "E4A", *FOSTER),))
    if way == "guardian":
        began = born_on + timedelta(days=dice.between(5 * 365, 10 * 365))
        return _until(
            _moves(dice, began, at[18], today, ORDER, (FOSTER,)), add_months(began, dice.between(14, 50)), "E46"
        )
    if way == "detained":
        began = born_on + timedelta(days=dice.between(12 * 365, 14 * 365))
        left = at[16] - timedelta(days=1)
        gone = _until(_moves(dice, began, at[18], today, AGREED, (FOSTER, HOME)), left, "E9")
        return replace(
            gone, facts=(Recorded("detained_or_in_hospital_at_16", at[16]), Recorded("no_care_order", at[16]))
        )
    legal = AGREED if way in ("custody", "on_own", "back_home", "home_worked") else dice.by_share({ORDER: 7, AGREED: 2})
    oldest = 14 * 365 if way != "in_care" else 15 * 365 + 120
    began = born_on + timedelta(
        days=dice.by_share({dice.between(30, 1500): 2, dice.between(1500, 4000): 3, dice.between(4000, oldest): 5})
    )
    last = dice.by_share({FOSTER: 48, HOME: 17, HALF_WAY: 35}) if way == "in_care" else FOSTER
    homes = (*((FOSTER, FOSTER, HOME)[dice.between(0, 3) :]), last)
    whole = _moves(dice, began, at[18], today, legal, homes)
    if way == "in_care":
        return whole
    earliest = at[16] + timedelta(days=20)
    left = earliest + timedelta(days=dice.between(0, max(0, (no_later - earliest).days)))
    if way in ("back_home", "home_worked"):
        since = (
            max(earliest, today - timedelta(days=dice.between(20, 150)))
            if way == "back_home" and today < at[18]
            else earliest
        )
        fact = Recorded("at_home", since, None, confirmed=way == "home_worked")
        return replace(_until(whole, since, "E4A"), facts=(fact,))
    return _until(whole, left, "E9" if way == "custody" else "E5")


def _moves(
    dice: Dice, began: date, grown_up: date, today: date, legal: str, homes: tuple[tuple[str, str], ...]
) -> History:
    """One spell for each home, back to back as the return wants it; the last ends at 18 or is open."""
    until = min(grown_up, today)
    days = max(1, (until - began).days)
    cuts = sorted({began + timedelta(days=dice.between(1, days)) for _ in homes[1:]} - {began, until})
    starts = [began, *(cut for cut in cuts if cut < until)]
    spells = []
    for place, (start, home) in enumerate(zip(starts, homes, strict=False)):
        last = place == len(starts) - 1
        over = None if last and grown_up > today else (grown_up if last else starts[place + 1])
        why = "" if over is None else ("E8" if last else "X1")
        spells.append(Spell(start, over, legal, "P" if place else "S", why, *home))
    return History(tuple(spells))


def _until(whole: History, day: date, why: str) -> History:
    """The same history, ended on this day for this reason."""
    kept = [one for one in whole.spells if one.began_on < day]
    return History((*kept[:-1], replace(kept[-1], ended_on=day, why_ended=why)))
