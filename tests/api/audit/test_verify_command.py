"""`python -m backend verify` and the export it writes for verify.py."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from backend.audit import verify
from backend.audit.tables import AuditWaiting
from tests.api.audit import ledger
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("database")


def ran(*argv: str, cwd: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *argv], cwd=cwd, env=dict(os.environ), capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


async def test_a_whole_audit_passes_and_its_export_passes_alone(tmp_path: Path) -> None:
    await ledger.sealed(20)
    await ledger.looks(2)
    export = tmp_path / "audit.jsonl"
    code, words = ran("-m", "backend", "verify", "--export", str(export))
    assert code == 0
    assert words.startswith("20 sealed rows, 1 heads, 2 rows waiting")
    assert "Nothing was changed, removed, added or moved. Every head carries our signature." in words
    assert len(export.read_text().splitlines()) == 23
    # -I: no folder of ours on the path, as on an auditor's machine.
    alone = ["-I", verify.__file__, str(export), str(ledger.heads_file())]
    assert ran(*alone, cwd=tmp_path) == (0, "All 20 rows and 1 heads are as they were written.\n")
    export.write_text(export.read_text().replace('"did":"saw_in_list"', '"did":"looked"', 1))
    assert ran(*alone, cwd=tmp_path) == (1, "Row 1 was changed, added, moved or taken out.\n")


async def test_a_changed_row_fails() -> None:
    await ledger.sealed(5)
    await ledger.as_superuser("UPDATE audit_row SET did = 'nothing'")
    code, words = ran("-m", "backend", "verify")
    assert code == 1
    assert "Row 3 was changed" in words


async def test_a_forged_head_fails() -> None:
    await ledger.sealed(5)
    path = ledger.heads_file()
    path.write_text(path.read_text().replace('"at":"20', '"at":"19'))
    code, words = ran("-m", "backend", "verify")
    assert code == 1
    assert "Head 1 does not carry our signature." in words
    path.write_text("{broken}\n")
    assert ran("-m", "backend", "verify")[0] == 1


async def test_an_empty_audit_passes() -> None:
    assert ran("-m", "backend", "verify")[0] == 0


async def test_rows_that_wait_too_long_are_reported() -> None:
    await ledger.looks(2, timedelta(seconds=30))
    check = await ledger.checked()
    assert (check.unsealed, check.found) == (2, [])
    await ledger.looks(3, timedelta(seconds=90))
    check = await ledger.checked()
    assert (check.unsealed, check.found) == (5, ["Rows without a seal after more than 60 seconds: 3."])


async def test_a_row_taken_out_of_the_queue_is_still_found() -> None:
    await ledger.looks(3, timedelta(seconds=90))
    await AuditWaiting.delete(force=True)
    await ledger.sealed(4)
    check = await ledger.checked()
    assert (check.number, check.found) == (4, ["Rows without a seal after more than 60 seconds: 3."])


async def test_rows_sealed_while_we_read_accuse_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The heads are read first, then one steady view: a row and a head that come meanwhile are simply not in it."""
    from backend.audit import queries

    await ledger.sealed(4)
    first = queries.unsealed

    async def meanwhile():  # type: ignore[no-untyped-def]
        async for rows in first():
            yield rows

    steady = queries.steady_view

    async def then_more() -> None:
        await steady()
        await queries.newest_seal()  # the view is taken by the first look
        await _in_another_program(3)

    monkeypatch.setattr(queries, "steady_view", then_more)
    monkeypatch.setattr(queries, "unsealed", meanwhile)
    check = await ledger.checked()
    assert (check.found, check.number, check.unsealed) == ([], 4, 0)
    monkeypatch.undo()
    check = await ledger.checked()
    assert (check.found, check.number) == ([], 7)


async def _in_another_program(many: int) -> None:
    program = f"import asyncio; from tests.api.audit import ledger; asyncio.run(ledger.sealed({many}))"
    assert ran("-c", program) == (0, "")
