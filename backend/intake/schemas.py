"""Onward's plan format: one JSON file for each plan. plan.schema.json is generated from these Structs."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

FORMAT = "onward-plan-1"

Words = Annotated[str, Meta(max_length=4000, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Meta(max_length=400, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^[^\x00]*$")]
Email = Annotated[str, Meta(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$", description="An EMAIL of staff.csv.")]
MatterCode = Literal[
    "home", "education", "work", "health", "money", "support_people", "relationships", "skills", "identity", "plan_b"
]
PartCode = Literal["home", "learning", "health", "money", "people", "skills", "identity", "plan_b"]


class PlanAction(Struct, forbid_unknown_fields=True):
    """What one person does by one day. Without a person or a day it comes in, but the plan cannot be shared yet."""

    what: Annotated[str, Meta(min_length=3, max_length=400, pattern=r"^[^\x00]*$")]
    by_young_person: Annotated[bool, Meta(description="The young person does it.")] = False
    by_staff: Annotated[Email | None, Meta(description="Or this member of staff.")] = None
    by_name: Annotated[Name | None, Meta(description="Or another person, by name. Never a team.")] = None
    by_when: date | None = None
    helps: Annotated[Short, Meta(description="How it helps, in words to the young person.")] = ""
    plan_b: Annotated[Short, Meta(description="What happens if it does not happen.")] = ""
    status: Literal["to_do", "started", "done", "did_not_happen"] = "to_do"


class PlanMatter(Struct, forbid_unknown_fields=True):
    """One of the ten matters of the Care Leavers (England) Regulations 2010, Schedule 1."""

    code: MatterCode
    need: Annotated[Words, Meta(description="What is needed, in words to the young person.")] = ""
    support: Annotated[Words, Meta(description="How that will be met.")] = ""
    actions: Annotated[list[PlanAction], Meta(max_length=100)] = []


class PlanChange(Struct, forbid_unknown_fields=True):
    """What happens if things change, for one of the eight parts shown."""

    part: PartCode
    words: Words


class PlanOwnWords(Struct, forbid_unknown_fields=True):
    """The young person's own words for one part, as the council wrote them down."""

    part: PartCode
    words: Words
    said_on: date


class PlanReview(Struct, forbid_unknown_fields=True):
    """The next review. Read only while Onward has none of its own."""

    due_on: date
    why: Literal["first", "routine", "asked", "new_home"] = "routine"
    at: Annotated[datetime, Meta(tz=True, description="With its offset: 2026-03-24T16:30:00+00:00.")] | None = None
    place: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")] = ""
    with_staff: Email | None = None


class PlanFile(Struct, forbid_unknown_fields=True):
    """One plan of one young person. It comes in as a draft or as written; a file never proves that it was shared."""

    format: Literal["onward-plan-1"]
    child: Annotated[str, Meta(min_length=1, max_length=20, description="The CHILD number of the header file.")]
    state: Annotated[Literal["draft", "written"], Meta(description="written: finished, ready to be shared.")]
    matters: Annotated[list[PlanMatter], Meta(max_length=10)]
    written_on: Annotated[date | None, Meta(description="Needed when the state is written.")] = None
    written_by: Email | None = None
    if_things_change: Annotated[list[PlanChange], Meta(max_length=8)] = []
    own_words: Annotated[list[PlanOwnWords], Meta(max_length=100)] = []
    next_review: PlanReview | None = None
