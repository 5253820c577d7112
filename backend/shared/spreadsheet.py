"""Lines that a spreadsheet opens and never takes for a formula. Pure."""

from collections.abc import Iterable


def cell(value: object) -> str:
    """One CSV field that no spreadsheet takes for a formula (ASVS 5.0 1.2.10)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text


def csv(rows: Iterable[Iterable[object]]) -> str:
    """RFC 4180: comma, CRLF, quotes where needed."""
    return "".join(",".join(_quoted(cell(value)) for value in row) + "\r\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(one in text for one in ',"\r\n') else text
