"""Every sentence a young person reads: short, plain, without a banned word (design language, section 8)."""

import ast
import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from backend.plans.schemas import ProgressIn

ROOT = Path(__file__).resolve().parents[2]
BANNED = (
    "care leaver", "LAC", "placement", "engage", "engagement", "case", "client", "service user", "compliance",
    "non-attendance", "vulnerable", "eligible", "unfortunately", "please", "error occurred", "no data available",
)  # fmt: skip
STAFF = {"caseload-words", "editor-words", "add-phone-words", "person-words", "sharing-words"}
OURS = [p for p in (ROOT / "pwa" / "src").rglob("*words.ts") if "staff" not in p.stem and p.stem not in STAFF]
STRING = re.compile(r'[:\s]"((?:[^"\\]|\\.)*)"(?=\s*[,}\n])')


def sentences(path: Path) -> list[str]:
    """Every text in a words file, cut into sentences; slots count as one word."""
    found = []
    for text in STRING.findall(re.sub(r'"[^"]*":', ":", path.read_text().split("\n", 1)[-1])):
        plain = re.sub(r"\{\w+\}", "Dan", text)
        found += [one.strip() for one in re.split(r"(?<=[.?!:])\s+|\n", plain) if one.strip()]
    return found


def syllables(word: str) -> int:
    """A count by vowel groups, as readability formulas use it."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    return max(1, groups - (word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1))


def reading_age(texts: list[str]) -> float:
    """Flesch-Kincaid grade (Kincaid and others, 1975) plus five."""
    words = [w for text in texts for w in text.split()]
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


def test_the_words_are_found() -> None:
    assert len(OURS) >= 5
    assert sum(len(sentences(path)) for path in OURS) > 100


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_sentences_are_short(path: Path) -> None:
    assert [s for s in sentences(path) if len(s.split()) > 15] == []


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_banned_word(path: Path) -> None:
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, BANNED)) + r")s?\b", re.I)
    assert [s for s in sentences(path) if pattern.search(s)] == []
    assert [s for s in sentences(path) if "!" in s] == []


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_reading_age_is_at_most_11(path: Path) -> None:
    whole = [s for s in sentences(path) if len(s.split()) >= 4]
    if whole:
        assert reading_age(whole) <= 11, f"{reading_age(whole):.1f}"


def test_a_hard_sentence_would_be_seen() -> None:
    hard = ["Statutory accommodation arrangements necessitate administrative documentation before authorisation."]
    assert reading_age(hard) > 11


WRITERS = {"did", "did_to_many"}
SPOKEN = {"said.status": get_args(get_type_hints(ProgressIn)["status"])}  # what stands in a code that is put together


def codes_of(node: ast.expr) -> set[str]:
    """Every code that this expression can be."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) | codes_of(node.orelse)
    assert isinstance(node, ast.JoinedStr), ast.unparse(node)
    first, slot = node.values
    assert isinstance(first, ast.Constant)
    assert isinstance(slot, ast.FormattedValue)
    return {f"{first.value}{word}" for word in SPOKEN[ast.unparse(slot.value)]}


IN_A_STATEMENT = {"messaging/commands/sending.py": "sent_message"}
"""Codes that a hand-written statement puts into the ledger itself."""


def written_about_others() -> set[str]:
    """The codes in the ledger about a young person that somebody else may have caused."""
    found: set[str] = set()
    for path in (ROOT / "backend").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call) or len(call.args) < 2:
                continue
            if getattr(call.func, "id", getattr(call.func, "attr", "")) not in WRITERS:
                continue
            about = (
                call.args[2] if len(call.args) > 2 else next((k.value for k in call.keywords if k.arg == "about"), None)
            )
            if about is None or ast.unparse(about) == "viewer.id" or ast.unparse(call.args[0]) == "owner":
                continue  # about nobody, or by the young person themself
            found |= codes_of(call.args[1])
    for place, code in IN_A_STATEMENT.items():
        assert f"'{code}'" in (ROOT / "backend" / place).read_text()
        found.add(code)
    return found


def test_everything_the_ledger_says_about_a_young_person_has_words_for_them() -> None:
    codes = written_about_others()
    assert {"looked", "imported", "action_done", "approved_phone"} <= codes
    said = set(re.findall(r'"did (\w+)":', (ROOT / "pwa" / "src" / "people" / "words.ts").read_text()))
    assert codes - said == set()
    assert said - codes == set()  # and no words for what nobody writes
