"""Lecturer rows are the lead's until the half-day closes (catalogue 11.5: 已过期的…不能补报; 16: 已填报, 已过期)."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.audit.tables import Event
from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.tables import Lecturer, LecturerFact, Project
from tests.api.test_leads import project_id
from tests.api.test_results import rate
from tests.builders.house import House
from tests.builders.lead import Lead
from tests.builders.members import log_in_member

Answer = dict[str, Any]
CITY = "北京市卫生健康委员会"


@pytest.fixture
async def lead(house: House) -> Lead:
    await house.load_demo()
    return await Lead.arrive(house)


def removal(lead: Lead, *, wall: int, row: str | None = None) -> Answer:
    return {
        "id": str(uuid4()), "slotId": lead.slot["id"], "kind": "remove", "row": row or lead.slot["lecturers"][0]["row"],
        "wall": wall, "name": "", "unit": "", "title": "", "topic": "", "reason": "absent",
    }  # fmt: skip


def addition(lead: Lead, *, wall: int, **changes: object) -> Answer:
    fact = {"kind": "add", "row": str(uuid4()), "name": "王医师", "reason": None}
    return removal(lead, wall=wall) | fact | changes


async def post(lead: Lead, *facts: Answer, ahead: int = 0) -> httpx.Response:
    """Send facts from a phone whose clock is `ahead` of the server's."""
    body = {"items": list(facts), "sentAt": lead.house.clock.at + ahead}
    return await lead.browser.post("/api/supervision/lecturers", json=body)


async def told(lead: Lead, fact: Answer, ahead: int = 0) -> tuple[str, str | None]:
    answer = await post(lead, fact, ahead=ahead)
    assert answer.status_code == httpx.codes.OK, answer.text
    (item,) = answer.json()["items"]
    return item["state"], item["code"]


async def test_after_the_half_day_closed_rows_stay_as_they_are(lead: Lead) -> None:
    closes = lead.slot["closesAt"]
    lead.house.clock.at = closes + HOUR
    assert await told(lead, removal(lead, wall=closes + MINUTE * 3)) == ("refused", "changed_after_close")
    assert await told(lead, addition(lead, wall=closes + MINUTE * 3)) == ("refused", "changed_after_close")
    assert not await LecturerFact.exists()
    assert not await Lecturer.exists().where(Lecturer.removed_at.is_not_null())
    assert await told(lead, removal(lead, wall=closes + MINUTE)) == ("stored", None)


async def test_what_a_phone_kept_arrives_until_the_late_window_ends(lead: Lead) -> None:
    made = removal(lead, wall=lead.house.clock.at)
    late = addition(lead, wall=lead.house.clock.at)
    lead.house.clock.at = lead.slot["lateUntil"]
    assert await told(lead, made) == ("stored", None)
    lead.house.clock.at += 1
    assert await told(lead, late) == ("refused", "change_too_late")
    assert await told(lead, made) == ("stored", None), "the same fact twice is the same answer"


async def test_what_was_refused_leaves_a_trace_once(lead: Lead) -> None:
    closes = lead.slot["closesAt"]
    lead.house.clock.at = closes + HOUR
    late, strange = removal(lead, wall=closes + HOUR), addition(lead, wall=closes, slotId=str(uuid4()))
    for _ in range(2):
        assert await told(lead, late) == ("refused", "changed_after_close")
        assert await told(lead, strange) == ("refused", "not_permitted")
    auditor = await log_in_member(lead.house, "auditor", CITY, name="罗兰")
    rows = (await auditor.get("/api/logs/operation", params={"action": "lecturer.refused"})).json()["items"]
    assert [(row["record"], row["data"]) for row in rows] == [
        (strange["id"], {"change": "add", "code": "not_permitted", "slot_id": None}),
        (late["id"], {"change": "remove", "code": "changed_after_close", "slot_id": lead.slot["id"]}),
    ]
    assert [row["project"] is None for row in rows] == [True, False]
    assert {row["role"] for row in rows} == {"onsite_lead"}


async def test_a_fact_that_contradicts_itself_changes_nothing(lead: Lead) -> None:
    fact = addition(lead, wall=lead.house.clock.at)
    assert await told(lead, fact) == ("stored", None)
    assert await told(lead, fact | {"name": "李医师"}) == ("conflict", "conflict")
    assert not await Event.exists().where(Event.kind == "lecturer.refused")


async def test_a_wrong_clock_is_taken_off(lead: Lead) -> None:
    closes = lead.slot["closesAt"]
    lead.house.clock.at = closes + 2 * HOUR
    slow = removal(lead, wall=closes - HOUR)
    assert await told(lead, slow, ahead=-2 * HOUR) == ("refused", "changed_after_close")
    fast = removal(lead, wall=closes + HOUR)
    assert await told(lead, fast, ahead=2 * HOUR) == ("stored", None)


async def test_an_older_phone_is_believed_by_its_wall_time(lead: Lead) -> None:
    fact = removal(lead, wall=lead.house.clock.at)
    lead.house.clock.at = lead.slot["closesAt"] + HOUR
    answer = await lead.browser.post("/api/supervision/lecturers", json={"items": [fact]})
    assert answer.json()["items"][0]["state"] == "stored"


async def test_a_changed_row_overtakes_the_rating(lead: Lead) -> None:
    authority = await lead.house.log_in("authority")
    project = await project_id(authority)
    await rate(authority, project, "qualified")
    assert await told(lead, removal(lead, wall=lead.house.clock.at)) == ("stored", None)
    row = await Project.select(Project.rating_stale).where(Project.id == UUID(project)).first()
    assert row == {"rating_stale": True}
    assert await Event.count().where(Event.kind == "rating.overtaken") == 1


async def test_limits_are_those_of_the_columns(lead: Lead) -> None:
    now = lead.house.clock.at
    longest = addition(lead, wall=now, name="王" * 100, unit="市" * 200, title="主" * 60, topic="题" * 300)
    assert await told(lead, longest) == ("stored", None)
    for field, length in {"name": 100, "unit": 200, "title": 60, "topic": 300}.items():
        answer = await post(lead, addition(lead, wall=now) | {field: "长" * (length + 1)})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), field


@pytest.mark.parametrize("change", [{"name": "王\0医师"}, {"wall": 2**60}, {"wall": -(2**60)}])
async def test_what_no_column_holds_is_refused(lead: Lead, change: Answer) -> None:
    answer = await post(lead, addition(lead, wall=lead.house.clock.at) | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_row_added_on_site_is_marked_on_the_wall(lead: Lead) -> None:
    fact = addition(lead, wall=lead.house.clock.at)
    assert await told(lead, fact) == ("stored", None)
    authority = await lead.house.log_in("authority")
    wall = (await authority.get(f"/api/projects/{await project_id(authority)}/feedback")).json()
    slot = next(slot for slot in wall["slots"] if slot["id"] == lead.slot["id"])
    assert {row["row"] for row in slot["lecturers"] if row["added"]} == {fact["row"]}
