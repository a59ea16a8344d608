"""Rating, publishing, withdrawing (catalogue 11.6; design §4, Score and publish)."""

import io
import zipfile

import httpx
import pytest
from python_calamine import CalamineWorkbook

from backend.audit.tables import Event
from backend.kernel.clock import DAY
from backend.kernel.ids import new_id
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
    assert [(row["version"], row["state"]) for row in results["publications"]] == [(2, "standing"), (1, "superseded")]
    assert await shown(unit) == await shown(authority) == [("basically_qualified", 2)], "the newest alone is the result"
    seen_by_unit = (await unit.get(f"/api/projects/{rated}/results")).json()
    assert seen_by_unit["ratings"] == []
    assert seen_by_unit["publications"] == results["publications"], "the old one stays readable"


async def test_what_was_superseded_never_comes_back(house: House) -> None:
    await house.load_demo()
    authority, unit = await house.log_in("authority"), await house.log_in("unit")
    project = await project_id(authority)
    selection, where = {"projectIds": [project]}, f"/api/projects/{project}/publication/withdraw"
    for rating in ("qualified", "basically_qualified"):
        await rate(authority, project, rating, "第二天下午缺一张主讲人照片")
        assert (await authority.post("/api/publications", json=selection)).json() == {"published": 1}
    withdrawn = (await authority.post(where, json={"reason": "评分有误"})).json()
    assert [row["state"] for row in withdrawn["publications"]] == ["withdrawn", "superseded"]
    assert await shown(unit) == await shown(authority) == []
    assert (await authority.post(where, json={"reason": "再来"})).json()["code"] == "not_published"
    (row,) = (await authority.get("/api/projects", params={"q": "2026-03-01-112"})).json()["items"]
    assert row["published"] is False
    assert (await authority.post("/api/publications", json=selection)).json() == {"published": 1}
    assert await shown(unit) == [("basically_qualified", 3)]
    states = [row["state"] for row in (await unit.get(f"/api/projects/{project}/results")).json()["publications"]]
    assert states == ["standing", "withdrawn", "superseded"]
    kinds = await Event.select(Event.kind).where(Event.kind.like("publication.%")).order_by(Event.id)
    assert [row["kind"] for row in kinds] == [*["publication.made"] * 2, "publication.withdrawn", "publication.made"]


async def test_a_unit_is_told_published_ratings_only(house: House) -> None:
    """In lists, filters and exports, too: a rating is the authority's own until it is published."""
    await house.load_demo()
    authority, unit = await house.log_in("authority"), await house.log_in("unit")
    project = await project_id(authority)

    async def told() -> tuple[str | None, bool, list[str], str]:
        asked = {"q": "2026-03-01-112"}
        (row,) = (await unit.get("/api/projects", params=asked)).json()["items"]
        kinds = ("unrated", "qualified", "basically_qualified", "unqualified")
        pages = [(await unit.get("/api/projects", params=asked | {"rating": kind})).json() for kind in kinds]
        found = [kind for kind, page in zip(kinds, pages, strict=True) if page["total"]]
        export = await unit.get("/api/projects/export.xlsx", params={"from": "2026-11-20", "to": "2026-11-21"})
        head, *lines = CalamineWorkbook.from_filelike(io.BytesIO(export.content)).get_sheet_by_index(0).to_python()
        (line,) = (line for line in lines if line[1] == "2026-03-01-112")
        return row["rating"], row["published"], found, str(line[head.index("督查评分")])

    await rate(authority, project, "qualified")
    assert await told() == (None, False, ["unrated"], "")
    await authority.post("/api/publications", json={"projectIds": [project]})
    assert await told() == ("qualified", True, ["qualified"], "合格")
    await rate(authority, project, "unqualified", "照片不是当天拍的")
    assert await told() == ("qualified", True, ["qualified"], "合格")
    await authority.post(f"/api/projects/{project}/publication/withdraw", json={"reason": "评分有误"})
    assert await told() == (None, False, ["unrated"], "")


async def shown(browser: httpx.AsyncClient) -> list[tuple[str, int]]:
    """Rating and version of what the published list shows, page by page."""
    found: list[tuple[str, int]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await browser.get("/api/publications", params={"cursor": cursor, "limit": 1})).json()
        found += [(row["rating"], row["version"]) for row in page["items"]]
        cursor = page["next"]
    return found


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


