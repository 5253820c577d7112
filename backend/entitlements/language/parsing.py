"""Reading a rule. Total: every text gives a Rule or a RuleError, and no text makes it deep or long work."""

from collections.abc import Callable

from backend.entitlements.language.reader import OLDEST, Reader, quoted
from backend.entitlements.language.rule import (
    After,
    Age,
    AgeOn,
    Always,
    And,
    CategoryIs,
    Counted,
    Dated,
    Is,
    Known,
    Law,
    Nearing,
    Never,
    Not,
    Or,
    Rule,
    Today,
    Within,
)
from backend.entitlements.language.tokens import KEYWORDS, Token, nearest, tokens

DEEPEST = 16
"""Brackets and nots inside each other."""


def parse(text: str) -> Rule:
    """The rule that this text says. RuleError says where it stops making sense and how to mend it."""
    reader = _Grammar(tokens(text))
    rule = reader.either(0)
    if reader.next.kind != "end":
        raise reader.wrong(f"“{reader.next.text}” is not expected here.", "Join two tests with “and” or “or”.")
    return rule


class _Grammar(Reader):
    """The grammar, one method for a line of it."""

    def either(self, depth: int) -> Rule:
        first, parts = self.next, [self.both(depth)]
        while self.takes("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts), at=(first.line, first.column))

    def both(self, depth: int) -> Rule:
        first, parts = self.next, [self.one(depth)]
        while self.takes("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts), at=(first.line, first.column))

    def one(self, depth: int) -> Rule:
        first = self.next
        at = (first.line, first.column)
        if depth > DEEPEST:
            raise self.wrong("This rule has too many brackets inside each other.", "Write it flatter.")
        if self.takes("not"):
            return Not(self.one(depth + 1), at=at)
        if first.kind == "open":
            self.take()
            rule = self.either(depth + 1)
            if self.next.kind != "close":
                raise self.wrong(
                    f"{quoted(self.next)} stands where “)” belongs.",
                    f"Close the bracket of line {first.line}, column {first.column}.",
                )
            self.take()
            return rule
        return self.test(first, at)

    def test(self, first: Token, at: tuple[int, int]) -> Rule:
        if first.kind == "keyword" and (reads := _TESTS.get(first.text)):
            self.take()
            return reads(self, at)
        if first.kind == "name":
            return self.fact(self.take().text, at)
        if first.kind == "end":
            raise self.wrong("The rule stops before a test.", "Write a test, for example “age from 16”.")
        raise self.wrong(f"{quoted(first)} does not start a test.", _starts(first))

    def fact(self, name: str, at: tuple[int, int]) -> Rule:
        if self.takes("is", "known"):
            return Known(name, at=at)
        if self.takes("is"):
            return Is(name, self.values(), at=at)
        if self.takes("at", "least"):
            return Counted(name, self.number(), None, at=at)
        if self.takes("under"):
            return Counted(name, None, self.number(), at=at)
        if self.next.text in ("from", "before"):
            return Dated(name, *self.days(), at=at)
        raise self.wrong(
            f"{quoted(self.next)} does not follow “{name}”.",
            "After a fact write “is”, “is one of”, “is known”, “before”, “from”, “at least” or “under”.",
        )

    def values(self) -> tuple[str, ...]:
        if not self.takes("one", "of"):
            return (self.name("a value"),)
        found = [self.name("a value")]
        while self.next.kind == "comma":
            self.take()
            found.append(self.name("a value"))
        return tuple(found)


def _age(reader: _Grammar, at: tuple[int, int]) -> Rule:
    low, under = _ages(reader)
    return AgeOn(low, under, reader.name("a date fact"), at=at) if reader.takes("on") else Age(low, under, at=at)


def _ages(reader: _Grammar) -> tuple[int | None, int | None]:
    if reader.takes("under"):
        return None, reader.number(OLDEST)
    reader.must("from")
    low = reader.number(OLDEST)
    if not reader.takes("to"):
        return low, None
    reader.must("under")
    here = reader.next
    under = reader.number(OLDEST)
    if under <= low:
        raise reader.wrong(f"{under} is not over {low}.", "Write the lower age first.", here)
    return low, under


def _category(reader: _Grammar, at: tuple[int, int]) -> Rule:
    reader.must("is")
    return CategoryIs(reader.values(), at=at)


def _within(reader: _Grammar, at: tuple[int, int]) -> Rule:
    count, unit = reader.span()
    reader.must("of")
    return Within(count, unit, reader.name("a date fact"), at=at)


def _after(reader: _Grammar, at: tuple[int, int]) -> Rule:
    count, unit = reader.span()
    reader.must("of")
    return After(count, unit, reader.name("a date fact"), at=at)


def _before(reader: _Grammar, at: tuple[int, int]) -> Rule:
    count, unit = reader.span()
    reader.must("from", "birthday")
    return Nearing(count, unit, reader.number(OLDEST), at=at)


def _law(reader: _Grammar, at: tuple[int, int]) -> Rule:
    name = reader.name("the name of a law")
    reader.must("in", "force")
    return Law(name, at=at)


_TESTS: dict[str, Callable[[_Grammar, tuple[int, int]], Rule]] = {
    "always": lambda reader, at: Always(at=at),
    "never": lambda reader, at: Never(at=at),
    "age": _age,
    "category": _category,
    "within": _within,
    "after": _after,
    "before": _before,
    "today": lambda reader, at: Today(*reader.days(), at=at),
    "law": _law,
}


def _starts(token: Token) -> str:
    return (
        nearest(token.text, sorted(_TESTS))
        if token.text not in KEYWORDS
        else "Start a test with age, category, today, law, within, after, before or the name of a fact."
    )
