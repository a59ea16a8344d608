"""What the logs tell of a project: its filing, its files, what was refused; and how they are narrowed to it."""

from typing import Any

import httpx
import pytest

from backend.demo.phone import Phone
from backend.kernel.clock import DAY
from backend.kernel.encoding import b64encode
from tests.builders.filing import Filer, decide, filed
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member
from tests.builders.retention import keep, run

CITY = "北京市卫生健康委员会"
Row = dict[str, Any]


@pytest.fixture
async def auditor(house: House) -> httpx.AsyncClient:
    await house.load_demo()
    return await log_in_member(house, "auditor", CITY, name="罗兰")


async def read(browser: httpx.AsyncClient, log: str, **wanted: object) -> list[Row]:
    answer = await browser.get(f"/api/logs/{log}", params=wanted)  # type: ignore[arg-type]
    assert answer.status_code == httpx.codes.OK, answer.text
    items: list[Row] = answer.json()["items"]
    return items


async def find(browser: httpx.AsyncClient, text: str) -> dict[str, list[Row]]:
    answer = await browser.post("/api/logs/find", json={"text": text})
    assert answer.status_code == httpx.codes.OK, answer.text
    found: dict[str, list[Row]] = answer.json()
    return found


async def load_notice(house: House, filer: Filer) -> None:
    """The authority loads the notice of a filing."""
    documents = (await filer.browser.get(f"{filer.where}/documents")).json()["items"]
    url = next(row["url"] for row in documents if row["kind"] == "notice")
    house.clock.at += 1_000
    assert (await (await house.log_in("authority")).get(url)).status_code == httpx.codes.OK


async def test_documents_of_a_project_come_and_are_loaded(house: House, auditor: httpx.AsyncClient) -> None:
    filer = await filed(house)
    await load_notice(house, filer)
    rows = await read(auditor, "file", project=filer.project)
    assert (rows[0]["action"], rows[0]["file"]["kind"]) == ("downloaded", "notice")
    assert sorted((row["action"], row["file"]["kind"], row["file"]["name"]) for row in rows[1:]) == [
        ("uploaded", "notice", "通知.pdf"),
        ("uploaded", "schedule", "日程.pdf"),
    ]
    assert {row["project"]["no"] for row in rows} == {"2026-09-09-001"}
    assert {row["actor"]["name"] for row in rows} == {"周敏", "陈立"}
    everywhere = await read(auditor, "file", action="uploaded")
    assert {(row["file"]["kind"], row["file"]["name"]) for row in everywhere} >= {("notice", "通知.pdf")}


async def test_a_filing_leaves_its_trace_in_the_operation_log(house: House, auditor: httpx.AsyncClient) -> None:
    filer = await filed(house)
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "return", reason="请补充", fields=["place"])
    await filer.look()
    await filer.save(filer.shown["draft"]["document"] | {"place": "三层 301"})
    await filer.file()
    rows = await read(auditor, "operation", project=filer.project)
    assert {row["action"] for row in rows} >= {
        "project.added", "project.changed", "document.announced", "document.stored", "case.submitted", "case.decided",
    }  # fmt: skip
    assert {row["project"]["no"] for row in rows} == {"2026-09-09-001"}
    (decided,) = [row for row in rows if row["action"] == "case.decided"]
    assert (decided["actor"]["name"], decided["data"]["verdict"], decided["data"]["flow"]) == (
        "周敏",
        "return",
        "filing",
    )
    changed = next(row for row in rows if row["action"] == "project.changed")
    assert changed["after"]["document"]["place"] == "三层 301"
    unit = changed["organisation"]
    assert unit["name"] == "海淀区第一医院"
    of_unit = await read(auditor, "operation", organisation=unit["id"])
    assert {row["organisation"]["id"] for row in of_unit} == {unit["id"]}


async def test_people_an_event_is_about_are_named(auditor: httpx.AsyncClient) -> None:
    added = await read(auditor, "operation", action="person.added")
    assert "林晓" in {row["person"]["name"] for row in added}
    members = await read(auditor, "operation", action="membership.added")
    assert {"周敏", "陈立"} <= {row["person"]["name"] for row in members}
    assert {row["person"] for row in await read(auditor, "operation", action="organisation.added")} == {None}
    (entered,) = await read(auditor, "operation", action="login.opened")
    assert (entered["actor"], entered["person"]["name"]) == (None, "罗兰")


async def test_refused_photos_are_in_the_capture_log(house: House, auditor: httpx.AsyncClient) -> None:
    lead = await Lead.arrive(house)
    await lead.commit()
    other = await Lead.arrive(house, "lead-women")
    await lead.send(lead.shoot())
    house.clock.at += 1_000
    tomorrow = (await lead.tickets())[lead.assignment["slots"][-1]["id"]]
    await lead.send(lead.shoot(ticket=tomorrow))
    house.clock.at += 1_000
    forged = lead.shoot()
    for _ in range(2):
        await lead.send(forged, signature=b64encode(other.shoot().signature))
    house.clock.at += 1_000
    await lead.send(forged, manifest=b64encode(b"not a manifest"))
    rows = await read(auditor, "capture")
    told = [(row["verdict"], row["code"], row["item"]) for row in rows]
    assert told == [
        ("refused", "bad_manifest", None),
        ("refused", "bad_signature", "venue"),
        ("refused", "outside_slot", "venue"),
        ("in_time", None, "venue"),
    ]
    assert {row["person"]["name"] for row in rows} == {"林晓"}
    assert [row["project"] and row["project"]["no"] for row in rows] == [None, None, *["2026-03-01-112"] * 2]
    assert (rows[1]["sha256"], rows[1]["position"], rows[1]["takenAt"]) == (None, None, None)
    assert (rows[2]["date"], rows[2]["half"]) == tuple(lead.assignment["slots"][-1][key] for key in ("date", "half"))
    refused = await read(auditor, "capture", result="refused")
    assert [row["id"] for row in refused] == [row["id"] for row in rows[:3]]
    assert len(await read(auditor, "capture", result="in_time")) == 1
    assert len(await read(auditor, "capture", person=rows[0]["person"]["id"])) == 4
    project = rows[3]["project"]["id"]
    assert len(await read(auditor, "capture", project=project)) == 2
    authority = await house.log_in("authority")
    assert [row["code"] for row in await read(authority, "capture")] == ["outside_slot", None]


