"""Erasing a person on screen: a dry run in codes, a typed name, one unit of work as the command uses (design §9)."""

from typing import Any

import httpx
import pytest

from backend.audit.erasing import TOMBSTONE
from backend.audit.sealing import Sealer
from backend.audit.tables import Event
from backend.identity.tables import Person
from backend.kernel.db import is_postgres
from backend.operations.tables import LegalHold
from tests.builders.commands import run_command
from tests.builders.house import House
from tests.builders.leaver import NAME, Leaver, traces
from tests.builders.members import log_in_member
from tests.builders.replaced import replace_lead


async def check(browser: httpx.AsyncClient, person: object) -> dict[str, Any]:
    answer = await browser.post(f"/api/people/{person}/erase/check")
    assert answer.status_code == httpx.codes.OK, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def erase(browser: httpx.AsyncClient, person: object, name: str = NAME) -> httpx.Response:
    return await browser.post(f"/api/people/{person}/erase", json={"name": name})


def codes(shown: dict[str, Any]) -> list[str]:
    return [one["code"] for one in shown["against"]]


async def test_what_would_go_is_said_and_goes_once_the_name_is_typed(house: House) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    admin = await house.log_in("admin")
    before, events = await traces(), await Event.count()
    shown = await check(admin, leaver.id)
    numbers = {one["kind"]: one["number"] for one in shown["parts"]}
    assert (numbers["person"], numbers["signatures"], numbers["documents"]) == (1, 1, 2)
    assert shown["against"] == []
    wrong = await erase(admin, leaver.id, "林小")
    assert (wrong.status_code, wrong.json()["errors"]) == (422, {"name": ["differs"]})
    assert (await traces(), await Event.count()) == (before, events)
    done = await erase(admin, leaver.id, f" {NAME} ")
    assert done.status_code == httpx.codes.OK, done.text
    assert done.json() == {"parts": shown["parts"], "compacted": not is_postgres()}
    assert await traces() == set()
    event = await Event.select(Event.actor_role, Event.actor_id).where(Event.kind == "person.erased").first()
    me = (await admin.get("/api/me")).json()["person"]["id"]
    assert event is not None
    assert (event["actor_role"], str(event["actor_id"])) == ("platform_admin", me)
    await house.runtime.find(Sealer).seal_all()
    assert await run_command(house.runtime, "audit verify") == 0
    for again in (await erase(admin, leaver.id), await admin.post(f"/api/people/{leaver.id}/erase/check")):
        assert again.status_code == httpx.codes.NOT_FOUND


async def test_what_stands_against_it_is_named(house: House) -> None:
    leaver = await Leaver.work(house)
    admin = await house.log_in("admin")
    about = {"no": "2026-03-01-112", "name": "超声诊断新进展学习班"}
    assert (await check(admin, leaver.id))["against"] == [{"code": "leads_project", "about": about}]
    await replace_lead(house, leaver.lead)
    holds = []
    for held, subject in (("person", str(leaver.id)), ("project", leaver.lead.assignment["project"]["id"])):
        answer = await admin.post("/api/holds", json={"held": held, "subjectId": subject, "reason": "调查中"})
        assert answer.status_code == httpx.codes.CREATED, answer.text
        holds.append(answer.json()["id"])
    shown = await check(admin, leaver.id)
    assert (shown["parts"], codes(shown)) == ([], ["person_held", "led_held_project", "worked_on_held"])
    refused = await erase(admin, leaver.id)
    assert (refused.status_code, refused.json()["code"]) == (409, "erase_refused")
    assert await Person.exists().where(Person.id == leaver.id, Person.erased_at.is_null())
    for hold in holds:
        await admin.post(f"/api/holds/{hold}/release", json={"reason": "结案"})
    assert (await erase(admin, leaver.id)).status_code == httpx.codes.OK


async def test_nobody_erases_who_has_a_role_not_even_themselves(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    me = (await admin.get("/api/me")).json()["person"]
    about = {"role": "platform_admin", "organisation": "北京市卫生健康委员会"}
    assert (await check(admin, me["id"]))["against"] == [{"code": "has_role", "about": about}]
    assert (await erase(admin, me["id"], me["name"])).json()["code"] == "erase_refused"


async def test_who_ordered_holds_is_forgotten_too(house: House) -> None:
    leaver = await Leaver.work(house)
    await replace_lead(house, leaver.lead)
    first = await log_in_member(house, "platform_admin", "北京市卫生健康委员会", name="许可")
    own = (await first.get("/api/me")).json()["person"]["id"]
    sent = {"held": "person", "subjectId": str(leaver.id), "reason": "调查中"}
    hold = (await first.post("/api/holds", json=sent)).json()
    await first.post(f"/api/holds/{hold['id']}/release", json={"reason": "结案", "by": "监察组"})
    admin = await house.log_in("admin")
    (role,) = (await admin.get(f"/api/people/{own}")).json()["memberships"]
    assert (await admin.post(f"/api/memberships/{role['id']}/end", json={})).status_code == 204
    assert (await erase(admin, own, "许可")).status_code == httpx.codes.OK
    row = await LegalHold.select(LegalHold.placed_by, LegalHold.released_by).first()
    assert row == {"placed_by": TOMBSTONE, "released_by": "监察组"}


@pytest.mark.parametrize("role", ["auditor", "unit_admin", "cme_authority"])
async def test_to_others_erasure_is_absent(house: House, role: str) -> None:
    await house.load_demo()
    other = await log_in_member(house, role, "北京市卫生健康委员会")
    person = await Person.select(Person.id).where(Person.name == NAME).first()
    assert person is not None
    assert (await other.post(f"/api/people/{person['id']}/erase/check")).status_code == httpx.codes.NOT_FOUND
    assert (await erase(other, person["id"])).status_code == httpx.codes.NOT_FOUND
    assert await Person.exists().where(Person.name == NAME)
