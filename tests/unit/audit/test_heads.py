"""The file outside the database: signed, appended, readable by anyone, and checked with openssl alone."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from backend.audit import heads
from backend.audit.verify import read_heads

KEY = bytes(range(32))
ONE = {"number": 1, "hash": "01" * 32, "at": "2026-03-10T12:00:00.000000+00:00", "count": 1}
TWO = {"number": 9, "hash": "02" * 32, "at": "2026-03-10T12:05:00.000000+00:00", "count": 8}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit-heads.jsonl"


def read(path: Path) -> list[dict]:
    with path.open() as file:
        return read_heads(file)


def test_nothing_is_there_at_first(path: Path) -> None:
    assert heads.last(path) is None
    path.write_text("")
    assert heads.last(path) is None


def test_each_head_is_one_more_line(path: Path) -> None:
    heads.append(path, ONE, KEY)
    heads.append(path, TWO, KEY)
    assert [{**head, "signature": ""} for head in read(path)] == [{**ONE, "signature": ""}, {**TWO, "signature": ""}]
    assert heads.last(path) == read(path)[-1]
    assert heads.unsigned(read(path), KEY) == []


def test_a_line_broken_off_by_a_crash_harms_no_other(path: Path) -> None:
    heads.append(path, ONE, KEY)
    with path.open("a") as file:
        file.write('{"at":"2026-03-10T12:0')
    assert heads.last(path) == read(path)[-1] == {**ONE, "signature": read(path)[0]["signature"]}
    heads.append(path, TWO, KEY)
    assert [head["number"] for head in read(path)] == [1, 9]
    assert heads.unsigned(read(path), KEY) == []


def test_the_newest_of_very_many_is_read_from_the_end(path: Path) -> None:
    for number in range(1, 60):
        heads.append(path, {**ONE, "number": number}, KEY)
    assert (heads.last(path) or {})["number"] == 59


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"hash": "03" * 32},
        {"at": ""},
        {"count": 0},
        {"signature": "AAAA"},
        {"signature": None},
        {"more": 1},
    ],
)
def test_a_changed_head_does_not_carry_our_signature(path: Path, change: dict) -> None:
    heads.append(path, ONE, KEY)
    heads.append(path, TWO, KEY)
    first, second = read(path)
    assert heads.unsigned([first, {**second, **change}], KEY) == [2]


def test_a_head_signed_by_another_key_is_not_ours(path: Path) -> None:
    heads.append(path, ONE, bytes(32))
    assert heads.unsigned(read(path), KEY) == [1]


def test_a_new_key_needs_a_new_file(path: Path) -> None:
    heads.append(path, ONE, KEY)
    with pytest.raises(ValueError, match="ONWARD_SIGNING_KEY"):
        heads.append(path, TWO, bytes(32))
    assert len(read(path)) == 1


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed here")
def test_openssl_alone_checks_the_newest_head(path: Path) -> None:
    """The commands are the ones in the docstring, word for word."""
    heads.append(path, ONE, KEY)
    heads.append(path, TWO, KEY)
    commands = "\n".join(re.findall(r"^    (\S.*)$", heads.__doc__ or "", re.M))
    assert commands.count("\n") == 2

    def passes() -> bool:
        return subprocess.run(["sh", "-ec", commands], cwd=path.parent, capture_output=True).returncode == 0

    assert passes()
    first, second = path.read_text().splitlines()
    assert set(json.loads(second)) == {"number", "hash", "at", "count", "signature"}
    path.write_text(f"{first}\n{second.replace('9', '8', 1)}\n")
    assert not passes()
