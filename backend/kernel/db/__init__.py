"""The database: `write()` and `read()`, the same on SQLite and PostgreSQL. Everything else is plain Piccolo."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from piccolo.columns import Column
from piccolo.engine import engine_finder
from piccolo.table import Table

from backend.kernel.db.postgres import PooledPostgresEngine
from backend.kernel.db.sqlite import KeptSQLiteEngine

Engine = KeptSQLiteEngine | PooledPostgresEngine
MAX_VARIABLES = 30_000
"""SQLite takes at most 32,766 bound values in one statement, PostgreSQL 32,767."""


def make_engine(url: str, data_dir: Path) -> Engine:
    """The engine for a database address; empty means SQLite under the data folder."""
    if url.startswith(("postgres://", "postgresql://")):
        return PooledPostgresEngine(url)
    if url:
        raise ValueError("HALFDAY_DATABASE_URL is a postgresql:// address, or empty for SQLite in the data folder")
    return KeptSQLiteEngine(data_dir / "halfday.sqlite")


def engine() -> Engine:
    """The engine named by piccolo_conf.py."""
    found = engine_finder()
    if not isinstance(found, KeptSQLiteEngine | PooledPostgresEngine):
        raise RuntimeError("piccolo_conf.py names no engine of ours")
    return found


def is_postgres() -> bool:
    return isinstance(engine(), PooledPostgresEngine)


def inside_transaction() -> bool:
    return engine().current_transaction.get() is not None


def read() -> AbstractAsyncContextManager[None]:
    """Several reads that must see one state."""
    return engine().reading()


@asynccontextmanager
async def write() -> AsyncIterator[None]:
    """A write transaction. Areas do not call it: they open a unit of work (`audit.work`), which does.

    Never nested: an inner failure that was caught would stay committed with the outer one.
    """
    if inside_transaction():
        raise RuntimeError("write() inside write()")
    async with engine().writing():
        yield


async def insert_rows(table: type[Table], rows: Sequence[Table]) -> None:
    """Insert rows by as few statements as the engines' limit on bound values allows."""
    step = max(1, MAX_VARIABLES // len(table._meta.columns))
    for start in range(0, len(rows), step):
        await table.insert(*rows[start : start + step])


async def lock_row(table: type[Table], key: Column, value: object) -> None:
    """Hold a row until the transaction ends; on SQLite the whole transaction is alone already."""
    if is_postgres():
        await table.raw(
            f"SELECT 1 FROM {table._meta.tablename} WHERE {key._meta.db_column_name} = {{}} FOR UPDATE",  # noqa: S608
            value,
        )


async def run_statements(statements: Sequence[str]) -> None:
    """Run raw statements one by one (migrations' triggers and indexes)."""
    for statement in statements:
        await Statement.raw(statement)


class Statement(Table):
    """No table: Piccolo wants one to run raw SQL through."""


async def fetch(sql: str, *values: object) -> list[dict[str, Any]]:
    """Rows of raw SQL with `{}` for each value; for what Piccolo's builder cannot say."""
    rows: list[dict[str, Any]] = await Statement.raw(sql, *values)
    return rows
