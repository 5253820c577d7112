"""Many rows at once: a return has thousands, and one statement for each would take minutes."""

from collections.abc import Sequence

from piccolo.columns import Column
from piccolo.table import Table

from backend.intake.folder import Tell

AT_ONCE = 500
"""Rows in a statement. PostgreSQL takes 32,767 values in one; our widest table has 15 columns."""


async def insert(rows: Sequence[Table], step: str, tell: Tell) -> None:
    """All rows are there, in the order given."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        await type(some[0]).insert(*some)
        tell(step, start + len(some), len(rows))


async def replace(rows: Sequence[Table], columns: Sequence[Column], step: str, tell: Tell) -> None:
    """Each row, known by its id, now holds the given values in these columns. Rows are given whole and are there already."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        table = type(some[0])
        key = table._meta.primary_key
        await table.insert(*some).on_conflict(target=key, action="DO UPDATE", values=columns)
        tell(step, start + len(some), len(rows))
