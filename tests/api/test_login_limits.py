"""What happens when much goes wrong at log-ins: first a captcha, then a pause; little of it is written (design §9)."""

import asyncio
import time
from collections.abc import Mapping

import httpx
import pytest

from backend.audit.tables import Event
from backend.identity.login_limits import LoginLimits, network_of
from backend.identity.settings import IdentitySettings
from backend.identity.tables import LoginAttempt
from backend.proxies import believing_proxies, parse_proxies
from tests.builders.house import ORIGIN, House
from tests.builders.letters import ask_code, captcha_for, catch, drain, give_code

AUTHORITY = "13900000001"
NOBODY = "13911112222"
SMALL = {"WRONG_UNTIL_REFUSED": "20", "WRONG_UNTIL_REFUSED_IN_ALL": "50", "WRONG_UNTIL_CAPTCHA_IN_ALL": "30"}


def limit(house: House, settings: Mapping[str, str]) -> None:
    """Other limits than the usual."""
    given = {f"HALFDAY_IDENTITY_{name}": value for name, value in settings.items()}
    house.runtime.environ = {**house.runtime.environ, **given}
    house.runtime._slices.clear()
    house.runtime.provide(LoginLimits, LoginLimits(house.runtime.settings(IdentitySettings)))


def browser_at(house: House, address: str) -> httpx.AsyncClient:
    """A new browser behind the proxy of the house."""
    app = believing_proxies(house.app, parse_proxies("127.0.0.1"))
    headers = {"X-Halfday-CSRF": "none", "X-Forwarded-For": address}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN, headers=headers)  # type: ignore[arg-type]


async def guess(house: House, browser: httpx.AsyncClient, code: str = "000000") -> httpx.Response:
    """A wrong code with a captcha that was read rightly."""
    body = {"phone": NOBODY, "code": code} | await captcha_for(house, browser)
    return await browser.post("/api/login", json=body)


async def counts() -> tuple[int, int]:
    """Rows of the log-in log, and events of refused log-ins."""
    return await LoginAttempt.count(), await Event.count().where(Event.kind == "login.refused")


async def test_after_ten_wrong_codes_a_captcha_is_asked(house: House) -> None:
    await house.load_demo()
    browser = house.browser()
    answers = [await give_code(browser, NOBODY, "000000") for _ in range(60)]
    assert [answer.json()["code"] for answer in answers] == ["login_refused"] * 10 + ["captcha_needed"] * 50
    assert await counts() == (10, 10)
    assert (await guess(house, browser)).json()["code"] == "login_refused"
    wrong = await captcha_for(house, browser) | {"captcha": "0000"}
    refused = await browser.post("/api/login", json={"phone": NOBODY, "code": "000000"} | wrong)
    assert refused.json()["code"] == "captcha_wrong"


async def test_many_at_once_find_no_more_room(house: House) -> None:
    await house.load_demo()
    browser = house.browser()
    answers = await asyncio.gather(*(give_code(browser, NOBODY, "000000") for _ in range(40)))
    codes = [answer.json()["code"] for answer in answers]
    assert (codes.count("login_refused"), codes.count("captcha_needed")) == (10, 30)


async def test_a_right_code_with_its_captcha_still_opens(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    for _ in range(12):
        await give_code(browser, NOBODY, "000000")
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).json()["code"] == "captcha_needed"
    body = {"phone": AUTHORITY, "code": box.code(AUTHORITY)} | await captcha_for(house, browser)
    assert (await browser.post("/api/login", json=body)).status_code == httpx.codes.CREATED


