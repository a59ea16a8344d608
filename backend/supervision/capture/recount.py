"""Counters of slots and projects, brought up to date in the transaction that changes what they count.

Each capture carries two marks, whether it counts and whether it is to be looked at. Only captures that something
happened to are judged anew; what a half-day has is then told from the marks by the database.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from backend.audit.work import Work
from backend.kernel.db import is_postgres, run
from backend.supervision.capture.judged_queries import Judged, captures_of_slots, judged_captures
from backend.supervision.events import CaptureStored
from backend.supervision.results.actions import mark_overtaken_ratings


async def recount(work: Work, capture_ids: Iterable[UUID]) -> None:
    """After something that captures are judged by has changed: their marks, their slots' and projects' counters.

    Photos that came in this unit of work overtake a rating given before. The same few statements for any number of
    captures: it runs with every batch of photos.
    """
    wanted = sorted(set(capture_ids))
    if wanted:
        await _alone(_HOLD_THEIRS, wanted)
        captures = await judged_captures(wanted)
        await _mark(captures)
        await _count(work, sorted({capture.row["slot_id"] for capture in captures}))


async def recount_slots(work: Work, slot_ids: Iterable[UUID]) -> None:
    """The same for whole half-days: all their captures, and what is asked of them, are looked at anew."""
    wanted = sorted(set(slot_ids))
    if wanted:
        await _alone(_HOLD_OF_SLOTS, wanted)
        await _mark(chain.from_iterable((await captures_of_slots(wanted)).values()))
        await _count(work, wanted)


_HOLD_THEIRS = """
    SELECT id FROM project WHERE id IN (SELECT project_id FROM capture WHERE id IN {*}) ORDER BY id FOR NO KEY UPDATE
"""
_HOLD_OF_SLOTS = """
    SELECT id FROM project WHERE id IN (SELECT project_id FROM slot WHERE id IN {*}) ORDER BY id FOR NO KEY UPDATE
"""


async def _alone(hold: str, ids: list[UUID]) -> None:
    """Hold the projects: two transactions that count at the same time would each miss what the other has done.

    Not FOR UPDATE: rows inserted before already hold their project's key, and two such transactions would wait for
    each other for ever.
    """
    if is_postgres():
        await run(hold, ids)


async def _mark(captures: Iterable[Judged]) -> None:
    changed: dict[tuple[bool, bool], list[UUID]] = defaultdict(list)
    for capture in captures:
        marks = capture.why_not() is None, capture.is_to_look_at()
        if marks != (capture.row["counts"], capture.row["to_look_at"]):
            changed[marks].append(capture.row["id"])
    for marks, ids in changed.items():
        await run("UPDATE capture SET counts = {}, to_look_at = {} WHERE id IN {*}", *marks, sorted(ids))


# For each item one capture stands, as in `current_captures`: the latest that counts, else the latest.
_UPDATE_SLOTS = """
    UPDATE slot SET
    venue_done = t.venue, board_done = t.board, room_done = t.room, lecturers_total = t.lecturers,
    lecturers_done = t.lecturers_done, look = t.look, submitted_at = CASE
        WHEN t.venue AND t.board AND t.room AND t.lecturers > 0 AND t.lecturers_done = t.lecturers
        THEN COALESCE(submitted_at, {}) END
    FROM (
        SELECT s.id AS counted_id,
        COUNT(*) FILTER (WHERE c.counts AND c.item = 'venue') > 0 AS venue,
        COUNT(*) FILTER (WHERE c.counts AND c.item = 'agenda_board') > 0 AS board,
        COUNT(*) FILTER (WHERE c.counts AND c.item = 'room') > 0 AS room,
        (SELECT COUNT(*) FROM lecturer l WHERE l.slot_id = s.id AND l.removed_at IS NULL) AS lecturers,
        (SELECT COUNT(*) FROM lecturer l WHERE l.slot_id = s.id AND l.removed_at IS NULL AND EXISTS (
            SELECT 1 FROM capture o WHERE o.slot_id = s.id AND o.counts AND o.lecturer_id = l.id
        )) AS lecturers_done,
        COUNT(*) FILTER (WHERE c.to_look_at AND NOT EXISTS (
            SELECT 1 FROM capture o WHERE o.slot_id = c.slot_id AND o.item = c.item
            AND (c.lecturer_id IS NULL OR o.lecturer_id = c.lecturer_id)
            AND (o.counts, o.taken_at, o.id) > (c.counts, c.taken_at, c.id)
        )) AS look
        FROM slot s LEFT JOIN capture c ON c.slot_id = s.id
        WHERE s.id IN {*} GROUP BY s.id
    ) AS t
    WHERE slot.id = t.counted_id
    RETURNING project_id
"""
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


async def _count(work: Work, slot_ids: list[UUID]) -> None:
    slots = await run(_UPDATE_SLOTS, work.at, slot_ids)
    counted = await run(_UPDATE_PROJECTS, sorted({row["project_id"] for row in slots}))
    await _overtake(work, {row["id"] for row in counted if row["rated_at"] is not None and not row["rating_stale"]})


async def _overtake(work: Work, rated: set[UUID]) -> None:
    came = {recorded.event.scope_id for recorded in work.recorded if isinstance(recorded.event, CaptureStored)}
    if overtaken := rated.intersection(came):
        await mark_overtaken_ratings(work, overtaken)
