"""Services near by, the feeds they come from, each reading of a feed, and the records that were not taken. All of it is public."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.people.tables import Worker
from backend.shared.ids import new_id


class HelpFeed(Table):
    """An Open Referral UK feed that is read once a day. Its lease lets one worker read it at a time."""

    id = Uuid(primary_key=True, default=new_id)
    name = Varchar(length=120, default=None, null=False)
    address = Varchar(length=400, default=None, null=False, unique=True)
    paused = Boolean(default=False, null=False)
    next_at = Timestamptz(default=None, null=False, index=True)
    lease = Integer(default=0, null=False)  # who reads; a reader that was late writes nothing
    lease_until = Timestamptz(null=True, default=None)  # by the database's clock
    made_at = Timestamptz(default=None, null=False)
    made_by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)


class HelpRun(Table):
    """One reading of a feed."""

    id = Uuid(primary_key=True, default=new_id)
    feed = ForeignKey(HelpFeed, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    at = Timestamptz(default=None, null=False)
    ended_at = Timestamptz(null=True, default=None)
    pages = Integer(default=0, null=False)
    taken = Integer(default=0, null=False)
    passed_by = Integer(default=0, null=False)
    faulty = Integer(default=0, null=False)
    gone = Integer(default=0, null=False)
    outcome = Varchar(length=10, default="running", null=False)  # running, done, stopped
    why = Varchar(length=400, default="", null=False)


class HelpFault(Table):
    """A record of a feed that was not taken at its last whole reading, or that somebody should look at, and why."""

    id = Uuid(primary_key=True, default=new_id)
    feed = ForeignKey(HelpFeed, null=False, default=None, on_delete=OnDelete.restrict)
    record = Varchar(length=100, default=None, null=False)
    name = Varchar(length=120, default="", null=False)
    why = Varchar(length=400, default=None, null=False)
    first_seen_on = Date(default=None, null=False)
    fault_once = Unique([feed, record])


class LocalService(Table):
    """One service: of a feed, known again by its record, or of the council's own list."""

    id = Uuid(primary_key=True, default=new_id)
    feed = ForeignKey(HelpFeed, null=True, default=None, on_delete=OnDelete.restrict)
    record = Varchar(length=100, null=True, default=None)
    about = Varchar(length=20, default=None, null=False)  # rules.ABOUT, other
    name = Varchar(length=120, default=None, null=False)
    what = Varchar(length=600, default=None, null=False)
    who_for = Varchar(length=400, default="", null=False)
    address = Varchar(length=400, default="", null=False)
    phone = Varchar(length=40, default="", null=False)
    email = Varchar(length=200, default="", null=False)
    link = Varchar(length=400, default="", null=False)
    opens = Varchar(length=400, default="", null=False)
    cost = Varchar(length=120, default="", null=False)
    from_whom = Varchar(length=120, default="", null=False)
    checked_on = Date(default=None, null=False)  # by whoever keeps it
    gone_at = Timestamptz(null=True, default=None)  # its source no longer has it
    revision = Integer(default=0, null=False)  # of the own list: goes up with every change by hand
    service_once = Unique([feed, record])