async def test_a_manifest_whose_photo_is_here_already_marks_the_rating(house: House) -> None:
    """The same picture under a second manifest: stored at once, without another upload."""
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await rate(authority, project, "qualified")
    assert (await lead.send(lead.shoot(item="room", photo=shot.photo)))[0]["state"] == "stored"
    assert (await authority.get(f"/api/projects/{project}/results")).json()["stale"] is True


async def test_an_overtaken_rating_is_published_only_when_confirmed(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    project, other = await project_id(authority), await project_id(authority, "2026-11-03-078")
    lead = await Lead.arrive(house)
    await lead.commit()
    for rated in (project, other):
        await rate(authority, rated, "qualified")
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    refused = await authority.post("/api/publications", json={"projectIds": [project, other]})
    assert (refused.status_code, refused.json()["code"]) == (409, "ratings_overtaken")
    assert refused.json()["data"] == {"projectIds": [project]}
    assert await shown(authority) == [], "none of them was published"
    confirmed = await authority.post("/api/publications", json={"projectIds": [project, other], "confirmed": True})
    assert confirmed.json() == {"published": 2}


@pytest.mark.parametrize("late", ["commitment", "lecturer"])
async def test_a_late_fact_that_releases_photos_marks_the_rating(house: House, late: str) -> None:
    """The photo was here and did not count; it does now, though nothing more was uploaded."""
    await house.load_demo()
    authority = await house.log_in("authority")
    project = await project_id(authority)
    lead = await Lead.arrive(house)
    row = new_id()
    if late == "lecturer":
        await lead.commit()
    shot = lead.shoot(item="lecturer", row=row) if late == "lecturer" else lead.shoot()
    assert (await lead.send(shot))[0]["state"] == "waiting"
    await lead.put(shot)
    await rate(authority, project, "qualified")
    if late == "commitment":
        await lead.commit()
    else:
        fact = {"id": str(new_id()), "slotId": lead.slot["id"], "kind": "add", "row": str(row), "name": "郑岚"}
        sent = {"sentAt": house.clock.at, "items": [fact | {"wall": house.clock.at}]}
        (answer,) = (await lead.browser.post("/api/supervision/lecturers", json=sent)).json()["items"]
        assert answer["state"] == "stored"
    assert (await authority.get(f"/api/projects/{project}/results")).json()["stale"] is True
    told = await Event.count().where(Event.kind == "rating.overtaken")
    assert told == 1


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


async def test_the_export_counts_half_days_as_the_wall_does(house: House) -> None:
    await house.load_demo()
    house.clock.at += 2 * DAY
    authority = await house.log_in("authority")
    answer = await authority.get("/api/projects/export.xlsx", params={"from": "2026-11-01", "to": "2026-12-31"})
    head, *sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    columns = [head.index(label) for label in ("项目编号", "半天总数", "应反馈半天", "已反馈半天")]
    exported = {row[columns[0]]: [row[column] for column in columns[1:]] for row in sheet}
    rows = (await authority.get("/api/projects", params={"limit": "200"})).json()["items"]
    assert len(exported) > 1
    for row in rows:
        if row["no"] in exported:
            assert exported[row["no"]] == [row["slots"][key] for key in ("total", "due", "complete")], row["no"]
    assert any(row["slots"]["total"] > row["slots"]["due"] > 0 for row in rows if row["no"] in exported)


async def test_the_export_tells_the_fingerprints_it_is_checked_by(house: House) -> None:
    await house.load_demo()
    authority = await house.log_in("authority")
    answer = await authority.get("/api/projects/export.xlsx", params={"from": "2026-11-20", "to": "2026-11-21"})
    keys = (await authority.get("/.well-known/halfday-keys.json")).json()["keys"]
    last = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("核对指纹").to_python()
    assert [row[1] for row in last[1:]] == [key["fingerprint"] for key in keys]
    signing = next(key["fingerprint"] for key in keys if key["purpose"] == "signing")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 2
    assert all(signing in page for page in pages), "at the foot of each printed page"
