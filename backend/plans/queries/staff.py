"""The plan as the people who work on it see it: the draft, what the young person has, gaps and hints."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from backend.audit.commands import looked
from backend.people.queries import must_see, visible_to_sql
from backend.people.tables import YoungPerson
from backend.plans import clarity, rules
from backend.plans.queries.versions import (
    ActionRow,
    Around,
    Content,
    around,
    contents,
    measured,
    of_part,
    stop_of,
    versions,
)
from backend.plans.rules import PARTS
from backend.plans.schemas import (
    Doer,
    GapOut,
    HintOut,
    Named,
    OlderVersion,
    StaffAction,
    StaffPart,
    StaffPlan,
    StaffVersion,
    Stops,
    StopTimes,
    Who,
)  # fmt: skip
from backend.shared.dates import london_date
from backend.shared.db import transaction
from backend.shared.viewer import Viewer


async def staff_plan(viewer: Viewer, young_person: UUID) -> StaffPlan:
    """Draft and current version in full, older ones by number; the look is kept. NotFound when it is not theirs."""
    async with transaction():
        person = await must_see(viewer, young_person)
        rows = await versions(viewer, young_person)
        draft = next((row for row in rows if not row["shared_at"]), None)
        shared = [row for row in rows if row["shared_at"]]
        said = await contents(viewer, [row["id"] for row in (draft, *shared[:1]) if row])
        beside = await around(viewer, young_person)
        people = await _doers(viewer, person)
        await looked(viewer, about=young_person, thing=shared[0]["id"] if shared else None)
    lines, texts = as_lines(said[draft["id"]], person["known_as"]) if draft else ([], [])
    counted = measured(rows)
    return StaffPlan(
        draft=_version(person, draft, said[draft["id"]], beside, len(shared)) if draft else None,
        current=_version(person, shared[0], said[shared[0]["id"]], beside, len(shared) - 1) if shared else None,
        older=[OlderVersion(row["id"], row["number"], row["shared_at"], row["answer"]) for row in shared[1:]],
        review=beside.review,
        stops=Stops(counted["number"] if counted else None, stop_of(counted).code, stop_times(counted)),
        gaps=gaps_out(rules.gaps(lines)) if draft else [],
        hints=hints_out(clarity.hints(lines, texts, viewer.today)) if draft else [],
        people=people,
    )


def as_lines(content: Content, known_as: str) -> tuple[list[rules.Line], list[tuple[str, str]]]:
    """A version as the rules see it: its actions, and its other texts with where they stand. Done actions are past."""
    lines = [one.line(known_as) for one in content.actions if one.shown != "done"]
    texts = [
        (f"matter:{code}", words) for code, one in content.matters.items() for words in (one.need, one.support) if words
    ]
    texts += [(f"part:{part}", words) for part, words in content.if_things_change.items() if words]
    return lines, texts


def gaps_out(found: Iterable[rules.Gap]) -> list[GapOut]:
    """Gaps on the wire."""
    return [GapOut(**asdict(one)) for one in found]


def hints_out(found: Iterable[clarity.Hint]) -> list[HintOut]:
    """Hints on the wire."""
    return [HintOut(**asdict(one)) for one in found]


def stop_times(row: dict[str, Any] | None) -> StopTimes:
    """When each stop was reached; all empty without a version."""
    stops = [stop.code for stop in rules.FIVE_STOPS]
    return StopTimes(**{stop: row[f"{stop}_at"] if row else None for stop in stops})


_DOERS = """
    SELECT DISTINCT w.id, w.given_name, w.family_name, w.role FROM worker w
    WHERE (w.ended_at IS NULL OR w.ended_at > {}) AND (
        EXISTS (SELECT FROM link l WHERE l.worker = w.id AND l.young_person = {} AND l.starts_at <= {}
            AND (l.ends_at IS NULL OR l.ends_at > {}))
        OR EXISTS (SELECT FROM manages m JOIN young_person y ON y.team = m.team WHERE m.manager = w.id AND y.id = {}))
        AND EXISTS (SELECT FROM young_person y WHERE y.id = {} AND y.id IN ({}))
    ORDER BY w.given_name, w.family_name
"""


async def _doers(viewer: Viewer, person: dict[str, Any]) -> list[Doer]:
    """Who can be named on an action: the young person first, then everyone who works with them now."""
    mine = person["id"]
    rows = await YoungPerson.raw(_DOERS, viewer.now, mine, viewer.now, viewer.now, mine, mine, visible_to_sql(viewer))
    return [
        Doer(mine, person["known_as"], "young_person"),
        *(Doer(row["id"], f"{row['given_name']} {row['family_name']}", row["role"]) for row in rows),
    ]


def _version(
    person: dict[str, Any], row: dict[str, Any], content: Content, beside: Around, before: int
) -> StaffVersion:
    name = f"{row['shared_given']} {row['shared_family']}"
    return StaffVersion(
        id=row["id"],
        number=row["number"],
        stop=stop_of(row).code,
        shared_at=row["shared_at"],
        shared_by=Named(name, row["shared_given"]) if row["shared_given"] else None,
        written_on=london_date(row["written_at"]) if row["written_at"] else None,
        opened_at=row["opened_at"],
        answer=row["answer"],
        answer_words=row["answer_words"],
        answered_at=row["answered_at"],
        parts=[_part(code, person, content, beside) for code in PARTS],
        before=before,
        hash=content.hash(person["id"], row["number"]),
    )


def _part(code: str, person: dict[str, Any], content: Content, beside: Around) -> StaffPart:
    matters, actions = of_part(content, code)
    said = beside.own_words.get(code)
    return StaffPart(
        code=code,
        matters=matters,
        own_words=said.words if said else "",
        own_words_on=london_date(said.said_at) if said else None,
        actions=[_action(one, person) for one in actions],
        if_things_change=content.if_things_change.get(code, ""),
    )


def _action(one: ActionRow, person: dict[str, Any]) -> StaffAction:
    name, given_name = (person["known_as"],) * 2 if one.by_young_person else one.owner
    return StaffAction(
        id=one.id,
        matter=one.matter,
        what=one.what,
        who=Who(you=False, name=name, given_name=given_name),
        by_whom=person["id"] if one.by_young_person else one.by_worker,
        by_when=one.by_when,
        helps=one.helps,
        status=one.shown,
        done_on=one.done_on,
        plan_b=one.plan_b,
    )
