"""The local offer a second time, slowly and otherwise: files as they stand, a version at a time, a line at a time.

It shares nothing with the engine. A version is plain data: {"number", "published_at", "from_on": date or None,
"lines": [tables of an offer file]}; the national rights are tables of their files.
"""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.unit.entitlements.slow_twin import read, ready, rows

LONDON = ZoneInfo("Europe/London")
ALWAYS = date.min
Table = dict[str, Any]


def rights_on(national: list[Table], versions: list[Table], on: date, known_at: datetime) -> dict[str, Table]:
    """Every right by its id, as the twin reckons with it."""
    found = {right["id"]: ready(right) for right in national}
    version = the_version(versions, on, known_at)
    waiting: dict[str, Table] = {}
    begun: dict[str, Table] = {}
    for line in version["lines"] if version else ():
        name, start = line["right"], line.get("valid_from", ALWAYS)
        if start > on:
            if name not in waiting or start < waiting[name]["valid_from"]:
                waiting[name] = line
        elif name not in begun or start >= begun[name].get("valid_from", ALWAYS):
            begun[name] = line
    for name, line in begun.items():
        found[name] = over(found[name], line) if name in found else own(line)
    for name, line in waiting.items():
        if name not in found:
            found[name] = own(line)
    return found


def the_version(versions: list[Table], on: date, known_at: datetime) -> Table | None:
    """Of all that were known then and have begun, the one that was published after the others."""
    best = None
    for version in versions:
        begins = version["from_on"] or version["published_at"].astimezone(LONDON).date()
        if version["published_at"] > known_at or begins > on:
            continue
        if best is None or best["published_at"] <= version["published_at"]:
            best = version
    return best


def over(right: Table, line: Table) -> Table:
    """The national right with this line on it."""
    rule = line.get("rule", "").strip()
    word = rule.split()[0] if rule else ""
    found = {**right, "offered": line.get("offered", "yes")}
    found |= {name: line[name] for name in ("given", "valid_from", "valid_to") if name in line}
    if word == "and":
        more = read(rule[4:])
        found["tree"] = ("and", right["tree"], more)
        found["may_tree"] = ("and", right["may_tree"], more)
    elif word == "or":
        found["tree"] = ("or", right["tree"], read(rule[3:]))
    elif word:
        found["tree"], found["may_tree"] = read(rule), ("never",)
    if "amount" in line:
        found["rows"] = rows(line)
    if line.get("source") or line.get("link"):
        found["here"] = True
    if word and found["offered"] == "yes" and "last_checked" in line:
        found["doubt"] = False
    all_ours = word not in ("", "and", "or") and "amount" in line and "last_checked" in line
    ours = (line.get("last_checked", right["last_checked"]), line.get("review_by"))
    found["clocks"] = [ours] if all_ours else [*right["clocks"], ours]
    return found


def own(line: Table) -> Table:
    """A right that only this council has."""
    return {
        "given": "responsible_council",
        **line,
        "own": True,
        "here": True,
        "tree": read(line["rule"]),
        "may_tree": ("never",),
        "rows": rows(line),
        "doubt": False,
        "clocks": [(line.get("last_checked", line.get("valid_from", ALWAYS)), line.get("review_by"))],
    }
