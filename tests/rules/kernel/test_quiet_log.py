"""What an error may say in the log: where and of which kind, never what somebody sent."""

import io
import logging
import sqlite3
from collections.abc import Callable

import asyncpg
import pytest

from backend.kernel.disk_full import is_disk_full
from backend.kernel.quiet_log import QuietFormatter

PHONE = "13987650321"


def logged(fail: Callable[[], object]) -> str:
    """What stands in the log after a failure."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(QuietFormatter())
    log = logging.Logger("a test")
    log.addHandler(handler)
    try:
        fail()
    except Exception:
        log.exception("it failed")
    return written.getvalue()


def quote() -> None:
    raise ValueError(f"invalid phone {PHONE}")


def quote_as_cause() -> None:
    try:
        quote()
    except ValueError as error:
        raise RuntimeError(f"could not take {PHONE}") from error


def quote_while_handling() -> None:
    try:
        quote()
    except ValueError:
        dict[str, str]()[PHONE]


def clash() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE person (phone TEXT UNIQUE)")
    for _ in range(2):
        database.execute("INSERT INTO person VALUES (?)", (PHONE,))


def clash_on_postgres() -> None:
    error = asyncpg.UniqueViolationError("duplicate key value violates unique constraint")
    error.detail, error.constraint_name = f"Key (phone)=({PHONE}) already exists.", "person_phone"
    raise error


@pytest.mark.parametrize(
    ("fail", "kinds"),
    [
        (quote, ["builtins.ValueError"]),
        (quote_as_cause, ["builtins.ValueError", "builtins.RuntimeError"]),
        (quote_while_handling, ["builtins.ValueError", "builtins.KeyError"]),
        (clash, ["sqlite3.IntegrityError: SQLITE_CONSTRAINT_UNIQUE UNIQUE constraint failed: person.phone"]),
        (clash_on_postgres, ["asyncpg.exceptions.UniqueViolationError: 23505", "person_phone"]),
    ],
)
def test_an_error_says_where_and_of_which_kind(fail: Callable[[], object], kinds: list[str]) -> None:
    text = logged(fail)
    assert PHONE not in text
    assert f"in {fail.__name__}" in text
    assert [kind for kind in kinds if kind not in text] == []


def test_a_full_disk_is_told_apart() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    assert is_disk_full(full)
    assert is_disk_full(OSError(28, "No space left on device"))
    assert is_disk_full(asyncpg.DiskFullError("could not extend file"))
    assert not is_disk_full(locked)
    assert not is_disk_full(OSError(13, "Permission denied"))
    assert not is_disk_full(ValueError("full"))
