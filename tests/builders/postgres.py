"""Databases for tests on a PostgreSQL server."""

import asyncio
from urllib.parse import urlsplit

import asyncpg

from backend.kernel.db import fetch
from backend.kernel.db.postgres import config_of


def make_database(server: str, name: str) -> str:
    """A new empty database on the server; its address."""

    async def make() -> None:
        connection = await asyncpg.connect(**config_of(server))
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.execute(f'CREATE DATABASE "{name}"')
        await connection.close()

    asyncio.run(make())
    parts = urlsplit(server)
    return f"{parts.scheme}://{parts.netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


async def empty_database() -> None:
    """Remove every row but the list of migrations."""
    rows = await fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'")
    tables = ", ".join(row["tablename"] for row in rows)
    await fetch(f"TRUNCATE {tables}")
