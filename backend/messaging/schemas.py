"""What is said about threads, in and out. Out: frozen, without defaults. In: closed and bounded."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

Which = Literal["adviser", "nurse"]
"""A young person's two threads."""
FileKind = Literal["photo", "pdf", "voice"]
AboutKind = Literal["part", "action", "change", "review", "right", "claim", "paper"]
GlassReason = Literal["safety", "missing", "complaint", "no_cover"]
Seq = Annotated[int, Meta(ge=0, le=2_000_000_000)]


class AboutIn(Struct, forbid_unknown_fields=True):
    """What a message is about: its place, and the words that are quoted."""

    kind: AboutKind
    words: Annotated[str, Meta(min_length=1, max_length=400)]
    id: UUID | None = None


class FileRef(Struct, forbid_unknown_fields=True):
    """A file that was uploaded before, and the name its owner gave it ("" for photos and voice notes)."""

    id: UUID
    name: Annotated[str, Meta(max_length=120)] = ""


class NewMessage(Struct, forbid_unknown_fields=True):
    """One thing to say. `id` is made by the phone; `written_at` is when it was typed there. Words or a file, or both."""

    id: UUID
    words: Annotated[str, Meta(max_length=4000)]
    written_at: Annotated[datetime, Meta(tz=True)]
    about: AboutIn | None = None
    file: FileRef | None = None


class Sent(Struct, frozen=True):
    """The server keeps it under this number."""

    id: UUID
    seq: int
    sent_at: datetime


class MarksIn(Struct, forbid_unknown_fields=True):
    """How far this phone has got the thread, and how far it was read. Marks only go forward."""

    delivered: Seq
    read: Seq


class About(Struct, frozen=True):
    kind: str
    id: UUID | None
    words: str


class File(Struct, frozen=True):
    """`size` in bytes, `width` and `height` in pixels, `seconds` of a voice note. Fetched at /api/messages/files/<id>."""

    id: UUID
    kind: str
    type: str
    name: str
    size: int
    width: int | None
    height: int | None
    seconds: int | None


class MessageOut(Struct, frozen=True):
    """One message as a reader sees it. `mine`: the reader wrote it. `filed`: it is in a case note (staff only; else false)."""

    id: UUID
    seq: int
    mine: bool
    by_owner: bool
    author: str
    words: str
    about: About | None
    file: File | None
    written_at: datetime
    sent_at: datetime
    filed: bool


class Marks(Struct, frozen=True):
    """How far the other side has it. For the owner that is staff, with the first name of who read last; for staff the owner."""

    delivered: int
    read: int
    reader: str


class Away(Struct, frozen=True):
    """Who is away and who reads instead. `phone`: the leaving care team's number, to call."""

    id: UUID
    name: str
    given_name: str
    from_at: datetime
    until_on: date
    cover_name: str
    cover_given_name: str
    phone: str


class ThreadCard(Struct, frozen=True):
    """A thread from outside. `readers`: full names of all who can read it now. `hours_line`: "" within working hours,
    else an honest line with who reads next and when. `told`: the young person saw who reads it and what is passed on."""

    which: str
    name: str
    given_name: str
    role: str
    readers: list[str]
    told: bool
    last_seq: int
    read: int
    unread: int
    last_words: str
    last_at: datetime | None
    last_mine: bool
    away: Away | None
    hours_line: str
    marks: Marks


class MyThreads(Struct, frozen=True):
    """A young person's threads: with their adviser, and with their nurse where there is one."""

    threads: list[ThreadCard]


class MyThread(Struct, frozen=True):
    """One page of a thread, oldest first; `more` tells that there are older ones (ask with before=<lowest seq>)."""

    card: ThreadCard
    messages: list[MessageOut]
    more: bool


class StaffThread(Struct, frozen=True):
    """The same for staff. `from_at`: cover sees nothing that was sent before it. `push`: reaches, not, none, off."""

    young_person: UUID
    which: str
    name: str
    known_as: str
    told: bool
    messages: list[MessageOut]
    more: bool
    last_seq: int
    read: int
    marks: Marks
    waiting_since: datetime | None
    reply_by: datetime | None
    from_at: datetime | None
    away: Away | None
    push: str


