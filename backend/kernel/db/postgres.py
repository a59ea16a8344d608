"""Piccolo on PostgreSQL with a pool, behind the same two doors as SQLite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import unquote, urlsplit

from piccolo.engine.postgres import PostgresEngine

POOL_MAX = 12


class PooledPostgresEngine(PostgresEngine):
    """PostgreSQL for any number of processes."""

    def __init__(self, url: str) -> None:
        super().__init__(config=config_of(url), extensions=())

    @property
    def is_open(self) -> bool:
        return self.pool is not None

    async def open(self) -> None:
        """Start the pool; the database must have been migrated."""
        await self.start_connection_pool(min_size=1, max_size=POOL_MAX)

    async def close(self) -> None:
        if self.pool is not None:
            await self.close_connection_pool()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """One write transaction, committed at the end, rolled back on any exception."""
        async with self.transaction(allow_nested=False):
            yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Several reads of one state of the database."""
        async with self.transaction(allow_nested=False):
            await self._run_in_transaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    async def _run_in_transaction(self, statement: str) -> None:
        current = self.current_transaction.get()
        assert current is not None
        await current.connection.execute(statement)


def config_of(url: str) -> dict[str, str | int]:
    """asyncpg's arguments from postgres://user:password@host:port/database; a socket folder may stand as ?host=."""
    parts = urlsplit(url)
    config: dict[str, str | int] = {"database": parts.path.lstrip("/")}
    if parts.hostname:
        config["host"] = parts.hostname
    if parts.query.startswith("host="):
        config["host"] = unquote(parts.query.removeprefix("host="))
    if parts.port:
        config["port"] = parts.port
    if parts.username:
        config["user"] = unquote(parts.username)
    if parts.password:
        config["password"] = unquote(parts.password)
    return config
