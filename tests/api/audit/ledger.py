"""Rows for the tests of the audit on a real database, and the clock that seals them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.command_line import kept_heads, walk
from backend.audit.commands import looked_at_many
from backend.audit.jobs import seal
from backend.audit.tables import AuditSeal
from backend.audit.verify import Check
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.embedded import address
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

PRIYA, AYO = UUID(int=7), UUID(int=9)


def staff(ago: timedelta = timedelta(0)) -> Viewer:
    return Viewer(kind="adviser", action="plan.work", now=clock.now() - ago, id=PRIYA, request="r1")


def sealer() -> Viewer:
    return Viewer.clock("audit.seal", clock.now())


async def looks(many: int, ago: timedelta = timedelta(0)) -> None:
    """So many rows, committed and waiting."""
    async with transaction():
        await looked_at_many(staff(ago), [new_id() for _ in range(many)])


async def sealed(many: int, *, stopping: bool = True) -> None:
    """So many rows more, sealed, with the head kept."""
    await looks(many)
    await seal(sealer(), stopping=stopping)


async def numbers() -> list[int]:
    return await AuditSeal.select(AuditSeal.number).order_by(AuditSeal.number).output(as_list=True)


async def checked() -> Check:
    """What `python -m backend verify` would find now."""
    return await walk(kept_heads(settings().audit_heads))


def heads_file() -> Path:
    return settings().audit_heads


def heads() -> list[dict[str, Any]]:
    return [json.loads(line) for line in heads_file().read_text().splitlines()]


async def as_superuser(*statements: str) -> None:
    """What someone with the whole database does: the triggers and foreign keys are off."""
    connection = await asyncpg.connect(address())
    try:
        await connection.execute("SET session_replication_role = replica")
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
