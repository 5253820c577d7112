"""The database refuses to change or delete audit rows, whichever program asks; and what a superuser does all the same shows."""

import asyncpg
import pytest

from backend.audit.tables import AuditRow, AuditSeal
from tests.api.audit import ledger

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("table", [AuditRow, AuditSeal])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE", "DELETE FROM {} WHERE false"]
)
async def test_the_database_itself_refuses(table: type, statement: str) -> None:
    await ledger.sealed(2)
    column = "did = 'nothing'" if table is AuditRow else "number = number + 10"
    with pytest.raises(asyncpg.exceptions.RestrictViolationError, match="insert-only"):
        await table.raw(statement.format(table._meta.tablename, column))  # type: ignore[attr-defined]
    assert (await AuditRow.count(), await AuditSeal.count()) == (2, 2)


COLUMNS = "id, at, actor, actor_kind, action, did, about, thing, why, request"
ROW_5 = '(SELECT "row" FROM audit_seal WHERE number = 5)'
TAMPERINGS = {
    "edit": [f"UPDATE audit_row SET did = 'nothing' WHERE id = {ROW_5}"],
    "edit a null": [f"UPDATE audit_row SET why = 'asked for' WHERE id = {ROW_5}"],
    "back-date": [f"UPDATE audit_row SET at = at - interval '3 days' WHERE id = {ROW_5}"],
    "back-date the seal": ["UPDATE audit_seal SET sealed_at = sealed_at - interval '1 microsecond' WHERE number = 5"],
    "delete the row": [f"DELETE FROM audit_row WHERE id = {ROW_5}"],
    "delete the seal": ["DELETE FROM audit_seal WHERE number = 5"],
    "delete both": [f"DELETE FROM audit_row WHERE id = {ROW_5}", "DELETE FROM audit_seal WHERE number = 5"],
    "reorder": [
        "UPDATE audit_seal SET number = -5 WHERE number = 5",
        "UPDATE audit_seal SET number = 5 WHERE number = 6",
        "UPDATE audit_seal SET number = 6 WHERE number = -5",
    ],
    "insert": [
        f"INSERT INTO audit_row ({COLUMNS}) SELECT '00000000-0000-7000-8000-000000000001', at, actor, actor_kind, "
        f"action, did, about, thing, why, request FROM audit_row WHERE id = {ROW_5}",
        'UPDATE audit_seal SET "row" = \'00000000-0000-7000-8000-000000000001\' WHERE number = 5',
    ],
    "change the hash": ["UPDATE audit_seal SET hash = sha256(hash) WHERE number = 10"],
    "cut the tail": ["DELETE FROM audit_row WHERE id IN (SELECT \"row\" FROM audit_seal WHERE number > 7)",
                     "DELETE FROM audit_seal WHERE number > 7"],
    "empty it": ["TRUNCATE audit_seal, audit_row"],
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERINGS)
async def test_verify_finds_what_a_superuser_did(kind: str) -> None:
    await ledger.sealed(10)
    assert (await ledger.checked()).found == []
    await ledger.as_superuser(*TAMPERINGS[kind])
    assert (await ledger.checked()).found != []


async def test_a_row_taken_from_under_its_seal_shows_before_any_head_holds_it() -> None:
    await ledger.sealed(3)
    await ledger.sealed(2, stopping=False)
    await ledger.as_superuser('DELETE FROM audit_row WHERE id = (SELECT "row" FROM audit_seal WHERE number = 5)')
    assert "Row 5 was changed, added, moved or taken out." in (await ledger.checked()).found


async def test_a_chain_hashed_anew_is_found_by_the_heads() -> None:
    """The insider owns the code too: rows are changed, the seals thrown away and our own sealer run again."""
    await ledger.sealed(10)
    await ledger.as_superuser(
        "UPDATE audit_row SET about = actor",
        "TRUNCATE audit_seal",
        "INSERT INTO audit_waiting (id, at) SELECT id, at FROM audit_row",
    )
    await ledger.sealed(0, stopping=False)
    assert await ledger.numbers() == list(range(1, 11))
    assert "Row 10 is not the one that the head outside the database holds." in (await ledger.checked()).found


async def test_a_restored_old_backup_is_found_by_the_heads() -> None:
    await ledger.sealed(6)
    await ledger.as_superuser("CREATE TABLE old_row AS TABLE audit_row", "CREATE TABLE old_seal AS TABLE audit_seal")
    await ledger.sealed(6)
    await ledger.as_superuser(
        "TRUNCATE audit_row, audit_seal",
        "INSERT INTO audit_row SELECT * FROM old_row",
        "INSERT INTO audit_seal SELECT * FROM old_seal",
    )
    assert (await ledger.checked()).found == ["The end is gone: the heads know 12 rows and 6 are here."]
    await ledger.sealed(9)
    found = (await ledger.checked()).found
    assert "Row 12 is not the one that the head outside the database holds." in found
