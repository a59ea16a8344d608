"""Writing the database file anew beside a running server: nobody is refused, whoever writes waits."""

import asyncio

import pytest

from backend.kernel.db import engine, is_postgres, write
from backend.kernel.db.sqlite import KeptSQLiteEngine
from backend.operations.compacting import compact
from backend.supervision.tables import CodeTries
from tests.builders.house import House


async def write_one(name: str) -> None:
    async with write():
        await CodeTries.insert(CodeTries(phone_index=name, tries=1, paused_until=0))


@pytest.mark.usefixtures("house")
async def test_writers_wait_while_the_file_is_worked_on() -> None:
    database = engine()
    if not isinstance(database, KeptSQLiteEngine):
        pytest.skip("writing SQLite anew is a matter of the other engine")
    async with database.resting():
        writing = asyncio.create_task(write_one("waits"))
        done, _ = await asyncio.wait({writing}, timeout=0.1)
        assert not done
        assert await CodeTries.count() == 0
    await writing
    assert await CodeTries.count() == 1


@pytest.mark.usefixtures("house")
async def test_writers_and_readers_go_on_around_it() -> None:
    writers = [asyncio.create_task(write_one(f"beside-{number}")) for number in range(20)]
    assert await compact() is not is_postgres()
    await asyncio.gather(*writers)
    assert await CodeTries.count() == len(writers)


async def test_what_was_read_before_is_read_after_it(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("unit")
    await compact()
    assert (await browser.get("/api/projects")).is_success
