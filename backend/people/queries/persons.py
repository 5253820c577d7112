"""Reads about one person: the staff's page, and a young person's own team, status and who looked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.audit.commands import looked
from backend.audit.tables import AuditRow
from backend.people.care import Life
from backend.people.categories import WORDS, since, standing
from backend.people.queries.lives import lives
from backend.people.queries.sight import visible_to, visible_to_sql
from backend.people.recorded import recorded_on
from backend.people.rules import ALLOCATED, COVER, NURSE_FOR, ROLES
from backend.people.schemas import (
    Adviser,
    CategoryOut,
    Cover,
    Look,
    Looks,
    MyStatus,
    MyTeam,
    Person,
    PersonPage,
)  # fmt: skip
from backend.people.tables import Team, Worker, YoungPerson
from backend.shared.crypt import unseal
from backend.shared.dates import age_on, london_date
from backend.shared.db import transaction
from backend.shared.problems import NotFound, SignInNeeded
from backend.shared.viewer import STAFF, Viewer

LOOKS_AT_ONCE = 50
NO_TRACE = ("froze", "unfroze")
"""Access that was frozen on request leaves no trace on the phone (safety.md S03); the ledger keeps both."""

_WORK_WITH = """
    SELECT l.relation, l.starts_at, l.ends_at, w.given_name, w.family_name, w.role
    FROM link l JOIN worker w ON w.id = l.worker
    WHERE l.young_person = {} AND l.young_person IN ({}) AND (w.ended_at IS NULL OR w.ended_at > {})
        AND l.starts_at <= {} AND (l.ends_at IS NULL OR l.ends_at > {})
    UNION ALL
    SELECT 'manages', NULL, NULL, w.given_name, w.family_name, w.role
    FROM young_person y JOIN manages m ON m.team = y.team JOIN worker w ON w.id = m.manager
    WHERE y.id = {} AND y.id IN ({}) AND (w.ended_at IS NULL OR w.ended_at > {})
    ORDER BY 2 DESC NULLS LAST, 5, 4
"""


async def _work_with(viewer: Viewer, young_person: UUID) -> dict[str, dict[str, Any]]:
    """Who works with this young person now, by relation; the newest where there are several."""
    sight, now = visible_to_sql(viewer), viewer.now
    found: dict[str, dict[str, Any]] = {}
    for row in await YoungPerson.raw(_WORK_WITH, young_person, sight, now, now, now, young_person, sight, now):
        found.setdefault(row["relation"], row)
    return found


def _person(row: dict[str, Any] | None) -> Person | None:
    return Person(name=f"{row['given_name']} {row['family_name']}", given_name=row["given_name"]) if row else None


def _cover(row: dict[str, Any] | None) -> Cover | None:
    if row is None:
        return None
    until = london_date(row["ends_at"] - timedelta(microseconds=1)) if row["ends_at"] else None
    return Cover(name=f"{row['given_name']} {row['family_name']}", given_name=row["given_name"], until=until)


async def my_team(viewer: Viewer) -> MyTeam:
    """Who works with the young person who asks."""
    if viewer.id is None:
        raise SignInNeeded()
    found = await _work_with(viewer, viewer.id)
    adviser = found.get(ALLOCATED)
    return MyTeam(
        adviser=Adviser(
            name=f"{adviser['given_name']} {adviser['family_name']}",
            given_name=adviser["given_name"],
            role=ROLES.get(adviser["role"], ""),
        )
        if adviser
        else None,
        cover=_cover(found.get(COVER)),
        manager=_person(found.get("manages")),
        nurse=_person(found.get(NURSE_FOR)),
    )


def _category(person: dict[str, Any], life: Life, viewer: Viewer) -> CategoryOut:
    now = standing(life, viewer.today)
    turned, _ = recorded_on(person["recorded_category"], person["born_on"], viewer.today)
    recorded = turned or person["recorded_category"]
    return CategoryOut(
        computed=now.category.value,
        recorded=recorded or "",
        mismatch=recorded is not None and recorded != now.category,
        words=WORDS[now.category],
        law=now.law,
        reason=now.reason,
        facts=[one.words for one in now.facts],
        needs_a_person=now.needs_a_person,
        since=since(life, viewer.today),
        next_change=now.next_change.on if now.next_change else None,
    )


async def my_status(viewer: Viewer) -> MyStatus:
    """The legal status of the young person who asks. What the case system recorded wins (domain 1.3), as its birthdays turn it."""
    if viewer.id is None:
        raise SignInNeeded()
    person, life = (await lives(viewer, [viewer.id]))[viewer.id]
    category = _category(person, life, viewer)
    recorded, _ = recorded_on(person["recorded_category"], person["born_on"], viewer.today)
    if recorded and recorded != category.computed:
        return MyStatus(
            category=recorded.value,
            words=WORDS[recorded],
            law="",
            reason=person["recorded_basis"] or "",
            since=None,
            next_change=None,
        )
    return MyStatus(
        category=category.computed,
        words=category.words,
        law=category.law,
        reason=category.reason,
        since=category.since,
        next_change=category.next_change,
    )


async def who_looked(viewer: Viewer, before: UUID | None) -> Looks:
    """What staff read or did about the young person who asks, newest first, 50 at a time by key; never a freeze."""
    query = AuditRow.select(AuditRow.id, AuditRow.actor, AuditRow.did, AuditRow.at, AuditRow.why).where(
        AuditRow.about.is_in(visible_to(viewer)),
        AuditRow.actor_kind.is_in(sorted(STAFF)),
        AuditRow.did.not_in(list(NO_TRACE)),
    )
    if before is not None:
        query = query.where(AuditRow.id < before)
    rows = await query.order_by(AuditRow.id, ascending=False).limit(LOOKS_AT_ONCE + 1)
    shown = rows[:LOOKS_AT_ONCE]
    names: dict[Any, dict[str, Any]] = {}
    if actors := list({row["actor"] for row in shown}):
        names = {one["id"]: one for one in await Worker.select().where(Worker.id.is_in(actors))}
    return Looks(
        looks=[_look(row, names.get(row["actor"])) for row in shown],
        next=shown[-1]["id"] if len(rows) > LOOKS_AT_ONCE else None,
    )


def _look(row: dict[str, Any], worker: dict[str, Any] | None) -> Look:
    name = f"{worker['given_name']} {worker['family_name']}" if worker else ""
    return Look(
        who=name, role=ROLES.get(worker["role"], "") if worker else "", did=row["did"], at=row["at"], why=row["why"]
    )


async def person_page(viewer: Viewer, young_person: UUID) -> PersonPage:
    """The page about one young person; the look is kept. NotFound when they are not there or not this viewer's."""
    async with transaction():
        found = await lives(viewer, [young_person])
        if young_person not in found:
            raise NotFound()
        person, life = found[young_person]
        around = await _work_with(viewer, young_person)
        team = await Team.select(Team.name).where(Team.id == person["team"]).first() if person["team"] else None
        await looked(viewer, about=young_person)
    sealed = person["contact_safely"]
    return PersonPage(
        id=young_person,
        name=f"{person['given_name']} {person['family_name']}",
        known_as=person["known_as"],
        age=age_on(person["born_on"], viewer.today),
        born_on=person["born_on"],
        language=person["language"],
        contact_safely=unseal(bytes(sealed), f"young_person.contact_safely:{young_person}").decode() if sealed else "",
        team=team["name"] if team else "",
        adviser=_person(around.get(ALLOCATED)),
        cover=_cover(around.get(COVER)),
        category=_category(person, life, viewer),
    )
