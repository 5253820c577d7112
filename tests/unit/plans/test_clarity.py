"""Hints: which words nobody could check, or their owner could not read. And clear words that must pass."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.plans.clarity import JARGON, Hint, hints, reading_age
from backend.plans.rules import Line

TODAY = date(2026, 3, 10)
ONE = UUID(int=1)


def found(what: str, **changes: object) -> list[Hint]:
    line = Line(
        **{"id": ONE, "matter": "home", "what": what, "who": "Dan Whitlow", "by_when": date(2026, 3, 16), **changes}
    )  # type: ignore[arg-type]
    return hints([line], [], TODAY)


CLEAR = [
    "Set up your gas and electric",
    "Visit Tidewater College with Dan on Tue 17 March",
    "Go to the open day on Fri 8 May",
    "Buy a bed and a washing machine",
    "Get the damp in the bedroom fixed",
    "Send the form to the bank",
    "Ring the doctor and book a check-up",
    "Ask your aunt to tea",
    "Get your support worker’s phone number",
]


@pytest.mark.parametrize("what", CLEAR)
def test_clear_words_pass(what: str) -> None:
    assert found(what) == []


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("Support Jade to engage with ETE provision", "Support Jade to engage with ETE provision"),
        ("Jade to engage with her college", "to engage with"),
        ("Young person to be encouraged to budget", "to be encouraged to"),
        ("Help Jade to manage money", "Help Jade to"),
        ("Explore options for housing", "Explore"),
        ("Liaise with the landlord", "Liaise with"),
        ("Visit as needed", "as needed"),
        ("Book a dentist ASAP", "ASAP"),
        ("Ongoing visits", "Ongoing"),
        ("Meet regularly", "regularly"),
        ("Jade may go to college", "may"),
        ("Date to be confirmed", "to be confirmed"),
    ],
)
def test_vague_words_are_quoted(what: str, words: str) -> None:
    assert found(what)[0].words == words
    assert found(what)[0].instead


def test_the_suggestion_names_the_place_and_the_person() -> None:
    one = found("Support Jade to engage with Tidewater College, then review.")[0]
    assert (one.where, one.instead) == (str(ONE), "Go to Tidewater College with Dan Whitlow on a set day")


@pytest.mark.parametrize(
    ("what", "word", "better"),
    [
        ("Find a new placement", "placement", "home"),
        ("Talk to your SIBLINGS", "SIBLINGS", "brothers and sisters"),
        ("See the IRO", "IRO", "the person who leads your review"),
        ("Commence the course", "Commence", "start"),
    ],
)
def test_office_words(what: str, word: str, better: str) -> None:
    assert [(one.words, one.instead) for one in found(what)] == [(word, better)]


@pytest.mark.parametrize("what", ["Buy a pep pill", "The outcome is yours", "Get a sw sticker", "Eat yps bread"])
def test_parts_of_words_and_small_letters_are_no_jargon(what: str) -> None:
    assert found(what) == []


@pytest.mark.parametrize(
    ("who", "other", "caught"),
    [
        ("Leaving care team", True, True),
        ("CAMHS", True, True),
        ("Housing services", True, True),
        ("Ruth Bell", True, False),
        ("Dan Staff", False, False),  # a colleague by that name is a person
    ],
)
def test_a_team_is_nobody(who: str, other: bool, caught: bool) -> None:
    assert bool(found("Ring the bank", who=who, other=other)) is caught


def test_a_day_gone_by() -> None:
    assert found("Ring the bank", by_when=TODAY) == []
    assert found("Ring the bank", by_when=date(2026, 3, 9))[0].words == "2026-03-09"
    assert found("Ring the bank", by_when=None) == []  # that is a gap, and said there


def test_every_text_of_an_action_is_read_and_so_are_the_matters() -> None:
    for name in ("helps", "plan_b"):
        assert found("Ring the bank", **{name: "A better placement"})
    assert [one.where for one in hints([], [("matter:home", "Your placement"), ("part:money", "Fine")], TODAY)] == [
        "matter:home"
    ]


@pytest.mark.parametrize(
    ("text", "at_most", "at_least"),
    [
        ("You pay less and get no surprise bills", 9, 5),
        (
            "If you can’t stay in the flat, tell Dan or the duty team first. They’ll find you somewhere safe to sleep.",
            9,
            5,
        ),
        (
            "The local authority will undertake a comprehensive assessment of accommodation suitability requirements "
            "in partnership with multidisciplinary professionals.",
            40,
            17,
        ),
        ("", 5, 5),
    ],
)
def test_reading_age(text: str, at_most: int, at_least: int) -> None:
    assert at_least <= reading_age(text) <= at_most


def test_the_published_formula() -> None:
    # 10 words, 40 letters, 1 sentence: 4.71 * 4 + 0.5 * 10 - 21.43 = 2.41, third grade, read at 8.
    assert reading_age("abcd " * 9 + "abcd.") == 8


def test_a_long_hard_sentence_gets_one_hint() -> None:
    text = "Accomplishing independence necessitates comprehensive multidisciplinary collaboration between organisational representatives concerning employment opportunities"
    assert [one.problem for one in found(text)] == [f"Hard to read: reading age {reading_age(text)}."]


def test_no_suggestion_is_itself_jargon() -> None:
    assert [better for better in JARGON.values() if hints([], [("x", better)], TODAY)] == []


@given(st.text(max_size=300))
def test_no_text_makes_it_crash(text: str) -> None:
    found(text, helps=text, plan_b=text, who=text, other=True)
    assert reading_age(text) >= 5
