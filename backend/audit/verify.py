"""Checks an export of the audit against the heads kept outside the database. It stands alone: Python 3.11, nothing else.

    python -m backend verify --export audit.jsonl         writes the export
    python verify.py audit.jsonl audit-heads.jsonl        reads it, on any machine; exit code 0 is good, 1 is not

Found: a row changed, removed, added, moved, inserted or back-dated, by its hash and number; a cut tail, a chain hashed
anew and an older backup put in place, by the heads; a row that waits too long for its seal. Not found here: whether the
heads themselves are ours. Their signature is checked with openssl, as heads.py says. What was changed after the newest
head by someone who then hashed the chain anew shows with no tool, so heads are written every 5 minutes or 1,000 rows.

The hash is written here a second time on purpose: a verifier that borrowed it from the sealer would share its faults.
"""

import json
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

WAIT = timedelta(seconds=60)  # a row is sealed within seconds
DRIFT = timedelta(minutes=15)  # the longest transaction, and servers whose clocks differ
SHOWN = 20

_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


class Check:
    """Feed it every sealed row in order with `row`, every other with `waiting`, then `finish`; `found` says what is wrong.

    `heads` are the heads file's lines, oldest first; `at` is the instant of the export.
    """

    def __init__(self, heads: list[dict[str, Any]], at: str) -> None:
        self.heads, self.at = heads, datetime.fromisoformat(at)
        self.number, self.hash, self.sealed_at, self.newest = 0, "00" * 32, "", ""
        self.unsealed, self.too_long, self.bad = 0, 0, 0
        self.found: list[str] = []
        self._at_number: dict[int, list[str]] = {}
        for head in heads:
            self._at_number.setdefault(head["number"], []).append(head["hash"])
        self._uncovered: str | None = None
        self._last_head = max(self._at_number, default=0)

    def row(self, row: dict[str, Any], stored: str) -> None:
        """The next sealed row, with its number, sealed_at and the hash stored beside it (hexadecimal)."""
        number, at, sealed_at = row["number"], row.get("at", ""), row["sealed_at"]
        hash = sha256(bytes.fromhex(self.hash) + _text(row).encode()).hexdigest()
        if number > self.number + 1:
            self._say(f"{_rows(self.number + 1, number - 1)} gone from before row {number}.")
        elif number <= self.number:
            self._say(f"Row {number} stands twice or in the wrong place.")
        elif hash != stored:
            self._say(f"Row {number} was changed, added, moved or taken out.")
        for kept in self._at_number.get(number, ()):
            if kept != stored:
                self._say(f"Row {number} is not the one that the head outside the database holds.")
        if at < self.newest and _moment(self.newest) - _moment(at) > DRIFT:
            self._say(f"Row {number} is back-dated: later rows were sealed before it.")
        if at > sealed_at and _moment(at) - _moment(sealed_at) > DRIFT:
            self._say(f"Row {number} is dated later than its seal.")
        if sealed_at < self.sealed_at:
            self._say(f"Row {number} says that it was sealed before the row in front of it.")
        if number > self._last_head and self._uncovered is None:
            self._uncovered = sealed_at
        self.newest = max(self.newest, min(at, sealed_at))
        self.number, self.hash, self.sealed_at = max(number, self.number), stored, sealed_at

    def waiting(self, row: dict[str, Any]) -> None:
        """A row with no place in the chain yet."""
        self.unsealed += 1
        self.too_long += self.at - _moment(row["at"]) > WAIT

    def finish(self) -> list[str]:
        """Everything wrong, in plain words; empty when nothing is."""
        before = 0
        for place, head in enumerate(self.heads, 1):
            if head["number"] < before:
                self._say(f"Head {place} is older than the one before it: an older backup was put in place.")
            elif head["number"] - head["count"] != before:
                self._say(f"A head is missing before head {place}.")
            before = head["number"]
        if self._last_head > self.number:
            self._say(f"The end is gone: the heads know {self._last_head} rows and {self.number} are here.")
        if self.number and not self.heads:
            self._say("There are no heads, so a cut end or a chain hashed anew cannot be seen.")
        elif self._uncovered and self.at - _moment(self._uncovered) > DRIFT:
            self._say(f"No head was written for the rows after row {self._last_head}.")
        if self.too_long:
            self._say(f"Rows without a seal after more than {WAIT.seconds} seconds: {self.too_long}.")
        if self.bad > SHOWN:
            self.found.append(f"And {self.bad - SHOWN} more.")
        return self.found

    def _say(self, what: str) -> None:
        self.bad += 1
        if self.bad <= SHOWN:
            self.found.append(what)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text or "0001-01-01T00:00:00+00:00")


def _rows(first: int, last: int) -> str:
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"


def read_heads(lines: Iterable[str]) -> list[dict[str, Any]]:
    """The heads in a heads file; a line broken off by a crash is passed over. Raises ValueError for anything else."""
    return [json.loads(line) for line in lines if line.rstrip().endswith("}")]


def check_export(lines: Iterable[str], heads: list[dict[str, Any]]) -> Check:
    """The finished check of an export: its first line says when it was made, each further line is one row."""
    entries = map(json.loads, lines)
    check = Check(heads, next(entries)["at"])
    for entry in entries:
        if "hash" in entry:
            check.row(entry["row"], entry["hash"])
        else:
            check.waiting(entry["row"])
    check.finish()
    return check


def main(export: str, kept: str) -> int:
    """Prints what was found; 0 when the audit is whole, else 1."""
    try:
        with open(kept, encoding="utf-8") as file:
            heads = read_heads(file)
        with open(export, encoding="utf-8") as file:
            check = check_export(file, heads)
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as fault:
        print(f"This cannot be read, so it was changed or broken off: {fault!r}")
        return 1
    print("\n".join(check.found) or f"All {check.number} rows and {len(heads)} heads are as they were written.")
    return 1 if check.found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
