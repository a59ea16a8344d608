"""The logs have no tables of their own, only indexes on those of others."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="logs",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[],
    migration_dependencies=[
        "backend.audit.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.supervision.piccolo_app",
    ],
)
