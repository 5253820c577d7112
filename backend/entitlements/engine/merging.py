"""The national right with the council's line on top: as valid on a day, as known at an instant. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from backend.entitlements.engine.lines import Ask, LocalLine, Pack, Pot, Right, Source, Version
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import And, Never, Or, Rule
from backend.shared.dates import london_date


def merged(
    pack: Pack,
    versions: Sequence[Version],
    on: date,
    known_at: datetime,
    laws: Mapping[str, date | None] | None = None,
) -> list[Right]:
    """Every right on this day, as it was known at this instant, national ones first and then this council's own.

    `laws`: days a council has set for laws to start, over the pack's.
    """
    version = in_force(versions, on, known_at)
    lines = {} if version is None else _lines_on(version, on)
    pots = {} if version is None else {pot.id: pot for pot in version.pots}
    found = [_with_line(right, lines.get(right.id), pots) for right in pack.rights]
    found += [_own(line, pots) for name, line in lines.items() if name not in pack.by_id]
    found += [_own(line, pots) for line in _to_come(version, lines) if line.right not in pack.by_id]
    return [right.with_laws({**pack.laws, **(laws or {})}) for right in found]


def in_force(versions: Sequence[Version], on: date, known_at: datetime) -> Version | None:
    """Of the versions known then that count on this day, the one published last: back-dating corrects what was before."""
    counts = [v for v in versions if v.published_at <= known_at and (v.from_on or london_date(v.published_at)) <= on]
    return max(counts, key=lambda v: (v.published_at, v.number), default=None)


def narrowed(national: Rule, text: str) -> Rule:
    """The rule of a line: "and …" narrows the national one, "or …" widens it, anything else replaces it."""
    first, _, rest = text.strip().partition(" ")
    if not text.strip():
        return national
    if first == "and":
        return And((national, _parsed(rest)))
    return Or((national, _parsed(rest))) if first == "or" else _parsed(text)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> Rule:
    return parse(text)


def _lines_on(version: Version, on: date) -> dict[str, LocalLine]:
    """For each right the line that counts on this day. One that is over stays until another takes its place: it is stale."""
    found: dict[str, LocalLine] = {}
    for line in sorted(version.lines, key=lambda line: line.valid_from or date.min):
        if line.valid_from is None or line.valid_from <= on:
            found[line.right] = line
    return found


def _with_line(right: Right, line: LocalLine | None, pots: Mapping[str, Pot]) -> Right:
    """The national right with everything that the line says; what it leaves empty stays."""
    if line is None:
        return right
    words = {name: said for name in _WORDS if (said := getattr(line, name)) not in ("", None)}
    last_checked, review_by = _freshness(right, line)
    ask = {name: said for name in ("in_app", "answer_days") if (said := getattr(line, name)) is not None}
    return replace(
        right,
        **words,
        rule=narrowed(right.rule, line.rule),
        may=_perhaps(right.may, line.rule),
        ask=replace(right.ask, **ask),
        source=replace(right.source, confidence="V") if _confirms(line) else right.source,
        local_source=Source(line.source, line.link, "V") if line.source or line.link else right.local_source,
        pot=pots.get(line.pot) if line.pot else right.pot,
        last_checked=last_checked,
        review_by_set=review_by,
    )


def _freshness(right: Right, line: LocalLine) -> tuple[date, date | None]:
    """When it was last checked, and the day by which to look again: of all words that decide, those looked at longest ago.

    A line vouches for its own words. The national ones count too, unless its rule and its sums both take their place.
    """
    if line.last_checked and _replaces(line.rule) and line.amounts is not None:
        return line.last_checked, line.review_by
    days = [day for day in (line.review_by, right.review_by_set) if day is not None]
    return min(line.last_checked or right.last_checked, right.last_checked), min(days, default=None)


def _replaces(text: str) -> bool:
    return bool(text.strip()) and text.split()[0] not in ("and", "or")


def _to_come(version: Version | None, lines: Mapping[str, LocalLine]) -> list[LocalLine]:
    """Of the rights that have no line yet on this day, the first line to come."""
    found: dict[str, LocalLine] = {}
    for line in sorted(version.lines if version else (), key=lambda line: line.valid_from or date.min):
        if line.right not in lines:
            found.setdefault(line.right, line)
    return list(found.values())


def _perhaps(national: Rule, text: str) -> Rule:
    """Who may get it: "and …" narrows this too, "or …" leaves it; a rule that replaces says all there is to say."""
    if _replaces(text):
        return Never()
    return national if isinstance(national, Never) or text.split()[:1] != ["and"] else narrowed(national, text)


def _confirms(line: LocalLine) -> bool:
    """The council says yes, to whom, and when it looked: what was not sure in the country is sure here."""
    return line.offered == "yes" and bool(line.rule) and line.last_checked is not None


def _own(line: LocalLine, pots: Mapping[str, Pot]) -> Right:
    """A right that only this council has."""
    return Right(
        id=line.right,
        topic=line.topic or "money",
        icon=line.icon or "gift",
        title=line.title,
        one_line=line.one_line,
        about=line.about,
        who=line.who,
        if_no=line.if_no,
        rule=narrowed(Never(), line.rule),
        last_checked=line.last_checked or line.valid_from or date.min,
        source=Source(line.source, line.link, "V"),
        given=line.given or "responsible_council",
        steps=line.steps or (),
        show=line.show or (),
        ask=Ask(in_app=bool(line.in_app), answer_days=line.answer_days or 10),
        amounts=line.amounts or (),
        pot=pots.get(line.pot),
        cap=line.cap,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        review_by_set=line.review_by,
        offered=line.offered,
        local=line.local,
        local_source=Source(line.source, line.link, "V"),
        own=True,
    )


_WORDS = (
    "offered", "title", "one_line", "about", "who", "topic", "icon", "given", "local", "amounts", "cap", "steps", "show",
    "if_no", "valid_from", "valid_to",
)  # fmt: skip
