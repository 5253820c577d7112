"""Pack files become rights, facts and lines. What is wrong in a file is checking's to say; here it only fails."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from backend.entitlements.engine.facts import Choice, Declared
from backend.entitlements.engine.lines import Amount, Ask, LocalLine, Pack, Part, Pot, Right, Source, Version
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Law, Never

PACK = Path(__file__).resolve().parents[1] / "pack"
Data = Mapping[str, Any]


@cache
def national() -> Pack:
    """The pack that ships with Onward: every national right, its facts and its laws."""
    return pack_of(PACK)


def pack_of(folder: Path) -> Pack:
    """The pack in this folder, its laws bound to the days of commencements.toml."""
    laws = _toml(folder / "commencements.toml").get("law", [])
    starts: dict[str, date | None] = {law["name"]: law.get("starts_on") for law in laws}
    facts = {fact["id"]: fact_of(fact) for fact in _toml(folder / "facts.toml").get("fact", [])}
    files = sorted((folder / "england").glob("*.toml"))
    rights = tuple(right_of(_toml(file)).with_laws(starts) for file in files)
    return Pack(rights, facts, starts, {law["name"]: law.get("words", "") for law in laws})


def offer_of(council: str | Path) -> Version:
    """The local offer in pack/offers/<council>.toml, as a first version that counts from always."""
    file = council if isinstance(council, Path) else PACK / "offers" / f"{council}.toml"
    data = _toml(file)
    lines = tuple(line_of(in_pence(line)) for line in data.get("line", []))
    pots = tuple(Pot(pot["id"], pot["title"], pence(pot["pounds"])) for pot in data.get("pot", []))
    return Version(1, datetime.combine(date(2000, 1, 1), time.min, UTC), date.min, lines, pots)


def pence(pounds: int | float) -> int:
    """Whole pence of pounds as a file writes them."""
    return round(pounds * 100)


def fact_of(data: Data) -> Declared:
    """A fact of facts.toml; a yes_no fact gets its two options from its words."""
    options = tuple(
        Choice(o["value"], o["words"], o.get("if_so", ""), o.get("because", "")) for o in data.get("option", [])
    )
    if data["type"] == "yes_no":
        options = tuple(
            Choice(
                value,
                data.get(f"{value}_words", value.capitalize()),
                data.get(f"if_{value}", ""),
                data.get(f"because_{value}", ""),
            )
            for value in ("yes", "no")
        )
    return Declared(
        id=data["id"],
        kind=data["type"],
        question=data["question"],
        why=data.get("why", ""),
        options=options,
        private=data.get("private", False),
        by="council" if data.get("from") == "council" else "you",
        because_unknown=data.get("because_unknown", ""),
        because_known=data.get("because_known", ""),
        noun=data.get("noun", ""),
        if_so=data.get("if_so", ""),
    )


def right_of(data: Data) -> Right:
    """One right of a file of pack/england."""
    plain = {name: data[name] for name in _PLAIN if name in data}
    return Right(
        **plain,
        rule=parse(data["rule"]),
        may=parse(data["may"]) if data.get("may") else Never(),
        source=Source(**data["source"]),
        steps=tuple(data.get("steps", ())),
        show=tuple(data.get("show", ())),
        ask=Ask(**data.get("ask", {})),
        amounts=amounts_of(in_pence(data).get("amounts", ())),
        law=Law(data["law"]) if data.get("law") else None,
        pot=Pot(data["pot"], "", 0) if data.get("pot") else None,
        cap=pence(data["cap_pounds"]) if "cap_pounds" in data else None,
        review_by_set=data.get("review_by"),
    )


def line_of(data: Data) -> LocalLine:
    """One line of an offer, from a dict shaped like schemas.LineIn."""
    known = {name: value for name, value in data.items() if name in LocalLine.__dataclass_fields__}
    for name in ("steps", "show"):
        if known.get(name) is not None:
            known[name] = tuple(known[name])
    if known.get("amounts") is not None:
        known["amounts"] = amounts_of(known["amounts"])
    return LocalLine(**{name: _day(name, value) for name, value in known.items() if value is not None})


def amounts_of(rows: Iterable[Data]) -> tuple[Amount, ...]:
    """Rows of how much, money in pence."""
    return tuple(_amount(row) for row in rows)


def in_pence(data: Data) -> dict[str, Any]:
    """A right or line as a file writes it, with `amount` and pounds turned into `amounts` and pence."""
    found = {name: value for name, value in data.items() if name not in ("amount", "cap_pounds")}
    if "amount" in data:
        found["amounts"] = [_in_pence(row) for row in data["amount"]]
    if "cap_pounds" in data:
        found["cap"] = pence(data["cap_pounds"])
    return found


def _in_pence(row: Data) -> dict[str, Any]:
    found = {name: value for name, value in row.items() if name not in ("pounds", "parts")}
    if "pounds" in row:
        found["pence"] = pence(row["pounds"])
    found["parts"] = [{"pence": pence(part["pounds"]), "when": part.get("when", "")} for part in row.get("parts", ())]
    return found


def _amount(row: Data) -> Amount:
    plain = {name: _day(name, row[name]) for name in _ROW if row.get(name) is not None}
    parts = tuple(Part(part["pence"], part["when"]) for part in row.get("parts") or ())
    return Amount(**plain, parts=parts, rule=parse(row["rule"]) if row.get("rule") else None)


def _day(name: str, value: Any) -> Any:
    """Days may come as text, from JSON."""
    return date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


_DAYS = frozenset({"valid_from", "valid_to", "last_checked", "review_by"})
_ROW = ("how", "pence", "percent", "hours", "unit", "loan", "words", "for_whom", "valid_from", "valid_to")
_PLAIN = (
    "id", "topic", "icon", "title", "one_line", "about", "who", "if_no", "last_checked", "later_hint", "given", "check_with",
    "valid_from", "valid_to", "review_months", "offered",
)  # fmt: skip
