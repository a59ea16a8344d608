"""Rotating the deployment's keys: new values use the new key, and nothing that was made before is lost."""

import re

import httpx
import pytest

from backend.areas import AREAS
from backend.audit.sealing import Sealer
from backend.audit.tables import Event
from backend.audit.work import unit_of_work
from backend.identity.people.queries import people_with_phone, person_for, phone_of
from backend.identity.tables import Captcha, Person
from backend.kernel.actor import SYSTEM
from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.keyring import PURPOSES
from backend.kernel.crypto.sealed import SealedColumn
from backend.kernel.db import write
from backend.kernel.timetoken import TimeTokens, read_time_token
from backend.kernel.wiring import compose
from backend.settings import ROOT
from tests.builders.commands import run_command
from tests.builders.filing import filed
from tests.builders.house import House
from tests.builders.stored import everything_stored

PHONE = "13812345678"
A_PLACE = re.compile(r'^[A-Z_]*PLACE = "([a-z_.]+)"', re.MULTILINE)


async def add_person(house: House, name: str, phone: str = PHONE) -> None:
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await person_for(work, name=name, phone=phone)


@pytest.mark.parametrize("purpose", PURPOSES)
async def test_rotation_retires_the_former_key_and_records_it(
    house: House, purpose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = house.runtime.keys
    (former,) = [key for key in keys.all() if key.record.purpose == purpose]
    house.clock.at += 1
    assert await run_command(house.runtime, "keys rotate", purpose) == 0
    out = capsys.readouterr().out
    current = next(key for key in keys.all() if key.record.purpose == purpose and key.record.valid_until is None)
    assert current.kid != former.kid
    assert f"{purpose}: {current.kid} is current, {former.kid} is retired" in out
    event = await Event.select().where(Event.kind == "key.rotated").first()
    assert event is not None
    assert (purpose in event["data"], current.kid in event["data"]) == (True, True)
    reloaded = KeyRing.load(house.runtime.data_dir / "keys", house.clock.at)
    assert {key.kid for key in reloaded.all()} == {key.kid for key in keys.all()}


async def test_the_list_shows_names_and_fingerprints_but_no_secret(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    await run_command(house.runtime, "keys rotate", "signing")
    capsys.readouterr()
    assert await run_command(house.runtime, "keys list") == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == len(PURPOSES) + 1
    for key in house.runtime.keys.all():
        assert key.kid in out
        assert key.record.secret not in out
        assert not key.private or key.fingerprint() in out


async def test_data_rotation_says_that_nothing_is_encrypted_anew(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    await add_person(house, "before")
    former = house.runtime.keys.current("data").kid
    await run_command(house.runtime, "keys rotate", "data")
    assert "Nothing was encrypted anew" in capsys.readouterr().out
    await add_person(house, "after")
    people = {person.name: person for person in await people_with_phone(house.runtime.keys, PHONE)}
    assert people["before"].phone.startswith(former)
    assert people["after"].phone.startswith(house.runtime.keys.current("data").kid)
    assert {phone_of(house.runtime.keys, person) for person in people.values()} == {PHONE}


async def test_people_are_found_by_every_index_key(house: House) -> None:
    for name in ("first", "second", "third"):
        await add_person(house, name)
        await run_command(house.runtime, "keys rotate", "index")
    assert {person.name for person in await people_with_phone(house.runtime.keys, PHONE)} == {
        "first",
        "second",
        "third",
    }


async def test_a_login_code_given_before_the_rotation_still_opens(house: House) -> None:
    await house.load_demo()
    await run_command(house.runtime, "keys rotate", "index")
    browser = house.browser()
    drawn = await browser.post("/api/login/captcha", json={"purpose": "supervisor"})
    captcha = await Captcha.select().first()
    assert captcha is not None
    answer = await browser.post(
        "/api/login/supervisor",
        json={
            "phone": "13900000011",
            "code": "7K3D-9QXM",
            "captchaId": drawn.json()["id"],
            "captcha": captcha["answer"],
        },
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text
    assert answer.json()["roles"] is not None


async def test_an_open_login_session_survives_an_index_rotation(house: House) -> None:
    await house.load_demo()
    browser = await house.log_in("unit")
    await run_command(house.runtime, "keys rotate", "index")
    stale = await browser.post("/api/logout")
    assert (stale.status_code, stale.json()["code"]) == (403, "csrf")
    browser.headers["X-Halfday-CSRF"] = (await browser.get("/api/me")).json()["csrf"]
    assert (await browser.post("/api/logout")).status_code == httpx.codes.NO_CONTENT


async def test_what_retired_keys_signed_stays_valid(house: House) -> None:
    token = house.runtime.find(TimeTokens).current()
    await house.load_demo()
    await house.runtime.find(Sealer).seal_all()
    await run_command(house.runtime, "keys rotate", "signing")
    await run_command(house.runtime, "keys rotate", "sealing")
    await house.runtime.find(Sealer).seal_all()
    assert read_time_token(house.runtime, token).at == house.clock.at
    assert await run_command(house.runtime, "audit verify") == 0
    published = (await house.browser().get("/.well-known/halfday-keys.json")).json()["keys"]
    assert len(published) == 4


async def _sealed_by(kid: str) -> set[str]:
    """The columns, of all tables, that hold something encrypted by this key."""
    return {f"{table}.{column}" for table, column, text in await everything_stored() if text.startswith(f"{kid}.")}


async def test_after_resealing_nothing_needs_the_retired_key(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await house.load_demo()
    await filed(house)
    await add_person(house, "somebody")
    former = house.runtime.keys.current("data").kid
    await run_command(house.runtime, "keys rotate", "data")
    assert await _sealed_by(former) >= {"person.phone", "case_document.body", "filing_draft.body"}
    capsys.readouterr()
    assert await run_command(house.runtime, "keys reseal") == 0
    assert f"data-{former}.json may be removed" in capsys.readouterr().out
    assert await _sealed_by(former) == set()
    (house.runtime.data_dir / "keys" / f"data-{former}.json").unlink()
    alone = KeyRing.load(house.runtime.data_dir / "keys", house.clock.at)
    (person,) = [one for one in await people_with_phone(alone, PHONE) if one.name == "somebody"]
    assert phone_of(alone, person) == PHONE
    assert await Event.exists().where(Event.kind == "values.resealed")
    capsys.readouterr()
    assert await run_command(house.runtime, "keys reseal") == 0
    assert "person.phone: 0 encrypted anew" in capsys.readouterr().out


async def test_a_value_nobody_can_open_is_told_and_left(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await add_person(house, "readable")
    await add_person(house, "damaged")
    await run_command(house.runtime, "keys rotate", "data")
    async with write():
        await Person.update({Person.phone: "0123456789ab.damaged"}).where(Person.name == "damaged")
    capsys.readouterr()
    assert await run_command(house.runtime, "keys reseal") == 1
    said = capsys.readouterr()
    assert "person.phone: 1 encrypted anew" in said.out
    assert "fault: person.phone of" in said.out
    assert "Keep every key" in said.err
    (person,) = await Person.select(Person.phone).where(Person.name == "damaged")
    assert person["phone"] == "0123456789ab.damaged"


def test_every_place_that_is_encrypted_is_offered_for_resealing() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "backend").rglob("*.py")]
    places = {place for text in sources for place in A_PLACE.findall(text)}
    assert {port.place for port in compose(AREAS).all(SealedColumn)} == places
