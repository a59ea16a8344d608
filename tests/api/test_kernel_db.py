"""The two doors to the database: nothing half-done survives, whoever is cancelled whenever."""

import asyncio
import contextvars
import os
import sqlite3
import ssl
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from backend.audit.work import NothingRecorded, Work, unit_of_work
from backend.files.events import BlobStored
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows, is_postgres, read, write
from backend.kernel.db.postgres import config_of
from backend.kernel.ids import new_id
from backend.supervision.tables import CodeTries
from tests.builders.house import House

NO_TRANSACTION = contextvars.Context()
"""What another request runs in."""


def entry(name: str) -> CodeTries:
    return CodeTries(phone_index=name, tries=1, paused_until=0)


@pytest.mark.usefixtures("house")
async def test_a_cancelled_writer_leaves_the_database_usable() -> None:
    async def busy(number: int) -> None:
        async with write():
            await CodeTries.insert(entry(f"cancelled-{number}"))
            await asyncio.sleep(0.02)

    for number in range(40):
        task = asyncio.create_task(busy(number))
        for _ in range(number % 9):
            await asyncio.sleep(0)
        await asyncio.sleep(0.0005 * (number % 7))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with write():
        await CodeTries.insert(entry("after"))
    assert [row["phone_index"] for row in await CodeTries.select(CodeTries.phone_index)] == ["after"]


@pytest.mark.usefixtures("house")
async def test_an_exception_rolls_everything_back() -> None:
    async def fail() -> None:
        async with write():
            await CodeTries.insert(entry("gone"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await CodeTries.count() == 0


@pytest.mark.usefixtures("house")
async def test_writes_are_not_nested() -> None:
    async with write():
        with pytest.raises(RuntimeError, match="inside"):
            async with write():
                pass


@pytest.mark.usefixtures("house")
async def test_a_reader_sees_one_state() -> None:
    async with write():
        await CodeTries.insert(entry("first"))

    async def add() -> None:
        async with write():
            await CodeTries.insert(entry("second"))

    async with read():
        before = await CodeTries.count()
        await asyncio.create_task(add(), context=NO_TRANSACTION.copy())
        assert await CodeTries.count() == before == 1
    assert await CodeTries.count() == 2


@pytest.mark.usefixtures("house")
async def test_a_write_outside_a_unit_of_work_fails_on_sqlite() -> None:
    if is_postgres():
        return
    with pytest.raises(Exception, match="readonly"):
        await CodeTries.insert(entry("sneaked"))


async def test_a_change_without_an_event_is_refused(house: House) -> None:
    with pytest.raises(NothingRecorded):
        async with unit_of_work(house.runtime, SYSTEM):
            await CodeTries.insert(entry("untold"))
    assert await CodeTries.count() == 0


async def test_saying_unchanged_rolls_back_what_slipped_through(house: House) -> None:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await CodeTries.insert(entry("slipped"))
        work.unchanged()
    assert await CodeTries.count() == 0


async def test_what_is_asked_for_several_times_is_done_once_at_the_end(house: House) -> None:
    done: list[tuple[set[UUID], int]] = []

    async def note(work: Work, ids: Iterable[UUID]) -> None:
        done.append((set(ids), len(work.recorded)))

    one, other = new_id(), new_id()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        work.at_end(note, [one])
        work.record(BlobStored(subject_id=one, digest="0" * 64, size=1, person_id=one))
        work.at_end(note, [one, other])
        assert done == []
    assert done == [({one, other}, 1)]


async def test_nothing_is_done_at_the_end_of_what_is_rolled_back(house: House) -> None:
    async def fail(_: Work, __: Iterable[UUID]) -> None:
        raise AssertionError

    async with unit_of_work(house.runtime, SYSTEM) as work:
        work.at_end(fail, [new_id()])
        work.unchanged()


@pytest.mark.usefixtures("house")
async def test_very_many_rows_are_inserted_all_or_none() -> None:
    rows = [entry(f"row-{number:04}") for number in range(1_001)]
    with pytest.raises((sqlite3.IntegrityError, asyncpg.UniqueViolationError)):
        async with write():
            await insert_rows(CodeTries, [*rows, entry("row-0007")])
    assert await CodeTries.count() == 0
    async with write():
        await insert_rows(CodeTries, rows)
    stored = await CodeTries.select().order_by(CodeTries.phone_index)
    assert [(row["phone_index"], row["tries"], row["paused_until"]) for row in stored] == [
        (row.phone_index, row.tries, row.paused_until) for row in rows
    ]


@pytest.mark.skipif(os.environ.get("HALFDAY_TEST_ENGINE") != "postgres", reason="TLS is a matter of the other engine")
async def test_what_the_address_says_of_tls_reaches_the_driver(tmp_path: Path) -> None:
    """The file holds no certificate, so that a driver which looks into it fails."""
    address, empty = os.environ["HALFDAY_DATABASE_URL"], tmp_path / "empty.pem"
    empty.touch()
    strict = f"{address}{'&' if '?' in address else '?'}sslmode=verify-full&sslrootcert={empty}"
    with pytest.raises(ssl.SSLError):
        await asyncpg.connect(**config_of(strict))
