"""Two words of one fact: both are said, whole, and nobody is told that they are wrong."""

from datetime import date

from backend.entitlements.differing import CHANGE, WHY, words
from backend.entitlements.engine.facts import NOT_YET, Answer, Choice, Declared, Facts

ON = date(2026, 3, 10)
DECLARED = {
    "children": Declared("children", "yes_no", "?", options=(
        Choice("yes", "Yes", because="You told us you have a child."), Choice("no", "No", because="You told us you have none."))),
    "home": Declared("home", "choice", "?", options=(Choice("own", "My own place"), Choice("care", "In care"))),
    "moved_on": Declared("moved_on", "date", "?", noun="the day you moved"),
    "hours": Declared("hours", "number", "?", noun="how many hours you work"),
}  # fmt: skip


def facts(**answers: str | date | int) -> Facts:
    given = {fact: (Answer(value),) for fact, value in answers.items()}
    return Facts(date(2006, 1, 1), (), given, DECLARED)


def test_both_are_said() -> None:
    mine = facts(children="yes", home="own", moved_on=date(2026, 2, 1), hours=16)
    theirs = facts(children="no", home="care", moved_on=NOT_YET, hours=12)
    assert words(DECLARED, mine, theirs, ON) == {
        "children": "You told us you have a child. Our records say you have none.",
        "home": "You told us “My own place”. Our records say “In care”.",
        "hours": "You told us how many hours you work: 16. Our records say how many hours you work: 12.",
        "moved_on": "You told us the day you moved: 1 February 2026. Our records say the day you moved: not yet.",
    }


def test_what_one_of_them_does_not_know_is_no_difference() -> None:
    assert words({"children"}, facts(children="yes"), facts(), ON) == {}


def test_the_sentences_are_short() -> None:
    assert max(len(one.split()) for one in (WHY, CHANGE)) <= 15
