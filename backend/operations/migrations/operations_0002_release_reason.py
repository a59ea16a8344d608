"""Why a legal hold was ended."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-21T16:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "release reason"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "operations")
