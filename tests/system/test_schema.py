"""The migrations make exactly the tables the code speaks to."""

import pytest
from piccolo.columns import ForeignKey
from piccolo.conf.apps import Finder
from piccolo.table import Table

from backend.kernel.db import fetch, is_postgres


async def _columns(table: str) -> dict[str, bool]:
    """Column names of a table in the database, and whether each may be null."""
    if is_postgres():
        rows = await fetch(
            "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = {}", table
        )
        return {row["column_name"]: row["is_nullable"] == "YES" for row in rows}
    rows = await fetch(f"PRAGMA table_info({table})")
    return {row["name"]: not row["notnull"] for row in rows}


def _expected(table: type[Table]) -> dict[str, bool]:
    return {column._meta.db_column_name: column._meta.null for column in table._meta.columns}


@pytest.mark.usefixtures("house")
async def test_tables_match_the_migrations() -> None:
    for table in Finder().get_table_classes():
        assert await _columns(table._meta.tablename) == _expected(table), table.__name__


def test_nothing_is_deleted_by_cascade() -> None:
    for table in Finder().get_table_classes():
        for column in table._meta.columns:
            if isinstance(column, ForeignKey):
                assert column._foreign_key_meta.on_delete.value == "RESTRICT", column
