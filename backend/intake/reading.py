"""From bytes to named cells: encodings, commas, and which file is which. Pure."""

import csv
import io
from dataclasses import dataclass

from backend.intake.report import Report

LONGEST_CELL = 20_000
"""Characters. A longer cell is a missing quotation mark, not a cell."""


@dataclass(frozen=True)
class Source:
    """One file as it was found: its name inside the folder and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Row:
    """One line of a CSV by column name; `line` counts from 1 and includes the heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """One CSV file: its columns as named in it (upper case, underscores) and its rows."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def as_text(source: Source, report: Report) -> str | None:
    """The file's text from UTF-8 with or without byte order mark, else Windows-1252; None after a fault."""
    if source.data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in source.data[:200]:
        report.fault("encoding", source.name, 0, "", "This is UTF-16 or no text at all. Save it as CSV UTF-8.")
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return source.data.decode(encoding)
        except UnicodeDecodeError:
            continue
    report.fault("encoding", source.name, 0, "", "This is not UTF-8 or Windows-1252. Save it as CSV UTF-8.")
    return None


def as_sheet(source: Source, report: Report) -> Sheet | None:
    """The file's heading and rows, blank lines left out; None after a fault that makes the rest unreadable."""
    text = as_text(source, report)
    if text is None:
        return None
    lines = _lines(text, source.name, report)
    if lines is None:
        return None
    if not lines:
        report.fault("no_heading", source.name, 0, "", "The file is empty. The first line must name the columns.")
        return None
    heading_line, heading = lines[0]
    columns = tuple(name.strip().upper().replace(" ", "_") for name in heading)
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        report.fault("separator", source.name, heading_line, "", "Cells must be separated by commas. Save it as CSV.")
        return None
    for name in sorted({name for name in columns if name and columns.count(name) > 1}):
        report.fault("column_twice", source.name, heading_line, name, "This column is there twice. Keep one.")
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            words = f"This line has {len(cells)} cells and the heading has {len(columns)}. Put a cell with a comma in quotation marks."
            report.fault("too_many_cells", source.name, number, "", words)
            continue
        rows.append(Row(number, {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}))
    return Sheet(source.name, columns, tuple(rows))


def _lines(text: str, file: str, report: Report) -> list[tuple[int, list[str]]] | None:
    """Every line that is not blank, with its number. A cell in quotation marks may run on: its first line counts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    read = 0
    try:
        for cells in reader:
            number, read = read + 1, reader.line_num
            if too_long := next((cell for cell in cells if len(cell) > LONGEST_CELL), None):
                raise csv.Error(f"a cell has {len(too_long)} characters")
            if any(cell.strip() for cell in cells):
                found.append((number, cells))
    except csv.Error as fault:
        words = f"The line cannot be read ({fault}). Check its quotation marks."
        report.fault("quotation_marks", file, reader.line_num, "", words)
        return None
    return found
