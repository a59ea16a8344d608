"""The logs of log-ins and of login codes."""

from typing import Any

import httpx
import pytest

from backend.identity.tables import Captcha
from backend.supervision.tables import Project
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.members import log_in_member

CITY = "北京市卫生健康委员会"
PHONE, CODE = "13900000011", "7K3D9QXM"
Row = dict[str, Any]


@pytest.fixture
async def auditor(house: House) -> httpx.AsyncClient:
    await house.load_demo()
    house.clock.at += 1_000
    browser = await log_in_member(house, "auditor", CITY, name="罗兰")
    house.clock.at += 1_000
    return browser


async def enter(house: House, *, phone: str = PHONE, code: str = CODE) -> int:
    """Try to log in with a login code; the answer's status. A second passes."""
    browser = house.browser()
    drawn = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    captcha = await Captcha.objects().get(Captcha.id == drawn["id"])
    assert captcha is not None
    body = {"phone": phone, "code": code, "captchaId": drawn["id"], "captcha": captcha.answer}
    answer = await browser.post("/api/login/supervisor", json=body, headers={"User-Agent": "phone of a lead"})
    house.clock.at += 1_000
    return answer.status_code


async def read(browser: httpx.AsyncClient, log: str, **wanted: object) -> list[Row]:
    answer = await browser.get(f"/api/logs/{log}", params=wanted)  # type: ignore[arg-type]
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Row] = answer.json()["items"]
    return items


async def test_log_ins_and_refusals_newest_first(house: House, auditor: httpx.AsyncClient) -> None:
    assert [await enter(house), await enter(house, code="0" * 8)] == [201, 401]
    refused, entered, own = await read(auditor, "login")
    assert (refused["way"], refused["result"], refused["person"]) == ("supervisor", "refused", None)
    assert (entered["result"], entered["roles"], entered["account"]) == ("ok", ["onsite_lead"], "139****0011")
    assert (entered["person"]["name"], entered["client"]) == ("林晓", "phone of a lead")
    assert (own["person"]["name"], own["roles"], own["address"]) == ("罗兰", ["auditor"], "203.0.113.7")


async def test_filters_of_the_login_log(house: House, auditor: httpx.AsyncClient) -> None:
    await enter(house)
    middle = house.clock.at
    await enter(house, code="0" * 8)
    assert [row["result"] for row in await read(auditor, "login", result="refused")] == ["refused"]
    assert [row["result"] for row in await read(auditor, "login", **{"from": middle})] == ["refused"]
    assert [row["way"] for row in await read(auditor, "login", until=middle)] == ["supervisor", "test"]
    person = (await read(auditor, "login", result="ok"))[0]["person"]["id"]
    assert len(await read(auditor, "login", person=person)) == 1


async def test_searching_an_account_finds_it_under_every_key(house: House, auditor: httpx.AsyncClient) -> None:
    await enter(house)
    await run_command(house.runtime, "keys rotate", "index")
    await enter(house, code="0" * 8)
    auditor.headers["X-Halfday-CSRF"] = (await auditor.get("/api/me")).json()["csrf"]
    found = await auditor.post("/api/logs/login/search", json={"account": "139 0000 0011"})
    assert [row["result"] for row in found.json()["items"]] == ["refused", "ok"]
    refused = await auditor.post("/api/logs/login/search", json={"account": PHONE, "result": "refused"})
    assert len(refused.json()["items"]) == 1
    assert (await auditor.post("/api/logs/login/search", json={"account": "13900000012"})).json()["items"] == []
    malformed = await auditor.post("/api/logs/login/search", json={"account": "12"})
    assert (malformed.status_code, malformed.json()["errors"]) == (422, {"account": ["malformed"]})


async def test_pages_hold_every_row_once(house: House, auditor: httpx.AsyncClient) -> None:
    for _ in range(3):
        await enter(house)
    house.clock.at -= 3_000
    for _ in range(2):
        await enter(house)
    seen, cursor = [], None
    while True:
        answer = (
            await auditor.get("/api/logs/login", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [row["id"] for row in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 6
    unreadable = await auditor.get("/api/logs/login", params={"cursor": "WzEsMl0"})
    assert (unreadable.status_code, unreadable.json()["errors"]) == (422, {"cursor": ["invalid"]})


async def test_login_codes_from_making_to_refusal(house: House, auditor: httpx.AsyncClient) -> None:
    await enter(house)
    await enter(house, code="0" * 8)
    await enter(house, phone="13700000099")
    rows = await read(auditor, "login-code")
    assert [row["action"] for row in rows[:3]] == ["refused", "refused", "used"]
    assert {row["action"] for row in rows[3:]} == {"issued"}
    used = rows[2]
    assert (used["lead"]["name"], used["actor"]["name"], used["account"]) == ("林晓", "林晓", "139****0011")
    assert used["project"]["no"] == "2026-03-01-112"
    assert used["client"] == "phone of a lead"
    assert (rows[0]["account"], rows[0]["lead"], rows[0]["project"]) == ("137****0099", None, None)


async def test_filters_of_the_login_code_log(house: House, auditor: httpx.AsyncClient) -> None:
    await enter(house)
    await enter(house, code="0" * 8)
    await enter(house, phone="13700000099")
    project = (await Project.select(Project.id).where(Project.no == "2026-03-01-112").first() or {})["id"]
    of_project = await read(auditor, "login-code", project=project)
    assert [row["action"] for row in of_project] == ["refused", "used", "issued"]
    assert [row["action"] for row in await read(auditor, "login-code", action="used")] == ["used"]
    assert len(await read(auditor, "login-code", action="refused")) == 2
    assert {row["action"] for row in await read(auditor, "login-code", action="issued")} == {"issued"}


async def test_login_codes_page_across_both_sources(house: House, auditor: httpx.AsyncClient) -> None:
    for code in (CODE, "0" * 8, CODE, "0" * 8):
        await enter(house, code=code)
    actions, cursor = [], None
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = (await auditor.get("/api/logs/login-code", params=params)).json()
        actions += [row["action"] for row in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert actions[:4] == ["refused", "used", "refused", "used"]
    assert set(actions[4:]) == {"issued"}
