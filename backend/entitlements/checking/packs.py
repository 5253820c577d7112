"""What is wrong in a pack, a line or a rule: where, what, and the cure. Every fault at once, not only the first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from backend.entitlements.checking import known_keys
from backend.entitlements.checking import lines as checking_lines
from backend.entitlements.checking import words as checking_words
from backend.entitlements.checking.amounts import Known, rule_faults, tables
from backend.entitlements.checking.places import Places, placed, read
from backend.entitlements.checking.shapes import Fault, rows, table
from backend.entitlements.engine.facts import BIRTHDAYS, NOT_SAID, NOT_YET, Declared
from backend.entitlements.engine.lines import Pack, Pot, Right, Wrong
from backend.entitlements.engine.reading import PACK, fact_of, national, right_of
from backend.entitlements.language.tokens import KEYWORDS

KINDS = ("choice", "yes_no", "date", "number")
RESERVED = {*KEYWORDS, NOT_YET, NOT_SAID, "born_on", *BIRTHDAYS}


def check_pack(folder: Path = PACK) -> list[Wrong]:
    """Everything wrong in the files of a pack, file by file."""
    return list(_Folder(folder).wrong())


def check_offer(raw: bytes, name: str = "offer.toml", pack: Pack | None = None) -> list[Wrong]:
    """Everything wrong in one offer file, over this pack."""
    data, unreadable = read(raw)
    if unreadable is not None:
        return [_whole(name, unreadable)]
    pack, places = pack or national(), Places(raw.decode("utf-8"))
    return [placed(name, places, fault) for fault in checking_lines.offer(data, Known(pack.facts, pack.laws), pack)]


def check_line(data: Mapping[str, Any], pack: Pack | None = None, pots: Iterable[Pot] = ()) -> list[Wrong]:
    """Everything wrong with one line as the editor sends it (the shape of schemas.LineIn)."""
    pack = pack or national()
    held = {pot.id: pot.pence for pot in pots}
    found = checking_lines.line("", data, "line", Known(pack.facts, pack.laws), pack, held)
    return [placed("", None, fault) for fault in found]


def check_rule(
    text: str, declared: Mapping[str, Declared], laws: Mapping[str, date | None], where: str = "rule"
) -> list[Wrong]:
    """Everything wrong with a rule. A text that cannot be read has one fault, where the reading stopped."""
    return [placed("", None, fault) for fault in rule_faults(where, text, Known(declared, laws))]


class _Folder:
    """A pack's files, read as far as they can be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts: dict[str, Declared] = {}
        self.laws: dict[str, date | None] = {}
        self.rights: list[Right] = []
        self.ids: Counter[str] = Counter()

    def wrong(self) -> Iterator[Wrong]:
        yield from self._of("facts.toml", self._fact_faults)
        yield from self._of("commencements.toml", self._law_faults)
        for file in sorted((self.folder / "england").glob("*.toml")):
            yield from self._of(f"england/{file.name}", self._right_faults)
        for file in sorted((self.folder / "offers").glob("*.toml")):
            yield from self._of(f"offers/{file.name}", self._offer_faults)

    @property
    def known(self) -> Known:
        return Known(self.facts, self.laws)

    def _of(self, name: str, faults: Any) -> Iterator[Wrong]:
        path = self.folder / name
        if not path.exists():
            yield Wrong(name, None, None, "This file is missing.", "Write it; pack/README.md says how.")
            return
        text = path.read_bytes()
        data, unreadable = read(text)
        if unreadable is not None:
            yield _whole(name, unreadable)
            return
        places = Places(text.decode("utf-8"))
        yield from (placed(name, places, fault) for fault in faults(name, data))

    def _fact_faults(self, name: str, data: Mapping[str, Any]) -> Iterator[Fault]:
        yield from table("", data, {"fact": known_keys.RIGHT["source"]})
        found = data.get("fact", [])
        yield from rows("fact", found, known_keys.FACT)
        for number, fact in enumerate(tables(found), 1):
            yield from _fact(f"fact[{number}]", fact)
            yield from self._new(f"fact[{number}].id", str(fact.get("id")), self.facts)
            self._keep_fact(fact)

    def _keep_fact(self, fact: Mapping[str, Any]) -> None:
        """A fact whose name, type and options can be read is known to the rules, whatever else is wrong with it."""
        values = [option.get("value") for option in tables(fact.get("option"))]
        if (
            all(isinstance(one, str) for one in (fact.get("id"), fact.get("question"), *values))
            and fact.get("type") in KINDS
        ):
            options = [{"words": "", **option} for option in tables(fact.get("option"))]
            self.facts[fact["id"]] = fact_of({**fact, "option": options})

    def _new(self, path: str, name: str, known: Mapping[str, Any]) -> Iterator[Fault]:
        if name in known:
            yield Fault(path, f"“{name}” is there twice.", "Take one out, or give it another name.")

    def _law_faults(self, name: str, data: Mapping[str, Any]) -> Iterator[Fault]:
        yield from table("", data, {"law": known_keys.RIGHT["amount"]})
        found = data.get("law", [])
        yield from rows("law", found, known_keys.LAW)
        for number, law in enumerate(tables(found), 1):
            yield from self._new(f"law[{number}].name", str(law.get("name")), self.laws)
            self.laws[str(law.get("name"))] = law.get("starts_on")

    def _right_faults(self, name: str, data: Mapping[str, Any]) -> Iterator[Fault]:
        stem = Path(name).stem
        self.ids[str(data.get("id", stem))] += 1
        if self.ids[str(data.get("id", stem))] > 1:
            yield Fault("id", f"“{data.get('id')}” is there twice.", "Give each right its own id.")
        yield from checking_lines.right(data, stem, self.known)
        try:
            if isinstance(data.get("id"), str):
                self.rights.append(right_of(data))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return  # its own faults say why

    def _offer_faults(self, name: str, data: Mapping[str, Any]) -> Iterator[Fault]:
        pack = Pack(tuple(self.rights), self.facts, self.laws)
        unreadable = [name for name in self.ids if name not in pack.by_id]
        yield from checking_lines.offer(data, self.known, pack, unreadable)


