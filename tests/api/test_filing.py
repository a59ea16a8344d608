"""Filing a project and deciding on it (catalogue 11.1, 11.2, 14 N-12, 15.3)."""

import httpx

from backend.kernel.clock import DAY
from backend.supervision.tables import Lecturer, Slot, Venue
from tests.builders.filing import NOTICE_PDF, Filer, decide, filed, heading, rest, unit_id
from tests.builders.house import House


async def test_a_draft_needs_its_heading_and_may_lack_the_rest(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    refused = await unit.post("/api/projects", json={"document": {"place": "三层"}})
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    missing = ("planned_end", "planned_start", "project_name", "project_no")
    assert refused.json()["errors"] == {key: ["required"] for key in missing}
    filer = await Filer.begin(house)
    draft = filer.shown["draft"]
    assert (draft["version"], draft["document"]["organiser"]) == (1, await unit_id())
    assert filer.shown["may"] == {"edit": True, "file": True, "delete": True, "change": False}
    assert (filer.shown["filing"], filer.shown["case"]) == ("not_filed", None)


async def test_the_dry_run_names_every_fault_and_keeps_nothing(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    document = heading(project_no="2026-03-01-112 ") | rest() | {"leader_phone": "12", "planned_end": "2026-11-30"}
    checked = await unit.post("/api/projects/check", json={"document": document})
    assert checked.status_code == httpx.codes.OK
    errors = checked.json()["errors"]
    assert errors["leader_phone"] == ["bad_phone"]
    assert errors["planned_end"] == ["end_before_start"]
    assert errors["project_no"] == ["taken"]
    assert errors["notice_file.0"] == ["file_missing"]
    assert (await unit.get("/api/projects?filing=not_filed")).json()["items"] == []


async def test_a_number_belongs_to_one_project_however_it_is_written(house: House) -> None:
    await house.load_demo()
    await Filer.begin(house, project_no="AB 12")
    unit = await house.log_in("unit-women")
    again = await unit.post("/api/projects", json={"document": heading(project_no="ａｂ12")})
    assert (again.status_code, again.json()["errors"]) == (422, {"project_no": ["taken"]})


async def test_filing_asks_for_everything_by_field_path(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    refused = await filer.file()
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    wanted = {"project_level", "discipline", "project_leader", "leader_phone", "place"}
    wanted |= {"notice_file", "schedule_file", "speakers"}
    assert refused.json()["errors"] == {key: ["required"] for key in sorted(wanted)}
    await filer.complete(days_off=[{"id": "o1", "date": "2026-12-01", "half": "pm"}])
    off = await filer.file()
    assert off.json()["errors"] == {"speakers.1.half": ["half_day_off"]}


async def test_an_approved_filing_has_half_days_venues_and_speakers(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    assert filer.shown["filing"] == "in_review"
    authority = await house.log_in("authority")
    decided = await decide(authority, filer.shown["case"], "approve", form={"indoor": True})
    assert (decided.status_code, decided.json()["state"]) == (200, "approved")
    wall = (await authority.get(f"{filer.where}/feedback")).json()
    halves = [(slot["date"], slot["half"], [row["name"] for row in slot["lecturers"]]) for slot in wall["slots"]]
    assert halves == [("2026-12-01", "am", ["李明"]), ("2026-12-01", "pm", ["赵强"]), ("2026-12-02", "am", ["钱红"])]
    assert wall["project"]["indoor"] is True
    venue = await Venue.objects().where(Venue.name == "报告厅", Venue.datum == "gcj02").first()
    assert venue is not None
    assert (venue.typed_lat_e7, venue.radius_m) == (399811311, 150)
    assert 0 < abs(venue.lat_e7 - venue.typed_lat_e7) < 100_000


async def test_the_authority_sees_nothing_before_it_was_filed(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    authority, sibling = await house.log_in("authority"), await house.log_in("unit-women")
    for other in (authority, sibling):
        assert (await other.get(f"{filer.where}/filing")).status_code == httpx.codes.NOT_FOUND
        assert (await other.delete(filer.where)).status_code == httpx.codes.NOT_FOUND
        listed = (await other.get("/api/projects")).json()
        assert filer.project not in {row["id"] for row in listed["items"]}
    await filer.complete()
    await filer.file()
    seen = (await authority.get(f"{filer.where}/filing")).json()
    assert (seen["draft"], seen["case"]["document"]["project_no"]) == (None, "2026-09-09-001")
    assert seen["may"] == {"edit": False, "file": False, "delete": False, "change": False}
    assert (await sibling.get(f"{filer.where}/filing")).status_code == httpx.codes.NOT_FOUND
    body = {"version": 1, "document": heading()}
    assert (await authority.put(filer.where, json=body)).status_code == httpx.codes.FORBIDDEN
    assert (await authority.post("/api/projects", json={"document": heading()})).status_code == httpx.codes.FORBIDDEN
    rows = (await authority.get("/api/projects?filing=in_review")).json()
    assert [row["no"] for row in rows["items"]] == ["2026-09-09-001"]
    assert rows["filingCounts"]["inReview"] == 1
    assert rows["items"][0]["filedAt"] == house.clock.at


async def test_under_review_nothing_is_edited_or_deleted(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    document = filer.shown["draft"]["document"]
    assert (await filer.save(document)).json()["code"] == "filing_locked"
    assert (await filer.file()).json()["code"] == "filing_locked"
    assert (await filer.browser.delete(filer.where)).json()["code"] == "not_deletable"
    body = {"kind": "notice", "name": "a.pdf", "size": 9, "sha256": "c" * 64}
    assert (await filer.browser.post(f"{filer.where}/documents", json=body)).json()["code"] == "filing_locked"


async def test_only_what_was_never_filed_is_deleted(house: House) -> None:
    await house.load_demo()
    draft = await Filer.begin(house)
    await draft.attach("notice", NOTICE_PDF, "通知.pdf")
    assert (await draft.browser.delete(draft.where)).status_code == httpx.codes.NO_CONTENT
    assert (await draft.browser.get(f"{draft.where}/filing")).status_code == httpx.codes.NOT_FOUND
    filer = await filed(house)
    authority = await house.log_in("authority")
    for verdict in ("return", "reject"):
        case = (await filer.look())["case"]
        decided = await decide(authority, case, verdict, reason="请补充", fields=["place"])
        assert decided.status_code == httpx.codes.OK, decided.text
        shown = await filer.look()
        assert shown["may"] == {"edit": True, "file": True, "delete": False, "change": False}
        assert shown["case"]["pointsAt"] == ["place"]
        gone = await filer.browser.delete(filer.where)
        assert (gone.status_code, gone.json()["code"]) == (409, "not_deletable")
        assert (await authority.delete(filer.where)).status_code == httpx.codes.FORBIDDEN
        again = await filer.file()
        assert again.status_code == httpx.codes.OK, again.text


async def test_a_resubmission_shows_what_changed_and_the_log_tells_all(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "return", reason="地点写到楼层", fields=["place"])
    await filer.look()
    await filer.save(filer.shown["draft"]["document"] | {"place": "三层 301"})
    house.clock.at += DAY
    await filer.file()
    authority = await house.log_in("authority")
    case = (await authority.get(f"{filer.where}/filing")).json()["case"]
    assert (case["documentVersion"], case["changedSince"]) == (2, 1)
    assert [(change["path"], change["after"]) for change in case["changes"]] == [("place", "三层 301")]
    lines = [(line["what"], line["verdict"], line["by"]["person"]["name"]) for line in case["timeline"]]
    assert lines == [("submitted", None, "陈立"), ("decided", "return", "周敏"), ("submitted", None, "陈立")]
    assert case["timeline"][1]["reason"] == "地点写到楼层"
    (step,) = case["steps"]
    assert (step["holder"]["organisation"]["name"], step["since"]) == ("海淀区卫生健康委员会", house.clock.at)


async def test_supervision_begins_with_the_approval(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    lead = {"name": "林晓", "phone": "13900000011", "requestId": "0199f6a0-0000-7000-8000-00000000000c"}
    named = await filer.browser.post(f"{filer.where}/supervisor", json=lead)
    assert (named.status_code, named.json()["code"]) == (409, "not_approved")
    authority = await house.log_in("authority")
    rating = {"rating": "qualified", "confirmed": True}
    rated = await authority.post(f"{filer.where}/score", json=rating)
    assert (rated.status_code, rated.json()["code"]) == (409, "not_approved")


async def test_both_sides_are_told(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    (news,) = (await authority.get("/api/notifications")).json()["items"]
    assert (news["kind"], news["params"]["projectNo"]) == ("filing_submitted", "2026-09-09-001")
    await decide(authority, filer.shown["case"], "reject", reason="学科不符")
    (word,) = (await filer.browser.get("/api/notifications")).json()["items"]
    assert word["kind"] == "filing_decided"
    assert (word["params"]["verdict"], word["params"]["reason"]) == ("reject", "学科不符")


async def test_two_clerks_do_not_overwrite_each_other(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    stale = dict(filer.shown)
    document = filer.shown["draft"]["document"]
    await filer.save(document | {"place": "一层"})
    filer.shown = stale
    late = await filer.save(document | {"place": "二层"})
    assert (late.status_code, late.json()["code"], late.json()["data"]) == (409, "draft_changed", {"version": 2})


async def test_half_days_of_one_place_are_kept_once(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "approve")
    slots = await Slot.select(Slot.id).where(Slot.project_id == filer.project)
    rows = await Lecturer.count().where(Lecturer.slot_id.is_in([slot["id"] for slot in slots]))
    assert (len(slots), rows) == (3, 3)
