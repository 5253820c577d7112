"""Versions of a plan: one way to read them, so that staff and the young person can not see two different things."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.people.queries import visible_to_sql
from backend.people.tables import YoungPerson
from backend.plans.rules import MATTERS, PARTS, PROGRESS, Line, Stop, content_hash
from backend.plans.schemas import MatterOut, Named, Review
from backend.plans.tables import PlanVersion
from backend.shared.dates import london_date
from backend.shared.viewer import Viewer


class ActionRow(Struct, frozen=True):
    """One action with its owner's name and how it stands."""

    id: UUID
    promise: UUID
    matter: str
    position: int
    what: str
    by_young_person: bool
    by_worker: UUID | None
    by_name: str | None
    by_when: date | None
    helps: str
    plan_b: str
    given_name: str | None
    family_name: str | None
    status: str | None
    status_at: datetime | None

    @property
    def owner(self) -> tuple[str, str]:
        """Full and given name of whoever does it; both empty when nobody is named, or it is the young person."""
        if self.by_worker:
            return f"{self.given_name} {self.family_name}", self.given_name or ""
        return self.by_name or "", self.by_name or ""

    @property
    def shown(self) -> str:
        """to_do, going, done or did_not_happen."""
        return PROGRESS[self.status] if self.status else "to_do"

    @property
    def done_on(self) -> date | None:
        """The London day it was done."""
        return london_date(self.status_at) if self.status == "done" and self.status_at else None

    def line(self, known_as: str) -> Line:
        """The action as the rules see it."""
        who = known_as if self.by_young_person else self.owner[0]
        return Line(self.id, self.matter, self.what, who, self.by_when, self.helps, self.plan_b, bool(self.by_name))


class Content(Struct, frozen=True):
    """Everything a version says: what is hashed, and what both copies are made of."""

    matters: dict[str, MatterOut]
    if_things_change: dict[str, str]
    actions: list[ActionRow]

    def hash(self, young_person: UUID, number: int) -> str:
        """SHA-256 of the canonical content. Names of staff may change; their ids do not."""
        owned = (
            "id",
            "promise",
            "matter",
            "position",
            "what",
            "by_young_person",
            "by_worker",
            "by_name",
            "by_when",
            "helps",
            "plan_b",
        )
        return content_hash(
            {
                "young_person": young_person,
                "number": number,
                "matters": {code: [one.need, one.support] for code, one in self.matters.items()},
                "if_things_change": self.if_things_change,
                "actions": [
                    {name: getattr(one, name) for name in owned} for one in sorted(self.actions, key=lambda one: one.id)
                ],
            }
        )


_VERSIONS = """
    SELECT v.id, v.young_person, v.number, v.begun_at, v.written_at, v.shared_at, v.content_hash, v.why_anyway,
           w.given_name AS written_given, w.family_name AS written_family,
           s.given_name AS shared_given, s.family_name AS shared_family,
           d.at AS delivered_at, d.act AS delivered_act, o.at AS opened_at, o.act AS opened_act,
           a.answer, coalesce(a.words, '') AS answer_words, a.at AS answered_at, u.at AS understood_at
    FROM plan_version v
    LEFT JOIN worker w ON w.id = v.written_by
    LEFT JOIN worker s ON s.id = v.shared_by
    LEFT JOIN reached d ON d.version = v.id AND d.stop = 'delivered'
    LEFT JOIN reached o ON o.version = v.id AND o.stop = 'opened'
    LEFT JOIN LATERAL (SELECT answer, words, at FROM plan_answer WHERE version = v.id ORDER BY at DESC, id DESC LIMIT 1) a ON true
    LEFT JOIN LATERAL (SELECT min(at) AS at FROM plan_answer WHERE version = v.id AND answer <> 'not_now') u ON true
    WHERE v.young_person = {} AND v.young_person IN ({})
    ORDER BY v.number DESC
"""


async def versions(viewer: Viewer, young_person: UUID) -> list[dict[str, Any]]:
    """Every version of this plan that the viewer may see, the newest first, each with its stops and its latest answer."""
    return await PlanVersion.raw(_VERSIONS, young_person, visible_to_sql(viewer))


def stop_of(row: dict[str, Any] | None) -> Stop:
    """How far a version got, from the times of its stops."""
    if row is None:
        return Stop.NONE
    reached = ((Stop.UNDERSTOOD, "understood_at"), (Stop.OPENED, "opened_at"), (Stop.DELIVERED, "delivered_at"),
               (Stop.SHARED, "shared_at"), (Stop.WRITTEN, "written_at"))  # fmt: skip
    return next((stop for stop, column in reached if row[column]), Stop.DRAFT)


