"""The demo area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.demo.tables import DemoDatabase, DemoLogin

APP_CONFIG = AppConfig(
    app_name="demo",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DemoDatabase, DemoLogin],
    migration_dependencies=["backend.supervision.piccolo_app"],
)