async def test_captures_page_across_both_sources(house: House, auditor: httpx.AsyncClient) -> None:
    lead = await Lead.arrive(house)
    await lead.commit()
    for _ in range(3):
        house.clock.at += 1_000
        await lead.send(lead.shoot())
        await lead.send(Phone().sign(lead.shoot().manifest, b"x"))
    seen, cursor = [], None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = (await auditor.get("/api/logs/capture", params=params)).json()
        seen += [(row["id"], row["verdict"]) for row in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert (len(seen), len(set(seen))) == (6, 6)
    assert sorted(verdict for _, verdict in seen) == ["in_time"] * 3 + ["refused"] * 3


async def test_logs_are_narrowed_by_parts_of_names(house: House, auditor: httpx.AsyncClient) -> None:
    assert [one["name"] for one in (await find(auditor, "林晓"))["people"]] == ["林晓"]
    found = await find(auditor, "海淀区")
    assert "海淀区第一医院" in {one["name"] for one in found["organisations"]}
    projects = (await find(auditor, "2026-03-01-112"))["projects"]
    assert [one["no"] for one in projects] == ["2026-03-01-112"]
    assert await find(auditor, "林") == {"people": [], "organisations": [], "projects": []}
    (unit,) = (await find(auditor, "海淀区第一医院"))["organisations"]
    lead = await Lead.arrive(house)
    await lead.commit()
    await lead.send(lead.shoot())
    assert len(await read(auditor, "capture", organisation=unit["id"])) == 1
    assert await read(auditor, "capture", organisation=projects[0]["id"]) == []


async def test_an_authority_finds_only_what_is_its_own(house: House, auditor: httpx.AsyncClient) -> None:
    other = await log_in_member(house, "cme_authority", "海淀区第一医院", phone="13711113333", name="吴静")
    assert [one["name"] for one in (await find(other, "林晓"))["people"]] == ["林晓"]
    assert (await find(other, "罗兰"))["people"] == []
    assert {one["name"] for one in (await find(other, "海淀区"))["organisations"]} == {"海淀区第一医院"}
    assert len((await find(auditor, "2026-"))["projects"]) > len((await find(other, "2026-"))["projects"]) > 0
    unit = await house.log_in("unit")
    refused = await unit.post("/api/logs/find", json={"text": "林晓"})
    assert refused.status_code == httpx.codes.NOT_FOUND


async def test_what_leaves_in_a_bundle_or_a_workbook_is_a_download(house: House, auditor: httpx.AsyncClient) -> None:
    authority = await house.log_in("authority")
    project = (await authority.get("/api/projects")).json()["items"][0]
    assert (await authority.get(f"/api/projects/{project['id']}/bundle.zip")).is_success
    house.clock.at += 1_000
    days = {"from": "2026-11-20", "to": "2026-11-21"}
    assert (await authority.get("/api/projects/export.xlsx", params=days)).is_success
    workbook, bundle = await read(auditor, "file", action="downloaded")
    assert (workbook["file"]["kind"], workbook["file"]["name"]) == ("export", "2026-11-20 – 2026-11-21")
    assert (workbook["project"], workbook["actor"]["name"], workbook["size"] > 0) == (None, "周敏", True)
    assert (bundle["file"]["kind"], bundle["project"]["id"]) == ("bundle", project["id"])
    assert [row["file"]["kind"] for row in await read(auditor, "file", project=project["id"])] == ["bundle"]
    clerk = await house.log_in("unit")
    assert (
        await clerk.get("/api/projects/export.xlsx", params={"from": "2026-11-21", "to": "2026-11-20"})
    ).is_client_error
    assert len(await read(auditor, "file", action="downloaded")) == 2


async def test_files_that_went_stay_in_the_log(house: House, auditor: httpx.AsyncClient) -> None:
    filer = await Filer.begin(house)
    await filer.complete()
    assert (await filer.browser.delete(filer.where)).is_success
    gone = await read(auditor, "file", action="deleted")
    assert sorted((row["file"]["kind"], row["project"], row["reason"]) for row in gone) == [
        ("notice", None, None),
        ("schedule", None, None),
    ]
    assert {row["actor"]["name"] for row in gone} == {"陈立"}
    assert len(await read(auditor, "file", project=filer.project, action="deleted")) == 2


async def test_photos_and_signatures_that_were_kept_long_enough_are_deletions(
    house: House, auditor: httpx.AsyncClient
) -> None:
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    assert (await lead.put(shot)).is_success
    project = lead.assignment["project"]["id"]
    keep(house, SUPERVISION_PHOTO_DAYS=30)
    house.clock.at += 365 * DAY
    await run(house)
    auditor = await log_in_member(house, "auditor", CITY, name="罗兰")
    (gone,) = await read(auditor, "file", action="deleted", project=project)
    assert (gone["record"], gone["reason"], gone["file"]["kind"]) == (str(shot.manifest.id), "retention", "photo")
    assert (gone["actor"], gone["sha256"]) == (None, shot.digest)
