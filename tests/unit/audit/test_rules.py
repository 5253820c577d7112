"""What is hashed, and when a head is due."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.audit.rules import BATCH, FIRST, HEAD_EVERY, canonical, head, head_due, link
from backend.audit.verify import Check

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ONE = UUID("01937000-0000-7000-8000-000000000001")
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
values = st.one_of(st.none(), words, st.uuids(), st.integers(), st.datetimes(timezones=st.timezones()))


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            {"id": ONE, "at": NOON},
            '{"at":"2026-03-10T12:00:00.000000+00:00","id":"01937000-0000-7000-8000-000000000001"}',
        ),
        ({"b": "x", "a": 1}, '{"a":1,"b":"x"}'),
        ({"why": None, "did": "looked"}, '{"did":"looked"}'),
        ({"why": 'Zoë said "yes"\n'}, '{"why":"Zoë said \\"yes\\"\\n"}'),
        ({"at": NOON.astimezone(timezone(timedelta(hours=1)))}, '{"at":"2026-03-10T12:00:00.000000+00:00"}'),
        ({"at": NOON.replace(microsecond=7)}, '{"at":"2026-03-10T12:00:00.000007+00:00"}'),
    ],
)
def test_one_way_to_write_a_row(row: dict, text: str) -> None:
    assert canonical(row) == text.encode()


def test_a_link_is_sha256_over_the_last_hash_and_the_row() -> None:
    assert link(FIRST, {"b": 2, "a": 1}) == sha256(bytes(32) + b'{"a":1,"b":2}').digest()


@given(st.dictionaries(words, values, max_size=6), st.randoms())
def test_the_order_of_columns_is_no_matter(row: dict, rng) -> None:
    names = list(row)
    rng.shuffle(names)
    assert canonical({name: row[name] for name in names}) == canonical(row)


texts = st.dictionaries(words, words, max_size=3)


@given(texts, texts)
def test_two_different_rows_never_look_alike(row: dict, other: dict) -> None:
    assert (canonical(row) == canonical(other)) == (row == other)


@given(
    st.lists(st.dictionaries(words.filter(lambda name: name not in ("number", "sealed_at", "at")), values), max_size=5)
)
def test_the_verifier_finds_an_honest_chain_whole(rows: list[dict]) -> None:
    check, hash = Check([], NOON.isoformat()), FIRST
    for number, row in enumerate(rows, 1):
        sealed = {**row, "at": NOON, "number": number, "sealed_at": NOON}
        hash = link(hash, sealed)
        check.row(json.loads(canonical(sealed)), hash.hex())
    assert check.found == []


def test_a_head_holds_number_hash_time_and_how_many_since() -> None:
    assert head(1250, b"\1" * 32, NOON, 1000) == {
        "number": 1250,
        "hash": "01" * 32,
        "at": "2026-03-10T12:00:00.000000+00:00",
        "count": 250,
    }


LAST = head(1000, b"\1" * 32, NOON, 0)


@pytest.mark.parametrize(
    ("last", "number", "hash", "after", "due"),
    [
        (None, 1, b"\2" * 32, timedelta(0), True),
        (LAST, 1000, b"\1" * 32, timedelta(days=9), False),
        (LAST, 1001, b"\2" * 32, timedelta(seconds=1), False),
        (LAST, 1001, b"\2" * 32, HEAD_EVERY - timedelta(microseconds=1), False),
        (LAST, 1001, b"\2" * 32, HEAD_EVERY, True),
        (LAST, 1000 + BATCH - 1, b"\2" * 32, timedelta(0), False),
        (LAST, 1000 + BATCH, b"\2" * 32, timedelta(0), True),
        (LAST, 1000, b"\2" * 32, HEAD_EVERY, True),  # an older backup that grew to the same number
        (LAST, 400, b"\2" * 32, HEAD_EVERY, True),  # an older backup
    ],
)
def test_when_a_head_is_due(last, number: int, hash: bytes, after: timedelta, due: bool) -> None:
    assert head_due(last, number, hash, NOON + after) is due
