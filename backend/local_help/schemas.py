"""What is said about services near by, in and out. All of it is public; who looks is never kept."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

About = Literal["housing", "mental_health", "hub", "advocacy", "young_parents", "money", "work", "other"]
Line = Annotated[str, Meta(max_length=400)]


class Service(Struct, frozen=True):
    """One service. `gone`: its source no longer has it; it is shown as such for a while, then no more. `checked_on`: by whoever keeps it."""

    id: UUID
    about: About
    name: str
    what: str
    who_for: str
    address: str
    phone: str
    email: str
    link: str
    opens: str
    cost: str
    from_whom: str
    checked_on: date
    gone: bool


class OwnService(Service, frozen=True):
    """One of the council's own list. `revision` goes up with every change."""

    revision: int


class Services(Struct, frozen=True):
    """Everything, so that a phone can search without signal. `hash` changes when anything does."""

    hash: str
    council: str
    services: list[Service]


class OwnServiceIn(Struct, forbid_unknown_fields=True):
    """A service on the council's own list. `revision`: of the one that this changes; null for a new one."""

    id: UUID
    checked_on: date
    about: About
    name: Annotated[str, Meta(min_length=2, max_length=120)]
    what: Annotated[str, Meta(min_length=2, max_length=600)]
    who_for: Line = ""
    address: Line = ""
    phone: Annotated[str, Meta(max_length=40)] = ""
    email: Annotated[str, Meta(max_length=200)] = ""
    link: Line = ""
    opens: Line = ""
    cost: Annotated[str, Meta(max_length=120)] = ""
    revision: Annotated[int, Meta(ge=0)] | None = None


class FeedIn(Struct, forbid_unknown_fields=True):
    """An Open Referral UK feed, version 3: the address in front of /services."""

    name: Annotated[str, Meta(min_length=2, max_length=120)]
    address: Annotated[str, Meta(min_length=10, max_length=400)]


class Fault(Struct, frozen=True):
    """One record of a feed that was not taken, or is to be looked at, and why, in words for whoever keeps the feed."""

    record: str
    name: str
    why: str
    first_seen_on: date


class Run(Struct, frozen=True):
    """One reading of a feed. `passed_by`: records that are sound, but for other ages or about nothing that we list."""

    at: datetime
    ended_at: datetime | None
    pages: int
    taken: int
    passed_by: int
    faulty: int
    gone: int
    outcome: Literal["running", "done", "stopped"]
    why: str


class Feed(Struct, frozen=True):
    id: UUID
    name: str
    address: str
    every_hours: int
    paused: bool
    runs: list[Run]
    faults: list[Fault]


class Keeping(Struct, frozen=True):
    """The page of whoever keeps the list."""

    feeds: list[Feed]
    own: list[OwnService]
    stale: int
