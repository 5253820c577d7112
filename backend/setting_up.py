"""`make`'s one script. Standard library only: it runs before anything is installed.

It finds a harmless place for the environment and the database, installs what the lock files name, builds the
phone app, and then becomes the server or runs the tests. Each step says what it does and how long it took.
"""

import contextlib
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PWA = ROOT / "pwa"
LONGEST = 107 - len("/test/main0-covering/postgres/.s.PGSQL.5432")
SHOWS = sys.stdout.isatty()


class Stop(SystemExit):
    """Something is missing on this machine; the words say what to do."""


def closed_parents(folder: Path) -> list[Path]:
    """Parent folders that other users cannot pass through; as root the database must not stand below one."""
    return [one for one in folder.parents if one.exists() and stat.S_IMODE(one.stat().st_mode) & 0o005 != 0o005]


def state_folder() -> Path:
    """ONWARD_STATE, else ./.onward, else a plain place of this clone's own when the database could not live here.

    It cannot live below a folder that is closed to others (as root), in a path with a space, or in a very long one.
    """
    if named := os.environ.get("ONWARD_STATE"):
        return Path(named).resolve()
    here = ROOT / ".onward"
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    awkward = len(os.fsencode(here)) > LONGEST or re.search(r"\s", str(here))
    if not awkward and not (as_root and closed_parents(here)):
        return here
    name = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
    there = Path("/var/lib/onward") if as_root else Path.home() / ".local" / "state" / "onward"
    return there / name


STATE = state_folder()
PYTHON = STATE / "venv" / "bin" / "python"


@contextlib.contextmanager
def step(words: str) -> Iterator[Callable[[float | None], None]]:
    """Prints the step with its time; shows a bar while it takes longer than a second."""
    started, over = time.monotonic(), threading.Event()
    share: list[float | None] = [None]

    def tick() -> None:
        while not over.wait(0.2):
            took = time.monotonic() - started
            if took > 1:
                done = share[0]
                full = int(24 * done) if done is not None else int(took * 4) % 25
                bar = (
                    "#" * full + "." * (24 - full)
                    if done is not None
                    else "." * max(0, full - 1) + "#" + "." * (24 - full)
                )
                print(f"\r  {words} [{bar[:24]}] {took:4.0f} s", end="", flush=True)

    def set_share(done: float | None) -> None:
        share[0] = done

    if SHOWS:
        ticker = threading.Thread(target=tick, daemon=True)
        ticker.start()
    else:
        print(f"  {words} …", flush=True)
    try:
        yield set_share
    except BaseException:
        over.set()
        print(f"\r  {words}: stopped after {time.monotonic() - started:.1f} s{' ' * 30}", flush=True)
        raise
    over.set()
    if SHOWS:
        ticker.join()
    print(f"\r  {words}: {time.monotonic() - started:.1f} s{' ' * 34 if SHOWS else ''}", flush=True)


def command(
    argv: list[str],
    *,
    cwd: Path = ROOT,
    count: tuple[str, int] | None = None,
    show: Callable[[float | None], None] | None = None,
) -> None:
    """Runs a program; its words are shown only when it fails. `count` is a pattern and how often it is expected."""
    process = subprocess.Popen(argv, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines: list[str] = []
    seen = 0
    for line in process.stdout or ():
        lines.append(line)
        if count and show and re.search(count[0], line):
            seen += 1
            show(min(0.99, seen / max(1, count[1])))
    if process.wait():
        print("".join(lines[-60:]), file=sys.stderr)
        raise Stop(f"This did not work: {' '.join(argv)}")


def digest(*paths: Path, more: str = "") -> str:
    """One hash over the bytes of these files and folders."""
    total = hashlib.sha256(more.encode())
    for path in paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def done_before(name: str, value: str) -> bool:
    """Whether this step was finished for exactly this input."""
    mark = STATE / f"{name}.done"
    return mark.exists() and mark.read_text() == value


def mark_done(name: str, value: str) -> None:
    """This step needs no repeating for this input."""
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / f"{name}.done").write_text(value)


