"""What is said about notices, in and out. Out: frozen, without defaults. In: closed and bounded."""

from datetime import datetime, time
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

Shows = Literal["private", "first_names", "none"]
Base64Url = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]+$", max_length=200)]


class NoticeOut(Struct, frozen=True):
    """An open notice. `opens` is a neutral path of ours."""

    id: UUID
    kind: str
    opens: str
    given_at: datetime


class Notices(Struct, frozen=True):
    """What this person has not seen yet, newest first, and how many in all."""

    notices: list[NoticeOut]
    count: int


class Opens(Struct, frozen=True):
    """Where a tapped notice leads."""

    opens: str


class Settings(Struct, frozen=True):
    """What this person chose. `push`: on (this phone), elsewhere, off, or shared: a phone that others use gets none.
    Staff's browsers know by themselves; of theirs it says elsewhere or off. `texts`: the council can send texts.

    `text_to_ends`: the last three digits of the number texts go to, "" for none. Times are wall times in London.
    """

    push: str
    shows: str
    messages: bool
    plan: bool
    quiet: bool
    quiet_from: time
    quiet_until: time
    texts: bool
    text_to_ends: str
    tested_at: datetime | None
    test_came: bool | None
    phones_reached: int


class SettingsIn(Struct, forbid_unknown_fields=True):
    """What changes; what is left out stays. `text_to`: "" takes the number away."""

    shows: Shows | UnsetType = UNSET
    messages: bool | UnsetType = UNSET
    plan: bool | UnsetType = UNSET
    quiet: bool | UnsetType = UNSET
    quiet_from: time | UnsetType = UNSET
    quiet_until: time | UnsetType = UNSET
    text_to: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET


class PushKey(Struct, frozen=True):
    """The council's public key for pushes (base64url, 65 bytes), and its number."""

    key: str
    number: int


class SubscriptionIn(Struct, forbid_unknown_fields=True):
    """A browser's push address with its keys (RFC 8291), and the number of our key it was made with."""

    endpoint: Annotated[str, Meta(min_length=10, max_length=1024)]
    p256dh: Base64Url
    auth: Base64Url
    key: Annotated[int, Meta(ge=1, le=255)]


class PushOff(Struct, forbid_unknown_fields=True):
    """Which browser of a member of staff gets no more pushes; a young person's phone is known by its own cookie."""

    endpoint: Annotated[str, Meta(max_length=1024)] = ""


class Subscribed(Struct, frozen=True):
    id: UUID


class TestSent(Struct, frozen=True):
    """The test notice's id; `pushed` to so many phones of this person."""

    id: UUID
    pushed: int


class TestAnswer(Struct, forbid_unknown_fields=True):
    came: bool


class ShownIn(Struct, forbid_unknown_fields=True):
    """The worker put this notice on the screen."""

    id: UUID


class TaskOut(Struct, frozen=True):
    """A notice that nobody saw in time. `risen`: it is the manager's too since then."""

    id: UUID
    kind: str
    young_person: UUID
    name: str
    worker: str
    made_at: datetime
    given_at: datetime
    risen: bool
    mine: bool


class Tasks(Struct, frozen=True):
    tasks: list[TaskOut]


class TaskDone(Struct, forbid_unknown_fields=True):
    how: Literal["told_another_way", "seen_after_all", "no_longer_needed"]


class Reach(Struct, frozen=True):
    """Whether push reaches a young person. `push`: reaches, not, none, off. Nothing of what they chose beside."""

    push: str
    since: datetime | None
    texts: bool


class Unfinished(Struct, frozen=True):
    """How notices of this manager's teams stand, of the last 28 days. Every one given is in exactly one of these."""

    given: int
    seen: int
    done: int
    handed: int
    cancelled: int
    open: int
    oldest_open_at: datetime | None
    tasks: list[TaskOut]


class TextStatus(Struct):
    """GOV.UK Notify's delivery receipt; fields we do not use are let through."""

    id: Annotated[str, Meta(max_length=100)]
    reference: Annotated[str, Meta(max_length=100)] | None = None
    status: Annotated[str, Meta(max_length=100)] = ""
