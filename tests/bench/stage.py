"""What is measured: a server on a seeded database of its own, and beside it the bare floor; both end with the block."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import asyncpg
import httpx

from backend.kernel.db.postgres import config_of
from backend.settings import ROOT
from tests.bench.bulk import PostgresBulk, SqliteBulk
from tests.bench.floor import Floor
from tests.bench.processes import cpu_seconds, own_bytes
from tests.bench.seed import Seeded, Seeder
from tests.builders.postgres import make_database
from tests.builders.server import Server

LOOK_EVERY_S = 0.2
SETTLED_EVERY_S = 1.0
"""Asking costs the server too."""
Engine = Literal["sqlite", "postgres"]
POSTGRES = os.environ.get("HALFDAY_TEST_POSTGRES", "postgresql:///postgres?host=/var/run/postgresql")


@dataclass
class Stage:
    """A running server, who can work on it, and the floor."""

    server: Server
    seeded: Seeded
    floor: Floor
    address: str = ""
    """Of the server's database; empty on SQLite."""

    def cpu(self) -> float:
        """Processor seconds the server's processes have used."""
        return cpu_seconds(self._pid)

    async def settle(self) -> None:
        """Wait until every stored photo has been inspected: what is measured next shall not pay for the last."""
        async with httpx.AsyncClient(base_url=self.server.origin) as client:
            while await self.uninspected(client):  # noqa: ASYNC110 - it is another process that changes it
                await asyncio.sleep(SETTLED_EVERY_S)

    async def uninspected(self, client: httpx.AsyncClient) -> int:
        """How many stored photos wait to be inspected."""
        numbers = (await client.get("/metrics")).text
        return int(float(numbers.partition("\nhalfday_photos_uninspected ")[2].split("\n", 1)[0]))

    async def learn_sizes(self) -> None:
        """What PostgreSQL does by itself within a minute: tables that were empty and are not are planned as such."""
        if self.address:
            database = await asyncpg.connect(**config_of(self.address))
            await database.execute("ANALYZE")
            await database.close()

    def last_inspection(self) -> float:
        """When the newest inspection was written down, in seconds of the wall clock; on SQLite."""
        with closing(sqlite3.connect(self.server.folder / "halfday.sqlite")) as database:
            (at,) = database.execute("SELECT MAX(inspected_at) FROM capture").fetchone()
        return float(at) / 1000

    def memory(self) -> int:
        """Bytes of the server's processes that no other process shares, in the quietest of a few moments."""
        return min(self._memory_soon() for _ in range(5))

    def _memory_soon(self) -> int:
        time.sleep(LOOK_EVERY_S)
        return own_bytes(self._pid)

    @property
    def _pid(self) -> int:
        assert self.server.process is not None
        return self.server.process.pid


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="halfday-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staged(engine: Engine, *, projects: int, leads: int) -> Iterator[Stage]:
    """A server whose database holds `projects` × 50 captures."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch())
        data = folder / "data"
        data.mkdir()
        addresses = {"own": "", "floor": ""}
        if engine == "postgres":
            addresses = {use: make_database(POSTGRES, f"halfday_bench_{use}") for use in addresses}
            stack.callback(_drop_databases, addresses)
        seeded = _seed(data, addresses["own"], projects, leads)
        clock = {"HALFDAY_TEST_CLOCK": ""}  # no demo data, so the host's own time
        server = Server(data, environ={"HALFDAY_DATABASE_URL": addresses["own"]} | clock)
        server.start()
        stack.callback(server.stop)
        floor = Floor(folder / "floor", addresses["floor"])
        stack.callback(floor.stop)
        floor.wait()
        yield Stage(server, seeded, floor, addresses["own"])


def _seed(data: Path, address: str, projects: int, leads: int) -> Seeded:
    environ = os.environ | {"HALFDAY_DATA": str(data), "HALFDAY_DATABASE_URL": address}
    subprocess.run([sys.executable, "-m", "backend.cli", "migrate"], cwd=ROOT, env=environ, check=True)

    async def fill() -> Seeded:
        bulk = await PostgresBulk.open(address) if address else SqliteBulk(data / "halfday.sqlite")
        return await Seeder.fill(bulk, time.time_ns() // 1_000_000, projects=projects, leads=leads)

    return asyncio.run(fill())


def _drop_databases(addresses: dict[str, str]) -> None:
    async def drop() -> None:
        server = await PostgresBulk.open(POSTGRES)
        for use in addresses:
            await server.run(f'DROP DATABASE IF EXISTS "halfday_bench_{use}" WITH (FORCE)')

    asyncio.run(drop())
