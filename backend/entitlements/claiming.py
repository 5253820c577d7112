"""The line of a claim: where it can go from where it stands, who may move it, by when, and what comes next. Pure.

Asked, seen, decided, given, and the young person confirms. Nobody else confirms, withdraws or challenges.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.shared.dates import is_working_day, working_days_after

ASKED, SEEN, DECIDED, GIVEN, CONFIRMED = "asked", "seen", "decided", "given", "confirmed"
NOT_COME, REFUSED, CHALLENGED, WITHDRAWN = "not_come", "refused", "challenged", "withdrawn"
STATES = (ASKED, SEEN, DECIDED, GIVEN, CONFIRMED, NOT_COME, REFUSED, CHALLENGED, WITHDRAWN)
STOPS = (ASKED, SEEN, DECIDED, GIVEN, CONFIRMED)
YES, PARTLY, NO = "yes", "partly", "no"
OWNER, COUNCIL = "owner", "council"
OVER = frozenset({CONFIRMED, REFUSED, WITHDRAWN})
"""Nothing is to be done, unless its owner challenges a no."""

_UNDECIDED = {ASKED: DECIDED, SEEN: DECIDED, CHALLENGED: DECIDED}
ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "see": (COUNCIL, {ASKED: SEEN}),
    YES: (COUNCIL, _UNDECIDED),
    PARTLY: (COUNCIL, _UNDECIDED),
    NO: (COUNCIL, {ASKED: REFUSED, SEEN: REFUSED, CHALLENGED: REFUSED}),
    "give": (COUNCIL, {DECIDED: GIVEN, NOT_COME: GIVEN}),
    # Whoever says why it is late has seen it: being seen cannot be put off.
    "late": (COUNCIL, {ASKED: SEEN, SEEN: SEEN, DECIDED: DECIDED, NOT_COME: NOT_COME, CHALLENGED: CHALLENGED}),
    # It may come before anybody wrote down that it was given: its owner's word is enough.
    "came": (OWNER, {DECIDED: CONFIRMED, GIVEN: CONFIRMED, NOT_COME: CONFIRMED}),
    "not_come": (OWNER, {GIVEN: NOT_COME}),
    "challenge": (OWNER, {REFUSED: CHALLENGED, DECIDED: CHALLENGED}),
    "withdraw": (OWNER, {ASKED: WITHDRAWN, SEEN: WITHDRAWN, DECIDED: WITHDRAWN}),
}
"""Who may do it, and from where to where it leads. What is not here cannot happen."""

NEXT = {
    ASKED: "see", SEEN: "decide", DECIDED: "give", NOT_COME: "give", CHALLENGED: "answer_challenge",
    GIVEN: "young_person", CONFIRMED: "over", REFUSED: "over", WITHDRAWN: "over",
}  # fmt: skip
ABOVE_ADVISERS = frozenset({"complain"})
"""Rights under which somebody may speak against their adviser: managers hear of it and answer it (domain 7.5)."""
WARNED = 2
"""Working days before a promise ends at which the staff are told."""
FURTHEST = timedelta(days=92)
"""From the day first promised: no new day is further away, however often it is put off."""
BY_ADVISERS = 1
"""Times that a promise is put off without a manager."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a council promises, in working days; `confirm`: days after which the young person is asked whether it came."""

    see: int
    answer: int
    give: int
    challenge: int
    confirm: int


@dataclass(frozen=True, slots=True)
class Line:
    """Where a claim stands, and the day of each promise that was made about it."""

    state: str
    see_by: date
    decide_by: date
    give_by: date | None = None
    challenge_by: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """The council promised this stop by this day."""

    stop: str
    by: date


def move(act: str, who: str, state: str, *, decision: str | None = None, challenged: bool = False) -> str | None:
    """Where this act leads; None when it cannot be done from here, or not by them.

    A no or a partly is challenged once; its answer stands.
    """
    by, leads = ACTS[act]
    if by != who or (act == "challenge" and (challenged or decision not in (NO, PARTLY))):
        return None
    return leads.get(state)


