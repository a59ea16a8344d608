"""Which half-days may be due a reminder, and what is known of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.supervision.capture.tables import Capture
from backend.supervision.onsite.assignment_queries import bounds_of_row, tally_of
from backend.supervision.reminders.reminder_rules import AFTER_CLOSING, AFTER_OPENING, Reminder, reminder_due
from backend.supervision.reminders.tables import SlotReminder
from backend.supervision.tables import Assignment, Slot

Row = dict[str, Any]


async def slots_due(now: int, among: Sequence[UUID] | None = None) -> list[tuple[Row, Reminder]]:
    """Half-days that are due a reminder they have not had, with which; a few queries for any number of them."""
    rows = await _open_slots(now, among)
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    arrived, had = await _arrived(ids), await _had(ids)
    due = [(row, _due(row, row["id"] in arrived, now)) for row in rows]
    return [(row, reminder) for row, reminder in due if reminder and (row["id"], reminder) not in had]


async def leads_of(project_ids: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Who supervises these projects on site now."""
    rows = await Assignment.select(Assignment.project_id, Assignment.person_id).where(
        Assignment.project_id.is_in(sorted(set(project_ids))), Assignment.ended_at.is_null()
    )
    leads: dict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for row in rows:
        leads[row["project_id"]] |= {row["person_id"]}
    return leads


def _due(slot: Row, arrived: bool, now: int) -> Reminder | None:
    return reminder_due(bounds_of_row(slot), arrived=arrived, complete=tally_of(slot).complete, now=now)


async def _open_slots(now: int, among: Sequence[UUID] | None) -> Sequence[Row]:
    """Slots in force of approved projects that have been open for half an hour, or that ended incomplete and may still
    be completed by what is on a phone; of all, or of those asked for."""
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
    rows: list[Row] = await (query if among is None else query.where(Slot.id.is_in(list(among))))
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
