"""A directory that gives all its services new ids: which of the new ones are the old ones. Pure.

Two services are one when they have the same name and stand at the same place, or, where one of them says no place, have
the same phone. The same name alone is a branch as often as a twin: that is for a person to look at.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

PHONE_END = 9
"""The last digits of a number: with +44 or with 0 in front it is the same one."""


class Named(Protocol):
    """A service, as far as it can be known again."""

    @property
    def record(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def phone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Known:
    """A service as it was kept."""

    record: str
    name: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Twins:
    """`same`: the new record by the old one. `doubtful`: pairs, old and new, that could be one."""

    same: dict[str, str] = field(default_factory=dict)
    doubtful: list[tuple[str, str]] = field(default_factory=list)


def twins(old: Iterable[Known], new: Iterable[Named]) -> Twins:
    """Of what the feed no longer has, what it has under another id. One that fits several, or only by name, is doubtful."""
    by_name: dict[str, list[Named]] = {}
    for one in new:
        by_name.setdefault(_letters(one.name), []).append(one)
    pairs = [(was, now) for was in old for now in by_name.get(_letters(was.name), [])]
    sure = [(was.record, now.record) for was, now in pairs if _one(was, now)]
    olds, news = Counter(was for was, _ in sure), Counter(now for _, now in sure)
    same = {was: now for was, now in sure if olds[was] == news[now] == 1}
    taken = {*same, *same.values()}
    rest = [(was.record, now.record) for was, now in pairs if was.record not in taken and now.record not in taken]
    return Twins(same, rest)


def _one(was: Named, now: Named) -> bool:
    places, phones = (_letters(was.address), _letters(now.address)), (_number(was.phone), _number(now.phone))
    if all(places):
        return places[0] == places[1]
    return bool(phones[0]) and phones[0] == phones[1]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _number(text: str) -> str:
    return re.sub(r"\D", "", text)[-PHONE_END:]
