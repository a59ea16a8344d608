"""A person is not a phone: shared phones and first log-ins of imported people (design §9)."""

from uuid import UUID

import httpx

from backend.audit.work import unit_of_work
from backend.identity.people.consent_tables import Consent
from backend.identity.people.queries import id_number_of, person_for
from backend.identity.tables import LoginAttempt, Person
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import DAY, MINUTE
from tests.builders.house import House
from tests.builders.letters import Postbox, ask_code, catch, drain, give_code

SHARED = "13800001111"
ID = "11010519900307123X"


async def add(house: House, name: str, id_number: str = "", phone: str = SHARED) -> UUID:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        person_id = await person_for(
            work, name=name, phone=phone, id_type="111" if id_number else "", id_number=id_number
        )
        if not work.recorded:
            work.unchanged()
    return person_id


async def proven(house: House, box: Postbox) -> tuple[httpx.AsyncClient, httpx.Response]:
    """A browser in which the code was right, and the answer to it."""
    browser = house.browser()
    house.clock.at += MINUTE
    await ask_code(house, browser, SHARED)
    await drain(house)
    return browser, await give_code(browser, SHARED, box.code(SHARED))


async def test_an_imported_person_shows_once_who_they_are(house: House) -> None:
    person_id = await add(house, "欧阳 若兰", ID)
    box = catch(house)
    browser, answer = await proven(house, box)
    assert (answer.status_code, answer.json()["code"]) == (409, "confirm_identity")
    assert "若兰" not in answer.text
    wrong = await browser.post(
        "/api/login/confirm", json={"name": "欧阳若兰", "idLastFour": "1239", "noticeVersion": "1"}
    )
    assert (wrong.status_code, wrong.json()["code"]) == (401, "identity_mismatch")
    assert not await Consent.exists().where(Consent.person_id == person_id)
    right = await browser.post(
        "/api/login/confirm", json={"name": "欧阳若兰", "idLastFour": "123x", "noticeVersion": "1"}
    )
    assert right.status_code == httpx.codes.CREATED, right.text
    assert right.json()["person"] == {"id": str(person_id), "name": "欧阳 若兰"}
    agreed = await Consent.select(Consent.kind, Consent.version, Consent.given).where(Consent.person_id == person_id)
    assert agreed == [{"kind": "id_number", "version": "1", "given": True}]
    again = await browser.post(
        "/api/login/confirm", json={"name": "欧阳若兰", "idLastFour": "123x", "noticeVersion": "1"}
    )
    assert again.json()["code"] == "login_step_expired"
    _, later = await proven(house, box)
    assert later.status_code == httpx.codes.CREATED
    noted = await LoginAttempt.select(LoginAttempt.result, LoginAttempt.person_id).order_by(LoginAttempt.id)
    assert [row["result"] for row in noted] == ["to_confirm", "identity_wrong", "ok", "ok"]
    assert {row["person_id"] for row in noted} == {person_id}


async def test_five_wrong_answers_pause_the_person_for_a_day(house: House) -> None:
    await add(house, "林晓", ID)
    box = catch(house)
    browser, _ = await proven(house, box)
    first_at = house.clock.at
    for _ in range(5):
        wrong = await browser.post(
            "/api/login/confirm", json={"name": "林晓", "idLastFour": "0000", "noticeVersion": "1"}
        )
        assert wrong.json()["code"] == "identity_mismatch"
    browser, _ = await proven(house, box)
    right = {"name": "林晓", "idLastFour": "123X", "noticeVersion": "1"}
    paused = await browser.post("/api/login/confirm", json=right)
    assert (paused.status_code, paused.json()["data"]) == (429, {"retryAt": first_at + DAY})
    house.clock.at += DAY
    browser, _ = await proven(house, box)
    assert (await browser.post("/api/login/confirm", json=right)).status_code == httpx.codes.CREATED


async def test_several_people_of_one_phone_choose(house: House) -> None:
    mother, daughter = await add(house, "王芳"), await add(house, "陈小雨", ID)
    stranger = await add(house, "别人", phone="13800002222")
    box = catch(house)
    browser, answer = await proven(house, box)
    assert (answer.status_code, answer.json()["code"]) == (409, "choose_person")
    assert answer.json()["data"]["people"] == [
        {"id": str(mother), "name": "王芳"},
        {"id": str(daughter), "name": "陈**"},
    ]
    foreign = await browser.post("/api/login/choose", json={"personId": str(stranger)})
    assert (foreign.status_code, foreign.json()["code"]) == (401, "login_step_expired")
    elsewhere = await house.browser().post("/api/login/choose", json={"personId": str(mother)})
    assert elsewhere.status_code == 401
    chosen = await browser.post("/api/login/choose", json={"personId": str(daughter)})
    assert chosen.json()["code"] == "confirm_identity"
    confirmed = await browser.post(
        "/api/login/confirm", json={"name": "陈小雨", "idLastFour": "123X", "noticeVersion": "1"}
    )
    assert confirmed.json()["person"]["id"] == str(daughter)
    browser, _ = await proven(house, box)
    chosen = await browser.post("/api/login/choose", json={"personId": str(mother)})
    assert chosen.json()["person"]["id"] == str(mother)


async def test_a_proven_code_waits_ten_minutes(house: House) -> None:
    mother = await add(house, "王芳")
    await add(house, "陈小雨")
    browser, _ = await proven(house, catch(house))
    house.clock.at += 10 * MINUTE
    late = await browser.post("/api/login/choose", json={"personId": str(mother)})
    assert late.json()["code"] == "login_step_expired"


async def test_identity_numbers_are_kept_encrypted_and_found_again(house: House) -> None:
    first = await add(house, "林晓", " 11010519900307123x ")
    assert await add(house, "林 晓", ID, phone="13800003333") == first
    assert await add(house, "林晓", "110105199003071241") != first
    person = await Person.objects().get(Person.id == first)
    assert person is not None
    assert ID not in person.id_number
    assert id_number_of(house.runtime.keys, person) == ID
    assert person.id_type == "111"
    assert not person.confirmed_at
