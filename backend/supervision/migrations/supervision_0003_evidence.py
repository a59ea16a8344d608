"""Chains that are judged, and what looking for them needs."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db.migrating import sql_migration

ID = "2026-11-21T13:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "evidence"


async def forwards() -> MigrationManager:
    return sql_migration(__file__, ID, "supervision")
