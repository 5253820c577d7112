"""Sealing on a real database: no gap, no double, nothing passed over, whoever is killed and however many seal."""

import asyncio
import os
import random
import subprocess
import sys
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.audit import commands, heads, jobs, queries, rules
from backend.audit.commands import did, seal_next
from backend.audit.jobs import seal
from backend.audit.tables import AuditRow, AuditSeal, AuditWaiting
from backend.shared import clock, db
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.embedded import address
from backend.shared.ids import new_id
from backend.shared.problems import NotAllowed
from backend.shared.viewer import Viewer
from tests.api.audit import ledger
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("database")


async def waiting() -> int:
    return await AuditWaiting.count()


async def test_a_row_waits_from_its_own_transaction_on() -> None:
    async def shared_and_failed() -> None:
        async with transaction():
            await did(ledger.staff(), "shared", about=ledger.AYO)
            assert await waiting() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await shared_and_failed()
    assert (await waiting(), await AuditRow.count()) == (0, 0)
    await ledger.looks(3)
    assert await waiting() == 3


async def test_sealing_numbers_and_chains_what_waits() -> None:
    await ledger.looks(3)
    await seal(ledger.sealer())
    assert (await waiting(), await ledger.numbers()) == (0, [1, 2, 3])
    await ledger.looks(2)
    await seal(ledger.sealer())
    assert await ledger.numbers() == [1, 2, 3, 4, 5]
    check = await ledger.checked()
    assert (check.found, check.number, check.unsealed) == ([], 5, 0)


async def test_no_call_seals_more_than_a_batch() -> None:
    await ledger.looks(rules.BATCH + 200)
    assert [await seal_next(ledger.sealer()) for _ in range(3)] == [rules.BATCH, 200, 0]


async def test_only_the_clock_seals() -> None:
    for viewer in (ledger.staff().doing("audit.seal"), Viewer.clock("identity.tidy", clock.now())):
        with pytest.raises(NotAllowed):
            await seal(viewer)
        with pytest.raises(NotAllowed):
            await commands.keep_head(viewer)


async def test_sealers_at_once_make_one_chain() -> None:
    await ledger.looks(2500)
    while await waiting():
        await asyncio.gather(*(seal(ledger.sealer()) for _ in range(4)))
    assert await ledger.numbers() == list(range(1, 2501))
    await seal(ledger.sealer(), stopping=True)
    assert (await ledger.checked()).found == []
    assert [head["number"] for head in ledger.heads()][-1] == 2500


async def test_writers_never_wait_for_the_sealer(monkeypatch: pytest.MonkeyPatch) -> None:
    await ledger.looks(5)
    wrote = []

    async def meanwhile(many: int) -> list:
        if not wrote:
            wrote.append(await asyncio.wait_for(asyncio.create_task(_write_elsewhere()), 2))
        return await next_waiting(many)

    next_waiting = queries.next_waiting
    monkeypatch.setattr(queries, "next_waiting", meanwhile)
    await seal(ledger.sealer())
    assert wrote == ["INSERT 0 1"]


async def _write_elsewhere() -> str:
    connection = await asyncpg.connect(address())
    try:
        return str(await connection.execute(INSERT, new_id(), clock.now()))
    finally:
        await connection.close()


INSERT = "INSERT INTO audit_row (id, at, actor_kind, action, did, request) VALUES ($1, $2, 'adviser', 'plan.work', 'looked', '')"


async def test_a_row_committed_late_is_not_passed_over() -> None:
    connection = await asyncpg.connect(address())
    late = new_id()
    try:
        slow = connection.transaction()
        await slow.start()
        await connection.execute(INSERT, late, clock.now())
        await ledger.sealed(10)  # later rows, with later ids, are sealed first
        await slow.commit()
    finally:
        await connection.close()
    await seal(ledger.sealer(), stopping=True)
    assert await ledger.numbers() == list(range(1, 12))
    assert (await AuditSeal.select(AuditSeal.row).where(AuditSeal.number == 11).first() or {})["row"] == late
    assert (await ledger.checked()).found == []


async def test_the_oldest_are_sealed_first() -> None:
    for minutes in (1, 5, 3):
        await ledger.looks(1, timedelta(minutes=minutes))
    await seal(ledger.sealer(), stopping=True)
    times = await AuditSeal.select(AuditSeal.row.at).order_by(AuditSeal.number).output(as_list=True)
    assert times == sorted(times)


