"""What the demo's own page says."""

from uuid import UUID

from msgspec import Struct


class CastMember(Struct, frozen=True):
    """Somebody to be for a while: a name, what they do, and one line about why it is worth a look."""

    id: UUID
    name: str
    role: str
    line: str
    kind: str


class Cast(Struct, frozen=True):
    """`pin` opens every demo phone after it locked; the page says so."""

    people: list[CastMember]
    pin: str


class SignInAs(Struct, forbid_unknown_fields=True):
    """The id of one of the cast."""

    id: UUID
