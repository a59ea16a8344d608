"""An on-site lead of whom a deployment knows everything it can know."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from piccolo.conf.apps import Finder

from backend.audit.work import unit_of_work
from backend.demo.phone import Phone, Shot
from backend.identity.people.actions import change_person
from backend.identity.people.queries import people_with_phone, set_email
from backend.kernel.actor import SYSTEM
from backend.kernel.encoding import sha256_hex
from backend.supervision.capture.manifest import Position
from tests.builders.filing import Filer
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.letters import captcha_for

PHONE, NAME, ID_NUMBER, EMAIL = "13900000011", "林晓", "11010519491231002X", "linxiao@hospital.example"
BROWSER, DEVICE = "Mozilla/5.0 marker-browser", "marker-phone"
SIGNATURE = b"\x89PNG\r\n\x1a\n the drawn name"
PLACE = Position(lat_e7=399811377, lon_e7=1163553877, accuracy_m=12, age_ms=900)
MARKS = (PHONE, "139****0011", NAME, ID_NUMBER, "110105********002X", EMAIL, "l***@hospital.example", BROWSER, DEVICE)
PLACE_MARKS = (str(PLACE.lat_e7), str(PLACE.lon_e7))


@dataclass
class Leaver:
    """The lead, the photo they took, and the filing that names them as the project's leader."""

    id: UUID
    lead: Lead
    shot: Shot
    filer: Filer

    @classmethod
    async def work(cls, house: House) -> "Leaver":
        """Everything somebody does in a term of work, in a demo district."""
        await house.load_demo()
        (person,) = await people_with_phone(house.runtime.keys, PHONE)
        async with unit_of_work(house.runtime, SYSTEM) as work:
            await change_person(work, person, {"id_type": "111", "id_number": ID_NUMBER})
            await set_email(work, person.id, EMAIL)
        await _mistype_code(house)
        lead = await Lead.arrive(house)
        await _sign(lead)
        shot = lead.shoot(position=PLACE)
        await lead.send(shot)
        assert (await lead.put(shot)).status_code == httpx.codes.OK
        await house.inspect_all()
        filer = await Filer.begin(house, project_no="X-9")
        await filer.complete(project_leader=NAME, leader_phone=PHONE)
        assert (await filer.file()).status_code == httpx.codes.OK
        return cls(person.id, lead, shot, filer)


async def traces(marks: tuple[str, ...] = MARKS) -> set[tuple[str, str]]:
    """Every mark that lies somewhere in the database, and the column it lies in."""
    found = set()
    for table in Finder().get_table_classes():
        rows: list[dict[str, Any]] = await table.select()
        for row in rows:
            for column, value in row.items():
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                found |= {(mark, f"{table._meta.tablename}.{column}") for mark in marks if mark in text}
    return found


async def _mistype_code(house: House) -> None:
    browser = house.browser()
    browser.headers["User-Agent"] = BROWSER
    captcha = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    body = {"captchaId": captcha["id"], "captcha": await house.captcha_answer(captcha["id"])}
    answer = await browser.post("/api/login/supervisor", json=body | {"phone": PHONE, "code": "22222222"})
    assert answer.status_code == httpx.codes.UNAUTHORIZED, answer.text
    asked = await browser.post("/api/login/code", json={"phone": PHONE} | await captcha_for(house, browser))
    assert asked.status_code == httpx.codes.ACCEPTED, asked.text


async def _sign(lead: Lead) -> None:
    commitment, heard = lead.assignment["commitment"], lead.phone.time
    assert heard is not None
    second = Phone()
    second.time = heard
    offer = second.device_offer() | {"label": DEVICE}
    assert (await lead.browser.post("/api/devices", json=offer)).status_code == httpx.codes.CREATED
    digest = sha256_hex(SIGNATURE)
    body = {
        "id": "0199f6a0-0000-7000-8000-000000000001",
        "assignmentId": lead.assignment["id"],
        "textVersion": commitment["textVersion"],
        "textSha256": commitment["textSha256"],
        "drawing": {"sha256": digest, "size": len(SIGNATURE)},
        "wall": heard.wall,
        "timeToken": heard.token,
    }
    assert (await lead.browser.post("/api/supervision/commitments", json=body)).status_code == httpx.codes.CREATED
    assert (await lead.browser.put(f"/api/blobs/{digest}", content=SIGNATURE)).status_code == httpx.codes.OK
