"""Changing a phone with the old one in hand (design §9)."""

import httpx

from backend.demo.phone import Phone
from backend.identity.tables import Device, LoginSession
from backend.kernel.clock import MINUTE
from tests.builders.house import House
from tests.builders.letters import Postbox, ask_code, captcha_for, catch, drain, give_code, log_in_by_code

OLD = "13900000001"
NEW = "13700009999"


async def ask_both(house: House, browser: httpx.AsyncClient, phone: str = NEW) -> httpx.Response:
    house.clock.at += MINUTE
    return await browser.post("/api/me/phone/codes", json={"phone": phone} | await captcha_for(house, browser))


async def change(browser: httpx.AsyncClient, old_code: str, new_code: str) -> httpx.Response:
    return await browser.post("/api/me/phone", json={"phone": NEW, "oldCode": old_code, "newCode": new_code})


async def ready(house: House) -> tuple[Postbox, httpx.AsyncClient]:
    """Somebody logged in who has asked for both codes."""
    await house.load_demo()
    box = catch(house)
    browser = await log_in_by_code(house, box, OLD)
    asked = await ask_both(house, browser)
    assert asked.status_code == httpx.codes.ACCEPTED, asked.text
    await drain(house)
    return box, browser


async def test_both_codes_change_the_phone_and_end_what_the_old_one_opened(house: House) -> None:
    box, browser = await ready(house)
    other = await house.log_in("authority")
    phone = Phone()
    me = await other.get("/api/me")
    phone.hear(me.headers["X-Halfday-Time"], me.json()["serverAt"])
    assert (await other.post("/api/devices", json=phone.device_offer())).status_code == 201
    done = await change(browser, box.code(OLD), box.code(NEW))
    assert done.status_code == httpx.codes.NO_CONTENT, done.text
    assert {(await one.get("/api/me")).status_code for one in (browser, other)} == {401}
    assert not await LoginSession.exists().where(LoginSession.ended_at.is_null())
    device = await Device.select(Device.revoked_at).first()
    assert device == {"revoked_at": house.clock.at}
    house.clock.at += MINUTE
    again = await log_in_by_code(house, box, NEW)
    assert (await again.get("/api/me")).json()["person"]["name"] == "周敏"
    before = len(box.to(OLD))
    await ask_code(house, house.browser(), OLD)
    await drain(house)
    assert len(box.to(OLD)) == before


async def test_a_wrong_code_is_named_and_counted(house: House) -> None:
    box, browser = await ready(house)
    old, new = box.code(OLD), box.code(NEW)
    wrong = f"{(int(new) + 1) % 1_000_000:06d}"
    first = await change(browser, new if new != old else wrong, new)
    assert (first.status_code, first.json()["errors"]) == (422, {"oldCode": ["wrong_code"]})
    for _ in range(4):
        refused = await change(browser, old, wrong)
        assert (refused.status_code, refused.json()["errors"]) == (422, {"newCode": ["wrong_code"]})
    assert (await change(browser, old, new)).json()["code"] == "login_paused"
    malformed = await change(browser, "1", "2")
    assert malformed.json()["errors"] == {"oldCode": ["malformed"], "newCode": ["malformed"]}
    assert (await browser.get("/api/me")).status_code == 200


async def test_codes_belong_to_the_login_session_that_asked(house: House) -> None:
    box, browser = await ready(house)
    other = await house.log_in("authority")
    stolen = await change(other, box.code(OLD), box.code(NEW))
    assert stolen.json()["errors"] == {"oldCode": ["wrong_code"]}
    as_login = await give_code(house.browser(), OLD, box.code(OLD))
    assert as_login.json()["code"] == "login_refused"
    assert (await change(browser, box.code(OLD), box.code(NEW))).status_code == 204


async def test_who_may_ask_and_how_often(house: House) -> None:
    _, browser = await ready(house)
    house.clock.at -= MINUTE
    soon = await ask_both(house, browser)
    assert (soon.status_code, soon.json()["code"]) == (429, "code_limit")
    assert soon.json()["data"] == {"retryAt": house.clock.at + MINUTE}
    same = await ask_both(house, browser, OLD)
    assert same.json()["errors"] == {"phone": ["unchanged"]}
    lead = await house.log_in("lead")
    refused = await ask_both(house, lead)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")


async def test_an_on_site_lead_follows_the_new_phone(house: House) -> None:
    await house.load_demo()
    box = catch(house)
    browser = await log_in_by_code(house, box, "13900000011")
    await ask_both(house, browser)
    await drain(house)
    assert (await change(browser, box.code("13900000011"), box.code(NEW))).status_code == 204

    async def supervise(phone: str) -> int:
        fresh = house.browser()
        drawn = (await fresh.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
        answer = await house.captcha_answer(drawn["id"])
        body = {"phone": phone, "code": "7K3D9QXM", "captchaId": drawn["id"], "captcha": answer}
        return (await fresh.post("/api/login/supervisor", json=body)).status_code

    assert (await supervise("13900000011"), await supervise(NEW)) == (401, 201)
