"""A database as every area began it, with rows in each table, brought to the newest shape (design §8).

A program of its own, since a process has one database: `python -m tests.builders.aged` says what it found, or fails.
"""

import asyncio
import contextlib
import io
import sys
from typing import Any
from uuid import UUID

from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.columns import ForeignKey
from piccolo.conf.apps import Finder
from piccolo.table import Table, sort_table_classes

from backend.kernel.db import engine, fetch, is_postgres, run, write
from backend.migrate import migrate

ROWS = 3
NUMBERS = frozenset({"BIGINT", "INTEGER"})
BYTES = frozenset({"BYTEA", "BLOB"})
Row = dict[str, Any]
Shape = dict[str, str]


async def begin() -> None:
    """Run the first migration of each area that has tables."""
    for area in Finder().get_sorted_app_names():
        with contextlib.redirect_stdout(io.StringIO()):
            result = await run_forwards(area, "1")
        assert result.success, (area, result.message)


async def shape_of(table: type[Table]) -> Shape:
    """The columns of a table as it is now, with their types; none where it is not there."""
    if is_postgres():
        columns = "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = {}"
        rows = await fetch(columns, table._meta.tablename)
    else:
        rows = await fetch(f"PRAGMA table_info({table._meta.tablename})")
    return {row["name"]: str(row["type"]).upper() for row in rows}


def some(kind: str, table: type[Table], number: int) -> object:
    """Something of a column's type, another in each row; a UUID is the key of that row of the table."""
    if kind == "UUID":
        return UUID(bytes=table._meta.tablename.encode()[:15].ljust(15) + bytes([number]))
    if kind == "BOOLEAN":
        return number % 2 == 0
    if kind in NUMBERS:
        return number + 1
    return f"{number}\0\xff".encode("latin-1") if kind in BYTES else f"{number}中"


async def fill(table: type[Table], shapes: dict[type[Table], Shape]) -> list[Row]:
    """Rows with something in every column there is, each referring to the same row of the tables before it."""
    keys = {column._meta.db_column_name: column for column in table._meta.columns if isinstance(column, ForeignKey)}
    rows = []
    for number in range(ROWS):
        row = {column: some(kind, table, number) for column, kind in shapes[table].items()}
        for column, key in keys.items():
            other = key._foreign_key_meta.resolved_references
            if column in row:
                kind = shapes[other][other._meta.primary_key._meta.db_column_name]
                row[column] = None if other is table else some(kind, other, number)
        rows.append(row)
        places = ", ".join("{}" for _ in row)
        await run(f"INSERT INTO {table._meta.tablename} ({', '.join(row)}) VALUES ({places})", *row.values())
    return rows


async def read_back(table: type[Table]) -> list[Row]:
    """What the code of today reads in a table, in the order in which it was filled in."""
    rows: list[Row] = await table.select().order_by(table._meta.primary_key)
    return rows


def check(table: type[Table], was: list[Row], found: list[Row]) -> None:
    """Nothing is missing, nothing came from nowhere, nothing was changed."""
    assert len(found) == len(was), (table._meta.tablename, len(was), len(found))
    for before, after in zip(was, found, strict=True):
        kept = {column: after[column] for column in before}
        assert kept == before, (table._meta.tablename, before, after)


async def main() -> None:
    await begin()
    every = sort_table_classes(Finder().get_table_classes())
    shapes = {table: shape for table in every if (shape := await shape_of(table))}
    await engine().open()
    async with write():
        filled = {table: await fill(table, shapes) for table in shapes}
    await engine().close()
    await migrate()
    for table in every:
        check(table, filled.get(table, []), await read_back(table))
    if not is_postgres():
        assert await fetch("PRAGMA foreign_key_check") == []
    changed = [table._meta.tablename for table in shapes if await shape_of(table) != shapes[table]]
    said = f"{len(filled)} tables of {len(every)} had {ROWS} rows each; changed since: {' '.join(sorted(changed))}\n"
    sys.stdout.write(said)


if __name__ == "__main__":
    asyncio.run(main())
