"""Who there is, and who works with whom. Nothing here is deleted: a link or a person ends."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Bytea, Date, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.shared.ids import new_id


class Team(Table):
    """A leaving-care team."""

    id = Uuid(primary_key=True, default=new_id)
    name = Varchar(length=80, default=None, null=False, unique=True)


class Worker(Table):
    """A member of staff. One role each: a person with two jobs has two accounts, so that no look is ambiguous."""

    id = Uuid(primary_key=True, default=new_id)
    given_name = Varchar(length=80, default=None, null=False)
    family_name = Varchar(length=80, default=None, null=False)
    email = Varchar(length=200, default=None, null=False, unique=True)  # lower case; the sign-in name
    role = Varchar(length=20, default=None, null=False)  # rules.ROLES
    team = ForeignKey(Team, null=True, default=None, on_delete=OnDelete.restrict)
    ended_at = Timestamptz(null=True, default=None)  # left the council, or the account was switched off


class YoungPerson(Table):
    """A young person in care or leaving it. Only what the product uses is kept (data minimisation, UK GDPR art 5(1)(c))."""

    id = Uuid(primary_key=True, default=new_id)
    child = Varchar(length=20, default=None, null=False, unique=True)  # the council's own CHILD number
    given_name = Varchar(length=80, default=None, null=False)
    family_name = Varchar(length=80, default=None, null=False)
    known_as = Varchar(length=80, default=None, null=False)  # the name they want to be called
    born_on = Date(default=None, null=False)
    language = Varchar(length=20, default="en-GB", null=False)  # BCP 47
    contact_safely = Bytea(null=True, default=None)  # sealed: how to reach them without harm
    team = ForeignKey(Team, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    recorded_category = Varchar(length=40, null=True, default=None)  # what the case system says; it wins over ours
    recorded_basis = Varchar(length=400, null=True, default=None)
    support_requested = Boolean(default=False, null=False)  # asked for help at 21 to 24: Children Act 1989 s.23CZB
    in_education_programme = Boolean(default=False, null=False)  # s.23C(7), s.23CA
    ended_at = Timestamptz(null=True, default=None)
    ended_why = Varchar(length=40, null=True, default=None)  # died, adopted, moved to another council


class Episode(Table):
    """One spell in care, from the SSDA903 return."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    began_on = Date(default=None, null=False)  # DECOM
    ended_on = Date(null=True, default=None)  # DEC
    legal_status = Varchar(length=4, default=None, null=False)  # LS
    why_began = Varchar(length=4, default="", null=False)  # RNE
    why_ended = Varchar(length=4, default="", null=False)  # REC
    placement = Varchar(length=4, default="", null=False)  # PLACE
    provider = Varchar(length=4, default="", null=False)  # PLACE_PROVIDER
    spell_once = Unique([young_person, began_on])


class LifeFact(Table):
    """What the rules of leaving care need and no date in the return can tell; always a person's decision."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=40, default=None, null=False)  # categories.FACTS
    from_on = Date(default=None, null=False)
    until_on = Date(null=True, default=None)
    confirmed = Boolean(default=False, null=False)
    fact_once = Unique([young_person, kind, from_on])


class Link(Table):
    """Who advises, covers or nurses whom, and when. A planned last day counts whole; ended by hand ends at once."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    relation = Varchar(length=20, default=None, null=False)  # rules.ALLOCATED, COVER, NURSE_FOR
    starts_at = Timestamptz(default=None, null=False)
    ends_at = Timestamptz(null=True, default=None)
    away = Uuid(null=True, default=None, index=True)  # the Away that made it; such a link ends with it
    link_once = Unique([young_person, worker, relation, starts_at])


class Manages(Table):
    """Which manager answers for which team."""

    id = Uuid(primary_key=True, default=new_id)
    manager = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    team = ForeignKey(Team, null=False, default=None, on_delete=OnDelete.restrict)
    manages_once = Unique([manager, team])


class DeclaredRelationship(Table):
    """A worker who is family, a friend or a neighbour of a young person never sees their record."""

    id = Uuid(primary_key=True, default=new_id)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict)
    declared_at = Timestamptz(default=None, null=False)
    declared_once = Unique([worker, young_person])


class Away(Table):
    """A worker is away and another reads and answers for them. Said once; every young person of theirs sees it."""

    id = Uuid(primary_key=True, default=new_id)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    cover = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    from_at = Timestamptz(default=None, null=False)
    until_at = Timestamptz(default=None, null=False)  # the first instant after it: a last day counts whole
    said_at = Timestamptz(default=None, null=False)
    ended_at = Timestamptz(null=True, default=None)  # back early, or called off


class GlassBreak(Table):
    """A manager opened the words of one young person's thread, for a reason and at most an hour (safety.md S36)."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    manager = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    category = Varchar(length=20, default=None, null=False)  # rules.GLASS_REASONS
    reason = Bytea(default=None, null=False)  # sealed; 20 characters and more
    began_at = Timestamptz(default=None, null=False)
    until_at = Timestamptz(default=None, null=False)
    ended_at = Timestamptz(null=True, default=None)  # closed early
    reviewed_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    reviewed_at = Timestamptz(null=True, default=None)