async def test_the_chain_does_not_go_back_with_a_slow_clock() -> None:
    await ledger.sealed(1)
    before = Viewer.clock("audit.seal", clock.now() - timedelta(seconds=40))
    await ledger.looks(1)
    await seal(before)
    times = await AuditSeal.select(AuditSeal.sealed_at).order_by(AuditSeal.number).output(as_list=True)
    assert times[0] == times[1]
    assert (await ledger.checked()).found == []


class Killed(Exception):
    pass


@pytest.mark.parametrize("where", ["link", "newest_seal", "delete", "head"])
async def test_killed_between_two_steps_nothing_is_half_done(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await ledger.sealed(4)
    await ledger.looks(6)

    def die(*_: object, **__: object) -> None:
        raise Killed

    async def die_at_the_last(statement: str, *values: object) -> list[dict[str, Any]]:
        return die() if statement.startswith("DELETE") else await db.fetch(statement, *values)

    place = {
        "link": (rules, "link", die),
        "newest_seal": (queries, "newest_seal", die),
        "delete": (commands, "fetch", die_at_the_last),
        "head": (heads, "append", die),
    }[where]
    with monkeypatch.context() as broken:
        broken.setattr(*place)
        with pytest.raises(Killed):
            await seal(ledger.sealer(), stopping=True)
    assert await ledger.numbers() == list(range(1, 11 if where == "head" else 5))
    await seal(ledger.sealer(), stopping=True)
    assert await ledger.numbers() == list(range(1, 11))
    assert (await ledger.checked()).found == []


SEALER = """
import asyncio
from backend.audit.commands import seal_next
from backend.audit.jobs import seal
from backend.audit import rules
from backend.shared import clock, db
from backend.shared.viewer import Viewer
rules.BATCH = 20
async def run():
    async with db.pool(1, 2):
        print("go", flush=True)
        while True:
            await seal(Viewer.clock("audit.seal", clock.now()))
asyncio.run(run())
"""


async def test_killed_hard_at_any_instant_the_chain_stays_whole() -> None:
    await ledger.looks(3000)
    rng, seen = random.Random(4), []
    for _ in range(4):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SEALER, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), 20)
        await asyncio.sleep(rng.uniform(0.05, 0.4))
        process.kill()
        await process.wait()
        seen.append(await AuditSeal.count())
    assert 0 < seen[0] < 3000, seen
    for _ in range(100):  # the database rolls a killed sealer's batch back in its own time
        await seal(ledger.sealer(), stopping=True)
        if not await waiting():
            break
        await asyncio.sleep(0.1)
    assert await ledger.numbers() == list(range(1, 3001))
    assert (await ledger.checked()).found == []


async def test_heads_are_kept_at_once_then_in_time_then_at_the_end() -> None:
    await ledger.sealed(1, stopping=False)
    await ledger.sealed(1, stopping=False)
    assert [head["number"] for head in ledger.heads()] == [1]
    await ledger.looks(1)
    await seal(Viewer.clock("audit.seal", clock.now() + rules.HEAD_EVERY))
    assert [head["number"] for head in ledger.heads()] == [1, 3]
    await ledger.sealed(1, stopping=True)
    await ledger.sealed(0, stopping=True)
    assert [(head["number"], head["count"]) for head in ledger.heads()] == [(1, 1), (3, 2), (4, 1)]
    assert heads.unsigned(ledger.heads(), settings().signing_key) == []
    assert settings().audit_heads.with_suffix(".pub").read_text().startswith("-----BEGIN PUBLIC KEY-----")


async def test_a_head_stands_at_every_thousand_rows() -> None:
    await ledger.sealed(1, stopping=False)
    await ledger.sealed(2500, stopping=False)
    assert [head["number"] for head in ledger.heads()] == [1, 1001, 2001]


async def test_rows_are_sealed_while_the_heads_storage_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OSError("no such storage")

    await ledger.looks(2)
    with monkeypatch.context() as broken:
        broken.setattr(heads, "append", away)
        with pytest.raises(OSError, match="storage"):
            await seal(ledger.sealer())
    assert await ledger.numbers() == [1, 2]
    await seal(ledger.sealer())
    assert [head["number"] for head in ledger.heads()] == [2]


async def test_the_worker_keeps_the_head_when_it_stops() -> None:
    await ledger.sealed(1)
    await ledger.looks(2)
    await jobs.seal(ledger.sealer())
    assert ledger.heads()[-1]["number"] == 1
    await jobs.seal(ledger.sealer(), stopping=True)
    assert ledger.heads()[-1]["number"] == 3
