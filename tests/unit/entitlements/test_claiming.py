"""The line of a claim: no sequence of moves loses one, only its owner ends it, and promises are working days."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.entitlements import claiming as c
from backend.shared.dates import is_working_day

DAYS = c.Days(see=2, answer=10, give=10, challenge=10, confirm=3)

# Every move there is, written down by hand: act, who, from, to.
TABLE = [
    ("see", "council", "asked", "seen"),
    *((say, "council", start, "decided") for say in ("yes", "partly") for start in ("asked", "seen", "challenged")),
    *(("no", "council", start, "refused") for start in ("asked", "seen", "challenged")),
    ("give", "council", "decided", "given"),
    ("give", "council", "not_come", "given"),
    ("late", "council", "asked", "seen"),
    *(("late", "council", same, same) for same in ("seen", "decided", "not_come", "challenged")),
    *(("came", "owner", start, "confirmed") for start in ("decided", "given", "not_come")),
    ("not_come", "owner", "given", "not_come"),
    ("challenge", "owner", "refused", "challenged"),
    ("challenge", "owner", "decided", "challenged"),
    *(("withdraw", "owner", start, "withdrawn") for start in ("asked", "seen", "decided")),
]


def test_every_move_is_one_of_these_and_no_other() -> None:
    found = []
    for act in c.ACTS:
        for who in (c.OWNER, c.COUNCIL):
            for state in c.STATES:
                if to := c.move(act, who, state, decision="partly" if state == "decided" else "no"):
                    found.append((act, who, state, to))
    assert sorted(found) == sorted(TABLE)


def test_a_challenge_is_made_once_and_only_against_a_no_or_a_partly() -> None:
    assert c.move("challenge", c.OWNER, "refused", decision="no") == "challenged"
    assert c.move("challenge", c.OWNER, "decided", decision="partly") == "challenged"
    assert c.move("challenge", c.OWNER, "decided", decision="yes") is None
    assert c.move("challenge", c.OWNER, "refused", decision="no", challenged=True) is None
    assert c.move("challenge", c.OWNER, "asked") is None


MOVES = st.lists(st.tuples(st.sampled_from(sorted(c.ACTS)), st.sampled_from([c.OWNER, c.COUNCIL])), max_size=30)


def walked(moves: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Act, who and where it led, of the moves that could be made one after the other."""
    state, decision, challenged, found = "asked", None, False, [("ask", c.OWNER, "asked")]
    for act, who in moves:
        to = c.move(act, who, state, decision=decision, challenged=challenged)
        if to is None:
            continue
        state, challenged = to, challenged or act == "challenge"
        decision = act if act in (c.YES, c.PARTLY, c.NO) else decision
        found.append((act, who, state))
    return found


@settings(max_examples=2000, deadline=None)
@given(MOVES)
def test_no_sequence_loses_a_claim_and_only_its_owner_ends_one(moves: list[tuple[str, str]]) -> None:
    """Wherever it stands it is over by its owner's word or by a reasoned no, or somebody has something to do."""
    line = walked(moves)
    state = line[-1][2]
    assert state in c.STATES
    if state in c.OVER:
        assert c.NEXT[state] == "over"
        assert state == "refused" or line[-1][1] == c.OWNER
    elif state == "given":
        assert c.NEXT[state] == "young_person"
    else:
        assert c.NEXT[state] in ("see", "decide", "give", "answer_challenge")
        day = date(2026, 3, 10)
        whole = c.Line(state, day, day, give_by=day, challenge_by=day)
        assert c.due_on(whole) == day, "the council has something to do, so it has a day"

    only_its_owner_confirms_withdraws_and_challenges(line)


def only_its_owner_confirms_withdraws_and_challenges(line: list[tuple[str, str, str]]) -> None:
    for act, who, state in line:
        if state in ("confirmed", "withdrawn", "challenged", "not_come") and act != "late":
            assert who == c.OWNER
    for (_, _, before), (_, _, after) in pairwise(line):
        assert before not in ("confirmed", "withdrawn"), "nothing follows its owner's last word"
        assert after != "asked"


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(sorted(c.ACTS)), max_size=40))
def test_staff_and_time_alone_never_confirm(acts: list[str]) -> None:
    states = {state for _, _, state in walked([(act, c.COUNCIL) for act in acts])}
    assert states <= {"asked", "seen", "decided", "refused", "given"}


@pytest.mark.parametrize(
    ("asked", "see_by", "decide_by"),
    [
        (date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 24)),  # a Tuesday
        (date(2026, 3, 13), date(2026, 3, 17), date(2026, 3, 27)),  # a Friday: the weekend does not count
        (date(2026, 3, 14), date(2026, 3, 17), date(2026, 3, 27)),  # a Saturday
        (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 20)),  # Maundy Thursday: Good Friday and Easter Monday
        (date(2026, 12, 24), date(2026, 12, 30), date(2027, 1, 12)),  # Boxing Day on a Saturday: Monday is off
        (date(2026, 5, 1), date(2026, 5, 6), date(2026, 5, 18)),  # the early May bank holiday
    ],
)
def test_promises_are_working_days_in_england(asked: date, see_by: date, decide_by: date) -> None:
    line = c.first_promises(asked, 10, DAYS)
    assert (line.see_by, line.decide_by) == (see_by, decide_by)
    assert (c.give_by(asked, DAYS), c.challenge_by(asked, DAYS)) == (decide_by, decide_by)


