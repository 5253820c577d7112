"""What may be told, in which words, how long, and who gets it in the end: one page that an auditor can read.

A lock screen shows these lines and no others (design language, section 9; safety.md S05). Times are whole: no stay and
no TTL is 0, because a push service throws a TTL of 0 away when the phone is off (RFC 8030 section 5.2).
"""

from dataclasses import dataclass
from datetime import timedelta

from backend.shared.viewer import MANAGER

PUSH, TEXT, TASK = "push", "text", "task"
SEEN, DONE, HANDED, CANCELLED = "seen", "done", "handed", "cancelled"
MESSAGES, PLAN, SAFETY, STAFF = "messages", "plan", "safety", "staff"
PRIVATE, FIRST_NAMES, NOTHING = "private", "first_names", "none"
TITLE = "Onward"
OF_NURSES = ("nurse_message", "nurse_waiting", "nurse_reply_due")
"""Of a nurse's thread: handed to a nurse and to nobody else, because that there is one says something of somebody's health."""
WAITING = ("message_waiting", "reply_due")  # for whoever reads; a manager only until somebody does
AS_ONE = {"nurse_message": "message", "nurse_waiting": "message_waiting"}  # a lock screen does not tell them apart
NOT_CLOSER = ("message", *WAITING, *OF_NURSES)  # several within a minute are told as one
CHECK_WORDS = "Notifications work on this phone."  # the weekly check shows them for a moment
TEXTS_A_DAY = 5  # to one young person
COUNCIL_TEXTS_A_DAY = 1000
LEASE_SECONDS = 90
FAR = timedelta(days=1)  # a notice that waits for a person is looked at again this often
TASK_RISES = 2  # working days
MOST_SUBSCRIPTIONS = 10  # of one person; the newest stay


@dataclass(frozen=True, slots=True)
class Step:
    """A rung, and how long it has before the next one takes over. None: until a person acts. On TASK it says nothing."""

    rung: str
    stay: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice. `capped`: at most one a London day leaves (push or text), all that are due in one.

    `opens` may hold {about} and {thing}. A ladder without TASK ends as cancelled: its time is over.
    """

    group: str
    private: str
    first_names: str
    ttl: timedelta
    ladder: tuple[Step, ...]
    capped: bool
    opens: str

    @property
    def to_a_person(self) -> bool:
        """Whether somebody's task is the last rung."""
        return self.ladder[-1].rung == TASK


def _ladder(push: timedelta | None, text: timedelta | None = None, *, task: bool = False) -> tuple[Step, ...]:
    steps = [Step(PUSH, push)]
    if text:
        steps.append(Step(TEXT, text))
    return (*steps, Step(TASK)) if task else tuple(steps)


def _young(group: str, words: str, first: str, opens: str, ladder: tuple[Step, ...], ttl: timedelta) -> Kind:
    return Kind(group, words, first or words, ttl, ladder, group == PLAN, opens)


def _staff(opens: str, ladder: tuple[Step, ...], *, capped: bool = False, words: str = "") -> Kind:
    words = words or "Something is waiting for you."
    return Kind(STAFF, words, words, 3 * DAY, ladder, capped, opens)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_NEW, _COMING, _REMINDER, _UPDATE = (
    "You have something new.", "Something is coming up.", "A reminder for you.", "You have an update.",
)  # fmt: skip
_MEETING, _SHARED = "You're meeting {name} on {day}.", "{name} shared something with you."
_ENDS = "Something ends soon. Have a look."

