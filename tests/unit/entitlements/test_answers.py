"""What was said over time, as the answers that hold; and two words as one."""

from datetime import date

import pytest

from backend.entitlements.answers import Said, holding, unfit, united, written
from backend.entitlements.engine.facts import NOT_SAID, NOT_YET, Answer, By, Choice, Declared

STUDYING = Declared("studying", "choice", "?", options=tuple(Choice(one, one) for one in ("none", "college", "uni")))
MOVED = Declared("moved_on", "date", "?")
HOURS = Declared("hours", "number", "?")
DECLARED = {one.id: one for one in (STUDYING, MOVED, HOURS)}
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def said(value: str, on: date, since: date | None = None, fact: str = "studying", by: By = "you") -> Said:
    return Said(fact, value, since, on, by)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ([], None),
        ([said("none", MAY)], [("none", None)]),
        ([said("none", MAY, JUNE)], [("none", JUNE)]),
        ([said("none", MAY), said("uni", JUNE)], [("none", None), ("uni", JUNE)]),
        ([said("none", MAY), said("uni", JUNE, JULY)], [("none", None), ("uni", JULY)]),
        ([said("none", MAY), said("uni", MAY)], [("none", None), ("uni", MAY)]),
        ([said("none", MAY), said("uni", JUNE), said("college", JUNE)], [("none", None), ("college", JUNE)]),
        # What is said later goes before, also where the earlier word was to hold from a later day.
        ([said("uni", MAY, JULY), said("none", JUNE, MAY)], [("none", MAY)]),
        ([said("none", MAY), said("uni", MAY, JULY), said("college", JUNE)], [("none", None), ("college", JUNE)]),
        ([said("none", MAY), said("", JUNE)], None),
        ([said("none", MAY), said("", JUNE), said("uni", JULY)], [("uni", None)]),
        ([said("castle", MAY), said("uni", JUNE)], [("uni", None)]),
    ],
)
def test_what_holds(words: list[Said], holds: list[tuple[str, date | None]] | None) -> None:
    found = holding(words, DECLARED).get("studying")
    assert (found and [(one.value, one.since) for one in found]) == holds


def test_what_the_pack_no_longer_asks_is_not_known() -> None:
    assert holding([said("yes", MAY, fact="has_a_dog"), said("12", MAY, fact="moved_on")], DECLARED) == {}


def test_values_are_values() -> None:
    found = holding([said("2026-05-01", MAY, fact="moved_on"), said("16", MAY, fact="hours", by="council")], DECLARED)
    assert found == {"moved_on": (Answer(MAY),), "hours": (Answer(16, None, "council"),)}


@pytest.mark.parametrize(
    ("fact", "value", "since", "fits"),
    [
        (STUDYING, "uni", None, True),
        (STUDYING, NOT_SAID, None, True),
        (STUDYING, "castle", None, False),
        (STUDYING, NOT_YET, None, False),
        (STUDYING, "uni", date(1989, 12, 31), False),
        (STUDYING, "uni", date(1990, 1, 1), True),
        (STUDYING, "uni", date(2100, 1, 1), False),
        (MOVED, "2026-05-01", None, True),
        (MOVED, NOT_YET, None, True),
        (MOVED, "1066-10-14", None, False),
        (MOVED, "soon", None, False),
        (HOURS, "16", None, True),
        (HOURS, "sixteen", None, False),
    ],
)
def test_what_can_be_kept(fact: Declared, value: str, since: date | None, fits: bool) -> None:
    assert (unfit(fact, value, since) is None) == fits


def test_the_same_answer_is_written_the_same() -> None:
    assert written(MOVED, "20260501", None) == written(MOVED, "2026-05-01", None)
    assert written(STUDYING, "uni", MAY) != written(STUDYING, "uni", JUNE)


def answers(*given: tuple[str, date | None], by: By) -> dict[str, tuple[Answer, ...]]:
    return {"studying": tuple(Answer(value, since, by) for value, since in given)}


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        ([("uni", None)], [("none", None)], [("uni", None, "you")]),
        ([("uni", JUNE)], [("none", None)], [("none", None, "council"), ("uni", JUNE, "you")]),
        ([("uni", JUNE)], [("none", None), ("college", JULY)], [("none", None, "council"), ("uni", JUNE, "you")]),
        ([(NOT_SAID, None)], [("none", None)], [("none", None, "council")]),
        ([("uni", None)], [(NOT_SAID, None)], [("uni", None, "you")]),
    ],
)
def test_two_words_as_one(
    mine: list[tuple[str, date | None]],
    theirs: list[tuple[str, date | None]],
    found: list[tuple[str, date | None, str]],
) -> None:
    one = united(answers(*mine, by="you"), answers(*theirs, by="council"))["studying"]
    assert [(answer.value, answer.since, answer.by) for answer in one] == found


def test_what_only_one_of_them_says_stands() -> None:
    mine, theirs = {"hours": (Answer(3),)}, {"moved_on": (Answer(MAY, None, "council"),)}
    assert united(mine, theirs) == {**mine, **theirs}
