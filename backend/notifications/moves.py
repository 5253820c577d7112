"""What is to be done with a due notice now, and after a try: the whole ladder as two pure functions.

Every path ends: a wait is never longer than its rung, a rung never longer than its stay, and above the last one a person
has it or it is cancelled with a reason. Only a kind whose ladder says so waits for a person without an end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from backend.notifications import rules, times
from backend.notifications.rules import KINDS, PUSH, TASK, TEXT
from backend.shared.dates import london_date

WAIT, SEND, CLIMB, HAND, PASS_ON, END = "wait", "send", "climb", "hand", "pass_on", "end"
ACCEPTED, GONE, TOO_LARGE, KEY, FAILED = "accepted", "gone", "too_large", "key", "failed"
SPENT = len(times.BACKOFF)
"""So many failed tries are enough on one rung."""
FALLBACK = rules.Kind(rules.STAFF, "", "", rules.DAY, (rules.Step(PUSH),), False, "/")
"""A kind that this version does not know (a newer one gave it) stays open and waits for the newer one."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose, or the defaults. `held`: nothing leaves for them at all (S03)."""

    shows: str = rules.PRIVATE
    messages: bool = True
    plan: bool = True
    quiet: bool = True
    quiet_from: time = time(22)
    quiet_until: time = time(8)
    held: bool = False

    def wants(self, kind: rules.Kind) -> bool:
        """Whether they want to be told of this kind outside the app."""
        chosen = {rules.MESSAGES: self.messages, rules.PLAN: self.plan}.get(kind.group, True)
        return chosen and self.shows != rules.NOTHING

    def allowed(self, at: datetime) -> datetime:
        """The first instant from `at` on when something may leave for them."""
        return times.next_allowed(at, self.quiet_from, self.quiet_until) if self.quiet else at


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one claimed notice stands. `lease`: whoever has an older number changes nothing any more."""

    id: UUID
    kind: str
    lease: int
    rung: str
    rung_since: datetime
    tries: int
    useful_until: datetime | None = None
    pushed_at: datetime | None = None
    texted_at: datetime | None = None
    young_person: UUID | None = None
    worker: UUID | None = None
    about: UUID | None = None
    thing: UUID | None = None
    named: UUID | None = None

    @property
    def rules(self) -> rules.Kind:
        """What its kind says."""
        return KINDS.get(self.kind, FALLBACK)


@dataclass(frozen=True, slots=True)
class Person:
    """What matters about the person now. `waits`: for each address of theirs, until when its service wants peace."""

    choices: Choices
    waits: Sequence[datetime | None] = ()
    gone: bool = False
    can_text: bool = False
    texts_today: int = 0
    last_capped: datetime | None = None  # a capped kind left last: by push or text
    last_message: datetime | None = None  # a message was pushed last


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do. SEND is by the notice's own rung; CLIMB goes to `rung`; END ends as `end` because of `why`.

    PASS_ON: its worker, whose role is `why`, no longer works with the young person; who does has it from the first rung.
    """

    act: str
    until: datetime | None = None
    rung: str = ""
    end: str = ""
    why: str = ""
    spent: bool = False  # nothing more is tried on this rung


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer of a push service means; `again_at` when it said so itself."""

    what: str
    again_at: datetime | None = None


RINGS_WITHIN = timedelta(seconds=2)
"""By then a notice has rung whose giver lived."""


def may_not_have_rung(notice: Standing, now: datetime) -> bool:
    """Whether it was given a while ago and nothing was tried yet: whoever gave it may have died before it rang."""
    return notice.rung == PUSH and not notice.tries and now - notice.rung_since > RINGS_WITHIN


def rung_ends(notice: Standing, choices: Choices) -> datetime | None:
    """When the rung above takes over; None when never. The stay counts from when something could leave first."""
    stay = rules.stay(notice.rules, notice.rung)
    if stay is None:
        return None
    begins = notice.rung_since if notice.kind == "test" else choices.allowed(notice.rung_since)
    return begins + stay


def next_move(notice: Standing, person: Person, now: datetime) -> Move:
    """What is to be done with this due notice."""
    kind, choices = notice.rules, person.choices
    if person.gone:
        return Move(END, end=rules.CANCELLED, why="left")
    if choices.held:
        return Move(WAIT, until=now + rules.FAR)
    if notice.rung == TASK:
        return Move(HAND)
    if notice.useful_until and now >= notice.useful_until:
        return climb(notice, too_late=True)
    ends = rung_ends(notice, choices)
    if ends and now >= ends:
        return climb(notice)
    if notice.rung == TEXT:
        return _text(notice, person, now)
    if notice.pushed_at and notice.pushed_at >= notice.rung_since:
        return _wait(notice, choices, now)
    if notice.kind != "test" and not choices.wants(kind):
        return _wait(notice, choices, now)
    if not person.waits or notice.tries >= SPENT:
        return _wait(notice, choices, now)
    soonest = max(_may_leave(notice, person, now), min((one or now) for one in person.waits))
    if notice.kind in rules.NOT_CLOSER:
        soonest = max(soonest, (person.last_message or now - times.COALESCE) + times.COALESCE)
    return Move(SEND) if soonest <= now else _wait(notice, choices, now, soonest)


def _text(notice: Standing, person: Person, now: datetime) -> Move:
    if notice.texted_at and notice.texted_at >= notice.rung_since:
        return _wait(notice, person.choices, now)
    if not person.can_text or not person.choices.wants(notice.rules):
        return climb(notice)
    if notice.tries >= SPENT:
        return _wait(notice, person.choices, now)
    soonest = _may_leave(notice, person, now)
    if person.texts_today >= rules.TEXTS_A_DAY:
        soonest = max(soonest, person.choices.allowed(times.tomorrow(now)))
    return Move(SEND) if soonest <= now else _wait(notice, person.choices, now, soonest)


def _may_leave(notice: Standing, person: Person, now: datetime) -> datetime:
    """The first instant at which quiet hours and the one-a-day cap let this notice out."""
    if notice.kind == "test":
        return now
    capped = notice.rules.capped and person.last_capped
    if capped and london_date(person.last_capped or now) >= london_date(now):
        return person.choices.allowed(times.tomorrow(now))
    return person.choices.allowed(now)


def _wait(notice: Standing, choices: Choices, now: datetime, until: datetime | None = None) -> Move:
    # A worker's is looked at every day: they may work with the young person no longer.
    daily = now + rules.FAR if notice.worker else None
    ends = (until, rung_ends(notice, choices), notice.useful_until, daily)
    found = [one for one in ends if one is not None and one > now]
    return Move(WAIT, until=min(found, default=now + rules.FAR))


def wait_on(notice: Standing, choices: Choices, now: datetime) -> Move:
    """It has left; this rung has its time."""
    return _wait(notice, choices, now)


def wait_for_tomorrow(notice: Standing, choices: Choices, now: datetime) -> Move:
    """Another capped notice leaves today."""
    return _wait(notice, choices, now, choices.allowed(times.tomorrow(now)))


def climb(notice: Standing, *, too_late: bool = False) -> Move:
    """The next rung, the last one when it is `too_late` for a nudge; above the last one it is over."""
    step = rules.next_step(notice.rules, notice.rung)
    if too_late and step:
        step = notice.rules.ladder[-1] if notice.rules.to_a_person else None
    if step is None:
        return Move(END, end=rules.CANCELLED, why="too_late" if too_late else "over")
    return Move(CLIMB, rung=step.rung)


def verdict(status: int | None, retry_after: datetime | None = None) -> Verdict:
    """What a push service's answer means (RFC 8030 sections 5 and 8.4; RFC 9110 section 15). Accepted is not delivered."""
    if status in (200, 201, 202):
        return Verdict(ACCEPTED)
    if status in (404, 410):
        return Verdict(GONE)
    if status == 413:
        return Verdict(TOO_LARGE)
    if status in (400, 401, 403):
        return Verdict(KEY)
    return Verdict(FAILED, retry_after if status in (429, 503) else None)


