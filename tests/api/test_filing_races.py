"""Two at the same moment: one is carried out, the other hears why not. On both engines."""

import asyncio

import httpx

from backend.flows.tables import CaseEvent, ReviewCase
from backend.supervision.tables import Slot
from tests.builders.filing import Filer, decide, filed, heading
from tests.builders.house import House
from tests.builders.members import log_in_member

DISTRICT = "海淀区卫生健康委员会"


async def test_two_decisions_on_one_round(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    case = filer.shown["case"]
    first = await house.log_in("authority")
    second = await log_in_member(house, "cme_authority", DISTRICT, name="吴迪")
    answers = await asyncio.gather(
        decide(first, case, "approve"), decide(second, case, "reject", reason="不符"), decide(first, case, "approve")
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert {answer.json().get("code") for answer in answers if answer.status_code == 409} == {"round_closed"}
    places = await CaseEvent.select(CaseEvent.seq).where(CaseEvent.case_id == case["id"]).order_by(CaseEvent.seq)
    assert [row["seq"] for row in places] == list(range(len(places)))
    slots = await Slot.count().where(Slot.project_id == filer.project)
    assert slots in {0, 3}


async def test_two_clicks_file_once(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    await filer.complete()
    body = {"version": filer.shown["draft"]["version"]}
    answers = await asyncio.gather(*(filer.browser.post(f"{filer.where}/filing", json=body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert await ReviewCase.count() == 1


async def test_two_clerks_take_one_number(house: House) -> None:
    await house.load_demo()
    one, two = await house.log_in("unit"), await house.log_in("unit-women")
    body = {"document": heading()}
    answers = await asyncio.gather(one.post("/api/projects", json=body), two.post("/api/projects", json=body))
    assert sorted(answer.status_code for answer in answers) == [httpx.codes.CREATED, httpx.codes.UNPROCESSABLE_ENTITY]
    (late,) = [answer for answer in answers if answer.status_code != httpx.codes.CREATED]
    assert late.json()["errors"] == {"project_no": ["taken"]}
