"""Erased rows stay readable in a database file's unused pages until it is written anew."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from backend.kernel.db import engine
from backend.kernel.db.sqlite import KeptSQLiteEngine

log = logging.getLogger("halfday.operations")
BUSY_TIMEOUT_S = 30.0


async def compact() -> bool:
    """Write a SQLite database anew, without unused pages and log; False where that is not ours to do, or failed."""
    database = engine()
    if not isinstance(database, KeptSQLiteEngine):
        return False
    try:
        async with database.resting():
            await asyncio.to_thread(_compact, Path(database.path))
    except sqlite3.OperationalError:
        log.exception("the database was not written anew")
        return False
    return True


def _compact(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_S)) as connection:
        connection.execute("VACUUM")
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise sqlite3.OperationalError("the log is in use")
