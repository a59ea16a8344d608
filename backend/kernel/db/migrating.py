"""Migrations as SQL files, one text for both engines, run by Piccolo (which keeps the list of what has run).

Only what both engines understand is written: UUID, VARCHAR, TEXT, BIGINT, INTEGER, BOOLEAN, BYTEA (BLOB on SQLite).
`-- insert-only: TABLE` makes the trigger that forbids changing or deleting rows, which each engine words differently.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.db import is_postgres, run_statements

_INSERT_ONLY = re.compile(r"-- insert-only: (\w+)")


def sql_migration(module_file: str, migration_id: str, app_name: str) -> MigrationManager:
    """The migration whose SQL lies beside its Python file under the same name."""
    path = Path(module_file).with_suffix(".sql")
    manager = MigrationManager(migration_id=migration_id, app_name=app_name, description=path.stem)

    async def run() -> None:
        await run_statements(list(statements_of(path.read_text(encoding="utf-8"))))

    manager.add_raw(run)
    return manager


def statements_of(text: str) -> Iterator[str]:
    """The statements of a file, worded for the engine in use."""
    insert_only = _INSERT_ONLY.findall(text)
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    if not is_postgres():
        plain = plain.replace("BYTEA", "BLOB")
    yield from (statement.strip() for statement in plain.split(";") if statement.strip())
    for table in insert_only:
        yield from (_postgres_trigger if is_postgres() else _sqlite_triggers)(table)


def _postgres_trigger(table: str) -> Iterator[str]:
    yield (
        f"CREATE FUNCTION {table}_is_insert_only() RETURNS trigger AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is insert-only'; END $$ LANGUAGE plpgsql"
    )
    yield (
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_insert_only()"
    )


def _sqlite_triggers(table: str) -> Iterator[str]:
    for act in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        )
