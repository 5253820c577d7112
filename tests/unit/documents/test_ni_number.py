"""What may be a National Insurance number (NIM39110), in a table and against a second way of saying it."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.documents.ni_number import as_kept, spaced

GOOD = [
    "AB123456C",
    "ab 12 34 56 d",
    "JK-98-76-54-A",
    " zy 00 00 00 b ",
    "HG012345C",
    "OA000001A",
    "ab\t12\u00a034 56 c",
]
WRONG = [
    "", "AB12345C", "AB1234567C", "AB123456", "AB123456E", "AB123456c!", "A1123456C", "1B123456C", "ABC23456D",
    "DA123456C", "FA123456C", "IA123456C", "QA123456C", "UA123456C", "VA123456C",  # never first
    "AD123456C", "AF123456C", "AI123456C", "AO123456C", "AQ123456C", "AU123456C", "AV123456C",  # never second
    "BG123456C", "GB123456C", "KN123456C", "NK123456C", "NT123456C", "TN123456C", "ZZ123456C",  # never used
    "QQ123456C", "AB12345６C", "АB123456C", "AB123456C\x00", "AB123456ſ", "AB.123456C",
]  # fmt: skip


@pytest.mark.parametrize("typed", GOOD)
def test_these_may_be_numbers(typed: str) -> None:
    kept = as_kept(typed)
    assert kept is not None
    assert len(kept) == 9
    assert as_kept(spaced(kept)) == kept
    assert spaced(kept).replace(" ", "") == kept


@pytest.mark.parametrize("typed", WRONG)
def test_these_cannot(typed: str) -> None:
    assert as_kept(typed) is None


def test_it_is_shown_in_pairs() -> None:
    assert spaced("AB123456C") == "AB 12 34 56 C"


def test_every_pair_of_letters_there_is() -> None:
    never, unused = set("DFIQUV"), {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    for first in string.ascii_uppercase:
        for second in string.ascii_uppercase:
            may = first not in never and second not in never | {"O"} and first + second not in unused
            assert (as_kept(f"{first}{second}123456A") is not None) == may, first + second


@settings(deadline=None)
@given(st.text(max_size=20))
def test_whatever_is_typed_it_is_a_number_or_nothing(typed: str) -> None:
    kept = as_kept(typed)
    assert kept is None or (len(kept) == 9 and kept.isascii() and kept[2:8].isdigit() and kept[8] in "ABCD")
