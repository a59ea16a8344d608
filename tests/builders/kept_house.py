"""What houses of tests begin with on SQLite: a first start and the loaded demo, made once and copied for each test."""

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from backend.audit.tables import Event, Seal, SealHead, Unsealed
from backend.audit.work import AfterCommit, Recorded
from backend.demo.load import NotEmpty, load_demo
from backend.identity.routes import DemoMark
from backend.kernel.db import engine, write
from backend.kernel.db.sqlite import KeptSQLiteEngine
from backend.kernel.runtime import Runtime
from backend.kernel.wiring import Area

DATABASE = "halfday.sqlite"
SEALING = frozenset(table._meta.tablename for table in (Seal, SealHead, Unsealed))
"""Left to each house's own sealer, which comes by whenever it likes."""
Rows = dict[str, list[tuple[Any, ...]]]
Opener = Callable[[Path], AbstractAsyncContextManager[Runtime]]


@dataclass(frozen=True, repr=False)
class KeptHouse:
    """A folder as the first start left it, and what loading the demo at an instant added to its database."""

    folder: Path
    at: int
    demo: Rows
    told: tuple[tuple[Recorded, ...], ...]
    """What was told after each commit."""

    @classmethod
    async def make(cls, folder: Path, at: int, opened: Opener) -> "KeptHouse":
        """From a folder with a migrated database, which the engine works on; `opened` opens everything there."""
        async with opened(folder):
            pass
        first = rows_of(folder / DATABASE)
        kept = folder / "kept"
        kept.mkdir()
        _copy(folder, kept)
        told: list[tuple[Recorded, ...]] = []
        async with opened(folder) as runtime, _heard(runtime, told):
            await load_demo(runtime, evidence=False)
        return cls(kept, at, added(first, rows_of(folder / DATABASE)), tuple(told))

    def furnish(self, folder: Path) -> None:
        """Have the engine work on a copy in a folder, beside the keys that it was made with."""
        database = engine()
        assert isinstance(database, KeptSQLiteEngine)
        _copy(self.folder, folder)
        database.path = str(folder / DATABASE)

    async def load_demo(self, runtime: Runtime) -> None:
        """What `backend.demo.load` does at this instant, in a hundredth of a second instead of a tenth.

        Raises:
            NotEmpty
        """
        database = engine()
        assert isinstance(database, KeptSQLiteEngine)
        async with write(brief=True):
            if await database.run_text("SELECT 1 FROM person UNION ALL SELECT 1 FROM organisation LIMIT 1", ()):
                raise NotEmpty
            await database.run_text("PRAGMA defer_foreign_keys = 1", ())
            for table, rows in self.demo.items():
                await database.run_many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        runtime.provide(DemoMark, DemoMark(is_demo=True))
        for recorded in self.told:
            for listener in runtime.wiring.all(AfterCommit):
                listener.run(runtime, recorded)


def rows_of(path: Path) -> Rows:
    """Every row of a database that nobody has open, as stored."""
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in tables}


def added(before: Rows, after: Rows) -> Rows:
    """The rows that came; all new events wait for their seal."""
    found = {}
    for table in after.keys() - SEALING:
        there = set(before[table])
        assert there <= set(after[table]), f"loading the demo changed rows of {table}: they cannot be kept"
        new = [row for row in after[table] if row not in there]
        if new:
            found[table] = new
    return found | {Unsealed._meta.tablename: [row[:1] for row in found[Event._meta.tablename]]}


@asynccontextmanager
async def _heard(runtime: Runtime, told: list[tuple[Recorded, ...]]) -> AsyncIterator[None]:
    def hear(_: Runtime, recorded: Sequence[Recorded]) -> None:
        told.append(tuple(recorded))

    former = runtime.wiring
    runtime.wiring = replace(former, areas=(*former.areas, Area("listener", provides=(AfterCommit(hear),))), _found={})
    try:
        yield
    finally:
        runtime.wiring = former


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source / DATABASE, target / DATABASE)
    shutil.copyfile(source / "seal-heads.log", target / "seal-heads.log")
    shutil.copytree(source / "keys", target / "keys")
