"""The name under which a commitment was signed, where the person's was corrected afterwards."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-21T17:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "signed name"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "supervision")
