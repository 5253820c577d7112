"""What Onward holds already, read whole: an import compares everything, so it asks once for each table.

There is no viewer here: the command runs on the council's own server, and every change it makes is in the ledger.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.audit.tables import AuditRow
from backend.people.tables import Episode, LifeFact, Link, Manages, Team, Worker, YoungPerson
from backend.plans.tables import Action, ActionProgress, Contingency, Matter, OwnWords, PlanVersion, Review

Row = dict[str, Any]


async def teams() -> dict[str, Row]:
    """Teams by name in lower case."""
    return {row["name"].casefold(): row for row in await Team.select()}


async def workers() -> dict[str, Row]:
    """Staff by e-mail address."""
    return {row["email"]: row for row in await Worker.select()}


async def managed_teams() -> dict[UUID, set[UUID]]:
    """The teams each manager answers for."""
    found: dict[UUID, set[UUID]] = {}
    for row in await Manages.select(Manages.manager, Manages.team):
        found.setdefault(row["manager"], set()).add(row["team"])
    return found


async def young_people() -> dict[str, Row]:
    """Everyone in Onward by CHILD number."""
    return {row["child"]: row for row in await YoungPerson.select()}


async def episodes() -> dict[UUID, dict[date, Row]]:
    """Spells in care by young person and first day."""
    found: dict[UUID, dict[date, Row]] = {}
    for row in await Episode.select():
        found.setdefault(row["young_person"], {})[row["began_on"]] = row
    return found


async def facts() -> dict[tuple[UUID, str, date], Row]:
    """Recorded facts by young person, kind and first day."""
    return {(row["young_person"], row["kind"], row["from_on"]): row for row in await LifeFact.select()}


async def links() -> dict[tuple[UUID, UUID, str, datetime], Row]:
    """Who works with whom, by young person, worker, relation and start."""
    return {(row["young_person"], row["worker"], row["relation"], row["starts_at"]): row for row in await Link.select()}


async def versions(people: Iterable[UUID]) -> dict[UUID, list[Row]]:
    """The plan versions of these people, oldest first, each with its matters, contingencies and actions."""
    wanted = list(people)
    found: dict[UUID, list[Row]] = {}
    if not wanted:
        return found
    rows = await PlanVersion.select().where(PlanVersion.young_person.is_in(wanted)).order_by(PlanVersion.number)
    by_id = {row["id"]: row | {"matters": [], "contingencies": [], "actions": []} for row in rows}
    for row in by_id.values():
        found.setdefault(row["young_person"], []).append(row)
    ours = PlanVersion.select(PlanVersion.id).where(PlanVersion.young_person.is_in(wanted))
    for name, table in (("matters", Matter), ("contingencies", Contingency), ("actions", Action)):
        for row in await table.select().where(table.version.is_in(ours)):
            by_id[row["version"]][name].append(row)
    return found


async def has_progress(version: UUID) -> bool:
    """Whether anybody has said yet how an action of this version stands."""
    ours = Action.select(Action.id).where(Action.version == version)
    return await ActionProgress.exists().where(ActionProgress.action.is_in(ours))


async def worked_on(people: Iterable[UUID]) -> dict[UUID, datetime]:
    """When staff last wrote in the plan of these people, by the ledger; an import itself does not count."""
    wanted = list(people)
    if not wanted:
        return {}
    rows = (
        await AuditRow.select(AuditRow.about, AuditRow.at)
        .where(AuditRow.about.is_in(wanted), AuditRow.action == "plan.write")
        .order_by(AuditRow.at)
    )
    return {row["about"]: row["at"] for row in rows}


async def own_words(people: Iterable[UUID]) -> set[tuple[UUID, str, str]]:
    """Young person, part and words: what is kept of their own words already."""
    wanted = list(people)
    if not wanted:
        return set()
    rows = await OwnWords.select().where(OwnWords.young_person.is_in(wanted))
    return {(row["young_person"], row["part"], row["words"]) for row in rows}


async def have_review_to_come(people: Iterable[UUID]) -> set[UUID]:
    """Who has a review that is still to be held."""
    wanted = list(people)
    if not wanted:
        return set()
    rows = await Review.select(Review.young_person).where(Review.young_person.is_in(wanted), Review.held_on.is_null())
    return {row["young_person"] for row in rows}
