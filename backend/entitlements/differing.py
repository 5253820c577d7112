"""Where the young person says one thing and the council's records another: both are said, and nobody is told they are wrong. Pure."""

from collections.abc import Iterable
from datetime import date

from backend.entitlements.engine.facts import NOT_YET, Answer, Declared, Facts

WHY = "You told us one thing and our records say another."
CHANGE = "When you and your adviser have sorted out which is right."
CHECK_WITH = "your adviser"
TOLD, RECORDED = "You told us ", "Our records say "


def words(differ: Iterable[str], mine: Facts, theirs: Facts, on: date) -> dict[str, str]:
    """For each fact that differs what its owner says, and what the council's records say."""
    found = {}
    for fact in sorted(differ):
        said, recorded, declared = mine.answer(fact, on), theirs.answer(fact, on), mine.declared[fact]
        if said and recorded:
            found[fact] = f"{_sentence(TOLD, declared, said)} {_sentence(RECORDED, declared, recorded)}"
    return found


def _sentence(who: str, declared: Declared, answer: Answer) -> str:
    """What this answer says, after whose word it is; the pack's own sentence where it begins so."""
    option = declared.option(str(answer.value))
    if option and option.because.startswith(TOLD):
        return who + option.because.removeprefix(TOLD)
    said = option.words if option else "not yet" if answer.value == NOT_YET else _plain(answer.value)
    return f"{who}{declared.noun}: {said}." if declared.noun else f"{who}“{said}”."


def _plain(value: str | date | int) -> str:
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
