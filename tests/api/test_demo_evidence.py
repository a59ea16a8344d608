"""The demo's evidence: taken in without a refusal at any time of day, as its story says, with right counters."""

from collections import Counter
from concurrent.futures import Future
from typing import Any

import pytest

from backend.audit.tables import Event
from backend.audit.work import unit_of_work
from backend.demo import load
from backend.demo.scenes.chance import digest_of
from backend.demo.scenes.subject import Kind, Subject
from backend.demo.studio import Studio
from backend.kernel.actor import SYSTEM
from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.capture.recount import recount_slots
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.tables import Commitment, Lecturer, Project, Slot
from tests.builders.house import NOON, House
from tests.builders.photos import photo

pytestmark = pytest.mark.slow

AT_START = "commitment_text.issued"
"""At noon, when the house was opened."""
MIDNIGHT = NOON - 12 * HOUR
Row = dict[str, Any]


class PlainStudio(Studio):
    """Pictures that cost nothing to make."""

    def photo(self, _: Kind, subject: Subject) -> Future[bytes]:
        drawn: Future[bytes] = Future()
        drawn.set_result(photo(int.from_bytes(digest_of(subject.seed)[:4]), 320, 240))
        return drawn


async def everything() -> list[list[Row]]:
    """All that is counted, and the counters."""
    return [
        await Slot.select().order_by(Slot.id),
        await Project.select().order_by(Project.id),
        await Capture.select(Capture.id, Capture.counts).order_by(Capture.id),
    ]


async def project_row(no: str) -> Row:
    row: Row | None = await Project.select().where(Project.no == no).first()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("at", "photos"),
    [
        (MIDNIGHT + 5 * MINUTE, 53),
        (MIDNIGHT + 10 * HOUR + 52 * MINUTE, 65),
        (MIDNIGHT + 23 * HOUR + 50 * MINUTE, 84),
    ],
    ids=["00:05", "10:52", "23:50"],
)
async def test_at_any_time_of_day(house: House, monkeypatch: pytest.MonkeyPatch, at: int, photos: int) -> None:
    monkeypatch.setattr(load, "Studio", PlainStudio)
    house.clock.at = at
    await load.load_demo(house.runtime)
    assert house.runtime.clock is house.clock
    assert house.clock.at == at
    await check_consistent(house, photos)


async def test_the_story_as_it_is_drawn(house: House) -> None:
    house.clock.at = MIDNIGHT + 15 * HOUR + 30 * MINUTE
    await load.load_demo(house.runtime)
    await check_consistent(house, 84)
    findings = Counter(row["code"] for row in await Finding.select(Finding.code))
    assert findings == {"far": 1, "no_position": 3, "fallback_camera": 1, "clock_skew": 4}
    captures: list[Row] = await Capture.select()
    assert Counter(row["verdict"] for row in captures) == {"in_time": 81, "offline": 3}
    assert Counter(row["bytes_at"] is None for row in captures) == {False: 83, True: 1}
    rulings = await Ruling.select(Ruling.verdict, Ruling.reason)
    assert Counter(row["verdict"] for row in rulings) == {"accepted": 3, "questioned": 1}
    assert all(row["reason"] for row in rulings)
    removed = await Lecturer.select().where(Lecturer.removed_at.is_not_null())
    assert [(row["name"], row["removed_reason"]) for row in removed] == [("赵一凡", "absent")]
    assert await Lecturer.count().where(Lecturer.name == "王倩") == 1
    await check_projects()


async def check_projects() -> None:
    """Which projects are complete at half past three, and which ask for a look."""
    rows = await Project.select().where(Project.filing == "approved")
    shown = {row["no"]: (row["slots_complete"], row["slots_total"], row["look"]) for row in rows}
    assert shown == {
        "2026-03-01-112": (3, 6, 1),
        "2026-14-02-031": (6, 6, 0),
        "2026-03-06-207": (1, 4, 0),
        "2026-19-01-015": (0, 4, 0),
        "2026-11-03-078": (2, 2, 0),
        "2026-05-01-044": (0, 4, 0),
        "2026-16-02-009": (2, 2, 0),
        "2026-18-04-133": (1, 2, 0),
        "2026-14-05-026": (0, 4, 0),
    }
    published = await project_row("2026-16-02-009")
    assert (published["rating"], published["published"]) == ("qualified", True)


async def check_consistent(house: House, photos: int) -> None:
    """Nothing refused, nothing from the future, everything inspected, counters right, the newcomer's slot empty."""
    now = house.clock.at
    captures: list[Row] = await Capture.select()
    assert len(captures) == photos
    assert await Event.count().where(Event.kind == "capture.refused") == 0
    assert await Event.count().where(Event.at > now, Event.kind != AT_START) == 0
    moments = ("taken_at", "wall", "arrived_at", "bytes_at", "inspected_at")
    skewed = 5 * MINUTE
    assert all((row[name] or 0) <= now + (skewed if name == "wall" else 0) for row in captures for name in moments)
    assert all(row["inspected_at"] for row in captures if row["bytes_at"])
    assert all(row["waiting_for"] == "" for row in captures)
    assert all(row["bytes_at"] for row in await Commitment.select(Commitment.bytes_at))
    open_now = await Slot.select(Slot.id).where(
        Slot.project_id == (await project_row("2026-03-01-112"))["id"], Slot.opens_at <= now, Slot.closes_at > now
    )
    assert len(open_now) == 1
    assert open_now[0]["id"] not in {row["slot_id"] for row in captures}
    before = await everything()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        await recount_slots(work, [row["id"] for row in before[0]])
        after = await everything()
        work.unchanged()
    assert after == before


async def test_every_filing_went_through_a_case(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "Studio", PlainStudio)
    house.clock.at = MIDNIGHT + 10 * HOUR
    await load.load_demo(house.runtime)
    filings = Counter(row["filing"] for row in await Project.select(Project.filing))
    assert filings == {"approved": 9, "in_review": 3, "returned": 1, "rejected": 1, "not_filed": 1}
    authority = await house.log_in("authority")
    waiting = (await authority.get("/api/inbox")).json()
    assert (waiting["counts"]["all"], waiting["counts"]["overdue"]) == (4, 1)
    again = next(task for task in waiting["items"] if task["documentVersion"] == 2)
    case = (await authority.get(f"/api/cases/{again['caseId']}")).json()
    assert [entry["what"] for entry in case["timeline"]] == ["submitted", "decided", "submitted"]
    assert {change["path"] for change in case["changes"]} >= {"place", "expected_people"}
    assert case["steps"][0]["usualMs"] is not None
    unit = await house.log_in("unit")
    assert [task["state"] for task in (await unit.get("/api/inbox")).json()["items"]] == ["returned"]
