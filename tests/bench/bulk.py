"""Very many rows into a migrated database at once, past the application: indexes are made again afterwards."""

import sqlite3
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import asyncpg
from piccolo.table import Table

from backend.kernel.db.postgres import config_of

AT_ONCE = 20_000
Row = dict[str, Any]


class Bulk(Protocol):
    """A door for very many rows."""

    async def insert(self, table: type[Table], rows: Iterable[Row]) -> None:
        """Add rows; what a row does not name has its column's default."""
        ...

    async def run(self, sql: str) -> list[tuple[Any, ...]]:
        """A statement that both engines understand, and its rows."""
        ...

    async def close(self) -> None:
        """Commit and bring the planner's statistics up to date."""
        ...


def defaults_of(table: type[Table]) -> dict[str, Any]:
    """Column names in the database, each with a value that fits it."""
    blank = table(_ignore_missing=True)
    return {column._meta.db_column_name: getattr(blank, column._meta.name) for column in table._meta.columns}


class SqliteBulk:
    """SQLite, in one transaction without flushing."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "cache_size = -400000"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("BEGIN")

    async def insert(self, table: type[Table], rows: Iterable[Row]) -> None:
        """See Bulk."""
        blank, name = defaults_of(table), table._meta.tablename
        kept = self._database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (name,)
        ).fetchall()
        for index, _ in kept:
            self._database.execute(f"DROP INDEX {index}")
        marks = ", ".join("?" * len(blank))
        self._database.executemany(
            f"INSERT INTO {name} ({', '.join(blank)}) VALUES ({marks})",
            (tuple(map(_plain, (blank | row).values())) for row in rows),
        )
        for _, sql in kept:
            self._database.execute(sql)

    async def run(self, sql: str) -> list[tuple[Any, ...]]:
        """See Bulk."""
        return self._database.execute(sql).fetchall()

    async def close(self) -> None:
        """See Bulk."""
        self._database.execute("COMMIT")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()


class PostgresBulk:
    """PostgreSQL, by COPY."""

    def __init__(self, connection: "asyncpg.Connection[Any]") -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str) -> "PostgresBulk":
        return cls(await asyncpg.connect(**config_of(url)))

    async def insert(self, table: type[Table], rows: Iterable[Row]) -> None:
        """See Bulk."""
        blank, name, waiting = defaults_of(table), table._meta.tablename, iter(rows)
        kept = await self._connection.fetch(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = $1 AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
            name,
        )
        for index, _ in kept:
            await self._connection.execute(f"DROP INDEX {index}")
        while some := [tuple((blank | row).values()) for row in islice(waiting, AT_ONCE)]:
            await self._connection.copy_records_to_table(name, records=some, columns=list(blank))
        for _, definition in kept:
            await self._connection.execute(definition)

    async def run(self, sql: str) -> list[tuple[Any, ...]]:
        """See Bulk."""
        return [tuple(row) for row in await self._connection.fetch(sql)]

    async def close(self) -> None:
        """See Bulk."""
        await self._connection.execute("VACUUM ANALYZE")
        await self._connection.execute("CHECKPOINT")
        await self._connection.close()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return str(value) if isinstance(value, UUID) else value
