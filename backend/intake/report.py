"""What an import has to say: each line names its place, what is wrong and what to do. Pure."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a note matters. One fault stops the whole run; nothing else does."""

    FAULT = "fault"
    WARNING = "warning"
    SET_ASIDE = "set aside"
    MISSING = "missing from the file"


@dataclass(frozen=True)
class Note:
    """One thing said about one place. `line` 0: about the file as a whole. `code` is the class of message."""

    level: Level
    code: str
    file: str
    line: int
    column: str
    words: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return shown(f"{where} {self.column}: {self.words}" if self.column else f"{where}: {self.words}")


@dataclass
class Count:
    """What happened to the rows of one kind of thing."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    set_aside: int = 0
    missing: int = 0


@dataclass
class Report:
    """Everything one run says: its notes in the order they were found, and its counts."""

    notes: list[Note] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)

    def fault(self, code: str, file: str, line: int, column: str, words: str) -> None:
        """Nothing will be brought in until this is mended."""
        self.notes.append(Note(Level.FAULT, code, file, line, column, words))

    def warn(self, code: str, file: str, line: int, column: str, words: str) -> None:
        """Brought in, but somebody should look."""
        self.notes.append(Note(Level.WARNING, code, file, line, column, words))

    def set_aside(self, thing: str, code: str, file: str, line: int, column: str, words: str) -> None:
        """This row is not brought in, for a reason that is counted; the rest of the run goes on."""
        self.notes.append(Note(Level.SET_ASIDE, code, file, line, column, words))
        self.count(thing).set_aside += 1
        self.reasons[words] += 1

    def missing(self, thing: str, file: str, words: str) -> None:
        """Onward has it and this run's files do not. It stays as it is."""
        self.notes.append(Note(Level.MISSING, "missing", file, 0, "", words))
        self.count(thing).missing += 1

    def count(self, thing: str) -> Count:
        """The counts of one kind of thing, made when first asked for."""
        return self.counts.setdefault(thing, Count())

    @property
    def faults(self) -> list[Note]:
        """Every fault, in the order of files and lines."""
        return sorted((n for n in self.notes if n.level is Level.FAULT), key=lambda n: (n.file, n.line, n.column))

    def as_csv(self) -> str:
        """All notes as a CSV for a spreadsheet. No cell can start a formula there."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["kind", "file", "line", "column", "class", "what"])
        for n in self.notes:
            writer.writerow(
                _no_formula(cell) for cell in (n.level, n.file, str(n.line or ""), n.column, n.code, n.words)
            )
        return out.getvalue()


def shown(words: str) -> str:
    """The words with control characters made visible, so that a file cannot steer a terminal."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda found: f"\\x{ord(found[0]):02x}", words)


def _no_formula(cell: str) -> str:
    cell = shown(cell)
    return "'" + cell if cell[:1] in "=+-@" and cell else cell
