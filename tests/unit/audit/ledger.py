"""A whole audit ledger in memory, as an export would hold it, and the sealer's honest hand."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.audit.rules import FIRST, head, link, plain

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HEAD_EACH = 25  # rows; small, so that a small ledger has several


@dataclass
class Ledger:
    """Sealed rows with their hashes, the heads that were kept, and rows that have no seal."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    at: datetime = START

    def copy(self) -> "Ledger":
        return Ledger(
            [dict(row) for row in self.rows], list(self.hashes), list(self.heads), list(self.waiting), self.at
        )

    def seal(self, row: dict[str, Any], sealed_at: datetime) -> None:
        """What the sealer does with this row."""
        sealed = plain({**row, "number": len(self.rows) + 1, "sealed_at": sealed_at})
        previous = bytes.fromhex(self.hashes[-1]) if self.hashes else FIRST
        self.rows.append(sealed)
        self.hashes.append(link(previous, sealed).hex())
        self.at = sealed_at

    def keep_head(self) -> None:
        since = self.heads[-1]["number"] if self.heads else 0
        if self.rows:
            self.heads.append(head(len(self.rows), bytes.fromhex(self.hashes[-1]), self.at, since))

    def link_again(self, start: int = 0, *, renumber: bool = True) -> None:
        """What an insider with the database does: every row from `start` gets a hash that fits."""
        previous = bytes.fromhex(self.hashes[start - 1]) if start else FIRST
        self.hashes = self.hashes[:start]
        for place in range(start, len(self.rows)):
            if renumber:
                self.rows[place]["number"] = place + 1
            previous = link(previous, self.rows[place])
            self.hashes.append(previous.hex())

    def export(self) -> list[dict[str, Any]]:
        """Every line of the export, its first line first."""
        sealed = [{"row": row, "hash": hash} for row, hash in zip(self.rows, self.hashes, strict=True)]
        return [plain({"at": self.at + timedelta(seconds=5)}), *sealed, *({"row": row} for row in self.waiting)]


def a_row(rng: random.Random, at: datetime) -> dict[str, Any]:
    """A believable row before it is sealed."""
    return {
        "id": UUID(int=rng.getrandbits(128)),
        "at": at,
        "actor": UUID(int=rng.randrange(1, 8)),
        "actor_kind": rng.choice(["adviser", "manager", "young_person"]),
        "action": rng.choice(["plan.work", "plan.share", "phone.list"]),
        "did": rng.choice(["looked", "shared", "removed_phone"]),
        "about": UUID(int=rng.randrange(100, 140)),
        "thing": rng.choice([None, UUID(int=rng.getrandbits(128))]),
        "why": rng.choice([None, "Zoë asked “today”"]),
        "request": f"{rng.getrandbits(64):016x}",
    }


def a_ledger(rng: random.Random, size: int) -> Ledger:
    """`size` rows sealed as they came, with a head now and then and one at the end, as when a worker stops."""
    ledger, at = Ledger(), START
    for number in range(1, size + 1):
        at += timedelta(seconds=rng.randrange(1, 90))
        ledger.seal(a_row(rng, at), at + timedelta(seconds=1))
        if number % HEAD_EACH == 0:
            ledger.keep_head()
    if size % HEAD_EACH:
        ledger.keep_head()
    return ledger
