"""Started, stopped, killed and started again: the process as a council's server would treat it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, STATE, council


class Run:
    """`python -m backend serve --set-up` on the made-up council, in a state folder of its own."""

    def __init__(self, state: Path) -> None:
        self.state = state
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ONWARD_") and k != "DATABASE_URL"}
        self.env = {**clean, "ONWARD_STATE": str(state), "ONWARD_DEMO": "1", "PORT": str(self.port)}

    def start(self) -> subprocess.Popen[str]:
        """Starts it and comes back when it says that it is ready."""
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "backend", "serve", "--set-up"],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = ""
        assert process.stdout
        while "Ready in" not in said:
            line = process.stdout.readline()
            assert line, f"it stopped before it was ready:\n{said}"
            said += line
        return process

    def database_runs(self) -> bool:
        """Whether a PostgreSQL still serves this state folder."""
        return (self.state / "postgres" / "postmaster.pid").exists()


@pytest.fixture
def run() -> Iterator[Run]:
    """A place of its own, gone afterwards."""
    state = STATE.parent / f"serving-{os.getpid()}"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(parents=True)
    yield Run(state)
    shutil.rmtree(state, ignore_errors=True)


def gone(process: subprocess.Popen[str], within: float = 20) -> None:
    """Waits until it has ended by itself."""
    process.communicate(timeout=within)


def test_stopped_by_hand_killed_and_started_again(run: Run) -> None:
    first = run.start()
    assert run.database_runs()
    first.send_signal(signal.SIGINT)
    gone(first)
    assert not run.database_runs(), "Ctrl-C stops PostgreSQL too"

    second = run.start()
    second.kill()
    gone(second)
    assert run.database_runs(), "killed hard, PostgreSQL lives on"

    third = run.start()  # recovers by itself
    third.send_signal(signal.SIGTERM)
    gone(third)
    assert not run.database_runs(), "and the next clean stop stops it"


def test_stopping_does_not_wait_for_somebody_who_keeps_a_connection_open(run: Run) -> None:
    process = run.start()
    with socket.create_connection(("127.0.0.1", run.port)) as held:
        held.sendall(b"GET /api/me HTTP/1.1\r\nHost: localhost\r\n")  # never finished
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        gone(process, within=30)
    assert not run.database_runs()


def test_a_council_that_forgot_its_settings_is_told_all_of_them() -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("ONWARD_") and k != "DATABASE_URL"}
    environ |= council(
        ONWARD_SECRET="changeme", ONWARD_OUT_OF_HOURS_PHONE="", ONWARD_VAPID_SUBJECT="mailto:it@localhost"
    )
    done = subprocess.run(
        [sys.executable, "-m", "backend", "serve"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    for name in ("ONWARD_SECRET", "ONWARD_OUT_OF_HOURS_PHONE", "ONWARD_VAPID_SUBJECT"):
        assert f"- {name}" in done.stderr
    assert "changeme" not in done.stderr


def test_a_database_that_is_behind_is_not_served(server: None) -> None:
    import asyncio

    from backend.shared import embedded
    from tests.conftest import _run

    asyncio.run(_run(["DROP DATABASE IF EXISTS onward_behind WITH (FORCE)", "CREATE DATABASE onward_behind"]))
    environ = {**os.environ, "DATABASE_URL": embedded.local_address("onward_behind")}
    done = subprocess.run(
        [sys.executable, "-m", "backend", "serve"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "behind: run `python -m backend migrate`" in done.stderr


def test_two_that_migrate_at_once_make_one_history(server: None) -> None:
    import asyncio

    from backend.shared import embedded
    from tests.conftest import _run

    asyncio.run(_run(["DROP DATABASE IF EXISTS onward_twice WITH (FORCE)", "CREATE DATABASE onward_twice"]))
    environ = {**os.environ, "DATABASE_URL": embedded.local_address("onward_twice")}
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "backend", "migrate"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert "migration(s) run" in said[0]
    assert "up to date" in said[1]
