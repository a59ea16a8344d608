"""Nobody learns from the work done whether a phone is known: the statements are the same (design §9)."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from piccolo.querystring import QueryString
from piccolo.table import Table

from backend.kernel.db import engine
from backend.kernel.db.many import insert_many
from tests.builders.house import House
from tests.builders.letters import ask_code, captcha_for, catch, drain, give_code

KNOWN = "13900000001"
UNKNOWN = "13911112222"
_LISTS = re.compile(r"\((\s*[?$]\d*\s*,?)+\)")


@contextmanager
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that this task runs meanwhile, without its values; background work has tasks of its own."""
    seen: list[str] = []
    own, run = asyncio.current_task(), engine().run_querystring

    async def watched(querystring: QueryString, in_pool: bool = True) -> object:
        if asyncio.current_task() is own:
            seen.append(_LISTS.sub("(…)", querystring.compile_string()[0]))
        return await run(querystring, in_pool)

    async def inserting(connection: object, table: type[Table], rows: Sequence[Table], *, numbered: bool) -> None:
        if asyncio.current_task() is own:
            seen.append(f'INSERT INTO "{table._meta.tablename}", {len(rows)} rows')
        await insert_many(connection, table, rows, numbered=numbered)

    with monkeypatch.context() as patched:
        patched.setattr(engine(), "run_querystring", watched)
        patched.setattr("backend.kernel.db.insert_many", inserting)
        yield seen


@pytest.mark.parametrize("asked_before", [0, 1, 10])
async def test_asking_for_a_code(house: House, monkeypatch: pytest.MonkeyPatch, asked_before: int) -> None:
    await house.load_demo()
    catch(house)
    seen: dict[str, list[str]] = {}
    for phone in (KNOWN, UNKNOWN):
        browser = house.browser()
        for _ in range(asked_before):
            await ask_code(house, browser, phone)
        await drain(house)
        body = {"phone": phone} | await captcha_for(house, browser)
        with statements(monkeypatch) as seen[phone]:
            asked = await browser.post("/api/login/code", json=body)
        assert asked.status_code == 202
    assert seen[KNOWN] == seen[UNKNOWN]
    assert any('INSERT INTO "one_time_code"' in text for text in seen[KNOWN])
    assert any('INSERT INTO "delivery"' in text for text in seen[KNOWN])


async def test_a_wrong_code(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.load_demo()
    catch(house)
    seen: dict[str, list[str]] = {}
    for phone in (KNOWN, UNKNOWN):
        browser = house.browser()
        await ask_code(house, browser, phone)
        await drain(house)
        with statements(monkeypatch) as seen[phone]:
            refused = await give_code(browser, phone, "012345")
        assert refused.status_code == 401
    assert seen[KNOWN] == seen[UNKNOWN]
    assert any('UPDATE "one_time_code"' in text for text in seen[KNOWN])
