"""What is wrong with a right, or with a line of an offer, as a whole. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from backend.entitlements.checking import known_keys
from backend.entitlements.checking import words as checking_words
from backend.entitlements.checking.amounts import CAP, ROWS, Form, Known, amounts, rule_faults, tables
from backend.entitlements.checking.shapes import Fault, in_order, inside, rows, table
from backend.entitlements.engine.lines import Pack, Right
from backend.entitlements.language.tokens import nearest

OWN_NEEDS = ("title", "one_line", "about", "who", "topic", "rule", "if_no", "steps")


def right(data: Mapping[str, Any], name: str, known: Known) -> Iterator[Fault]:
    """Everything wrong with one file of pack/england; `name` is the file's."""
    yield from table("", data, known_keys.RIGHT)
    if data.get("id") not in (None, name):
        yield Fault(
            "id", f"The id “{data['id']}” is not the file's name.", f"Write id = “{name}”, or name the file after it."
        )
    yield from rule_faults("rule", data.get("rule"), known)
    yield from rule_faults("may", data.get("may"), known)
    if str(data.get("rule", "")).strip() == "never" and not str(data.get("may", "")).strip():
        yield Fault(
            "rule", "Nobody could ever get this.", "Write who may get it under may, or who can under rule.", (1, 1)
        )
    if "law" in data and str(data["law"]) not in known.laws:
        yield Fault("law", f"There is no law “{data['law']}”.", "Add it to commencements.toml.")
    yield from ask(data.get("ask"))
    if isinstance(data.get("source"), Mapping):
        yield from table("source", data["source"], known_keys.SOURCE)
    yield from _dates(data)
    yield from checking_words.in_table("", data)
    if "amount" in data:
        yield from amounts("amount", data["amount"], "file", known)


def ask(data: Any) -> Iterator[Fault]:
    """How it is asked for: here with a clock, or outside with a name."""
    if data is None:
        return
    yield from table("ask", data, known_keys.ASK)
    if not isinstance(data, Mapping):
        return
    yield from checking_words.in_table("ask", data)
    if data.get("in_app") is True and data.get("answer_days") is None:
        yield Fault(
            "ask.answer_days",
            "It is asked for in the app, but has no answer_days.",
            "Write in how many working days you answer.",
        )
    if data.get("in_app") is False and not data.get("outside"):
        yield Fault("ask.outside", "It is asked for outside, but nobody says of whom.", "Write outside: who to ask.")


def offer(data: Mapping[str, Any], known: Known, pack: Pack, unreadable: Collection[str] = ()) -> Iterator[Fault]:
    """Everything wrong with an offer file: its pots, its laws, each line, and a right that has two.

    `unreadable`: national rights whose files have faults of their own; lines of them are not taken for the council's own.
    """
    yield from table("", data, known_keys.OFFER)
    for name, keys in (("pot", known_keys.POT), ("law", known_keys.LAW_SET)):
        yield from rows(name, data.get(name, []), keys)
    for number, law in enumerate(tables(data.get("law")), 1):
        if str(law.get("law")) not in known.laws:
            yield Fault(
                f"law[{number}].law",
                f"There is no law “{law.get('law')}”.",
                nearest(str(law.get("law")), list(known.laws)),
            )
    yield from _twice("pot", "id", data)
    yield from _twice("line", "right", data)
    pots = {str(pot.get("id")): pot.get("pounds") for pot in tables(data.get("pot"))}
    for number, one in enumerate(tables(data.get("line")), 1):
        if one.get("right") not in unreadable:
            yield from line(f"line[{number}]", one, "file", known, pack, pots)


def _twice(name: str, key: str, data: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, one in enumerate(tables(data.get(name)), 1):
        if (found := str(one.get(key))) in seen:
            yield Fault(f"{name}[{number}].{key}", f"“{found}” is there twice.", f"Write one [[{name}]] for each.")
        seen.add(found)


def line(
    path: str, data: Mapping[str, Any], form: Form, known: Known, pack: Pack, pots: Mapping[str, Any]
) -> Iterator[Fault]:
    """Everything wrong with one line of an offer. `pots`: what each holds, in this form's money."""
    yield from table(path, data, known_keys.LINE[form])
    national = pack.by_id.get(str(data.get("right")))
    changes = national.rule if national is not None else None
    yield from rule_faults(inside(path, "rule"), data.get("rule"), known, changes)
    if national is None:
        yield from _own(path, data)
    elif national.given == "country" and data.get("offered") in ("no", "not_yet"):
        yield Fault(
            inside(path, "offered"),
            "The country gives this; a council cannot refuse it.",
            "Write offered = “yes”, and your words under local.",
        )
    yield from _asked_here(path, data, national)
    yield from _pot(path, data, form, pots)
    yield from _dates(data, path)
    yield from checking_words.in_table(path, data)
    if data.get(ROWS[form]) is not None:
        yield from amounts(inside(path, ROWS[form]), data[ROWS[form]], form, known)


def _own(path: str, data: Mapping[str, Any]) -> Iterator[Fault]:
    """A right of the council's own has no national words to stand in for what it leaves out."""
    for name in OWN_NEEDS:
        if not data.get(name):
            yield Fault(
                inside(path, name), f"A right of your own needs {name}.", f"Write {name}, or name a national right."
            )
    rule = str(data.get("rule") or "").split()
    if rule[:1] in (["and"], ["or"]):
        yield Fault(inside(path, "rule"), "There is no national rule to change.", f"Leave out “{rule[0]}”.", (1, 1))
    if rule == ["never"] and data.get("offered") == "yes":
        yield Fault(inside(path, "rule"), "Nobody could ever get this.", "Write who can get it.", (1, 1))


def _asked_here(path: str, data: Mapping[str, Any], national: Right | None) -> Iterator[Fault]:
    answered = data.get("answer_days") is not None or (national is not None and national.ask.in_app)
    if data.get("in_app") is True and not answered:
        yield Fault(
            inside(path, "answer_days"),
            "It is asked for in the app, but has no answer_days.",
            "Write in how many working days you answer.",
        )


def _pot(path: str, data: Mapping[str, Any], form: Form, pots: Mapping[str, Any]) -> Iterator[Fault]:
    name, cap = str(data.get("pot") or ""), data.get(CAP[form])
    if name and name not in pots:
        yield Fault(inside(path, "pot"), f"There is no pot “{name}”.", "Write [[pot]] with this id, or another pot.")
    elif name and isinstance(cap, int | float) and isinstance(pots[name], int | float) and cap > pots[name]:
        yield Fault(
            inside(path, CAP[form]),
            f"The slice {cap} is more than its pot of {pots[name]}.",
            "Make the slice smaller, or the pot bigger.",
        )
    if cap is not None and not name:
        yield Fault(inside(path, CAP[form]), "There is a slice but no pot.", "Write pot, or take the slice out.")


def _dates(data: Mapping[str, Any], path: str = "") -> Iterator[Fault]:
    yield from in_order(path, data, "valid_from", "valid_to")
    yield from in_order(path, data, "last_checked", "review_by")