KINDS: dict[str, Kind] = {
    # For a young person. Someone sees to it, in the end, wherever silence could cost them something.
    "message": _young(
        MESSAGES, _NEW, "New message from {name}.", "/messages", _ladder(DAY, 2 * DAY, task=True), 7 * DAY
    ),
    "nurse_message": _young(MESSAGES, _NEW, "", "/messages", _ladder(DAY, 2 * DAY, task=True), 7 * DAY),
    "plan_shared": _young(PLAN, _NEW, _SHARED, "/plan", _ladder(3 * DAY, 11 * DAY, task=True), 7 * DAY),
    "plan_unopened": _young(PLAN, _NEW, _SHARED, "/plan", _ladder(3 * DAY, 4 * DAY, task=True), 7 * DAY),
    "review_28": _young(PLAN, _COMING, "", "/plan/review", _ladder(20 * DAY), 7 * DAY),
    "review_7": _young(PLAN, _COMING, _MEETING, "/plan/review", _ladder(2 * DAY, 3 * DAY), 6 * DAY),
    "review_1": _young(PLAN, _COMING, _MEETING, "/plan/review", _ladder(5 * HOUR, 5 * HOUR, task=True), DAY),
    "review_asked": _young(PLAN, _UPDATE, "", "/plan/review", _ladder(3 * DAY), 3 * DAY),
    "review_set": _young(
        PLAN, _UPDATE, "A date has been set.", "/plan/review", _ladder(2 * DAY, 3 * DAY, task=True), 7 * DAY
    ),
    "review_moved": _young(
        PLAN, _UPDATE, "A date has been set.", "/plan/review", _ladder(DAY, 2 * DAY, task=True), 7 * DAY
    ),
    "action_7": _young(PLAN, _REMINDER, "A reminder from you and {name}.", "/plan", _ladder(5 * DAY), 6 * DAY),
    "action_1": _young(PLAN, _REMINDER, "A reminder from you and {name}.", "/plan", _ladder(DAY), DAY),
    "right_ends_56": _young(PLAN, _REMINDER, _ENDS, "/rights", _ladder(14 * DAY), 7 * DAY),
    "right_ends_14": _young(PLAN, _REMINDER, _ENDS, "/rights", _ladder(4 * DAY, 4 * DAY, task=True), 7 * DAY),
    "talk_asked": _young(PLAN, _REMINDER, "", "/rights", _ladder(14 * DAY), 7 * DAY),
    "claim_decided": _young(PLAN, _UPDATE, "", "/rights/claims/{thing}", _ladder(3 * DAY, 4 * DAY, task=True), 7 * DAY),
    "claim_challenge_answered": _young(
        PLAN, _UPDATE, "", "/rights/claims/{thing}", _ladder(3 * DAY, 4 * DAY, task=True), 7 * DAY
    ),
    "claim_given": _young(PLAN, _UPDATE, "", "/rights/claims/{thing}", _ladder(7 * DAY), 7 * DAY),
    "claim_late": _young(PLAN, _UPDATE, "", "/rights/claims/{thing}", _ladder(7 * DAY), 7 * DAY),
    "claim_confirm": _young(PLAN, _REMINDER, "", "/rights/claims/{thing}", _ladder(3 * DAY, 4 * DAY), 7 * DAY),
    # One notice for all papers that lack. Whose leave to stay ends is theirs to tell: nobody else is handed that.
    "paper_24": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(14 * DAY), 7 * DAY),
    "paper_12": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(14 * DAY), 7 * DAY),
    "paper_6": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(7 * DAY, 7 * DAY), 7 * DAY),
    "paper_3": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(7 * DAY, 7 * DAY), 7 * DAY),
    "paper_turn": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(3 * DAY, 4 * DAY, task=True), 7 * DAY),
    "immigration_6": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(7 * DAY, 7 * DAY), 7 * DAY),
    "immigration_3": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(7 * DAY, 7 * DAY), 7 * DAY),
    "immigration_1": _young(PLAN, _REMINDER, "", "/me/documents", _ladder(3 * DAY, 4 * DAY), 7 * DAY),
    "adviser_away": _young(PLAN, _UPDATE, "{name} is away.", "/messages", _ladder(3 * DAY), 3 * DAY),
    "new_phone": _young(
        SAFETY, "Someone signed in. Was it you?", "", "/me/phones", _ladder(DAY, DAY, task=True), 7 * DAY
    ),
    "test": _young(SAFETY, _NEW, "", "/me/notices", _ladder(DAY), HOUR),
    # For staff: never a name. What matters rises to the manager; what comes again by itself ends by itself.
    "message_waiting": _staff(
        "/staff/messages/{about}", _ladder(4 * DAY, task=True), words="A message is waiting."
    ),
    "reply_due": _staff("/staff/messages/{about}", _ladder(2 * DAY, task=True), words="A message is waiting."),
    "nurse_waiting": _staff("/staff/messages/{about}", _ladder(4 * DAY, task=True), words="A message is waiting."),
    "nurse_reply_due": _staff("/staff/messages/{about}", _ladder(2 * DAY, task=True), words="A message is waiting."),
    "plan_reply_due": _staff("/staff/people/{about}/plan", _ladder(2 * DAY, task=True)),
    "plan_answered": _staff("/staff/people/{about}/plan", _ladder(14 * DAY, task=True)),
    "review_asked_staff": _staff("/staff/people/{about}/plan", _ladder(14 * DAY, task=True)),
    "review_nudge": _staff("/staff/people/{about}/plan", _ladder(7 * DAY, task=True), capped=True),
    "review_staff_42": _staff("/staff/people/{about}/plan", _ladder(14 * DAY), capped=True),
    "review_staff_28": _staff("/staff/people/{about}/plan", _ladder(14 * DAY), capped=True),
    "review_staff_7": _staff("/staff/people/{about}/plan", _ladder(7 * DAY, task=True), capped=True),
    "review_late": _staff("/staff", _ladder(DAY), capped=True),
    "plan_unopened_7": _staff("/staff/people/{about}/plan", _ladder(7 * DAY), capped=True),
    "plan_unopened_14": _staff("/staff/people/{about}/plan", _ladder(14 * DAY, task=True), capped=True),
    "action_staff_7": _staff("/staff/people/{about}/plan", _ladder(7 * DAY), capped=True),
    "action_staff_1": _staff("/staff/people/{about}/plan", _ladder(2 * DAY), capped=True),
    "action_late": _staff("/staff/people/{about}/plan", _ladder(7 * DAY, task=True), capped=True),
    "right_ends_staff": _staff("/staff/people/{about}/rights", _ladder(14 * DAY), capped=True),
    "talk_no": _staff("/staff/people/{about}/rights", _ladder(7 * DAY, task=True)),
    "offer_review": _staff("/staff/offer", _ladder(28 * DAY), capped=True),
    "claim_asked": _staff("/staff/claims", _ladder(2 * DAY, task=True)),
    "claim_due": _staff("/staff/claims", _ladder(4 * DAY), capped=True),
    "claim_late_staff": _staff("/staff/claims", _ladder(4 * DAY, task=True), capped=True),
    "claim_not_come": _staff("/staff/claims", _ladder(4 * DAY, task=True)),
    "claim_challenged": _staff("/staff/claims", _ladder(4 * DAY, task=True)),
    "paper_staff": _staff("/staff/people/{about}/documents", _ladder(14 * DAY), capped=True),
    "immigration_staff": _staff("/staff/people/{about}/documents", _ladder(7 * DAY, task=True), capped=True),
    "cover_starts": _staff("/staff/duty", _ladder(3 * DAY, task=True), capped=True),
    "digest_manager": _staff("/staff/waiting", _ladder(DAY), capped=True),
    "glass_broken": _staff("/staff/waiting", _ladder(None)),
    "phone_out": _staff("/staff/people/{about}/phone", _ladder(3 * DAY, task=True)),
    "task": _staff("/staff/duty", _ladder(None)),
}  # fmt: skip


