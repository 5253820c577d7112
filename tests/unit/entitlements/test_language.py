"""The rule language: what it reads, how it writes it back, and where and how it says no."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.entitlements.checking.packs import check_rule
from backend.entitlements.language.parsing import DEEPEST, parse
from backend.entitlements.language.rule import Age, And, Is, Not, Or, Rule, leaves
from backend.entitlements.language.tokens import KEYWORDS, LONGEST_TEXT, RuleError
from tests.unit.entitlements.made_up import DECLARED, LAWS, any_rule

AS_WRITTEN = [
    "always",
    "never",
    "age from 16",
    "age under 25",
    "age from 16 to under 25",
    "age from 16 to under 25 on started_on",
    "age under 25 on started_on",
    "age from 16 on moved_on and pays_rent is yes",
    "category is eligible",
    "category is one of eligible, relevant",
    "studying is university",
    "studying is one of university, college",
    "studying is known",
    "moved_on before 2026-08-01",
    "moved_on from 2026-08-01",
    "moved_on from 2026-08-01 to before 2027-08-01",
    "work_hours at least 16",
    "work_hours under 16",
    "within 12 months of moved_on",
    "after 60 days of started_on",
    "before 6 months from birthday 18",
    "today from 2026-04-06",
    "today before 2026-04-06",
    "today from 2026-04-06 to before 2027-04-06",
    "law near in force",
    "not pays_rent is yes",
    "not not pays_rent is yes",
    "not (pays_rent is yes or age under 18)",
    "(age under 18 or age from 21) and pays_rent is yes",
    "age under 18 or age from 21 and pays_rent is yes",
    "(age under 18 and pays_rent is yes) and studying is none",
    "age under 18 and pays_rent is yes and studying is none",
    "age under 18 or pays_rent is yes or studying is none",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_rule_is_written_back_as_it_was(text: str) -> None:
    assert parse(text).text == text


def test_not_binds_before_and_and_before_or() -> None:
    rule = parse("age under 18 or not age from 21 and pays_rent is yes")
    assert rule == Or((Age(None, 18), And((Not(Age(21, None)), Is("pays_rent", ("yes",))))))


def test_comments_blanks_and_lines_mean_nothing() -> None:
    assert (
        parse("age from 16 # the day it starts\r\n\tand\n\n  pays_rent is yes").text
        == "age from 16 and pays_rent is yes"
    )


WRONG = [
    ("", 1, 1, "The rule stops before a test.", "age from 16"),
    ("# nothing", 1, 10, "The rule stops before a test.", "age from 16"),
    ("age form 16", 1, 5, "“form” stands where “from”", "Write “from”"),
    ("Age from 16", 1, 1, "“Age” is not a word", "Did you mean “age”?"),
    ("age from sixteen", 1, 10, "“sixteen” stands where a number", "whole number"),
    ("age from 121", 1, 10, "121 is too much", "at most 120"),
    ("age from 25 to under 16", 1, 22, "16 is not over 25.", "lower age first"),
    ("age under 25 on", 1, 16, "The end stands where a date fact", "lower case"),
    ("age under 25 on 2026-08-01", 1, 17, "“2026-08-01” stands where a date fact", "lower case"),
    ("age under 25 in moved_on", 1, 14, "“in” is not expected", "“and” or “or”"),
    ("age from 16 or", 1, 15, "stops before a test", "age from 16"),
    ("age from 16 pays_rent is yes", 1, 13, "“pays_rent” is not expected", "“and” or “or”"),
    ("(age from 16", 1, 13, "The end stands where “)”", "line 1, column 1"),
    ("age from 16)", 1, 12, "“)” is not expected", "“and” or “or”"),
    ("category eligible", 1, 10, "stands where “is”", "Write “is”"),
    ("pays_rent are yes", 1, 11, "“are” does not follow “pays_rent”", "“is one of”"),
    ("studying is one of college,", 1, 28, "The end stands where a value", "lower case"),
    ("moved_on before 2026-13-01", 1, 17, "There is no day 2026-13-01.", "2026-08-01"),
    ("moved_on before 1.8.2026", 1, 17, "“1.8.2026” is not a word", "dates like 2026-08-01"),
    ("moved_on from 2026-08-01 to before 2026-08-01", 1, 26, "is not after", "earlier day first"),
    ("moved_on before 0026-08-01", 1, 17, "The year 26 is too far", "1900"),
    ("within 12 month of moved_on", 1, 11, "“month” is not a length of time", "Did you mean “months”?"),
    ("within 0 months of moved_on", 1, 8, "0 months cannot be counted", "1 to 1200"),
    ("within 12 months from moved_on", 1, 18, "stands where “of”", "Write “of”"),
    ("law near", 1, 9, "The end stands where “in”", "in force"),
    ("age from 16\nand\n  pays_rent is 5", 3, 16, "“5” stands where a value", "lower case"),
    ("age from 1234567", 1, 10, "is too big", "six figures"),
    ("pays_rent = yes", 1, 11, "“=” is not a word", "lower-case words"),
    ("“quoted” is yes", 1, 1, "is not a word", "plain letters"),
    ("(" * (DEEPEST + 2) + "always", 1, DEEPEST + 2, "too many brackets", "flatter"),
    ("always " * 400, 1, 1, "longer than", "shorter"),
    ("alway", 1, 6, "The end does not follow “alway”", "“is”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "what", "cure"), WRONG)
def test_what_cannot_be_read_says_where_what_and_how(text: str, line: int, column: int, what: str, cure: str) -> None:
    with pytest.raises(RuleError) as found:
        parse(text)
    assert (found.value.line, found.value.column) == (line, column)
    assert what in found.value.what
    assert cure in found.value.cure


MEANS_NOTHING = [
    ("studing is college", 1, 1, "There is no fact “studing”.", "Did you mean “studying”?"),
    ("age from 16\n and studying is collage", 2, 6, "There is no value of studying “collage”.", "Did you mean “college”?"),
    ("category is one of eligible, relevent", 1, 1, "There is no category “relevent”.", "Did you mean “relevant”?"),
    ("law nare in force", 1, 1, "There is no law “nare”.", "Did you mean “near”?"),
    ("pays_rent is maybe", 1, 1, "There is no value of pays_rent “maybe”.", "yes"),
    ("pays_rent at least 5", 1, 1, "“pays_rent” is a yes-no fact", "“is yes”"),
    ("work_hours is yes", 1, 1, "“work_hours” is a number fact", "“at least”"),
    ("studying before 2026-08-01", 1, 1, "“studying” is a choice fact", "“is one of”"),
    ("moved_on is yes", 1, 1, "“moved_on” is a date fact", "“before”"),
    ("within 6 months of studying", 1, 1, "“studying” is a choice fact", "one of its values"),
    ("birthday_18 is yes", 1, 1, "“birthday_18” is a date.", "date fact"),
    ("studying is college and studying is none", 1, 1, "can never say yes", "exclude each other"),
    ("category is eligible and age from 18", 1, 1, "can never say yes", "exclude each other"),
    ("age under 18 and within 1 days of birthday_18 and age from 20", 1, 1, "can never say yes", "exclude"),
    ("not studying is known", 1, 1, "can never say yes", "exclude each other"),
    ("pays_rent is yes or not pays_rent is yes", 1, 1, "says yes to everybody", "always"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "what", "cure"), MEANS_NOTHING)
def test_what_means_nothing_says_where_what_and_how(text: str, line: int, column: int, what: str, cure: str) -> None:
    (wrong,) = check_rule(text, DECLARED, LAWS)
    assert (wrong.line, wrong.column) == (line, column)
    assert what in wrong.what
    assert cure in wrong.cure


def test_every_fault_of_a_rule_is_told_at_once() -> None:
    assert len(check_rule("studing is college and pays_rent is maybe or law nare in force", DECLARED, LAWS)) == 3


words = st.lists(
    st.sampled_from(
        [
            *sorted(KEYWORDS),
            "studying",
            "college",
            "16",
            "2026-08-01",
            "(",
            ")",
            ",",
            "#",
            "\n",
            "é",
            "=",
            "2026-02-30",
            "99999999",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    words | st.text(max_size=200) | st.sampled_from(["(" * 3000, "not " * 499, "x" * LONGEST_TEXT, "\x00", "\u2028age"])
)
def test_every_text_gives_a_rule_or_an_error(text: str) -> None:
    rule, error = _read(text)
    if error is not None:
        assert min(error.line, error.column) >= 1
        assert all((error.what, error.cure))
        assert error.line <= text.count("\n") + text.count("\r") + 1
    if rule is not None:
        assert parse(rule.text) == rule
        assert len(leaves(rule)) <= len(text)


def _read(text: str) -> tuple[Rule | None, RuleError | None]:
    try:
        return parse(text), None
    except RuleError as error:
        return None, error


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1 << 32))
def test_what_is_written_is_read_as_the_same_rule(seed: int) -> None:
    text = any_rule(random.Random(seed))
    rule: Rule = parse(text)
    assert parse(rule.text) == rule
    assert parse(rule.text).text == rule.text
