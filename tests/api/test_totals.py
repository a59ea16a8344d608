"""How many there are in a list that comes in pages: exactly of people and roles, of a log up to a bound."""

from typing import Any

import httpx
import pytest

from backend.kernel.db import count_up_to
from backend.logs import window as log_window
from backend.organisations.tables import Organisation
from tests.api.test_logs_events import taken
from tests.api.test_logs_login import CITY, enter
from tests.builders.filing import UNIT_NAME
from tests.builders.house import House
from tests.builders.members import log_in_member
from tests.builders.organisations import id_of

LOGS = ("login", "operation", "login-code", "capture", "reveal", "file")
Shown = dict[str, Any]


async def ask(browser: httpx.AsyncClient, path: str, **wanted: object) -> Shown:
    answer = await browser.get(path, params=wanted)  # type: ignore[arg-type]
    assert answer.status_code == httpx.codes.OK, answer.text
    page: Shown = answer.json()
    return page


async def counted(browser: httpx.AsyncClient, path: str, **wanted: object) -> int:
    """The rows of all pages; the first says how many they are, and those that follow say nothing."""
    first = page = await ask(browser, path, limit=2, **wanted)
    found = len(page["items"])
    while page["next"] is not None:
        page = await ask(browser, path, limit=2, cursor=page["next"], **wanted)
        assert page["total"] is None
        found += len(page["items"])
    assert first["total"] == {"n": found, "more": False}
    return found


@pytest.fixture
async def auditor(house: House) -> httpx.AsyncClient:
    """Of a house where somebody was let in, somebody was not, and a photo was taken."""
    await house.load_demo()
    await taken(house)
    await enter(house)
    await enter(house, code="0" * 8)
    return await log_in_member(house, "auditor", CITY, name="罗兰")


async def test_each_log_tells_how_many_rows_it_holds(auditor: httpx.AsyncClient) -> None:
    found = {log: await counted(auditor, f"/api/logs/{log}") for log in LOGS}
    assert found["reveal"] == 0
    assert all(found[log] for log in LOGS if log != "reveal")
    assert await counted(auditor, "/api/logs/login-code", action="refused") == 1
    assert await counted(auditor, "/api/logs/capture", result="refused") == 0
    assert 0 < await counted(auditor, "/api/logs/operation", module="identity") < found["operation"]
    assert await counted(auditor, "/api/logs/file", action="uploaded") == found["file"]


async def test_a_log_is_counted_up_to_a_bound(auditor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = (await ask(auditor, "/api/logs/login-code"))["total"]["n"]
    monkeypatch.setattr(log_window, "MOST_COUNTED", codes - 1)
    assert (await ask(auditor, "/api/logs/login-code"))["total"] == {"n": codes - 1, "more": True}
    monkeypatch.setattr(log_window, "MOST_COUNTED", codes)
    assert (await ask(auditor, "/api/logs/login-code"))["total"] == {"n": codes, "more": False}


async def test_counting_ends_at_its_limit(house: House) -> None:
    await house.load_demo()
    everything = await Organisation.count()
    assert [await count_up_to(Organisation.select(Organisation.id), limit) for limit in (0, 1, everything, 9_999)] == [
        0,
        1,
        everything,
        everything,
    ]


async def test_people_and_roles_are_counted_as_their_administrator_sees_them(house: House) -> None:
    await house.load_demo()
    admin, of_unit = await house.log_in("admin"), await house.log_in("unit-admin")
    everybody, own = await counted(admin, "/api/people"), await counted(of_unit, "/api/people")
    assert 0 < own < everybody
    assert await counted(of_unit, "/api/people", state="disabled") == 0
    unit = str(await id_of(UNIT_NAME))
    assert await counted(of_unit, "/api/memberships", organisation=unit) >= own
    assert await counted(of_unit, "/api/memberships", organisation=unit, former="true") == 0
    found = (await admin.post("/api/people/search", json={"text": "陈立"})).json()
    assert found["total"] == {"n": 1, "more": False}
