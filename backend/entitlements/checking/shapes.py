"""What each table of a pack file or of a line may hold, and what is wrong with what it does hold. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.entitlements.language.tokens import nearest

ID = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")
PHONE = re.compile(r"\+?[0-9][0-9 ]{1,18}[0-9]\Z")
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)

LINK = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?(/[^\s\"<>\\]*)?([?#][^\s\"<>\\]*)?")


@dataclass(frozen=True)
class Fault:
    """`path`: which key, tables counted from 1. `at`: line and column inside the rule that this key holds."""

    path: str
    what: str
    cure: str
    at: tuple[int, int] | None = None


Check = Callable[[str, Any], Iterator[Fault]]
"""Gives what is wrong with a value that stands at a path."""


@dataclass(frozen=True)
class Key:
    """One key of a table. `needed`: it may not be missing, nor be empty words."""

    check: Check
    needed: bool = False


def table(path: str, data: Any, keys: Mapping[str, Key]) -> Iterator[Fault]:
    """Everything wrong with the keys of a table: missing, unknown, of another kind, or with a value that does not fit."""
    if not isinstance(data, Mapping):
        yield Fault(path, "This is not a table.", "Write it as keys and values.")
        return
    for name in data:
        if name not in keys:
            yield Fault(inside(path, name), f"There is no key “{name}” here.", nearest(str(name), list(keys)))
    for name, key in keys.items():
        value = data.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if key.needed:
                missing = "is missing" if value is None else "is empty"
                yield Fault(inside(path, name), f"“{name}” {missing}.", f"Write {name}.")
        else:
            yield from key.check(inside(path, name), value)


def rows(path: str, data: Any, keys: Mapping[str, Key]) -> Iterator[Fault]:
    """Everything wrong with each of several tables."""
    if not isinstance(data, list):
        yield Fault(path, "This is not a list of tables.", f"Write [[{path.split('.')[-1]}]] above each.")
        return
    for number, row in enumerate(data, 1):
        yield from table(f"{path}[{number}]", row, keys)


def inside(path: str, name: str) -> str:
    """The path of a key of the table at this path."""
    return f"{path}.{name}" if path else name


def text(longest: int) -> Check:
    """Text of at most so many characters."""

    def check(path: str, value: Any) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, "This is not text.", 'Put it in quotes: "…".')
        elif len(value) > longest:
            yield Fault(path, f"This has {len(value)} characters.", f"Use at most {longest}.")

    return check


def texts(most: int, longest: int) -> Check:
    """At most so many texts, none of them empty."""

    def check(path: str, value: Any) -> Iterator[Fault]:
        if not isinstance(value, list | tuple):
            yield Fault(path, "This is not a list.", 'Write ["…", "…"].')
            return
        if len(value) > most:
            yield Fault(path, f"There are {len(value)} here.", f"Use at most {most}.")
        for number, one in enumerate(value, 1):
            if not isinstance(one, str) or not one.strip():
                yield Fault(f"{path}[{number}]", "This is empty, or not text.", "Write a sentence or take it out.")
            else:
                yield from text(longest)(f"{path}[{number}]", one)

    return check


def one_of(*values: str) -> Check:
    """One of these words."""

    def check(path: str, value: Any) -> Iterator[Fault]:
        if value not in values:
            yield Fault(path, f"“{value}” is not a value of {path.split('.')[-1]}.", nearest(str(value), list(values)))

    return check


def whole(low: int, high: int) -> Check:
    """A whole number between these, both included."""

    def check(path: str, value: Any) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            yield Fault(path, f"“{value}” does not fit.", f"Use a whole number from {low} to {high}.")

    return check


def pounds(path: str, value: Any) -> Iterator[Fault]:
    """Money as files write it: 3000 or 338.58."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100_000:
        yield Fault(path, f"“{value}” is not a sum of money.", "Use pounds from 0 to 100000, like 3000 or 338.58.")
    elif abs(value * 100 - round(value * 100)) > 1e-6:
        yield Fault(path, f"{value} has parts of a penny.", "Use two figures after the point.")


def flag(path: str, value: Any) -> Iterator[Fault]:
    """True or false, without quotes."""
    if not isinstance(value, bool):
        yield Fault(path, f"“{value}” is not true or false.", "Write true or false, without quotes.")


def day(path: str, value: Any) -> Iterator[Fault]:
    """A calendar day; JSON brings it as text. Months cannot be counted from the last days of the calendar."""
    found = day_of(value)
    if found is None:
        yield Fault(path, f"“{value}” is not a day.", "Write it like 2026-08-01, without quotes.")
    elif not EARLIEST <= found < LATEST:
        yield Fault(path, f"“{value}” is too far away.", f"Use a day from {EARLIEST.year} to {LATEST.year - 1}.")


def day_of(value: Any) -> date | None:
    """The day that a value means, or None."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def name(path: str, value: Any) -> Iterator[Fault]:
    """An id: lower-case letters, figures and _, a letter first."""
    if not isinstance(value, str) or not ID.match(value):
        yield Fault(path, f"“{value}” is not a name.", "Use 2 to 40 lower-case letters, figures and _, a letter first.")


def link(path: str, value: Any) -> Iterator[Fault]:
    """A link that starts with https:// and a plain host: no name before an @, no blank, no quote."""
    if not isinstance(value, str) or len(value) > 400 or not LINK.fullmatch(value):
        yield Fault(path, f"“{value}” is not a safe link.", "Start it with https:// and the name of the site.")


def phone(path: str, value: Any) -> Iterator[Fault]:
    """A phone number in figures and blanks."""
    if not isinstance(value, str) or not PHONE.match(value):
        yield Fault(path, f"“{value}” is not a phone number.", "Use figures and blanks, like 0808 800 5792.")


def anything(path: str, value: Any) -> Iterator[Fault]:
    """Checked elsewhere."""
    yield from ()


def in_order(path: str, data: Mapping[str, Any], first: str, last: str) -> Iterator[Fault]:
    """The last day does not lie before the first."""
    low, high = day_of(data.get(first)), day_of(data.get(last))
    if low and high and high < low:
        yield Fault(inside(path, last), f"{last} {high} is before {first} {low}.", "Write the later day here.")
