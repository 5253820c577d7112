"""From which day a draft may count, which letters an offer may hold, and how gains and losses are counted."""

from datetime import date, timedelta

import pytest

from backend.entitlements.effects import Looks, Tally, counts, tallies
from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Amount, Part, Right, Source
from backend.entitlements.language.parsing import parse
from backend.entitlements.offering import odd_letters, start_refused
from backend.shared.dates import birthday

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("from_on", "base_from", "refused"),
    [
        (None, None, False),
        (TODAY, None, False),
        (TODAY - timedelta(days=731), None, False),
        (TODAY - timedelta(days=732), None, True),
        (TODAY + timedelta(days=731), None, False),
        (TODAY + timedelta(days=732), None, True),
        (None, TODAY, False),  # what counts today may be carried back
        (TODAY - timedelta(days=200), TODAY, False),
        (None, TODAY + timedelta(days=1), True),  # what starts tomorrow is not brought forward
        (TODAY, TODAY + timedelta(days=1), True),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=1), False),
        (TODAY + timedelta(days=2), TODAY + timedelta(days=1), False),
    ],
)
def test_from_which_day_a_draft_may_count(from_on: date | None, base_from: date | None, refused: bool) -> None:
    assert bool(start_refused(from_on, TODAY, base_from)) is refused


def test_letters_that_cannot_be_seen_are_named_by_their_place() -> None:
    said = [
        ("lines", [{"right": "uc", "steps": ["Fine.", "\u202eBad."], "amounts": [{"words": "a\x00"}]}]),
        ("why", "x\ufeff"),
    ]
    assert [one["field"] for one in odd_letters(said)] == ["lines[0].steps[1]", "lines[0].amounts[0].words", "why"]
    assert odd_letters([("why", "Plain, with\na line, a\ttab, 🏠 and ñ.")]) == []


def right(rule: str, *amounts: Amount, **more: object) -> Right:
    return Right(
        id="swim", topic="health", icon="waves", title="Swim", one_line="", about="", who="", if_no="", rule=parse(rule),
        last_checked=TODAY, source=Source("Us", "", "V"), amounts=amounts, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def person(age: int) -> Facts:
    born = date(TODAY.year - age, 6, 1)
    assert birthday(born, age) <= TODAY
    return Facts(born, ((date.min, None),), {}, {})


def tally(before: Right | None, after: Right | None, *ages: int) -> tuple[int, int, int, int]:
    one = Tally(before, after)
    looks = Looks([one])
    for age in ages:
        looks.look(person(age), TODAY)
    return one.gain, one.lose, one.more, one.less


FIVE, SIX = Amount("exact", 500), Amount("exact", 600)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, right("age from 18"), (2, 0, 0, 0)),
        (right("age from 18"), None, (0, 2, 0, 0)),
        (right("age from 18"), right("age from 20"), (0, 1, 0, 0)),
        (right("age from 20"), right("age from 18"), (1, 0, 0, 0)),
        (right("age from 18"), right("never", may=parse("age from 18")), (0, 2, 0, 0)),  # sure before, perhaps now
        (right("always", FIVE), right("always", SIX), (0, 0, 3, 0)),
        (right("always", SIX), right("always", FIVE), (0, 0, 0, 3)),
        (right("always", SIX), right("age from 18", FIVE), (0, 1, 0, 2)),
        (right("never", FIVE), right("never", SIX), (0, 0, 0, 0)),  # whom it does not reach has no other sum
        (right("always", Amount("exact", unit="parts", parts=(Part(100, "now"), Part(400, "later")))), right("always", SIX), (0, 0, 3, 0)),
        (right("always", Amount("percent", percent=10)), right("always", Amount("percent", percent=20)), (0, 0, 3, 0)),
        (right("age from 18"), right("age from 18", offered="no"), (0, 2, 0, 0)),
    ],
)  # fmt: skip
def test_who_gains_and_who_loses(before: Right | None, after: Right | None, expected: tuple[int, ...]) -> None:
    assert tally(before, after, 17, 18, 20) == expected


def test_only_what_differs_is_looked_at() -> None:
    same, old, new = right("always"), right("age from 18"), right("age from 19")
    assert tallies([same], [right("always")]) == []
    found = tallies([old], [new])
    assert [(one.before, one.after) for one in found] == [(old, new)]
    assert counts(found[0])
    words = Tally(right("always"), right("always", local="Other words."))
    assert not counts(words)
    for changed in ({"offered": "no"}, {"valid_to": TODAY}, {"given": "country"}, {"may": parse("always")}):
        assert counts(Tally(right("never"), right("never", **changed))), changed
    assert counts(Tally(right("always", FIVE), right("always", SIX)))
