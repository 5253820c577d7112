"""The rule language a second time, slowly and otherwise: nested tuples, words for answers, and one day after another.

It shares nothing with the engine. It reads the text of a pack file as it stands, and knows a person as plain data:
{"born": date, "categories": [(date, name or None)], "answers": {fact: [(since or None, value)]}, "laws": {name: date or None}}.
"""

import re
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)
Person = dict[str, Any]
Tree = tuple[Any, ...]
ORDER = ["no", "unknown", "yes"]


def read(text: str) -> Tree:
    """Nested tuples. Only for rules that are right; what is wrong in others is not its concern."""
    plain = re.sub(r"#[^\n]*", " ", text)
    words = re.findall(r"[(),]|[^\s(),]+", plain)
    tree, rest = _or(words)
    assert not rest, rest
    return tree


def _or(words: list[str]) -> tuple[Tree, list[str]]:
    left, words = _and(words)
    while words[:1] == ["or"]:
        right, words = _and(words[1:])
        left = ("or", left, right)
    return left, words


def _and(words: list[str]) -> tuple[Tree, list[str]]:
    left, words = _not(words)
    while words[:1] == ["and"]:
        right, words = _not(words[1:])
        left = ("and", left, right)
    return left, words


def _not(words: list[str]) -> tuple[Tree, list[str]]:
    if words[0] == "not":
        inner, words = _not(words[1:])
        return ("not", inner), words
    if words[0] == "(":
        inner, words = _or(words[1:])
        assert words[0] == ")"
        return inner, words[1:]
    return _test(words)


def _test(words: list[str]) -> tuple[Tree, list[str]]:
    first = words[0]
    if first in ("always", "never"):
        return (first,), words[1:]
    if first in ("within", "after"):
        return (first, int(words[1]), words[2], words[4]), words[5:]
    if first == "before":
        return ("nearing", int(words[1]), words[2], int(words[5])), words[6:]
    if first == "law":
        return ("law", words[1]), words[4:]
    kind, words = ("fact", words[1:]) if first not in ("age", "category", "today") else (first, words[1:])
    if words[:2] == ["is", "known"]:
        return ("known", first), words[2:]
    if words[:3] == ["is", "one", "of"]:
        names, words = [words[3]], words[4:]
        while words[:1] == [","]:
            names, words = [*names, words[1]], words[2:]
        return ("among", kind, first, names), words
    if words[0] == "is":
        return ("among", kind, first, [words[1]]), words[2:]
    low = high = None
    if words[:2] == ["at", "least"] or words[0] == "from":
        words = words[2:] if words[0] == "at" else words[1:]
        low, words = words[0], words[1:]
        if words[:1] == ["to"]:
            high, words = words[2], words[3:]
    else:
        high, words = words[1], words[2:]
    if kind == "age" and words[:1] == ["on"]:
        return ("age_on", words[1], low, high), words[2:]
    return ("range", kind, first, low, high), words


def later(day: date, count: int, unit: str) -> date:
    """One unit after another; the months' ends are found by walking back from the first of the next."""
    if unit in ("days", "weeks"):
        return day + timedelta(days=count * {"days": 1, "weeks": 7}[unit])
    months = count * {"months": 1, "years": 12}[unit]
    return _moved(day, months)


def _moved(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    following = date(year + (month == 12), month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - ONE_DAY)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The first day on which this age is reached, looked for from the day before on."""
    day = date(born.year + years, born.month, 28 if born.day > 28 else born.day) - ONE_DAY
    while age(born, day) < years:
        day += ONE_DAY
    return day


def said(person: Person, fact: str, on: date) -> Any:
    """The last answer that holds on this day; None: not known."""
    if fact == "born_on":
        return person["born"]
    if fact.startswith("birthday_"):
        return birthday(person["born"], int(fact[9:]))
    found = None
    for since, value in person["answers"].get(fact, []):
        if since is None or since <= on:
            found = value
    return None if found == "not_said" else found


def answer(tree: Tree, person: Person, on: date) -> str:
    """yes, no or unknown."""
    kind = tree[0]
    if kind == "not":
        return ORDER[2 - ORDER.index(answer(tree[1], person, on))]
    if kind in ("and", "or"):
        both = [ORDER.index(answer(part, person, on)) for part in tree[1:]]
        return ORDER[min(both) if kind == "and" else max(both)]
    if kind in ("always", "never"):
        return "yes" if kind == "always" else "no"
    return {True: "yes", False: "no", None: "unknown"}[_holds(tree, person, on)]


def _holds(tree: Tree, person: Person, on: date) -> bool | None:
    match tree:
        case ("known", fact):
            value = said(person, fact, on)
            return None if value is None else value != "not_yet"
        case ("among", "category", _, names):
            now = _category(person, on)
            return None if now is None else now in names
        case ("among", _, fact, names):
            value = said(person, fact, on)
            return value in names if isinstance(value, str) else None
        case ("range", "age", _, low, high):
            years = age(person["born"], on)
            return (low is None or years >= int(low)) and (high is None or years < int(high))
        case ("age_on", fact, low, high):
            then = said(person, fact, on)
            if not isinstance(then, date):
                return False if then == "not_yet" else None
            years = age(person["born"], then)
            return (low is None or years >= int(low)) and (high is None or years < int(high))
        case ("range", "today", _, low, high):
            return (low is None or low <= str(on)) and (high is None or str(on) < high)
        case ("range", _, fact, low, high):
            return _in_range(said(person, fact, on), low, high)
        case ("law", name):
            starts = person["laws"].get(name)
            return starts is not None and starts <= on
        case ("nearing", count, unit, years):
            there = birthday(person["born"], years)
            start = (
                there - timedelta(days=count * {"days": 1, "weeks": 7}[unit])
                if unit in ("days", "weeks")
                else _moved(there, -count * {"months": 1, "years": 12}[unit])
            )
            return start <= on < there
        case (("within" | "after") as how, count, unit, fact):
            day = said(person, fact, on)
            if day == "not_yet":
                return False
            if not isinstance(day, date):
                return None
            end = later(day, count, unit)
            return on >= end if how == "after" else day <= on < end
    raise AssertionError(tree)


def _category(person: Person, on: date) -> str | None:
    now = None
    for since, name in person["categories"]:
        if since <= on:
            now = name
    return now


def _in_range(value: Any, low: str | None, high: str | None) -> bool | None:
    if value == "not_yet":
        return False
    if isinstance(value, date):
        return (low is None or low <= str(value)) and (high is None or str(value) < high)
    if isinstance(value, int):
        return (low is None or value >= int(low)) and (high is None or value < int(high))
    return None


# How a right of a pack file stands.


def ready(data: dict[str, Any]) -> dict[str, Any]:
    """A pack file's table with its rules read."""
    return {
        **data,
        "tree": read(data["rule"]),
        "may_tree": read(data["may"]) if data.get("may") else ("never",),
        "rows": rows(data),
        "doubt": data["source"]["confidence"] == "?",
        "clocks": [(data["last_checked"], data.get("review_by"))],
    }


def rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "tree": read(row["rule"]) if row.get("rule") else ("always",)} for row in data.get("amount", [])]


