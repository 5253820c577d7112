"""Notices, where they may be pushed, what was tried, and the tasks of the people they were handed to."""

from datetime import time

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Bytea, ForeignKey, Integer, OnDelete, Time, Timestamptz, Varchar
from piccolo.table import Table

from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class Notice(Table):
    """One thing that one person should know. Exactly one of `young_person` and `worker` is whose it is.

    It stays open, with `next_at` set, until it ends; a check constraint in migrations/ holds both together. Nothing in
    it is a word of the thing itself.
    """

    id = Uuid(primary_key=True, default=new_id)
    key = Varchar(length=120, default=None, null=False, unique=True)  # one notice per thing, stage and person
    kind = Varchar(length=30, default=None, null=False)  # rules.KINDS
    young_person = ForeignKey(YoungPerson, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    about = ForeignKey(YoungPerson, null=True, default=None, on_delete=OnDelete.restrict)  # for a worker's notice
    thing = Uuid(null=True, default=None, index=True)  # the message, version, review, action or phone
    named = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # whose first name it may say
    given_at = Timestamptz(default=None, null=False)
    useful_until = Timestamptz(null=True, default=None)  # a push after this helps nobody
    rung = Varchar(length=10, default="push", null=False)  # rules.Rung: push, text, task
    rung_since = Timestamptz(default=None, null=False)
    next_at = Timestamptz(null=True, default=None)  # when somebody must look again; null once it has ended
    tries = Integer(default=0, null=False)  # on this rung
    lease = Integer(default=0, null=False)  # fencing number: a worker that slept past its lease changes nothing
    lease_until = Timestamptz(null=True, default=None)
    pushed_at = Timestamptz(null=True, default=None)  # a push service accepted it last; that is not delivery
    shown_at = Timestamptz(null=True, default=None)  # the phone's own worker says that it put it on the screen
    texted_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    end = Varchar(length=10, null=True, default=None)  # seen, done, handed, cancelled
    why = Varchar(length=40, null=True, default=None)  # a code: what ended it
    handed_to = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class Task(Table):
    """A notice that nobody saw in time is now this person's to act on; undone in time it rises to their manager."""

    id = Uuid(primary_key=True, default=new_id)
    notice = ForeignKey(Notice, null=False, default=None, unique=True, on_delete=OnDelete.restrict)
    kind = Varchar(length=30, default=None, null=False)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    made_at = Timestamptz(default=None, null=False)
    rises_at = Timestamptz(null=True, default=None)  # undone by then: the manager's too; null once risen or done
    risen_to = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    done_at = Timestamptz(null=True, default=None)
    done_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    done_how = Varchar(length=30, null=True, default=None)  # a code: told_another_way, seen_after_all, no_longer_needed


class Subscription(Table):
    """One browser's address at its push service. The address is a secret: whoever has it can wake the phone."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    device = Uuid(null=True, default=None, index=True)  # the young person's phone
    address_hash = Bytea(default=None, null=False, unique=True)  # keyed_hash of the endpoint
    sealed = Bytea(null=True, default=None)  # {endpoint, p256dh, auth} as JSON, sealed; gone with the subscription
    vapid_key = Integer(default=None, null=False)  # the number of the key it was made with
    made_at = Timestamptz(default=None, null=False)
    confirmed_at = Timestamptz(default=None, null=False)  # the browser last said that this is still its address
    accepted_at = Timestamptz(null=True, default=None)  # a push service last took a push for it
    failing_since = Timestamptz(null=True, default=None)  # refused or silent since; null after an acceptance
    probed_at = Timestamptz(null=True, default=None)
    wait_until = Timestamptz(null=True, default=None)  # its service said Retry-After
    gone_at = Timestamptz(null=True, default=None)
    gone_why = Varchar(length=20, null=True, default=None)  # http_404, http_410, turned_off, phone_removed, replaced


class Delivery(Table):
    """One try of one notice on one channel, and what came of it: codes only."""

    id = Uuid(primary_key=True, default=new_id)
    notice = ForeignKey(Notice, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    channel = Varchar(length=10, default=None, null=False)  # push, text
    subscription = ForeignKey(Subscription, null=True, default=None, on_delete=OnDelete.restrict)
    at = Timestamptz(default=None, null=False)
    answer = Integer(null=True, default=None)  # HTTP status; null: nobody answered
    problem = Varchar(length=30, null=True, default=None)  # timeout, refused_address, garbage …
    reference = Uuid(null=True, default=None, unique=True)  # the text message's, echoed by its call-back
    outcome = Varchar(length=30, null=True, default=None)  # delivered, permanent-failure …, from the call-back
    outcome_at = Timestamptz(null=True, default=None)


class NoticeSettings(Table):
    """What one person chose. No row: the defaults, which are the most private ones."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=True, default=None, unique=True, on_delete=OnDelete.restrict)
    worker = ForeignKey(Worker, null=True, default=None, unique=True, on_delete=OnDelete.restrict)
    shows = Varchar(length=12, default="private", null=False)  # private, first_names, none
    messages = Boolean(default=True, null=False)
    plan = Boolean(default=True, null=False)  # plan and review
    quiet = Boolean(default=True, null=False)
    quiet_from = Time(default=time(22), null=False)  # wall time in London
    quiet_until = Time(default=time(8), null=False)
    text_to = Bytea(null=True, default=None)  # sealed: a number they gave for texts; null: no texts
    held = Boolean(default=False, null=False)  # access is frozen: nothing leaves for this person at all (S03)
    tested_at = Timestamptz(null=True, default=None)
    test_came = Boolean(null=True, default=None)  # "did you get it?"
