"""Changes of an approved filing: a small case; slots have versions (design §4, Slots)."""

from typing import Any

import httpx

from backend.kernel.clock import DAY, HOUR
from backend.supervision.tables import Slot
from tests.api.test_cases import take_for
from tests.api.test_leads import project_id
from tests.builders.filing import Filer, decide, filed
from tests.builders.house import NOON, House
from tests.builders.lead import Lead

Answer = dict[str, Any]


async def approved(house: House) -> tuple[Filer, httpx.AsyncClient]:
    filer = await filed(house)
    authority = await house.log_in("authority")
    assert (await decide(authority, filer.shown["case"], "approve")).status_code == httpx.codes.OK
    return filer, authority


async def start(filer: Filer, **changes: object) -> Answer:
    """What a change starts from, changed."""
    shown = (await filer.browser.get(f"{filer.where}/changes")).json()
    document: Answer = shown["document"] | {"reason": "讲者调整"} | changes
    return document


async def ask(filer: Filer, document: Answer) -> httpx.Response:
    return await filer.browser.post(f"{filer.where}/changes", json={"document": document})


async def versions(filer: Filer) -> dict[tuple[str, str], tuple[int, bool]]:
    rows = await Slot.select().where(Slot.project_id == filer.project).order_by(Slot.opens_at)
    return {(row["day"][-2:], row["half"]): (row["version"], row["active"]) for row in rows}


