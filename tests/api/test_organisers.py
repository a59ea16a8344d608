"""The units a clerk may file for: the own ones and those below (catalogue 11.1, organiser)."""

from typing import Any

import httpx

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.organisations.actions import add_organisation
from backend.organisations.tree.actions import close_organisation
from tests.builders.filing import UNIT_NAME, Filer, heading
from tests.builders.house import House
from tests.builders.organisations import id_of, organisation_named

Answer = dict[str, Any]
NORTH, SOUTH, WARD = "第一医院北院区", "第一医院南院区", "北院区心内科"


async def add_below(house: House, parent: str, *names: str) -> None:
    """Units below one."""
    above = await organisation_named(parent)
    async with unit_of_work(house.runtime, SYSTEM) as work:
        for name in names:
            await add_organisation(work, parent=above, name=name, kind="institution", district="110108")


async def offered(browser: httpx.AsyncClient, query: str = "") -> Answer:
    answer = await browser.get(f"/api/projects/organisers{query}")
    assert answer.status_code == httpx.codes.OK, answer.text
    page: Answer = answer.json()
    return page


async def test_own_units_and_those_below_are_offered_but_none_that_ended(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    alone = await offered(unit)
    assert alone == {"items": [{"id": await id_of(UNIT_NAME), "name": UNIT_NAME, "above": ""}], "next": None}
    await add_below(house, UNIT_NAME, NORTH, SOUTH)
    await add_below(house, NORTH, WARD)
    found = await offered(unit)
    assert [(one["name"], one["above"]) for one in found["items"]] == [
        (UNIT_NAME, ""),
        (NORTH, UNIT_NAME),
        (WARD, NORTH),
        (SOUTH, UNIT_NAME),
    ]
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await close_organisation(work, await organisation_named(SOUTH))
    assert [one["name"] for one in (await offered(unit))["items"]] == [UNIT_NAME, NORTH, WARD]
    assert [one["name"] for one in (await offered(unit, "?q=心内"))["items"]] == [WARD]
    assert (await offered(unit, "?q=妇幼"))["items"] == []
    women = await house.log_in("unit-women")
    assert [one["name"] for one in (await offered(women))["items"]] == ["海淀区妇幼保健院"]


async def test_they_come_page_by_page(house: House) -> None:
    await house.load_demo()
    await add_below(house, UNIT_NAME, NORTH, SOUTH)
    unit = await house.log_in("unit")
    first = await offered(unit, "?limit=2")
    assert [one["name"] for one in first["items"]] == [UNIT_NAME, NORTH]
    rest = await offered(unit, f"?limit=2&cursor={first['next']}")
    assert ([one["name"] for one in rest["items"]], rest["next"]) == ([SOUTH], None)
    bad = await unit.get("/api/projects/organisers?cursor=x")
    assert bad.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_only_what_is_offered_may_be_named(house: House) -> None:
    await house.load_demo()
    await add_below(house, UNIT_NAME, NORTH, SOUTH)
    north, south = await id_of(NORTH), await id_of(SOUTH)
    filer = await Filer.begin(house, organiser=north)
    assert filer.shown["names"] == {north: NORTH}
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await close_organisation(work, await organisation_named(SOUTH))
    for other in (south, await id_of("海淀区妇幼保健院")):
        document = heading(organiser=other, project_no="2026-09-09-002")
        refused = await filer.browser.post("/api/projects", json={"document": document})
        assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert set(refused.json()["errors"]) == {"organiser"}


async def test_one_is_found_by_its_id_however_many_there_are(house: House) -> None:
    await house.load_demo()
    await add_below(house, UNIT_NAME, NORTH, SOUTH)
    south = await id_of(SOUTH)
    unit = await house.log_in("unit")
    assert [one["name"] for one in (await offered(unit, f"?limit=1&q={south}"))["items"]] == [SOUTH]
    assert (await offered(await house.log_in("unit-women"), f"?q={south}"))["items"] == []
