"""The database: `write()` and `read()`, the same on SQLite and PostgreSQL. Everything else is plain Piccolo."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from piccolo.columns import Column, Text, Varchar
from piccolo.columns.combination import Where
from piccolo.engine import engine_finder
from piccolo.query import Select
from piccolo.table import Table

from backend.kernel.db.many import insert_many, insert_plain
from backend.kernel.db.postgres import PooledPostgresEngine
from backend.kernel.db.prepared import worded
from backend.kernel.db.sqlite import KeptSQLiteEngine

Engine = KeptSQLiteEngine | PooledPostgresEngine


def make_engine(url: str, data_dir: Path) -> Engine:
    """The engine for a database address; empty means SQLite under the data folder."""
    if url.startswith(("postgres://", "postgresql://")):
        return PooledPostgresEngine(url)
    if url:
        raise ValueError("HALFDAY_DATABASE_URL is a postgresql:// address, or empty for SQLite in the data folder")
    return KeptSQLiteEngine(data_dir / "halfday.sqlite")


@cache
def engine() -> Engine:
    """The engine named by piccolo_conf.py."""
    found = engine_finder()
    if not isinstance(found, KeptSQLiteEngine | PooledPostgresEngine):
        raise RuntimeError("piccolo_conf.py names no engine of ours")
    return found


@cache
def is_postgres() -> bool:
    return isinstance(engine(), PooledPostgresEngine)


def inside_transaction() -> bool:
    return engine().current_transaction.get() is not None


def read() -> AbstractAsyncContextManager[None]:
    """Several reads that must see one state."""
    return engine().reading()


@asynccontextmanager
async def write(*, brief: bool = False) -> AsyncIterator[None]:
    """A write transaction. Areas do not call it: they open a unit of work (`audit.work`), which does.

    Never nested: an inner failure that was caught would stay committed with the outer one.

    `brief`: nothing but look-ups by index and a few rows; on SQLite its statements then run without a thread.
    """
    if inside_transaction():
        raise RuntimeError("write() inside write()")
    async with engine().writing(brief=brief):
        yield


def contains(column: Varchar | Text, text: str) -> Where:
    """Whether a column holds a text somewhere, whatever the case; SQLite's LIKE ignores it by itself.

    A text without case, as Chinese ones and numbers are, spares PostgreSQL folding every row: a quarter of the time.
    """
    like = f"%{text}%"
    return column.ilike(like) if is_postgres() and text.lower() != text.upper() else column.like(like)


async def count_up_to(wanted: Select[Any], limit: int) -> int:
    """How many rows a query finds; it stops looking at `limit`, so that an unbounded table costs no more."""
    (counted,) = await fetch("SELECT COUNT(*) AS n FROM ({}) AS found", wanted.limit(limit).querystrings[0])
    found: int = counted["n"]
    return found


def hex_digits(column: str, digits: int) -> str:
    """SQL for a whole number, not negative, as so many hexadecimal digits."""
    return f"lpad(to_hex({column}), {digits}, '0')" if is_postgres() else f"printf('%0{digits}x', {column})"


def in_one(text: str) -> str:
    """SQL for the texts of many rows as one: where fetching each row would cost more than what is done with it."""
    return f"string_agg({text}, '')" if is_postgres() else f"group_concat({text}, '')"


async def insert_rows(table: type[Table], rows: Sequence[Table]) -> None:
    """Insert rows, inside a transaction."""
    transaction = engine().current_transaction.get()
    if transaction is None:
        raise RuntimeError("insert_rows() outside a transaction")
    if rows:
        await insert_many(transaction.connection, table, rows, numbered=is_postgres())


async def insert_values(table: type[Table], rows: Sequence[dict[str, object]]) -> None:
    """Insert rows given as values by column, inside a transaction: for the hot path, where making objects costs."""
    transaction = engine().current_transaction.get()
    if transaction is None:
        raise RuntimeError("insert_values() outside a transaction")
    if rows:
        await insert_plain(transaction.connection, table, rows, numbered=is_postgres())


async def lock_row(table: type[Table], key: Column, value: object) -> None:
    """Hold a row until the transaction ends; on SQLite the whole transaction is alone already."""
    if is_postgres():
        await table.raw(
            f"SELECT 1 FROM {table._meta.tablename} WHERE {key._meta.db_column_name} = {{}} FOR UPDATE",  # noqa: S608
            value,
        )


async def run(sql: str, *values: object) -> list[dict[str, Any]]:
    """Rows of a statement of the hot path, in SQL of both engines: `{}` is a value, `{*}` a list in brackets.

    Either may be what Piccolo has built: a condition, a query. A statement over an empty list finds and changes
    nothing, and is not run.
    """
    if any(isinstance(value, list) and not value for value in values):
        return []
    text, flat = worded(sql, values, numbered=is_postgres())
    return await engine().run_text(text, flat)


async def run_many(sql: str, rows: Sequence[Sequence[object]]) -> None:
    """The same statement for each row of values, inside a transaction."""
    if rows:
        text, _ = worded(sql, rows[0], numbered=is_postgres())
        await engine().run_many(text, rows)


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
