"""A served Onward, a real Chromium, and what a person does with them."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
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
AXE = (ROOT / "pwa" / "node_modules" / "axe-core" / "axe.min.js").read_text


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
    state.mkdir(parents=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ONWARD_") and k != "DATABASE_URL"}
    env = {**clean, "ONWARD_STATE": str(state), "ONWARD_DEMO": "1", "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    if through:
        env["ONWARD_ORIGIN"] = f"http://localhost:{through}"
    env |= more or {}

    def run(*argv: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "backend", *argv],
            cwd=ROOT,
            env=env,
            check=True,
            timeout=180,
            stdout=subprocess.DEVNULL,
        )

    run("migrate")
    if demo_people:
        run("demo", "--people", str(demo_people))
    log = (state / "served.log").open("wb")
    process = subprocess.Popen([sys.executable, "-m", "backend", "serve"], cwd=ROOT, env=env, stdout=log, stderr=log)
    origin = f"http://localhost:{through or port}"
    try:
        for _ in range(150):
            if process.poll() is not None:
                raise RuntimeError((state / "served.log").read_text())
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.2)
        else:
            raise RuntimeError("not ready in 30 s\n" + (state / "served.log").read_text())
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


def axe_faults(page: Page) -> list[str]:
    """What axe finds on this page at WCAG 2.2 AA and best practice; run under the page's own content policy."""
    page.evaluate(AXE() + ";0")
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(' | ')))"
    )
    return list(found)


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
