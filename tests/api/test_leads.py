"""Naming, regenerating, replacing the on-site lead (catalogue 11.3; design §9)."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from backend.kernel.clock import MINUTE
from backend.supervision.leads.code_rules import normalise_code
from backend.supervision.tables import CodeTries
from tests.builders.house import House
from tests.builders.lead import Lead

PERSON = {"name": "林晓", "phone": "139 0000 0011", "unit": "海淀区第一医院"}
OTHER = {"name": "沈一", "phone": "13900000099", "unit": ""}


async def project_id(browser: httpx.AsyncClient, no: str = "2026-03-01-112") -> str:
    rows = (await browser.get("/api/projects")).json()["items"]
    return str(next(row["id"] for row in rows if row["no"] == no))


async def log_in_with(house: House, phone: str, code: str) -> httpx.Response:
    """The real log-in of a lead, captcha included."""
    browser = house.browser()
    captcha = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    answer = await house.captcha_answer(captcha["id"])
    body = {"phone": phone, "code": code, "captchaId": captcha["id"], "captcha": answer}
    return await browser.post("/api/login/supervisor", json=body)


async def test_the_same_person_is_not_named_twice(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    answer = await unit.post(
        f"/api/projects/{await project_id(unit)}/supervisor", json=PERSON | {"requestId": str(uuid4())}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "already_lead")


async def test_a_code_is_shown_once_and_again_only_to_the_same_request(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    where, body = f"/api/projects/{await project_id(unit)}/supervisor", OTHER | {"requestId": str(uuid4())}
    first = await unit.post(where, json=body)
    assert first.status_code == httpx.codes.CREATED, first.text
    again = await unit.post(where, json=body)
    assert again.json() == first.json()
    house.clock.at += 11 * MINUTE
    late = await unit.post(where, json=body)
    assert late.json()["code"] == "code_shown_already"
    leads = (await unit.get(where)).json()["items"]
    assert [(lead["name"], lead["endedAt"] is None) for lead in leads] == [("沈一", True), ("林晓", False)]
    assert leads[0]["phoneMasked"] == "139****0099"


async def test_regenerating_voids_the_former_code_and_ends_its_log_ins(house: House) -> None:
    await house.load_demo()
    lead = await house.log_in("lead")
    unit = await house.log_in("unit")
    where = f"/api/projects/{await project_id(unit)}/supervisor/code"
    issued = (await unit.post(where, json={"requestId": str(uuid4())})).json()
    assert (await lead.get("/api/me")).status_code == httpx.codes.UNAUTHORIZED
    former = await log_in_with(house, "13900000011", "7K3D9QXM")
    assert (former.status_code, former.json()["code"]) == (401, "login_refused")
    present = await log_in_with(house, "13900000011", issued["loginCode"].lower())
    assert present.status_code == httpx.codes.CREATED, present.text
    assert normalise_code(issued["loginCode"])


async def test_a_replaced_lead_can_no_longer_send(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    shot = lead.shoot()
    unit = await house.log_in("unit")
    where = f"/api/projects/{await project_id(unit)}/supervisor"
    replaced = await unit.post(where, json=OTHER | {"requestId": str(uuid4())})
    assert replaced.status_code == httpx.codes.CREATED
    body = {"sentAt": house.clock.at, "items": [shot.sent()]}
    refused = await lead.browser.post("/api/captures", json=body)
    assert (refused.status_code, refused.json()["code"]) == (401, "not_logged_in")


async def test_only_the_organisers_unit_names_leads(house: House) -> None:
    await house.load_demo()
    body = OTHER | {"requestId": str(uuid4())}
    authority = await house.log_in("authority")
    where = f"/api/projects/{await project_id(authority)}/supervisor"
    assert (await authority.post(where, json=body)).status_code == httpx.codes.FORBIDDEN
    sibling = await house.log_in("unit-women")
    assert (await sibling.post(where, json=body)).status_code == httpx.codes.NOT_FOUND
    assert (await sibling.get(where)).status_code == httpx.codes.NOT_FOUND


async def test_five_wrong_codes_pause_any_phone_alike(house: House) -> None:
    await house.load_demo()
    for phone in ("13900000011", "13911112222"):
        answers = [await log_in_with(house, phone, "00000000") for _ in range(6)]
        assert [answer.json()["code"] for answer in answers] == ["login_refused"] * 5 + ["login_paused"]
    house.clock.at += 16 * MINUTE
    assert (await log_in_with(house, "13900000011", "7K3D9QXM")).status_code == httpx.codes.CREATED


@pytest.mark.parametrize("phone", ["13900000011", "13911112222"])
async def test_wrong_codes_at_once_are_each_counted(house: House, phone: str) -> None:
    await house.load_demo()
    answers = await asyncio.gather(*(log_in_with(house, phone, "00000000") for _ in range(12)))
    assert sorted(answer.json()["code"] for answer in answers) == ["login_paused"] * 7 + ["login_refused"] * 5
    (row,) = await CodeTries.select()
    assert (row["tries"], row["paused_until"]) == (0, house.clock.at + 15 * MINUTE)
