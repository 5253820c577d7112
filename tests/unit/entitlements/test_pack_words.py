"""Every sentence of the rights pack and of the local offers: plain enough for a child of ten, short, and small to load.

Measured with the pinned package `readability` (no dependencies, nothing is downloaded when it runs). It loses the vowel
of "the" and of words with a capital, so words are given in small letters and count at least one syllable: never easier.
"""

import gzip
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from readability import KincaidGradeLevel
from readability.langdata import LANGDATA

from backend.entitlements.engine.merging import merged
from backend.entitlements.engine.reading import national, offer_of
from backend.entitlements.queries.pack import public
from backend.entitlements.schemas import PackRights

PACK = Path(__file__).resolve().parents[3] / "backend" / "entitlements" / "pack"
ENGLAND, OFFERS = sorted((PACK / "england").glob("*.toml")), sorted((PACK / "offers").glob("*.toml"))

# Every line of the domain reference, section 4, written out by hand.
IDS = [
    "pa_to_25", "plan_copy", "ask_for_review", "advocate", "local_offer", "setting_up_home", "he_bursary",
    "vacation_home", "uni_max_loan", "bursary_16_19", "apprentice_bursary", "uc", "uc_study", "one_bed_rate",
    "council_tax", "dhp_crisis", "staying_put", "staying_close", "homeless_priority",
    "homeless_not_intentional", "local_connection", "ctf", "jisa", "nhs_costs", "records", "complain",
    "photo_id", "ni_number", "pip_dla", "adult_care", "ehcp", "dsa", "home_adaptation", "virtual_school",
    "immigration_help", "citizenship_fee", "cica", "young_parent", "custody", "jobs",
]  # fmt: skip

# The only names that are put aside before words are counted: each is what a thing is called, and none can be said simpler.
NAMES = (
    "Universal Credit", "Student Finance England", "Student Finance", "Child Trust Fund", "Junior ISA", "Coram Voice Always Heard",
    "Coram Voice", "The Share Foundation", "Department for Work and Pensions", "Care Leaver Covenant", "Civil Service",
    "Ombudsman", "Virtual School", "Healthy Start", "Tidewater", "Ferrymoor", "England",
)  # fmt: skip
AMOUNT = re.compile(r"£[\d,.]*\d|\b\d[\d,]*(?: \d{2,})+\b|\b\d[\d,.]*%?(?<![.,])")

BANNED = (
    "care leaver", "lac", "placement", "contact", "engage", "case", "client", "service user", "compliance",
    "non-attendance", "vulnerable", "eligible", "please", "unfortunately", "entitlement", "sorry",
)  # fmt: skip

READ = {
    "title", "one_line", "about", "who", "if_no", "later_hint", "local", "steps", "show", "asks_words", "outside", "words",
    "for_whom", "when", "question", "why", "yes_words", "no_words", "because", "because_yes", "because_no", "because_known",
    "because_unknown", "if_so", "if_yes", "noun", "check_with",
}  # fmt: skip
NOT_READ = {
    "id", "topic", "icon", "given", "rule", "may", "law", "how", "unit", "phone", "link", "confidence", "type", "value", "from",
    "name", "right", "offered", "pot", "source", "council",
}  # fmt: skip


def texts(data: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text that a young person reads, with its place. The words of a source are the law's own and stand apart."""
    if isinstance(data, list):
        for number, one in enumerate(data, 1):
            yield from texts(one, f"{where}[{number}]") if not isinstance(one, str) else [(f"{where}[{number}]", one)]
    elif isinstance(data, dict):
        for name, one in data.items():
            if name in READ and isinstance(one, str) and one:
                yield f"{where}.{name}", one
            elif isinstance(one, dict | list) and name != "source":
                yield from texts(one, f"{where}.{name}")
            else:
                assert not isinstance(one, str) or name in READ | NOT_READ, f"{where}.{name} is in neither list"


@cache
def everything() -> dict[str, str]:
    files = [*ENGLAND, *OFFERS, PACK / "facts.toml", PACK / "commencements.toml"]
    return dict(pair for file in files for pair in texts(tomllib.loads(file.read_text("utf-8")), file.stem))


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?])\s+", text) if one]


def is_whole(sentence: str) -> bool:
    """A sentence ends like one; a title or the name of a paper does not."""
    return sentence.endswith((".", "?"))


