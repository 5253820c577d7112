"""python -m backend import FOLDER [--dry-run] [--report FILE]"""

import argparse
import asyncio
import sys
import time
from pathlib import Path
from typing import TextIO

from backend.intake.commands import bring_in
from backend.intake.folder import Files, read_folder
from backend.intake.reading import Source
from backend.intake.report import Level, Report
from backend.shared import clock, db
from backend.shared.problems import Busy
from backend.shared.viewer import ADMIN, Viewer

SHOWN = 20
"""Lines of each sort on the screen; the report file has all of them."""


def run(argv: list[str]) -> int:
    """Brings a folder in and says what happened: 0 when it came in, 1 after a fault, when nothing did."""
    parser = argparse.ArgumentParser(
        prog="python -m backend import",
        description="Bring in a council's files. Everything comes in, or nothing does. See backend/intake/README.md.",
    )
    parser.add_argument("folder", type=Path, help="the folder with header.csv, episodes.csv, people.csv, plans/…")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="where every note goes as CSV (onward-import-….csv)"
    )
    wanted = parser.parse_args(argv)
    if not wanted.folder.is_dir():
        print(f"{wanted.folder} is not a folder. Give the folder that holds the files.", file=sys.stderr)
        return 1
    started = time.perf_counter()
    viewer = Viewer(kind=ADMIN, action="intake.import", now=clock.now())
    report, progress = Report(), Progress(sys.stderr)
    files = read_folder(sources(wanted.folder), viewer.today, report, progress)
    try:
        asyncio.run(_bring_in(viewer, files, report, wanted.dry_run, progress))
    except Busy as busy:
        print(busy.detail, file=sys.stderr)
        return 1
    finally:
        progress.end()
    path = wanted.report or Path(f"onward-import-{viewer.now:%Y%m%dT%H%M%S}.csv")
    path.write_text(report.as_csv(), encoding="utf-8-sig", newline="")
    print("\n".join(summary(report, dry_run=wanted.dry_run)))
    print(f"Every note is in {path}. It took {time.perf_counter() - started:.1f} s.")
    return 1 if report.faults else 0


async def _bring_in(viewer: Viewer, files: Files, report: Report, dry_run: bool, progress: "Progress") -> None:
    async with db.pool(1, 2):
        await bring_in(viewer, files, report, dry_run=dry_run, tell=progress)


def sources(folder: Path) -> list[Source]:
    """The files directly in the folder and the JSON files in its `plans` folder, by name. Hidden files are left out."""
    found = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    plans = folder / "plans"
    found += sorted(path for path in plans.iterdir() if path.suffix.lower() == ".json") if plans.is_dir() else []
    return [Source(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found]


def summary(report: Report, *, dry_run: bool) -> list[str]:
    """What to print: faults, then warnings and what is missing, then the counts."""
    lines = []
    for level, heading in (
        (Level.FAULT, "Nothing was brought in. Mend these and run it again:"),
        (Level.WARNING, "Somebody should look at these:"),
        (Level.MISSING, "In Onward, but not in these files. Nothing was taken out:"),
    ):
        notes = report.faults if level is Level.FAULT else [n for n in report.notes if n.level is level]
        if notes:
            lines += [heading, *(f"  {note}" for note in notes[:SHOWN])]
            lines += [f"  … and {len(notes) - SHOWN:,} more in the report"] if len(notes) > SHOWN else []
    if report.faults:
        return lines
    if report.reasons:
        lines.append("Set aside:")
        lines += [f"  {times:>6,}  {words}" for words, times in report.reasons.most_common()]
    lines.append("This would change (dry run, nothing was kept):" if dry_run else "Brought in:")
    lines.append(f"  {'':14}{'new':>9}{'changed':>9}{'unchanged':>11}{'set aside':>11}{'missing':>9}")
    for thing, c in report.counts.items():
        lines.append(f"  {thing:14}{c.new:>9,}{c.changed:>9,}{c.unchanged:>11,}{c.set_aside:>11,}{c.missing:>9,}")
    return lines


class Progress:
    """One line that fills while a step goes on, for steps longer than a blink; silent when nobody watches."""

    WIDTH = 30

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.watched = out.isatty()
        self.drawn = 0.0
        self.step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Draws the bar, at most ten times a second; a new step begins a new line."""
        now = time.perf_counter()
        if not self.watched or (step == self.step and done < total and now - self.drawn < 0.1):
            return
        if self.step and step != self.step:
            self.out.write("\n")
        self.step, self.drawn = step, now
        full = self.WIDTH * done // max(total, 1)
        self.out.write(f"\r{step:18} [{'#' * full}{'.' * (self.WIDTH - full)}] {done:,} of {total:,}")
        self.out.flush()

    def end(self) -> None:
        """The last line is closed."""
        if self.step:
            self.out.write("\n")
