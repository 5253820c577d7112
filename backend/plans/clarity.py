"""Hints, never walls: which words of a plan nobody could check, or its owner could not read. Pure.

Each hint names the place, the words, what is wrong and something better. Sharing past a hint asks for a reason.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from backend.plans.rules import Line

READING_AGE = 11
"""Years. DESIGN: words for a reading age of 9 to 11."""

ENOUGH_WORDS = 10
"""Below so many words a reading age says nothing."""


@dataclass(frozen=True)
class Hint:
    """`where` is an action's id, or matter:<code>, or part:<code>; `instead` is a suggestion, shown after "Try:"."""

    where: str
    problem: str
    words: str
    instead: str


Better = Callable[[re.Match[str], str], str]


def _go_there(match: re.Match[str], who: str) -> str:
    place = re.split(r"[.,;]", match["what"])[0].strip()
    return f"Go to {place} with {who or 'a named person'} on a set day"


def _say(words: str) -> Better:
    return lambda match, who: words


HARD_TO_CHECK = "This is hard to check. Say what someone will do."
NO_DAY = "This names no day or amount."
_NAME = r"(?:[\w’'-]+ ){0,4}?"

VAGUE: tuple[tuple[re.Pattern[str], str, Better], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), problem, better)
    for pattern, problem, better in (
        (rf"\bsupport {_NAME}to (?:engage with|access|attend) (?P<what>[^\n]+)", HARD_TO_CHECK, _go_there),
        (r"\b(?:to )?engag(?:e|es|ing|ement)\b(?: with)?", HARD_TO_CHECK, _say("Name the place and the first step")),
        (r"\bto be (?:encouraged|supported|reminded|advised)\b(?: to)?", HARD_TO_CHECK, _say("Say who does what, and on which day")),
        (rf"\b(?:support|encourage|help|assist|enable|empower) {_NAME}to\b", HARD_TO_CHECK, _say("Say the first step: ring, book, go or fill in")),
        (r"\b(?:explore|consider|look into|monitor|liaise(?: with)?|work towards?|promote|signpost(?:ed)?(?: to)?|discuss)\b",
         HARD_TO_CHECK, _say("Say what will be there at the end")),
        (r"\b(?:as|when|where|if) (?:needed|required|necessary|appropriate|possible|and when)\b", NO_DAY, _say("Say the day, or how often")),
        (r"\b(?:ASAP|as soon as possible|on-?going|in due course|in the near future|regular(?:ly)?|TBC|TBA|to be (?:confirmed|agreed))\b",
         NO_DAY, _say("Say the day, or how often")),
        (r"\b(?:(?-i:may)|might|could|should|try to|aim to|hope to|where possible|hopefully)\b", "This may or may not happen.", _say("Say what will happen, and what else if not")),
    )
)  # fmt: skip

JARGON = {
    "placement": "home", "accommodation": "home", "provision": "place", "respite": "short break", "abscond": "go missing",
    "absconded": "went missing", "siblings": "brothers and sisters", "sibs": "brothers and sisters", "LAC": "in care",
    "CLA": "in care", "UASC": "young person", "service user": "the name", "client": "the name", "case worker": "adviser",
    "statutory": "by law", "compliance": "doing this", "non-attendance": "not going", "NEET": "not in work or learning right now",
    "ETE": "learning and work", "EET": "learning and work", "PEP": "school plan", "PWP": "plan", "pathway planning": "your plan",
    "contact centre": "where you see your family", "supervised contact": "family time with someone there", "transition": "moving on", "independence skills": "life skills", "challenging behaviour": "having a hard time",
    "hard to reach": "the name", "vulnerable": "what the worry is", "eligible": "can get", "entitlement": "money and help you can get",
    "leaving care grant": "setting up home money", "multi-agency": "people working together", "stakeholders": "people",
    "outcomes": "what changes", "emotional wellbeing": "how you feel", "financial capability": "looking after your money",
    "budgeting skills": "making your money last", "IRO": "the person who leads your review", "SW": "social worker",
    "YP": "you", "professionals": "the people’s names", "designated": "named", "utilise": "use", "commence": "start",
    "regarding": "about", "facilitate": "set up",
}  # fmt: skip
"""Words of the office, and what to say instead (domain vocabulary; each council adds its own)."""

_JARGON = re.compile(
    r"(?<![\w’'-])(" + "|".join(sorted(map(re.escape, JARGON), key=len, reverse=True)) + r")(?![\w’'-])", re.IGNORECASE
)
_SHORT = {word.lower(): word for word in JARGON if word.isupper()}
_PLAIN = {word.lower(): better for word, better in JARGON.items()}

TEAM = re.compile(
    r"\b(?:team|services?|panel|department|council|authority|school|college|provider|agency|staff|professionals?|"
    r"CAMHS|NHS|DWP|job ?centre|housing|everyone|all|duty)\b",
    re.IGNORECASE,
)


def reading_age(text: str) -> int:
    """Years, by the Automated Readability Index: 4.71 letters/word + 0.5 words/sentence - 21.43 gives a school grade.

    Smith and Senter, Automated Readability Index, AMRL-TR-66-220, 1967. Grade 1 is read at 6, so five years are added.
    Never under 5. Text without a word has reading age 5.
    """
    words = re.findall(r"[\w’'-]+", text)
    if not words:
        return 5
    letters = sum(len(re.sub(r"[^\w]", "", word)) for word in words)
    sentences = max(1, len(re.findall(r"[.!?…]+(?:\s|$)|\n+|[^.!?…\s]\s*$", text)))
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return max(5, ceil(grade) + 5)


def hints(lines: Iterable[Line], texts: Iterable[tuple[str, str]], today: date) -> list[Hint]:
    """Everything that could be clearer, in the plan's order. `texts` are (where, words) beside the actions."""
    found: list[Hint] = []
    for line in lines:
        where = str(line.id)
        found += _vague(where, line.what, line.who)
        if line.other and (team := TEAM.search(line.who)):
            found.append(
                Hint(
                    where,
                    "A team can’t be asked. Name one person.",
                    team.group(),
                    "The name of the person who will do it",
                )
            )
        if line.by_when is not None and line.by_when < today:
            found.append(Hint(where, "This date has passed.", line.by_when.isoformat(), "A day that is still to come"))
        for words in (line.what, line.helps, line.plan_b):
            found += _hard_words(where, words)
    for where, words in texts:
        found += _hard_words(where, words)
    return found


def _vague(where: str, text: str, who: str) -> list[Hint]:
    """The first vague words only: one good question is enough to make a sentence better."""
    matches = [(match, problem, better) for pattern, problem, better in VAGUE if (match := pattern.search(text))]
    return [Hint(where, problem, match.group().strip(), better(match, who)) for match, problem, better in matches[:1]]


def _hard_words(where: str, text: str) -> list[Hint]:
    found, seen = [], set()
    for match in _JARGON.finditer(text):
        word = match.group()
        if word.lower() in seen or (word.lower() in _SHORT and word != _SHORT[word.lower()]):
            continue  # "pa" and "sw" in small letters are no abbreviations
        seen.add(word.lower())
        found.append(Hint(where, "An office word. Use a plain one.", word, _PLAIN[word.lower()]))
    if len(re.findall(r"[\w’'-]+", text)) >= ENOUGH_WORDS and reading_age(text) > READING_AGE:
        found.append(
            Hint(
                where,
                f"Hard to read: reading age {reading_age(text)}.",
                text[:80],
                "Shorter words, and one idea in each sentence",
            )
        )
    return found
