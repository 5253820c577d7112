"""python -m backend verify [--export FILE]: is the audit as it was written?"""

import asyncio
import contextlib
import json
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from backend.audit import heads, queries
from backend.audit.rules import plain
from backend.audit.verify import Check, read_heads
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.db import transaction


def run(argv: list[str]) -> int:
    """Prints what was found, in plain words; 0 when nothing is wrong, else 1. `--export` also writes every row read."""
    parser = ArgumentParser(prog="python -m backend verify", description="Checks the audit against its heads.")
    parser.add_argument("--export", type=Path, metavar="FILE", help="also write the rows as JSON lines, for verify.py")
    wanted = parser.parse_args(argv)
    with contextlib.ExitStack() as stack:
        into = stack.enter_context(wanted.export.open("w", encoding="utf-8")) if wanted.export else None
        started = time.perf_counter()
        try:
            kept = kept_heads(settings().audit_heads)
        except ValueError:
            print(f"{settings().audit_heads} cannot be read: it was changed by hand.")
            return 1
        check = asyncio.run(walk(kept, into))
    found = [*check.found, *(f"Head {place} does not carry our signature." for place in signed_by_others(kept))]
    took = time.perf_counter() - started
    print(f"{check.number:,} sealed rows, {len(kept):,} heads, {check.unsealed:,} rows waiting: {took:.1f} s.")
    print("\n".join(found) or "Nothing was changed, removed, added or moved. Every head carries our signature.")
    return 1 if found else 0


def kept_heads(path: Path) -> list[dict[str, Any]]:
    """The heads in the file, oldest first; none when there is no file. Raises ValueError when it cannot be read."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return read_heads(file)


def signed_by_others(kept: list[dict[str, Any]]) -> list[int]:
    """Which heads (counted from 1) our key did not sign."""
    return heads.unsigned(kept, settings().signing_key)


async def walk(kept: list[dict[str, Any]], into: TextIO | None = None) -> Check:
    """The finished check of the whole ledger, read through a cursor; rows go to `into` as they pass.

    `kept` must have been read before: a head written meanwhile would know rows that this view does not hold yet.
    """
    at = plain({"at": clock.now()})["at"]
    check = Check(kept, str(at))
    write = _writer(into)
    write({"at": at})
    async with transaction():
        await queries.steady_view()
        async for rows in queries.sealed():
            for one in rows:
                row = plain(one)
                stored = str(row.pop("hash"))
                check.row(row, stored)
                write({"hash": stored, "row": row})
        async for rows in queries.unsealed():
            for one in rows:
                check.waiting(row := plain(one))
                write({"row": row})
    check.finish()
    return check


def _writer(into: TextIO | None) -> Any:
    if into is None:
        return lambda entry: None

    line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def write(entry: Mapping[str, Any]) -> None:
        into.write(line(entry) + "\n")

    return write
