"""Reminding leads and unit clerks of half-days, exactly once each, whatever restarts in between (design §7)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.audit.work import Work, unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.notifications.actions import Message, deliver
from backend.supervision.capture.tables import Capture
from backend.supervision.events import SlotReminded
from backend.supervision.onsite.assignment_queries import bounds_of_row, tally_of
from backend.supervision.reminders.messages import REMINDER_KINDS
from backend.supervision.reminders.reminder_rules import AFTER_CLOSING, AFTER_OPENING, Reminder, reminder_due
from backend.supervision.reminders.tables import SlotReminder
from backend.supervision.tables import Assignment, Slot
from backend.supervision.tell import unit_people

EVERY_S = 20.0
Row = dict[str, Any]


async def remind_slots(runtime: Runtime) -> int:
    """One pass over the open slots; how many reminders were given."""
    given = 0
    for slot in await _candidates(runtime.now()):
        async with unit_of_work(runtime, SYSTEM) as work:
            if await _remind(work, slot["id"]):
                given += 1
            else:
                work.unchanged()
    return given


async def _candidates(now: int) -> list[Row]:
    """Open slots that are due a reminder they have not had."""
    rows = await _open_slots(now)
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    arrived, had = await _arrived(ids), await _had(ids)
    return [row for row in rows if (due := _due(row, row["id"] in arrived, now)) and (row["id"], due) not in had]


async def _remind(work: Work, slot_id: UUID) -> bool:
    """Give a slot the reminder that is due now; false if there is none, or another process was first."""
    slot = next(iter(await _open_slots(work.at, slot_id)), None)
    due = _due(slot, bool(await _arrived([slot_id])), work.at) if slot else None
    if slot is None or due is None:
        return False
    inserted = (
        await SlotReminder.insert(SlotReminder(id=new_id(), slot_id=slot_id, reminder=due, at=work.at))
        .on_conflict(action="DO NOTHING")
        .returning(SlotReminder.id)
    )
    if not inserted:
        return False
    await _tell(work, slot, due)
    work.record(SlotReminded(subject_id=slot_id, scope_id=slot["project_id"], reminder=due))
    return True


async def _tell(work: Work, slot: Row, due: Reminder) -> None:
    tally = tally_of(slot)
    params: dict[str, str | int] = {
        "projectNo": slot["no"],
        "projectName": slot["name"],
        "date": slot["day"],
        "half": slot["half"],
        "closesAt": slot["closes_at"],
        "done": tally.done,
        "total": tally.total,
        "missing": tally.total - tally.done,
    }
    message = Message(
        REMINDER_KINDS[due],
        subject_id=slot["id"],
        scope_id=slot["project_id"],
        params=params,
        expires_at=slot["late_until" if due == "ended" else "closes_at"],
    )
    leads = await _leads(slot["project_id"])
    await deliver(work, message, to=leads, by=frozenset({"inbox", "sms"}))
    clerks = await unit_people(work, slot["project_id"], slot["organiser_id"])
    await deliver(work, message, to=clerks, by=frozenset({"inbox", "email"}))


def _due(slot: Row, arrived: bool, now: int) -> Reminder | None:
    return reminder_due(bounds_of_row(slot), arrived=arrived, complete=tally_of(slot).complete, now=now)


async def _open_slots(now: int, slot_id: UUID | None = None) -> Sequence[Row]:
    """Slots in force of approved projects that have been open for half an hour, or that ended incomplete and may still
    be completed by what is on a phone; or the one asked for."""
    project = Slot.project_id._
    running = (Slot.opens_at <= now - AFTER_OPENING) & (Slot.closes_at > now)
    ended = (Slot.closes_at <= now - AFTER_CLOSING) & (Slot.late_until > now) & Slot.submitted_at.is_null()
    query = Slot.select(
        *Slot.all_columns(),
        project.no.as_alias("no"),
        project.name.as_alias("name"),
        project.organiser_id.as_alias("organiser_id"),
    ).where(
        Slot.active.eq(True),
        running | ended,
        project.filing == "approved",
    )
    rows: list[Row] = await (query.where(Slot.id == slot_id) if slot_id else query)
    return rows


async def _arrived(slot_ids: Sequence[UUID]) -> set[UUID]:
    """Slots of which a photo has been named: its bytes may still be on the phone, the lead is at work."""
    rows = await Capture.select(Capture.slot_id).where(Capture.slot_id.is_in(list(slot_ids))).distinct()
    return {row["slot_id"] for row in rows}


async def _had(slot_ids: Sequence[UUID]) -> set[tuple[UUID, str]]:
    rows = await SlotReminder.select(SlotReminder.slot_id, SlotReminder.reminder).where(
        SlotReminder.slot_id.is_in(list(slot_ids))
    )
    return {(row["slot_id"], row["reminder"]) for row in rows}


async def _leads(project_id: UUID) -> list[UUID]:
    rows = await Assignment.select(Assignment.person_id).where(
        Assignment.project_id == project_id, Assignment.ended_at.is_null()
    )
    return [row["person_id"] for row in rows]
