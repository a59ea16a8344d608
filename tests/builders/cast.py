"""Everybody who stands in some relation to one project, logged in, and the things that can be asked for."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from backend.audit.work import unit_of_work
from backend.demo.phone import Phone
from backend.identity.devices.actions import register_device
from backend.kernel.actor import SYSTEM
from backend.kernel.db import write
from backend.organisations.actions import add_organisation
from backend.organisations.tables import Membership, Organisation
from tests.builders.filing import UNIT_NAME, Filer, filed, unit_id
from tests.builders.house import House
from tests.builders.lead import DRAWING, Lead
from tests.builders.members import log_in_member
from tests.builders.replaced import replace_lead

CITY, DISTRICT, ELSEWHERE = "北京市卫生健康委员会", "海淀区卫生健康委员会", "西城区卫生健康委员会"
BRANCH = "海淀区第一医院东院区"
WHO = (
    "nobody",
    "replaced",
    "former",
    "lead",
    "other_lead",
    "clerk",
    "over",
    "under",
    "sibling",
    "learner",
    "unit_admin",
    "authority",
    "above",
    "elsewhere",
    "auditor",
    "platform",
)
"""Not logged in; a lead who was replaced; a former clerk of the unit; the lead in force and one of another unit; clerks
of the unit, of the organisation over it, of one under it, of a sibling; somebody of the unit who is nothing more; the
unit's administrator; authorities: the unit's, the one above it, another district's; an auditor; the platform's
administrator."""


@dataclass
class Cast:
    """Who asks, and for what: ids by the name that paths give them."""

    house: House
    browsers: dict[str, httpx.AsyncClient]
    things: dict[str, str]
    _changes: int = 0

    async def things_for(self, route: str) -> dict[str, str]:
        """What is asked for; anew for each who asks where the first who may would leave nothing to the next."""
        return self.things | ({"change_id": await self._change()} if "{change_id}" in route else {})

    async def _change(self) -> str:
        """A new phone of a colleague, for which the clerk vouches first."""
        self._changes += 1
        name, phone = f"colleague {self._changes}", f"137111150{self._changes:02}"
        await log_in_member(self.house, "cme_institution", UNIT_NAME, name=name, phone=phone)
        asked = {"name": name, "oldPhone": phone, "newPhone": phone.replace("137", "136")}
        answer = await self.browsers["clerk"].post("/api/phone-changes", json=asked)
        return next(str(change["id"]) for change in answer.json()["items"] if change["name"] == name)

    @classmethod
    async def gather(cls, house: House) -> "Cast":
        """Load the demo and bring everybody together around a unit with a project on site and one under review."""
        await house.load_demo()
        filer = await filed(house)
        lead = await Lead.arrive(house)
        await lead.commit(DRAWING)
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
            "key_id": lead.phone.key_id,
            "commitment_id": lead.commitment_id,
            "digest": shot.digest,
        }
        return cls(house, browsers, things | await _filed_things(filer) | await _own_things(house, browsers))


async def _members(house: House) -> dict[str, httpx.AsyncClient]:
    """Those who have a role somewhere, one who no longer has it, and leads of other projects."""
    await _add_organisation(house, CITY, ELSEWHERE, kind="authority", district="110102")
    await _add_organisation(house, UNIT_NAME, BRANCH, kind="unit", district="110108")
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
        "over": await log_in_member(house, "cme_institution", DISTRICT, name="over"),
        "under": await log_in_member(house, "cme_institution", BRANCH, name="under"),
        "sibling": await house.log_in("unit-women"),
        "learner": await log_in_member(house, "cme_learner", UNIT_NAME, name="learner"),
        "unit_admin": await house.log_in("unit-admin"),
        "authority": await house.log_in("authority"),
        "above": await log_in_member(house, "cme_authority", CITY, name="above"),
        "elsewhere": await log_in_member(house, "cme_authority", ELSEWHERE, name="elsewhere"),
        "auditor": await log_in_member(house, "auditor", CITY, name="auditor"),
        "platform": await house.log_in("admin"),
    }


async def _add_organisation(house: House, above: str, name: str, *, kind: str, district: str) -> None:
    parent = await Organisation.objects().where(Organisation.name == above).first()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await add_organisation(work, parent=parent, name=name, kind=kind, district=district)


async def _add_phone(house: House, person: UUID) -> str:
    """A phone of a person; the id of its key."""
    async with unit_of_work(house.runtime, SYSTEM) as work:
        device = await register_device(work, person_id=person, raw_key=Phone().public_raw, label="a test")
    return str(device.key_id)


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
    """A colleague of the clerk, under hold, with a phone; a message to the authority."""
    colleague = await log_in_member(house, "cme_institution", UNIT_NAME, name="colleague", phone="13711113333")
    person = await _me(colleague)
    membership = await Membership.select(Membership.id).where(Membership.person_id == person).first()
    assert membership is not None
    held = {"held": "person", "subjectId": str(person), "reason": "调查中"}
    hold = (await browsers["platform"].post("/api/holds", json=held)).json()
    return {
        "organisation_id": await unit_id(),
        "person_id": str(person),
        "colleague_key_id": await _add_phone(house, person),
        "membership_id": str(membership["id"]),
        "delivery_id": str((await _items(browsers["authority"], "/api/notifications"))[0]["id"]),
        "hold_id": str(hold["id"]),
    }


async def _me(browser: httpx.AsyncClient) -> UUID:
    return UUID((await browser.get("/api/me")).json()["person"]["id"])


async def _items(browser: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await browser.get(path)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    assert items, path
    return items
