"""Where in a TOML file a key stands, by a plain look at its lines, and where its text cannot be read at all. Pure."""

import re
import tomllib
from typing import Any

from backend.entitlements.checking.shapes import Fault
from backend.entitlements.engine.lines import Wrong

_HEAD = re.compile(r"\s*(\[\[?)\s*([a-z_.]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_-]*)\s*=\s*")
_WHERE = re.compile(r"line (\d+), column (\d+)")


class Places:
    """The line and column of every key of a file."""

    def __init__(self, text: str) -> None:
        self.found: dict[str, tuple[int, int]] = {}
        self.lines = text.splitlines()
        self._counts: dict[str, int] = {}
        self._table, quotes = "", ""
        for number, line in enumerate(self.lines, 1):
            if not quotes:
                self._look(line, number)
            for mark in ("'''", '"""'):
                if quotes in ("", mark) and line.count(mark) % 2:
                    quotes = "" if quotes else mark

    def _look(self, line: str, number: int) -> None:
        if head := _HEAD.match(line):
            self._table = self._named(head[2], head[1] == "[[")
            self.found.setdefault(self._table, (number, 1))
        elif key := _KEY.match(line):
            path = f"{self._table}.{key[1]}" if self._table else key[1]
            self.found.setdefault(path, (number, key.start(1) + 1))

    def _named(self, name: str, many: bool) -> str:
        """The path of a table head: the last table of its parent, counted where there are many."""
        parent, _, own = name.rpartition(".")
        above = f"{parent}[{self._counts[parent]}]" if self._counts.get(parent) else parent
        path = f"{above}.{own}" if above else own
        if not many:
            return path
        if parent and self._counts.get(f"{name} in") != self._counts.get(parent):
            self._counts[name] = 0
            self._counts[f"{name} in"] = self._counts.get(parent, 0)
        self._counts[name] = self._counts.get(name, 0) + 1
        return f"{path}[{self._counts[name]}]"

    def of(self, path: str) -> tuple[int | None, int | None]:
        """Where this key stands, or what it stands in."""
        while path:
            if path in self.found:
                return self.found[path]
            path = path.rpartition("." if path[-1] != "]" else "[")[0]
        return (1, 1) if self.lines else (None, None)

    def inside(self, path: str, at: tuple[int, int]) -> tuple[int | None, int | None]:
        """Where in the file a line and column of a rule are."""
        line, column = self.of(path)
        if line is None or path not in self.found:
            return line, column
        written = self.lines[line - 1]
        start = _KEY.match(written)
        value = written[start.end() :] if start else ""
        if value.startswith(("'''", '"""')):
            first = value[3:].strip() == ""
            return (
                (line + at[0], at[1])
                if first
                else (line + at[0] - 1, at[1] + (len(written) - len(value) + 3 if at[0] == 1 else 0))
            )
        return line, len(written) - len(value) + 1 + at[1]


def placed(file: str, places: Places | None, fault: Fault) -> Wrong:
    """A fault with its place: in the file where there is one, else inside the rule."""
    where = f"{file}: {fault.path}" if file and fault.path else file or fault.path
    if places is None:
        line, column = fault.at or (None, None)
    else:
        line, column = places.inside(fault.path, fault.at) if fault.at else places.of(fault.path)
    return Wrong(where, line, column, fault.what, fault.cure)


def read(text: bytes) -> tuple[dict[str, Any], Fault | None]:
    """The tables of a file, or the one fault that keeps it from being read."""
    try:
        return tomllib.loads(text.decode("utf-8")), None
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        return {}, Fault("", "This file is not UTF-8 text.", "Save it as UTF-8.", (line, 1))
    except tomllib.TOMLDecodeError as error:
        found = _WHERE.search(str(error))
        last = (text.count(b"\n") + 1, 1)
        at = (int(found[1]), int(found[2])) if found else last
        return {}, Fault("", f"This is not TOML: {str(error).split(' (at')[0]}.", "Mend the file at this place.", at)
    except RecursionError:
        return {}, Fault("", "This file is nested too deeply.", "Write it flatter.", (1, 1))
