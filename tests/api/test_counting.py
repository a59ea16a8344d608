"""Counters kept by difference are what counting everything by hand says, whatever happens in whatever order."""

import random
from collections import defaultdict
from typing import Any
from uuid import UUID

import pytest

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows, insert_values, run_statements
from backend.kernel.db.migrating import statements_of
from backend.kernel.ids import new_id
from backend.settings import ROOT
from backend.supervision.capture.finding_rules import LEVELS, Found, to_look_at, why_not
from backend.supervision.capture.findings import finding_row
from backend.supervision.capture.recount import recount, recount_slots
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.slots.slot_rules import Tally
from backend.supervision.slots.tally_rules import Standing, current_captures
from backend.supervision.tables import Assignment, Lecturer, Project, Slot
from tests.builders.house import House

ROUNDS = 60
MIGRATION = ROOT / "backend/supervision/migrations/supervision_0007_to_look_at.sql"
Row = dict[str, Any]


class Days:
    """Three half-days of one project, to which anything may happen: one cancelled, one usual, one without lecturers."""

    def __init__(self, chance: random.Random, slots: list[Row], lecturers: list[Row], assignment: UUID) -> None:
        self._chance = chance
        self._slots = slots
        self._lecturers = lecturers
        self._assignment = assignment
        self.project: UUID = slots[0]["project_id"]

    @classmethod
    async def open(cls, chance: random.Random) -> "Days":
        assignment = await Assignment.select(Assignment.id, Assignment.project_id).first()
        assert assignment is not None
        slots = await Slot.select().where(Slot.project_id == assignment["project_id"]).order_by(Slot.id)
        cancelled, usual, bare = slots[:3]
        await Slot.update({Slot.active: False}).where(Slot.id == cancelled["id"])
        first, second, *others = await Lecturer.select().where(Lecturer.slot_id == usual["id"]).order_by(Lecturer.id)
        gone = [row["id"] for row in others]
        await Lecturer.delete().where((Lecturer.slot_id == bare["id"]) | Lecturer.id.is_in(gone))
        return cls(chance, [cancelled, usual, bare], [first, second], assignment["id"])

    async def happen(self, work: Work) -> None:
        """One thing of those that change what is counted, and the count that follows it."""
        captures = await Capture.select(Capture.id).where(Capture.project_id == self.project).order_by(Capture.id)
        if not captures or self._chance.random() < 0.4:
            await recount(work, await self._arrive(work))
            return
        capture_id = self._chance.choice(captures)["id"]
        await self._chance.choice((self._stored, self._found, self._ruled, self._released))(work, capture_id)
        await recount(work, [capture_id])
        if self._lecturers and self._chance.random() < 0.1:
            row = self._lecturers.pop()
            await Lecturer.update({Lecturer.removed_at: work.at}).where(Lecturer.id == row["id"])
            await recount_slots(work, [row["slot_id"]])

    async def _arrive(self, work: Work) -> list[UUID]:
        rows = [self._capture(work) for _ in range(self._chance.randrange(1, 4))]
        await insert_values(Capture, rows)
        return [row["id"] for row in rows]

    def _capture(self, work: Work) -> Row:
        chance = self._chance
        slot = chance.choice(self._slots)
        own = [row["id"] for row in self._lecturers if row["slot_id"] == slot["id"]]
        item = chance.choice(("venue", "agenda_board", "room", *["lecturer"] * 3))
        return {
            "id": new_id(), "project_id": self.project, "slot_id": slot["id"], "assignment_id": self._assignment,
            "person_id": new_id(), "item": item, "taken_at": chance.randrange(4),
            "lecturer_id": chance.choice([*own, new_id()]) if item == "lecturer" else None,
            "verdict": chance.choice((*["in_time"] * 4, "unproven")),
            "waiting_for": chance.choice((*[""] * 4, "commitment")),
            "bytes_at": chance.choice((None, *[work.at] * 3)), "counts": chance.choice((False, True)),
        }  # fmt: skip

    async def _stored(self, work: Work, capture_id: UUID) -> None:
        await Capture.update({Capture.bytes_at: work.at, Capture.counts: True}).where(Capture.id == capture_id)

    async def _released(self, _: Work, capture_id: UUID) -> None:
        await Capture.update({Capture.waiting_for: ""}).where(Capture.id == capture_id)

    async def _found(self, work: Work, capture_id: UUID) -> None:
        code = self._chance.choice(sorted(LEVELS))
        here = (Finding.capture_id == capture_id) & (Finding.code == code)
        if await Finding.exists().where(here):
            await Finding.delete().where(here)
        else:
            await insert_rows(Finding, [finding_row(capture_id, Found(code), work.at)])

    async def _ruled(self, work: Work, capture_id: UUID) -> None:
        verdict = self._chance.choice(("accepted", "questioned"))
        ruling = Ruling(id=new_id(), capture_id=capture_id, verdict=verdict, reason="", by_id=new_id(), at=work.at)
        await insert_rows(Ruling, [ruling])