def after_push(
    notice: Standing, verdicts: Sequence[Verdict], choices: Choices, now: datetime, jitter: float, *, can_text: bool
) -> Move:
    """What is to be done after a try on every address. One that took it is enough; with none left it is `given_up`."""
    if any(one.what == ACCEPTED for one in verdicts):
        return _wait(notice, choices, now)
    again = [one for one in verdicts if one.what in (KEY, FAILED)]
    if not again:
        return given_up(notice, choices, now, can_text=can_text)
    return try_again(notice, [one.again_at for one in again], choices, now, jitter, can_text=can_text)


def try_again(
    notice: Standing,
    asked: Sequence[datetime | None],
    choices: Choices,
    now: datetime,
    jitter: float,
    *,
    can_text: bool,
) -> Move:
    """The next try on this rung: when the service asked for it, else with growing waits; after eight it is `given_up`."""
    wait: timedelta | None = times.backoff(notice.tries + 1, jitter)
    if wait is None:
        return given_up(notice, choices, now, can_text=can_text)
    return _wait(notice, choices, now, min(one or now + wait for one in asked))


def given_up(notice: Standing, choices: Choices, now: datetime, *, can_text: bool) -> Move:
    """This rung can do no more. A text takes over at once; after a text that failed, a person does.

    Else the rung keeps its time, as for somebody without any address: they may still open the app, and a dead address
    must neither end a notice nor bring it to their manager in the same second.
    """
    step = rules.next_step(notice.rules, notice.rung)
    if step and (notice.rung == TEXT or (step.rung == TEXT and can_text)):
        return Move(CLIMB, rung=step.rung)
    return replace(_wait(notice, choices, now), spent=True)
