"""Who is asking, what for, and when."""

from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from backend.shared.dates import london_date

YOUNG_PERSON, ADVISER, MANAGER, NURSE = "young_person", "adviser", "manager", "nurse"
ADMIN, AUDITOR, OVERSEER, CLOCK, NOBODY = "admin", "auditor", "overseer", "clock", "nobody"
STAFF = frozenset({ADVISER, MANAGER, NURSE, ADMIN, AUDITOR, OVERSEER})


@dataclass(frozen=True, slots=True)
class Viewer:
    """One request's answer to: who, as what, doing which action, on which phone, at which instant.

    `now` is an aware UTC instant, set once at the door, so that a request never sees two times.
    `id` is None for nobody and for the clock.
    """

    kind: str
    action: str
    now: datetime
    id: UUID | None = None
    device: UUID | None = None
    session: UUID | None = None
    unlocked_at: datetime | None = None
    request: str = ""

    @property
    def today(self) -> date:
        """The calendar date in London at `now`."""
        return london_date(self.now)

    @property
    def is_staff(self) -> bool:
        """Whether this viewer works for the council."""
        return self.kind in STAFF

    def doing(self, action: str) -> "Viewer":
        """The same viewer for another named action; for jobs, commands on the command line and tests."""
        return replace(self, action=action)

    @staticmethod
    def clock(action: str, now: datetime) -> "Viewer":
        """The viewer for what time itself does; `action` must stand on the clock's short list."""
        return Viewer(kind=CLOCK, action=action, now=now)


viewing: ContextVar[Viewer] = ContextVar("viewing")
