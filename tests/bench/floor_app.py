"""The floor of ingest: the same server, one PUT: read, sha256, temp write, fsync, rename, folder fsync, one row."""

import asyncio
import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["HALFDAY_FLOOR"])
_database: sqlite3.Connection | None = None
_turn: asyncio.Lock | None = None


def _open() -> sqlite3.Connection:
    database = sqlite3.connect(FOLDER / "floor.sqlite", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS photo (digest TEXT PRIMARY KEY, size INTEGER)")
    return database


def _keep(chunks: list[bytes], name: str) -> int:
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
    global _database, _turn
    if scope["type"] != "http":
        return
    if _database is None:
        _database, _turn = _open(), asyncio.Lock()
    assert _turn is not None
    chunks, more = [], True
    while more:
        message = await receive()
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    name = scope["path"].rsplit("/", 1)[-1]
    size = await asyncio.to_thread(_keep, chunks, name)
    async with _turn:
        await asyncio.to_thread(_database.execute, "INSERT OR IGNORE INTO photo VALUES (?, ?)", (name, size))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})
