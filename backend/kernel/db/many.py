"""Rows in one transaction. Piccolo's builder spends ten times as long on a row as the engines do."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from piccolo.table import Table
from piccolo.utils.sql_values import convert_to_sql_value

Values = dict[str, object]
AT_ONCE = 1_000
"""Rows made ready between two turns of the event loop."""
PLAIN = frozenset({str, int, bool, float, bytes, UUID, type(None)})


async def insert_many(connection: Any, table: type[Table], rows: Sequence[Table], *, numbered: bool) -> None:
    """Insert rows with one statement that is run for each of them; every column must have its value.

    numbered: PostgreSQL's marks ($1), else SQLite's (?).
    """
    sql = _insertion(table, numbered)
    keys = [(column._meta.name, column) for column in table._meta.columns]
    # a row keeps its values in its __dict__; Piccolo's descriptors would look each of them up in three places
    for start in range(0, len(rows), AT_ONCE):
        values = [
            tuple(
                value if type(value := row.__dict__[key]) in PLAIN else convert_to_sql_value(value, column)
                for key, column in keys
            )
            for row in rows[start : start + AT_ONCE]
        ]
        await connection.executemany(sql, values)


async def insert_plain(connection: Any, table: type[Table], rows: Sequence[Values], *, numbered: bool) -> None:
    """The same for rows that are no objects; a column a row does not name gets its default."""
    blank = _defaults(table)
    await connection.executemany(_insertion(table, numbered), [tuple((blank | row).values()) for row in rows])


@cache
def _defaults(table: type[Table]) -> dict[str, object]:
    blank = table(_ignore_missing=True)
    return {column._meta.name: getattr(blank, column._meta.name) for column in table._meta.columns}


@cache
def _insertion(table: type[Table], numbered: bool) -> str:
    columns = table._meta.columns
    names = ", ".join(f'"{column._meta.db_column_name}"' for column in columns)
    marks = ", ".join(f"${place}" if numbered else "?" for place in range(1, len(columns) + 1))
    return f"INSERT INTO {table._meta.get_formatted_tablename()} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
