"""What is stored about plans. A shared version never changes, and evidence is only ever added: triggers in
migrations/ refuse anything else, whatever program asks."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.identity.tables import Device
from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class PlanVersion(Table):
    """One version of one young person's plan: begun, written (finished), shared. At most one is not shared yet."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict)
    number = Integer(default=None, null=False)  # 1, 2, 3 … in the order they were begun
    begun_at = Timestamptz(default=None, null=False)
    begun_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # null: came in a file
    written_at = Timestamptz(null=True, default=None)  # the first stop: the adviser finished it
    written_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    shared_at = Timestamptz(null=True, default=None)  # the second stop: made available; from here nothing changes
    shared_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    why_anyway = Varchar(length=400, null=True, default=None)  # the reason for sharing past a hint
    content_hash = Varchar(length=64, null=True, default=None)  # SHA-256 of the content, set when it is shared
    version_once = Unique([young_person, number], name="plan_version_number_once")


class Matter(Table):
    """One of the ten matters that Care Leavers Regulations 2010 Schedule 1 asks for, or the safety section."""

    id = Uuid(primary_key=True, default=new_id)
    version = ForeignKey(PlanVersion, null=False, default=None, on_delete=OnDelete.restrict)
    code = Varchar(length=20, default=None, null=False)  # rules.MATTERS
    need = Text(default="", null=False)  # what the assessment found, in words to the young person
    support = Text(default="", null=False)  # how the need will be met
    matter_once = Unique([version, code], name="plan_matter_once")


class Contingency(Table):
    """What happens if things change, for one of the eight parts shown."""

    id = Uuid(primary_key=True, default=new_id)
    version = ForeignKey(PlanVersion, null=False, default=None, on_delete=OnDelete.restrict)
    part = Varchar(length=20, default=None, null=False)  # rules.PARTS
    words = Text(default="", null=False)
    contingency_once = Unique([version, part], name="plan_contingency_once")


class Action(Table):
    """What one person does by one day. At most one of the three `by_` owners is set; none is a gap. Never a team."""

    id = Uuid(primary_key=True, default=new_id)
    version = ForeignKey(PlanVersion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    promise = Uuid(default=None, null=False)  # the same line through all versions: the id of its first action
    matter = Varchar(length=20, default=None, null=False)  # rules.MATTERS
    position = Integer(default=0, null=False)  # order within the version where dates are equal
    what = Text(default=None, null=False)  # the words the young person reads
    by_young_person = Boolean(default=False, null=False)  # the young person does it
    by_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # or this member of staff
    by_name = Varchar(length=80, null=True, default=None)  # or another person, by name
    by_when = Date(null=True, default=None)
    helps = Text(default="", null=False)  # how it helps, in the young person's terms
    plan_b = Text(default="", null=False)  # what happens if it does not happen


class ActionProgress(Table):
    """Somebody says how a promise stands. Insert-only; the latest row holds. The id is made where it is written."""

    id = Uuid(primary_key=True, default=new_id)
    action = ForeignKey(Action, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=20, default=None, null=False)  # rules.PROGRESS: started, done, did_not_happen
    at = Timestamptz(default=None, null=False)
    by_young_person = Boolean(default=False, null=False)
    by_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class OwnWords(Table):
    """The young person's own words for one part. Insert-only; the latest row is shown. Staff read them, never write."""

    id = Uuid(primary_key=True, default=new_id)  # made on the phone, so that sending twice says it once
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    part = Varchar(length=20, default=None, null=False)  # rules.PARTS
    words = Text(default=None, null=False)
    said_at = Timestamptz(default=None, null=False)
    through = Varchar(length=10, default=None, null=False)  # phone, or file: taken over from the council's records


class Reached(Table):
    """Evidence that a version reached its young person: one row for a stop, from their own unlocked phone. Insert-only."""

    id = Uuid(primary_key=True, default=new_id)
    version = ForeignKey(PlanVersion, null=False, default=None, on_delete=OnDelete.restrict)
    stop = Varchar(length=10, default=None, null=False)  # delivered, opened
    act = Varchar(length=10, default=None, null=False)  # what proved it: fetched, opened, answered
    at = Timestamptz(default=None, null=False)
    device = ForeignKey(Device, null=False, default=None, on_delete=OnDelete.restrict)  # their own, joined
    session = Uuid(default=None, null=False)  # sessions are tidied away; the id stays
    reached_once = Unique([version, stop], name="plan_stop_reached_once")


class PlanAnswer(Table):
    """The young person's own answer to a version. Insert-only; the latest is shown. Not now is no understanding."""

    id = Uuid(primary_key=True, default=new_id)  # made on the phone
    version = ForeignKey(PlanVersion, null=False, default=None, on_delete=OnDelete.restrict)
    answer = Varchar(length=10, default=None, null=False)  # rules.ANSWERS: agree, partly, disagree, not_now
    words = Text(default="", null=False)
    at = Timestamptz(default=None, null=False)
    device = ForeignKey(Device, null=False, default=None, on_delete=OnDelete.restrict)
    session = Uuid(default=None, null=False)


class Review(Table):
    """A plan review: when it must be by law, when and where it is, and what the young person says to that.

    At most one for each young person is still to be held (a partial unique index in migrations/).
    """

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    due_on = Date(default=None, null=False)  # the latest day, from rules.review_due_on
    why = Varchar(length=10, default=None, null=False)  # first, routine, asked, new_home
    asked_at = Timestamptz(null=True, default=None)  # the young person asked for it
    asked_words = Text(default="", null=False)
    at = Timestamptz(null=True, default=None)  # the date that was set
    place = Varchar(length=200, default="", null=False)
    set_at = Timestamptz(
        null=True, default=None
    )  # when that date was set, so that a later "change it" is seen as later
    with_worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    answer = Varchar(length=10, null=True, default=None)  # coming, change
    answer_words = Text(default="", null=False)
    answered_at = Timestamptz(null=True, default=None)
    held_on = Date(null=True, default=None)


class Duty(Table):
    """Whether a plan must be there for this person today, reckoned once and kept until a day on which it may change.

    Kept so that figures are sums in the database: reckoning 10,000 lives takes seconds. Triggers in migrations/ drop
    the row as soon as a date, episode or fact it rests on is written; a missing row is reckoned again at the next look.
    """

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, unique=True)
    must = Boolean(default=None, null=False)
    code = Varchar(length=40, default=None, null=False)  # the category, or the reason of people.plan_duty.EXCLUDED
    first_due_on = Date(null=True, default=None)  # the assessment's last day where there is no plan yet
    holds_until = Date(default=None, null=False)  # the first day it must be reckoned again