def python_packages(lock: str) -> None:
    """A virtual environment holding exactly what the lock file names, each file checked against its hash."""
    if sys.version_info < (3, 11):
        raise Stop("Onward needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3.11 run")
    if not STATE.exists():
        STATE.mkdir(parents=True)
        for made in (STATE, STATE.parent):
            if made.is_relative_to("/var/lib/onward"):
                made.chmod(0o755)
    value = digest(ROOT / lock, more=sys.version)
    if PYTHON.exists() and (
        done_before("python-" + lock, value) or (lock == "requirements.lock" and _tests_cover_it())
    ):
        return
    if not PYTHON.exists():
        with step("Making a Python environment"):
            try:
                venv.create(STATE / "venv", with_pip=True, clear=True)
            except (subprocess.CalledProcessError, ModuleNotFoundError):
                raise Stop("Python's venv module is missing. On Debian: apt install python3-venv") from None
    wanted = len(re.findall(r"^[a-z0-9A-Z._-]+==", (ROOT / lock).read_text(), re.M))
    with step(f"Installing {wanted} Python packages") as show:
        base = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--progress-bar",
            "off",
        ]
        command([*base, "--require-hashes", "-r", lock], count=(r"^Collecting ", wanted), show=show)
    mark_done("python-" + lock, value)


def _tests_cover_it() -> bool:
    """The tests' environment holds everything that serving needs, at the same versions."""
    return done_before("python-requirements-dev.lock", digest(ROOT / "requirements-dev.lock", more=sys.version))


