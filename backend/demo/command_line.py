"""python -m backend demo [--people N] [--seed S]: the made-up council, into an empty demo database."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable

from backend.demo import queries
from backend.demo.commands import fill
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.problems import Problem
from backend.shared.viewer import NOBODY, Viewer

PEOPLE, MOST, SEED = 220, 10_000, 1


def run(argv: list[str]) -> int:
    """Fills the database; 0 when it is there, 1 with the reason when it was refused."""
    parser = argparse.ArgumentParser(prog="python -m backend demo")
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help=f"how many young people, up to {MOST} (default {PEOPLE})"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="another number gives another council")
    asked = parser.parse_args(argv)
    if not 1 <= asked.people <= MOST:
        print(f"--people must be from 1 to {MOST}.")
        return 1
    if not settings().demo or os.environ.get("DATABASE_URL"):
        print("Made-up people never go into a council's own database. Set ONWARD_DEMO=1 and leave DATABASE_URL out.")
        return 1
    viewer = Viewer(kind=NOBODY, action="demo.use", now=clock.now(), request="command line")
    started = time.perf_counter()
    try:
        done = asyncio.run(fill(viewer, asked.people, asked.seed, _bar(asked.people, started)))
    except Problem as refused:
        print(refused.detail)
        return 1
    print(f"\r  Making Tidewater Council: {done} young people in {time.perf_counter() - started:.1f} s{' ' * 30}")
    return 0


def is_empty() -> bool:
    """Whether the demo council may be made here: nobody is in the database yet."""

    async def ask() -> bool:
        async with transaction():
            return await queries.is_empty()

    return asyncio.run(ask())


def _bar(whole: int, started: float) -> Callable[[int], None]:
    """A progress bar of 30 places, drawn once it takes longer than a second."""

    def draw(done: int) -> None:
        if time.perf_counter() - started > 1 or done == whole:
            full = 30 * done // whole
            sys.stdout.write(f"\r  Making Tidewater Council [{'#' * full}{'.' * (30 - full)}] {done} of {whole}")
            sys.stdout.flush()

    return draw
