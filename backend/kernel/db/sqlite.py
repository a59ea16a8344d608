"""Piccolo on SQLite with kept connections: one writer, a few readers.

Piccolo's own engine opens a connection for every query, which costs more than the query. Here the writer is kept
(WAL, synchronous FULL, BEGIN IMMEDIATE, one transaction at a time by a lock of the event loop), and queries outside
a transaction go to kept read-only connections, so a write outside a unit of work fails instead of passing unnoticed.
Before `open` is called the engine behaves as Piccolo's own, which is what the migration commands need.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import aiosqlite
from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table

from backend.kernel.db.transaction import OpenTransaction

BUSY_TIMEOUT_S = 5.0
BUSY_AGAIN_S = 0.01
CACHE_KB = 8_192
"""Of each connection: the upper levels of every index; the rest is the operating system's to keep, once for all."""
CHECKPOINT_PAGES = 8_000
"""About 32 MB of log: pages that change with every photo are written back once for many commits."""
Values = Sequence[Any]


def _uuid(stored: bytes) -> UUID:
    return UUID(int=int(stored.replace(b"-", b""), 16))


sqlite3.register_converter("UUID", _uuid)  # in half the time of Piccolo's, for each row has several


class OnLoop:
    """A kept connection whose statements run on the event loop's own thread.

    For look-ups by index and a few rows: handing a statement to a thread costs several times what it takes, and waits
    for the interpreter's lock twice. Its connection's own thread is idle meanwhile: there is one writer at a time.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._raw = connection._conn  # noqa: SLF001 - aiosqlite offers no door to it

    def execute(self, query: str) -> None:
        """Run a statement that answers nothing."""
        self._raw.execute(query).close()

    async def execute_fetchall(self, query: str, values: Values) -> list[sqlite3.Row]:
        """As aiosqlite's."""
        return self._raw.execute(query, values).fetchall()

    async def executemany(self, query: str, rows: Sequence[Values]) -> None:
        """As aiosqlite's."""
        self._raw.executemany(query, rows).close()


class KeptSQLiteEngine(SQLiteEngine):
    """SQLite for one server process."""

    def __init__(self, path: Path, readers: int = 3) -> None:
        super().__init__(path=str(path), timeout=BUSY_TIMEOUT_S)
        self._reader_count = readers
        self._writer: aiosqlite.Connection | None = None
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._write_lock = asyncio.Lock()
        self._settled = False
        """The writer's last transaction has ended for certain, so that its thread has nothing left to do."""

    @property
    def is_open(self) -> bool:
        return self._writer is not None

    async def open(self) -> None:
        """Open the kept connections; the file must have been migrated."""
        self._write_lock = asyncio.Lock()
        self._readers = asyncio.Queue()
        self._writer = await self._connect(
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
            "PRAGMA busy_timeout = 0",
        )
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
        connection = await aiosqlite.connect(**self.connection_kwargs, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        for pragma in ("PRAGMA foreign_keys = 1", f"PRAGMA cache_size = -{CACHE_KB}", *pragmas):
            await connection.execute(pragma)
        return connection

    @asynccontextmanager
    async def writing(self, *, brief: bool = False) -> AsyncIterator[None]:
        """One write transaction on the kept writer, committed at the end, rolled back on any exception."""
        async with self._write_lock:
            if self._writer is None:
                raise RuntimeError("the database is not open")
            opened = OpenTransaction(OnLoop(self._writer) if brief else self._writer)
            try:
                async with self._within(self._writer, opened, self._begin_writing(self._writer)):
                    yield
            finally:
                self._settled = opened.ended

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """The writer rests: whoever wants to write waits, while the file itself is worked on."""
        async with self._write_lock:
            yield

    async def run_text(self, text: str, values: Values) -> list[dict[str, Any]]:
        """Rows of a ready text, inside the open transaction or by itself."""
        transaction = self.current_transaction.get()
        if transaction is None:
            found: list[dict[str, Any]] = await self._run_in_new_connection(text, list(values))
            return found
        return await _fetch(transaction.connection, text, values)

    async def run_many(self, text: str, rows: Sequence[Values]) -> None:
        """A ready text for each row of values, inside the open transaction."""
        transaction = self.current_transaction.get()
        if transaction is None:
            raise RuntimeError("outside a transaction")
        await transaction.connection.executemany(text, rows)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Several reads of one state of the database."""
        reader = await self._readers.get()
        try:
            async with self._within(reader, OpenTransaction(reader), reader.execute("BEGIN")):
                yield
        finally:
            self._readers.put_nowait(reader)

    @asynccontextmanager
    async def _within(
        self, connection: aiosqlite.Connection, opened: OpenTransaction, begin: Awaitable[object]
    ) -> AsyncIterator[None]:
        token = self.current_transaction.set(opened)  # type: ignore[arg-type]
        try:
            await begin
            yield
            await connection.commit()
            opened.ended = True
        except BaseException:
            # Shielded, and from BEGIN on: a task cancelled at any point must not leave the kept connection inside a
            # transaction. The connection's own queue keeps this rollback before whatever comes next.
            await asyncio.shield(connection.rollback())
            opened.ended = True
            raise
        finally:
            self.current_transaction.reset(token)

    async def _begin_writing(self, writer: aiosqlite.Connection) -> None:
        """BEGIN on the loop, which waits for nobody: while another process writes it is tried again and again.

        Through the connection's thread where the last transaction's end may still wait in its queue.
        """
        deadline = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                if self._settled:
                    OnLoop(writer).execute("BEGIN IMMEDIATE")
                else:
                    await writer.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                await asyncio.sleep(BUSY_AGAIN_S)
            else:
                return

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


async def _fetch(
    connection: aiosqlite.Connection | OnLoop, query: str, args: Sequence[Any] | None
) -> list[dict[str, Any]]:
    rows = list(await connection.execute_fetchall(query, args or ()))
    if not rows:
        return []
    names = rows[0].keys()
    return [dict(zip(names, row, strict=True)) for row in rows]