def reach(right: dict[str, Any], person: Person, on: date) -> str:
    """How far the right reaches on this day, whatever we checked when."""
    lives_here = said(person, "lives_in_our_area", on)
    theirs = right["given"] == "council_where_they_live"
    if right.get("offered", "yes") in ("no", "not_yet") and (right.get("own") or not theirs or lives_here == "yes"):
        return "no"
    found = answer(right["tree"], person, on)
    if found != "yes" and answer(right["may_tree"], person, on) != "no":
        found = "unknown"
    if right.get("law") and answer(("law", right["law"]), person, on) == "no":
        return "no"
    if right.get("valid_from") and on < right["valid_from"]:
        return "no"
    if found == "yes" and theirs and lives_here != "yes":
        found = "unknown"
    if found == "yes" and right.get("offered") == "not_said":
        found = "unknown"
    could = fitting(right, person, on)
    if found == "yes" and len(could) > 1 and "unknown" in [fits for _, fits in could]:
        found = "unknown"
    return found


def fitting(right: dict[str, Any], person: Person, on: date) -> list[tuple[int, str]]:
    valid = [
        (n, row) for n, row in enumerate(right["rows"]) if row.get("valid_from", on) <= on <= row.get("valid_to", on)
    ]
    found = [(n, answer(row["tree"], person, on)) for n, row in valid]
    return [(n, fits) for n, fits in found if fits != "no"]


def row(right: dict[str, Any], person: Person, on: date) -> int | None:
    """Which row of the table is told; none where the council where they live gives it and ours only says what it gives."""
    elsewhere = right["given"] == "council_where_they_live" and said(person, "lives_in_our_area", on) not in (
        "yes",
        None,
    )
    if elsewhere and right.get("here") and not right.get("own"):
        return None
    could = fitting(right, person, on)
    return could[0][0] if len(could) == 1 and could[0][1] == "yes" else None


def sure(right: dict[str, Any], person: Person, on: date) -> bool:
    return reach(right, person, on) == "yes" and not right["doubt"] and not stale(right, on)


def stale(right: dict[str, Any], on: date) -> bool:
    """Any of the clocks in use has run out, it is over, or its last row is."""
    for checked, look_again in right["clocks"]:
        if on > later(checked, right.get("review_months", 6), "months") or (look_again and on > look_again):
            return True
    if on > right.get("valid_to", on):
        return True
    for one in right["rows"]:
        followed = [o for o in right["rows"] if o.get("valid_from", date.min) > one.get("valid_from", date.min)]
        if on > one.get("valid_to", on) and not followed:
            return True
    return False


def stands(right: dict[str, Any], person: Person, on: date) -> tuple[str, date | None, date | None]:
    """Standing, from and until, looked for day by day up to the 26th birthday or 30 years on."""
    now, day = reach(right, person, on), on + ONE_DAY
    end = birthday(person["born"], 26)
    if now == "no":
        while day < end:
            if reach(right, person, day) != "no":
                return "later", day, None
            day += ONE_DAY
        return "not_now", None, None
    until_no = now == "unknown" or not sure(right, person, on)
    while day < end and reach(right, person, day) not in (("no",) if until_no else ("no", "unknown")):
        day += ONE_DAY
    until = day - ONE_DAY if day < end else None
    if not sure(right, person, on):
        return "may", None, until
    return ("ends_soon" if until and (until - on).days <= 56 else "can"), None, until
