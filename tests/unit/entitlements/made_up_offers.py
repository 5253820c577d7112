"""Made-up histories of a local offer: the three examples, amended, published one after another, some of them back-dated."""

import copy
import random
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from backend.entitlements.engine.lines import Pack, Version
from backend.entitlements.engine.reading import PACK, in_pence, line_of, national
from tests.unit.entitlements.made_up import DAY

COUNCILS = ("", "tidewater", "ferrymoor", "larkbarrow")
Table = dict[str, Any]


@cache
def lines_of(council: str) -> list[Table]:
    """The lines of an example as its file writes them; "" is a council that has not published."""
    return tomllib.loads((PACK / "offers" / f"{council}.toml").read_text())["line"] if council else []


@cache
def nation() -> list[Table]:
    """The national rights as their files write them."""
    return [tomllib.loads(file.read_text()) for file in sorted((PACK / "england").glob("*.toml"))]


def any_nation(dice: random.Random) -> list[Table]:
    """The national rights, some of them looked at on another day, with a day by which to look again, or over."""
    found = []
    for right in nation():
        more = {"last_checked": any_day(dice)} if dice.random() < 0.3 else {}
        more |= {name: any_day(dice) for name in ("review_by", "valid_to", "valid_from") if dice.random() < 0.05}
        found.append(right | more)
    return found


def pack_of(tables: list[Table]) -> Pack:
    """These national rights as the engine wants them."""
    pack = national()
    days = [{name: one.get(name) for name in ("last_checked", "valid_from", "valid_to")} for one in tables]
    rights = [
        replace(pack.by_id[one["id"]], review_by_set=one.get("review_by"), **more)
        for one, more in zip(tables, days, strict=True)
    ]
    return replace(pack, rights=tuple(rights))


def any_history(dice: random.Random, council: str) -> list[Table]:
    """One to three versions as plain data; none where nothing was published."""
    if not council:
        return []
    first = datetime.combine(DAY, time(dice.randrange(24), 30), UTC) - timedelta(days=dice.randrange(1, 900))
    found = []
    for number in range(1, dice.choice([2, 2, 3, 4])):
        shift = dice.choice([None, None, None, -400, -30, 0, 60])
        from_on = None if shift is None else first.date() + timedelta(days=shift)
        plain = number == 1 and dice.random() < 0.5
        lines = copy.deepcopy(lines_of(council)) if plain else amended(dice, lines_of(council))
        found.append({"number": number, "published_at": first, "from_on": from_on, "lines": lines})
        first += timedelta(days=dice.randrange(0, 400), hours=dice.randrange(24))
    return found


def amended(dice: random.Random, lines: list[Table]) -> list[Table]:
    """The same lines, each changed in a way or two; some gone, some again from a later day, some of national rights new."""
    found = copy.deepcopy([line for line in lines if dice.random() < 0.9])
    kept = {line["right"] for line in found}
    for right in dice.sample(nation(), 6):
        if right["id"] not in kept:
            found.append({"right": right["id"], "source": "Made up", "last_checked": any_day(dice)})
    for line in found:
        for _ in range(dice.choice([0, 1, 1, 2])):
            _amend(dice, line)
    again = [copy.deepcopy(line) | {"valid_from": any_day(dice)} for line in dice.sample(found, 6)]
    for line in again:
        _amend(dice, line)
        if dice.random() < 0.3:
            line.pop("last_checked", None)
    return [*found, *again]


def any_day(dice: random.Random) -> date:
    return DAY + timedelta(days=dice.randrange(-500, 300))


def _amend(dice: random.Random, line: Table) -> None:
    age, own = dice.randrange(18, 26), "title" in line and "rule" in line
    what = dice.choice(["offered", "rule", "sum", "dates", "checked", "given", "source"])
    if what == "offered":
        line["offered"] = dice.choice(["yes", "yes", "no", "not_yet", "not_said"])
    elif what == "rule":
        whole = [f"age from 16 to under {age}", f"age from 18 and living is own_place and age under {age}"]
        part = [
            f"and age under {age}",
            f"or age from {age}",
            "and pays_rent is yes or age under 18",
            "or studying is none",
        ]
        line["rule"] = dice.choice(whole if own else whole + part)
    elif what == "sum":
        line["amount"] = _any_rows(dice, age)
    elif what == "dates":
        line[dice.choice(["valid_from", "valid_to"])] = any_day(dice)
    elif what == "checked":
        line[dice.choice(["last_checked", "review_by"])] = any_day(dice)
    elif what == "given":
        line["given"] = dice.choice(["country", "responsible_council", "council_where_they_live"])
    else:
        for name in dice.sample(["source", "last_checked", "review_by"], 2):
            line.pop(name, None)


def _any_rows(dice: random.Random, age: int) -> list[Table]:
    rows: list[Table] = [
        {"how": "exact", "pounds": dice.randrange(10, 99), "rule": f"age under {age}"},
        {"how": "up_to", "pounds": dice.randrange(10, 99), "rule": f"age from {age}"},
        {"how": "exact", "pounds": 5, "rule": "pays_rent is yes"},
        {"how": "help", "words": "Some help."},
    ]
    some = dice.choice([rows[:2], rows[2:3], rows[2:], rows[3:], []])
    for row in some:
        if dice.random() < 0.3:
            row[dice.choice(["valid_from", "valid_to"])] = any_day(dice)
    return some


def edges(history: list[Table]) -> list[date]:
    """Days on which something of these versions begins or ends."""
    tables = [*history, *(line for version in history for line in version["lines"])]
    tables += [row for line in tables for row in line.get("amount", [])]
    days = [table.get(name) for table in tables for name in ("from_on", "valid_from", "valid_to", "review_by")]
    return [day for day in days if day is not None] + [version["published_at"].date() for version in history]


def version_of(data: Table) -> Version:
    """The same version as the engine wants it."""
    lines = tuple(line_of(in_pence(line)) for line in data["lines"])
    return Version(data["number"], data["published_at"], data["from_on"], lines)