def measured(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The version that counts: the latest finished one, because a new version starts again at written; else the draft."""
    return next((row for row in rows if row["written_at"]), rows[0] if rows else None)


_CONTENT = """
    SELECT v.id,
        (SELECT coalesce(json_agg(json_build_object('code', m.code, 'need', m.need, 'support', m.support)), '[]')
            FROM matter m WHERE m.version = v.id) AS matters,
        (SELECT coalesce(json_object_agg(c.part, c.words), json_build_object()) FROM contingency c WHERE c.version = v.id) AS changes,
        (SELECT coalesce(json_agg(json_build_object('id', a.id, 'promise', a.promise, 'matter', a.matter, 'position', a.position,
                'what', a.what, 'by_young_person', a.by_young_person, 'by_worker', a.by_worker, 'by_name', a.by_name,
                'by_when', a.by_when, 'helps', a.helps, 'plan_b', a.plan_b, 'given_name', w.given_name,
                'family_name', w.family_name, 'status', p.status, 'status_at', p.at)
                ORDER BY a.by_when NULLS LAST, a.position, a.id), '[]')
            FROM action a
            LEFT JOIN worker w ON w.id = a.by_worker
            LEFT JOIN LATERAL (SELECT g.status, g.at FROM action_progress g JOIN action b ON b.id = g.action
                WHERE b.promise = a.promise ORDER BY g.at DESC, g.id DESC LIMIT 1) p ON true
            WHERE a.version = v.id) AS actions
    FROM plan_version v WHERE v.id = ANY({}) AND v.young_person IN ({})
"""


async def contents(viewer: Viewer, ids: list[UUID]) -> dict[UUID, Content]:
    """What these versions say, for those the viewer may see: one statement however many."""
    if not ids:
        return {}
    rows = await PlanVersion.raw(_CONTENT, ids, visible_to_sql(viewer))
    order = {code: place for place, code in enumerate(MATTERS)}
    found = {}
    for row in rows:
        matters = msgspec.json.decode(row["matters"], type=list[MatterOut])
        found[row["id"]] = Content(
            {one.code: one for one in sorted(matters, key=lambda one: order[one.code])},
            msgspec.json.decode(row["changes"], type=dict[str, str]),
            msgspec.json.decode(row["actions"], type=list[ActionRow]),
        )
    return found


def of_part(content: Content, part: str) -> tuple[list[MatterOut], list[ActionRow]]:
    """The matters and the actions that this part shows, in date order."""
    codes = PARTS[part]
    return (
        [content.matters[code] for code in codes if code in content.matters],
        [one for one in content.actions if one.matter in codes],
    )


class Said(Struct, frozen=True):
    """The young person's own words for a part."""

    part: str
    words: str
    said_at: datetime


class Around(Struct, frozen=True):
    """What stands beside the versions: own words by part, the next review, and who advises now."""

    own_words: dict[str, Said]
    review: Review
    adviser: Named | None


_AROUND = """
    SELECT y.id,
        (SELECT coalesce(json_agg(json_build_object('part', s.part, 'words', s.words, 'said_at', s.said_at)), '[]') FROM
            (SELECT DISTINCT ON (part) part, words, said_at FROM own_words WHERE young_person = y.id
             ORDER BY part, said_at DESC, id DESC) s) AS own_words,
        (SELECT json_build_object('due_on', r.due_on, 'why', r.why, 'at', r.at, 'place', r.place,
                'with_name', trim(concat(w.given_name, ' ', w.family_name)), 'answer', r.answer, 'answer_words', r.answer_words)
            FROM review r LEFT JOIN worker w ON w.id = r.with_worker WHERE r.young_person = y.id AND r.held_on IS NULL) AS review,
        (SELECT json_build_object('name', w.given_name || ' ' || w.family_name, 'given_name', w.given_name)
            FROM link l JOIN worker w ON w.id = l.worker WHERE l.young_person = y.id AND l.relation = 'allocated'
            AND l.starts_at <= {} AND (l.ends_at IS NULL OR l.ends_at > {}) ORDER BY l.starts_at DESC LIMIT 1) AS adviser
    FROM young_person y WHERE y.id = {} AND y.id IN ({})
"""
NO_REVIEW = Review(due_on=None, why="first", at=None, place="", with_name="", answer=None, answer_words="")


async def around(viewer: Viewer, young_person: UUID) -> Around:
    """What stands beside the versions, for a young person the viewer may see; empty for anyone else."""
    rows = await YoungPerson.raw(_AROUND, viewer.now, viewer.now, young_person, visible_to_sql(viewer))
    if not rows:
        return Around({}, NO_REVIEW, None)
    said = msgspec.json.decode(rows[0]["own_words"], type=list[Said])
    review, adviser = rows[0]["review"], rows[0]["adviser"]
    return Around(
        {one.part: one for one in said},
        msgspec.json.decode(review, type=Review) if review else NO_REVIEW,
        msgspec.json.decode(adviser, type=Named) if adviser else None,
    )
