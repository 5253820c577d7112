"""The export: RFC 4180, and no cell that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.oversight import rules
from backend.people.plan_duty import EXCLUDED
from backend.shared import spreadsheet


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM", "\tx", "\rx", "\0x"])
def test_no_formula(text: str) -> None:
    assert spreadsheet.cell(text) == f"'{text}"


def test_quotes_commas_and_nothing() -> None:
    assert spreadsheet.csv([["a", 'b"c', "d,e", None, 3]]) == 'a,"b""c","d,e",,3\r\n'


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2), max_size=5
    )
)
def test_what_goes_in_comes_out(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(spreadsheet.csv(rows), newline="")))
    assert read == [[spreadsheet.cell(value) for value in row] for row in rows]


def test_every_exclusion_has_its_words() -> None:
    assert EXCLUDED.keys() < rules.REASONS.keys()
