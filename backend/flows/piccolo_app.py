"""The flows area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.flows.tables import CaseDocument, CaseEvent, CaseTask, Definition, ReviewCase

APP_CONFIG = AppConfig(
    app_name="flows",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Definition, ReviewCase, CaseEvent, CaseDocument, CaseTask],
    migration_dependencies=["backend.audit.piccolo_app"],
)