async def test_half_days_go_and_come_back_in_later_versions(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    assert await versions(filer) == {("01", "am"): (1, True), ("01", "pm"): (1, True), ("02", "am"): (1, True)}
    document = await start(filer)
    assert [(off["date"], off["half"]) for off in document["days_off"]] == [("2026-12-02", "pm")]
    only_first = [{"id": "x", "date": "2026-12-02", "half": half} for half in ("am", "pm")]
    speakers = document["speakers"][:2]
    asked = await ask(filer, document | {"days_off": only_first, "speakers": speakers})
    assert asked.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    for place, row in enumerate(only_first):
        row["id"] = f"off-{place}"
    asked = await ask(filer, document | {"days_off": only_first, "speakers": speakers})
    assert asked.status_code == httpx.codes.OK, asked.text
    case = asked.json()["case"]
    assert (case["state"], (await filer.look())["filing"]) == ("in_review", "approved")
    again = await ask(filer, document)
    assert (again.status_code, again.json()["code"]) == (409, "already_submitted")
    decided = await decide(authority, case, "approve")
    assert decided.status_code == httpx.codes.OK, decided.text
    assert (await versions(filer))["02", "am"] == (2, False)
    back = await ask(filer, await start(filer, days_off=[], speakers=document["speakers"]))
    await decide(authority, back.json()["case"], "approve")
    assert await versions(filer) == {
        ("01", "am"): (1, True),
        ("01", "pm"): (1, True),
        ("02", "am"): (3, True),
        ("02", "pm"): (1, True),
    }
    draft = (await filer.look())["draft"]["document"]
    assert "days_off" not in draft


async def test_other_dates_and_another_venue(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    document = await start(filer, planned_end="2026-12-03", place="四层")
    document["venues"] = [document["venues"][0] | {"radius_m": 300}]
    document["speakers"] += [{"id": "n1", "name": "孙明", "topic": "心律失常", "date": "2026-12-03", "half": "am"}]
    asked = await ask(filer, document)
    assert asked.status_code == httpx.codes.OK, asked.text
    await decide(authority, asked.json()["case"], "approve")
    wall = (await authority.get(f"{filer.where}/feedback")).json()
    assert (wall["project"]["plannedEnd"], wall["project"]["place"]) == ("2026-12-03", "四层")
    assert [venue["radiusM"] for venue in wall["project"]["venues"]] == [300]
    found = await versions(filer)
    assert (found["01", "am"], found["03", "am"]) == ((2, True), (1, True))
    names = {(slot["date"], slot["half"]): [row["name"] for row in slot["lecturers"]] for slot in wall["slots"]}
    assert (names["2026-12-01", "am"], names["2026-12-03", "am"]) == (["李明"], ["孙明"])


async def test_what_has_begun_stays_also_when_the_authority_is_late(house: House) -> None:
    await house.load_demo()
    filer, authority = await approved(house)
    document = await start(filer, planned_start="2026-12-02", days_off=[])
    document["speakers"] = document["speakers"][2:]
    asked = await ask(filer, document)
    assert asked.status_code == httpx.codes.OK, asked.text
    house.clock.at = NOON + 10 * DAY
    authority = await house.log_in("authority")
    late = await decide(authority, asked.json()["case"], "approve")
    assert (late.status_code, late.json()["code"]) == (409, "slot_begun")
    assert late.json()["data"] == {"date": "2026-12-01", "half": "am"}
    back = await decide(authority, asked.json()["case"], "return", reason="第一天已开始")
    assert back.json()["state"] == "returned"
    filer.browser = await house.log_in("unit")
    venue = (await start(filer))["venues"][0] | {"radius_m": 999}
    fixed = await ask(filer, await start(filer, venues=[venue]))
    assert (fixed.status_code, fixed.json()["code"]) == (409, "venues_fixed")
    shorter = await ask(filer, await start(filer))
    assert shorter.json()["case"]["documentVersion"] == 2


async def test_a_half_day_with_evidence_is_not_removed(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house, planned_start="2026-11-21", planned_end="2026-11-22")
    speakers = [{"id": "r1", "name": "李明", "topic": "心衰", "date": "2026-11-21", "half": "am"}]
    await filer.complete(days_off=[], speakers=speakers)
    await filer.file()
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "approve")
    named = {"name": "林晓", "phone": "13900000011", "requestId": "0199f6a0-0000-7000-8000-00000000000a"}
    issued = (await filer.browser.post(f"{filer.where}/supervisor", json=named)).json()
    lead = await Lead.arrive(house)
    await take_for(house, lead, filer, issued["loginCode"])
    off = [{"id": "x", "date": "2026-11-21", "half": "pm"}]
    refused = await ask(filer, await start(filer, days_off=off))
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_has_evidence")


async def test_who_may_ask_for_a_change(house: House) -> None:
    await house.load_demo()
    filer = await Filer.begin(house)
    body = {"document": {"reason": "x"}}
    early = await filer.browser.post(f"{filer.where}/changes", json=body)
    assert (early.status_code, early.json()["code"]) == (409, "not_approved")
    unit = await house.log_in("unit")
    where = f"/api/projects/{await project_id(unit)}/changes"
    authority, sibling = await house.log_in("authority"), await house.log_in("unit-women")
    assert (await authority.post(where, json=body)).status_code == httpx.codes.FORBIDDEN
    assert (await sibling.post(where, json=body)).status_code == httpx.codes.NOT_FOUND
    assert (await sibling.get(where)).status_code == httpx.codes.NOT_FOUND
    missing = await unit.post(where, json=body)
    assert set(missing.json()["errors"]) == {"planned_start", "planned_end", "place", "speakers"}


def told(changes: list[Answer]) -> list[tuple[str, str]]:
    return [(change["path"], change["what"]) for change in changes]


async def look_into(filer: Filer, document: Answer) -> Answer:
    """What the unit is told before it asks for a change."""
    answer = await filer.browser.post(f"{filer.where}/changes/check", json={"document": document})
    assert answer.status_code == httpx.codes.OK, answer.text
    shown: Answer = answer.json()
    return shown


async def test_a_change_is_compared_with_the_approved_filing(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    early = await filer.browser.post(f"{filer.where}/changes/check", json={"document": {}})
    assert (early.status_code, early.json()["code"]) == (409, "not_approved")
    authority = await house.log_in("authority")
    await decide(authority, filer.shown["case"], "approve")
    same = await start(filer)
    assert (await look_into(filer, same))["changes"] == []
    wanted = same | {"place": "四层", "speakers": [same["speakers"][0] | {"topic": "房颤"}, same["speakers"][2]]}
    expected = [("place", "changed"), ("speakers.0.topic", "changed"), ("speakers.1", "removed")]
    before = await look_into(filer, wanted)
    assert (told(before["changes"]), before["errors"]) == (expected, {})
    assert [change["before"] for change in before["changes"][:1]] == ["海淀区第一医院 门诊楼三层报告厅"]
    wrong = await look_into(filer, wanted | {"place": ""})
    assert (wrong["errors"], wrong["changes"]) == ({"place": ["required"]}, [])
    case = (await ask(filer, wanted)).json()["case"]
    shown = (await authority.get(f"/api/cases/{case['id']}")).json()
    assert (shown["changedSince"], shown["changes"]) == (0, before["changes"])

    await decide(authority, case, "return", reason="请写明楼层", fields=["place"])
    again = await ask(filer, wanted | {"place": "门诊楼四层", "reason": "会场调整"})
    resent = (await authority.get(f"/api/cases/{case['id']}")).json()
    assert (resent["changedSince"], told(resent["changes"])) == (1, [("reason", "changed"), ("place", "changed")])
    whole = (await authority.get(f"/api/cases/{case['id']}?since=0")).json()
    assert [change for change in told(whole["changes"]) if change[0] != "reason"] == expected
    await decide(authority, again.json()["case"], "approve")
    after = (await authority.get(f"/api/cases/{case['id']}")).json()
    assert (after["state"], after["changedSince"]) == ("approved", 0)


async def test_a_first_filing_is_compared_with_nothing(house: House) -> None:
    await house.load_demo()
    filer = await filed(house)
    assert (filer.shown["case"]["changedSince"], filer.shown["case"]["changes"]) == (None, [])


async def test_a_project_of_the_demo_without_a_case_can_change(house: House) -> None:
    await house.load_demo()
    unit = await house.log_in("unit")
    project = await project_id(unit, "2026-11-03-078")
    filer = Filer(house, unit, {"projectId": project})
    shown = await filer.look()
    assert (shown["case"], shown["may"]["change"], shown["draft"]["version"]) == (None, True, 0)
    house.clock.at += HOUR
    asked = await ask(filer, await start(filer))
    assert asked.status_code == httpx.codes.OK, asked.text
