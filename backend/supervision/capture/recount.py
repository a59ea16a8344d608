"""Counters of slots and projects, brought up to date in the transaction that changes what they count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from backend.audit.work import Work
from backend.kernel.db import is_postgres, run, run_many
from backend.supervision.capture.judged_queries import Judged, judged_captures
from backend.supervision.events import CaptureStored
from backend.supervision.results.actions import mark_overtaken_ratings
from backend.supervision.slots.tally_rules import current_captures, tally


async def recount(work: Work, slot_ids: Iterable[UUID]) -> None:
    """Bring the captures' `counts`, the slots' and their projects' counters up to date.

    Photos that came in this unit of work overtake a rating given before. The same few statements for any number of
    slots: it runs with every batch of photos.
    """
    wanted = sorted(set(slot_ids))
    if not wanted:
        return
    await _alone(wanted)
    captures, slots = await judged_captures(wanted), await _slots(wanted)
    await _mark_counting(captures)
    await run_many(_UPDATE_SLOT, [_slot_values(work, slot, captures[slot.id]) for slot in slots])
    counted = await run(_UPDATE_PROJECTS, sorted({slot.project_id for slot in slots}))
    await _overtake(work, {row["id"] for row in counted if row["rated_at"] is not None and not row["rating_stale"]})


async def _overtake(work: Work, rated: set[UUID]) -> None:
    came = {recorded.event.scope_id for recorded in work.recorded if isinstance(recorded.event, CaptureStored)}
    if overtaken := rated.intersection(came):
        await mark_overtaken_ratings(work, overtaken)


@dataclass
class _Slot:
    """A slot with the lecturer rows that remain."""

    id: UUID
    project_id: UUID
    submitted_at: int | None
    lecturers: list[UUID] = field(default_factory=list)


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


async def _slots(slot_ids: list[UUID]) -> list[_Slot]:
    found: dict[UUID, _Slot] = {}
    for row in await run(_SLOTS, slot_ids):
        slot = found.setdefault(row["id"], _Slot(row["id"], row["project_id"], row["submitted_at"]))
        if row["lecturer"] is not None:
            slot.lecturers.append(row["lecturer"])
    return list(found.values())


async def _mark_counting(captures: Mapping[UUID, list[Judged]]) -> None:
    changed: dict[bool, list[UUID]] = {True: [], False: []}
    for capture in (capture for own in captures.values() for capture in own):
        now_counts = capture.why_not() is None
        if now_counts != capture.row["counts"]:
            capture.row["counts"] = now_counts
            changed[now_counts].append(capture.row["id"])
    for value, ids in changed.items():
        await run("UPDATE capture SET counts = {} WHERE id IN {*}", value, sorted(ids))


_UPDATE_SLOT = """
    UPDATE slot SET venue_done = {}, board_done = {}, room_done = {}, lecturers_total = {}, lecturers_done = {},
    look = {}, submitted_at = {} WHERE id = {}
"""


def _slot_values(work: Work, slot: _Slot, own: list[Judged]) -> tuple[object, ...]:
    standing = [capture.standing() for capture in own]
    found = tally(standing, slot.lecturers)
    current = {capture.id for capture in current_captures(standing).values()}
    look = sum(capture.row["id"] in current and capture.is_to_look_at() for capture in own)
    submitted_at = (slot.submitted_at or work.at) if found.complete else None
    done = (found.venue, found.agenda_board, found.room, found.lecturers, found.lecturers_done)
    return (*done, look, submitted_at, slot.id)


# Cancelled half-days are never due; what came for them is still to be looked at.
_UPDATE_PROJECTS = """
    UPDATE project SET
    slots_total = t.slots, slots_complete = t.complete, venue_done = t.venue, board_done = t.board, room_done = t.room,
    lecturers_total = t.lecturers, lecturers_done = t.lecturers_done, look = t.look,
    first_at = (SELECT MIN(c.bytes_at) FROM capture c WHERE c.project_id = project.id),
    latest_at = (SELECT MAX(c.bytes_at) FROM capture c WHERE c.project_id = project.id)
    FROM (
        SELECT project_id, COUNT(*) FILTER (WHERE active) AS slots,
        COUNT(submitted_at) FILTER (WHERE active) AS complete,
        COUNT(*) FILTER (WHERE active AND venue_done) AS venue,
        COUNT(*) FILTER (WHERE active AND board_done) AS board,
        COUNT(*) FILTER (WHERE active AND room_done) AS room,
        COALESCE(SUM(lecturers_total) FILTER (WHERE active), 0) AS lecturers,
        COALESCE(SUM(lecturers_done) FILTER (WHERE active), 0) AS lecturers_done,
        SUM(look) AS look
        FROM slot WHERE project_id IN {*} GROUP BY project_id
    ) AS t
    WHERE project.id = t.project_id
    RETURNING id, rated_at, rating_stale
"""
