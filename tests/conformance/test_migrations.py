"""A council's database of an earlier release comes forward with every row it had, and can go back."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.shared import embedded
from backend.shared.crypt import seal, unseal
from tests.conftest import ROOT, _run

OLD = "onward_old"
ISSUE_2 = "2026-11-24T16:20:00:000000"  # the last migration of the first release
RIGHTS = "2026-11-29T12:10:00:000000"  # the first release with rights
ANSWERS = "2026-11-29T16:00:00:000000"
STEP = """
import asyncio, sys
from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.commands.backwards import run_backwards
from backend.shared import db

async def go(way, to):
    async with db.pool(1, 2):
        done = await (run_forwards("onward", to) if way == "forwards" else run_backwards("onward", to, auto_agree=True))
        assert done.success, done.message

asyncio.run(go(*sys.argv[1:]))
"""


def step(way: str, to: str) -> None:
    """Runs migrations in a process of its own on the old database."""
    done = subprocess.run(
        [sys.executable, "-c", STEP, way, to],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": embedded.local_address(OLD)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]


@pytest.fixture
async def old(server: None) -> AsyncIterator[asyncpg.Connection]:
    """A database as the first release left it, with a few rows of a council in it."""
    await _run([f"DROP DATABASE IF EXISTS {OLD} WITH (FORCE)", f"CREATE DATABASE {OLD}"])
    step("forwards", ISSUE_2)
    connection = await asyncpg.connect(embedded.local_address(OLD))
    team, worker, person, plan = (uuid4() for _ in range(4))
    await connection.execute("INSERT INTO team (id, name) VALUES ($1, 'Quayside')", team)
    await connection.execute(
        "INSERT INTO worker (id, given_name, family_name, email, role, team) VALUES ($1, 'Dan', 'Whitlow', 'd@t', 'adviser', $2)",
        worker, team,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO young_person (id, child, given_name, family_name, known_as, born_on, language, team, "
        "support_requested, in_education_programme) VALUES ($1, 'C1', 'Jade', 'Okoro', 'Jade', '2008-03-01', 'en-GB', $2, false, false)",
        person, team,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO link (id, young_person, worker, relation, starts_at) VALUES ($1, $2, $3, 'allocated', now())",
        uuid4(), person, worker,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO device (id, young_person, secret_hash, label, made_at, joined_at, joined_how, shared) "
        "VALUES ($1, $2, '\\x01', 'Android phone', now(), now(), 'here', false)",
        uuid4(), person,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO plan_version (id, young_person, number, begun_at, begun_by) VALUES ($1, $2, 1, now(), $3)",
        plan, person, worker,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO audit_row (id, at, actor_kind, action, did, about) VALUES ($1, now(), 'adviser', 'plan.work', 'looked', $2)",
        uuid4(), person,
    )  # fmt: skip
    yield connection
    await connection.close()


async def some_answers(connection: asyncpg.Connection) -> None:
    """What a release with rights kept of somebody: two answers, each beside its question in clear."""
    person, worker, device = [
        await connection.fetchval(f"SELECT id FROM {t}") for t in ("young_person", "worker", "device")
    ]
    said, known = uuid4(), uuid4()
    await connection.execute(
        "INSERT INTO own_statement (id, young_person, fact, said, shown, said_at, device, session) "
        "VALUES ($1, $2, 'pregnant', $3, false, now(), $4, $5)",
        said, person, _sealed(f"own_statement.said:{said}", value="yes", since=None), device, uuid4(),
    )  # fmt: skip
    await connection.execute(
        'INSERT INTO council_fact (id, young_person, fact, known, at, "by") VALUES ($1, $2, \'living\', $3, now(), $4)',
        known, person, _sealed(f"council_fact.known:{known}", value="custody", since="2026-01-02"), worker,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO rights_reckoned (id, young_person, facts, pack, next_on) VALUES ($1, $2, 'f', 'p', '2026-12-01')",
        uuid4(), person,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO right_standing (id, young_person, right_id, standing, shown, next_on, mark) "
        "VALUES ($1, $2, 'young_parent', 'can', false, '2026-12-01', '\\x01')",
        uuid4(), person,
    )  # fmt: skip


def _sealed(where: str, **words: str | None) -> bytes:
    return seal(json.dumps(words).encode(), where)


async def answers(connection: asyncpg.Connection) -> list[dict[str, object]]:
    """Every answer as it is kept, opened."""
    return [
        {**dict(row), column: json.loads(unseal(row[column], f"{table}.{column}:{row['id']}"))}
        for table, column in (("own_statement", "said"), ("council_fact", "known"))
        for row in await connection.fetch(f"SELECT * FROM {table}")
    ]


async def test_an_answer_is_sealed_with_its_question_and_stays_what_it_was(old: asyncpg.Connection) -> None:
    step("forwards", RIGHTS)
    await some_answers(old)
    before = await answers(old)
    for _ in range(2):
        step("forwards", ANSWERS)
        with pytest.raises(asyncpg.CheckViolationError):  # yesterday's code, which was not stopped
            await some_answers(old)
        step("forwards", "all")
        said, known = await answers(old)
        assert (said["said"], known["known"]) == (
            {"fact": "pregnant", "value": "yes", "since": None},
            {"fact": "living", "value": "custody", "since": "2026-01-02"},
        )
        assert {
            len(row) for row in await old.fetchrow("SELECT o.said, c.known FROM own_statement o, council_fact c")
        } == {157}
        with pytest.raises(asyncpg.RestrictViolationError):
            await old.execute("UPDATE own_statement SET shown = true")
        step("backwards", ANSWERS)
        assert await answers(old) == before
        assert await old.fetch("SELECT FROM right_standing UNION ALL SELECT FROM rights_reckoned") == []
        with pytest.raises(asyncpg.RestrictViolationError):
            await old.execute("UPDATE council_fact SET fact = 'other'")


async def rows(connection: asyncpg.Connection) -> dict[str, list[dict[str, object]]]:
    """Every row of every table but the migrations' own."""
    names = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration'"
    )
    found = {}
    for name in names:
        found[name[0]] = [dict(row) for row in await connection.fetch(f'SELECT * FROM "{name[0]}" ORDER BY 1')]
    return found


