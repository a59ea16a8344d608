"""Somebody with full rights on the database who gets around the trigger that makes events insert-only."""

import sqlite3
from uuid import UUID

import asyncpg

from backend.kernel.db import engine
from backend.kernel.db.postgres import PooledPostgresEngine


async def tamper(*statements: str) -> None:
    """Run statements with every trigger of `event` out of the way, outside the application."""
    database = engine()
    if isinstance(database, PooledPostgresEngine):
        connection = await asyncpg.connect(**database.config)
        try:
            await connection.execute("ALTER TABLE event DISABLE TRIGGER ALL")
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.execute("ALTER TABLE event ENABLE TRIGGER ALL")
            await connection.close()
        return
    connected = sqlite3.connect(database.path, isolation_level=None)
    for trigger in ("event_no_update", "event_no_delete"):
        connected.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for statement in statements:
        connected.execute(statement)
    connected.close()


def quoted(value: UUID | str) -> str:
    """A value as a literal of SQL, the same on both engines."""
    return f"'{value}'"
