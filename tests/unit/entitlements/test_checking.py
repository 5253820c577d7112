"""The validator: good packs pass, broken ones are told where, what and how to mend it."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.entitlements.checking.packs import check_line, check_offer, check_pack
from backend.entitlements.engine.lines import Pot
from backend.entitlements.engine.reading import PACK, line_of, pack_of
from tests.unit.entitlements.broken import BROKEN, FILES, written


def test_the_pack_that_ships_has_no_fault() -> None:
    assert check_pack() == []


def test_the_small_pack_has_no_fault(tmp_path: Path) -> None:
    assert check_pack(written(tmp_path)) == []
    assert [right.id for right in pack_of(tmp_path).rights] == ["home_money", "rent_help"]


@pytest.mark.parametrize("row", BROKEN, ids=[row[0].replace(" ", "-") for row in BROKEN])
def test_a_broken_pack_is_told_with_place_and_cure(row: Any, tmp_path: Path) -> None:
    _, file, old, new, where, line, what, cure = row
    found = check_pack(written(tmp_path, (file, old, new)))
    told = [w for w in found if w.where == f"{file}{where}" and what in w.what]
    assert told, found
    assert cure in told[0].cure
    assert told[0].line == line, told
    assert told[0].column is not None
    assert told[0].column >= 1


def test_there_are_fifty_broken_packs_and_no_name_twice() -> None:
    assert len(BROKEN) >= 50
    assert len({row[0] for row in BROKEN}) == len(BROKEN)


def test_the_column_points_into_the_rule(tmp_path: Path) -> None:
    """In a rule of several lines and in one of one line, at the word that is wrong."""
    (told,) = check_pack(written(tmp_path, ("england/home_money.toml", "within 12 months", "within 12 moths")))
    lines = FILES["england/home_money.toml"].replace("months", "moths", 1).splitlines()
    assert lines[told.line - 1][told.column - 1 :].startswith("moths")
    (told,) = check_pack(written(tmp_path, ("england/home_money.toml", 'may = "age from 16', 'may = "age form 16')))
    assert told.line is not None
    assert told.column is not None
    assert (
        FILES["england/home_money.toml"]
        .replace("age from 16", "age form 16")
        .splitlines()[told.line - 1][told.column - 1 :]
        .startswith("form 16")
    )


def test_a_missing_file_and_one_that_is_no_text_are_told(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "commencements.toml").unlink()
    (tmp_path / "england" / "home_money.toml").write_bytes(b"id = 'a'\ntitle = '\xff'")
    told = {(w.where, w.line) for w in check_pack(tmp_path)}
    assert ("commencements.toml", None) in told
    assert ("england/home_money.toml", 2) in told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path)
    file = tmp_path / "england" / "home_money.toml"
    text = file.read_text().replace('"money"', '"mony"').replace("12 months", "12 moths").replace("0808 800 5792", "x")
    file.write_text(text)
    assert len(check_pack(tmp_path)) == 3


GOOD = {"right": "setting_up_home", "offered": "yes", "rule": "and age under 21", "pot": "start", "cap": 300_000}


def test_a_line_of_the_editor_is_told_by_path_and_place_in_its_rule() -> None:
    pots = [Pot("start", "Start money", 400_000)]
    assert check_line(GOOD, pots=pots) == []
    assert line_of(GOOD).cap == 300_000
    (told,) = check_line({**GOOD, "rule": "and age under 21\nand studing is none"}, pots=pots)
    assert (told.where, told.line, told.column) == ("rule", 2, 5)
    (told,) = check_line({**GOOD, "cap": 500_000}, pots=pots)
    assert told.where == "cap"
    rows = [{"how": "exact", "pence": 100, "valid_from": "2026-05-01", "valid_to": "2026-04-01"}]
    (told,) = check_line({**GOOD, "amounts": rows}, pots=pots)
    assert told.where == "amounts[1].valid_to"


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://www.gov.uk/uc?a=1#b", True),
        ("https://x.uk", True),
        ("https://tidewater.gov.uk@evil.example/", False),
        ("https://x.uk\nx", False),
        ("https://x.uk\n", False),
        ("https://localhost/", False),
        ('https://x.uk/"onclick', False),
        ("//x.uk", False),
        ("HTTPS://x.uk", False),
    ],
)
def test_only_a_plain_safe_link_passes(link: str, good: bool) -> None:
    assert [told.where for told in check_line({"right": "uc", "offered": "yes", "link": link})] == (
        [] if good else ["link"]
    )


def test_an_offer_file_alone_is_checked_over_the_national_pack() -> None:
    for file in (PACK / "offers").glob("*.toml"):
        assert check_offer(file.read_bytes(), file.name) == []
    told = check_offer(b'council = "X"\n[[line]]\nright = "uc"\noffered = "no"\n[[law]]\nlaw = "far"\n', "x.toml")
    assert {(w.where, w.line) for w in told} == {("x.toml: line[1].offered", 4), ("x.toml: law[1].law", 6)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 32))
def test_whatever_is_done_to_a_file_the_validator_answers(seed: int, tmp_path: Path) -> None:
    """Lines taken out, doubled, mixed up or filled with something else: faults, never a crash."""
    dice = random.Random(seed)
    written(tmp_path)
    name = dice.choice([*FILES])
    lines = FILES[name].splitlines()
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(lines))
        key = lines[at].split("=")[0]
        value = dice.choice(
            [
                "[]",
                "{}",
                "[1]",
                "[{}]",
                "5",
                "1.5",
                "true",
                '""',
                '"x"',
                "2026-01-01",
                "2026-01-01T00:00:00Z",
                "nan",
                "inf",
                "[[]]",
                "99999999999999999999",
            ]
        )
        lines[at] = dice.choice(["", lines[at] + "\n" + lines[at], f"{key}= {value}", dice.choice(lines)])
    (tmp_path / name).write_text("\n".join(lines), "utf-8")
    for told in check_pack(tmp_path):
        assert all((told.where, told.what, told.cure))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["right", "offered", "rule", "amounts", "pot", "cap", "steps", "valid_from", "x"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=30)
        | st.lists(
            st.none()
            | st.text(max_size=5)
            | st.dictionaries(
                st.sampled_from(["how", "pence", "parts", "rule"]), st.none() | st.integers() | st.text(max_size=9)
            ),
            max_size=3,
        ),
    )
)
def test_whatever_the_editor_sends_the_validator_answers(line: dict[str, Any]) -> None:
    assert all((told.what, told.cure) for told in check_line(line))
