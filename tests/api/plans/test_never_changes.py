"""What was shared stays as it was, and evidence is only added: by the commands, and by the database whoever asks."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from uuid import UUID

import asyncpg
import pytest

from backend.plans.queries.versions import contents
from backend.plans.tables import Action, PlanAnswer, PlanVersion, Reached
from backend.shared.db import fetch
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import a_draft, an_action, ok, shared

REFUSED = (asyncpg.RestrictViolationError, asyncpg.CheckViolationError)


@pytest.fixture
async def version(us: SimpleNamespace, visit: Visit) -> UUID:
    return UUID(await shared(await signed_in(visit, us.priya), us.ayo, owner=us.priya))


CONTENT = [
    "UPDATE plan_version SET number = 9 WHERE id = $1",
    "UPDATE plan_version SET shared_at = NULL WHERE id = $1",
    "UPDATE plan_version SET content_hash = 'x' WHERE id = $1",
    "DELETE FROM plan_version WHERE id = $1",
    "UPDATE matter SET need = 'other' WHERE version = $1",
    "DELETE FROM matter WHERE version = $1",
    "INSERT INTO matter (id, version, code, need, support) VALUES (gen_random_uuid(), $1, 'work', '', '')",
    "UPDATE contingency SET words = 'other' WHERE version = $1",
    "DELETE FROM contingency WHERE version = $1",
    "INSERT INTO contingency (id, version, part, words) VALUES (gen_random_uuid(), $1, 'money', '')",
    "UPDATE action SET by_when = by_when + 30 WHERE version = $1",
    "DELETE FROM action WHERE version = $1",
    "INSERT INTO action (id, version, promise, matter, position, what, by_young_person, helps, plan_b) "
    "VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'home', 0, 'More', false, '', '')",
]


@pytest.mark.parametrize("statement", CONTENT)
async def test_the_database_refuses_to_change_a_shared_version(version: UUID, statement: str) -> None:
    with pytest.raises(REFUSED):
        await fetch(statement, version)


async def test_an_action_can_not_be_moved_into_or_out_of_a_shared_version(
    us: SimpleNamespace, version: UUID, visit: Visit
) -> None:
    await a_draft(await signed_in(visit, us.omar), us.cal)
    draft = (await PlanVersion.select(PlanVersion.id).where(PlanVersion.shared_at.is_null()).first())["id"]
    for came, goes in ((draft, version), (version, draft)):
        with pytest.raises(REFUSED):
            await fetch("UPDATE action SET version = $1 WHERE version = $2", goes, came)


async def test_evidence_is_only_added(us: SimpleNamespace, version: UUID, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    own = (await Action.select(Action.id).where(Action.by_young_person.eq(True)).first())["id"]
    await ok(
        await ayo.post(f"/api/plans/mine/{version}/answer", json={"id": str(new_id()), "answer": "agree", "words": ""})
    )
    await ok(await ayo.post("/api/plans/mine/words", json={"id": str(new_id()), "part": "home", "words": "Mine"}))
    await ok(await ayo.post(f"/api/plans/mine/actions/{own}/done", json={"id": str(new_id())}))
    for table in ("reached", "plan_answer", "own_words", "action_progress"):
        assert (await fetch(f"SELECT count(*) AS n FROM {table}"))[0]["n"] > 0
        for statement in (f"UPDATE {table} SET id = gen_random_uuid()", f"DELETE FROM {table}"):
            with pytest.raises(REFUSED):
                await fetch(statement)


async def evidence(version: UUID, device: UUID, at: object) -> None:
    await Reached.insert(Reached(version=version, stop="opened", act="opened", at=at, device=device, session=new_id()))


async def test_no_stop_on_somebody_elses_phone_or_before_sharing(
    us: SimpleNamespace, version: UUID, visit: Visit
) -> None:
    await a_phone(visit, us.ayo)
    await a_phone(visit, us.cal)
    phones = {row["young_person"]: row["id"] for row in await fetch("SELECT id, young_person FROM device")}
    with pytest.raises(REFUSED):
        await evidence(version, phones[us.cal], us.noon)
    await a_draft(await signed_in(visit, us.omar), us.cal)
    draft = (await PlanVersion.select(PlanVersion.id).where(PlanVersion.shared_at.is_null()).first())["id"]
    with pytest.raises(REFUSED):
        await evidence(draft, phones[us.cal], us.noon)
    await fetch("UPDATE device SET joined_at = NULL WHERE young_person = $1", us.ayo)
    with pytest.raises(REFUSED):
        await evidence(version, phones[us.ayo], us.noon)
    assert await Reached.count() + await PlanAnswer.count() == 0


async def test_one_draft_for_each_young_person(us: SimpleNamespace, version: UUID) -> None:
    await PlanVersion.insert(PlanVersion(young_person=us.ayo, number=2, begun_at=us.noon))
    with pytest.raises(asyncpg.UniqueViolationError):
        await PlanVersion.insert(PlanVersion(young_person=us.ayo, number=3, begun_at=us.noon))


async def test_the_commands_refuse_too(us: SimpleNamespace, version: UUID, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    action = (await Action.select(Action.id).first())["id"]
    at = f"/api/plans/{us.ayo}"
    tries: list[Callable[[], Awaitable[object]]] = [
        lambda: priya.patch(f"{at}/draft", json={"matters": [{"code": "home", "need": "x", "support": "y"}]}),
        lambda: priya.post(f"{at}/actions", json=an_action()),
        lambda: priya.patch(f"{at}/actions/{action}", json={"what": "Other"}),
        lambda: priya.delete(f"{at}/actions/{action}"),
        lambda: priya.post(f"{at}/finish"),
        lambda: priya.post(f"{at}/share", json={"why_anyway": None}),
    ]
    for one in tries:
        assert (await one()).status_code == 409  # type: ignore[attr-defined]
    await ok(await priya.post(f"{at}/draft"))  # and with a new draft the old version's actions are still out of reach
    assert (await priya.patch(f"{at}/actions/{action}", json={"what": "Other"})).status_code == 404
    assert (await priya.delete(f"{at}/actions/{action}")).status_code == 404
    assert (await priya.post(f"{at}/actions", json=an_action(id=str(action)))).status_code == 409


async def test_the_kept_hash_is_that_of_the_content(us: SimpleNamespace, version: UUID) -> None:
    viewer = Viewer(kind="adviser", action="plan.work", now=us.noon, id=us.priya)
    row = await PlanVersion.select().where(PlanVersion.id == version).first()
    content = (await contents(viewer, [version]))[version]
    assert row["content_hash"] == content.hash(us.ayo, 1)
    await fetch("ALTER TABLE action DISABLE TRIGGER action_stays")
    await fetch("UPDATE action SET by_when = by_when + 1 WHERE version = $1", version)
    assert row["content_hash"] != (await contents(viewer, [version]))[version].hash(us.ayo, 1)
