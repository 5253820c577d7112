"""Audit rows and their seals. Both are insert-only; triggers in migrations/ refuse anything else, and fill the queue."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import BigInt, Bytea, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.shared.ids import new_id


class AuditRow(Table):
    """One look or act: codes and ids, never a word of the record itself."""

    id = Uuid(primary_key=True, default=new_id)
    at = Timestamptz(default=None, null=False)
    actor = Uuid(null=True, default=None)  # null: the clock, or nobody yet
    actor_kind = Varchar(length=20, default=None, null=False)
    action = Varchar(length=40, default=None, null=False)  # the route's named action
    did = Varchar(length=40, default=None, null=False)  # looked, shared, removed_phone …
    about = Uuid(null=True, default=None, index=True)  # the young person, when it is about one
    thing = Uuid(null=True, default=None)  # the plan version, phone or account
    why = Varchar(length=400, null=True, default=None)  # a reason typed by staff where one is asked for
    request = Varchar(length=40, default="", null=False)


class AuditSeal(Table):
    """A row's place in the chain: number, and SHA-256 over the previous hash and the row (decisions 31)."""

    number = BigInt(primary_key=True, default=None, null=False)
    row = ForeignKey(AuditRow, null=False, default=None, unique=True, on_delete=OnDelete.restrict)
    hash = Bytea(default=None, null=False)
    sealed_at = Timestamptz(default=None, null=False)


class AuditWaiting(Table):
    """A row that has no seal yet; no record itself, so the sealer need not search millions of sealed rows.

    A trigger writes it in the row's own transaction, the seal's transaction deletes it. A line lost here leaves its row
    unsealed, and the verifier looks for those in the rows themselves.
    """

    id = Uuid(primary_key=True, default=None, null=False)  # the AuditRow's own id
    at = Timestamptz(default=None, null=False)  # the row's own time: the oldest are sealed first
