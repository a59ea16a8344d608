"""A backup's database, opened in a temporary place, so that looking at it never changes the backup."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from backend.audit.sealing import HEADS_FILE
from backend.audit.verify_queries import Fetch, Row
from backend.kernel.commands import CommandFailed
from backend.kernel.db import engine
from backend.kernel.db.postgres import PooledPostgresEngine
from backend.kernel.db.sqlite import KeptSQLiteEngine
from backend.operations.copy_postgres import restored_beside
from backend.operations.copy_sqlite import faults_of_sqlite
from backend.operations.manifest import Manifest


@dataclass(frozen=True)
class OpenCopy:
    """The copy, ready to be asked; `place` holds its heads file, `faults` what its engine finds wrong with it."""

    fetch: Fetch
    place: Path
    faults: list[str]


@asynccontextmanager
async def open_copy(folder: Path, manifest: Manifest) -> AsyncIterator[OpenCopy]:
    """Open a backup's database.

    Raises:
        CommandFailed: a PostgreSQL backup, and no server to open it on.
    """
    with tempfile.TemporaryDirectory(prefix="halfday-check-") as name:
        place = Path(name)
        if manifest.heads:
            await asyncio.to_thread(shutil.copyfile, folder / manifest.heads.name, place / HEADS_FILE)
        source = folder / manifest.database.name
        if manifest.engine == "postgres":
            async with restored_beside(_server(), source) as database:
                yield OpenCopy(fetch=_fetch_from(database), place=place, faults=[])
        else:
            copy = place / "halfday.sqlite"
            await asyncio.to_thread(shutil.copyfile, source, copy)
            faults = await asyncio.to_thread(faults_of_sqlite, copy)
            yield OpenCopy(fetch=_fetch_from(KeptSQLiteEngine(copy)), place=place, faults=faults)


def _server() -> dict[str, str | int]:
    live = engine()
    if not isinstance(live, PooledPostgresEngine):
        raise CommandFailed(
            "this is a backup of PostgreSQL: set HALFDAY_DATABASE_URL to a server on which a copy can be opened"
        )
    return dict(live.config)


def _fetch_from(database: KeptSQLiteEngine | PostgresEngine) -> Fetch:
    async def fetch(sql: str, *values: object) -> list[Row]:
        rows: list[Row] = await database.run_querystring(QueryString(sql, *values))
        return rows

    return fetch
