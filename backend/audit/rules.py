"""The chain: what is hashed of a row, and how each row holds the one before it (decisions 25 and 31)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

BATCH = 1000  # rows sealed in one transaction, and at most so many under no head
HEAD_EVERY = timedelta(minutes=5)
FIRST = bytes(32)  # what row 1 is linked to

_text = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def plain(row: Mapping[str, Any]) -> dict[str, str | int]:
    """The row as JSON can say it: ids as text, instants in UTC to the microsecond, nulls left out.

    Nulls are left out so that a column added later leaves the hashes of older rows as they are.
    """
    return {
        name: value if type(value) in (str, int) else _text_of(value)
        for name, value in row.items()
        if value is not None
    }


def _text_of(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def canonical(row: Mapping[str, Any]) -> bytes:
    """The one way to write this row: keys in order, no spaces, UTF-8. Equal rows give equal bytes."""
    return _text(plain(row)).encode()


def link(previous: bytes, row: Mapping[str, Any]) -> bytes:
    """The row's hash: SHA-256 over the previous row's hash (32 bytes) and the canonical row with number and sealed_at."""
    return sha256(previous + canonical(row)).digest()


def head(number: int, hash: bytes, at: datetime, since: int) -> dict[str, str | int]:
    """What is kept outside the database: the newest row's number and hash, when, and how many rows since number `since`.

    `count` makes a line taken out of the file show. It is below zero after an older backup was put in place.
    """
    return plain({"number": number, "hash": hash.hex(), "at": at, "count": number - since})


def head_due(last: Mapping[str, Any] | None, number: int, hash: bytes, now: datetime) -> bool:
    """Whether a new head is to be written: the first at once, then every 5 minutes or 1,000 rows, if anything changed."""
    if last is None:
        return True
    if (last["number"], last["hash"]) == (number, hash.hex()):
        return False
    return abs(number - last["number"]) >= BATCH or now - datetime.fromisoformat(last["at"]) >= HEAD_EVERY