class FileOut(Struct, frozen=True):
    """The file as it is kept after it was made again."""

    id: UUID
    kind: str
    type: str
    size: int
    width: int | None
    height: int | None
    seconds: int | None


class InboxRow(Struct, frozen=True):
    """One young person's thread in the inbox. `last_words` is a short beginning. `late`: the reply promise has passed.

    `last_spoke_at`: when either side last wrote, and `last_spoke_by_owner` who it was.
    """

    young_person: UUID
    which: str
    name: str
    known_as: str
    initials: str
    unread: int
    waiting_since: datetime | None
    reply_by: datetime | None
    late: bool
    last_words: str
    last_by_owner: bool
    last_author: str
    last_spoke_at: datetime | None
    last_spoke_by_owner: bool
    cover: bool
    push: str


class Inbox(Struct, frozen=True):
    """Longest waiting first, then the newest. `waiting`: how many wait for an answer."""

    rows: list[InboxRow]
    waiting: int
    unread: int


class NoteIn(Struct, forbid_unknown_fields=True):
    """Make a case note of these messages of one thread."""

    id: UUID
    messages: Annotated[list[UUID], Meta(min_length=1, max_length=200)]


class CaseNote(Struct, frozen=True):
    """`text` pastes into a case management system; `csv` holds the same, one message a line (RFC 4180)."""

    id: UUID
    text: str
    csv: str
    filed_at: datetime


class AwayIn(Struct, forbid_unknown_fields=True):
    """Away from the first to the last of these London days, both whole; `cover` reads and answers."""

    from_on: date
    until_on: date
    cover: UUID


class Colleague(Struct, frozen=True):
    id: UUID
    name: str
    team: str


class MyAway(Struct, frozen=True):
    """Now or to come for me, those I cover for, and who could cover for me."""

    away: Away | None
    covering: list[Away]
    colleagues: list[Colleague]


class HandOver(Struct, frozen=True):
    """What a cover or a new adviser must know about the thread; promises come from the plan."""

    young_person: UUID
    name: str
    waiting_since: datetime | None
    reply_by: datetime | None
    unanswered: list[MessageOut]
    last_spoke_at: datetime | None
    messages_30_days: int
    unfiled: int
    adviser: str
    adviser_since: date | None
    earlier_adviser: str
    cover: str


class WaitingRow(Struct, frozen=True):
    """That someone waits, since when, and for whom. Never what they wrote."""

    young_person: UUID
    name: str
    adviser: str
    cover: str
    waiting_since: datetime
    reply_by: datetime
    late: bool


class Waiting(Struct, frozen=True):
    """Longest first. `median_hours`: of the answers of the last 28 days, in hours; null when there were none."""

    rows: list[WaitingRow]
    late: int
    median_hours: float | None
    answered_in_time_percent: int | None
    counted: int
    promise_days: int


class GlassIn(Struct, forbid_unknown_fields=True):
    """Why the words must be opened. `code` is the manager's current second-factor code."""

    category: GlassReason
    reason: Annotated[str, Meta(min_length=20, max_length=1000)]
    code: Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]


class GlassNow(Struct, frozen=True):
    """An open glass."""

    id: UUID
    young_person: UUID
    name: str
    until_at: datetime


class GlassPage(Struct, frozen=True):
    """The thread as a manager under glass reads it."""

    glass: GlassNow
    messages: list[MessageOut]
    more: bool


class GlassToReview(Struct, frozen=True):
    """Another manager's break-glass that somebody must look at within five working days."""

    id: UUID
    name: str
    manager: str
    category: str
    reason: str
    began_at: datetime
    review_by: date


class Glasses(Struct, frozen=True):
    to_review: list[GlassToReview]
    mine: list[GlassNow]
    blocked: bool
