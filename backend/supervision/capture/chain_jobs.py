"""Gaps in the phones' chains, looked for once the late window is over: until then a photo may come (design §4)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrivals
from backend.audit.tables import Event
from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.db import insert_rows
from backend.kernel.runtime import Runtime
from backend.supervision.capture.chain_rules import Link, chain_gaps
from backend.supervision.capture.finding_rules import Found
from backend.supervision.capture.findings import finding_row
from backend.supervision.capture.recount import recount
from backend.supervision.capture.tables import Capture, Finding
from backend.supervision.events import CaptureRefused, SlotChainJudged
from backend.supervision.tables import Assignment, Slot

EVERY_S = 60.0
BATCH = 100
CODE = "chain_gap"
Row = dict[str, Any]


async def judge_chains(runtime: Runtime) -> int:
    """One pass over the slots whose late window is over; how many were judged. It gives way to what phones send.

    A capture that comes still later has its slot judged again: it may be the link that was missing.
    """
    judged = 0
    for slot in await _due(runtime.now()):
        await runtime.find(Arrivals).quiet()
        async with unit_of_work(runtime, SYSTEM, role="system") as work:
            if await _judge(work, slot["id"]):
                judged += 1
            else:
                work.unchanged()
    return judged


async def _due(now: int) -> list[Row]:
    evidence = Capture.select(Capture.slot_id)
    rows: list[Row] = (
        await Slot.select(Slot.id)
        .where(Slot.late_until <= now, Slot.chain_judged_at.is_null(), Slot.id.is_in(evidence))
        .order_by(Slot.late_until)
        .limit(BATCH)
    )
    return rows


async def _judge(work: Work, slot_id: UUID) -> bool:
    """Judge a slot's chain; false if another process was first."""
    claimed = (
        await Slot.update({Slot.chain_judged_at: work.at})
        .where(Slot.id == slot_id, Slot.chain_judged_at.is_null())
        .returning(Slot.project_id)
    )
    if not claimed:
        return False
    captures = await _captures(Capture.slot_id == slot_id)
    people = {row["person_id"] for row in captures}
    assignments = await _assignments_of(people)
    told = await _captures(
        Capture.assignment_id.is_in(assignments),
        Capture.id.is_in(Finding.select(Finding.capture_id).where(Finding.code == CODE)),
    )
    rows = {row["id"]: row for row in [*captures, *told]}
    gaps = await _gaps(list(rows.values()), assignments, people)
    before = {row["id"] for row in told}
    await insert_rows(Finding, [finding_row(one, Found(CODE), work.at) for one in sorted(gaps - before)])
    healed = sorted(before - gaps)
    if healed:
        await Finding.delete().where(Finding.code == CODE, Finding.capture_id.is_in(healed))
    event = SlotChainJudged(
        subject_id=slot_id, scope_id=claimed[0]["project_id"], gaps=len(gaps - before), healed=len(healed)
    )
    work.record(event)
    await recount(work, gaps ^ before)
    return True


async def _captures(*conditions: Any) -> list[Row]:  # noqa: ANN401 - Piccolo's conditions have no common type
    rows: list[Row] = await Capture.select(
        Capture.id, Capture.person_id, Capture.key_id, Capture.previous_sha256
    ).where(*conditions)
    return rows


async def _assignments_of(people: Iterable[UUID]) -> list[UUID]:
    """One key signs one chain, whichever project its photos are of."""
    rows = await Assignment.select(Assignment.id).where(Assignment.person_id.is_in(sorted(people)))
    return [row["id"] for row in rows]


async def _gaps(rows: Sequence[Row], assignments: list[UUID], people: set[UUID]) -> set[UUID]:
    links = [Link(row["id"], row["key_id"], row["previous_sha256"]) for row in rows]
    wanted = sorted({link.previous for link in links if link.previous})
    if not wanted:
        return set()
    came = await Capture.select(Capture.key_id, Capture.manifest_sha256).where(
        Capture.assignment_id.is_in(assignments), Capture.manifest_sha256.is_in(wanted)
    )
    known = {(row["key_id"], row["manifest_sha256"]) for row in came}
    if chain_gaps(links, known):
        refused = await _refused(assignments, people)
        known |= {(link.key_id, link.previous) for link in links if link.previous in refused}
    return chain_gaps(links, known)


async def _refused(assignments: list[UUID], people: set[UUID]) -> set[str]:
    """Digests of manifests that came and were refused: the phone hid nothing."""
    projects = await Assignment.select(Assignment.project_id).where(Assignment.id.is_in(assignments))
    rows = await Event.select(Event.data).where(
        Event.scope_id.is_in(sorted({row["project_id"] for row in projects})) | Event.actor_id.is_in(sorted(people)),
        Event.kind == CaptureRefused.kind,
    )
    return {str(msgspec.json.decode(row["data"], type=dict[str, Any])["manifest_sha256"]) for row in rows}
