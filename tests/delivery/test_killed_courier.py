"""A server killed while the SMS gateway thinks: the code still comes, once is final, and no log has it."""

import asyncio
import re
import sqlite3
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.builders.server import Server
from tests.delivery.gateway import Gateway, open_gateway

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]
PHONE = "13900000001"
PAST_THE_LEASE_S = 130


def query(folder: Path, sql: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(folder / "halfday.sqlite") as database:
        return list(database.execute(sql))


async def ask(browser: httpx.AsyncClient, folder: Path) -> None:
    """Ask for a code; the browser's cookie is carried by hand, since it is for https only."""
    drawn = await browser.post("/api/login/captcha", json={"purpose": "code"})
    browser.headers["Cookie"] = drawn.headers["set-cookie"].partition(";")[0]
    ((answer,),) = query(folder, "SELECT answer FROM captcha")
    body = {"phone": PHONE, "captchaId": drawn.json()["id"], "captcha": answer}
    asked = await browser.post("/api/login/code", json=body)
    assert asked.status_code == httpx.codes.ACCEPTED, asked.text


async def requests_come(gateway: Gateway, count: int) -> None:
    for _ in range(600):
        if len(gateway.requests) >= count:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the gateway was asked {len(gateway.requests)} times, not {count}")


async def sent(folder: Path) -> None:
    for _ in range(200):
        if query(folder, "SELECT state FROM delivery") == [("sent",)]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the delivery was never marked as sent")


async def test_killed_between_claim_and_mark(tmp_path: Path) -> None:
    async with open_gateway() as gateway:
        gateway.hangs = True
        server = Server(tmp_path, environ={"HALFDAY_NOTIFICATIONS_SMS_URL": gateway.url})
        await asyncio.to_thread(server.start)
        browser = httpx.AsyncClient(base_url=server.origin, timeout=10, headers={"X-Halfday-CSRF": "none"})
        try:
            await ask(browser, tmp_path)
            await requests_come(gateway, 1)
            await asyncio.to_thread(server.kill)
            gateway.hangs = False
            clock = server.clock_file()
            clock.write_text(str(float(clock.read_text()) + PAST_THE_LEASE_S))
            await asyncio.to_thread(server.start)
            await requests_come(gateway, 2)
            await sent(tmp_path)
            texts = {request.body["text"] for request in gateway.requests}
            assert len(texts) == 1
            found = re.search(r"\d{6}", texts.pop())
            assert found is not None
            answer = await browser.post("/api/login", json={"phone": PHONE, "code": found.group()})
            assert answer.status_code == httpx.codes.CREATED, answer.text
        finally:
            await browser.aclose()
            await asyncio.to_thread(server.stop)
    tried = [
        msgspec.json.decode(row[0]) for row in query(tmp_path, "SELECT data FROM event WHERE kind = 'delivery.tried'")
    ]
    assert [(one["outcome"], one["tries"]) for one in tried] == [("sent", 2)]
    assert found.group() not in server.log.read_text()