def counted(text: str) -> list[str]:
    """The words that count: names and amounts become one plain word each."""
    for name in NAMES:
        text = re.sub(rf"\b{name}\b", "Dan", text)
    return re.findall(r"[a-z]+(?:['’-][a-z]+)*", AMOUNT.sub("ten", text).lower())


def syllables(word: str) -> int:
    """At least one in each part of the word, and one more for the end of "doesn't"."""
    parts = [max(1, LANGDATA["en"]["syllables"](part)) for part in re.sub("['’]", "", word).split("-") if part]
    return sum(parts) + bool(re.search("[sd]n['’]t$", word))


def grade(found: list[str]) -> float:
    words = [word for sentence in found for word in counted(sentence)]
    return KincaidGradeLevel(sum(map(syllables, words)), len(words), len(found))


def test_every_line_of_the_domain_is_in_the_pack_and_no_other() -> None:
    assert sorted(IDS) == [file.stem for file in ENGLAND]
    assert [tomllib.loads(file.read_text())["id"] for file in ENGLAND] == [file.stem for file in ENGLAND]


def test_there_are_three_offers_and_many_sentences() -> None:
    assert len(OFFERS) == 3
    assert len(everything()) > 900


def test_no_sentence_is_harder_than_grade_8() -> None:
    hard = {
        f"{where}: {one}": round(grade([one]), 1)
        for where, text in everything().items()
        for one in sentences(text)
        if is_whole(one) and grade([one]) > 8
    }
    assert hard == {}


def test_titles_and_names_have_no_long_words_either() -> None:
    """A few words without an end have no grade; they are few, and no word of them is longer than "university"."""
    long = {
        where: text
        for where, text in everything().items()
        for one in sentences(text)
        if not is_whole(one) and (any(syllables(word) > 5 for word in counted(one)) or len(one.split()) > 10)
    }
    assert long == {}


@pytest.mark.parametrize("file", [*ENGLAND, *OFFERS, PACK / "facts.toml"], ids=lambda file: file.stem)
def test_each_file_reads_like_grade_6_or_easier(file: Path) -> None:
    found = texts(tomllib.loads(file.read_text("utf-8")), file.stem)
    assert grade([one for _, text in found for one in sentences(text) if is_whole(one)]) <= 6


def test_the_average_is_grade_6_or_easier() -> None:
    whole = [one for text in everything().values() for one in sentences(text) if is_whole(one)]
    assert grade(whole) <= 6
    assert sum(grade([one]) for one in whole) / len(whole) <= 6


def test_every_sentence_has_15_words_at_most() -> None:
    assert [one for text in everything().values() for one in sentences(text) if len(one.split()) > 15] == []


def test_no_banned_word_and_no_shouting() -> None:
    pattern = re.compile(r"!|;|\b(" + "|".join(BANNED) + r")s?\b", re.IGNORECASE)
    plain = {where: text.replace("Care Leaver Covenant", "") for where, text in everything().items()}
    assert {where: text for where, text in plain.items() if pattern.search(text)} == {}


def test_nobody_is_told_that_they_are_not_right_for_it() -> None:
    pattern = re.compile(r"not eligible|not entitled|do not qualify|don't qualify|not allowed to get|rejected", re.I)
    assert {where: text for where, text in everything().items() if pattern.search(text)} == {}


@pytest.mark.parametrize("sentence", [
    "Statutory accommodation arrangements necessitate documentation.", "Notification of eligibility determinations follows.",
])  # fmt: skip
def test_a_hard_sentence_would_be_found(sentence: str) -> None:
    assert grade([sentence]) > 8


def test_syllables_are_counted_strictly() -> None:
    assert [syllables(word) for word in ("the", "a", "we", "adviser", "university", "doesn't")] == [1, 1, 1, 3, 5, 2]


def test_names_are_few_and_each_is_used() -> None:
    assert len(NAMES) <= 20
    said = " ".join(everything().values())
    assert [name for name in NAMES if name not in said] == []


@pytest.mark.parametrize("offer", OFFERS, ids=lambda file: file.stem)
def test_the_whole_pack_is_at_most_40_kb(offer: Path) -> None:
    """Every public word as a phone gets it, national and the council's own, packed with gzip (brotli packs it smaller)."""
    on = date(2026, 11, 29)
    rights = merged(national(), [offer_of(offer)], on, datetime.now(UTC))
    served = PackRights([public(right, on, said=True) for right in rights])
    assert len(served.rights) >= len(IDS)
    assert len(gzip.compress(msgspec.json.encode(served), 9)) <= 40 * 1024
