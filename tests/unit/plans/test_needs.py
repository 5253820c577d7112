"""What is next for each young person, by law or by promise."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.plans import needs
from backend.plans.needs import LAW, NOTHING, PROMISE, WAIT, Case, Need, friday, group, need, order
from backend.plans.rules import Stop

TODAY = date(2026, 3, 10)  # a Tuesday
SHARED = Case(must=True, stop=Stop.OPENED, written_on=date(2026, 3, 2), shared_on=date(2026, 3, 4), phone="joined")
DONE = replace(SHARED, stop=Stop.UNDERSTOOD, answer="agree", answered_on=date(2026, 3, 5))


@pytest.mark.parametrize(
    ("case", "code", "by", "rank"),
    [
        (Case(must=False, stop=Stop.NONE), "none", None, NOTHING),
        (Case(must=True, stop=Stop.NONE, first_due_on=date(2026, 4, 1)), "first_plan", date(2026, 4, 1), LAW),
        (Case(must=True, stop=Stop.DRAFT, drafting=True, first_due_on=date(2026, 4, 1)), "finish", date(2026, 4, 1), LAW),
        (Case(must=True, stop=Stop.WRITTEN, written_on=date(2026, 3, 10)), "share", date(2026, 3, 17), LAW),
        (replace(SHARED, stop=Stop.SHARED, phone="none"), "phone", date(2026, 3, 11), PROMISE),
        (replace(SHARED, stop=Stop.SHARED), "wait_open", date(2026, 3, 11), WAIT),
        (replace(SHARED, stop=Stop.DELIVERED), "wait_open", date(2026, 3, 11), WAIT),
        (replace(SHARED, stop=Stop.DELIVERED, shared_on=date(2026, 3, 3)), "unopened", date(2026, 3, 10), PROMISE),
        (SHARED, "wait_answer", None, WAIT),
        (replace(SHARED, answer="not_now", answered_on=TODAY), "none", None, NOTHING),  # declining is an answer
        (DONE, "none", None, NOTHING),
        (replace(DONE, answer="disagree"), "disagree", date(2026, 3, 10), PROMISE),
        (replace(DONE, answer="partly"), "reply", date(2026, 3, 10), PROMISE),
        (replace(DONE, answer="disagree", moved_on=True), "none", None, NOTHING),
        (replace(DONE, drafting=True, review_due_on=date(2026, 9, 4)), "finish", date(2026, 9, 4), PROMISE),
        (replace(DONE, review_due_on=date(2026, 4, 8)), "none", None, NOTHING),
        (replace(DONE, review_due_on=date(2026, 4, 7)), "review", date(2026, 4, 7), LAW),
        (replace(DONE, review_due_on=date(2026, 3, 4)), "review_late", date(2026, 3, 4), LAW),
        (replace(DONE, review_due_on=date(2026, 4, 7), review_on=date(2026, 3, 20)), "none", None, NOTHING),
        (replace(DONE, review_due_on=date(2026, 4, 7), review_on=date(2026, 3, 9)), "review_late", date(2026, 3, 9), LAW),
        (replace(DONE, review_due_on=date(2026, 3, 24), review_why="asked"), "review_asked", date(2026, 3, 24), LAW),
        (
            replace(DONE, review_due_on=date(2026, 9, 1), review_on=date(2026, 3, 20), review_change_on=TODAY),
            "review_change", date(2026, 3, 13), PROMISE,
        ),
        (replace(DONE, promise_on=date(2026, 3, 17)), "actions", date(2026, 3, 17), PROMISE),
        (replace(DONE, promise_on=date(2026, 3, 18)), "none", None, NOTHING),
        (replace(DONE, promise_on=date(2026, 1, 18)), "actions", date(2026, 1, 18), PROMISE),
    ],
)  # fmt: skip
def test_the_next_step(case: Case, code: str, by: date | None, rank: int) -> None:
    one = need(case, TODAY)
    assert (one.code, one.by, one.rank) == (code, by, rank)


def test_of_several_the_earliest_day_and_law_before_promise() -> None:
    both = replace(DONE, answer="disagree", review_due_on=date(2026, 3, 9))
    assert need(both, TODAY).code == "review_late"
    same = replace(DONE, answer="disagree", answered_on=date(2026, 3, 5), review_due_on=date(2026, 3, 10))
    assert (need(same, TODAY).code, need(same, TODAY).by) == ("review", date(2026, 3, 10))


def test_groups() -> None:
    assert [friday(TODAY + timedelta(days=ahead)).isoformat() for ahead in range(7)] == [
        *["2026-03-13"] * 4, *["2026-03-20"] * 3,
    ]  # fmt: skip
    for by, expected in ((9, "today"), (10, "today"), (11, "week"), (13, "week"), (14, "later")):
        assert group(Need("share", date(2026, 3, by), LAW), TODAY) == expected
    assert group(Need("wait_open", date(2026, 3, 9), WAIT), TODAY) == "later"
    assert group(Need("finish", None, LAW), TODAY) == "later"


def test_the_list_is_sorted_by_law_then_promise_then_day_then_who_waits_longest() -> None:
    rows = [
        (Need("unopened", date(2026, 3, 1), PROMISE), None, "Amy"),
        (Need("share", date(2026, 3, 10), LAW), None, "Bo"),
        (Need("share", date(2026, 3, 9), LAW), date(2026, 3, 1), "Cy"),
        (Need("share", date(2026, 3, 9), LAW), date(2026, 2, 1), "Di"),
        (Need("share", date(2026, 3, 12), LAW), None, "Ed"),
        (Need("none", None, NOTHING), None, "Flo"),
        (Need("wait_open", date(2026, 3, 9), WAIT), None, "Gus"),
    ]
    names = [row[2] for row in sorted(rows, key=lambda row: order(row[0], TODAY, row[1], row[2]))]
    assert names == ["Di", "Cy", "Bo", "Amy", "Ed", "Gus", "Flo"]


@given(st.data())
def test_every_case_has_an_answer_and_what_waits_never_hides_what_is_ours(data: Any) -> None:
    days = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
    case = Case(
        must=data.draw(st.booleans()), stop=data.draw(st.sampled_from(Stop)), written_on=data.draw(days),
        shared_on=data.draw(days), first_due_on=data.draw(days), drafting=data.draw(st.booleans()),
        answer=data.draw(st.sampled_from([None, "agree", "partly", "disagree", "not_now"])), answered_on=data.draw(days),
        review_due_on=data.draw(days), review_on=data.draw(days), review_change_on=data.draw(days),
        phone=data.draw(st.sampled_from(["none", "joined"])), promise_on=data.draw(days),
    )  # fmt: skip
    one = need(case, TODAY)
    assert group(one, TODAY) in ("today", "week", "later")
    assert one.code.startswith("wait") == (one.rank == WAIT)
    with_promise = need(replace(case, promise_on=TODAY), TODAY)
    assert with_promise.rank < needs.WAIT
