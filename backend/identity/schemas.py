"""What is said about sign-in, in and out. Closed on the way in; no defaults on the way out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta, Struct

Secret = Annotated[str, Meta(min_length=1, max_length=64)]
Pin = Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
Code = Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
Credential = dict[str, Any]  # a browser's PublicKeyCredential as JSON; webauthn reads it strictly


class PhoneNews(Struct, frozen=True):
    """Another phone of mine joined, or went out after ten wrong PINs, since this one was last told."""

    what: Literal["joined", "joined_by_passkey", "out"]
    label: str
    at: datetime


class Me(Struct, frozen=True):
    """The state of this phone or browser, about itself alone."""

    state: Literal["nobody", "joining", "locked", "open"]
    kind: str
    csrf: str
    given_name: str
    name: str  # a member of staff's full name; "" for everyone else
    shared_phone: bool | None
    ways: list[Literal["pin", "passkey"]]
    wrong_tries: int
    wait_seconds: int
    demo: bool
    council: str
    lock_after_seconds: int
    hidden_lock_seconds: int
    build: str
    just_opened_wrong_tries: int
    must_set_up: bool
    wipe: bool
    phone_news: list[PhoneNews]


class TakeCode(Struct, forbid_unknown_fields=True):
    secret: Secret
    spoken: Annotated[str, Meta(max_length=32)] | None = None


class Birthday(Struct, forbid_unknown_fields=True):
    born_on: date


class WhoUses(Struct, forbid_unknown_fields=True):
    others_use: bool


class GivePin(Struct, forbid_unknown_fields=True):
    pin: Pin


class GivePasskey(Struct, forbid_unknown_fields=True):
    credential: Credential


class JoiningNow(Struct, frozen=True):
    """What a phone that is joining may know: a first name and how far it is (S26)."""

    state: Literal["birthday", "waiting", "confirmed", "ended"]
    given_name: str
    adviser_name: str  # "" until the adviser said yes
    remote: bool
    tries_left: int
    expires_at: datetime


class Phone(Struct, frozen=True):
    """One of my phones, to me."""

    id: UUID
    label: str
    joined_at: datetime
    joined_by: str
    last_used_at: datetime | None
    this: bool
    shared: bool
    ways: list[Literal["pin", "passkey"]]


class Phones(Struct, frozen=True):
    phones: list[Phone]


class StaffPhone(Struct, frozen=True):
    """A young person's phone, to staff: never when it was last used."""

    id: UUID
    label: str
    joined_at: datetime
    joined_by: str
    joined_how: str
    removed_at: datetime | None
    removed_why: str | None


class StaffPhones(Struct, frozen=True):
    phones: list[StaffPhone]
    frozen_since: datetime | None


class MakeCode(Struct, forbid_unknown_fields=True):
    remote: bool


class NewCode(Struct, frozen=True):
    """A code just made; its secret is shown this once."""

    id: UUID
    link: str
    svg: str
    expires_at: datetime
    spoken: str | None


class CodeState(Struct, frozen=True):
    """How far the adviser's own code is."""

    state: Literal["none", "open", "taken", "birthday_ok", "needs_manager", "confirmed", "ended", "done"]
    phone_label: str | None
    expires_at: datetime | None


class SayYes(Struct, forbid_unknown_fields=True):
    yes: bool


class WaitingJoining(Struct, frozen=True):
    id: UUID
    young_person: UUID
    name: str
    adviser: str
    asked_at: datetime
    phone_label: str


class WaitingJoinings(Struct, frozen=True):
    joinings: list[WaitingJoining]


class StaffSignIn(Struct, forbid_unknown_fields=True):
    email: Annotated[str, Meta(min_length=3, max_length=200)]
    password: Annotated[str, Meta(min_length=1, max_length=128)]


class SecondNeeded(Struct, frozen=True):
    next: Literal["totp", "passkey", "either"]
    ticket: str


class SecondCode(Struct, forbid_unknown_fields=True):
    ticket: Secret
    code: Code


class SecondTicket(Struct, forbid_unknown_fields=True):
    ticket: Secret


class SecondPasskey(Struct, forbid_unknown_fields=True):
    ticket: Secret
    credential: Credential


class SetUpLink(Struct, forbid_unknown_fields=True):
    secret: Secret


class SetUpFor(Struct, frozen=True):
    name: str
    email: str
    has_password: bool


class NewTotp(Struct, frozen=True):
    uri: str
    svg: str
    typed: str


class SetUp(Struct, forbid_unknown_fields=True):
    secret: Secret
    password: Annotated[str, Meta(min_length=1, max_length=128)]
    code: Code


class StaffPasskey(Struct, frozen=True):
    id: UUID
    label: str
    made_at: datetime
    last_used_at: datetime | None
    backed_up: bool


class StaffPasskeys(Struct, frozen=True):
    passkeys: list[StaffPasskey]