def test_which_promise_is_open() -> None:
    day = date(2026, 3, 10)
    line = c.Line("asked", day + timedelta(2), day + timedelta(9))
    assert [one.stop for one in c.promises(line)] == ["seen", "decided"]
    assert [one.stop for one in c.promises(c.Line("asked", day + timedelta(9), day + timedelta(2)))] == [
        "decided",
        "seen",
    ]
    assert c.promises(c.Line("seen", day, day + timedelta(9))) == [c.Promise("decided", day + timedelta(9))]
    assert c.promises(c.Line("decided", day, day, give_by=day)) == [c.Promise("given", day)]
    assert c.promises(c.Line("not_come", day, day, give_by=day)) == [c.Promise("given", day)]
    assert c.promises(c.Line("challenged", day, day, day, challenge_by=day)) == [c.Promise("challenged", day)]
    for state in ("given", "confirmed", "refused", "withdrawn"):
        assert c.promises(c.Line(state, day, day, day, day)) == []


def test_the_promised_day_counts_whole() -> None:
    day = date(2026, 3, 10)
    assert not c.is_late(day, day)
    assert c.is_late(day, day + timedelta(1))
    assert not c.is_late(None, day)


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_a_warning_is_two_working_days_ahead(by: date) -> None:
    warned = c.warn_on(by)
    assert is_working_day(warned)
    between = [day for n in range((by - warned).days) if is_working_day(day := warned + timedelta(n))]
    assert len(between) == 2


def test_who_was_just_asked_is_not_warned_again() -> None:
    line = c.first_promises(date(2026, 3, 10), 10, DAYS)
    kinds = {
        day: [(kind, one.stop) for kind, one in c.tellings(line, date(2026, 3, 10), date(2026, 3, day))]
        for day in (10, 11, 12, 13, 20, 23, 24, 25)
    }
    seen = [("claim_late", "seen"), ("claim_late_staff", "seen")]
    assert kinds[10] == kinds[11] == kinds[12] == []
    assert kinds[13] == seen
    assert kinds[20] == kinds[23] == kinds[24] == [*seen, ("claim_due", "decided")]
    assert kinds[25] == [*seen, ("claim_late", "decided"), ("claim_late_staff", "decided")]


def test_the_question_whether_it_came_never_meets_the_news_that_it_was_given() -> None:
    assert c.asks(date(2026, 3, 10), date(2026, 3, 10), 3) == (date(2026, 3, 13), date(2026, 3, 20))
    assert c.asks(date(2026, 3, 1), date(2026, 3, 10), 3) == (date(2026, 3, 11), date(2026, 3, 18))
    assert c.asks(date(2026, 3, 10), date(2026, 3, 10), 0) == (date(2026, 3, 11), date(2026, 3, 18))


def test_a_new_day_is_ahead_and_in_reach() -> None:
    today = date(2026, 3, 10)
    first = promised = today - timedelta(days=2)
    assert c.new_day_refused(today, today, promised, first)
    assert not c.new_day_refused(today + timedelta(1), today, promised, first)
    assert not c.new_day_refused(first + timedelta(92), today, promised, first)
    assert c.new_day_refused(first + timedelta(93), today, promised, first)
    later = today + timedelta(days=9)
    assert c.new_day_refused(later, today, later, first).startswith("Use a day after")  # not later than the day it has
    assert "can't be put off again" in c.new_day_refused(later, today, promised, today - timedelta(days=92))
    last = first + timedelta(days=92)
    assert "can't be put off again" in c.new_day_refused(last, today, last, first)  # no day is left to name


@given(st.lists(st.integers(1, 200), max_size=30))
def test_however_often_it_is_put_off_it_stays_within_three_months_of_the_first_promise(steps: list[int]) -> None:
    first = promised = today = date(2026, 3, 10)
    for days in steps:
        today = max(today, promised) + timedelta(days=days % 3)
        new = today + timedelta(days=days)
        if not c.new_day_refused(new, today, promised, first):
            promised = new
    assert promised <= first + timedelta(days=92)


def test_an_adviser_puts_a_promise_off_once_and_then_a_manager() -> None:
    assert [c.needs_manager(times, manager=False) for times in (0, 1, 2)] == [False, True, True]
    assert not any(c.needs_manager(times, manager=True) for times in (0, 1, 2))


PRIYA, MINA, MAX = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("who", "manager", "refused_by", "managers", "may"),
    [
        (PRIYA, False, PRIYA, [MINA], False),  # they said no
        (PRIYA, False, MAX, [MINA], False),  # a manager must where there is one
        (MINA, True, PRIYA, [MINA], True),
        (MINA, True, MINA, [MINA], False),  # a manager who said no
        (MAX, True, MINA, [MINA, MAX], True),
        (PRIYA, False, MINA, [MINA], True),  # the only manager said no: the adviser answers
        (PRIYA, False, MINA, [MINA, MAX], False),
        (PRIYA, False, MAX, [], True),  # no manager at all
    ],
)
def test_who_answers_a_challenge(who: UUID, manager: bool, refused_by: UUID, managers: list[UUID], may: bool) -> None:
    assert (c.may_answer(who, manager=manager, refused_by=refused_by, managers=managers) == "") is may


@pytest.mark.parametrize(
    ("before", "pence", "said", "now", "holds"),
    [
        ("no", None, "no", None, True), ("no", None, "partly", 1, True), ("partly", 300, "no", None, False),
        ("partly", 300, "partly", 299, False), ("partly", 300, "partly", 300, True), ("partly", 300, "yes", 500, True),
        ("partly", None, "partly", None, True),
    ],
)  # fmt: skip
def test_a_challenge_never_makes_it_worse(
    before: str, pence: int | None, said: str, now: int | None, holds: bool
) -> None:
    assert c.never_worse(before, pence, said, now) is holds
