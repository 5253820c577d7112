"""The checklist as domain.md 6 has it, written out here by hand, and the days that follow from a birthday."""

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.documents.checklist import Age, age_of, papers
from backend.documents.schemas import PaperKind, PaperStatus, Whose
from backend.documents.voices import ADVISER, SOMEONE_ELSE, YOUNG_PERSON

# domain.md 6, copied by hand: from when, by when.
TABLE = {
    "ni_number": ("15y9m", "16y3m"), "photo_id": ("16y", "17y6m"), "birth_certificate": ("15y", "16y"),
    "passport": ("16y", "17y6m"), "nhs_gp": ("16y", "17y"), "health_summary": ("17y", "18y-1d"),
    "bank_account": ("15y", "16y"), "savings": ("16y", "17y9m"), "school_records": (None, "17y9m"),
    "immigration": (None, None), "benefits_claim": ("17y9m", "18y"), "voter": ("16y", "18y"),
    "adult_care": ("16y", "17y6m"), "home_at_18": ("16y", "17y6m"), "housing_register": ("16y", "17y6m"),
    "life_story": (None, "18y"), "proof_letter": ("18y", "18y7d"),
}  # fmt: skip


def test_every_paper_of_the_domain_is_there_with_its_ages() -> None:
    assert {kind: (one.start, one.have_by) for kind, one in papers().items()} == {
        kind: (age_of(start), age_of(by)) for kind, (start, by) in TABLE.items()
    }
    assert list(papers()) == list(get_args(PaperKind))  # the order in which they are shown
    assert {kind for kind, one in papers().items() if one.only_some} == {"immigration", "adult_care"}


def test_somebody_begins_each_paper() -> None:
    for kind, one in papers().items():
        assert one.starts in get_args(Whose) == (YOUNG_PERSON, ADVISER, SOMEONE_ELSE), kind
        assert bool(one.first_name) == (one.starts == SOMEONE_ELSE), kind
        assert one.first, kind
        assert 2 <= len(one.how) <= 6, kind


def test_the_same_statuses_everywhere() -> None:
    from backend.documents.voices import STATUSES

    assert get_args(PaperStatus) == STATUSES


# birthday, age, day
DAYS = [
    (date(2009, 3, 10), "15y9m", date(2024, 12, 10)), (date(2009, 3, 10), "16y3m", date(2025, 6, 10)),
    (date(2009, 3, 10), "17y6m", date(2026, 9, 10)), (date(2009, 3, 10), "18y", date(2027, 3, 10)),
    (date(2009, 3, 10), "18y7d", date(2027, 3, 17)), (date(2009, 3, 10), "18y-1d", date(2027, 3, 9)),
    # Clamped to the month's end.
    (date(2008, 8, 31), "17y6m", date(2026, 2, 28)), (date(2009, 11, 30), "16y3m", date(2026, 2, 28)),
    (date(2007, 8, 31), "16y6m", date(2024, 2, 29)), (date(2009, 5, 31), "17y9m", date(2027, 2, 28)),
    (date(2008, 12, 31), "17y9m", date(2026, 9, 30)),
    # Born on 29 February: an age starts on 1 March in other years, and months run from there.
    (date(2008, 2, 29), "16y", date(2024, 2, 29)), (date(2008, 2, 29), "17y", date(2025, 3, 1)),
    (date(2008, 2, 29), "17y6m", date(2025, 9, 1)), (date(2008, 2, 29), "18y", date(2026, 3, 1)),
    (date(2008, 2, 29), "18y-1d", date(2026, 2, 28)), (date(2008, 2, 29), "16y3m", date(2024, 5, 29)),
    (date(2008, 2, 29), "15y9m", date(2023, 12, 1)),
    # Over the end of a year.
    (date(2008, 12, 31), "18y7d", date(2027, 1, 7)), (date(2009, 1, 1), "18y-1d", date(2026, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("born_on", "age", "day"), DAYS)
def test_days_from_the_birthday(born_on: date, age: str, day: date) -> None:
    found = age_of(age)
    assert found is not None
    assert found.of(born_on) == day


@pytest.mark.parametrize("text", ["", "16", "16y 3m", "y3m", "16m", "16y3w", "-16y", "16y3m4"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no age"):
        age_of(text)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2015, 12, 31)))
def test_nothing_must_be_there_before_it_may_begin(born_on: date) -> None:
    for kind, one in papers().items():
        if one.start and one.have_by:
            assert one.start.of(born_on) < one.have_by.of(born_on), kind


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2015, 12, 30)), st.integers(14, 18), st.integers(0, 11))
def test_a_day_younger_is_never_earlier(born_on: date, years: int, months: int) -> None:
    age = Age(years, months)
    assert age.of(born_on) <= age.of(born_on + timedelta(days=1))
