"""What may stand in a cell, and what the columns of a file are. Pure.

A reader takes the cell's text and returns its value, or raises Wrong with what is wrong and what to do.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.intake.reading import Sheet
from backend.intake.report import Report

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 0?0:00(?::00)?)?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Wrong(ValueError):
    """The cell cannot be read; the words say what is wrong and what to do."""


def day(text: str) -> date:
    """A date written DD/MM/YYYY; a spreadsheet's midnight behind it is taken off."""
    found = _DAY.fullmatch(text)
    if not found:
        raise Wrong(f"'{text}' is not a date. Write DD/MM/YYYY, like 09/03/2009.")
    days, months, years = (int(part) for part in found.groups())
    try:
        return date(years, months, days)
    except ValueError:
        raise Wrong(f"'{text}' is a day that does not exist. Check day and month.") from None


def text_up_to(longest: int, *, lines: bool = False) -> Callable[[str], str]:
    """Words of at most so many characters; `lines` allows line breaks."""

    def read(text: str) -> str:
        if _CONTROL.search(text.replace("\n", "").replace("\r", "").replace("\t", "") if lines else text):
            raise Wrong("The cell holds characters that cannot be shown. Type it again.")
        if len(text) > longest:
            raise Wrong(f"The cell has {len(text)} characters. At most {longest} fit.")
        return text

    return read


def code_of(codes: Iterable[str]) -> Callable[[str], str]:
    """One of these codes, in upper or lower case."""
    known = {one.upper(): one for one in codes}

    def read(text: str) -> str:
        if text.upper() not in known:
            raise Wrong(f"'{text}' is not a code for this column. Use one of: {', '.join(known.values())}.")
        return known[text.upper()]

    return read


def yes_or_no(text: str) -> bool:
    """YES, Y, TRUE or 1; NO, N, FALSE or 0."""
    answer = {"YES": True, "Y": True, "TRUE": True, "1": True, "NO": False, "N": False, "FALSE": False, "0": False}
    if text.upper() not in answer:
        raise Wrong(f"'{text}' is neither YES nor NO.")
    return answer[text.upper()]


def email(text: str) -> str:
    """An e-mail address in lower case, at most 200 characters."""
    if len(text) > 200 or not _EMAIL.fullmatch(text) or _CONTROL.search(text):
        raise Wrong(f"'{text}' is not an e-mail address. Write it like priya@tidewater.gov.uk.")
    return text.lower()


def language(text: str) -> str:
    """A language tag (BCP 47), like en-GB, ti or ar."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) or len(text) > 20:
        raise Wrong(f"'{text}' is not a language tag. Write en-GB, ti, ar, ps or another BCP 47 tag.")
    return text


@dataclass(frozen=True)
class Column:
    """One column that Onward reads. `needed`: it must be there and filled. `lenient`: a wrong cell is left empty."""

    name: str
    read: Callable[[str], Any]
    needed: bool = False
    lenient: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of file: the columns it is known by, those that are read, and those known but never stored."""

    name: str
    known_by: frozenset[str]
    columns: tuple[Column, ...]
    not_stored: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Record:
    """One row with its values read; an empty cell is None."""

    file: str
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


def records(kind: Kind, sheet: Sheet, report: Report) -> list[Record]:
    """Every row that can be read whole. Each cell that cannot is a fault, or a warning where the column is lenient."""
    known = {column.name for column in kind.columns}
    for name in sheet.columns:
        if name and name not in known and name not in kind.not_stored:
            report.warn("unknown_column", sheet.file, 1, name, "Onward does not know this column and leaves it out.")
    absent = [c.name for c in kind.columns if c.needed and c.name not in sheet.columns]
    for name in absent:
        report.fault("column_missing", sheet.file, 1, name, "This column is missing. Add it.")
    if absent:
        return []
    read = []
    for row in sheet.rows:
        values: dict[str, Any] = {}
        whole = True
        for column in kind.columns:
            cell = row.cells.get(column.name, "")
            if not cell:
                if column.needed:
                    report.fault("cell_missing", sheet.file, row.line, column.name, "The cell is empty. Fill it in.")
                    whole = False
                continue
            try:
                values[column.name] = column.read(cell)
            except Wrong as wrong:
                if column.lenient:
                    report.warn("cell_left_out", sheet.file, row.line, column.name, f"{wrong} It is left empty.")
                else:
                    report.fault("cell_wrong", sheet.file, row.line, column.name, str(wrong))
                    whole = False
        if whole:
            read.append(Record(sheet.file, row.line, values))
    return read
