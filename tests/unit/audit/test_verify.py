"""S20: what an insider with the whole database can do to the ledger, and that each of 1,000 tries is found."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.audit.rules import head, plain
from backend.audit.verify import Check, check_export, main, read_heads
from tests.unit.audit.ledger import Ledger, a_ledger, a_row

SIZE = 110
TRIES = 125  # of each of the eight kinds


def checked(ledger: Ledger) -> Check:
    return check_export([json.dumps(line) for line in ledger.export()], ledger.heads)


def _perhaps_link_again(ledger: Ledger, start: int, rng: random.Random) -> None:
    """The careless insider leaves the old hashes, the careful one makes all later hashes and numbers fit."""
    if rng.random() < 0.7:
        ledger.link_again(start, renumber=True)


def edit(ledger: Ledger, rng: random.Random) -> None:
    place = rng.randrange(SIZE)
    row = ledger.rows[place]
    name, value = rng.choice(
        [("did", "nothing"), ("about", "someone else"), ("actor", None), ("why", "new"), ("id", "1")]
    )
    row.pop(name, None) if value is None else row.update({name: value})
    _perhaps_link_again(ledger, place, rng)


def delete(ledger: Ledger, rng: random.Random) -> None:
    place, many = rng.randrange(SIZE - 5), rng.randrange(1, 5)
    del ledger.rows[place : place + many], ledger.hashes[place : place + many]
    _perhaps_link_again(ledger, place, rng)


def reorder(ledger: Ledger, rng: random.Random) -> None:
    first, second = sorted(rng.sample(range(SIZE), 2))
    rows, hashes = ledger.rows, ledger.hashes
    rows[first], rows[second] = rows[second], rows[first]
    if rng.random() < 0.5:
        hashes[first], hashes[second] = hashes[second], hashes[first]
    if rng.random() < 0.5:
        rows[first]["number"], rows[second]["number"] = first + 1, second + 1
    _perhaps_link_again(ledger, first, rng)


def back_date(ledger: Ledger, rng: random.Random) -> None:
    if rng.random() < 0.4:  # nothing sealed is touched: a new row with an old date, sealed by the honest sealer
        ledger.seal(
            a_row(rng, ledger.at - timedelta(minutes=rng.randrange(20, 9000))), ledger.at + timedelta(seconds=5)
        )
        ledger.keep_head()
        return
    place = rng.randrange(SIZE)
    ledger.rows[place]["at"] = plain({"at": ledger.at - timedelta(days=rng.randrange(1, 900))})["at"]
    _perhaps_link_again(ledger, place, rng)


def insert(ledger: Ledger, rng: random.Random) -> None:
    if rng.random() < 0.2:  # beside the chain, without a seal
        ledger.waiting.append(plain(a_row(rng, ledger.at - timedelta(minutes=rng.randrange(2, 900)))))
        return
    place = rng.randrange(1, SIZE)
    before = ledger.rows[place - 1]
    row = {**plain(a_row(rng, ledger.at)), "at": before["at"], "sealed_at": before["sealed_at"], "number": place + 1}
    ledger.rows.insert(place, row)
    ledger.hashes.insert(place, rng.choice(ledger.hashes))
    _perhaps_link_again(ledger, place, rng)


def cut_tail(ledger: Ledger, rng: random.Random) -> None:
    keep = rng.randrange(SIZE)
    del ledger.rows[keep:], ledger.hashes[keep:]


def hash_all_anew(ledger: Ledger, rng: random.Random) -> None:
    row = ledger.rows[rng.randrange(SIZE)]
    row["about"] = rng.choice(["a", "b", "c"])
    if rng.random() < 0.5:
        del ledger.rows[rng.randrange(SIZE)]
    ledger.link_again()


def restore_old_backup(ledger: Ledger, rng: random.Random) -> None:
    cut_tail(ledger, rng)
    for _ in range(rng.choice([0, 1, 5, SIZE - len(ledger.rows), SIZE])):
        ledger.seal(a_row(rng, ledger.at), ledger.at + timedelta(seconds=3))
    if rng.random() < 0.5:
        ledger.keep_head()


KINDS = [edit, delete, reorder, back_date, insert, cut_tail, hash_all_anew, restore_old_backup]
HONEST = a_ledger(random.Random(20), SIZE)


def test_the_honest_ledger_is_whole() -> None:
    assert checked(HONEST).found == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_tampering_is_found(kind: Callable[[Ledger, random.Random], None]) -> None:
    missed = []
    for seed in range(TRIES):
        ledger = HONEST.copy()
        kind(ledger, random.Random(seed))
        assert ledger.export() != HONEST.export() or ledger.heads != HONEST.heads
        if not checked(ledger).found:
            missed.append(seed)
    assert missed == []


@given(st.integers(0, 2**32), st.integers(0, 70))
def test_no_honest_ledger_is_accused(seed: int, size: int) -> None:
    assert checked(a_ledger(random.Random(seed), size)).found == []


def said(ledger: Ledger) -> str:
    return "\n".join(checked(ledger).found)


def test_a_gap_is_named() -> None:
    ledger = HONEST.copy()
    del ledger.rows[9:12], ledger.hashes[9:12]
    assert "Rows 10 to 12 are gone from before row 13." in said(ledger)


def test_a_changed_row_is_named_and_the_rest_is_not() -> None:
    ledger = HONEST.copy()
    ledger.rows[9]["did"] = "nothing"
    assert checked(ledger).found == ["Row 10 was changed, added, moved or taken out."]


def test_a_cut_end_is_known_by_the_heads_alone() -> None:
    ledger = HONEST.copy()
    del ledger.rows[100:], ledger.hashes[100:]
    assert said(ledger) == "The end is gone: the heads know 110 rows and 100 are here."
    ledger.heads = ledger.heads[:4]
    assert said(ledger) == ""


def test_no_heads_is_itself_a_finding() -> None:
    ledger = HONEST.copy()
    ledger.heads = []
    assert "There are no heads" in said(ledger)


def test_a_head_taken_out_of_the_file_shows() -> None:
    ledger = HONEST.copy()
    del ledger.heads[1]
    assert said(ledger) == "A head is missing before head 2."


def test_a_row_that_stands_twice_is_named() -> None:
    ledger = HONEST.copy()
    ledger.rows.insert(10, dict(ledger.rows[9]))
    ledger.hashes.insert(10, ledger.hashes[9])
    assert said(ledger) == "Row 10 stands twice or in the wrong place."


def test_heads_that_go_back_show() -> None:
    ledger = HONEST.copy()
    ledger.heads += [head(50, bytes.fromhex(ledger.hashes[49]), ledger.at, 110)]
    assert said(ledger) == "Head 6 is older than the one before it: an older backup was put in place."


def test_an_honest_restore_is_named_and_a_new_heads_file_begins_in_peace() -> None:
    """What the README tells a council to do: file the report with the old heads, begin a new file."""
    ledger = HONEST.copy()
    del ledger.rows[60:], ledger.hashes[60:]
    assert "The end is gone: the heads know 110 rows and 60 are here." in said(ledger)
    for _ in range(60):
        ledger.seal(a_row(random.Random(7), ledger.at), ledger.at + timedelta(seconds=1))
    old = ledger.heads
    ledger.heads = []
    ledger.keep_head()
    assert said(ledger) == ""
    ledger.heads = old  # the old file would go on accusing every row that took the place of a lost one
    assert "Row 75 is not the one that the head outside the database holds." in said(ledger)


def test_the_end_of_the_heads_taken_away_shows() -> None:
    ledger = HONEST.copy()
    ledger.heads = ledger.heads[:2]
    assert said(ledger) == "No head was written for the rows after row 50."


def test_rows_wait_a_minute_at_most() -> None:
    ledger = HONEST.copy()
    ledger.waiting = [plain(a_row(random.Random(1), ledger.at - timedelta(seconds=54)))]
    assert checked(ledger).found == []
    ledger.waiting += [plain(a_row(random.Random(2), ledger.at - timedelta(seconds=56)))]
    check = checked(ledger)
    assert (check.unsealed, check.too_long) == (2, 1)
    assert check.found == ["Rows without a seal after more than 60 seconds: 1."]


def test_a_row_dated_in_the_future_shows() -> None:
    ledger = HONEST.copy()
    ledger.seal(a_row(random.Random(1), ledger.at + timedelta(hours=1)), ledger.at)
    assert said(ledger) == "Row 111 is dated later than its seal."


def test_a_seal_that_goes_back_in_time_shows() -> None:
    ledger = HONEST.copy()
    ledger.seal(a_row(random.Random(1), ledger.at), ledger.at - timedelta(seconds=1))
    assert said(ledger) == "Row 111 says that it was sealed before the row in front of it."


def test_many_findings_are_counted_not_printed() -> None:
    ledger = HONEST.copy()
    for row in ledger.rows[:50]:
        row["did"] = "nothing"
    found = checked(ledger).found
    assert (len(found), found[-1]) == (21, "And 30 more.")


def test_a_head_broken_off_by_a_crash_is_passed_over() -> None:
    assert read_heads(['{"number":1}\n', '{"numb\n', '{"number":2}\n']) == [{"number": 1}, {"number": 2}]


def write(folder: Path, ledger: Ledger) -> tuple[str, str]:
    export, heads = folder / "audit.jsonl", folder / "heads.jsonl"
    export.write_text("".join(json.dumps(line) + "\n" for line in ledger.export()))
    heads.write_text("".join(json.dumps(line) + "\n" for line in ledger.heads))
    return str(export), str(heads)


def test_main_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = HONEST.copy()
    assert main(*write(tmp_path, ledger)) == 0
    assert capsys.readouterr().out == "All 110 rows and 5 heads are as they were written.\n"
    ledger.rows[0]["did"] = "nothing"
    assert main(*write(tmp_path, ledger)) == 1
    assert "Row 1 was changed" in capsys.readouterr().out


@pytest.mark.parametrize("words", ["", "{}", "nonsense", '{"at":"2026-03-10T12:00:00+00:00"}\n{"row":{},"hash":"zz"}'])
def test_an_unreadable_export_is_no_pass(tmp_path: Path, words: str) -> None:
    export, heads = write(tmp_path, HONEST)
    Path(export).write_text(words)
    assert main(export, heads) == 1


def test_it_stands_alone() -> None:
    source = Path(main.__code__.co_filename).read_text()
    assert len(source.splitlines()) <= 150
    assert "backend." not in source.split('"""', 2)[2]
