"""python -m backend staff add | list | end | reset-second-factor: accounts are made and unmade on the server."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from backend.identity.commands import staff_accounts
from backend.identity.queries.staff import staff_list, worker_by_email
from backend.people.rules import ROLES
from backend.shared import clock, db
from backend.shared.problems import Problem
from backend.shared.viewer import NOBODY, Viewer


def run(argv: list[str]) -> int:
    """Runs one `staff` command; 0 when it was done, 1 when it was refused with the reason on the screen."""

    async def connected() -> int:
        async with db.pool(1, 4):
            return await carry_out(argv)

    return asyncio.run(connected())


async def carry_out(argv: list[str]) -> int:
    """The same over a pool that is open already."""
    asked = _arguments().parse_args(argv)
    try:
        return int(await asked.run(asked))
    except Problem as refused:
        print(refused.detail)
        return 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend staff")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Any], Awaitable[int]], words: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words)
        one.set_defaults(run=run)
        return one

    add = command("add", _add, "Makes an account and prints its one-use set-up link, good for 24 hours.")
    add.add_argument("--email", required=True)
    add.add_argument("--name", help="given and family name; not needed for staff that came by import")
    add.add_argument("--role", choices=sorted(ROLES), help="not needed for staff that came by import")
    add.add_argument("--team", help="the team's name; a manager answers for it")
    command("list", _list, "Everybody with their role and how far their account is.")
    command("end", _end, "Ends an account; it bites at the next request.").add_argument("--email", required=True)
    reset = command("reset-second-factor", _reset, "Resets a lost authenticator or passkey; two people are needed.")
    reset.add_argument("--email", required=True)
    reset.add_argument(
        "--approved-by", required=True, metavar="E-MAIL", help="an administrator or manager, not the same person"
    )
    reset.add_argument("--code", required=True, help="the code that their authenticator app shows now")
    reset.add_argument("--password-too", action="store_true", help="the password is lost as well")
    return parser


def _here(action: str) -> Viewer:
    """Who runs a command on the server: nobody with an account. The ledger's action says that it was done there."""
    return Viewer(kind=NOBODY, action=action, now=clock.now(), request="command line")


async def _add(asked: argparse.Namespace) -> int:
    given, _, family = (asked.name or "").strip().partition(" ")
    worker = await staff_accounts.hire(
        _here("staff.add"), asked.email, given=given, family=family, role=asked.role, team=asked.team
    )
    link = await staff_accounts.invite(_here("staff.add"), worker)
    print(f"Give this link to {asked.email.strip().lower()} and to nobody else. It works once, for 24 hours:\n{link}")
    return 0


async def _list(asked: argparse.Namespace) -> int:
    for row in await staff_list(clock.now()):
        print(
            f"{row['email']:40} {row['given_name']} {row['family_name']}, {ROLES.get(row['role'], row['role'])}: {row['state']}"
        )
    return 0


async def _end(asked: argparse.Namespace) -> int:
    worker = await worker_by_email(asked.email)
    await staff_accounts.end(_here("staff.end"), worker["id"])
    print(f"The account of {worker['email']} is over.")
    return 0


async def _reset(asked: argparse.Namespace) -> int:
    worker, second = await worker_by_email(asked.email), await worker_by_email(asked.approved_by)
    link = await staff_accounts.reset(
        _here("staff.reset"), worker["id"], approved_by=second["id"], code=asked.code, password_too=asked.password_too
    )
    print(f"Give this link to {worker['email']} and to nobody else. It works once, for 24 hours:\n{link}")
    return 0
