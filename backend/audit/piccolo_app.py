"""The audit area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.audit.tables import Event, EventValues, Seal, SealHead, Unsealed

APP_CONFIG = AppConfig(
    app_name="audit",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Event, EventValues, Unsealed, Seal, SealHead],
    migration_dependencies=[],
)
