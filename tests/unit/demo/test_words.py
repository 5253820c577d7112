"""Every sentence of the made-up plans, read one by one."""

import re
from collections import Counter

import pytest

from backend.demo import words
from backend.plans import clarity
from backend.plans.rules import MATTERS, PARTS

BANNED = (
    "care leaver", "lac", "placement", "contact", "engage", "case", "client", "service user", "compliance",
    "non-attendance", "vulnerable", "eligible", "please", "unfortunately",
)  # fmt: skip
LONGEST = {"adviser": "Merveille", "landlord": "Harbourside Homes", "college": "the Harbour Skills Centre",
           "doctor": "Marsh Lane Health Centre", "moved_in": "23 September", "name": "Merveille"}  # fmt: skip
SENTENCES = {where: words.filled(text, LONGEST) for where, text in words.every_sentence().items()}


def faults(text: str) -> list[str]:
    found = [word for word in BANNED if re.search(rf"\b{word}\b", text, re.IGNORECASE)]
    found += [sign for sign in "!;" if sign in text]
    found += [one for one in re.split(r"(?<=[.?])\s+", text) if len(one.split()) > 15]
    return found + [sign for sign in text if ord(sign) >= 0x2600]


def test_every_sentence_is_short_and_in_our_words() -> None:
    assert {where: found for where, text in SENTENCES.items() if (found := faults(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["Support her to engage!", "Your placement", "The contact centre", "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."],
)  # fmt: skip
def test_a_bad_sentence_would_be_found(text: str) -> None:
    assert faults(text)


def test_staff_write_so_that_a_ten_year_old_can_read_it() -> None:
    theirs = ("own_words", "answers", "reviews")
    hard = {
        where: clarity._hard_words(where, text) for where, text in SENTENCES.items() if not where.startswith(theirs)
    }
    assert {where: found for where, found in hard.items() if found} == {}


def test_there_are_plenty_of_actions_in_every_matter_and_part() -> None:
    found = words.promises()
    assert set(found) == set(MATTERS)
    assert sum(len(ones) for ones in found.values()) >= 60
    parts = Counter(part for part, matters in PARTS.items() for matter in matters for _ in found[matter])
    assert min(parts.values()) >= 8
    every = [one.what for ones in found.values() for one in ones]
    assert len(every) == len(set(every))


def test_there_are_plenty_of_own_words_in_every_part() -> None:
    found = words.sayings("own_words.txt")
    assert set(found) == set(PARTS)
    assert sum(len(ones) for ones in found.values()) >= 60
    assert min(len(ones) for ones in found.values()) >= 8


@pytest.mark.parametrize(("name", "abouts"), [("matters.txt", set(MATTERS)), ("if_things_change.txt", set(PARTS))])
def test_every_matter_and_part_has_words_for_anybody_or_for_each_home(name: str, abouts: set[str]) -> None:
    assert set(words.sayings(name)) == abouts


def test_what_is_unclear_on_purpose_gets_a_hint() -> None:
    for matter, what in words.rows("unclear.txt"):
        assert matter in MATTERS
        text = words.filled(what, LONGEST)
        assert clarity._vague("", text, "Dan") or clarity._hard_words("", text), text
