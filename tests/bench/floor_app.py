"""The floor of ingest: the same server, one PUT: read, sha256, temp write, fsync, rename, folder fsync, one row."""

import asyncio
import hashlib
import os
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from backend.kernel.db.postgres import POOL_MAX, config_of

FOLDER = Path(os.environ["HALFDAY_FLOOR"])
ADDRESS = os.environ["HALFDAY_FLOOR_DATABASE"]
Keep = Callable[[str, int], Awaitable[None]]
_opened: list[Keep] = []
_opening = asyncio.Lock()


async def _open_sqlite() -> Keep:
    database = sqlite3.connect(FOLDER / "floor.sqlite", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS photo (digest TEXT PRIMARY KEY, size INTEGER)")
    turn = asyncio.Lock()

    async def keep(digest: str, size: int) -> None:
        async with turn:
            await asyncio.to_thread(database.execute, "INSERT OR IGNORE INTO photo VALUES (?, ?)", (digest, size))

    return keep


async def _open_postgres() -> Keep:
    pool = await asyncpg.create_pool(min_size=1, max_size=POOL_MAX, **config_of(ADDRESS))
    await pool.execute("CREATE TABLE IF NOT EXISTS photo (digest VARCHAR(64) PRIMARY KEY, size BIGINT)")

    async def keep(digest: str, size: int) -> None:
        await pool.execute("INSERT INTO photo VALUES ($1, $2) ON CONFLICT DO NOTHING", digest, size)

    return keep


def _keep_file(chunks: list[bytes], name: str) -> int:
    total = hashlib.sha256()
    size = 0
    temporary = FOLDER / f"{name}.tmp"
    with temporary.open("wb") as file:
        for chunk in chunks:
            total.update(chunk)
            file.write(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    if total.hexdigest() != name:
        raise ValueError(name)
    temporary.rename(FOLDER / name)
    folder = os.open(FOLDER, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(folder)
    os.close(folder)
    return size


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - bare ASGI
    """Keep the body under the digest in its address."""
    if scope["type"] != "http":
        return
    async with _opening:
        if not _opened:
            _opened.append(await (_open_postgres if ADDRESS else _open_sqlite)())
    chunks, more = [], True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    name = scope["path"].rsplit("/", 1)[-1]
    size = await asyncio.to_thread(_keep_file, chunks, name)
    await _opened[0](name, size)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
