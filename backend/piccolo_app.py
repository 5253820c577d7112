"""One Piccolo app, one straight history in migrations/ (decisions 20)."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

ROOMS = [
    "audit",
    "people",
    "notifications",
    "identity",
    "plans",
    "messaging",
    "entitlements",
    "documents",
    "local_help",
]

APP_CONFIG = AppConfig(
    app_name="onward",
    migrations_folder_path=str(Path(__file__).resolve().parent.parent / "migrations"),
    # Rooms import each other's tables; without exclude_imported they would register twice.
    table_classes=table_finder([f"backend.{room}.tables" for room in ROOMS], exclude_imported=True),
)
