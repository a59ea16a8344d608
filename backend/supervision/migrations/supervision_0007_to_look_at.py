"""Whether a capture is to be looked at is kept on it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-22T05:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "whether a capture is to be looked at is kept on it"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "supervision")
