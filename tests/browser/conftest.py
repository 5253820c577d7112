"""A served Onward, a real Chromium, and what a person does with them."""

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from backend.shared.dates import london_date

ROOT = Path(__file__).resolve().parents[2]
PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""It never calls home."""


@cache
def axe() -> str:
    """The checker, as a script."""
    return (ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text() + ";0"


def chromium() -> str:
    """The path of a Chromium that is installed; playwright's own download is not used."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("no Chromium is installed: `make test` does that")


def free_port() -> int:
    """A port on the loopback that nobody uses right now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Served:
    """One running Onward: its address, the environment in which its commands run, and the file with its words."""

    origin: str
    env: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        """What it has said so far: one line for each request, and what went wrong."""
        return Path(self.env["ONWARD_STATE"]) / "served.log"

    def command(self, *argv: str) -> str:
        """Runs `python -m backend …` on this installation; its words, or an error with them."""
        done = subprocess.run(
            [sys.executable, "-m", "backend", *argv],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def surroundings(state: Path) -> dict[str, str]:
    """The environment of a demo in this folder, and of nothing else."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ONWARD_") and k != "DATABASE_URL"}
    return {**clean, "ONWARD_STATE": str(state), "ONWARD_DEMO": "1", "PYTHONUNBUFFERED": "1"}


@cache
def filled(state: Path, demo_people: int | None) -> Path:
    """The folder of an Onward that stands still: empty, or with so many made-up young people. Made once, then only copied."""
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(parents=True)
    atexit.register(shutil.rmtree, state, ignore_errors=True)
    for argv in (["migrate"], ["demo", "--people", str(demo_people)])[: 2 if demo_people else 1]:
        subprocess.run(
            [sys.executable, "-m", "backend", *argv],
            cwd=ROOT,
            env=surroundings(state),
            check=True,
            timeout=180,
            stdout=subprocess.DEVNULL,
        )
    return state


@contextlib.contextmanager
def served(
    name: str, *, demo_people: int | None = None, through: int | None = None, more: dict[str, str] | None = None
) -> Iterator[Served]:
    """Onward on a database of its own: empty, or filled with so many made-up young people. Stopped afterwards.

    `through` is the port of a proxy in front, by which browsers come in; it is told the port behind it in PORT.
    `more`: settings of its own.
    """
    from tests.conftest import STATE

    state, port = STATE.parent / f"{STATE.name}-{name}", free_port()
    shutil.rmtree(state, ignore_errors=True)
    today = london_date(datetime.now(UTC))  # what is made up is made up around its day
    still = filled(STATE.parent / f"{STATE.name}-with-{demo_people or 0}-{today}", demo_people)
    subprocess.run(["cp", "-a", str(still), str(state)], check=True)  # with its owner, who is not root
    env = {**surroundings(state), "PORT": str(port)}
    if through:
        env["ONWARD_ORIGIN"] = f"http://localhost:{through}"
    env |= more or {}
    log = (state / "served.log").open("wb")
    process = subprocess.Popen([sys.executable, "-m", "backend", "serve"], cwd=ROOT, env=env, stdout=log, stderr=log)
    origin = f"http://localhost:{through or port}"
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise RuntimeError((state / "served.log").read_text())
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        else:
            raise RuntimeError("not ready in 60 s\n" + (state / "served.log").read_text())
        yield Served(origin, env, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()
        shutil.rmtree(state, ignore_errors=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver that speaks to the browser."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium that never calls home."""
    opened = playwright.chromium.launch(
        executable_path=chromium(),
        args=CHROMIUM_ARGS,
    )
    yield opened
    opened.close()


@contextlib.contextmanager
def beeping(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium whose microphone beeps."""
    sound = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    opened = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_ARGS, *sound])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[Served]:
    """The demo council with its cast, served."""
    with served("demo", demo_people=60) as running:
        yield running


STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_faults(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """What axe finds on this page at WCAG 2.2 AA and best practice; run under the page's own content policy.

    `only` some of its rules, or all `without` some.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    how = {"runOnly": list(only) or STANDARD, "rules": {rule: {"enabled": False} for rule in without}}
    found = page.evaluate(
        f"axe.run(document, {json.dumps(how)})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | ')))"
    )
    return list(found)
