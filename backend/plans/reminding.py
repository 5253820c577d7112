"""Which notice stands on which London day for a review, a shared plan, an action. Pure: domain 2.5 as functions.

Every function says what stands today, not what changed: so a round that comes late gives the latest stage alone, and
a round that comes twice gives nothing new. `known_on` is the day its person was told anyway; earlier stages are past.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.plans.rules import REPLY_WITHIN
from backend.shared.dates import end_of, london_date, working_days_after

OWN_STAGES = {28: "review_28", 7: "review_7", 1: "review_1"}
STAFF_STAGES = {42: "review_staff_42", 28: "review_staff_28", 7: "review_staff_7"}
OWN_ACTION = {7: "action_7", 1: "action_1"}
STAFF_ACTION = {7: "action_staff_7", 1: "action_staff_1"}
"""Days before, and what is given then."""

NUDGE_AFTER = 3
"""Working days that a review may be asked for without a date before its adviser hears again."""
UNOPENED, UNOPENED_AGAIN, NOT_DELIVERED = 7, 14, 28
"""Days since a plan was shared: adviser and young person, adviser again, manager."""
STOP_CHASING = 28
"""Days after which a late action is its manager's (rising.OVERDUE), and is not given to its owner any more."""

WITH_REVIEW = frozenset(
    {*OWN_STAGES.values(), *STAFF_STAGES.values(), "review_nudge", "review_asked", "review_asked_staff", "review_set",
     "review_moved"}
)  # fmt: skip
WITH_PLAN = frozenset(
    {"plan_shared", "plan_unopened", "plan_unopened_7", "plan_unopened_14", "plan_answered", "plan_reply_due"}
)
WITH_ACTION = frozenset({*OWN_ACTION.values(), *STAFF_ACTION.values(), "action_late"})
ALL = WITH_REVIEW | WITH_PLAN | WITH_ACTION
OF_THE_FACT = frozenset(
    {"plan_shared", "plan_answered", "review_asked", "review_asked_staff", "review_set", "review_moved"}
)
"""Kinds that are given with their fact, never by the clock."""


@dataclass(frozen=True, slots=True)
class ComingReview:
    """A review that was not held yet. `at` was set on `set_on`, `by` whom they meet; `change_on`: they want another date."""

    id: UUID
    due_on: date
    at: datetime | None = None
    by: UUID | None = None
    set_on: date | None = None
    asked_on: date | None = None
    change_on: date | None = None

    @property
    def day(self) -> date:
        """The day it is held, or must be held by."""
        return london_date(self.at) if self.at else self.due_on

    @property
    def wants_a_date(self) -> bool:
        """They asked for it, and no date was set."""
        return self.asked_on is not None and self.at is None


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """The latest shared version. `moved_on`: since their answer a draft was begun or a review date set."""

    id: UUID
    shared_on: date
    by: UUID | None = None
    delivered: bool = False
    opened: bool = False
    answer: str | None = None
    answered_on: date | None = None
    moved_on: bool = False

    @property
    def wants_a_reply(self) -> bool:
        """They do not agree, and nothing came of it yet."""
        return self.answer in ("disagree", "partly") and not self.moved_on


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action of the latest shared version that is not done. `promise`: the same line through all versions."""

    promise: UUID
    by_when: date
    own: bool
    known_on: date
    staff: bool = True  # a member of staff does it, when it is not their own


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that stands today, since `since`. `key` names the thing and the stage; the person comes behind it.

    `own`: for the young person, else for whoever reads for them. `useful_until`: a push after it helps nobody.
    `named`: the worker whose first name it may say. `late_to_give`: it may stay open, but whoever was not given it by
    now is not given it any more.
    """

    kind: str
    key: str
    thing: UUID
    since: date
    own: bool = False
    useful_until: datetime | None = None
    named: UUID | None = None
    late_to_give: bool = False


def stage(day: date, today: date, stages: Iterable[int], known_on: date | None = None) -> int | None:
    """The stage that today lies in: the fewest of `stages` days before `day` that has begun; none after the day.

    None as well when it began before or on the day they were told anyway.
    """
    if today > day:
        return None
    begun = [days for days in stages if day - timedelta(days=days) <= today]
    if not begun or (known_on is not None and day - timedelta(days=min(begun)) <= known_on):
        return None
    return min(begun)


def of_review(review: ComingReview, today: date) -> list[Due]:
    """28, 7 and 1 days before to the young person; 42, 28 and 7 to the adviser, and only 7 where a date is set.

    Asked for: a nudge while there is no date. They want another date: our promise to answer, near and passed.
    """
    found, day = [], review.day
    told = review.set_on if review.at else review.asked_on
    if days := stage(day, today, OWN_STAGES, told):
        key = f"review:{review.id}:{day}:{days}"
        # Without a date nobody is met yet: no name, so that the lock screen does not say so either.
        found.append(Due(OWN_STAGES[days], key, review.id, day - timedelta(days=days), own=True,
                         useful_until=review.at or end_of(day), named=review.by if review.at else None))  # fmt: skip
    if review.wants_a_date and review.asked_on:
        nudge = working_days_after(review.asked_on, NUDGE_AFTER)
        if nudge <= today:
            found.append(Due("review_nudge", f"review-nudge:{review.id}:{review.asked_on}", review.id, nudge))
    elif days := stage(day, today, (7,) if review.at else STAFF_STAGES, told):
        key = f"review-staff:{review.id}:{day}:{days}"
        found.append(Due(STAFF_STAGES[days], key, review.id, day - timedelta(days=days)))
    if review.change_on:
        found += _reply(review.id, review.change_on, review.due_on, today)
    return found


