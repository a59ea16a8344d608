"""Counters of slots and projects, brought up to date in the transaction that changes what they count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from piccolo.query.functions import Max, Min

from backend.audit.work import Work
from backend.supervision.capture_tables import Capture, Finding, Ruling
from backend.supervision.finding_rules import counts, to_look_at
from backend.supervision.slot_rules import Tally
from backend.supervision.tables import Lecturer, Project, Slot
from backend.supervision.tally_rules import Standing, current_captures, tally

Row = dict[str, Any]


async def recount(work: Work, slot_ids: Iterable[UUID]) -> None:
    """Bring the captures' `counts`, the slots' and their projects' counters up to date."""
    wanted = sorted(set(slot_ids))
    if not wanted:
        return
    captures = await _captures(wanted)
    codes, rulings = await _findings(captures), await _rulings(captures)
    lecturers = await _lecturers(wanted)
    await _mark_counting(captures, codes, rulings)
    slots: list[Row] = await Slot.select(Slot.id, Slot.project_id, Slot.submitted_at, Slot.lecturers_total).where(
        Slot.id.is_in(wanted)
    )
    for slot in slots:
        own = [row for row in captures if row["slot_id"] == slot["id"]]
        standing = [_standing(row) for row in own]
        found = tally(standing, lecturers[slot["id"]])
        current = {capture.id for capture in current_captures(standing).values()}
        look = sum(
            row["id"] in current
            and to_look_at(row["verdict"], (level for _, level in codes[row["id"]]), rulings.get(row["id"]))
            for row in own
        )
        await _update_slot(work, slot, found, look)
    await _update_projects({slot["project_id"] for slot in slots})


async def _captures(slot_ids: list[UUID]) -> list[Row]:
    rows: list[Row] = await Capture.select(
        Capture.id,
        Capture.slot_id,
        Capture.item,
        Capture.lecturer_id,
        Capture.verdict,
        Capture.taken_at,
        Capture.waiting_for,
        Capture.bytes_at,
        Capture.counts,
        Capture.project_id._.indoor.as_alias("indoor"),
    ).where(Capture.slot_id.is_in(slot_ids))
    return rows


async def _findings(captures: list[Row]) -> Mapping[UUID, list[tuple[str, Any]]]:
    codes: dict[UUID, list[tuple[str, Any]]] = defaultdict(list)
    if captures:
        rows = await Finding.select(Finding.capture_id, Finding.code, Finding.level).where(
            Finding.capture_id.is_in([row["id"] for row in captures])
        )
        for row in rows:
            codes[row["capture_id"]].append((row["code"], row["level"]))
    return codes


async def _rulings(captures: list[Row]) -> Mapping[UUID, str]:
    if not captures:
        return {}
    rows = (
        await Ruling.select(Ruling.capture_id, Ruling.verdict)
        .where(Ruling.capture_id.is_in([row["id"] for row in captures]))
        .order_by(Ruling.at)
        .order_by(Ruling.id)
    )
    return {row["capture_id"]: row["verdict"] for row in rows}


async def _lecturers(slot_ids: list[UUID]) -> Mapping[UUID, list[UUID]]:
    rows = await Lecturer.select(Lecturer.id, Lecturer.slot_id).where(
        Lecturer.slot_id.is_in(slot_ids), Lecturer.removed_at.is_null()
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row["slot_id"]].append(row["id"])
    return found


async def _mark_counting(
    captures: list[Row], codes: Mapping[UUID, list[tuple[str, Any]]], rulings: Mapping[UUID, str]
) -> None:
    changed: dict[bool, list[UUID]] = {True: [], False: []}
    for row in captures:
        now_counts = counts(
            stored=row["bytes_at"] is not None,
            waiting=bool(row["waiting_for"]),
            verdict=row["verdict"],
            codes=(code for code, _ in codes[row["id"]]),
            indoor=row["indoor"],
            ruling=rulings.get(row["id"]),
        )
        if now_counts != row["counts"]:
            row["counts"] = now_counts
            changed[now_counts].append(row["id"])
    for value, ids in changed.items():
        if ids:
            await Capture.update({Capture.counts: value}).where(Capture.id.is_in(ids))


def _standing(row: Row) -> Standing:
    return Standing(
        id=row["id"], place=(row["item"], row["lecturer_id"]), taken_at=row["taken_at"], counts=row["counts"]
    )


async def _update_slot(work: Work, slot: Row, found: Tally, look: int) -> None:
    submitted_at = (slot["submitted_at"] or work.at) if found.complete else None
    await Slot.update(
        {
            Slot.venue_done: found.venue,
            Slot.board_done: found.agenda_board,
            Slot.room_done: found.room,
            Slot.lecturers_total: found.lecturers,
            Slot.lecturers_done: found.lecturers_done,
            Slot.look: look,
            Slot.submitted_at: submitted_at,
        }
    ).where(Slot.id == slot["id"])


async def _update_projects(ids: set[UUID]) -> None:
    for project_id in sorted(ids):
        feedback = (
            await Capture.select(Min(Capture.bytes_at).as_alias("first"), Max(Capture.bytes_at).as_alias("latest"))
            .where(Capture.project_id == project_id)
            .first()
        )
        rows = await Slot.select(
            Slot.venue_done, Slot.board_done, Slot.room_done, Slot.lecturers_total, Slot.lecturers_done, Slot.look,
            Slot.submitted_at,
        ).where(Slot.project_id == project_id, Slot.active.eq(True))  # fmt: skip
        await Project.update(
            {
                Project.slots_total: len(rows),
                Project.slots_complete: sum(row["submitted_at"] is not None for row in rows),
                Project.venue_done: sum(row["venue_done"] for row in rows),
                Project.board_done: sum(row["board_done"] for row in rows),
                Project.room_done: sum(row["room_done"] for row in rows),
                Project.lecturers_total: sum(row["lecturers_total"] for row in rows),
                Project.lecturers_done: sum(row["lecturers_done"] for row in rows),
                Project.look: sum(row["look"] for row in rows),
                Project.first_at: feedback["first"] if feedback else None,
                Project.latest_at: feedback["latest"] if feedback else None,
            }
        ).where(Project.id == project_id)
