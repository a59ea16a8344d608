"""What leaves the house in tests: a sender that keeps letters, and the log-in by code that reads them."""

import asyncio
import re
from dataclasses import dataclass, field

import httpx

from backend.notifications.courier import Couriers, Lane
from backend.notifications.errors import SendFailed
from backend.notifications.kinds import Outward
from backend.notifications.letter import Letter
from backend.notifications.senders import Senders
from tests.builders.house import House

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass
class Postbox:
    """A sender that keeps what it is given, or fails as told, or waits until it is let go."""

    letters: list[Letter] = field(default_factory=list)
    failures: list[SendFailed] = field(default_factory=list)
    gate: asyncio.Event | None = None
    under_way: int = 0
    most_under_way: int = 0

    async def send(self, letter: Letter) -> None:
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            if self.gate is not None:
                await self.gate.wait()
            if self.failures:
                raise self.failures.pop(0)
            self.letters.append(letter)
        finally:
            self.under_way -= 1

    async def close(self) -> None:
        """Nothing is open."""

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if letter.address == address]

    def code(self, address: str) -> str:
        """The code in the newest letter to an address."""
        found = _CODE.search(self.to(address)[-1].text)
        assert found is not None
        return found.group()


def catch(house: House, *channels: Outward) -> Postbox:
    """Put a postbox in the place of the house's senders."""
    box = Postbox()
    for channel in channels or ("sms", "email"):
        house.runtime.find(Senders).configured[channel] = box
    return box


def lane(house: House, channel: Outward) -> Lane:
    """The lane of a channel."""
    lanes = {lane._channel: lane for lane in house.runtime.find(Couriers).lanes}
    return lanes[channel]


async def drain(house: House) -> None:
    """Deliver everything that is due now."""
    for one in house.runtime.find(Couriers).lanes:
        while await one.start_due() or one.running:
            await asyncio.gather(*one.running)


async def captcha_for(house: House, browser: httpx.AsyncClient) -> dict[str, str]:
    """The two fields of a captcha that was read rightly."""
    drawn = (await browser.post("/api/login/captcha", json={"purpose": "code"})).json()
    return {"captchaId": drawn["id"], "captcha": await house.captcha_answer(drawn["id"])}


async def ask_code(house: House, browser: httpx.AsyncClient, phone: str, **more: str) -> httpx.Response:
    """Ask for a log-in code, captcha included."""
    body = {"phone": phone} | await captcha_for(house, browser) | more
    return await browser.post("/api/login/code", json=body)


async def give_code(browser: httpx.AsyncClient, phone: str, code: str) -> httpx.Response:
    return await browser.post("/api/login", json={"phone": phone, "code": code})


async def log_in_by_code(house: House, box: Postbox, phone: str) -> httpx.AsyncClient:
    """A browser in which the person of a phone has logged in by code."""
    browser = house.browser()
    asked = await ask_code(house, browser, phone)
    assert asked.status_code == httpx.codes.ACCEPTED, asked.text
    await drain(house)
    answer = await give_code(browser, phone, box.code(phone))
    assert answer.status_code == httpx.codes.CREATED, answer.text
    browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
    return browser
