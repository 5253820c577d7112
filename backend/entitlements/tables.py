"""What is stored about rights: what people said, what the council knows, talks, and how each right stands.

What was said is only ever added (triggers in migrations/); values are sealed, because some of them are about health.
"""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Bytea, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from backend.identity.tables import Device
from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class OwnStatement(Table):
    """What a young person says of themself. Insert-only; the latest of a fact counts."""

    id = Uuid(primary_key=True, default=None, null=False)  # made on the phone, so that sending twice says it once
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    said = Bytea(default=None, null=False)  # sealed JSON: fact (an id of pack/facts.toml), value, since
    shown = Boolean(default=False, null=False)  # a private one: their adviser may see it
    said_at = Timestamptz(default=None, null=False)
    device = ForeignKey(Device, null=False, default=None, on_delete=OnDelete.restrict)  # their own, unlocked
    session = Uuid(default=None, null=False)  # sessions are tidied away; the id stays


class CouncilFact(Table):
    """What a member of staff recorded of a person. Insert-only; the latest of a fact counts. An empty value takes it back."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    known = Bytea(default=None, null=False)  # sealed JSON: fact (an id of pack/facts.toml), value, since
    at = Timestamptz(default=None, null=False)
    by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)


class RightsTalk(Table):
    """An adviser says that they talked about rights; only its young person says whether that is so."""

    id = Uuid(primary_key=True, default=None, null=False)  # made where it is written
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    talked_on = Date(default=None, null=False)
    words = Bytea(null=True, default=None)  # sealed
    made_at = Timestamptz(default=None, null=False)
    answer = Varchar(length=3, null=True, default=None)  # yes, no
    answered_at = Timestamptz(null=True, default=None)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict)  # the phone that answered
    session = Uuid(null=True, default=None)


class RightsReckoned(Table):
    """All rights of this person are reckoned from these facts and these rights, and hold until a day.

    Kept for reminders, never for reading. How a right stands follows from private answers too, so all of it is sealed.
    """

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, unique=True)
    facts = Varchar(
        length=32, default=None, null=False
    )  # the mark of what was known: another one, and it is reckoned again
    pack = Varchar(length=64, default=None, null=False)  # the mark of the rights as they were that day
    next_on = Date(default=None, null=False)  # the first day on which a right must be reckoned again
    kept = Bytea(default=None, null=False)  # sealed: reckoning.packed


class OfferVersion(Table):
    """One published version of the local offer, whole. Insert-only: what was said to people stays as it was said."""

    id = Uuid(primary_key=True, default=new_id)
    number = Integer(default=None, null=False, unique=True)  # 1, 2, 3 … in the order of publishing
    lines = Text(default=None, null=False)  # JSON: a list of schemas.LineIn
    pots = Text(default=None, null=False)  # JSON: a list of schemas.PotIn
    laws = Text(default=None, null=False)  # JSON: a list of schemas.LawIn, the days this council set itself
    why = Varchar(length=400, default=None, null=False)
    from_on = Date(default=None, null=False)  # counts from this day, also an earlier one; the highest number wins a day
    asked_from = Boolean(default=False, null=False)  # somebody chose that day; else it is the day of publishing
    base = Integer(default=None, null=False)  # the version whose lines it began from; 0: from none
    round = Integer(default=None, null=False)  # OfferDraft.round that became it: who wrote it is asked there
    published_at = Timestamptz(default=None, null=False)
    published_by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    sent_by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)  # never who published


class OfferDraft(Table):
    """The one draft beside the published offer; a version is made of it. Its revision goes up with every change."""

    id = Uuid(primary_key=True, default=new_id)
    slot = Integer(default=1, null=False, unique=True)  # always 1: there is one draft
    revision = Integer(default=0, null=False)
    round = Integer(default=1, null=False)  # goes up when a draft is over; who wrote is asked within a round
    open = Boolean(default=False, null=False)  # somebody began; else the published offer stands alone
    base = Integer(default=0, null=False)  # the version it began from; 0: no offer yet
    lines = Text(default="[]", null=False)  # as in OfferVersion; may still be faulty
    pots = Text(default="[]", null=False)
    laws = Text(default="[]", null=False)
    sent_at = Timestamptz(null=True, default=None)  # waits for a second person
    sent_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    why = Varchar(length=400, null=True, default=None)
    from_on = Date(null=True, default=None)


class OfferWrite(Table):
    """Who did what to which draft, with the words as they were written. Insert-only: nothing that was typed is lost."""

    id = Uuid(primary_key=True, default=new_id)
    round = Integer(default=None, null=False, index=True)  # OfferDraft.round
    revision = Integer(default=None, null=False)  # the draft's after it
    what = Varchar(
        length=20, default=None, null=False
    )  # wrote, took_out, pots, laws, undid, loaded, sent, back, published
    right_id = Varchar(length=40, default="", null=False)
    words = Text(default="", null=False)  # JSON of what was written
    at = Timestamptz(default=None, null=False)
    by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)


class Claim(Table):
    """Something a young person asked for under a right, and where it stands. Each move is also a ClaimStep."""

    id = Uuid(primary_key=True, default=None, null=False)  # made on the phone, so that asking twice asks once
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    right_id = Varchar(length=40, default=None, null=False)
    title = Varchar(length=80, default=None, null=False)  # of the right, as it was called then
    mark = Bytea(default=None, null=False)  # keyed_hash of all that was asked: the same id with other words is refused
    words = Bytea(null=True, default=None)  # sealed
    pence = Integer(null=True, default=None)  # asked for
    state = Varchar(length=10, default=None, null=False)  # claiming.STATES
    due_on = Date(null=True, default=None)  # the earliest open promise of the council
    asked_at = Timestamptz(default=None, null=False)
    first_by = Date(null=True, default=None)  # the day first promised for what is open, once that was put off
    put_off = Integer(default=0, null=False)  # times that the open promise was put off
    see_by = Date(default=None, null=False)
    seen_at = Timestamptz(null=True, default=None)
    seen_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    decide_by = Date(default=None, null=False)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    decision = Varchar(length=6, null=True, default=None)  # yes, partly, no
    decided_pence = Integer(null=True, default=None)  # promised
    pot = Varchar(
        length=40, default="", null=False
    )  # that it was promised from, whatever becomes of the line; "": none
    reason_code = Varchar(length=20, default="", null=False)  # schemas.DecideIn
    reason = Bytea(null=True, default=None)  # sealed; the young person reads it
    challenged_at = Timestamptz(null=True, default=None)
    challenge = Bytea(null=True, default=None)  # sealed
    challenge_by = Date(null=True, default=None)
    refused_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # never answers the challenge
    give_by = Date(null=True, default=None)
    given_at = Timestamptz(null=True, default=None)  # when it was written down
    given_on = Date(null=True, default=None)
    given_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    given_how = Bytea(null=True, default=None)  # sealed
    why_late = Bytea(null=True, default=None)  # sealed: what was said last about being late
    confirmed_at = Timestamptz(null=True, default=None)
    over_at = Timestamptz(null=True, default=None)


class ClaimStep(Table):
    """One move of a claim, as it was made. Insert-only."""

    id = Uuid(primary_key=True, default=new_id)
    claim = ForeignKey(Claim, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    act = Varchar(length=10, default=None, null=False)  # claiming.ACTS, or asked
    state = Varchar(length=10, default=None, null=False)  # where it led
    at = Timestamptz(default=None, null=False)
    by = Uuid(default=None, null=False)
    by_owner = Boolean(default=None, null=False)
    due_on = Date(null=True, default=None)  # the council's earliest open promise from here on
    pence = Integer(null=True, default=None)
    words = Bytea(
        null=True, default=None
    )  # sealed: a reason, how it was given, why it is late, what was said against a no
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict)  # their own, unlocked
    session = Uuid(null=True, default=None)


class ClaimAttachment(Table):
    """A photo or PDF, made again by us before it was kept. Without a claim after a day it is taken away."""

    id = Uuid(primary_key=True, default=None, null=False)  # made by the phone
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    claim = ForeignKey(Claim, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=10, default=None, null=False)  # photo, pdf
    type = Varchar(length=40, default=None, null=False)  # the media type we serve it as
    size = Integer(default=None, null=False)  # bytes, unsealed
    mark = Bytea(default=None, null=False)  # keyed_hash of what was uploaded: the same id with other bytes is refused
    sealed = Bytea(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
