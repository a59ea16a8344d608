"""A copy of a SQLite database that others may be writing to."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from backend.operations.copied import Copied, head_text


def copy_sqlite(source: Path, target: Path, emptied: Sequence[str]) -> Copied:
    """Copy one state of the database into a single file, without the rows of some tables.

    One step, because a step-wise copy starts anew whenever somebody writes; readers do not hinder the writer.
    """
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(_opened(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        for table in emptied:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a table name of ours
        # deleted rows stay readable in the file's free pages, those of the live database too
        copy.execute("VACUUM")
        return Copied(head=_head(copy), counts=_counts(copy))


def faults_of_sqlite(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file."""
    try:
        with closing(_opened(path)) as copy:
            said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            loose = copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [f"the database cannot be opened: {error}"]
    return [line for line in said if line != "ok"] + [
        f"a row of {row[0]} refers to nothing in {row[2]}" for row in loose
    ]


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _head(copy: sqlite3.Connection) -> str:
    return head_text(copy.execute("SELECT seal_no, hash FROM seal ORDER BY seal_no DESC LIMIT 1").fetchone())


def _counts(copy: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a table name of ours
        for name in names
        if not name.startswith("sqlite_")
    }
