"""The operations area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.operations.tables import LegalHold

APP_CONFIG = AppConfig(
    app_name="operations",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[LegalHold],
    migration_dependencies=["backend.supervision.piccolo_app"],
)
