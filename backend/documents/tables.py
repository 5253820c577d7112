"""Where each paper is, as its owner and the council say it; and the two things kept for an owner alone, sealed."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Bytea, Date, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.identity.tables import Device
from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class PaperEntry(Table):
    """Somebody says where one paper of one young person is. Insert-only: the latest of each voice holds, all are its story."""

    id = Uuid(primary_key=True, default=new_id)  # made where it is written, so that sending twice says it once
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, default=None, null=False)  # checklist.papers
    status = Varchar(length=24, default=None, null=False)  # voices.STATUSES
    by_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # null: its owner says it
    said = Bytea(default=None, null=False)  # sealed JSON: words, where, next_name, next_what, expires_on
    next_who = Varchar(length=14, null=True, default=None)  # who does the next step; the council's entries only
    next_by = Date(null=True, default=None)
    at = Timestamptz(default=None, null=False)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict)  # its owner's own, joined
    session = Uuid(null=True, default=None)  # sessions are tidied away; the id stays


class NiNumberKept(Table):
    """A National Insurance number that its owner put here, for themselves alone. Its id is the owner's: one each."""

    id = Uuid(primary_key=True, default=None, null=False)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, unique=True)
    number = Bytea(default=None, null=False)  # sealed
    kept_on = Date(default=None, null=False)


class ImmigrationKept(Table):
    """What an owner says of their leave to stay. Its id is the owner's: one each, and gone when they take it away."""

    id = Uuid(primary_key=True, default=None, null=False)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, unique=True)
    said = Bytea(default=None, null=False)  # sealed JSON: leave, expires_on
    shown = Boolean(default=False, null=False)  # their adviser may know the date
    said_on = Date(default=None, null=False)
