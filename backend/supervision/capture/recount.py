"""Counters of slots and projects, brought up to date in the transaction that changes what they count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.audit.work import Work
from backend.kernel.db import is_postgres, run, run_many
from backend.supervision.capture.finding_rules import counts, to_look_at
from backend.supervision.slots.tally_rules import Standing, current_captures, tally

Row = dict[str, Any]


async def recount(work: Work, slot_ids: Iterable[UUID]) -> None:
    """Bring the captures' `counts`, the slots' and their projects' counters up to date.

    The same few statements for any number of slots: it runs with every batch of photos.
    """
    wanted = sorted(set(slot_ids))
    if not wanted:
        return
    await _alone(wanted)
    captures, slots = await _captures(wanted), await _slots(wanted)
    await _mark_counting(captures)
    await run_many(_UPDATE_SLOT, [_slot_values(work, slot, captures[slot.id]) for slot in slots])
    await run(_UPDATE_PROJECTS, sorted({slot.project_id for slot in slots}))


@dataclass
class _Capture:
    """A capture as far as the counters ask."""

    row: Row
    findings: list[tuple[str, Any]] = field(default_factory=list)

    def counts_now(self) -> bool:
        return counts(
            stored=self.row["bytes_at"] is not None,
            waiting=bool(self.row["waiting_for"]),
            verdict=self.row["verdict"],
            codes=(code for code, _ in self.findings),
            indoor=self.row["indoor"],
            ruling=self.row["ruling"],
        )

    def is_to_look_at(self) -> bool:
        return to_look_at(self.row["verdict"], (level for _, level in self.findings), self.row["ruling"])


@dataclass
class _Slot:
    """A slot with the lecturer rows that remain."""

    id: UUID
    project_id: UUID
    submitted_at: int | None
    lecturers: list[UUID] = field(default_factory=list)


_CAPTURES = """
    SELECT c.id, c.slot_id, c.item, c.lecturer_id, c.verdict, c.taken_at, c.waiting_for, c.bytes_at, c.counts, p.indoor,
    f.code, f.level,
    (SELECT r.verdict FROM ruling r WHERE r.capture_id = c.id ORDER BY r.at DESC, r.id DESC LIMIT 1) AS ruling
    FROM capture c JOIN project p ON p.id = c.project_id LEFT JOIN finding f ON f.capture_id = c.id
    WHERE c.slot_id IN {*}
"""
_SLOTS = """
    SELECT s.id, s.project_id, s.submitted_at, l.id AS lecturer
    FROM slot s LEFT JOIN lecturer l ON l.slot_id = s.id AND l.removed_at IS NULL WHERE s.id IN {*} ORDER BY s.id
"""


async def _alone(slot_ids: list[UUID]) -> None:
    """Hold the projects: two transactions that count at the same time would each miss what the other has done.

    Not FOR UPDATE: rows inserted before already hold their project's key, and two such transactions would wait for
    each other for ever.
    """
    if is_postgres():
        await run(
            "SELECT p.id FROM project p WHERE p.id IN (SELECT project_id FROM slot WHERE id IN {*})"
            " ORDER BY p.id FOR NO KEY UPDATE",
            slot_ids,
        )


async def _captures(slot_ids: list[UUID]) -> Mapping[UUID, list[_Capture]]:
    found: dict[UUID, _Capture] = {}
    for row in await run(_CAPTURES, slot_ids):
        capture = found.setdefault(row["id"], _Capture(row))
        if row["code"] is not None:
            capture.findings.append((row["code"], row["level"]))
    by_slot: dict[UUID, list[_Capture]] = defaultdict(list)
    for capture in found.values():
        by_slot[capture.row["slot_id"]].append(capture)
    return by_slot


async def _slots(slot_ids: list[UUID]) -> list[_Slot]:
    found: dict[UUID, _Slot] = {}
    for row in await run(_SLOTS, slot_ids):
        slot = found.setdefault(row["id"], _Slot(row["id"], row["project_id"], row["submitted_at"]))
        if row["lecturer"] is not None:
            slot.lecturers.append(row["lecturer"])
    return list(found.values())


async def _mark_counting(captures: Mapping[UUID, list[_Capture]]) -> None:
    changed: dict[bool, list[UUID]] = {True: [], False: []}
    for capture in (capture for own in captures.values() for capture in own):
        now_counts = capture.counts_now()
        if now_counts != capture.row["counts"]:
            capture.row["counts"] = now_counts
            changed[now_counts].append(capture.row["id"])
    for value, ids in changed.items():
        await run("UPDATE capture SET counts = {} WHERE id IN {*}", value, sorted(ids))


def _standing(row: Row) -> Standing:
    return Standing(
        id=row["id"], place=(row["item"], row["lecturer_id"]), taken_at=row["taken_at"], counts=row["counts"]
    )


_UPDATE_SLOT = """
    UPDATE slot SET venue_done = {}, board_done = {}, room_done = {}, lecturers_total = {}, lecturers_done = {},
    look = {}, submitted_at = {} WHERE id = {}
"""


def _slot_values(work: Work, slot: _Slot, own: list[_Capture]) -> tuple[object, ...]:
    standing = [_standing(capture.row) for capture in own]
    found = tally(standing, slot.lecturers)
    current = {capture.id for capture in current_captures(standing).values()}
    look = sum(capture.row["id"] in current and capture.is_to_look_at() for capture in own)
    submitted_at = (slot.submitted_at or work.at) if found.complete else None
    done = (found.venue, found.agenda_board, found.room, found.lecturers, found.lecturers_done)
    return (*done, look, submitted_at, slot.id)


_UPDATE_PROJECTS = """
    UPDATE project SET
    slots_total = t.slots, slots_complete = t.complete, venue_done = t.venue, board_done = t.board, room_done = t.room,
    lecturers_total = t.lecturers, lecturers_done = t.lecturers_done, look = t.look,
    first_at = (SELECT MIN(c.bytes_at) FROM capture c WHERE c.project_id = project.id),
    latest_at = (SELECT MAX(c.bytes_at) FROM capture c WHERE c.project_id = project.id)
    FROM (
        SELECT p.id, COUNT(s.id) AS slots, COUNT(s.submitted_at) AS complete,
        SUM(CASE WHEN s.venue_done THEN 1 ELSE 0 END) AS venue,
        SUM(CASE WHEN s.board_done THEN 1 ELSE 0 END) AS board,
        SUM(CASE WHEN s.room_done THEN 1 ELSE 0 END) AS room,
        COALESCE(SUM(s.lecturers_total), 0) AS lecturers, COALESCE(SUM(s.lecturers_done), 0) AS lecturers_done,
        COALESCE(SUM(s.look), 0) AS look
        FROM project p LEFT JOIN slot s ON s.project_id = p.id AND s.active WHERE p.id IN {*} GROUP BY p.id
    ) AS t
    WHERE project.id = t.id
"""
