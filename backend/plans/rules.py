"""What a plan is made of, how far it got, and when it may be shared. The law is in the docstrings, today an argument.

CLR = Care Leavers (England) Regulations 2010; CPR = Care Planning, Placement and Case Review (England) Regulations 2010.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from backend.shared.dates import working_days_after

PARTS: dict[str, tuple[str, ...]] = {
    "home": ("home",),
    "learning": ("education", "work"),
    "health": ("health",),
    "money": ("money",),
    "people": ("support_people", "relationships"),
    "skills": ("skills",),
    "identity": ("identity",),
    "plan_b": ("plan_b",),
}
"""The eight parts shown, in their order, and the ten matters of CLR 2010 Schedule 1 that each holds (decisions 7)."""

PART_OF = {matter: part for part, matters in PARTS.items() for matter in matters}
MATTERS = tuple(PART_OF)
ANSWERS = ("agree", "partly", "disagree", "not_now")
STARTED, DONE, DID_NOT_HAPPEN = "started", "done", "did_not_happen"
PROGRESS = {STARTED: "going", DONE: "done", DID_NOT_HAPPEN: "did_not_happen"}
"""What is said about an action, and how it is then shown; before anything is said it is to do."""

COPY_WITHIN = 5
"""Working days from finished to shared. CLR 2010 reg 4(2) says as soon as practicable; the figure is our target."""

REPLY_WITHIN = 3
"""Working days to answer a young person who does not agree, or who wants another date. A promise, not a law."""

OPEN_WITHIN = 7
"""Days after sharing in which a plan is left to be opened; then the adviser helps in another way."""


class Stop(IntEnum):
    """How far a version got (decisions 5). Each stop stands on its own evidence; a version never goes back."""

    NONE = 0
    DRAFT = 1
    WRITTEN = 2
    SHARED = 3
    DELIVERED = 4
    OPENED = 5
    UNDERSTOOD = 6

    @property
    def code(self) -> str:
        """The word on the wire."""
        return self.name.lower()


FIVE_STOPS = (Stop.WRITTEN, Stop.SHARED, Stop.DELIVERED, Stop.OPENED, Stop.UNDERSTOOD)
PROVEN_BY = {
    "fetched": (Stop.DELIVERED,),
    "opened": (Stop.DELIVERED, Stop.OPENED),
    "answered": (Stop.DELIVERED, Stop.OPENED),
}
"""Which stops an act on the young person's own unlocked phone proves: what is opened there has also arrived there."""


@dataclass(frozen=True)
class Line:
    """One action as the rules see it. `who` is a name, "" when nobody is named yet; `other`: not ours, not theirs."""

    id: UUID
    matter: str
    what: str
    who: str
    by_when: date | None
    helps: str = ""
    plan_b: str = ""
    other: bool = False


@dataclass(frozen=True)
class Gap:
    """What stops sharing: an action without its person or its date, or a plan without any action."""

    action: UUID | None
    part: str
    what: str
    problem: str


def gaps(actions: Iterable[Line]) -> list[Gap]:
    """Everything that stops sharing; empty means it may be shared.

    CLR 2010 reg 6 and CPR 2010 reg 43: for each action by whom and by when (decisions 6).
    """
    found: list[Gap] = []
    lines = list(actions)
    if not lines:
        found.append(Gap(None, next(iter(PARTS)), "", "This plan has no action yet"))
    for line in lines:
        part = PART_OF[line.matter]
        if not line.who.strip():
            found.append(Gap(line.id, part, line.what, "No person yet"))
        if line.by_when is None:
            found.append(Gap(line.id, part, line.what, "No date yet"))
    return found


def share_by(written_on: date) -> date:
    """The last day to share what was finished on `written_on`. CLR 2010 reg 4(2)."""
    return working_days_after(written_on, COPY_WITHIN)


def late_to_share(written_on: date, shared_on: date | None, today: date) -> bool:
    """Whether a finished version still waits to be shared after its last day."""
    return shared_on is None and share_by(written_on) < today


def late_if_written_by(today: date) -> date:
    """What was finished on this day or before, and is not shared yet, is late today: late_to_share for a whole table."""
    day = today - timedelta(days=1)
    while not late_to_share(day, None, today):
        day -= timedelta(days=1)
    return day


def percent(part: int, whole: int) -> int:
    """A whole percentage, rounded half up; 100 only when it is all of them, 0 only when it is none."""
    if whole <= 0 or part <= 0:
        return 0
    if part >= whole:
        return 100
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def canonical(content: dict[str, Any]) -> bytes:
    """The one way to write this content down: UTF-8 JSON, keys sorted, no spaces, dates and ids as text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content, in hex: equal for two copies exactly when they say the same."""
    return hashlib.sha256(canonical(content)).hexdigest()
