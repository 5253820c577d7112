"""python -m backend offer FILE: a council's offer from a TOML file is checked, becomes the draft, or is published."""

import argparse
import asyncio
from datetime import date
from pathlib import Path

from backend.entitlements.commands.offer_files import checked, load_file, publish_file
from backend.entitlements.schemas import Wrong
from backend.identity.queries.staff import worker_by_email
from backend.people.rules import kinds_for
from backend.shared import clock, db
from backend.shared.dates import london_date
from backend.shared.problems import NotAllowed, Problem
from backend.shared.viewer import ADMIN, Viewer

EDIT = "offer.edit"


def run(argv: list[str]) -> int:
    """Runs one `offer` command; 0 when it was done, 1 when it was refused with every fault on the screen."""
    asked = _arguments().parse_args(argv)
    if asked.publish and not (asked.by and asked.second and asked.why):
        print("To publish, name two administrators and say why: --by E-MAIL --second E-MAIL --why WORDS.")
        return 1
    try:
        raw = asked.file.read_bytes()
    except OSError:
        print(f"{asked.file} cannot be read.")
        return 1

    async def connected() -> int:
        async with db.pool(1, 4):
            return await carry_out(asked, raw)

    return asyncio.run(connected()) if asked.by else _check(asked.file, raw)


def _arguments() -> argparse.ArgumentParser:
    words = "Checks an offer. With --by it becomes the draft; with --publish and two administrators it is published."
    parser = argparse.ArgumentParser(prog="python -m backend offer", description=words)
    parser.add_argument(
        "file", type=Path, help="a TOML file; backend/entitlements/pack/README.md says how it is written"
    )
    parser.add_argument("--by", metavar="E-MAIL", help="who brings it")
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--second", metavar="E-MAIL", help="who publishes it: an administrator, not the same person")
    parser.add_argument("--why", metavar="WORDS", help="what is new in it")
    parser.add_argument(
        "--from", dest="from_on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="counts from this day"
    )
    return parser


def _check(file: Path, raw: bytes) -> int:
    said, wrong = checked(raw, london_date(clock.now()), file.name)
    if wrong:
        return _tell(wrong)
    print(f"{file}: {len(said.lines)} lines and {len(said.pots)} pots. Nothing is wrong. Nothing was kept.")
    return 0


async def carry_out(asked: argparse.Namespace, raw: bytes) -> int:
    """The same over a pool that is open already."""
    try:
        by = await _editor(asked.by, admin=asked.publish)
        if not asked.publish:
            revision = await load_file(by, raw)
            print(f"It is the draft now (revision {revision}). A second person publishes it in the app.")
            return 0
        second = await _editor(asked.second, admin=True)
        number = await publish_file(raw, by=by, second=second, why=asked.why, from_on=asked.from_on)
    except Problem as refused:
        print(refused.detail)
        return _tell(refused.more.get("wrong", []))
    print(f"It is published as version {number}.")
    return 0


async def _editor(email: str, *, admin: bool) -> Viewer:
    worker = await worker_by_email(email)
    now = clock.now()
    over = worker["ended_at"] is not None and worker["ended_at"] <= now
    if over or worker["role"] not in ({ADMIN} if admin else kinds_for(EDIT)):
        raise NotAllowed(f"{worker['email']} is no {'administrator' if admin else 'editor of the offer'}.")
    return Viewer(kind=worker["role"], action=EDIT, now=now, id=worker["id"], request="command line")


def _tell(wrong: list[Wrong]) -> int:
    for one in wrong:
        place = f", line {one.line}" if one.line else ""
        place += f", column {one.column}" if one.column else ""
        print(f"{one.where}{place}: {one.what} {one.cure}")
    return 1
