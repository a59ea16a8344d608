"""A copy of a PostgreSQL database: pg_dump's custom format, and pg_restore into a database made for a check."""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from piccolo.engine.postgres import PostgresEngine

from backend.kernel.commands import CommandFailed
from backend.kernel.db import fetch, read
from backend.kernel.db.postgres import tls_of
from backend.operations.copied import Copied, head_text

Config = Mapping[str, str | int]
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "database": "PGDATABASE"}
SAID = 2_000


async def copy_postgres(config: Config, target: Path, emptied: Sequence[str]) -> Copied:
    """Dump one state of the database; what is counted and what is dumped is the same snapshot."""
    async with read():
        (row,) = await fetch("SELECT pg_export_snapshot() AS snapshot")
        arguments = [
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={row['snapshot']}",
            f"--file={target}",
            *(f"--exclude-table-data=public.{table}" for table in emptied),
        ]
        await _run("pg_dump", config, *arguments)
        last = await fetch("SELECT seal_no, hash FROM seal ORDER BY seal_no DESC LIMIT 1")
        head = head_text((last[0]["seal_no"], last[0]["hash"]) if last else None)
        return Copied(head=head, counts=await _counts(emptied))


async def _counts(emptied: Sequence[str]) -> dict[str, int]:
    rows = await fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    counts = {}
    for name in (row["tablename"] for row in rows):
        (counted,) = await fetch(f'SELECT COUNT(*) AS n FROM "{name}"')  # noqa: S608 - a table name of ours
        counts[name] = 0 if name in emptied else int(counted["n"])
    return counts


@asynccontextmanager
async def restored_beside(config: Config, dump: Path) -> AsyncIterator[PostgresEngine]:
    """A database of its own on the same server, filled from a dump, gone afterwards.

    Raises:
        CommandFailed: the server's user may not make databases, or the dump does not restore.
    """
    name = f"halfday_check_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(**config)
    try:
        try:
            await connection.execute(f'CREATE DATABASE "{name}"')
        except asyncpg.PostgresError as error:
            raise CommandFailed(f"no database could be made to open the copy in: {error}") from error
        beside = {**config, "database": name}
        try:
            await _run("pg_restore", beside, "--exit-on-error", "--no-owner", f"--dbname={name}", str(dump))
            yield PostgresEngine(config=beside, extensions=())
        finally:
            await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


async def _run(program: str, config: Config, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise CommandFailed(
            f"{program} is not on the PATH; install PostgreSQL's client programs of the server's version"
        )
    given = {VARIABLES[key]: str(value) for key, value in config.items() if key in VARIABLES}
    given |= {f"PG{name.upper()}": value for name, value in tls_of(config).items()}
    process = await asyncio.create_subprocess_exec(
        found, *arguments, env=os.environ | given, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise CommandFailed(f"{program} failed: {said.decode(errors='replace').strip()[-SAID:]}")
