"""The sentences of the made-up plans, read from data/: an editor changes them there and never touches code."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Promise:
    """One action that a plan may hold. `within`: days from the earliest to the latest day it is done by."""

    matter: str
    who: str
    within: tuple[int, int]
    fits: frozenset[str]
    what: str
    helps: str
    plan_b: str


@dataclass(frozen=True, slots=True)
class Saying:
    """Words for one part or matter, and whom they fit."""

    about: str
    fits: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A few messages that belong together: who says what, in order."""

    fits: frozenset[str]
    lines: tuple[tuple[str, str], ...]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one file of sentences, split at their bars; the first line says what they are."""
    lines = (DATA / name).read_text("utf-8").splitlines()[1:]
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines if line.strip())


@cache
def facts(name: str) -> Any:
    """One file of names or places."""
    return json.loads((DATA / name).read_text("utf-8"))


@cache
def promises() -> dict[str, tuple[Promise, ...]]:
    """All actions, by the matter they belong to."""
    found: dict[str, list[Promise]] = {}
    for matter, who, within, fits, what, helps, plan_b in rows("actions.txt"):
        low, high = within.split("-")
        one = Promise(matter, who, (int(low), int(high)), frozenset(fits.split()), what, helps, plan_b)
        found.setdefault(matter, []).append(one)
    return {matter: tuple(ones) for matter, ones in found.items()}


@cache
def sayings(name: str) -> dict[str, tuple[Saying, ...]]:
    """Needs, contingencies or own words, by the part or matter they are about."""
    found: dict[str, list[Saying]] = {}
    for about, fits, *words in rows(name):
        found.setdefault(about, []).append(Saying(about, frozenset(fits.split()), tuple(words)))
    return {about: tuple(ones) for about, ones in found.items()}


@cache
def exchanges() -> dict[str, Exchange]:
    """All exchanges by name; one with a question mark at its end waits for an answer."""
    found: dict[str, Exchange] = {}
    for name, fits, who, text in rows("talks.txt"):
        before = found.get(name)
        found[name] = Exchange(frozenset(fits.split()), (*(before.lines if before else ()), (who, text)))
    return found


def filled(text: str, slots: dict[str, str]) -> str:
    """The sentence with its names in it. A slot that is not known raises KeyError."""
    return text.format_map(slots) if "{" in text else text


def every_sentence() -> dict[str, str]:
    """Where each sentence stands, and the sentence, for the test that reads them all."""
    found: dict[str, str] = {}
    for name, first in (
        ("actions.txt", 4), ("matters.txt", 2), ("if_things_change.txt", 2), ("own_words.txt", 2),
        ("answers.txt", 1), ("reviews.txt", 1), ("cast_plan.txt", 5), ("cast_words.txt", 3),
        ("talks.txt", 3), ("cast_talk.txt", 4), ("claims.txt", 3), ("claim_answers.txt", 2), ("cast_claims.txt", 6),
        ("rights_talks.txt", 0), ("paper_words.txt", 2), ("services.txt", 3),
    ):  # fmt: skip
        for number, row in enumerate(rows(name), 2):
            found |= {f"{name}:{number}:{at}": cell for at, cell in enumerate(row[first:], first) if cell}
    for number, row in enumerate(rows("cast_papers.txt"), 2):
        found |= {f"cast_papers.txt:{number}:{at}": row[at] for at in (5, 6, 8) if row[at]}
    return found
