"""Rating, publishing, withdrawing (catalogue 11.6; design §4, Score and publish)."""

import io

import httpx
from python_calamine import CalamineWorkbook

from backend.kernel.clock import DAY
from tests.api.test_leads import project_id
from tests.builders.house import House
from tests.builders.lead import Lead


async def rate(
    browser: httpx.AsyncClient, project: str, rating: str, note: str = "", *, confirmed: bool = True
) -> httpx.Response:
    body = {"rating": rating, "note": note, "confirmed": confirmed}
    return await browser.post(f"/api/projects/{project}/score", json=body)


async def test_rating_before_the_late_window_ends_asks_for_confirmation(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    early = await rate(authority, project, "qualified", confirmed=False)
    assert (early.status_code, early.json()["code"]) == (409, "late_window_open")
    assert early.json()["data"]["until"] > house.clock.at
    house.clock.at += 6 * DAY
    authority = await house.log_in("authority")
    late = await rate(authority, project, "qualified", confirmed=False)
    assert (late.status_code, late.json()["ratings"][0]["early"]) == (200, False)


async def test_a_poor_rating_needs_its_note(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    for rating in ("basically_qualified", "unqualified"):
        refused = await rate(authority, project, rating, "  ")
        assert (refused.status_code, refused.json()["errors"]) == (422, {"note": ["required"]})


async def test_publishing_is_all_or_none_and_versions_stay(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    rated, unrated = await project_id(authority), await project_id(authority, "2026-11-03-078")
    await rate(authority, rated, "qualified")
    none = await authority.post("/api/publications", json={"projectIds": [rated, unrated]})
    assert (none.json()["code"], none.json()["data"]) == ("not_rated", {"projectId": unrated})
    assert (await authority.get("/api/publications")).json()["items"] == []
    done = await authority.post("/api/publications", json={"projectIds": [rated]})
    assert done.json() == {"published": 1}
    again = await authority.post("/api/publications", json={"projectIds": [rated]})
    assert again.json()["code"] == "already_published"

    unit = await house.log_in("unit")
    (home,) = (await unit.get("/api/publications")).json()["items"]
    assert (home["no"], home["rating"]) == ("2026-03-01-112", "qualified")
    await rate(authority, rated, "basically_qualified", "第二天下午缺一张主讲人照片")
    assert (await unit.get("/api/publications")).json()["items"][0]["rating"] == "qualified"
    await authority.post("/api/publications", json={"projectIds": [rated]})
    results = (await authority.get(f"/api/projects/{rated}/results")).json()
    assert [row["version"] for row in results["publications"]] == [2, 1]
    seen_by_unit = (await unit.get(f"/api/projects/{rated}/results")).json()
    assert seen_by_unit["ratings"] == []


async def test_withdrawing_needs_a_reason_and_stays_readable(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    where = f"/api/projects/{project}/publication/withdraw"
    assert (await authority.post(where, json={"reason": "核对中"})).json()["code"] == "not_published"
    await rate(authority, project, "qualified")
    await authority.post("/api/publications", json={"projectIds": [project]})
    assert (await authority.post(where, json={"reason": " "})).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    withdrawn = (await authority.post(where, json={"reason": "评分有误，重新核对"})).json()["publications"][0]
    assert withdrawn["withdrawnReason"] == "评分有误，重新核对"
    assert (await authority.get("/api/publications")).json()["items"] == []


async def test_evidence_after_a_rating_marks_it(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    lead = await Lead.arrive(house)
    await lead.commit()
    await rate(authority, project, "qualified")
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    assert (await authority.get(f"/api/projects/{project}/results")).json()["stale"] is True


async def test_a_unit_can_not_judge(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    project = await project_id(unit)
    assert (await rate(unit, project, "qualified")).status_code == httpx.codes.FORBIDDEN
    assert (await unit.post("/api/publications", json={"projectIds": [project]})).status_code == httpx.codes.FORBIDDEN


async def test_export_of_a_range(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    answer = await authority.get("/api/projects/export.xlsx", params={"from": "2026-11-20", "to": "2026-11-21"})
    assert answer.status_code == httpx.codes.OK, answer.text
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sheet[0][:3] == ["序号", "项目编号", "项目名称"]
    assert ["2026-03-01-112", "超声诊断新进展学习班"] in [row[1:3] for row in sheet[1:]]
    assert "2026-19-01-015" not in [row[1] for row in sheet]
    reversed_range = await authority.get("/api/projects/export.xlsx", params={"from": "2026-11-21", "to": "2026-11-20"})
    assert reversed_range.json()["errors"] == {"to": ["before_start"]}
