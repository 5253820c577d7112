"""Every sentence of papers.toml: short, plain, at reading age 9 to 11, without a banned word (design language, section 8)."""

import re

import pytest

from backend.documents.checklist import Item, papers
from backend.documents.queries.story import ASK
from tests.conformance.test_words import BANNED, reading_age

ALL = list(papers().values())
PATTERN = re.compile(r"\b(" + "|".join(map(re.escape, BANNED)) + r")s?\b", re.I)


def sentences(item: Item) -> list[str]:
    texts = [item.title, item.about, *item.how, f"{item.first}.", ASK]
    return [one.strip() for text in texts for one in re.split(r"(?<=[.?!:])\s+", text) if one.strip()]


@pytest.mark.parametrize("item", ALL, ids=lambda one: one.kind)
def test_sentences_are_short_and_plain(item: Item) -> None:
    for one in sentences(item):
        assert len(one.split()) <= 15, one
        assert not PATTERN.search(one), one
        assert "!" not in one, one
        assert "please" not in one.lower(), one


@pytest.mark.parametrize("item", ALL, ids=lambda one: one.kind)
def test_each_paper_can_be_read_at_11(item: Item) -> None:
    whole = [one for one in sentences(item) if len(one.split()) >= 4]
    assert reading_age(whole) <= 11, f"{reading_age(whole):.1f}"


def test_all_of_it_can_be_read_at_10() -> None:
    whole = [one for item in ALL for one in sentences(item) if len(one.split()) >= 4]
    assert reading_age(whole) <= 10
    assert len(whole) > 60


@pytest.mark.parametrize("item", ALL, ids=lambda one: one.kind)
def test_titles_fit_on_a_phone_and_sentences_end(item: Item) -> None:
    assert len(item.title) <= 45
    assert not item.title.endswith(".")
    assert not item.first.endswith(".")
    for one in (item.about, *item.how):
        assert one.endswith((".", "?")), one
