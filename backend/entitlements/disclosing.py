"""What a preview may tell of counts, so that comparing two drafts picks out nobody. Pure.

Statistical disclosure control as official statistics do it (GSS/ONS guidance on tables): small cells are suppressed, and
every count is changed a little and rounded. One rounded count is no protection by itself: whoever pads a group up to
the edge of a step sees one more person tip it over. So three things stand together:

1. Nothing private is looked at (`Known.countable`), and a rule that a draft brings may cut people's days only at the
   start of a quarter (`too_fine`): two named days never lie closer. Today does: who turned 18 since the quarter began
   can be told from the rest, by an age and a day together. The other two stand before them too.
2. Before it is rounded to tens a count is moved by a chance that nobody can guess: the two-sided geometric mechanism of
   Ghosh, Roughgarden and Sundararajan (2009). Whatever is told, it is at most e^(1/5), 1.22 times, as likely with
   one person as without them. Fewer than ten and none are told alike.
3. Looks and lines are limited, and each look is in the ledger (`queries.preview`).

What this does not do: chance averages out. Of n drafts about the same group, each tells a little, and the odds may move
by 1.22^n; hundreds of odd drafts that all circle one person could say something about a fact that is not private.
The limit makes that slow, the ledger makes it seen; nothing here makes it impossible.
"""

from collections.abc import Iterable
from datetime import date
from math import log

from backend.entitlements.engine.lines import Right
from backend.entitlements.language.rule import After, Dated, Nearing, Rule, Within, leaves

STEP = 10
"""Counts are told in tens, and none below the first."""
SCALE = 5
"""How far chance moves a count: by less than 12 in nine of ten."""
QUARTERS = ((3, 1), (6, 1), (9, 1), (12, 1))
"""The days at which a draft's own rule may cut: meteorological quarters, because a school year starts on one."""
MONTHS = {"months": 1, "years": 12}


def told(count: int, coin: bytes) -> int | None:
    """About how many, in tens; None: fewer than ten, or none. `coin`: 16 secret bytes, others for every count."""
    moved = count + _geometric(coin[:8]) - _geometric(coin[8:16])
    about = (moved + STEP // 2) // STEP * STEP
    return about if about >= STEP else None


def _geometric(coin: bytes) -> int:
    """0, 1, 2 …, each e^(-1/SCALE) times as likely as the one before."""
    share = (int.from_bytes(coin) + 1) / (2**64 + 1)
    return int(-SCALE * log(share))


def too_fine(rights: Iterable[Right | None], national: Right | None) -> bool:
    """Whether a rule of these cuts people's days elsewhere than at a quarter; what the country's own rule says may stand."""
    known = {leaf.text for rule in (national.rules if national else ()) for leaf in leaves(rule)}
    found = (leaf for right in rights if right for rule in right.rules for leaf in leaves(rule))
    return any(_fine(leaf) for leaf in found if leaf.text not in known)


def _fine(leaf: Rule) -> bool:
    match leaf:
        case Dated(_, low, before):
            return any(day is not None and (day.month, day.day) not in QUARTERS for day in (low, before))
        case Within(count, unit, _) | After(count, unit, _) | Nearing(count, unit, _):
            return unit not in MONTHS or count * MONTHS[unit] % 3 != 0
    return False


def counting_day(today: date, from_on: date | None) -> date:
    """The day as of which people are counted: today, or the first quarter day once the draft counts.

    A draft's start could else be moved day by day, and birthdays with it.
    """
    if from_on is None or from_on <= today:
        return today
    days = (date(year, month, day) for year in (from_on.year, from_on.year + 1) for month, day in QUARTERS)
    return next(one for one in days if one >= from_on)
