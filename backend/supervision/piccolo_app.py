"""The supervision area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.supervision import capture_tables, tables

APP_CONFIG = AppConfig(
    app_name="supervision",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Project,
        tables.Venue,
        tables.Slot,
        tables.Lecturer,
        tables.LecturerFact,
        tables.Assignment,
        tables.AssignmentLogin,
        tables.CodeTries,
        tables.CommitmentText,
        tables.Commitment,
        capture_tables.Capture,
        capture_tables.Finding,
        capture_tables.Ruling,
    ],
    migration_dependencies=["backend.organisations.piccolo_app"],
)
