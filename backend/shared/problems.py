"""What can go wrong, in words a 17-year-old can read. Knows no HTTP library; doors.py turns these into RFC 9457."""

from typing import Any


class Problem(Exception):
    """A refusal with its reason. `title` says what happened, `detail` what to do about it; `more` travels beside them."""

    status = 500
    type = "unexpected"
    title = "Something went wrong on our side."

    def __init__(self, detail: str = "", **more: Any) -> None:
        super().__init__(self.type)
        self.detail = detail or self.title
        self.more = more


class SignInNeeded(Problem):
    """Nobody is signed in, or the sign-in is over. `wipe=True` tells the phone to clear its copy."""

    status, type, title = 401, "sign-in", "Open Onward again to carry on."


class NotAllowed(Problem):
    """This kind of person never does this."""

    status, type, title = 403, "not-allowed", "You can't do this here."


class WrongPin(Problem):
    """The PIN did not match; `tries_left` and `wait_seconds` travel beside it."""

    status, type, title = 403, "wrong-pin", "That PIN doesn't match."


class WrongSignIn(Problem):
    """The details given to sign in do not match; which of them, nobody is told."""

    status, type, title = 403, "wrong-sign-in", "Those details don't match."


class FreshUnlockNeeded(Problem):
    """The action asks for an unlock within the last few minutes (safety.md 4.5)."""

    status, type, title = 403, "fresh-unlock", "Unlock again to do this."


class NotFound(Problem):
    """Not there, or not yours to see: one answer for both, because existence is private too."""

    status, type, title = 404, "not-found", "We can't find that."


class Conflict(Problem):
    """Somebody was first, or the thing is past the point where this can be done."""

    status, type, title = 409, "conflict", "That has changed since you opened it."


class NotReady(Problem):
    """The plan cannot be shared yet; `gaps` names each action and what is missing."""

    status, type, title = 409, "not-ready", "This plan is not ready to share."


class DraftChanged(Problem):
    """Somebody else changed the draft meanwhile; nothing of what was sent is kept. `revision` is the draft's now."""

    status, type, title = 409, "draft-changed", "Somebody changed the draft since you opened it."


class SecondPerson(Problem):
    """Two people are needed, and whoever asks was the first."""

    status, type, title = 409, "second-person", "A second person does this."


class AboveWhatIsLeft(Problem):
    """More was decided than is left of a sum; `left` travels beside it, in pence."""

    status, type, title = 409, "above-what-is-left", "That is more than what is left."


class FaultyLines(Problem):
    """The offer cannot be published yet; `wrong` names each place, what is wrong there and the cure."""

    status, type, title = 409, "faulty-lines", "Some lines need a change first."


class SayWhy(Problem):
    """Allowed, with a reason that is kept; `hints` names what could be clearer."""

    status, type, title = 409, "say-why", "Some words could be clearer."


class NotValid(Problem):
    """What was sent does not fit; `faults` lists field and problem."""

    status, type, title = 400, "not-valid", "Something here needs a change."


class TooMany(Problem):
    """Too many tries; `wait_seconds` says how long."""

    status, type, title = 429, "too-many", "Too many tries. Wait a little."


class Busy(Problem):
    """The server is full for a moment; `wait_seconds` says how long."""

    status, type, title = 503, "busy", "Onward is busy. Try again in a moment."