def _whole(name: str, unreadable: Fault) -> Wrong:
    """The fault of a file that cannot be read."""
    line, column = unreadable.at or (None, None)
    return Wrong(name, line, column, unreadable.what, unreadable.cure)


def _fact(path: str, fact: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with one fact as a whole: its name, its question, and the options of a choice."""
    if str(fact.get("id")) in RESERVED:
        yield Fault(f"{path}.id", f"“{fact['id']}” is a word of the language.", "Give the fact another name.")
    if isinstance(fact.get("question"), str) and not fact["question"].strip().endswith("?"):
        yield Fault(f"{path}.question", "This is not a question.", "End it with a question mark.")
    yield from checking_words.in_table(path, fact)
    options = fact.get("option") or []
    if fact.get("type") == "choice" and len(tables(options)) < 2:
        yield Fault(f"{path}.option", "A choice needs two options or more.", "Write [[fact.option]] for each.")
    if fact.get("type") != "choice" and options:
        yield Fault(f"{path}.option", "Only a choice has options.", "Take them out, or write type = “choice”.")
    yield from rows(f"{path}.option", options, known_keys.OPTION)
    values: set[str] = set()
    for number, option in enumerate(tables(options), 1):
        value = str(option.get("value"))
        if value in values:
            yield Fault(
                f"{path}.option[{number}].value", f"“{value}” is there twice.", "Give each option its own value."
            )
        if value in RESERVED:
            yield Fault(
                f"{path}.option[{number}].value",
                f"“{value}” is a word of the language.",
                "Give the option another value.",
            )
        values.add(value)
        yield from checking_words.in_table(f"{path}.option[{number}]", option)
