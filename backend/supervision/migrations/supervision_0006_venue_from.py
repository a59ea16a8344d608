"""Venue points that count from a half-day on."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-21T17:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "venue points that count from a half-day on"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "supervision")
