"""What is said about papers, in and out. No picture of a document and no full number, but one: the NI number, if its owner wishes."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

PaperKind = Literal[
    "ni_number", "photo_id", "birth_certificate", "passport", "nhs_gp", "health_summary", "bank_account", "savings",
    "school_records", "immigration", "benefits_claim", "voter", "adult_care", "home_at_18", "housing_register",
    "life_story", "proof_letter",
]  # fmt: skip
PaperStatus = Literal[
    "not_started", "applied", "waiting", "held_by_me", "held_by_someone_else", "not_needed", "lost"
]  # fmt: skip
Whose = Literal["young_person", "adviser", "someone_else"]
Words = Annotated[str, Meta(max_length=400)]


class Said(Struct, frozen=True):
    """One entry of a paper's story: who said what, when. `by`: a first name, or empty for its owner."""

    status: PaperStatus
    by: str
    on: date
    words: str


class Paper(Struct, frozen=True):
    """One paper on the checklist of one person. `held`: the goal; on file at the council does not count.

    `owner_says`, `council_says`: the two voices; where they differ the owner's counts and `differs` is true.
    `start_on`, `have_by`: days worked out from their birthday, null where none does; for immigration papers the day that the
    leave ends, to staff who may know it. `days_left`: to `have_by`, below 0 when past; null from 18 on once it has passed:
    nobody is told at 22 that they are late. `free`: whether the council pays. `where`: where it is, in words. `how`: how to get it, public words.
    """

    kind: PaperKind
    title: str
    about: str
    how: list[str]
    free: bool
    status: PaperStatus
    held: bool
    owner_says: PaperStatus | None
    council_says: PaperStatus | None
    differs: bool
    start_on: date | None
    have_by: date | None
    days_left: int | None
    standing: Literal["with_you", "your_turn", "going", "late", "to_come", "not_needed"]
    next_who: Whose | None
    next_name: str
    next_what: str
    next_by: date | None
    where: str
    said: list[Said]


class Papers(Struct, frozen=True):
    """`held` of `of` that they need. `ni_kept`, `immigration_kept`: whether their number and their leave are kept for them."""

    on: date
    held: int
    of: int
    turns_18_on: date
    papers: list[Paper]
    ni_kept: bool
    immigration_kept: bool


class NearPaper(Struct, frozen=True):
    """A paper that is its owner's turn, for Today. `asked`: the council says that they have it.

    `unnamed`: Today says that one of their papers needs them, not which nor when: somebody may look over a shoulder.
    """

    kind: PaperKind
    title: str
    next_what: str
    next_by: date | None
    have_by: date | None
    asked: bool
    unnamed: bool


class PapersNear(Struct, frozen=True):
    """What of papers belongs on Today and on My stuff."""

    held: int
    of: int
    papers: list[NearPaper]


class PaperSaid(Struct, forbid_unknown_fields=True):
    """What its owner says: where it is. `id` makes it once."""

    id: UUID
    status: PaperStatus
    words: Words = ""


class PaperWritten(Struct, forbid_unknown_fields=True):
    """What the adviser writes, with the next step: who, what and by when together, or none of them; a name for someone else.

    `expires_on`: the last day of their leave, for immigration papers only. "Not needed" takes words: why.
    """

    id: UUID
    status: PaperStatus
    words: Words = ""
    where: Annotated[str, Meta(max_length=200)] = ""
    next_who: Whose | None = None
    next_name: Annotated[str, Meta(max_length=80)] = ""
    next_what: Words = ""
    next_by: date | None = None
    expires_on: date | None = None


class NiNumberIn(Struct, forbid_unknown_fields=True):
    """An NI number, with or without spaces; whether it may be one is checked (HMRC, NIM39110)."""

    number: Annotated[str, Meta(max_length=20)]


class NiNumber(Struct, frozen=True):
    number: str
    kept_on: date


class ImmigrationIn(Struct, forbid_unknown_fields=True):
    """What they have leave as, in their own words, until when, and whether their adviser may see the date."""

    leave: Words = ""
    expires_on: date | None = None
    shown: bool = False


class Immigration(Struct, frozen=True):
    leave: str
    expires_on: date | None
    shown: bool
    said_on: date
    by: Literal["you", "council"]


class StaffPapers(Struct, frozen=True):
    """The checklist as whoever works with them sees it. `immigration_expires_on`: null unless recorded by the council or shown."""

    young_person: UUID
    known_as: str
    age: int
    on: date
    held: int
    of: int
    turns_18_on: date
    papers: list[Paper]
    immigration_expires_on: date | None


class Gap(Struct, frozen=True):
    """A young person who lacks papers of those due by 17 and a half, or due already. `missing`, `late`: their titles."""

    young_person: UUID
    name: str
    age_years: int
    turns_18_on: date
    days_to_18: int
    adviser: str
    held: int
    of: int
    missing: list[str]
    late: list[str]
    last_said_at: datetime | None


class GapCount(Struct, frozen=True):
    """One kind of paper: of those who needed it, how many held it by their 18th birthday."""

    kind: PaperKind
    title: str
    held: int
    of: int


class Gaps(Struct, frozen=True):
    """`rows`: 16, 17 and just turned 18, worst first. `by_18`: of the `turned_18` in the last 12 months, by kind of paper."""

    on: date
    rows: list[Gap]
    turned_18: int
    by_18: list[GapCount]
