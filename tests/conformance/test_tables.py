"""Promises about every table in the house."""

import pytest
from piccolo.columns import ForeignKey, OnDelete, Timestamptz
from piccolo.columns.column_types import Timestamp

from backend.piccolo_app import APP_CONFIG
from backend.shared.migrating import drift

TABLES = APP_CONFIG.table_classes


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.__name__)
def test_no_record_is_lost_through_its_parent(table: type) -> None:
    for column in table._meta.columns:  # type: ignore[attr-defined]
        if isinstance(column, ForeignKey):
            assert column._foreign_key_meta.on_delete is OnDelete.restrict, f"{table.__name__}.{column._meta.name}"


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.__name__)
def test_every_instant_knows_its_zone(table: type) -> None:
    for column in table._meta.columns:  # type: ignore[attr-defined]
        assert not isinstance(column, Timestamp) or isinstance(column, Timestamptz), column._meta.name


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.__name__)
def test_every_table_says_why_it_exists(table: type) -> None:
    assert table.__doc__
    assert "Table" not in table.__doc__.split()[0]


async def test_tables_and_migrations_agree() -> None:
    assert await drift() == []
