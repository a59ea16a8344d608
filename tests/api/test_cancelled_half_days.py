"""Evidence for a half-day that was taken back is kept, seen and ruled on, but never due (design §4, Slots)."""

from typing import Any

import httpx

from backend.kernel.ids import new_id
from backend.supervision.tables import Project
from tests.builders.filing import Filer, decide
from tests.builders.house import House
from tests.builders.lead import Lead

TODAY, TOMORROW, PHONE = "2026-11-21", "2026-11-22", "13900000011"
Answer = dict[str, Any]


async def approved(house: House) -> tuple[Filer, httpx.AsyncClient, Answer]:
    """A project of today and tomorrow, its authority, and its case."""
    filer = await Filer.begin(house, planned_start=TODAY, planned_end=TOMORROW)
    speakers = [{"id": "r1", "name": "李明", "topic": "心衰", "date": TODAY, "half": "am"}]
    await filer.complete(days_off=[], speakers=speakers)
    await filer.file()
    authority = await house.log_in("authority")
    return filer, authority, (await decide(authority, filer.shown["case"], "approve")).json()


async def lead_of(house: House, filer: Filer) -> Lead:
    """The lead of the filer's project, with a ticket for its open half-day."""
    named = {"name": "林晓", "phone": PHONE, "unit": "", "requestId": str(new_id())}
    code = (await filer.browser.post(f"{filer.where}/supervisor", json=named)).json()["loginCode"]
    lead = await Lead.arrive(house)
    browser = house.browser()
    captcha = (await browser.post("/api/login/captcha", json={"purpose": "supervisor"})).json()
    body = {
        "phone": PHONE,
        "code": code,
        "captchaId": captcha["id"],
        "captcha": await house.captcha_answer(captcha["id"]),
    }
    answer = await browser.post("/api/login/supervisor", json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    browser.headers["X-Halfday-CSRF"] = answer.json()["csrf"]
    lead.browser = browser
    listed = (await browser.get("/api/supervision/assignments")).json()["assignments"]
    lead.assignment = next(one for one in listed if one["project"]["id"] == filer.project)
    lead.slot = next(slot for slot in lead.assignment["slots"] if slot["state"] == "open")
    lead.ticket = (await lead.tickets())[lead.slot["id"]]
    return lead


async def counters(project: str) -> Answer:
    row = (
        await Project.select(Project.look, Project.slots_total, Project.venue_done).where(Project.id == project).first()
    )
    assert row is not None
    return dict(row)


async def test_photos_for_a_recalled_project_are_seen_and_ruled_on(house: House) -> None:
    await house.load_demo()
    filer, authority, case = await approved(house)
    lead = await lead_of(house, filer)
    await lead.commit()
    shot = lead.shoot()
    recalled = await authority.post(f"/api/cases/{case['id']}/recall", json={"reason": "日期有误"})
    assert recalled.json()["state"] == "returned", recalled.text
    assert (await lead.send(shot))[0]["state"] == "awaiting_bytes"
    assert (await lead.put(shot)).status_code == httpx.codes.OK
    await house.inspect_all()

    assert await counters(filer.project) == {"look": 1, "slots_total": 0, "venue_done": 0}
    for browser in (authority, filer.browser):
        wall = (await browser.get(f"{filer.where}/feedback")).json()
        assert (wall["project"]["filing"], wall["summary"]["due"]) == ("returned", 0)
        (slot,) = wall["slots"]
        (capture,) = slot["captures"]
        assert (slot["id"], slot["cancelled"]) == (lead.slot["id"], True)
        assert (capture["verdict"], capture["counts"], capture["by"]) == ("unproven", False, "林晓")
        photo = await browser.get(f"/api/captures/{capture['id']}/photo", params={"variant": "thumb"})
        assert photo.status_code == httpx.codes.OK

    where = f"/api/captures/{shot.manifest.id}/ruling"
    assert (await authority.post(where, json={"verdict": "accepted"})).json()["errors"] == {"reason": ["required"]}
    ruled = (await authority.post(where, json={"verdict": "accepted", "reason": "当天确有会议"})).json()
    assert (ruled["counts"], ruled["ruling"]["reason"]) == (True, "当天确有会议")
    assert await counters(filer.project) == {"look": 0, "slots_total": 0, "venue_done": 0}
    wall = (await authority.get(f"{filer.where}/feedback")).json()
    assert (wall["summary"]["due"], len(wall["slots"])) == (0, 1)


async def test_cancelled_half_days_without_photos_are_not_shown(house: House) -> None:
    await house.load_demo()
    filer, authority, case = await approved(house)
    shown = (await authority.get(f"{filer.where}/feedback")).json()["slots"]
    assert [slot["cancelled"] for slot in shown] == [False] * len(shown)
    assert shown
    await authority.post(f"/api/cases/{case['id']}/recall", json={"reason": "日期有误"})
    assert (await authority.get(f"{filer.where}/feedback")).json()["slots"] == []
