"""The words of a rule: its text cut into tokens, each with its line and column, or an error that says where and what."""

from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_TEXT = 2000
"""Characters. The same limit as in what the editor sends; a longer rule wants to be two rights."""

KEYWORDS = frozenset(
    [
        "after",
        "age",
        "always",
        "and",
        "at",
        "before",
        "birthday",
        "category",
        "days",
        "force",
        "from",
        "in",
        "is",
        "known",
        "law",
        "least",
        "months",
        "never",
        "not",
        "of",
        "on",
        "one",
        "or",
        "to",
        "today",
        "under",
        "weeks",
        "within",
        "years",
    ]
)
PLACES = {"(": "open", ")": "close", ",": "comma"}


class RuleError(ValueError):
    """A rule that cannot be read: line and column from 1, what is wrong, and the cure."""

    def __init__(self, line: int, column: int, what: str, cure: str) -> None:
        super().__init__(f"line {line}, column {column}: {what} {cure}".strip())
        self.line, self.column, self.what, self.cure = line, column, what, cure


@dataclass(frozen=True)
class Token:
    """One word. `kind`: keyword, name, number, date, open, close, comma or end."""

    kind: str
    text: str
    line: int
    column: int


def tokens(text: str) -> list[Token]:
    """All words of the text and one `end`. Comments and blanks are left out."""
    if len(text) > LONGEST_TEXT:
        raise RuleError(1, 1, f"This rule is longer than {LONGEST_TEXT} characters.", "Make it shorter.")
    found = [token for number, line in enumerate(_lines(text), 1) for token in _of_line(line, number)]
    last = _lines(text)
    return [*found, Token("end", "", len(last), len(last[-1]) + 1)]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _of_line(line: str, number: int) -> list[Token]:
    found, at = [], 0
    while at < len(line) and line[at] != "#":
        if line[at] in " \t":
            at += 1
            continue
        word = line[at] if line[at] in PLACES else _word(line, at)
        found.append(_token(word, number, at + 1))
        at += len(word)
    return found


def _word(line: str, at: int) -> str:
    end = at
    while end < len(line) and line[end] not in " \t#(),":
        end += 1
    return line[at:end]


def _token(word: str, line: int, column: int) -> Token:
    if word in PLACES:
        return Token(PLACES[word], word, line, column)
    if word in KEYWORDS:
        return Token("keyword", word, line, column)
    if not word.isascii():
        raise RuleError(
            line, column, f"“{word[:40]}” is not a word of this language.", "Use plain letters, numbers and _."
        )
    if word.isdigit():
        if len(word) > 6:
            raise RuleError(line, column, f"The number {word[:12]} is too big.", "Use at most six figures.")
        return Token("number", word, line, column)
    if len(word) == 10 and word[4] == word[7] == "-" and (word[:4] + word[5:7] + word[8:]).isdigit():
        return Token("date", word, line, column)
    if word[0].islower() and all(c.islower() or c.isdigit() or c == "_" for c in word):
        return Token("name", word, line, column)
    raise RuleError(line, column, f"“{word[:40]}” is not a word of this language.", _cure(word))


def _cure(word: str) -> str:
    plain = word.lower().replace("-", "_")
    if plain in KEYWORDS or (plain and plain[0].isalpha() and plain.replace("_", "a").isalnum()):
        return f"Did you mean “{plain[:40]}”?"
    return "Use lower-case words, whole numbers, dates like 2026-08-01, brackets and commas."


def nearest(word: str, known: list[str]) -> str:
    """A cure that names the nearest known word, or lists a few."""
    close = get_close_matches(word, known, 1, 0.5)
    return f"Did you mean “{close[0]}”?" if close else f"It can be: {', '.join(known[:12])}."
