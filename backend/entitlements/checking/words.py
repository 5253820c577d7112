"""Words a young person reads: sentences of 20 words at most, none of the words we do not use. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from backend.entitlements.checking.shapes import Fault, inside

LONGEST_SENTENCE = 20

BANNED = (
    "care leaver", "LAC", "placement", "engage", "client", "service user", "compliance", "non-attendance", "vulnerable",
    "eligible", "please",
)  # fmt: skip
"""Design language, section 8. What a right is called may name it: titles and sources are not read for these."""

_BANNED = re.compile(r"(?<![\w-])(" + "|".join(BANNED) + r")s?(?![\w-])", re.IGNORECASE)
_PROPER = re.compile(r"Care Leavers?\Z|lac\Z|Lac\Z")
"""Names: the Care Leaver Covenant. LAC is banned as letters only."""

_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n+")

READ = (
    "one_line", "about", "who", "if_no", "local", "later_hint", "words", "for_whom", "asks_words", "outside", "question",
    "why", "if_yes", "because_yes", "because_no", "because_unknown", "because_known", "because", "if_so", "when",
)  # fmt: skip
LISTS = ("steps", "show")


def in_table(path: str, data: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the words of this table's own keys."""
    for key in READ:
        if isinstance(data.get(key), str):
            yield from in_words(inside(path, key), data[key])
    for key in LISTS:
        found = data.get(key)
        for number, one in enumerate(found if isinstance(found, list | tuple) else (), 1):
            if isinstance(one, str):
                yield from in_words(f"{inside(path, key)}[{number}]", one)


def in_words(path: str, words: str) -> Iterator[Fault]:
    """What is wrong with these words: banned ones, shouting, sentences too long."""
    banned = [found for found in _BANNED.finditer(words) if not _PROPER.match(found[0])]
    for found in banned[:1]:
        yield Fault(path, f"“{found[0]}” is a word we do not use.", "Say it in plain words.")
    if "!" in words:
        yield Fault(path, "There is a “!” here.", "Write a full stop.")
    for sentence in _SENTENCE_END.split(words):
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            yield Fault(
                path, f"“{sentence[:40]}…” has {count} words.", f"Make sentences of {LONGEST_SENTENCE} words at most."
            )
