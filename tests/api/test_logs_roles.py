"""Who reads which log: to everybody else it is as if absent."""

import httpx
import pytest

from tests.builders.house import House
from tests.builders.members import log_in_member

CITY = "北京市卫生健康委员会"
LOGS = ("login", "operation", "login-code", "capture", "reveal", "file")


@pytest.mark.parametrize("role", ["auditor", "platform_admin"])
async def test_those_who_watch_read_every_log(house: House, role: str) -> None:
    await house.load_demo()
    browser = await log_in_member(house, role, CITY)
    for log in LOGS:
        answer = await browser.get(f"/api/logs/{log}")
        assert answer.status_code == httpx.codes.OK, (log, answer.text)
    found = await browser.post("/api/logs/login/search", json={"account": "13900000011"})
    assert found.status_code == httpx.codes.OK


@pytest.mark.parametrize("role", ["unit", "lead", "authority"])
async def test_to_others_they_are_absent(house: House, role: str) -> None:
    await house.load_demo()
    browser = await house.log_in(role)
    for log in LOGS:
        answer = await browser.get(f"/api/logs/{log}")
        may = role == "authority" and log == "capture"
        assert answer.status_code == (200 if may else 404), (log, answer.text)
        assert may or answer.json()["code"] == "not_found"
    found = await browser.post("/api/logs/login/search", json={"account": "13900000011"})
    assert found.status_code == httpx.codes.NOT_FOUND


async def test_without_log_in_nobody_reads(house: House) -> None:
    for log in LOGS:
        assert (await house.browser().get(f"/api/logs/{log}")).status_code == httpx.codes.UNAUTHORIZED


async def test_every_log_is_typed(house: House) -> None:
    schema = (await house.browser().get("/schema/openapi.json")).json()
    for log in LOGS:
        operation = schema["paths"][f"/api/logs/{log}"]["get"]
        page = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        items = schema["components"]["schemas"][page]["properties"]["items"]["items"]
        assert items["$ref"].endswith("Row"), log
        assert {"from", "until", "cursor", "limit"} <= {one["name"] for one in operation["parameters"]}, log
