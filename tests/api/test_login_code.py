"""Log-in by one-time code, over HTTP (design §9)."""

import asyncio
from uuid import uuid4

import httpx

from backend.audit.work import housekeeping
from backend.identity.login_codes.jobs import clean_up_logins
from backend.identity.tables import LoginAttempt, LoginSession, OneTimeCode, Person
from backend.kernel.clock import DAY, HOUR, MINUTE, SECOND
from backend.operations.retention_actions import run_retention
from tests.builders.house import House
from tests.builders.letters import ask_code, captcha_for, catch, drain, give_code, log_in_by_code

AUTHORITY = "13900000001"
UNIT = "13900000002"
NOBODY = "13911112222"


async def results() -> list[tuple[str, str]]:
    rows = await LoginAttempt.select(LoginAttempt.result, LoginAttempt.account_mask).order_by(LoginAttempt.id)
    return [(row["result"], row["account_mask"]) for row in rows]


async def test_a_code_logs_in_and_rotates_the_login_session(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = await log_in_by_code(house, box, AUTHORITY)
    me = (await browser.get("/api/me")).json()
    assert (me["kind"], [role["role"] for role in me["roles"]]) == ("full", ["cme_authority"])
    assert await results() == [("ok", "139****0001")]
    former = browser.cookies["__Host-halfday"]
    house.clock.at += MINUTE
    await ask_code(house, browser, "139 0000 0002")
    await drain(house)
    again = await give_code(browser, "+86 139-0000-0002", f" {box.code(UNIT)[:3]} {box.code(UNIT)[3:]} ")
    assert again.status_code == httpx.codes.CREATED, again.text
    assert browser.cookies["__Host-halfday"] != former
    alive = await LoginSession.select(LoginSession.id).where(LoginSession.ended_at.is_null())
    assert len(alive) == 1
    assert "HttpOnly" in again.headers["set-cookie"]
    assert "Secure" in again.headers["set-cookie"]


async def test_a_code_is_used_once(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = await log_in_by_code(house, box, AUTHORITY)
    again = await give_code(browser, AUTHORITY, box.code(AUTHORITY))
    assert (again.status_code, again.json()["code"]) == (401, "login_refused")


async def test_two_right_answers_at_once_open_one_login_session(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    code = box.code(AUTHORITY)
    answers = await asyncio.gather(*(give_code(browser, AUTHORITY, code) for _ in range(4)))
    assert [answer.status_code for answer in answers].count(201) == 1
    assert await LoginSession.count() == 1


async def test_every_request_for_a_code_gets_the_same_answer(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    known, unknown = house.browser(), house.browser()
    answers = [await ask_code(house, known, AUTHORITY), await ask_code(house, unknown, NOBODY)]
    answers += [await ask_code(house, known, AUTHORITY), await ask_code(house, unknown, NOBODY)]
    assert {answer.status_code for answer in answers} == {202}
    assert {answer.text for answer in answers} == {'{"digits":6,"validS":600,"againS":60}'}
    await drain(house)
    assert [letter.address for letter in box.letters] == [AUTHORITY]
    wrong = [await give_code(browser, phone, "000000") for browser, phone in ((known, AUTHORITY), (unknown, NOBODY))]
    assert [answer.status_code for answer in wrong] == [401, 401]
    assert wrong[0].json() == wrong[1].json()


async def test_one_a_minute_and_ten_a_day(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    for n in range(24):
        await ask_code(house, browser, AUTHORITY)
        await drain(house)
        assert len(box.letters) == min(10, n // 2 + 1)
        house.clock.at += 30 * SECOND
    house.clock.at += DAY
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert len(box.letters) == 11


async def test_an_address_is_never_refused(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    for n in range(30):
        asked = await ask_code(house, browser, f"1390001{n:04d}")
        assert asked.status_code == 202
    assert box.letters == []
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert len(box.letters) == 1


async def test_the_deployments_budget(house: House) -> None:
    house.runtime.environ = {**house.runtime.environ, "HALFDAY_IDENTITY_CODES_PER_DAY": "2"}
    house.runtime._slices.clear()
    await house.load_demo()
    box = catch(house)
    for phone in (AUTHORITY, NOBODY, UNIT, "13900000003"):
        asked = await ask_code(house, house.browser(), phone)
        assert asked.status_code == 202
    await drain(house)
    assert [letter.address for letter in box.letters] == [AUTHORITY, UNIT]


async def test_five_tries_then_a_new_code(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    right = box.code(AUTHORITY)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert (await give_code(browser, AUTHORITY, wrong)).json()["code"] == "login_refused"
    paused = await give_code(browser, AUTHORITY, right)
    assert (paused.status_code, paused.json()["code"]) == (429, "login_paused")
    assert paused.json()["data"] == {"retryAt": house.clock.at + MINUTE}
    house.clock.at += MINUTE
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).status_code == 201
    assert [result for result, _ in await results()] == ["refused"] * 5 + ["paused", "ok"]


async def test_many_guesses_at_once_spend_five_tries(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    right = int(box.code(AUTHORITY))
    guesses = [f"{(right + n) % 1_000_000:06d}" for n in range(1, 10)]
    answers = await asyncio.gather(*(give_code(browser, AUTHORITY, guess) for guess in guesses))
    assert {answer.status_code for answer in answers} <= {401, 429}
    row = await OneTimeCode.select(OneTimeCode.tries).first()
    assert row == {"tries": 5}
    assert (await give_code(browser, AUTHORITY, f"{right:06d}")).status_code == 429


async def test_another_browser_neither_uses_a_code_nor_its_tries(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser, other = house.browser(), house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    await captcha_for(house, other)
    for _ in range(8):
        assert (await give_code(other, AUTHORITY, box.code(AUTHORITY))).json()["code"] == "login_refused"
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).status_code == 201


async def test_a_code_lives_ten_minutes(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    house.clock.at += 10 * MINUTE
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).json()["code"] == "login_refused"


async def test_a_throttled_request_leaves_the_former_code_alive(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert len(box.letters) == 1
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).status_code == 201


async def test_captcha_header_and_shape_are_asked_first(house: House) -> None:
    await house.load_demo()
    browser = house.browser()
    read = await captcha_for(house, browser)
    bad = await browser.post("/api/login/code", json={"phone": AUTHORITY} | read | {"captcha": "0000"})
    assert (bad.status_code, bad.json()["code"]) == (400, "captcha_wrong")
    used = await browser.post("/api/login/code", json={"phone": AUTHORITY} | read)
    assert used.json()["code"] == "captcha_wrong"
    no_phone = await ask_code(house, browser, "none")
    assert (no_phone.status_code, no_phone.json()["errors"]) == (422, {"phone": ["malformed"]})
    no_code = await give_code(browser, AUTHORITY, "12345")
    assert (no_code.status_code, no_code.json()["errors"]) == (422, {"code": ["malformed"]})
    foreign = await browser.post(
        "/api/login", json={"phone": AUTHORITY, "code": "1" * 6}, headers={"X-Halfday-CSRF": ""}
    )
    assert (foreign.status_code, foreign.json()["code"]) == (403, "csrf")
    assert await OneTimeCode.count() == 0


async def test_a_disabled_person_gets_no_code_and_no_log_in(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = house.browser()
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    async with housekeeping("test"):
        await Person.update({Person.active: False}).where(Person.name == "周敏")
    assert (await give_code(browser, AUTHORITY, box.code(AUTHORITY))).json()["code"] == "login_refused"
    house.clock.at += HOUR
    await ask_code(house, browser, AUTHORITY)
    await drain(house)
    assert len(box.letters) == 1


async def test_the_text_comes_in_the_language_asked_for(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    await ask_code(house, house.browser(), AUTHORITY, language="en")
    await ask_code(house, house.browser(), UNIT)
    await drain(house)
    assert "Your login code is" in box.to(AUTHORITY)[0].text
    assert "登录验证码" in box.to(UNIT)[0].text


async def test_nothing_can_be_chosen_or_confirmed_without_a_code(house: House) -> None:
    await house.load_demo()
    browser = house.browser()
    chosen = await browser.post("/api/login/choose", json={"personId": str(uuid4())})
    assert (chosen.status_code, chosen.json()["code"]) == (401, "login_step_expired")
    confirmed = await browser.post(
        "/api/login/confirm", json={"name": "周敏", "idLastFour": "1234", "noticeVersion": "1"}
    )
    assert (confirmed.status_code, confirmed.json()["code"]) == (401, "login_step_expired")


async def test_what_has_run_out_is_cleaned_up(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    await log_in_by_code(house, box, AUTHORITY)
    house.clock.at += 8 * DAY
    await clean_up_logins(house.runtime)
    assert await OneTimeCode.count() == 0
    row = await LoginSession.select(LoginSession.ended_at).first()
    assert row == {"ended_at": house.clock.at}
    house.clock.at += 180 * DAY
    await run_retention(house.runtime)
    attempt = await LoginAttempt.select(LoginAttempt.address, LoginAttempt.client, LoginAttempt.account_mask).first()
    assert attempt == {"address": "127.0.0.1", "client": "", "account_mask": "139****0001"}
