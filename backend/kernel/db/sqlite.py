"""Piccolo on SQLite with kept connections: one writer, a few readers.

Piccolo's own engine opens a connection for every query, which costs more than the query. Here the writer is kept
(WAL, synchronous FULL, BEGIN IMMEDIATE, one transaction at a time by a lock of the event loop), and queries outside
a transaction go to kept read-only connections, so a write outside a unit of work fails instead of passing unnoticed.
Before `open` is called the engine behaves as Piccolo's own, which is what the migration commands need.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table

from backend.kernel.db.transaction import OpenTransaction

BUSY_TIMEOUT_S = 5.0


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


class KeptSQLiteEngine(SQLiteEngine):
    """SQLite for one server process."""

    def __init__(self, path: Path, readers: int = 3) -> None:
        super().__init__(path=str(path), timeout=BUSY_TIMEOUT_S)
        self._reader_count = readers
        self._writer: aiosqlite.Connection | None = None
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._write_lock = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        return self._writer is not None

    async def open(self) -> None:
        """Open the kept connections; the file must have been migrated."""
        self._write_lock = asyncio.Lock()
        self._readers = asyncio.Queue()
        self._writer = await self._connect("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
        for _ in range(self._reader_count):
            self._readers.put_nowait(await self._connect("PRAGMA query_only = 1"))

    async def close(self) -> None:
        """Close every kept connection, waiting for the writer."""
        async with self._write_lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                await writer.close()
        for _ in range(self._reader_count if writer is not None else 0):
            await (await self._readers.get()).close()

    async def _connect(self, *pragmas: str) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(**self.connection_kwargs)
        connection.row_factory = _as_dict  # type: ignore[assignment]
        for pragma in ("PRAGMA foreign_keys = 1", "PRAGMA cache_size = -65536", *pragmas):
            await connection.execute(pragma)
        return connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """One write transaction on the kept writer, committed at the end, rolled back on any exception."""
        async with self._write_lock:
            if self._writer is None:
                raise RuntimeError("the database is not open")
            async with self._within(self._writer, "BEGIN IMMEDIATE"):
                yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Several reads of one state of the database."""
        reader = await self._readers.get()
        try:
            async with self._within(reader, "BEGIN"):
                yield
        finally:
            self._readers.put_nowait(reader)

    @asynccontextmanager
    async def _within(self, connection: aiosqlite.Connection, begin: str) -> AsyncIterator[None]:
        token = self.current_transaction.set(OpenTransaction(connection))  # type: ignore[arg-type]
        try:
            await connection.execute(begin)
            yield
            await connection.commit()
        except BaseException:
            # Shielded, and from BEGIN on: a task cancelled at any point must not leave the kept connection inside a
            # transaction. The connection's own queue keeps this rollback before whatever comes next.
            await asyncio.shield(connection.rollback())
            raise
        finally:
            self.current_transaction.reset(token)

    async def _run_in_new_connection(
        self,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> Any:
        if not self.is_open:
            return await super()._run_in_new_connection(query, args, query_type, table)
        reader = await self._readers.get()
        try:
            return await _fetch(reader, query, args)
        finally:
            self._readers.put_nowait(reader)

    async def _run_in_existing_connection(
        self,
        connection: Any,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> Any:
        if not self.is_open:
            return await super()._run_in_existing_connection(connection, query, args, query_type, table)
        return await _fetch(connection, query, args)


async def _fetch(connection: aiosqlite.Connection, query: str, args: Sequence[Any] | None) -> Any:
    return await connection.execute_fetchall(query, args or ())
