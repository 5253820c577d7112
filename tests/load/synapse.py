"""The measured peer: matrix-synapse from its Python package, on its own SQLite or on our PostgreSQL, limits lifted."""

import contextlib
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

PACKAGES = ("matrix-synapse==1.163.2", "psycopg2-binary==2.9.13")
_FAST = {"per_second": 100_000, "burst_count": 100_000}


def installed(base: Path) -> Path:
    """The Python of an environment that holds synapse; made once, in `base`. SystemExit says why it cannot be."""
    python = base / "synapse" / "bin" / "python"
    mark = base / "synapse" / "holds.txt"
    if mark.exists() and mark.read_text() == " ".join(PACKAGES):
        return python
    print("  Installing matrix-synapse in an environment of its own …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(base / "synapse")], check=True, timeout=300)
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--only-binary", ":all:", *PACKAGES],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit("matrix-synapse cannot be installed here:\n" + done.stderr[-2000:])
    mark.write_text(" ".join(PACKAGES))
    return python


async def database(name: str, server: str) -> None:
    """An empty database as synapse wants it: UTF-8 in C order."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(
            f"CREATE DATABASE {name} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    finally:
        await connection.close()


@contextlib.contextmanager
def running(python: Path, folder: Path, port: int, postgres: tuple[str, str] | None) -> Iterator[str]:
    """Its address while it runs. `postgres`: socket folder and database; None: its own SQLite."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    main = [str(python), "-m", "synapse.app.homeserver", "-c", str(folder / "homeserver.yaml")]
    subprocess.run(
        [*main, "--generate-config", "-H", "localhost", "--report-stats", "no", "--data-directory", str(folder)],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (folder / "ours.yaml").write_text(json.dumps(_settings(folder, port, postgres)))
    # Its own log goes nowhere: writing it would cost it time.
    (folder / "localhost.log.config").write_text(json.dumps({"version": 1, "root": {"level": "ERROR"}}))
    with (folder / "words.log").open("wb") as words:
        process = subprocess.Popen([*main, "-c", str(folder / "ours.yaml")], cwd=folder, stdout=words, stderr=words)
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 120
            while True:
                try:
                    ask(address, "GET", "/_matrix/client/versions")
                    break
                except OSError:
                    if process.poll() is not None or time.monotonic() > until:
                        raise SystemExit(
                            "synapse did not start:\n" + (folder / "words.log").read_text()[-2000:]
                        ) from None
                    time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
            shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path, port: int, postgres: tuple[str, str] | None) -> dict[str, Any]:
    """What differs from its own defaults: one listener, its database, no limits, and no other server to ask for keys."""
    sqlite = {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}}
    pg = {"name": "psycopg2", "args": {"user": "postgres", "cp_min": 5, "cp_max": 10}}
    if postgres:
        pg["args"].update(host=postgres[0], dbname=postgres[1])  # type: ignore[attr-defined]
    return {
        "listeners": [
            {
                "port": port,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "tls": False,
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": pg if postgres else sqlite,
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "rc_message": _FAST,
        "rc_registration": _FAST,
        "rc_login": {"address": _FAST, "account": _FAST, "failed_attempts": _FAST},
        "rc_joins": {"local": _FAST, "remote": _FAST},
        "rc_joins_per_room": _FAST,
        "rc_invites": {"per_room": _FAST, "per_user": _FAST, "per_issuer": _FAST},
        "rc_room_creation": _FAST,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
    }


def ask(address: str, method: str, path: str, body: Any = None, token: str = "") -> dict[str, Any]:
    """One request and its JSON; for setting up, not for measuring."""
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
    said = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, said, headers, method=method)  # noqa: S310  our own machine
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return dict(json.loads(answer.read()))


def a_user(address: str, name: str) -> tuple[str, str]:
    """A new user's full name and token."""
    body = {"username": name, "password": f"a long password of {name}", "auth": {"type": "m.login.dummy"}}
    told = ask(address, "POST", "/_matrix/client/v3/register", body)
    return told["user_id"], told["access_token"]


def a_room(address: str, writer: tuple[str, str], reader: tuple[str, str]) -> str:
    """A private room of two, both in it, ready for a path."""
    made = ask(
        address, "POST", "/_matrix/client/v3/createRoom",
        {"preset": "trusted_private_chat", "is_direct": True, "invite": [reader[0]]}, writer[1],
    )  # fmt: skip
    room = quote(made["room_id"], safe="")
    ask(address, "POST", f"/_matrix/client/v3/join/{room}", {}, reader[1])
    return room
