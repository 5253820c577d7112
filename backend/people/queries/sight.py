"""The one key for every door: which young people this viewer may do this action for, now."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from piccolo.query.methods.select import Select
from piccolo.querystring import QueryString

from backend.people.rules import ALLOCATED, CLOCK_MAY, COVER, GLASS, KIND_OF, MANAGES, MAY, NURSE_FOR, OWNER
from backend.people.tables import DeclaredRelationship, GlassBreak, Link, Manages, Worker, YoungPerson
from backend.shared.problems import NotFound
from backend.shared.viewer import CLOCK, Viewer


def at_work(now: datetime) -> Select:
    """Ids of the staff whose account is not over at this instant: a planned last day counts whole (decisions 27)."""
    return Worker.select(Worker.id).where(Worker.ended_at.is_null() | (Worker.ended_at > now))


def visible_to(viewer: Viewer) -> Select:
    """A sub-select of the ids of the young people for whom this viewer may do this action at this instant.

    A sub-select and not a list, so that right and data are one statement and a lost right bites at the next request.
    Relations: safety.md 6.1, each only for the kind of staff it is made for: whoever became an administrator keeps no
    sight from a link of before. A viewer whose account has ended, or who declared a relationship, sees nobody.
    """
    if viewer.kind == CLOCK and viewer.action in CLOCK_MAY:
        return YoungPerson.select(YoungPerson.id)
    may = {relation for relation in MAY.get(viewer.action, frozenset()) if KIND_OF[relation] == viewer.kind}
    ways: list[Any] = []
    if OWNER in may:
        ways.append(YoungPerson.id == viewer.id)
    if viewer.is_staff:
        if dated := sorted(may & {ALLOCATED, COVER, NURSE_FOR}):
            ways.append(
                YoungPerson.id.is_in(
                    Link.select(Link.young_person).where(
                        Link.worker == viewer.id,
                        Link.relation.is_in(dated),
                        Link.starts_at <= viewer.now,
                        Link.ends_at.is_null() | (Link.ends_at > viewer.now),
                        Link.worker.is_in(at_work(viewer.now)),
                    )
                )
            )
        teams = Manages.select(Manages.team).where(
            Manages.manager == viewer.id,
            Manages.manager.is_in(at_work(viewer.now)),
        )
        if MANAGES in may:
            ways.append(YoungPerson.team.is_in(teams))
        if GLASS in may:
            ways.append(
                YoungPerson.id.is_in(
                    GlassBreak.select(GlassBreak.young_person).where(
                        GlassBreak.manager == viewer.id,
                        GlassBreak.manager.is_in(at_work(viewer.now)),
                        GlassBreak.began_at <= viewer.now,
                        GlassBreak.until_at > viewer.now,
                        GlassBreak.ended_at.is_null(),
                    )
                )
                # Taken off the team within the hour, they read no more.
                & YoungPerson.team.is_in(teams)
            )
    if not ways:
        return YoungPerson.select(YoungPerson.id).where(YoungPerson.id.is_null())
    query = YoungPerson.select(YoungPerson.id).where(reduce(or_, ways))
    if viewer.is_staff:
        query = query.where(
            YoungPerson.id.not_in(
                DeclaredRelationship.select(DeclaredRelationship.young_person).where(
                    DeclaredRelationship.worker == viewer.id
                )
            )
        )
    return query


def visible_to_sql(viewer: Viewer) -> QueryString:
    """visible_to as a fragment for a hand-written statement: `WHERE young_person IN ({})`."""
    return visible_to(viewer).querystrings[0]


def visible_to_text(viewer: Viewer, who: str, now: str) -> str:
    """visible_to as text for a statement that is sent too often to be built anew each time (0.3 ms).

    `who` and `now` are how that statement calls the viewer's id and instant. Raises ValueError for a viewer without id.
    """
    if viewer.id is None:
        raise ValueError("nobody and the clock have no statements of their own")
    return _text(visible_to, viewer.kind, viewer.action, who, now)


@cache
def _text(key: Callable[[Viewer], Select], kind: str, action: str, who: str, now: str) -> str:
    anyone, once = UUID(int=1), datetime.min.replace(tzinfo=UTC)
    sql, values = key(Viewer(kind=kind, action=action, now=once, id=anyone)).querystrings[0].compile_string()
    names: dict[Any, str] = {anyone: who, once: now}
    for number in range(len(values), 0, -1):
        value = values[number - 1]
        if value not in names and not str(value).isidentifier():
            raise ValueError(f"{action}: only relations may stand in the text")
        sql = sql.replace(f"${number}", names.get(value) or f"'{value}'")
    return sql


async def must_see(viewer: Viewer, young_person: Any) -> dict[str, Any]:
    """The young person's row when this viewer may do this action for them now; else NotFound, whatever the reason."""
    row = (
        await YoungPerson.select()
        .where(YoungPerson.id.is_in(visible_to(viewer)), YoungPerson.id == young_person)
        .first()
    )
    if row is None:
        raise NotFound()
    return row
