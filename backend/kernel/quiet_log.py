"""Logs without anybody's data: of an error its kind and its place, never its text, which may quote what was sent."""

import logging
import sqlite3
import traceback
from collections.abc import Iterator
from types import TracebackType

import asyncpg

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Writes tracebacks without the texts of their errors."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name logging calls
        """Frames and kinds, the first cause first."""
        errors = list(_chain(ei[1]))
        parts = [f"{''.join(traceback.format_tb(error.__traceback__))}{_kind(error)}" for error in reversed(errors)]
        return "\nwhich led to:\n".join(parts)


def install_quiet_log() -> None:
    """Have every logger of this process write to the terminal in this way."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    """The error's class; of the databases' errors what they say of the database itself."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, sqlite3.Error):
        return f"{name}: {getattr(error, 'sqlite_errorname', '')} {error}"
    if isinstance(error, asyncpg.PostgresError):
        return f"{name}: {error.sqlstate} {error.table_name or ''} {error.constraint_name or ''}"
    return name
