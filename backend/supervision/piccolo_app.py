"""The supervision area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.supervision import capture_tables, filing_tables, reminder_tables, score_tables, tables

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
        reminder_tables.SlotReminder,
        filing_tables.FilingDraft,
        filing_tables.ProjectDocument,
        score_tables.Rating,
        score_tables.Publication,
    ],
    migration_dependencies=["backend.flows.piccolo_app", "backend.notifications.piccolo_app"],
)
