"""A council's offer as a TOML file becomes lines, pots and days of laws; or every fault with its place and cure.

The format is documented in pack/README.md. Money stands in pounds in a file and in pence everywhere else.
"""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from backend.entitlements.checking.packs import check_offer
from backend.entitlements.engine.lines import Wrong
from backend.entitlements.engine.reading import in_pence, pence
from backend.entitlements.offering import odd_letters
from backend.entitlements.schemas import LawIn, LineIn, PotIn

MOST_BYTES = 1024 * 1024


class OfferFile(msgspec.Struct, frozen=True):
    """What could be read, and what is wrong. Nothing counts unless `wrong` is empty."""

    lines: list[LineIn] = []
    pots: list[PotIn] = []
    laws: list[LawIn] = []
    wrong: list[Wrong] = []


def read(raw: bytes, name: str = "offer.toml") -> OfferFile:
    """The offer in these bytes. Every fault has its line and column in the file."""
    if len(raw) > MOST_BYTES:
        return _only("It is longer than one megabyte.", "Say it in fewer words.", name)
    try:
        wrong = check_offer(raw, name)
    except RecursionError:
        return _only("It is nested too deep.", "Write it flat, as in pack/offers.", name)
    if wrong:
        return OfferFile(wrong=wrong)
    data = tomllib.loads(raw.decode("utf-8"))
    for table in ("line", "pot", "law"):
        if not _tables(data.get(table, [])):
            return _only("These are no tables.", f"Write [[{table}]].", f"{name}: {table}")
    return _taken(data, name)


def _taken(data: Mapping[str, Any], name: str) -> OfferFile:
    """Checked already, so that only what is too long or too many is still found here."""
    wrong = [
        Wrong(f"{name}: {one['field']}", None, None, "A letter here cannot be seen.", "Type it again.")
        for one in odd_letters(data.items())
    ]
    lines = _all(map(in_pence, data.get("line", [])), "line", LineIn, name, wrong)
    pots = _all(map(_pot, data.get("pot", [])), "pot", PotIn, name, wrong)
    laws = _all(data.get("law", []), "law", LawIn, name, wrong)
    return OfferFile(lines, pots, laws, wrong)


def _tables(said: Any) -> bool:
    return isinstance(said, list) and all(isinstance(row, dict) for row in said)


def _all(rows: Iterable[Any], what: str, kind: type[Any], name: str, wrong: list[Wrong]) -> list[Any]:
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(msgspec.convert(row, kind))
        except msgspec.ValidationError as fault:
            said, _, place = str(fault).partition(" - at `$")
            path = f"{what}[{number}]{place.strip('`').replace('amounts', 'amount')}"
            wrong.append(
                Wrong(f"{name}: {path}", None, None, f"{said}.", "See pack/README.md for what may stand here.")
            )
    return found


def _pot(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "title": row["title"], "pence": pence(row["pounds"])}


def _only(what: str, cure: str, name: str) -> OfferFile:
    return OfferFile(wrong=[Wrong(name, None, None, what, cure)])
