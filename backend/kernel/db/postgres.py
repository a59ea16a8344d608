"""Piccolo on PostgreSQL with a pool, behind the same two doors as SQLite."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from asyncpg.pool import PoolConnectionProxy
from piccolo.engine.postgres import PostgresEngine

from backend.kernel.db.transaction import OpenTransaction

POOL_MAX = 12
CLOSE_WITHIN_S = 10
KEPT_STATEMENTS = 500
SESSION = {"jit": "off", "random_page_cost": "1.1"}
"""Compiling a query takes PostgreSQL 25 ms and more; none of ours runs that long. And almost all of ours find a few
rows by index: at the price it assumes for a turning disk it reads a whole table beside ten such rows instead."""
TLS_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
FILES = ("sslrootcert", "sslcert", "sslkey")
PARAMETERS = ("host", "sslmode", *FILES)


class PooledPostgresEngine(PostgresEngine):
    """PostgreSQL for any number of processes."""

    def __init__(self, url: str) -> None:
        super().__init__(config=config_of(url), extensions=())

    @property
    def is_open(self) -> bool:
        return self.pool is not None

    async def open(self) -> None:
        """Start the pool; the database must have been migrated."""
        await self.start_connection_pool(
            min_size=1,
            max_size=POOL_MAX,
            statement_cache_size=KEPT_STATEMENTS,
            max_cached_statement_lifetime=0,
            server_settings=SESSION,
            reset=_nothing_to_reset,
        )

    async def close(self) -> None:
        """Close the pool, cutting connections that do not end by themselves."""
        pool, self.pool = self.pool, None
        if pool is None:
            return
        try:
            await asyncio.wait_for(pool.close(), CLOSE_WITHIN_S)
        except TimeoutError:
            pool.terminate()

    @asynccontextmanager
    async def writing(self, *, brief: bool = False) -> AsyncIterator[None]:  # noqa: ARG002 - SQLite's matter
        """One write transaction, committed at the end, rolled back on any exception."""
        async with self._within():
            yield

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Several reads of one state of the database."""
        async with self._within(isolation="repeatable_read", readonly=True):
            yield

    async def run_text(self, text: str, values: Sequence[object]) -> list[dict[str, Any]]:
        """Rows of a ready text, inside the open transaction or by itself."""
        transaction = self.current_transaction.get()
        if transaction is None and self.pool is None:
            raise RuntimeError("the database is not open")
        door = self.pool if transaction is None else transaction.connection
        return [dict(row) for row in await door.fetch(text, *values)]  # type: ignore[union-attr]

    async def run_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        """A ready text for each row of values, in one exchange, inside the open transaction."""
        transaction = self.current_transaction.get()
        if transaction is None:
            raise RuntimeError("outside a transaction")
        await transaction.connection.executemany(text, rows)

    @asynccontextmanager
    async def _within(self, **options: str | bool) -> AsyncIterator[None]:
        # asyncpg's own context managers: Piccolo's transaction leaks its connection when it is cancelled while starting
        if self.pool is None:
            raise RuntimeError("the database is not open")
        async with self.pool.acquire() as connection, connection.transaction(**options):
            token = self.current_transaction.set(OpenTransaction(connection))  # type: ignore[arg-type]
            try:
                yield
            finally:
                self.current_transaction.reset(token)


async def _nothing_to_reset(_: PoolConnectionProxy) -> None:
    """Nothing of ours sets a session up, so a connection goes back without another exchange with the server.

    asyncpg rolls an open transaction back before this.
    """


def config_of(url: str) -> dict[str, str | int]:
    """asyncpg's arguments from postgresql://user:password@host:port/database?host=&sslmode=&sslrootcert=&sslcert=&sslkey=.

    A socket folder may stand as ?host=. What concerns TLS goes on as `dsn`, the only way asyncpg takes all of it.

    Raises:
        ValueError: a parameter that would have no effect, one without a value, or a file that is not there.
    """
    parts = urlsplit(url)
    parameters = _parameters(parts.query)
    config: dict[str, str | int] = {"database": parts.path.lstrip("/")}
    if host := parameters.pop("host", parts.hostname):
        config["host"] = host
    if parts.port:
        config["port"] = parts.port
    if parts.username:
        config["user"] = unquote(parts.username)
    if parts.password:
        config["password"] = unquote(parts.password)
    if parameters:
        config["dsn"] = f"postgresql:///?{urlencode(parameters)}"
    return config


def tls_of(config: Mapping[str, str | int]) -> dict[str, str]:
    """What `config_of` put aside about TLS, by libpq's names."""
    return dict(parse_qsl(urlsplit(str(config.get("dsn", ""))).query))


def _parameters(query: str) -> dict[str, str]:
    found = dict(parse_qsl(query, keep_blank_values=True))
    for name, value in found.items():
        if name not in PARAMETERS:
            raise ValueError(f"HALFDAY_DATABASE_URL: {name} is not understood, only {', '.join(PARAMETERS)} are")
        if not value:
            raise ValueError(f"HALFDAY_DATABASE_URL: {name} has no value")
        if name in FILES and not Path(value).is_file():
            raise ValueError(f"HALFDAY_DATABASE_URL: {name} names {value}, which is no file")
    if (mode := found.get("sslmode", "require")) not in TLS_MODES:
        raise ValueError(f"HALFDAY_DATABASE_URL: sslmode is one of {', '.join(TLS_MODES)}, not {mode}")
    return found
