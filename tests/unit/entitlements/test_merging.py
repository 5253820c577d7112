"""The council's lines over the national rights: what they change, over time, and as known at an instant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend.entitlements.engine.facts import Facts
from backend.entitlements.engine.lines import Amount, LocalLine, Pot, Right, Version
from backend.entitlements.engine.merging import in_force, merged, narrowed
from backend.entitlements.engine.reading import line_of, national, offer_of
from backend.entitlements.engine.standing import standing
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Never

DAY = date(2026, 11, 29)
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def a_version(
    number: int, published_at: datetime, *lines: LocalLine, from_on: date | None = None, pots: tuple[Pot, ...] = ()
) -> Version:
    return Version(number, published_at, from_on, lines, pots)


def paid(pence: int, **more: Any) -> LocalLine:
    return LocalLine("setting_up_home", amounts=(Amount("exact", pence),), **more)


def the(right: str, *versions: Version, on: date = DAY, known_at: datetime = NOON) -> Right:
    return next(one for one in merged(national(), versions, on, known_at) if one.id == right)


def pence(*versions: Version, on: date = DAY, known_at: datetime = NOON) -> int | None:
    return the("setting_up_home", *versions, on=on, known_at=known_at).amounts[0].pence


def test_without_an_offer_the_national_rights_stand() -> None:
    assert merged(national(), [], DAY, NOON) == list(national().rights)


def test_a_line_changes_what_it_says_and_leaves_the_rest() -> None:
    line = LocalLine(
        "setting_up_home", title="Home money", local="Ask us first.", steps=("Ring us.",), in_app=False, answer_days=5
    )
    found, before = the("setting_up_home", a_version(1, at(1), line)), national().by_id["setting_up_home"]
    assert (found.title, found.local, found.steps) == ("Home money", "Ask us first.", ("Ring us.",))
    assert (found.ask.in_app, found.ask.answer_days) == (False, 5)
    assert (found.about, found.rule, found.amounts, found.who) == (
        before.about,
        before.rule,
        before.amounts,
        before.who,
    )
    assert found.mark != before.mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "age from 16"),
        ("and age under 21", "age from 16 and age under 21"),
        ("or pays_rent is yes", "age from 16 or pays_rent is yes"),
        ("age from 18", "age from 18"),
        ("and age under 21 or pays_rent is yes", "age from 16 and (age under 21 or pays_rent is yes)"),
    ],
)
def test_a_rule_of_a_line_narrows_widens_or_replaces(text: str, expected: str) -> None:
    assert narrowed(parse("age from 16"), text) == parse(expected)


def test_a_version_counts_from_the_day_it_was_published_in_london() -> None:
    late = a_version(1, datetime(2026, 6, 30, 23, 30, tzinfo=UTC), paid(100))
    assert in_force([late], date(2026, 6, 30), NOON) is None
    assert in_force([late], date(2026, 7, 1), NOON) is late


def test_a_version_may_count_from_a_later_day() -> None:
    versions = a_version(1, at(1), paid(100)), a_version(2, at(2), paid(200), from_on=date(2026, 12, 1))
    assert [pence(*versions, on=day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [100, 200]


def test_back_dating_corrects_the_past_but_not_what_was_known_then() -> None:
    first = a_version(1, at(1, 4), paid(100), from_on=date(2026, 4, 1))
    mended = a_version(2, at(10), paid(300), from_on=date(2026, 6, 1))
    assert pence(first, mended, on=date(2026, 5, 31)) == 100
    assert pence(first, mended, on=date(2026, 6, 1)) == 300
    assert pence(first, mended, on=date(2026, 6, 1), known_at=at(9)) == 100
    assert pence(first, mended, on=date(2026, 6, 1), known_at=at(10)) == 300


def test_a_line_that_has_not_begun_leaves_the_national_right_and_one_that_is_over_is_stale() -> None:
    version = a_version(1, at(1, 1), paid(100, valid_from=date(2026, 12, 1), valid_to=date(2026, 12, 31)))
    assert pence(version, on=date(2026, 11, 30)) == 300_000
    assert pence(version, on=date(2026, 12, 1)) == 100
    over = the("setting_up_home", version, on=date(2027, 1, 1))
    assert over.amounts[0].pence == 100
    assert over.stale_on(date(2027, 1, 1))


def test_of_two_lines_of_a_right_the_one_that_began_last_counts() -> None:
    version = a_version(1, at(1, 1), paid(100), paid(200, valid_from=date(2026, 6, 1)))
    assert [pence(version, on=day) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [100, 200]


def test_a_right_of_the_councils_own_stands_after_the_national_ones_with_its_pot() -> None:
    line = LocalLine(
        "driving", title="Driving lessons", one_line="Ten lessons.", about="We pay.", who="You are 17.", topic="work",
        icon="car", rule="age from 17", pot="start", cap=50_000, steps=("Ask us.",), last_checked=DAY,
    )  # fmt: skip
    version = a_version(1, at(1), line, pots=(Pot("start", "Start money", 400_000),))
    found = merged(national(), [version], DAY, NOON)[-1]
    assert (found.id, found.own, found.cap, found.pot) == (
        "driving",
        True,
        50_000,
        Pot("start", "Start money", 400_000),
    )
    assert found.rule == parse("age from 17")


def test_a_right_of_the_councils_own_that_has_not_begun_is_there_for_later() -> None:
    line = LocalLine(
        "driving", title="Driving lessons", rule="age from 17", valid_from=date(2027, 1, 1), last_checked=DAY
    )
    found = merged(national(), [a_version(1, at(1), line)], DAY, NOON)[-1]
    person = Facts(date(2006, 1, 1), (), {}, {})
    assert (found.id, standing(found, person, DAY).standing) == ("driving", "later")
    assert standing(found, person, DAY).from_on == date(2027, 1, 1)


def test_narrowing_narrows_what_a_person_decides_too_and_replacing_takes_it_away() -> None:
    may = national().by_id["council_tax"].may
    for text, expected in (
        ("and age under 21", narrowed(may, "and age under 21")),
        ("or age under 21", may),
        ("age under 21", Never()),
        ("", may),
    ):
        assert the("council_tax", a_version(1, at(1), LocalLine("council_tax", rule=text))).may == expected


def test_no_and_not_yet_reach_the_right() -> None:
    for offered in ("no", "not_yet", "not_said"):
        assert (
            the("setting_up_home", a_version(1, at(1), LocalLine("setting_up_home", offered=offered))).offered
            == offered
        )


def test_a_day_that_the_council_sets_for_a_law_counts_over_the_packs() -> None:
    law = next(iter(national().laws))
    right = next(
        one
        for one in merged(national(), [], DAY, NOON, {law: DAY})
        if one.law and one.law.text == f"law {law} in force"
    )
    assert right.law is not None
    assert right.law.key.endswith(f"[{law} {DAY}]")


def test_a_council_that_confirms_makes_sure_what_was_not() -> None:
    unsure = next(right for right in national().rights if right.source.confidence == "?")
    plain = LocalLine(unsure.id, local="Yes, here too.")
    sure = LocalLine(unsure.id, rule="age from 16", last_checked=DAY)
    assert the(unsure.id, a_version(1, at(1), plain)).source.confidence == "?"
    assert the(unsure.id, a_version(1, at(1), sure)).source.confidence == "V"


@pytest.mark.parametrize(
    ("rule", "sums", "checked", "look_again", "expected"),
    [
        ("", False, "2026-11-20", None, "2026-07-10"),
        ("", False, None, None, "2026-07-10"),
        ("", True, "2026-11-20", None, "2026-07-10"),
        ("and age under 21", True, "2026-11-20", None, "2026-07-10"),
        ("or age under 21", True, "2026-11-20", None, "2026-07-10"),
        ("age under 21", False, "2026-11-20", None, "2026-07-10"),
        ("age under 21", True, "2026-11-20", None, "2027-05-20"),
        ("age under 21", True, "2026-11-20", "2027-02-01", "2027-02-01"),
        ("age under 21", True, None, "2027-02-01", "2026-07-10"),
        ("", False, "2025-12-01", None, "2026-06-01"),
        ("", False, "2026-11-20", "2026-05-01", "2026-05-01"),
    ],
)
def test_each_words_own_date_says_how_long_they_count(
    rule: str, sums: bool, checked: str | None, look_again: str | None, expected: str
) -> None:
    """A national right that was looked at in January is not made fresh by a line that leaves its rule or its sum."""
    old = replace(national().by_id["setting_up_home"], last_checked=date(2026, 1, 10))
    pack = replace(national(), rights=(old,))
    line = LocalLine(
        old.id,
        rule=rule,
        amounts=(Amount("exact", 100),) if sums else None,
        last_checked=checked and date.fromisoformat(checked),
        review_by=look_again and date.fromisoformat(look_again),
    )
    (found,) = merged(pack, [a_version(1, at(1), line)], DAY, NOON)
    last = date.fromisoformat(expected)
    assert found.review_by == last
    assert [found.stale_on(day) for day in (last, last + timedelta(days=1))] == [False, True]


def test_a_line_of_the_editor_and_one_of_a_file_are_the_same_line() -> None:
    sent = {
        "right": "uc",
        "offered": "yes",
        "amounts": [{"how": "exact", "pence": 33858, "unit": "month", "valid_from": "2026-04-06", "parts": []}],
        "last_checked": "2026-11-01",
        "local": "",
        "cap": None,
    }
    line = line_of(sent)
    assert line.amounts == (Amount("exact", 33858, unit="month", valid_from=date(2026, 4, 6)),)
    assert line.last_checked == date(2026, 11, 1)


@pytest.mark.parametrize("council", ["tidewater", "ferrymoor", "larkbarrow"])
def test_the_three_offers_stand_over_the_national_pack(council: str) -> None:
    version = offer_of(council)
    found = merged(national(), [version], DAY, NOON)
    assert {line.right for line in version.lines} <= {right.id for right in found}
    assert len({right.id for right in found}) == len(found)