async def test_rows_of_the_first_release_come_forward_and_can_go_back(old: asyncpg.Connection) -> None:
    before = await rows(old)
    assert sum(map(len, before.values())) >= 8
    step("forwards", "all")
    after = await rows(old)
    for name, kept in before.items():
        assert len(after[name]) == len(kept), name
        for had, has in zip(kept, after[name], strict=True):
            assert {column: has[column] for column in had} == had, name
    assert "message" in after
    step("backwards", "2026-11-24T19:00:00:000000")
    assert await rows(old) == before
    step("forwards", "all")
    assert await rows(old) == after


CLAIMS = "2026-11-29T12:10:00:000000"  # the last migration before promises held their pot and their first day
CLAIM = """
    INSERT INTO claim (id, young_person, right_id, title, mark, state, asked_at, see_by, decide_by, seen_at, seen_by, due_on,
        decided_at, decided_by, decision, decided_pence, give_by)
    VALUES ($1, $2, $3, 'x', '\\x01', $4, '2026-03-10 12:00Z', '2026-03-12', '2026-03-17', '2026-03-11 12:00Z', $5::uuid, $6::date,
        $7::timestamptz, CASE WHEN $7::timestamptz IS NULL THEN NULL ELSE $5::uuid END, CASE WHEN $7::timestamptz IS NULL THEN NULL ELSE 'yes' END, $8, $9::date)
"""
MOVE = """
    INSERT INTO claim_step (id, claim, act, state, at, "by", by_owner, due_on, device, session)
    VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $6 THEN gen_random_uuid() END)
"""


async def a_claim(
    old: asyncpg.Connection, right: str, moves: list[tuple[str, str, int, date]], pence: int | None
) -> UUID:
    """A claim of the one young person there, asked on 10 March, with these moves: act, state, day and the promise then."""
    person, device = (await old.fetchrow("SELECT young_person, id FROM device")).values()
    worker, id, (_, state, _, due) = (
        await old.fetchval("SELECT id FROM worker WHERE role = 'adviser'"),
        uuid4(),
        moves[-1],
    )
    decided = datetime(2026, 3, 12, 12, tzinfo=UTC) if pence else None
    await old.execute(CLAIM, id, person, right, state, worker, due, decided, pence, due if pence else None)
    for act, to, day, promised in [("asked", "asked", 10, date(2026, 3, 12)), *moves]:
        own = act == "asked"
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        await old.execute(MOVE, id, act, to, at, person if own else worker, own, promised, device if own else None)
    return id


async def test_promises_that_stand_hold_their_pot_and_their_first_day(old: asyncpg.Connection) -> None:
    step("forwards", CLAIMS)
    (worker, team) = (await old.fetchrow("SELECT id, team FROM worker")).values()
    second = uuid4()
    await old.execute(
        "INSERT INTO worker (id, given_name, family_name, email, role, team) VALUES ($1, 'Ada', 'B', 'a@t', 'admin', $2)",
        second, team,
    )  # fmt: skip
    for number, pot in ((1, "early"), (2, "start")):
        await old.execute(
            "INSERT INTO offer_version (id, number, lines, pots, laws, why, from_on, asked_from, base, round, published_at, "
            "published_by, sent_by) VALUES ($1, $2, $3, '[]', '[]', 'x', '2026-01-01', false, 0, 1, now(), $4, $5)",
            uuid4(), number, json.dumps([{"right": "bed", "pot": pot}, {"right": "lamp"}]), worker, second,
        )  # fmt: skip
    day = partial(date, 2026)
    yes = ("yes", "decided", 12, day(3, 26))
    waits = await a_claim(old, "bed", [("see", "seen", 11, day(3, 17))], None)
    bed = await a_claim(old, "bed", [yes], 50_000)
    lamp = await a_claim(old, "lamp", [yes], 50_000)
    twice = await a_claim(
        old, "lamp", [yes, ("late", "decided", 13, day(4, 2)), ("late", "decided", 14, day(5, 2))], 100
    )
    unread = await a_claim(old, "bed", [("late", "seen", 11, day(3, 20)), ("late", "seen", 12, day(3, 25))], None)
    before = await rows(old)
    for _ in range(2):
        step("forwards", "all")
        found = {
            row["id"]: tuple(row.values())[1:]
            for row in await old.fetch("SELECT id, pot, put_off, first_by FROM claim")
        }
        assert found == {
            waits: ("", 0, None), bed: ("start", 0, None), lamp: ("", 0, None), twice: ("", 2, day(3, 26)),
            unread: ("", 2, day(3, 20)),
        }  # fmt: skip
        step("backwards", "2026-11-29T15:00:00:000000")
        assert await rows(old) == before