async def by_hand(project_id: UUID) -> dict[UUID, tuple[Tally, int]]:
    """What each half-day has and how many of its photos are to be looked at, from nothing that is kept."""
    project = await Project.select(Project.indoor).where(Project.id == project_id).first()
    assert project is not None
    standing: dict[UUID, list[Standing]] = defaultdict(list)
    looked: set[UUID] = set()
    for row in await Capture.select().where(Capture.project_id == project_id):
        findings = await Finding.select(Finding.code, Finding.level).where(Finding.capture_id == row["id"])
        ruling = (
            await Ruling.select(Ruling.verdict)
            .where(Ruling.capture_id == row["id"])
            .order_by(Ruling.at, Ruling.id, ascending=False)
            .first()
        )
        verdict = ruling["verdict"] if ruling else None
        reason = why_not(
            stored=row["bytes_at"] is not None,
            waiting=bool(row["waiting_for"]),
            verdict=row["verdict"],
            codes=(finding["code"] for finding in findings),
            indoor=project["indoor"],
            ruling=verdict,
        )
        if to_look_at(row["verdict"], (finding["level"] for finding in findings), verdict):
            looked.add(row["id"])
        place = (row["item"], row["lecturer_id"])
        standing[row["slot_id"]].append(Standing(row["id"], place, row["taken_at"], reason is None))
    slots = await Slot.select(Slot.id).where(Slot.project_id == project_id)
    return {slot["id"]: await _tally(slot["id"], standing[slot["id"]], looked) for slot in slots}


async def _tally(slot_id: UUID, captures: list[Standing], looked: set[UUID]) -> tuple[Tally, int]:
    remaining = await Lecturer.select(Lecturer.id).where(Lecturer.slot_id == slot_id, Lecturer.removed_at.is_null())
    current = current_captures(captures)
    done = {place for place, capture in current.items() if capture.counts}
    found = Tally(
        venue=("venue", None) in done,
        agenda_board=("agenda_board", None) in done,
        room=("room", None) in done,
        lecturers=len(remaining),
        lecturers_done=sum(("lecturer", row["id"]) in done for row in remaining),
    )
    return found, sum(capture.id in looked for capture in current.values())


async def check(project_id: UUID) -> None:
    right = await by_hand(project_id)
    slots = await Slot.select().where(Slot.project_id == project_id)
    for slot in slots:
        found, look = right[slot["id"]]
        kept = Tally(
            venue=slot["venue_done"],
            agenda_board=slot["board_done"],
            room=slot["room_done"],
            lecturers=slot["lecturers_total"],
            lecturers_done=slot["lecturers_done"],
        )
        assert (kept, slot["look"], slot["submitted_at"] is not None) == (found, look, found.complete)
    project = await Project.select().where(Project.id == project_id).first()
    assert project is not None
    active = [right[slot["id"]][0] for slot in slots if slot["active"]]
    assert project["slots_total"] == len(active)
    assert project["slots_complete"] == sum(one.complete for one in active)
    assert project["venue_done"] == sum(one.venue for one in active)
    assert project["board_done"] == sum(one.agenda_board for one in active)
    assert project["room_done"] == sum(one.room for one in active)
    assert project["lecturers_total"] == sum(one.lecturers for one in active)
    assert project["lecturers_done"] == sum(one.lecturers_done for one in active)
    assert project["look"] == sum(look for _, look in right.values())


async def submitted(project_id: UUID) -> dict[UUID, int | None]:
    rows = await Slot.select(Slot.id, Slot.submitted_at).where(Slot.project_id == project_id)
    return {row["id"]: row["submitted_at"] for row in rows}


async def submitted_earlier(project_id: UUID) -> dict[UUID, int | None]:
    """As if all this had been a while ago."""
    await Slot.update({Slot.submitted_at: Slot.submitted_at - 1}).where(
        Slot.project_id == project_id, Slot.submitted_at.is_not_null()
    )
    return await submitted(project_id)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_is_counted(house: House, seed: int) -> None:
    await house.load_demo()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        days = await Days.open(random.Random(seed))
        await recount_slots(work, [slot["id"] for slot in await Slot.select().where(Slot.project_id == days.project)])
        for _ in range(ROUNDS):
            before = await submitted_earlier(days.project)
            await days.happen(work)
            await check(days.project)
            after = await submitted(days.project)
            assert all(after[one] in (None, before[one]) for one in before if before[one]), "the first time stands"
        work.unchanged()


async def test_marks_of_captures_from_before_are_right(house: House) -> None:
    """A database older than the mark gets it for what lies there already."""
    _, marking = statements_of(MIGRATION.read_text(encoding="utf-8"))
    await house.load_demo()
    async with unit_of_work(house.runtime, SYSTEM) as work:
        days = await Days.open(random.Random(7))
        for _ in range(ROUNDS):
            await days.happen(work)
        right = await marks()
        assert set(right.values()) == {False, True}
        await Capture.update({Capture.to_look_at: False}, force=True)
        await run_statements([marking])
        assert await marks() == right
        work.unchanged()


async def marks() -> dict[UUID, bool]:
    return {row["id"]: row["to_look_at"] for row in await Capture.select(Capture.id, Capture.to_look_at)}
