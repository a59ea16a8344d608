"""Telling a full disk apart from other trouble, wherever it is met: database or files."""

import errno
import sqlite3

import asyncpg

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""The second: the file that readers and writer share can't grow."""


def is_disk_full(error: BaseException) -> bool:
    """Whether an operation failed for want of room; nothing of it was kept then."""
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode in _SQLITE_FULL
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, asyncpg.DiskFullError)
