"""How a right stands, in tables: dates, doubts, reasons, what would change it, and the one question."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backend.entitlements.engine.facts import NOT_SAID, NOT_YET, Answer, Facts, categories_of, in_order, value_of
from backend.entitlements.engine.lines import Amount, Right, Source
from backend.entitlements.engine.standing import Stand, changes, next_change, standing
from backend.entitlements.language.parsing import parse
from backend.entitlements.language.rule import Law, Never
from backend.people.care import Care, Life
from backend.people.entitlement import Category
from tests.unit.entitlements.made_up import DAY, DECLARED

BORN = date(2009, 3, 10)


def a_right(rule: str = "always", may: str = "", **more: Any) -> Right:
    return Right(
        "made_up", "money", "wallet", "Title", "One line.", "About.", "Who.", "If no.", rule=parse(rule),
        may=parse(may) if may else Never(), last_checked=DAY, source=more.pop("source", Source("Law", confidence="V")), **more,
    ).with_laws({"near": date(2027, 3, 1), "some_day": None})  # fmt: skip


def a_person(born: date = BORN, category: Category | None = Category.FORMER_RELEVANT, **answers: Any) -> Facts:
    given = [(name, value if isinstance(value, Answer) else Answer(value)) for name, value in answers.items()]
    return Facts(born, ((date.min, category),), in_order(given), DECLARED)


def stand(right: Right, on: date = DAY, **person: Any) -> Stand:
    return standing(right, a_person(**person), on)


@pytest.mark.parametrize(
    ("rule", "born", "day", "expected"),
    [
        ("age from 18", date(2009, 3, 10), date(2027, 3, 9), "later"),
        ("age from 18", date(2009, 3, 10), date(2027, 3, 10), "can"),
        ("age under 18", date(2009, 3, 10), date(2027, 3, 9), "ends_soon"),
        ("age under 18", date(2009, 3, 10), date(2027, 3, 10), "not_now"),
        ("age from 18", date(2008, 2, 29), date(2026, 2, 28), "later"),
        ("age from 18", date(2008, 2, 29), date(2026, 3, 1), "can"),
        ("age under 20", date(2008, 2, 29), date(2028, 2, 28), "ends_soon"),
        ("age under 20", date(2008, 2, 29), date(2028, 2, 29), "not_now"),
        ("age from 26", date(2009, 3, 10), date(2027, 3, 10), "not_now"),
        ("before 6 months from birthday 18", date(2008, 8, 31), date(2026, 2, 27), "later"),
        ("before 6 months from birthday 18", date(2008, 8, 31), date(2026, 2, 28), "can"),
        ("before 6 months from birthday 18", date(2008, 8, 31), date(2026, 8, 31), "not_now"),
        ("today from 2026-04-06", date(2009, 3, 10), date(2026, 4, 5), "later"),
        ("today from 2026-04-06", date(2009, 3, 10), date(2026, 4, 6), "can"),
        ("law near in force", date(2009, 3, 10), date(2027, 2, 28), "later"),
        ("law near in force", date(2009, 3, 10), date(2027, 3, 1), "can"),
        ("law some_day in force", date(2009, 3, 10), date(2027, 3, 1), "not_now"),
        ("birthday_18 before 2026-12-01", date(2008, 11, 30), DAY, "can"),
        ("birthday_18 before 2026-12-01", date(2008, 12, 1), DAY, "not_now"),
    ],
)
def test_dates_decide_on_the_day_itself(rule: str, born: date, day: date, expected: str) -> None:
    assert stand(a_right(rule, review_months=24), day, born=born).standing == expected


@pytest.mark.parametrize(
    ("rule", "happened", "day", "expected"),
    [
        ("within 12 months of moved_on", date(2025, 11, 29), DAY, "not_now"),
        ("within 12 months of moved_on", date(2025, 11, 30), DAY, "ends_soon"),
        ("within 6 months of moved_on", date(2026, 8, 31), date(2027, 2, 27), "ends_soon"),
        ("within 6 months of moved_on", date(2026, 8, 31), date(2027, 2, 28), "not_now"),
        ("within 12 months of moved_on", date(2026, 12, 1), DAY, "later"),
        ("within 8 weeks of moved_on", DAY, DAY, "ends_soon"),
        ("after 60 days of moved_on", DAY - timedelta(days=59), DAY, "later"),
        ("after 60 days of moved_on", DAY - timedelta(days=60), DAY, "can"),
        ("after 1 years of moved_on", date(2024, 2, 29), date(2025, 2, 27), "later"),
        ("after 1 years of moved_on", date(2024, 2, 29), date(2025, 2, 28), "can"),
        ("moved_on from 2026-08-01", date(2026, 8, 1), DAY, "can"),
        ("moved_on before 2026-08-01", date(2026, 8, 1), DAY, "not_now"),
        ("within 12 months of moved_on", NOT_YET, DAY, "not_now"),
        ("moved_on is known", NOT_YET, DAY, "not_now"),
        ("moved_on is known", date(2026, 8, 1), DAY, "can"),
        ("within 12 months of moved_on", NOT_SAID, DAY, "may"),
        ("work_hours under 16", 15, DAY, "not_now"),
    ],
)
def test_a_date_that_happened_counts_calendar_months_clamped(
    rule: str, happened: Any, day: date, expected: str
) -> None:
    assert (
        stand(
            a_right(
                rule,
                review_months=24,
            ),
            day,
            moved_on=happened,
            work_hours=16,
        ).standing
        == expected
    )


@pytest.mark.parametrize(
    ("born", "happened", "expected"),
    [
        (date(2001, 6, 15), date(2026, 6, 14), "can"),
        (date(2001, 6, 15), date(2026, 6, 15), "not_now"),
        (date(2008, 2, 29), date(2024, 2, 28), "not_now"),
        (date(2008, 2, 29), date(2024, 2, 29), "can"),
        (date(2004, 2, 29), date(2029, 2, 28), "can"),
        (date(2004, 2, 29), date(2029, 3, 1), "not_now"),
        (date(2001, 6, 15), NOT_YET, "not_now"),
        (date(2001, 6, 15), NOT_SAID, "may"),
    ],
)
def test_how_old_they_were_on_a_day_is_told_at_the_birthday_itself(born: date, happened: Any, expected: str) -> None:
    right = a_right("age from 16 to under 25 on started_on", review_months=60)
    assert stand(right, born=born, started_on=happened).standing == expected


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [(DAY + timedelta(days=57), "can"), (DAY + timedelta(days=56), "ends_soon"), (DAY, "ends_soon")],
)
def test_eight_weeks_before_the_last_day_it_ends_soon(last_day: date, expected: str) -> None:
    found = stand(a_right(f"today before {last_day + timedelta(days=1)}"))
    assert (found.standing, found.until_on) == (expected, last_day)


def test_the_day_from_which_it_ends_soon_is_a_day_of_change() -> None:
    right, person, birthday = a_right("age under 18", review_months=24), a_person(), date(2027, 3, 10)
    first = birthday - timedelta(days=57)
    assert [standing(right, person, day).standing for day in (first - timedelta(days=1), first)] == ["can", "ends_soon"]
    assert changes(right, person, DAY, date(2028, 1, 1)) == [first, birthday]
    assert next_change(right, person, DAY) == first


def test_what_ends_says_whether_nothing_or_a_perhaps_follows() -> None:
    day = date(2027, 3, 1)
    assert stand(a_right("age under 18"), day).why == "The last day is Tue 9 March."
    assert (
        stand(a_right("age under 18", "age under 21"), day).why
        == "Once you turn 18, on Wed 10 March, a person needs to check."
    )


def test_what_is_not_known_is_never_a_certainty() -> None:
    right = a_right("category is former_relevant and pays_rent is yes")
    assert stand(right).standing == "may"
    assert stand(right, pays_rent="yes").standing == "can"
    assert stand(right, pays_rent="no").standing == "not_now"
    assert stand(right, category=None, pays_rent="yes").standing == "may"
    assert stand(right, category=None, pays_rent="no").standing == "not_now"
    assert stand(right, category=Category.NONE).standing == "not_now"


def test_before_the_first_known_category_nothing_is_known() -> None:
    person = Facts(BORN, ((DAY, Category.RELEVANT),), {}, DECLARED)
    right = a_right("category is relevant")
    assert [standing(right, person, day).standing for day in (DAY - timedelta(days=1), DAY)] == ["may", "can"]


def test_an_answer_counts_from_its_day() -> None:
    right, later = a_right("pays_rent is yes"), Answer("yes", since=DAY + timedelta(days=3))
    assert stand(right, pays_rent=later).standing == "may"
    assert stand(right, DAY + timedelta(days=3), pays_rent=later).standing == "can"
    moved = a_person().answers | in_order([("pays_rent", later), ("pays_rent", Answer("no"))])
    person = Facts(BORN, ((date.min, Category.RELEVANT),), moved, DECLARED)
    found = standing(right, person, DAY)
    assert (found.standing, found.from_on) == ("later", DAY + timedelta(days=3))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"source": Source("Law", confidence="?")}, "We are not sure of the rules for this yet."),
        ({"valid_to": DAY - timedelta(days=1)}, "We last checked this on Sun 29 November. It may have changed."),
        ({"review_by_set": DAY - timedelta(days=1)}, "We last checked this on Sun 29 November. It may have changed."),
        ({"offered": "not_said"}, "Our council has not said if it offers this."),
        ({"given": "council_where_they_live"}, "We do not know this yet: Do you live in our area?"),
        ({"may": "always", "rule": "never"}, "A person decides this."),
    ],
)
def test_a_doubt_about_the_right_itself_makes_it_a_perhaps(more: dict[str, Any], why: str) -> None:
    rule, may = more.pop("rule", "always"), more.pop("may", "")
    found = stand(a_right(rule, may, **more))
    assert (found.standing, found.why) == ("may", why)
    assert found.check_with


def test_a_right_not_checked_for_six_months_is_stale_on_the_day_after() -> None:
    right = a_right()
    assert stand(right, date(2027, 5, 29)).standing == "can"
    assert stand(right, date(2027, 5, 30)).standing == "may"
    assert changes(right, a_person(), DAY, date(2027, 12, 31)) == [date(2027, 5, 30)]


def test_a_doubtful_yes_does_not_end_where_it_only_becomes_less_known() -> None:
    rule, doubt = "age under 18 or studying is university", Source("Law", confidence="?")
    assert stand(a_right(rule)).until_on == date(2027, 3, 9)
    assert (stand(a_right(rule, source=doubt)).standing, stand(a_right(rule, source=doubt)).until_on) == ("may", None)
    ends = stand(a_right(f"({rule}) and age under 21", source=doubt))
    assert ends.until_on == date(2030, 3, 9)


def test_an_old_row_that_a_newer_one_follows_makes_nothing_stale() -> None:
    old = Amount("exact", 200_000, valid_to=date(2026, 3, 31))
    new = Amount("exact", 300_000, valid_from=date(2026, 4, 1), valid_to=date(2027, 1, 31))
    right = a_right(amounts=(old, new))
    assert (stand(right).standing, stand(right).amount) == ("can", new)
    assert stand(right, date(2027, 2, 1)).standing == "may"
    assert stand(a_right(amounts=(old,))).standing == "may"


def test_the_council_where_they_live_is_sure_only_for_who_lives_here() -> None:
    right = a_right(given="council_where_they_live")
    assert stand(right, lives_in_our_area="yes").standing == "can"
    elsewhere = stand(right, lives_in_our_area="no")
    assert (elsewhere.standing, elsewhere.check_with) == ("may", "the council where you live")
    assert elsewhere.why == "The council where you live decides this."


@pytest.mark.parametrize(
    ("offered", "why"),
    [("no", "Our council does not offer this."), ("not_yet", "Our council does not offer this yet.")],
)
def test_no_and_not_yet_are_told_apart(offered: Any, why: str) -> None:
    found = stand(a_right(offered=offered))
    assert (found.standing, found.why, found.change) == ("not_now", why, ["If our council starts to offer it."])


@pytest.mark.parametrize("offered", ["no", "not_yet"])
def test_the_no_of_this_council_is_not_that_of_the_council_where_they_live(offered: Any) -> None:
    right = a_right("never", "age from 16", offered=offered, given="council_where_they_live")
    here, elsewhere = stand(right, lives_in_our_area="yes"), stand(right, lives_in_our_area="no")
    assert (here.standing, here.change) == ("not_now", ["If our council starts to offer it."])
    assert (elsewhere.standing, elsewhere.check_with) == ("may", "the council where you live")
    assert elsewhere.why == "The council where you live decides this."
    unknown = stand(right)
    assert (unknown.standing, unknown.question and unknown.question.fact) == ("may", "lives_in_our_area")
    assert stand(replace(right, own=True), lives_in_our_area="no").standing == "not_now"


def test_the_sum_of_this_council_is_not_told_where_another_one_decides() -> None:
    rows = (Amount("percent", percent=100, unit="year"),)
    right = a_right(amounts=rows, given="council_where_they_live", local_source=Source("Our page"))
    assert stand(right, lives_in_our_area="yes").amount == rows[0]
    assert stand(right, lives_in_our_area="no").amount is None


def test_a_right_waits_for_its_law_and_for_its_first_day() -> None:
    waits = stand(a_right(law=Law("near")))
    assert (waits.standing, waits.from_on) == ("later", date(2027, 3, 1))
    assert waits.why == "Once the new law starts, on Mon 1 March 2027."
    assert stand(a_right(law=Law("some_day"))).change == ["If the new law starts."]
    assert stand(a_right(valid_from=DAY + timedelta(days=1))).from_on == DAY + timedelta(days=1)


AGES = (
    Amount("exact", 2_000_00, rule=parse("age under 18")),
    Amount("exact", 3_000_00, rule=parse("age from 18")),
)
BY_LIFE = (
    Amount("exact", 2_000_00, rule=parse("has_children is no")),
    Amount("exact", 3_000_00, rule=parse("has_children is yes")),
)


def test_no_row_is_the_sum_where_several_are_for_different_things() -> None:
    two = (Amount("exact", 102_00, for_whom="You want a passport."), Amount("exact", 34_00, for_whom="A licence."))
    found = stand(a_right(amounts=two))
    assert (found.standing, found.amount) == ("can", None)


def test_the_row_that_fits_and_none_where_two_could() -> None:
    assert stand(a_right(amounts=AGES)).amount == AGES[0]
    assert stand(a_right(amounts=AGES), date(2027, 3, 10)).amount == AGES[1]
    unsure = stand(a_right(amounts=BY_LIFE))
    assert (unsure.standing, unsure.amount) == ("may", None)
    assert unsure.question is not None
    assert (unsure.question.fact, unsure.question.private) == ("has_children", True)
    assert stand(a_right(amounts=BY_LIFE), has_children="yes").amount == BY_LIFE[1]
    by_date = (
        Amount("exact", 2_000_00, rule=parse("birthday_18 before 2027-04-01")),
        Amount("exact", 3_000_00, rule=parse("birthday_18 from 2027-04-01")),
    )
    assert stand(a_right(amounts=by_date)).amount == by_date[0]


def test_the_question_is_the_one_that_settles_it() -> None:
    settled_by_one = a_right("studying is university or pays_rent is yes and has_children is yes")
    found = stand(settled_by_one).question
    assert found is not None
    assert found.fact == "studying"
    assert stand(settled_by_one, studying="none", pays_rent="no").question is None
    left = stand(settled_by_one, studying="none", pays_rent="yes").question
    assert left is not None
    assert left.fact == "has_children"


def test_what_cannot_alter_the_outcome_is_never_asked() -> None:
    assert stand(a_right("always", "pays_rent is yes")).question is None
    assert stand(a_right("age from 30 and pays_rent is yes")).question is None
    assert stand(a_right("pays_rent is yes or pays_rent is no")).question is None
    assert stand(a_right("never", "always")).question is None
    assert stand(a_right("pays_rent is yes"), pays_rent=NOT_SAID).question is None


def test_a_question_carries_its_options_and_a_date_may_be_not_yet() -> None:
    found = stand(a_right("within 12 months of moved_on")).question
    assert found is not None
    assert [option.value for option in found.options] == [NOT_YET]
    assert (found.kind, found.words, found.why) == ("date", "When did you move?", "Set-up money.")


def test_every_reason_says_what_whose_and_which_way() -> None:
    right = a_right(
        "category is former_relevant and age from 16 to under 25 and not pays_rent is yes and within 12 months of moved_on"
    )
    found = stand(right, pays_rent=Answer("no", by="council"), moved_on=DAY)
    assert [(r.words, r.says, r.by) for r in found.reasons] == [
        ("Our records say you were in care, and you are 18 to 20.", "yes", "council"),
        ("You are 16 or older, and under 25.", "yes", "date"),
        ("Our records say you do not.", "yes", "council"),
        ("It is less than 12 months since the day you moved.", "yes", "date"),
    ]


@pytest.mark.parametrize(
    ("rule", "fact", "answer", "words"),
    [
        ("pays_rent is yes", "pays_rent", Answer("yes"), "You told us you do."),
        ("pays_rent is yes", "pays_rent", Answer("yes", by="council"), "Our records say you do."),
        ("studying is college", "studying", Answer("college", by="council"), "Our records say: college."),
        ("work_hours at least 16", "work_hours", Answer(20), "You told us: 20 hours a week."),
        ("work_hours at least 16", "work_hours", Answer(20, by="council"), "Our records say: 20 hours a week."),
        ("moved_on from 2026-01-01", "moved_on", Answer(DAY), "The day you moved is Sun 29 November."),
        ("moved_on is known", "moved_on", Answer(NOT_YET), "It has not happened yet: the day you moved."),
        ("after 1 months of moved_on", "moved_on", Answer(DAY), "1 month has not passed yet since the day you moved."),
        (
            "after 2 weeks of moved_on",
            "moved_on",
            Answer(date(2026, 11, 1)),
            "2 weeks have passed since the day you moved.",
        ),
        (
            "within 2 weeks of moved_on",
            "moved_on",
            Answer(date(2026, 12, 1)),
            "The day you moved is still to come, on Tue 1 December.",
        ),
        (
            "within 2 weeks of moved_on",
            "moved_on",
            Answer(date(2026, 11, 1)),
            "It is not less than 2 weeks since the day you moved.",
        ),
        ("pays_rent is yes", "pays_rent", Answer(NOT_SAID), "We do not know this yet: Do you pay rent?"),
        ("birthday_18 before 2030-01-01", "pays_rent", Answer("yes"), "Your 18th birthday is Wed 10 March 2027."),
        ("today before 2026-11-01", "pays_rent", Answer("yes"), "This ended before Sun 1 November."),
        ("age from 16 to under 18 on moved_on", "moved_on", Answer(DAY), "You were 16 to 17 on the day you moved."),
        ("age from 18 to under 21 on moved_on", "moved_on", Answer(DAY), "You were not 18 to 20 on the day you moved."),
        ("age under 17 on moved_on", "moved_on", Answer(DAY), "You were 17 or older on the day you moved."),
        ("age under 18 on moved_on", "moved_on", Answer(DAY), "You were under 18 on the day you moved."),
        ("age from 17 on moved_on", "moved_on", Answer(DAY), "You were 17 or older on the day you moved."),
        ("age from 18 on moved_on", "moved_on", Answer(DAY), "You were under 18 on the day you moved."),
        ("age from 18 on moved_on", "moved_on", Answer(NOT_YET), "It has not happened yet: the day you moved."),
    ],
)
def test_a_test_is_said_in_words(rule: str, fact: str, answer: Answer, words: str) -> None:
    assert [reason.words for reason in stand(a_right(rule), **{fact: answer}).reasons] == [words]


def test_the_packs_own_sentence_for_a_date_or_number_is_used() -> None:
    declared = {
        "moved_on": replace(DECLARED["moved_on"], because_known="You told us you moved on {date}."),
        "work_hours": replace(DECLARED["work_hours"], because_known="You told us you work {number} hours."),
    }
    given = in_order([("moved_on", Answer(DAY, by="council")), ("work_hours", Answer(20))])
    person = Facts(BORN, (), given, declared)
    found = standing(a_right("moved_on from 2026-01-01 and work_hours at least 16"), person, DAY).reasons
    assert [r.words for r in found] == [
        "Our records say you moved on Sun 29 November.",
        "You told us you work 20 hours.",
    ]


def test_an_alternative_that_is_not_needed_is_left_out_of_the_reasons() -> None:
    right = a_right("category is former_relevant or pays_rent is yes and work_hours at least 16")
    assert [r.fact for r in stand(right).reasons] == [""]
    lost = stand(right, category=Category.NONE, pays_rent="no")
    assert {(r.fact, r.says) for r in lost.reasons} == {("", "no"), ("pays_rent", "no"), ("work_hours", "not_known")}


@pytest.mark.parametrize(
    ("right", "person", "expected"),
    [
        (a_right("age from 18"), {}, ["Once you turn 18, on Wed 10 March 2027."]),
        (a_right("age under 18"), {}, ["It ends when you turn 18, on Wed 10 March 2027."]),
        (a_right("within 12 months of moved_on", "always", review_months=24), {"moved_on": date(2026, 11, 4)},
         ["Once 12 months have passed since the day you moved, on Thu 4 November 2027, a person needs to check."]),
        (a_right("age under 18", "age under 21"), {}, ["Once you turn 18, on Wed 10 March 2027, a person needs to check."]),
        (a_right("studying is apprenticeship"), {"studying": "none"}, ["If you start at apprenticeship."]),
        (a_right("studying is apprenticeship", later_hint="If you start before you turn 25."), {"studying": "none"},
         ["If you start before you turn 25.", "If you start at apprenticeship."]),
        (a_right("studying is apprenticeship and age under 17", later_hint="If you start one."), {"studying": "none"},
         ["This ended on your 17th birthday. Nothing changes that."]),
        (a_right("within 12 months of moved_on"), {"moved_on": NOT_YET}, ["When you move."]),
        (a_right("within 12 months of moved_on"), {"moved_on": date(2026, 12, 4)}, ["Once it is the day you moved, on Fri 4 December.", "When you move."]),
        (a_right("after 60 days of started_on"), {"started_on": DAY}, ["Once 60 days have passed since the day you started, on Thu 28 January 2027."]),
        (a_right("has_children is yes"), {"has_children": "no"}, ["If your answer to this changes: Do you have a child?"]),
        (a_right("today from 2027-01-01"), {}, ["From Fri 1 January 2027."]),
        (a_right("always"), {}, []),
    ],
)  # fmt: skip
def test_what_would_change_it_is_said_in_whole_sentences(
    right: Right, person: dict[str, Any], expected: list[str]
) -> None:
    assert stand(right, **person).change == expected


def test_a_change_of_category_on_a_birthday_is_told_as_the_birthday() -> None:
    life = Life(BORN, (Care(date(2020, 1, 1)),))
    facts = Facts(BORN, categories_of(life), {}, DECLARED)
    found = standing(a_right("category is former_relevant"), facts, DAY)
    assert (found.standing, found.from_on) == ("later", date(2027, 3, 10))
    assert found.why == "Once you turn 18, on Wed 10 March 2027."
    assert next_change(a_right("category is former_relevant"), facts, DAY) == date(2027, 3, 10)


def test_categories_of_a_life_are_its_whole_timeline() -> None:
    life = Life(BORN, (Care(date(2020, 1, 1)),))
    assert [(str(day), str(name)) for day, name in categories_of(life)] == [
        ("2009-03-10", "under_16"),
        ("2025-03-10", "eligible"),
        ("2027-03-10", "former_relevant"),
        ("2030-03-10", "former_relevant_21_25"),
        ("2034-03-10", "over_25"),
    ]


def test_what_if_changes_nothing_of_the_person() -> None:
    person = a_person(studying="none")
    right = a_right("studying is apprenticeship")
    assert standing(right, person.with_answers(studying="apprenticeship"), DAY).standing == "can"
    assert standing(right, person.with_answers(studying=None), DAY).standing == "may"
    assert standing(right, person, DAY).standing == "not_now"


def test_a_stored_answer_is_read_by_the_kind_of_its_fact() -> None:
    assert value_of(DECLARED["moved_on"], "2026-08-01") == date(2026, 8, 1)
    assert value_of(DECLARED["moved_on"], NOT_YET) == NOT_YET
    assert value_of(DECLARED["work_hours"], "16") == 16
    assert value_of(DECLARED["studying"], "college") == "college"
    for fact, text in (
        ("studying", "collage"),
        ("work_hours", "-1"),
        ("work_hours", "²"),
        ("moved_on", "soon"),
        ("pays_rent", NOT_YET),
    ):
        with pytest.raises(ValueError, match=r".+"):
            value_of(DECLARED[fact], text)


def test_the_mark_changes_with_anything_and_with_nothing_else() -> None:
    right = a_right("age from 18")
    assert right.mark == a_right("age from 18").mark
    stand(right)
    assert right.mark == a_right("age  from 18 # the same").mark
    others = {replace(right, **{name: "other"}).mark for name in ("title", "about", "who", "local", "icon")}
    assert len(others | {right.mark, a_right("age from 19").mark, a_right("law near in force").mark}) == 8
    moved = a_right("law near in force").with_laws({"near": date(2028, 1, 1)})
    assert moved.mark != a_right("law near in force").mark