def promises(line: Line) -> list[Promise]:
    """What the council has promised and not done yet, the earliest day first."""
    held: dict[str, list[tuple[str, date | None]]] = {
        ASKED: [(SEEN, line.see_by), (DECIDED, line.decide_by)],
        SEEN: [(DECIDED, line.decide_by)],
        DECIDED: [(GIVEN, line.give_by)],
        NOT_COME: [(GIVEN, line.give_by)],
        CHALLENGED: [(CHALLENGED, line.challenge_by)],
    }
    found = [Promise(stop, by) for stop, by in held.get(line.state, []) if by]
    return sorted(found, key=lambda one: one.by)


def due_on(line: Line) -> date | None:
    """The day of the earliest open promise; None where the council has nothing to do."""
    return next((one.by for one in promises(line)), None)


def is_late(by: date | None, today: date) -> bool:
    """Whether this promised day has passed: the day itself counts whole."""
    return by is not None and today > by


def warn_on(by: date) -> date:
    """The day two working days before this one."""
    left = WARNED
    while left > 0:
        by -= timedelta(days=1)
        left -= is_working_day(by)
    return by


def tellings(line: Line, began: date, today: date) -> list[tuple[str, Promise]]:
    """Which kinds of notice each open promise asks for today; `began`: the day on which it was made.

    Who was told of the claim within two working days of its promise is not warned again.
    """
    found: list[tuple[str, Promise]] = []
    for one in promises(line):
        if is_late(one.by, today):
            found += [("claim_late", one), ("claim_late_staff", one)]
        elif began < warn_on(one.by) <= today:
            found.append(("claim_due", one))
    return found


def asks(given_on: date, recorded_on: date, days: int) -> tuple[date, date]:
    """The two days on which the young person is asked whether it came; never on the day they are told that it was given."""
    first = max(given_on + timedelta(days=days), recorded_on + timedelta(days=1))
    return first, first + timedelta(days=7)


def first_promises(asked_on: date, answer_days: int, days: Days) -> Line:
    """A claim that was asked on this day. Working days in England; the day itself does not count."""
    return Line(ASKED, working_days_after(asked_on, days.see), working_days_after(asked_on, answer_days))


def give_by(on: date, days: Days) -> date:
    """The day by which it is paid or given, after a yes on this day or after it did not come."""
    return working_days_after(on, days.give)


def challenge_by(on: date, days: Days) -> date:
    """The day by which a challenge of this day is answered."""
    return working_days_after(on, days.challenge)


def put_off_until(due: date | None, first: date | None, times: int, today: date, *, manager: bool) -> date | None:
    """The last new day that this person may set for a promise; None where they may set none."""
    if due is None or needs_manager(times, manager=manager):
        return None
    last = (first or due) + FURTHEST
    return last if last > max(due, today) else None


def new_day_refused(new_day: date, today: date, promised: date, first: date) -> str:
    """Why a promise for `promised` cannot move to this day, in words; "" when it can. `first`: the day first promised.

    A clock that could be put off again and again would be none (features 10; domain 7.4: what is unanswered goes up).
    """
    last = first + FURTHEST
    if last <= today:
        return "It was first promised more than three months ago. Answer it now; it can't be put off again."
    if last <= promised:
        return "It is as far from its first day as it may be. Answer it; it can't be put off again."
    if not max(promised, today) < new_day <= last:
        return f"Use a day after {max(promised, today):%-d %B %Y}, and not after {last:%-d %B %Y}."
    return ""


def needs_manager(times: int, *, manager: bool) -> bool:
    """Whether this person cannot put off a promise that was put off so many times before."""
    return times >= BY_ADVISERS and not manager


def may_answer(who: UUID | None, *, manager: bool, refused_by: UUID | None, managers: Collection[UUID]) -> str:
    """Why this person does not answer the challenge, in words; "" when they do.

    Whoever said no never does; a manager must where there is one besides them.
    """
    if who == refused_by:
        return "You decided this before. Someone else answers it now."
    if not manager and any(one != refused_by for one in managers):
        return "A manager answers this one."
    return ""


def never_worse(before: str | None, before_pence: int | None, decision: str, pence: int | None) -> bool:
    """Whether a challenge leaves its owner at least what was promised before it."""
    if before != PARTLY:
        return True
    return decision != NO and (pence or 0) >= (before_pence or 0)
