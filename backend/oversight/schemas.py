"""What is said about figures. Out only: frozen, without defaults."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class Exclusion(Struct, frozen=True):
    """A reason not to be in the denominator, and how many it leaves out."""

    code: str
    words: str
    count: int


class StopCount(Struct, frozen=True):
    """How many got at least this far; `percent` of everyone who must have a plan, whole."""

    code: str
    count: int
    percent: int


class TeamRow(Struct, frozen=True):
    id: UUID
    name: str
    must_have: int
    written: int
    shared: int
    delivered: int
    opened: int
    understood: int
    late: int


class StuckRow(Struct, frozen=True):
    """Somebody whose plan has not moved for a week. `days` at the stop, or since a first plan was due."""

    young_person: UUID
    name: str
    age: int
    adviser: str
    stop: str
    days: int
    number: int | None


class Answers(Struct, frozen=True):
    """The latest answer to the version that counts."""

    agree: int
    partly: int
    disagree: int
    not_now: int


class Sharing(Struct, frozen=True):
    """Plan sharing in the manager's teams. `must_have` is the denominator of every figure, phone or not."""

    counted_at: datetime
    council: str
    must_have: int
    exclusions: list[Exclusion]
    stops: list[StopCount]
    late_to_share: int
    teams: list[TeamRow]
    stuck: list[StuckRow]
    stuck_total: int
    median_days_to_share: float | None
    answers: Answers


class RecordStop(Struct, frozen=True):
    """One stop of one version: when, by whom, and on what evidence. `at` is null until it is reached."""

    code: str
    at: datetime | None
    who: str
    how: str


class SharingRecord(Struct, frozen=True):
    """The proof behind one row. `intact`: the content still has the hash it had when it was shared."""

    young_person: UUID
    name: str
    known_as: str
    age: int
    number: int | None
    stops: list[RecordStop]
    days: int
    answer: str | None
    answer_words: str
    why_anyway: str | None
    hash: str
    intact: bool