def phone_packages(*, everything: bool = False) -> None:
    """node_modules as package-lock.json says; `everything` adds what only tests need."""
    node = shutil.which("node")
    npm = shutil.which("npm")
    if not node or not npm:
        raise Stop("Node.js was not found. Install Node 20.19 or newer.")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < (20, 19):
        raise Stop(f"Node {version} is too old. Install Node 20.19 or newer.")
    for folder in (PWA, PWA / "types", PWA / "lighthouse") if everything else (PWA,):
        value = digest(folder / "package-lock.json", more=version)
        if (folder / "node_modules").is_dir() and done_before(f"npm-{folder.name}", value):
            continue
        with step(f"Installing packages for {'the phone app' if folder == PWA else folder.name}"):
            command([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
        mark_done(f"npm-{folder.name}", value)


def phone_app() -> None:
    """pwa/dist is built from the sources as they are."""
    phone_packages()
    STATE.mkdir(parents=True, exist_ok=True)
    sources = [PWA / n for n in ("src", "public", "index.html", "package-lock.json", "vite.config.ts", "pwa-plugin.ts")]
    value = digest(*sources)
    if (PWA / "dist" / "index.html").exists() and done_before("built", value):
        return
    with step("Building the phone app"):
        command([str(shutil.which("npm")), "run", "build"], cwd=PWA)
    mark_done("built", value)


BROWSERS = {"chromium": ("chromium", "chromium-browser", "google-chrome"), "firefox-esr": ("firefox-esr", "firefox")}
"""Debian's package and the programs that will do: Chromium for the journeys, Firefox for a real push."""


def browsers() -> None:
    """Browsers to test with; installed by apt where one is missing and we may."""
    missing = [package for package, programs in BROWSERS.items() if not any(map(shutil.which, programs))]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
        with step("Installing " + " and ".join(missing)):
            try:
                command(install)
            except Stop:
                command(["apt-get", "update", "-q"])
                command(install)
    else:
        raise Stop("The browser tests need more. On Debian, as root: apt install " + " ".join(missing))


def environment() -> dict[str, str]:
    """What the programs we start see. Python keeps what it compiled beside its environment, never among the sources."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["PYTHONPYCACHEPREFIX"] = str(STATE / "compiled")
    return {**kept, "ONWARD_STATE": str(STATE), "PYTHONUNBUFFERED": "1"}


def run() -> None:
    """Set up, then become the server."""
    python_packages("requirements.lock")
    phone_app()
    os.chdir(ROOT)
    env = environment()
    if not env.get("DATABASE_URL"):
        env["ONWARD_DEMO"] = "1"
    os.execve(str(PYTHON), [str(PYTHON), "-m", "backend", "serve", "--set-up"], env)


FAST = [
    ("Style", ["-m", "ruff", "check", "."]),
    ("Layout", ["-m", "ruff", "format", "--check", "."]),
    ("Types of the backend", ["-m", "mypy"]),
    ("Contracts between rooms", ["-c", "from importlinter.cli import lint_imports_command as go; go()"]),
]


ROOMS = ("api", "conformance", "browser", "faults")
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
"""Two at once, each with a database, a server and a browser of its own, whole files in the order in which they stand: what
takes the longest begins first, not what has the most tests. At its full size the fault suite has the machine."""


def tests(*, everything: bool) -> None:
    """Every check, in the order that fails soonest; a summary with times at the end."""
    started = time.monotonic()
    python_packages("requirements-dev.lock")
    phone_packages(everything=everything)
    if everything:
        phone_app()
        browsers()
    npm = str(shutil.which("npm"))
    steps = [(words, [str(PYTHON), *argv], ROOT) for words, argv in FAST]
    steps.append(("Types of the phone app", [npm, "run", "--silent", "check"], PWA))
    steps.append(("Unit tests of the phone app", [npm, "run", "--silent", "test"], PWA))
    pytest = [str(PYTHON), "-m", "pytest", "--durations=5"]
    steps.append(("Unit tests", [*pytest, *SIDE_BY_SIDE, "tests/unit"], ROOT))
    if everything:
        steps += [(f"Tests: {room}", [*pytest, *SIDE_BY_SIDE, f"tests/{room}"], ROOT) for room in ROOMS]
    failed, times = [], []
    for words, argv, cwd in steps:
        print(f"\n== {words}", flush=True)
        began = time.monotonic()
        code = subprocess.run(argv, cwd=cwd, env=environment(), check=False).returncode
        times.append((words, time.monotonic() - began, code))
        if code:
            failed.append(words)
    print("\nWhat ran, and how long it took:")
    for words, took, code in times:
        print(f"  {'failed' if code else 'passed'}  {took:6.1f} s  {words}")
    print(f"  in all {time.monotonic() - started:.0f} s")
    if failed:
        raise Stop("Failed: " + ", ".join(failed))


def bench() -> None:
    """The benchmarks, each over a database of its own; all are run, and one that fails is told at the end."""
    python_packages("requirements-dev.lock")
    phone_app()
    failed = []
    for one in ("bench", "messages", "pushes"):
        argv = [str(PYTHON), "-m", f"tests.load.{one}"]
        if subprocess.run(argv, cwd=ROOT, env=environment(), check=False).returncode:
            failed.append(one)
    if failed:
        raise Stop("Failed: " + ", ".join(failed))


def faults() -> None:
    """Every fault at its full size (tests/faults); reports/faults.json says what was done."""
    python_packages("requirements-dev.lock")
    phone_app()
    browsers()
    argv = [str(PYTHON), "-m", "pytest", "tests/faults", "--durations=0"]
    raise SystemExit(
        subprocess.run(argv, cwd=ROOT, env={**environment(), "ONWARD_FAULTS": "1"}, check=False).returncode
    )


def types() -> None:
    """pwa/openapi.json and pwa/src/shared/api-types.ts as the backend describes itself."""
    python_packages("requirements-dev.lock")
    phone_packages(everything=True)
    env = {**environment(), "ONWARD_DEMO": "1"}
    subprocess.run([str(PYTHON), "-m", "backend", "openapi", "pwa/openapi.json"], cwd=ROOT, env=env, check=True)
    subprocess.run([str(shutil.which("npm")), "run", "--silent", "types"], cwd=PWA, check=True)


COMMANDS: dict[str, Callable[[], None]] = {
    "run": run,
    "test": lambda: tests(everything=True),
    "check": lambda: tests(everything=False),
    "build": phone_app,
    "bench": bench,
    "faults": faults,
    "types": types,
}

if __name__ == "__main__":
    try:
        COMMANDS[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit(130)
