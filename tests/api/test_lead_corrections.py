"""Correcting and calling the present lead (catalogue 11.3, 15.9)."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from backend.audit.tables import Event
from backend.audit.work import unit_of_work
from backend.identity.people.queries import person_for
from backend.kernel.actor import SYSTEM
from tests.api.test_leads import OTHER, project_id
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member

Answer = dict[str, Any]
UNIT_NAME = "海淀区第一医院"


async def present(browser: httpx.AsyncClient) -> tuple[str, Answer]:
    """Where the project's leads are, and the present one."""
    where = f"/api/projects/{await project_id(browser)}/supervisor"
    return where, (await browser.get(where)).json()["items"][0]


async def test_name_and_unit_are_corrected_and_the_lead_goes_on(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    unit = await house.log_in("unit")
    _, before = await present(unit)
    body = {"name": " 林筱 ", "unit": "海淀区第二医院"}
    answer = await unit.put(f"/api/assignments/{before['id']}", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    (now,) = answer.json()["items"]
    kept = ("id", "phoneMasked", "generation", "activeFrom", "committedAt", "commitmentId")
    assert {key: now[key] for key in kept} == {key: before[key] for key in kept}
    assert (now["name"], now["unit"]) == ("林筱", "海淀区第二医院")
    (correction,) = now["corrections"]
    assert (correction["by"], correction["name"], correction["unit"]) == ("陈立", "林晓", before["unit"])
    assert (await lead.browser.get("/api/me")).json()["person"]["name"] == "林筱"
    letter = (await unit.get(f"/api/commitments/{now['commitmentId']}")).json()
    assert (letter["name"], letter["nameNow"]) == ("林晓", "林筱")
    again = await unit.put(f"/api/assignments/{before['id']}", json=body)
    assert again.json()["items"][0]["corrections"] == [correction]
    back = await unit.put(f"/api/assignments/{before['id']}", json=body | {"name": "林晓晓"})
    assert len(back.json()["items"][0]["corrections"]) == 2
    letter = (await unit.get(f"/api/commitments/{now['commitmentId']}")).json()
    assert (letter["name"], letter["nameNow"]) == ("林晓", "林晓晓")


async def test_what_is_not_a_correction_is_refused(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    where, lead = await present(unit)
    body = {"name": "林筱", "unit": ""}
    empty = await unit.put(f"/api/assignments/{lead['id']}", json=body | {"name": "  "})
    assert (empty.status_code, empty.json()["errors"]) == (422, {"name": ["required"]})
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await person_for(work, name="林筱", phone="13900000011")
    known = await unit.put(f"/api/assignments/{lead['id']}", json=body)
    assert (known.status_code, known.json()["code"]) == (409, "lead_is_known")
    await log_in_member(house, "cme_institution", UNIT_NAME, name="林晓", phone="13900000011")
    member = await unit.put(f"/api/assignments/{lead['id']}", json=body | {"name": "林小"})
    assert (member.status_code, member.json()["code"]) == (409, "lead_elsewhere")
    only_unit = await unit.put(f"/api/assignments/{lead['id']}", json={"name": "林晓", "unit": "别院"})
    assert only_unit.json()["items"][0]["unit"] == "别院"
    await unit.post(where, json=OTHER | {"requestId": str(uuid4())})
    former = await unit.put(f"/api/assignments/{lead['id']}", json=body | {"name": "林大"})
    assert former.status_code == httpx.codes.NOT_FOUND


async def test_the_phone_is_shown_to_who_files_or_judges_and_that_is_kept(house: House) -> None:
    await house.load_demo()
    for role in ("unit", "authority"):
        browser = await house.log_in(role)
        _, lead = await present(browser)
        assert lead["phoneMasked"] == "139****0011"
        answer = await browser.post(f"/api/assignments/{lead['id']}/reveal", json={"purpose": "contact"})
        assert (answer.status_code, answer.json()) == (200, {"value": "13900000011"})
        assert answer.headers["cache-control"] == "no-store"
    rows = await Event.select(Event.actor_role, Event.data).where(Event.kind == "value.revealed").order_by(Event.at)
    assert sorted(row["actor_role"] for row in rows) == ["cme_authority", "cme_institution"]
    assert all("139" not in row["data"] for row in rows)
    sibling = await house.log_in("unit-women")
    refused = await sibling.post(f"/api/assignments/{lead['id']}/reveal", json={"purpose": "contact"})
    assert refused.status_code == httpx.codes.NOT_FOUND
    elsewhere = await browser.post(f"/api/assignments/{UUID(int=1)}/reveal", json={"purpose": "contact"})
    assert elsewhere.status_code == httpx.codes.NOT_FOUND
    log = (await (await house.log_in("admin")).get("/api/logs/reveal")).json()["items"]
    assert {(row["person"]["name"], row["field"], row["purpose"]) for row in log} == {("林晓", "phone", "contact")}
