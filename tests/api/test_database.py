"""The one key, and the transaction under it, on a real database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.audit import commands as audit
from backend.audit.tables import AuditRow
from backend.people.queries import must_see, visible_to
from backend.people.tables import DeclaredRelationship, Link, Worker, YoungPerson
from backend.shared import db
from backend.shared.dates import end_of
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer
from tests import cast

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def staff(worker: object, kind: str = "adviser", action: str = "plan.work", now: datetime = NOW) -> Viewer:
    return Viewer(kind=kind, action=action, now=now, id=worker)  # type: ignore[arg-type]


async def seen(viewer: Viewer) -> set[str]:
    rows = await YoungPerson.select(YoungPerson.known_as).where(YoungPerson.id.is_in(visible_to(viewer)))
    return {row["known_as"] for row in rows}


async def test_each_relation_opens_what_it_should(database: None) -> None:
    quay, marsh = await cast.a_team("Quayside"), await cast.a_team("Marsh Lane")
    priya, omar = await cast.a_worker("Priya", "adviser", team=quay), await cast.a_worker("Omar", "adviser", team=marsh)
    mina, nia = await cast.a_worker("Mina", "manager", team=quay), await cast.a_worker("Nia", "nurse")
    await cast.manages(mina, quay)
    ayo = await cast.a_young_person("Ayo", date(2008, 11, 2), team=quay)
    bea = await cast.a_young_person("Bea", date(2003, 6, 1), team=quay)
    cal = await cast.a_young_person("Cal", date(2006, 5, 5), team=marsh)
    await cast.allocated(ayo, priya)
    await cast.allocated(bea, priya)
    await cast.allocated(cal, omar)
    await cast.nurses(ayo, nia)
    assert await seen(staff(priya)) == {"Ayo", "Bea"}
    assert await seen(staff(omar)) == {"Cal"}
    assert await seen(staff(mina, "manager")) == {"Ayo", "Bea"}
    assert await seen(staff(mina, "manager", "plan.share")) == set()
    assert await seen(staff(nia, "nurse")) == set()
    assert await seen(Viewer(kind="young_person", action="plan.read", now=NOW, id=ayo)) == {"Ayo"}
    assert await seen(Viewer(kind="young_person", action="plan.work", now=NOW, id=ayo)) == set()
    assert await seen(Viewer(kind="nobody", action="plan.read", now=NOW)) == set()
    assert await seen(staff(priya, action="no.such.action")) == set()
    await Worker.update({Worker.ended_at: NOW}).where(Worker.id == priya)
    assert await seen(staff(priya)) == set()


async def test_omar_sees_ayo_only_inside_the_cover(database: None) -> None:
    ayo = await cast.a_young_person("Ayo", date(2008, 11, 2))
    omar = await cast.a_worker("Omar", "adviser")
    monday = datetime(2026, 3, 9, 0, tzinfo=UTC)
    await cast.covers(ayo, omar, starts_at=monday, ends_at=end_of(date(2026, 3, 13)))
    for now, expected in (
        (monday - timedelta(seconds=1), set()),
        (monday, {"Ayo"}),
        (datetime(2026, 3, 13, 23, 59, 59, tzinfo=UTC), {"Ayo"}),  # the last day counts whole
        (datetime(2026, 3, 14, 0, tzinfo=UTC), set()),
    ):
        assert await seen(staff(omar, now=now)) == expected, now
    await Link.update({Link.ends_at: NOW}).where(Link.worker == omar)  # ended by hand: at once
    assert await seen(staff(omar)) == set()


async def test_a_declared_relationship_shuts_the_record(database: None) -> None:
    quay = await cast.a_team()
    ayo = await cast.a_young_person("Ayo", date(2008, 11, 2), team=quay)
    aunt, boss = await cast.a_worker("Aunt", "adviser"), await cast.a_worker("Boss", "manager")
    await cast.allocated(ayo, aunt)
    await cast.manages(boss, quay)
    for worker in (aunt, boss):
        await DeclaredRelationship.insert(DeclaredRelationship(worker=worker, young_person=ayo, declared_at=NOW))
    assert await seen(staff(aunt)) == set()
    assert await seen(staff(boss, "manager")) == set()
    with pytest.raises(NotFound):
        await must_see(staff(aunt), ayo)


async def test_an_audit_line_needs_the_transaction_of_its_fact(database: None) -> None:
    ayo = await cast.a_young_person("Ayo", date(2008, 11, 2))
    viewer = staff(await cast.a_worker("Priya", "adviser"))
    with pytest.raises(RuntimeError, match="transaction of its fact"):
        await audit.looked(viewer, ayo)

    async def broken_off() -> None:
        async with db.transaction():
            await audit.looked(viewer, ayo)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken_off()
    assert await AuditRow.count() == 0
    async with db.transaction():
        await audit.looked(viewer, ayo)
        await audit.looked_at_many(viewer, [ayo])
        await audit.looked(Viewer(kind="young_person", action="plan.read", now=NOW, id=ayo), ayo)
    assert {row["did"] for row in await AuditRow.select()} == {"looked", "saw_in_list"}


async def test_a_transaction_gives_its_connection_back_when_commit_fails(database: None) -> None:
    await db.fetch("CREATE TABLE pair (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    for _ in range(25):  # more often than the pool has connections
        with pytest.raises(Exception, match="duplicate key"):
            async with db.transaction():
                await db.fetch("INSERT INTO pair VALUES (1), (1)")
    async with db.transaction():
        await db.fetch("INSERT INTO pair VALUES (2)")
    assert [row["a"] for row in await db.fetch("SELECT a FROM pair")] == [2]
