"""A mark for a loading that was broken off."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-21T16:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "unfinished"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "demo")
