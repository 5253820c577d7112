"""What each young person needs from their adviser next, by law or by promise, and in which order. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.plans import reviews
from backend.plans.rules import OPEN_WITHIN, REPLY_WITHIN, Stop, share_by
from backend.shared.dates import working_days_after

LAW, PROMISE, WAIT, NOTHING = 0, 1, 2, 3
"""Why something is next, in the order of the list: a legal date, then a promise, then somebody else's turn."""


@dataclass(frozen=True)
class Case:
    """What is known about one young person's plan today. Dates are London dates; None where it has not happened.

    `stop` tells of the latest finished version, or of the draft where there is no finished one.
    `moved_on`: since the answer a new draft was begun or a review date set. `promise_on` is the earliest day of an
    action that a worker owns and that is not done.
    """

    must: bool
    stop: Stop
    written_on: date | None = None
    shared_on: date | None = None
    first_due_on: date | None = None
    drafting: bool = False
    answer: str | None = None
    answered_on: date | None = None
    answer_words: str = ""
    moved_on: bool = False
    review_due_on: date | None = None
    review_on: date | None = None
    review_why: str = reviews.ROUTINE
    review_words: str = ""
    review_change_on: date | None = None
    phone: str = "none"
    promise_on: date | None = None
    promise: str = ""


@dataclass(frozen=True)
class Need:
    """One next step: its code, the latest day for it, why (LAW, PROMISE …) and words that say more."""

    code: str
    by: date | None
    rank: int
    detail: str = ""


def need(case: Case, today: date) -> Need:
    """The most pressing next step: the earliest day first, by law before by promise; else who is waited for."""
    found = [
        one
        for one in (_plan(case), _answer(case), *_review(case, today), _reading(case, today), _promise(case, today))
        if one
    ]
    ours = [one for one in found if one.rank < WAIT]
    if ours:
        return min(ours, key=lambda one: (one.by or date.max, one.rank))
    return found[0] if found else Need("none", None, NOTHING)


def _plan(case: Case) -> Need | None:
    """A first plan, the draft in hand, or the finished one to share."""
    if case.stop is Stop.WRITTEN and case.written_on:
        return Need("share", share_by(case.written_on), LAW)
    if case.stop is Stop.NONE:
        return Need("first_plan", case.first_due_on, LAW) if case.must else None
    if case.stop is Stop.DRAFT:
        return Need("finish", case.first_due_on, LAW)
    return Need("finish", case.review_due_on, PROMISE) if case.drafting else None


def _answer(case: Case) -> Need | None:
    """A young person who does not agree gets a reply: disagreeing means sharing worked."""
    if case.answer not in ("disagree", "partly") or case.answered_on is None or case.moved_on:
        return None
    code = "disagree" if case.answer == "disagree" else "reply"
    return Need(code, working_days_after(case.answered_on, REPLY_WITHIN), PROMISE, case.answer_words)


def _review(case: Case, today: date) -> list[Need]:
    if case.review_due_on is None:
        return []
    if case.review_change_on is not None:
        by = min(case.review_due_on, working_days_after(case.review_change_on, REPLY_WITHIN))
        return [Need("review_change", by, PROMISE, case.review_words)]
    if case.review_on is not None:
        return [Need("review_late", case.review_on, LAW)] if case.review_on < today else []
    if case.review_why == reviews.ASKED:
        return [Need("review_asked", case.review_due_on, LAW, case.review_words)]
    if case.review_due_on < today:
        return [Need("review_late", case.review_due_on, LAW)]
    near = case.review_due_on - timedelta(days=reviews.ARRANGE_BEFORE) <= today
    return [Need("review", case.review_due_on, LAW)] if near else []


def _reading(case: Case, today: date) -> Need | None:
    """Shared and not opened: first their turn, then ours. Opened and not answered is theirs for as long as they like."""
    if case.shared_on is None or case.stop < Stop.SHARED:
        return None
    if case.stop is Stop.OPENED:
        return None if case.answer == "not_now" else Need("wait_answer", None, WAIT)
    if case.stop is Stop.UNDERSTOOD:
        return None
    by = case.shared_on + timedelta(days=OPEN_WITHIN)
    if case.phone == "none" and case.stop is Stop.SHARED:
        return Need("phone", by, PROMISE)
    return Need("unopened", by, PROMISE) if by <= today else Need("wait_open", by, WAIT)


def _promise(case: Case, today: date) -> Need | None:
    if case.promise_on is None or case.promise_on > today + timedelta(days=OPEN_WITHIN):
        return None
    return Need("actions", case.promise_on, PROMISE, case.promise)


def friday(today: date) -> date:
    """The Friday that ends this working week; from Saturday on the next one."""
    return today + timedelta(days=(4 - today.weekday()) % 7)


def group(one: Need, today: date) -> str:
    """Where the row stands: today (late ones too), by Friday, or later."""
    if one.rank >= WAIT or one.by is None:
        return "later"
    if one.by <= today:
        return "today"
    return "week" if one.by <= friday(today) else "later"


def order(one: Need, today: date, last_heard: date | None, name: str) -> tuple[int, int, date, date, str]:
    """Sorts the list: group, then law before promise, then the day, then who was heard from longest ago."""
    groups = ("today", "week", "later")
    return (groups.index(group(one, today)), one.rank, one.by or date.max, last_heard or date.min, name.casefold())
