"""What is said about plans, in and out. Out: frozen, without defaults. In: closed and bounded."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType, field

PartCode = Literal["home", "learning", "health", "money", "people", "skills", "identity", "plan_b"]
MatterCode = Literal[
    "home", "education", "work", "health", "money", "support_people", "relationships", "skills", "identity", "plan_b"
]
Answer = Literal["agree", "partly", "disagree", "not_now"]
Words = Annotated[str, Meta(max_length=4000)]
Sentence = Annotated[str, Meta(max_length=400)]


class Named(Struct, frozen=True):
    """A person by full name and by the name they are called."""

    name: str
    given_name: str


class Who(Struct, frozen=True):
    """Who does an action; `you` for the reader's own. All empty: nobody is named yet."""

    you: bool
    name: str
    given_name: str


class MatterOut(Struct, frozen=True):
    code: str
    need: str
    support: str


class MyAction(Struct, frozen=True):
    """An action as its owner reads it. `status`: to_do, going, done, did_not_happen."""

    id: UUID
    matter: str
    what: str
    who: Who
    by_when: date | None
    helps: str
    status: str
    done_on: date | None
    plan_b: str


class StaffAction(Struct, frozen=True):
    """The same action for staff. `by_whom`: the young person or a member of staff by id; null for anyone else."""

    id: UUID
    matter: str
    what: str
    who: Who
    by_whom: UUID | None
    by_when: date | None
    helps: str
    status: str
    done_on: date | None
    plan_b: str


class MyPart(Struct, frozen=True):
    code: str
    matters: list[MatterOut]
    own_words: str
    own_words_on: date | None
    actions: list[MyAction]
    if_things_change: str


class StaffPart(Struct, frozen=True):
    code: str
    matters: list[MatterOut]
    own_words: str
    own_words_on: date | None
    actions: list[StaffAction]
    if_things_change: str


class Version(Struct, frozen=True):
    """A shared version on its owner's phone. `hash`: SHA-256 of its content, the same that staff see."""

    id: UUID
    number: int
    shared_at: datetime
    shared_by: Named
    written_on: date
    opened_at: datetime | None
    answer: str | None
    answer_words: str
    answered_at: datetime | None
    parts: list[MyPart]
    before: int
    hash: str


class StaffVersion(Struct, frozen=True):
    """A version, shared or not, as staff see it. `stop`: how far it got."""

    id: UUID
    number: int
    stop: str
    shared_at: datetime | None
    shared_by: Named | None
    written_on: date | None
    opened_at: datetime | None
    answer: str | None
    answer_words: str
    answered_at: datetime | None
    parts: list[StaffPart]
    before: int
    hash: str


class Review(Struct, frozen=True):
    """The next plan review. `at` is null until a date was set; `due_on` null until there is a plan."""

    due_on: date | None
    why: str
    at: datetime | None
    place: str
    with_name: str
    answer: str | None
    answer_words: str


class MyPlan(Struct, frozen=True):
    """`writing`: a newer version is being written. `expected_by`: the day a first plan should be here."""

    version: Version | None
    review: Review
    adviser: Named | None
    writing: bool
    expected_by: date | None


class OlderVersion(Struct, frozen=True):
    id: UUID
    number: int
    shared_at: datetime | None
    answer: str | None


class StopTimes(Struct, frozen=True):
    """When each of the five stops was reached."""

    written: datetime | None
    shared: datetime | None
    delivered: datetime | None
    opened: datetime | None
    understood: datetime | None


class Stops(Struct, frozen=True):
    number: int | None
    stop: str
    at: StopTimes


class GapOut(Struct, frozen=True):
    action: UUID | None
    part: str
    what: str
    problem: str


class HintOut(Struct, frozen=True):
    where: str
    problem: str
    words: str
    instead: str = field(name="try")


class Doer(Struct, frozen=True):
    """Somebody who can be named on an action."""

    id: UUID
    name: str
    kind: str


class StaffPlan(Struct, frozen=True):
    draft: StaffVersion | None
    current: StaffVersion | None
    older: list[OlderVersion]
    review: Review
    stops: Stops
    gaps: list[GapOut]
    hints: list[HintOut]
    people: list[Doer]


class CasePlan(Struct, frozen=True):
    number: int | None
    stop: str
    at: datetime | None


class CaseRow(Struct, frozen=True):
    """One young person on the adviser's list: what is next for them, by when, and how far their plan got."""

    id: UUID
    name: str
    known_as: str
    initials: str
    age: int
    language: str
    need: str
    need_detail: str
    by: date | None
    late_days: int
    group: str
    plan: CasePlan
    answer: str | None
    answer_words: str
    review: Review
    phone: str
    cover: bool


class Caseload(Struct, frozen=True):
    today: date
    people: list[CaseRow]
    needs: int
    everyone: int
    waiting: int


class AnswerWords(Struct, forbid_unknown_fields=True):
    """`id` is made on the phone, so that sending twice answers once."""

    id: UUID
    answer: Answer
    words: Annotated[str, Meta(max_length=2000)] = ""


class OwnWordsIn(Struct, forbid_unknown_fields=True):
    id: UUID
    part: PartCode
    words: Annotated[str, Meta(min_length=1, max_length=2000)]


class DoneIn(Struct, forbid_unknown_fields=True):
    id: UUID


class ProgressIn(Struct, forbid_unknown_fields=True):
    id: UUID
    status: Literal["started", "done"]


class SomeWords(Struct, forbid_unknown_fields=True):
    words: Annotated[str, Meta(max_length=2000)] = ""


class MatterChange(Struct, forbid_unknown_fields=True):
    code: MatterCode
    need: Words
    support: Words


class ChangeWords(Struct, forbid_unknown_fields=True):
    part: PartCode
    words: Words


class DraftChange(Struct, forbid_unknown_fields=True):
    """Only what is named changes."""

    matters: Annotated[list[MatterChange], Meta(max_length=10)] = []
    if_things_change: Annotated[list[ChangeWords], Meta(max_length=8)] = []


class NewAction(Struct, forbid_unknown_fields=True):
    """`by_whom`: the young person or a member of staff, from `people`; `by_name`: anyone else, by name."""

    id: UUID
    matter: MatterCode
    what: Annotated[str, Meta(min_length=1, max_length=400)]
    by_whom: UUID | None = None
    by_name: Annotated[str, Meta(max_length=80)] = ""
    by_when: date | None = None
    helps: Sentence = ""
    plan_b: Sentence = ""


class ActionChange(Struct, forbid_unknown_fields=True):
    """Only what is named changes; null takes the person or the date away."""

    matter: MatterCode | UnsetType = UNSET
    what: Annotated[str, Meta(min_length=1, max_length=400)] | UnsetType = UNSET
    by_whom: UUID | UnsetType | None = UNSET
    by_name: Annotated[str, Meta(max_length=80)] | UnsetType = UNSET
    by_when: date | UnsetType | None = UNSET
    helps: Sentence | UnsetType = UNSET
    plan_b: Sentence | UnsetType = UNSET


class ShareWords(Struct, forbid_unknown_fields=True):
    why_anyway: Annotated[str, Meta(min_length=3, max_length=400)] | None = None


class ReviewDate(Struct, forbid_unknown_fields=True):
    at: datetime
    place: Annotated[str, Meta(min_length=1, max_length=200)]


class ReviewHeld(Struct, forbid_unknown_fields=True):
    on: date


class NewHome(Struct, forbid_unknown_fields=True):
    on: date
