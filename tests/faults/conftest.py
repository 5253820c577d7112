"""How much of each fault runs, from which seed, and the report that says what was done.

ONWARD_FAULTS is the share of the full size: 1 is `make faults`; without it a tenth runs, which is part of `make test`.
"""

import fcntl
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.faults.ground import Postgres, ground

SHARE = float(os.environ.get("ONWARD_FAULTS") or 0.1)
SEED = int(os.environ.get("ONWARD_FAULTS_SEED") or random.SystemRandom().randrange(1 << 32))
os.environ["ONWARD_FAULTS_SEED"] = str(SEED)  # pytest-xdist's workers have the same
REPORT = ROOT / "reports" / "faults.json"
_done: dict[str, dict[str, Any]] = {}


def pytest_report_header() -> str:
    """Printed first, so that a failed run can be had again."""
    return f"faults: {SHARE:g} of the full size, ONWARD_FAULTS_SEED={SEED}"


@pytest.fixture
def size() -> Callable[[int], int]:
    """How many of a full number run here; at least one."""
    return lambda full: max(1, round(full * SHARE))


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Chance that can be had again: from the run's seed and the test's name."""
    print(f"ONWARD_FAULTS={SHARE:g} ONWARD_FAULTS_SEED={SEED}")
    return random.Random(f"{SEED}:{request.node.name}")


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """Counts for the report. A test that fails leaves what it counted until then, and that it failed."""
    counts: dict[str, Any] = {}
    began = time.monotonic()
    yield counts
    failed = getattr(request.node, "failed", True)
    _done[request.node.name] = {
        "passed": not failed, "share": SHARE, "seed": SEED, "commit": _commit(), "at": datetime.now(UTC).isoformat(),
        "seconds": round(time.monotonic() - began, 1), **counts,
    }  # fmt: skip


@pytest.fixture(scope="session")
def mould() -> Iterator[Postgres]:
    """An empty database with this version's tables, made once and stopped."""
    with ground(f"m{os.getpid()}") as made:
        made.end(signal.SIGINT)
        yield made


@pytest.fixture
def postgres(mould: Postgres) -> Iterator[Postgres]:
    """A new PostgreSQL with fsync on, for this test alone; this process and those it starts use it."""
    with ground(f"f{os.getpid()}", mould) as made:
        yield made


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    """Lets `told` know how the test ended."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call":
        item.failed = report.failed


def pytest_sessionfinish() -> None:
    """reports/faults.json holds the last run of every fault, each with its own commit and seed."""
    if not _done:
        return
    REPORT.parent.mkdir(exist_ok=True)
    with (REPORT.parent / "faults.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two workers may end at once; the lock goes with the file
        _write()


def _write() -> None:
    known = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    REPORT.write_text(json.dumps({**known, **_done}, indent=1, sort_keys=True) + "\n")


def _commit() -> str:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "unknown"
