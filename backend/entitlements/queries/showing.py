"""How a right stands for one person, as it is said: by everything known, and by both words where two differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from backend.entitlements import differing
from backend.entitlements.engine import reasons as why_so
from backend.entitlements.engine.asking import Question as Asked
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.standing import Stand, standing
from backend.entitlements.pots import PotOf, Used, claimed, pot_of
from backend.entitlements.queries.facts import Known
from backend.entitlements.queries.pack import amount
from backend.entitlements.schemas import FactType, MyRight, Option, Pot, Question, Reason, Standing
from backend.shared.config import settings

NOTHING: Mapping[str, str | date | int | None] = {}


@dataclass(frozen=True, slots=True)
class Both:
    """How a right stands by the young person's word, and by the council's where the two differ in what matters here."""

    mine: Stand
    theirs: Stand | None

    @property
    def differ(self) -> bool:
        """Whether it hangs on whose word is right."""
        return self.theirs is not None and (
            (self.mine.standing, self.mine.from_on, self.mine.until_on, self.mine.amount)
            != (self.theirs.standing, self.theirs.from_on, self.theirs.until_on, self.theirs.amount)
        )

    @property
    def standing(self) -> str:
        """can, ends_soon, may, later or not_now; `may` where it hangs on whose word is right."""
        return "may" if self.differ else self.mine.standing

    @property
    def from_on(self) -> date | None:
        """The day from which they can; none where it hangs on whose word is right."""
        return None if self.differ else self.mine.from_on

    @property
    def until_on(self) -> date | None:
        """The last day; none where it hangs on whose word is right."""
        return None if self.differ else self.mine.until_on


class Person:
    """One person's facts, made ready once for all rights on a day. `supposed`: what if these were so, whoever says otherwise."""

    def __init__(self, known: Known, on: date, supposed: Mapping[str, str | date | int | None] = NOTHING) -> None:
        self.on = on
        self.mine, self.theirs, self.differ = known.sides(on)
        if supposed:
            self.mine = self.mine.with_answers(**supposed)
            self.theirs = self.theirs and self.theirs.with_answers(**supposed)
            self.differ -= supposed.keys()

    def both(self, right: Right) -> Both:
        """How this right stands; the council's word is reckoned with only where it differs and the right asks for it."""
        theirs = standing(right, self.theirs, self.on) if self.theirs and self.differ & right.facts else None
        return Both(standing(right, self.mine, self.on), theirs)


def my_right(person: Person, right: Right, used: Used, rights: Sequence[Right]) -> MyRight:
    """This right as the person, or their adviser, reads it."""
    both = person.both(right)
    stand = both.mine
    reasons = [Reason(one.words, one.says, one.by, one.fact) for one in stand.reasons]
    why, question, change = stand.why, stand.question, list(stand.change)
    check_with = whom(right, person.mine, person.on) if stand.check_with else ""
    if both.differ:
        two = differing.words(person.differ & right.facts, person.mine, person.theirs or person.mine, person.on)
        reasons = [Reason(words, "not_known", "council", fact) for fact, words in two.items()] + [
            one for one in reasons if one.fact not in two
        ]
        why, question, change, check_with = differing.WHY, None, [differing.CHANGE], differing.CHECK_WITH
    return MyRight(
        id=right.id,
        standing=cast(Standing, both.standing),
        from_on=both.from_on,
        until_on=both.until_on,
        why=why,
        amount=amount(stand.amount) if stand.amount and not both.differ else None,
        pot=_pot(pot_of(right, stand.amount, used, rights)),
        reasons=reasons,
        change=change,
        question=_question(question),
        check_with=check_with,
        claims=claimed(right.id, used).claims,
    )


def whom(right: Right, facts: Facts, on: date) -> str:
    """Whom to check with, where it is not certain. Two councils may be meant: the one that is responsible, ours, and the
    one where they live. Whoever lives elsewhere must know which of them gives it, and that their adviser here helps."""
    here = facts.answer("lives_in_our_area", on)
    elsewhere = here is not None and here.value == "no"
    if right.check_with or right.given == "country" or not elsewhere:
        return why_so.check_with(right)
    if right.given == "council_where_they_live":
        return "the council where you live, with your adviser"
    return f"your adviser at {settings().council}"


def _pot(left: PotOf | None) -> Pot | None:
    return Pot(total=left.total, spent=left.spent, left=left.left, waiting=left.waiting) if left else None


def _question(asked: Asked | None) -> Question | None:
    if asked is None:
        return None
    options = [Option(one.value, one.words) for one in asked.options]
    return Question(asked.fact, KINDS[asked.kind], asked.words, asked.why, options, asked.private)


KINDS: dict[str, FactType] = {"choice": "choice", "yes_no": "choice", "date": "date", "number": "number"}
"""How a fact of each kind is answered."""