def _reply(thing: UUID, asked_on: date, latest: date | None, today: date) -> list[Due]:
    """The promise to answer within REPLY_WITHIN working days: from the working day before its last day, and once passed."""
    by = working_days_after(asked_on, REPLY_WITHIN)
    near = working_days_after(asked_on, REPLY_WITHIN - 1)
    if latest is not None and latest < by:
        by, near = latest, min(near, latest)
    if today > by:
        return [Due("plan_reply_due", f"reply-due:{thing}:{asked_on}:passed", thing, by + timedelta(days=1))]
    return [Due("plan_reply_due", f"reply-due:{thing}:{asked_on}:near", thing, near)] if near <= today else []


def is_late(review: ComingReview, today: date) -> bool:
    """Its day, set or by law, has passed and nobody says that it was held."""
    return review.day < today


def of_plan(plan: SharedPlan, today: date) -> list[Due]:
    """Unopened: the young person once more on day 7, the adviser on day 7 and 14. A no or a partly: our promise to reply."""
    found, days = [], (today - plan.shared_on).days
    seven, fourteen = (plan.shared_on + timedelta(days=one) for one in (UNOPENED, UNOPENED_AGAIN))
    if not plan.opened and days >= UNOPENED:
        again = days >= UNOPENED_AGAIN
        # After the second week the adviser takes it to them another way: no more nagging.
        found.append(Due("plan_unopened", f"plan-unopened:{plan.id}", plan.id, seven, own=True,
                         useful_until=end_of(fourteen), named=plan.by, late_to_give=again))  # fmt: skip
        kind, since = ("plan_unopened_14", fourteen) if again else ("plan_unopened_7", seven)
        found.append(Due(kind, f"plan-unopened-staff:{plan.id}:{UNOPENED_AGAIN if again else UNOPENED}", plan.id, since,
                         late_to_give=days >= NOT_DELIVERED))  # fmt: skip
    if plan.wants_a_reply and plan.answered_on:
        found += _reply(plan.id, plan.answered_on, None, today)
    return found


def of_action(action: OpenAction, today: date) -> list[Due]:
    """7 days and 1 day before to whoever does it; late only to staff. A young person is never told that they are late."""
    key = f"action:{action.promise}:{action.by_when}"
    stages = OWN_ACTION if action.own else STAFF_ACTION
    if not action.own and not action.staff:
        return []
    if days := stage(action.by_when, today, stages, action.known_on):
        since = action.by_when - timedelta(days=days)
        until = end_of(action.by_when) if action.own else None
        return [Due(stages[days], f"{key}:{days}", action.promise, since, own=action.own, useful_until=until)]
    if action.by_when < today and not action.own:
        with_manager = (today - action.by_when).days > STOP_CHASING
        since = action.by_when + timedelta(days=1)
        return [Due("action_late", f"{key}:late", action.promise, since, late_to_give=with_manager)]
    return []


def still_true(review: ComingReview | None, plan: SharedPlan | None, today: date) -> set[tuple[str, UUID]]:
    """The kinds that were given with their fact, and the thing of each, while that fact still stands."""
    found: set[tuple[str, UUID]] = set()
    if review:
        if review.wants_a_date:
            found |= {("review_asked", review.id), ("review_asked_staff", review.id)}
        if review.change_on:
            found.add(("review_asked_staff", review.id))
        if review.at and review.day >= today:
            found |= {("review_set", review.id), ("review_moved", review.id)}
    if plan:
        asked_again = UNOPENED <= (today - plan.shared_on).days < UNOPENED_AGAIN  # then that notice stands instead
        found |= set() if plan.opened or asked_again else {("plan_shared", plan.id)}
        found |= {("plan_answered", plan.id)} if plan.wants_a_reply else set()
    return found


def why_over(kind: str, thing: UUID, standing: Iterable[Due]) -> str:
    """Why a notice that no longer stands is taken back: a later one took its place, or its fact is gone."""
    if kind == "plan_shared" and any(one.kind == "plan_unopened" for one in standing):
        return "asked_again"
    return "newer" if any(one.thing == thing and one.own == (kind in OWN) for one in standing) else "over"


OWN = frozenset(
    {*OWN_STAGES.values(), *OWN_ACTION.values(), "plan_shared", "plan_unopened", "review_asked", "review_set",
     "review_moved"}
)  # fmt: skip
"""The young person's kinds; all others of ALL are for staff."""
