"""The files area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.files.tables import Blob, Claim, LeavingBlob

APP_CONFIG = AppConfig(
    app_name="files",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Blob, Claim, LeavingBlob],
    migration_dependencies=["backend.audit.piccolo_app"],
)
