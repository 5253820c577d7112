"""What is wrong with how much: each row by itself, its parts, and the table as a whole. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from backend.entitlements.checking import known_keys
from backend.entitlements.checking import words as checking_words
from backend.entitlements.checking.rule_texts import ages_of, for_everybody, never_or_always
from backend.entitlements.checking.shapes import Fault, day_of, in_order, inside, rows
from backend.entitlements.engine.facts import Declared
from backend.entitlements.engine.lines import Amount
from backend.entitlements.language.checking import faults
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Rule
from backend.entitlements.language.tokens import RuleError

Form = Literal["file", "line"]
"""A file counts in pounds and says `amount`; a line from the editor counts in pence and says `amounts`."""

MONEY = {"file": "pounds", "line": "pence"}
ROWS = {"file": "amount", "line": "amounts"}
CAP = {"file": "cap_pounds", "line": "cap"}
_SUMS = ("exact", "up_to", "at_least")


@dataclass(frozen=True)
class Known:
    """What rules may name."""

    facts: Mapping[str, Declared]
    laws: Mapping[str, date | None]


def amounts(path: str, data: Any, form: Form, known: Known) -> Iterator[Fault]:
    """Everything wrong with a table of amounts."""
    yield from rows(path, data, known_keys.AMOUNT[form])
    for number, row in enumerate(tables(data), 1):
        yield from _row(f"{path}[{number}]", row, form, known)
    table = [_bare(row) for row in tables(data)]
    yield from ages_of(path, table)
    yield from for_everybody(path, table)


def rule_faults(path: str, text: Any, known: Known, national: Rule | None = None) -> Iterator[Fault]:
    """Everything wrong with a rule that stands at a path; `national` where "and" and "or" may begin it."""
    if not isinstance(text, str) or not text.strip():
        return
    narrowed = national is not None and text.split()[0] in ("and", "or")
    try:
        # The same text with its first word blanked out: places stay what they were.
        first = text.split()[0] if narrowed else ""
        rule = parse(text.replace(first, " " * len(first), 1) if first else text)
    except RuleError as error:
        yield Fault(path, error.what, error.cure, (error.line, error.column))
        return
    wrong = [Fault(path, e.what, e.cure, (e.line, e.column)) for e in faults(rule, known.facts, known.laws)]
    yield from wrong
    if not wrong and not narrowed:
        yield from never_or_always(path, rule, known.facts)


def _row(path: str, row: Mapping[str, Any], form: Form, known: Known) -> Iterator[Fault]:
    how, money = row.get("how"), MONEY[form]
    parts = row.get("parts") or []
    if how in _SUMS and row.get(money) is None and not parts:
        yield Fault(inside(path, money), f"“{how}” needs {money}.", f"Write {money}, or another how.")
    if how in ("not_published", "by_reference", "help") and row.get(money) is not None:
        yield Fault(
            inside(path, money), f"“{how}” has no {money}.", "Take it out, or write how = exact, up_to or at_least."
        )
    for one in ("percent", "hours"):
        if (how == one) != (row.get(one) is not None):
            yield Fault(
                inside(path, one), f"“{one}” and how do not fit each other.", f"Write {one} only where how is {one}."
            )
    if how in ("by_reference", "help") and not row.get("words"):
        yield Fault(inside(path, "words"), f"“{how}” needs words.", "Say in a sentence what there is.")
    if (row.get("unit") == "parts") != bool(parts):
        yield Fault(
            inside(path, "parts"),
            "Parts and the unit do not fit each other.",
            "Write parts only where the unit is parts.",
        )
    yield from _parts(path, row, parts, form)
    yield from in_order(path, row, "valid_from", "valid_to")
    yield from checking_words.in_table(path, row)
    yield from rule_faults(inside(path, "rule"), row.get("rule"), known)


def _parts(path: str, row: Mapping[str, Any], parts: Any, form: Form) -> Iterator[Fault]:
    yield from rows(inside(path, "parts"), parts, known_keys.PART[form])
    for number, part in enumerate(tables(parts), 1):
        yield from checking_words.in_table(f"{inside(path, 'parts')}[{number}]", part)
    sums = [one for part in tables(parts) if (one := _sum(part.get(MONEY[form]))) is not None]
    whole = _sum(row.get(MONEY[form]))
    if sums and whole is not None and round(sum(sums) * 100) != round(whole * 100):
        yield Fault(
            inside(path, "parts"),
            f"The parts make {sum(sums):g}, the whole is {whole:g}.",
            "Let the parts make the whole.",
        )


def _sum(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 else None


def tables(data: Any) -> list[Mapping[str, Any]]:
    """The tables of a list, whatever else stands in it."""
    return [one for one in data if isinstance(one, Mapping)] if isinstance(data, list | tuple) else []


def _bare(row: Mapping[str, Any]) -> Amount:
    """A row with what the table as a whole is checked for, as far as it can be read."""
    try:
        rule = parse(row["rule"]) if row.get("rule") else None
    except (RuleError, TypeError, AttributeError):
        rule = None
    return Amount(
        "help", for_whom=f"{row.get('for_whom', '')}|{row.get('words', '')}|{row.get('unit', '')}", rule=rule,
        valid_from=day_of(row.get("valid_from")), valid_to=day_of(row.get("valid_to")),
    )  # fmt: skip
