"""Everybody who stands in some relation to one project, logged in, and the things that can be asked for."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.db import write
from backend.organisations.actions import add_organisation
from backend.organisations.tables import Membership, Organisation
from tests.builders.filing import UNIT_NAME, Filer, filed, unit_id
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member
from tests.builders.replaced import replace_lead

CITY, ELSEWHERE = "北京市卫生健康委员会", "西城区卫生健康委员会"
WHO = (
    "nobody",
    "replaced",
    "former",
    "lead",
    "other_lead",
    "clerk",
    "sibling",
    "unit_admin",
    "authority",
    "above",
    "elsewhere",
    "platform",
)
"""Not logged in; a lead who was replaced; a former clerk of the unit; the lead in force and one of another unit; clerks
of the unit and of a sibling; the unit's administrator; authorities: the unit's, the one above it, another district's;
the platform's administrator."""


@dataclass
class Cast:
    """Who asks, and for what: ids by the name that paths give them."""

    browsers: dict[str, httpx.AsyncClient]
    things: dict[str, str]

    @classmethod
    async def gather(cls, house: House) -> "Cast":
        """Load the demo and bring everybody together around a unit with a project on site and one under review."""
        await house.load_demo()
        filer = await filed(house)
        lead = await Lead.arrive(house)
        await lead.commit()
        shot = lead.shoot()
        await lead.send(shot)
        await lead.put(shot)
        await house.inspect_all()
        browsers = await _members(house) | {"lead": lead.browser, "clerk": filer.browser, "nobody": house.browser()}
        things = {
            "project_id": str(lead.assignment["project"]["id"]),
            "capture_id": str(shot.manifest.id),
            "assignment_id": str(lead.assignment["id"]),
            "slot_id": str(lead.slot["id"]),
            "digest": shot.digest,
        }
        return cls(browsers, things | await _filed_things(filer) | await _own_things(house, browsers))


async def _members(house: House) -> dict[str, httpx.AsyncClient]:
    """Those who have a role somewhere, one who no longer has it, and leads of other projects."""
    await _add_district(house)
    former = await log_in_member(house, "cme_institution", UNIT_NAME, name="former")
    async with write():
        await Membership.update({Membership.valid_until: house.clock.at}).where(
            Membership.person_id == await _me(former)
        )
    replaced = await Lead.arrive(house, "lead-infection")
    await replace_lead(house, replaced)
    return {
        "former": former,
        "replaced": replaced.browser,
        "other_lead": (await Lead.arrive(house, "lead-women")).browser,
        "sibling": await house.log_in("unit-women"),
        "unit_admin": await house.log_in("unit-admin"),
        "authority": await house.log_in("authority"),
        "above": await log_in_member(house, "cme_authority", CITY, name="above"),
        "elsewhere": await log_in_member(house, "cme_authority", ELSEWHERE, name="elsewhere"),
        "platform": await house.log_in("admin"),
    }


async def _add_district(house: House) -> None:
    city = await Organisation.objects().where(Organisation.name == CITY).first()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await add_organisation(work, parent=city, name=ELSEWHERE, kind="authority", district="110102")


async def _filed_things(filer: Filer) -> dict[str, str]:
    """What hangs on the project under review."""
    documents = (await filer.browser.get(f"{filer.where}/documents")).json()["items"]
    shown = await filer.look()
    form = (await filer.browser.get("/api/forms/filing")).json()
    return {
        "filed_project_id": filer.project,
        "case_id": str(shown["case"]["id"]),
        "step": str(next(step["key"] for step in shown["case"]["steps"] if step["state"] == "open")),
        "document_id": documents[0]["id"],
        "key": "filing",
        "definition": str(form["digest"]),
    }


async def _own_things(house: House, browsers: dict[str, httpx.AsyncClient]) -> dict[str, str]:
    """Colleagues of the clerk, whose phones are being changed, and a message to the authority."""
    changes = []
    for name, phone in (("other", "13711115555"), ("colleague", "13711113333")):
        colleague = await log_in_member(house, "cme_institution", UNIT_NAME, name=name, phone=phone)
        asked = {"name": name, "oldPhone": phone, "newPhone": phone.replace("137", "136")}
        changes = (await browsers["clerk"].post("/api/phone-changes", json=asked)).json()["items"]
    person = await _me(colleague)
    membership = await Membership.select(Membership.id).where(Membership.person_id == person).first()
    assert membership is not None
    return {
        "organisation_id": await unit_id(),
        "person_id": str(person),
        "membership_id": str(membership["id"]),
        "delivery_id": str((await _items(browsers["authority"], "/api/notifications"))[0]["id"]),
        "change_id": str(changes[0]["id"]),
        "other_change_id": str(changes[1]["id"]),
    }


async def _me(browser: httpx.AsyncClient) -> UUID:
    return UUID((await browser.get("/api/me")).json()["person"]["id"])


async def _items(browser: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await browser.get(path)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    assert items, path
    return items
