"""The supervision area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.supervision import tables
from backend.supervision.capture import tables as capture_tables
from backend.supervision.filing import tables as filing_tables
from backend.supervision.reminders import tables as reminder_tables
from backend.supervision.results import tables as result_tables

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
        result_tables.Rating,
        result_tables.Publication,
    ],
    migration_dependencies=["backend.flows.piccolo_app", "backend.notifications.piccolo_app"],
)
