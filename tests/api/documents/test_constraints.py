"""What was said of a paper stays as it was said, by whom it was said: the database itself refuses anything else."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.shared.db import fetch
from tests.api.documents.doing import a_step, say, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ok

REFUSED = (asyncpg.RestrictViolationError, asyncpg.CheckViolationError)
SEALED = b"\x01" + bytes(60)
_INSERT = """
    INSERT INTO paper_entry (id, young_person, kind, status, by_worker, said, next_who, next_by, at, device, session)
    VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7::text::date, now(), $8, $9)
"""


@pytest.fixture
async def here(us: SimpleNamespace, visit: Visit) -> SimpleNamespace:
    us.phone, us.beas = await a_phone(visit, us.ayo), await a_phone(visit, us.bea)
    us.device = UUID((await ok(await us.phone.get("/api/phones")))["phones"][0]["id"])
    us.beas_device = UUID((await ok(await us.beas.get("/api/phones")))["phones"][0]["id"])
    await say(us.phone, "passport", "lost")
    await write(await signed_in(visit, us.priya), us.ayo, "passport", "applied", **a_step())
    await ok(await us.phone.put("/api/papers/mine/ni-number", json={"number": "AB123456C"}))
    await ok(await us.phone.put("/api/papers/mine/immigration", json={"leave": "Five years"}))
    return us


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE paper_entry SET status = 'held_by_me'",
        "UPDATE paper_entry SET said = '\\x01'",
        "UPDATE paper_entry SET by_worker = NULL",
        "DELETE FROM paper_entry",
        "UPDATE ni_number_kept SET number = number || '\\x00'",
        "UPDATE ni_number_kept SET id = gen_random_uuid()",
        "UPDATE immigration_kept SET said = '\\x01'",
        "UPDATE immigration_kept SET id = gen_random_uuid()",
    ],
)
async def test_what_stands_stays(here: SimpleNamespace, statement: str) -> None:
    with pytest.raises(REFUSED):
        await fetch(statement)


async def entry(here: SimpleNamespace, **changes: Any) -> None:
    """An entry of the owner's, with these changes."""
    row = {
        "who": here.ayo, "kind": "passport", "status": "lost", "worker": None, "said": SEALED, "next_who": None,
        "next_by": None, "device": here.device, "session": here.device, **changes,
    }  # fmt: skip
    await fetch(_INSERT, *row.values())


async def test_a_good_entry_is_taken(here: SimpleNamespace) -> None:
    await entry(here)
    staff = {"worker": here.priya, "device": None, "session": None}
    await entry(here, **staff)
    await entry(here, **staff, next_who="young_person", next_by="2026-04-01")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "library_card"}, {"status": "stolen"}, {"said": b"Periwinkle"}, {"device": None, "session": None},
        {"session": None}, {"device": None}, {"next_who": "adviser", "next_by": "2026-04-01"},
    ],
)  # fmt: skip
async def test_an_owners_entry_needs_their_phone_and_holds_no_step(here: SimpleNamespace, changes: dict) -> None:
    with pytest.raises(REFUSED):
        await entry(here, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"next_who": "adviser"}, {"next_by": "2026-04-01"}, {"next_who": "the_team", "next_by": "2026-04-01"},
        {"device": "theirs"}, {"session": "theirs"},
    ],
)  # fmt: skip
async def test_half_a_step_or_a_phone_of_staff_is_refused(here: SimpleNamespace, changes: dict) -> None:
    changes = {name: here.device if value == "theirs" else value for name, value in changes.items()}
    with pytest.raises(REFUSED):
        await entry(here, **{"worker": here.priya, "device": None, "session": None, **changes})


async def test_nobody_speaks_through_somebody_elses_phone(here: SimpleNamespace) -> None:
    with pytest.raises(REFUSED):
        await entry(here, device=here.beas_device)
    await fetch("UPDATE device SET joined_at = NULL WHERE id = $1", here.device)
    with pytest.raises(REFUSED):
        await entry(here)
