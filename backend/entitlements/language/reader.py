"""What is read of a rule word by word: keywords, names, numbers, days and lengths of time. Pure."""

from datetime import date

from backend.entitlements.language.rule import UNITS
from backend.entitlements.language.tokens import RuleError, Token, nearest

OLDEST = 120
MOST_UNITS = {"days": 36_600, "weeks": 5_200, "months": 1_200, "years": 100}


class Reader:
    """Where the reading stands: the tokens and the place of the next one."""

    def __init__(self, found: list[Token]) -> None:
        self.found, self.place = found, 0

    @property
    def next(self) -> Token:
        return self.found[self.place]

    def wrong(self, what: str, cure: str, token: Token | None = None) -> RuleError:
        token = token or self.next
        return RuleError(token.line, token.column, what, cure)

    def take(self) -> Token:
        token = self.next
        if token.kind != "end":
            self.place += 1
        return token

    def takes(self, *words: str) -> bool:
        """Takes these keywords if they come next, all of them or none."""
        here = self.found[self.place : self.place + len(words)]
        if [(t.kind, t.text) for t in here] != [("keyword", word) for word in words]:
            return False
        self.place += len(words)
        return True

    def must(self, *words: str) -> None:
        for word in words:
            if not self.takes(word):
                raise self.wrong(f"{quoted(self.next)} stands where “{word}” belongs.", f"Write “{' '.join(words)}”.")

    def days(self) -> tuple[date | None, date | None]:
        if self.takes("before"):
            return None, self.day()
        self.must("from")
        low, here = self.day(), self.next
        if not self.takes("to", "before"):
            return low, None
        before = self.day()
        if before <= low:
            raise self.wrong(f"{before} is not after {low}.", "Write the earlier day first.", here)
        return low, before

    def day(self) -> date:
        token = self.next
        if token.kind != "date":
            raise self.wrong(f"{quoted(token)} stands where a date belongs.", "Write a date like 2026-08-01.")
        try:
            found = date.fromisoformat(token.text)
        except ValueError:
            raise self.wrong(f"There is no day {token.text}.", "Write year-month-day, like 2026-08-01.") from None
        if not 1900 <= found.year <= 2200:
            raise self.wrong(f"The year {found.year} is too far away.", "Use a year from 1900 to 2200.")
        self.take()
        return found

    def name(self, what: str) -> str:
        if self.next.kind != "name":
            raise self.wrong(f"{quoted(self.next)} stands where {what} belongs.", "Write a name in lower case.")
        return self.take().text

    def number(self, most: int = 999_999) -> int:
        token = self.next
        if token.kind != "number":
            raise self.wrong(f"{quoted(token)} stands where a number belongs.", "Write a whole number.")
        if int(token.text) > most:
            raise self.wrong(f"{token.text} is too much here.", f"Use at most {most}.")
        return int(self.take().text)

    def span(self) -> tuple[int, str]:
        token, place = self.next, self.place
        count, unit = self.number(), self.next
        if unit.text not in UNITS:
            raise self.wrong(f"{quoted(unit)} is not a length of time.", nearest(unit.text, list(UNITS)))
        if not 1 <= count <= MOST_UNITS[unit.text]:
            self.place = place
            raise self.wrong(f"{count} {unit.text} cannot be counted.", f"Use 1 to {MOST_UNITS[unit.text]}.", token)
        return count, self.take().text


def quoted(token: Token) -> str:
    """The word as an error names it."""
    return "The end" if token.kind == "end" else f"“{token.text[:40]}”"
