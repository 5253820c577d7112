from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea
from piccolo.columns.indexes import IndexMethod
from piccolo.engine import engine_finder

ID = "2026-11-29T16:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "how rights stand is sealed whole"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="onward", description=DESCRIPTION)

    async def reckon_again() -> None:
        # What was reckoned can be reckoned again, and is within ten minutes; until then no notice of it moves.
        await engine_finder().run_ddl("DELETE FROM rights_reckoned")

    manager.add_raw(reckon_again)
    manager.add_raw_backwards(reckon_again)

    manager.drop_table(class_name="RightStanding", tablename="right_standing", schema=None)

    manager.drop_column(
        table_class_name="CouncilFact",
        tablename="council_fact",
        column_name="fact",
        db_column_name="fact",
        schema=None,
    )

    manager.drop_column(
        table_class_name="OwnStatement",
        tablename="own_statement",
        column_name="fact",
        db_column_name="fact",
        schema=None,
    )

    manager.add_column(
        table_class_name="RightsReckoned",
        tablename="rights_reckoned",
        column_name="kept",
        db_column_name="kept",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": None,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    return manager
