"""What of a feed's record is taken, and why the rest is not."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.local_help import rules
from backend.local_help.rules import Faulty, PassedBy, Taken

TODAY = date(2026, 3, 10)


def a_record(**changes: Any) -> dict[str, Any]:
    """A whole record as the UK profile has it, with these changes; None takes a field out."""
    record = {
        "id": "ac148810-d857-441c-9679-408f346de14b",
        "name": "Harbour Counselling",
        "description": "<p>Talk to someone.&nbsp;No charge.</p>",
        "status": "active",
        "url": "http://harbour.example.org/talk",
        "email": "hello@harbour.example.org",
        "eligibility_description": "For anyone from 16 to 25",
        "minimum_age": 16,
        "maximum_age": 25,
        "assured_date": "2026-02-01",
        "last_modified": "2026-02-20T10:30:45.123Z",
        "fees_description": "Free",
        "phones": [{"number": '"+44 1632 960111"', "type": "voice"}],
        "schedules": [{"byday": "MO,WE", "opens_at": "10:00:00", "closes_at": "18:00:00"}],
        "organization": {"name": "Harbour Trust", "website": "https://trust.example.org"},
        "service_at_locations": [
            {"location": {"addresses": [{"address_1": "1 Quay Street", "city": "Tidewater", "postal_code": "TD1 1AA"}]}}
        ],
        "attributes": [{"taxonomy_term": {"name": "Mental health"}}],
    }
    record |= changes
    return {key: value for key, value in record.items() if value is not None}


def test_a_whole_record() -> None:
    assert asdict(rules.read(a_record(), TODAY)) == {  # type: ignore[call-overload]
        "record": "ac148810-d857-441c-9679-408f346de14b", "about": "mental_health", "name": "Harbour Counselling",
        "what": "Talk to someone. No charge.", "checked_on": date(2026, 2, 1), "who_for": "For anyone from 16 to 25",
        "address": "1 Quay Street, Tidewater, TD1 1AA", "phone": "+44 1632 960111", "email": "hello@harbour.example.org",
        "link": "https://harbour.example.org/talk", "opens": "Mon, Wed 10:00 to 18:00", "cost": "Free",
        "from_whom": "Harbour Trust",
    }  # fmt: skip


FAULTS = [
    ({"id": None}, "no id"),
    ({"id": "a b"}, "no id"),
    ({"id": "x" * 101}, "no id"),
    ({"name": None}, "name is missing"),
    ({"name": "<b> </b>"}, "name is missing"),
    ({"name": 7}, "name is missing"),
    ({"description": ""}, "description is missing"),
    ({"status": "open"}, "status is not one of HSDS: open"),
    ({"minimum_age": "sixteen"}, "minimum_age is not an age"),
    ({"maximum_age": -1}, "maximum_age is not an age"),
    ({"maximum_age": True}, "maximum_age is not an age"),
    ({"assured_date": None, "last_modified": None}, "does not say when it was last checked"),
    ({"assured_date": "last spring"}, "is not a date"),
    ({"assured_date": "2027-01-01"}, "cannot be right"),
    ({"assured_date": "0026-01-01"}, "cannot be right"),
]


@pytest.mark.parametrize(("changes", "why"), FAULTS)
def test_each_fault_is_named(changes: dict[str, Any], why: str) -> None:
    found = rules.read(a_record(**changes), TODAY)
    assert isinstance(found, Faulty)
    assert why in found.why


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "defunct"}, {"status": "temporarily closed"}, {"minimum_age": 26}, {"maximum_age": 15},
        {"name": "Bowls club", "description": "Bowls on the green.", "attributes": []},
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_passed_by(changes: dict[str, Any]) -> None:
    assert isinstance(rules.read(a_record(**changes), TODAY), PassedBy)


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"assured_date": None}, "checked_on", date(2026, 2, 20)),
        ({"url": "javascript:alert(1)", "organization": {}}, "link", ""),
        ({"url": "https://user@evil.example/x", "organization": {}}, "link", ""),
        ({"url": None}, "link", "https://trust.example.org"),
        ({"email": "a@b"}, "email", ""),
        ({"phones": [{"number": "call us"}, {"number": "01632 960 222 ext"}]}, "phone", "01632 960 222"),
        ({"phones": "none"}, "phone", ""),
        ({"eligibility_description": None}, "who_for", "For people from 16 to 25."),
        ({"name": "Night shelter", "attributes": []}, "about", "mental_health"),
        ({"name": "Night shelter for homeless people", "attributes": []}, "about", "housing"),
        ({"description": "word " * 400}, "what", None),
    ],
)
def test_parts(changes: dict[str, Any], key: str, value: Any) -> None:
    if changes.get("name") == "Night shelter":
        changes = changes | {"description": "Wellbeing for all."}
    found = rules.read(a_record(**changes), TODAY)
    assert isinstance(found, Taken)
    said = getattr(found, key)
    assert said == value if value is not None else len(said) <= 600 and said.endswith("word…")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*a_record(), "location", "addresses", "number"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(a_record(), ANYTHING)) | ANYTHING)
def test_whatever_comes_is_read_and_nothing_odd_is_kept(said: Any) -> None:
    found = rules.read(
        a_record(**said) if isinstance(said, dict) and all(isinstance(k, str) for k in said) else said, TODAY
    )
    if isinstance(found, Taken):
        for key, most in rules.LIMITS.items():
            text = getattr(found, key)
            assert len(text) <= most
            assert "<" not in text
            assert text.isprintable()
        assert found.link == "" or found.link.startswith("https://")
        assert found.checked_on <= TODAY


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://directory.example.gov.uk/o/v3", None),
        ("https://directory.example.gov.uk:443/o", None),
        ("http://directory.example.gov.uk", "https"),
        ("https://127.0.0.1/o/v3", "not numbers"),
        ("https://2130706433/o/v3/", "name such as"),
        ("https://[::1]/o/v3/x", "user names|not numbers"),
        ("https://localhost/o/v3", "name such as"),
        ("https://me:secret@directory.example.gov.uk", "user names"),
        ("https://directory.example.gov.uk:8443/o", "ports"),
        ("https://directory.example.gov.uk/o?x=1", "from \\?"),
        ("https://directory.example.gov.uk\\@evil", "spaces"),
        ("https:// spaces.example", "spaces"),
        ("https://0x7f.0.0.1/o/v3", "not numbers"),
    ],
)
def test_a_feeds_address(address: str, why: str | None) -> None:
    import re

    said = rules.feed_fault(address)
    assert said is None if why is None else said and re.search(why, said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "no list of contents"),
        ({"contents": {}}, "no list of contents"),
        ({"contents": [], "page_number": 3, "total_pages": 9}, "asked for page 2 and got page 3"),
        ({"contents": []}, "how many pages"),
        ({"contents": [], "total_pages": True}, "how many pages"),
    ],
)
def test_what_is_not_a_page(said: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        rules.page(said, 2)


def test_the_last_page_is_known() -> None:
    assert rules.page({"contents": [1], "total_pages": 2, "page_number": 2}, 2) == rules.Page([1], last=True)
    assert not rules.page({"contents": [1], "total_pages": 3}, 2).last
    assert rules.page({"contents": [], "total_pages": 3, "last_page": True}, 2).last


@pytest.mark.parametrize(("found", "known", "broken"), [(4, 9, False), (4, 10, True), (5, 10, False), (0, 500, True)])
def test_a_feed_that_shrank_by_half_is_broken(found: int, known: int, broken: bool) -> None:
    assert rules.too_few(found, known) is broken
