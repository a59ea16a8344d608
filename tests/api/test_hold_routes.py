"""Legal holds on screen: placed and ended by who administers the deployment, with a reason (design §9)."""

from typing import Any

import httpx
import pytest

from backend.audit.tables import Event
from backend.identity.tables import Person
from backend.kernel.clock import DAY
from backend.operations.tables import LegalHold
from backend.supervision.tables import Project
from tests.builders.commands import run_command
from tests.builders.filing import Filer
from tests.builders.house import House
from tests.builders.members import log_in_member

LEAD = "13900000011"
NO = "2026-03-01-112"


async def project_id(no: str = NO) -> str:
    row = await Project.select(Project.id).where(Project.no == no).first()
    assert row is not None
    return str(row["id"])


async def person_id(name: str = "林晓") -> str:
    row = await Person.select(Person.id).where(Person.name == name).first()
    assert row is not None
    return str(row["id"])


async def place(browser: httpx.AsyncClient, **sent: str) -> httpx.Response:
    return await browser.post("/api/holds", json={"held": "project", "reason": "调查中"} | sent)


async def listed(browser: httpx.AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await browser.get("/api/holds", params=query)
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_hold_is_placed_and_ended(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await house.load_demo()
    admin, project = await house.log_in("admin"), await project_id()
    placed = await place(admin, subjectId=project, reason=" 群众举报 ", by="监察组")
    assert placed.status_code == httpx.codes.CREATED, placed.text
    hold = placed.json()
    assert hold["subject"] == {"id": project, "no": NO, "name": "超声诊断新进展学习班"}
    assert (hold["held"], hold["reason"], hold["placedBy"], hold["placedAt"]) == (
        "project",
        "群众举报",
        "监察组",
        house.clock.at,
    )
    assert await listed(admin) == await listed(admin, subject=project) == [hold]
    assert await listed(admin, released="true") == await listed(admin, subject=await person_id()) == []
    house.clock.at += DAY
    ended = await admin.post(f"/api/holds/{hold['id']}/release", json={"reason": "结案"})
    assert ended.status_code == httpx.codes.OK, ended.text
    assert (ended.json()["releasedAt"], ended.json()["releasedBy"]) == (house.clock.at, "罗成")
    assert (await listed(admin), await listed(admin, released="true")) == ([], [ended.json()])
    again = await admin.post(f"/api/holds/{hold['id']}/release", json={"reason": "又一次"})
    assert (again.status_code, again.json()) == (200, ended.json())
    events = await Event.select(Event.kind, Event.actor_role, Event.scope_id, Event.actor_id).where(
        Event.module == "operations"
    )
    assert {(row["kind"], row["actor_role"], str(row["scope_id"])) for row in events} == {
        ("hold.placed", "platform_admin", project),
        ("hold.released", "platform_admin", project),
    }
    assert {str(row["actor_id"]) for row in events} == {await person_id("罗成")}
    capsys.readouterr()
    assert await run_command(house.runtime, "hold list") == 0
    line = f"project {NO}: since 2026-11-21, by 监察组: 群众举报; released 2026-11-22 by 罗成: 结案"
    assert capsys.readouterr().out.splitlines() == [line]


async def test_what_is_refused_places_nothing(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    blank = await place(admin, subjectId=await project_id(), reason=" ")
    assert (blank.status_code, blank.json()["errors"]) == (422, {"reason": ["required"]})
    for sent in (
        {"held": "person", "subjectId": await project_id()},
        {"held": "project", "subjectId": await person_id()},
    ):
        assert (await place(admin, **sent)).status_code == httpx.codes.NOT_FOUND
    for sent in ({"held": "organisation"}, {"subjectId": "x"}, {"reason": "x" * 2001}, {"by": "x" * 201}):
        assert (await place(admin, **{"subjectId": await project_id()} | sent)).status_code in {400, 422}
    assert (await admin.get("/api/holds", params={"cursor": "x"})).status_code == 422
    assert not await LegalHold.exists()
    held = {"held": "person", "subjectId": await person_id()}
    assert (await place(admin, **held)).status_code == httpx.codes.CREATED
    twice = await place(admin, **held)
    assert (twice.status_code, twice.json()["code"]) == (409, "already_held")
    (hold,) = await listed(admin)
    unreasoned = await admin.post(f"/api/holds/{hold['id']}/release", json={"reason": ""})
    assert (unreasoned.status_code, unreasoned.json()["errors"]) == (422, {"reason": ["required"]})
    assert await listed(admin) == [hold]


async def test_pages_follow_one_another(house: House) -> None:
    await house.load_demo()
    admin = await house.log_in("admin")
    for name in ("林晓", "孙悦", "高远"):
        assert (await place(admin, held="person", subjectId=await person_id(name))).status_code == 201
        house.clock.at += DAY
    first = (await admin.get("/api/holds", params={"limit": 2})).json()
    rest = (await admin.get("/api/holds", params={"limit": 2, "cursor": first["next"]})).json()
    names = [one["subject"]["name"] for one in first["items"] + rest["items"]]
    assert (names, rest["next"]) == (["高远", "孙悦", "林晓"], None)


async def test_a_draft_under_hold_is_not_deleted(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    await house.load_demo()
    filer = await Filer.begin(house, project_no="草稿-1")
    admin = await house.log_in("admin")
    hold = (await place(admin, subjectId=filer.project)).json()
    refused = await filer.browser.delete(f"/api/projects/{filer.project}")
    assert (refused.status_code, refused.json()["code"]) == (409, "under_hold")
    await admin.post(f"/api/holds/{hold['id']}/release", json={"reason": "结案"})
    assert (await filer.browser.delete(f"/api/projects/{filer.project}")).status_code == httpx.codes.NO_CONTENT
    (ended,) = await listed(admin, released="true")
    assert ended["subject"] == {"id": filer.project, "no": "", "name": ""}
    assert await run_command(house.runtime, "hold list") == 0
    assert filer.project in capsys.readouterr().out


@pytest.mark.parametrize("role", ["auditor", "unit_admin", "cme_authority", "cme_institution"])
async def test_to_others_holds_are_absent(house: House, role: str) -> None:
    await house.load_demo()
    other = await log_in_member(house, role, "北京市卫生健康委员会")
    assert (await other.get("/api/holds")).status_code == httpx.codes.NOT_FOUND
    assert (await other.get("/api/retention")).status_code == httpx.codes.NOT_FOUND
    assert (await place(other, subjectId=await project_id())).status_code == httpx.codes.NOT_FOUND
    assert not await LegalHold.exists()