async def test_above_the_second_limit_nothing_is_looked_at_and_one_event_tells_of_it(house: House) -> None:
    await house.load_demo()
    limit(house, SMALL)
    browser = house.browser()
    for _ in range(10):
        await give_code(browser, NOBODY, "000000")
    for _ in range(10):
        assert (await guess(house, browser)).json()["code"] == "login_refused"
    before = await counts()
    for path, body in (
        ("/api/login", {"phone": NOBODY, "code": "000000"}),
        ("/api/login/code", {"phone": NOBODY} | await captcha_for(house, browser)),
        ("/api/login/confirm", {"name": "x", "idLastFour": "1234", "noticeVersion": "1"}),
        ("/api/login/supervisor", {"phone": NOBODY, "code": "0" * 8} | await captcha_for(house, browser)),
    ):
        refused = await browser.post(path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (429, "login_limited"), path
        seconds = int(refused.headers["Retry-After"])
        assert 0 < seconds <= 900
        assert refused.json()["data"] == {"retryAt": house.clock.at + seconds * 1000}
    assert await counts() == (before[0] + 1, before[1] + 1)
    kept = await LoginAttempt.select().order_by(LoginAttempt.id, ascending=False).first()
    assert kept is not None
    assert (kept["result"], kept["address"], kept["account_mask"]) == ("limited", "127.0.0.1", "")


async def test_each_address_counts_for_itself_behind_a_proxy(house: House) -> None:
    await house.load_demo()
    first, second = browser_at(house, "203.0.113.7"), browser_at(house, "203.0.113.8")
    for _ in range(11):
        last = await give_code(first, NOBODY, "000000")
    assert last.json()["code"] == "captcha_needed"
    lying = browser_at(house, "198.51.100.1, 203.0.113.7")
    assert (await give_code(lying, NOBODY, "000000")).json()["code"] == "captcha_needed"
    assert (await give_code(second, NOBODY, "000000")).json()["code"] == "login_refused"


async def test_many_addresses_together_are_limited_too(house: House) -> None:
    await house.load_demo()
    limit(house, SMALL)
    for n in range(30):
        assert (await give_code(browser_at(house, f"203.0.113.{n}"), NOBODY, "0" * 6)).json()["code"] == "login_refused"
    asked = browser_at(house, "203.0.113.200")
    assert (await give_code(asked, NOBODY, "000000")).json()["code"] == "captcha_needed"
    for n in range(20):
        assert (await guess(house, browser_at(house, f"203.0.113.{n}"))).json()["code"] == "login_refused"
    assert (await give_code(asked, NOBODY, "000000")).json()["code"] == "login_limited"


async def test_wrong_captchas_shut_out_their_own_address_only(house: House) -> None:
    await house.load_demo()
    limit(house, SMALL | {"WRONG_UNTIL_REFUSED_IN_ALL": "20"})
    browser = browser_at(house, "203.0.113.7")
    for _ in range(20):
        body = {"phone": NOBODY} | await captcha_for(house, browser) | {"captcha": "0000"}
        assert (await browser.post("/api/login/code", json=body)).json()["code"] == "captcha_wrong"
    assert (await ask_code(house, browser, NOBODY)).json()["code"] == "login_limited"
    assert (await ask_code(house, browser_at(house, "203.0.113.8"), NOBODY)).status_code == httpx.codes.ACCEPTED


async def test_after_the_window_it_begins_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.load_demo()
    limit(house, {"WRONG_UNTIL_REFUSED": "3"})
    browser = house.browser()
    answers = [await give_code(browser, NOBODY, "000000") for _ in range(4)]
    assert answers[-1].json()["code"] == "login_limited"
    later = time.time() + 901
    monkeypatch.setattr("time.time", lambda: later)
    assert (await give_code(browser, NOBODY, "000000")).json()["code"] == "login_refused"


async def test_right_log_ins_of_a_hotel_are_never_counted(house: House) -> None:
    await house.load_demo()
    limit(house, {"WRONG_UNTIL_REFUSED": "3", "CODE_GAP_S": "0", "CODES_PER_PHONE": "100"})
    box = catch(house)
    for _ in range(6):
        browser = house.browser()
        await ask_code(house, browser, AUTHORITY)
        await drain(house)
        assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).status_code == httpx.codes.CREATED
        house.clock.at += 1


async def test_captchas_are_drawn_at_a_pace(house: House) -> None:
    limit(house, {"CAPTCHAS_PER_MINUTE": "5"})
    browser = house.browser()
    answers = [await browser.post("/api/login/captcha", json={"purpose": "code"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 2
    assert answers[-1].json()["code"] == "too_many"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    other = browser_at(house, "203.0.113.8")
    assert (await other.post("/api/login/captcha", json={"purpose": "code"})).status_code == httpx.codes.CREATED


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_what_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
