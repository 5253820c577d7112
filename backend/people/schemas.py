"""What is said about people. Out: frozen, without defaults."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct


class Person(Struct, frozen=True):
    """A member of staff by full name and by the name they are called."""

    name: str
    given_name: str


class Adviser(Struct, frozen=True):
    name: str
    given_name: str
    role: str


class Cover(Struct, frozen=True):
    """Stands in for the adviser; `until` is the last day of it, null when no end is planned."""

    name: str
    given_name: str
    until: date | None


class MyTeam(Struct, frozen=True):
    """Who works with this young person now."""

    adviser: Adviser | None
    cover: Cover | None
    manager: Person | None
    nurse: Person | None


class MyStatus(Struct, frozen=True):
    """The legal status that counts, with its law and its reason. `next_change`: the day it changes by itself."""

    category: str
    words: str
    law: str
    reason: str
    since: date | None
    next_change: date | None


class Look(Struct, frozen=True):
    """One look or act of a member of staff. `did` is a code."""

    who: str
    role: str
    did: str
    at: datetime
    why: str | None


class Looks(Struct, frozen=True):
    """Newest first; `next` goes into `before` for older ones, null at the end."""

    looks: list[Look]
    next: UUID | None


class CategoryOut(Struct, frozen=True):
    """What we compute beside what the council's case system says ("" for nothing); the case system counts."""

    computed: str
    recorded: str
    mismatch: bool
    words: str
    law: str
    reason: str
    facts: list[str]
    needs_a_person: bool
    since: date | None
    next_change: date | None


class PersonPage(Struct, frozen=True):
    """A young person as their adviser, cover or manager sees them."""

    id: UUID
    name: str
    known_as: str
    age: int
    born_on: date
    language: str
    contact_safely: str
    team: str
    adviser: Person | None
    cover: Cover | None
    category: CategoryOut