def words(kind: Kind, shows: str, name: str, day: str) -> str:
    """The one line of a lock screen. Without the name or the day that it needs, the private one."""
    line = kind.first_names if shows == FIRST_NAMES else kind.private
    if ("{name}" in line and not name) or ("{day}" in line and not day):
        line = kind.private
    return line.format(name=name, day=day)


def only_told(kind: str, viewer_kind: str) -> bool:
    """Whether this person is only told of it, and cannot do what it asks for: a manager never reads who waits (decisions 10)."""
    return kind in WAITING and viewer_kind == MANAGER


def opens(kind: str, viewer_kind: str, about: object = None, thing: object = None) -> str:
    """Our own path behind a notice, for this kind of person. It is told after the lock only, never in a push."""
    if only_told(kind, viewer_kind):
        return "/staff/waiting"
    return KINDS[kind].opens.format(about=about, thing=thing)


def next_step(kind: Kind, rung: str) -> Step | None:
    """The rung above; None when there is none."""
    rungs = [step.rung for step in kind.ladder]
    above = rungs.index(rung) + 1 if rung in rungs else len(rungs)
    return kind.ladder[above] if above < len(rungs) else None


def stay(kind: Kind, rung: str) -> timedelta | None:
    """How long this rung has; None: until a person acts."""
    return next((step.stay for step in kind.ladder if step.rung == rung), None)
