"""The evidence wall: everything a project's lead has sent, with what was found about it (catalogue 11.6 督查反馈)."""

from typing import Any
from uuid import UUID

from backend.forms.phone_rules import mask_phone
from backend.identity.people.queries import phone_of
from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.capture.tables import Capture
from backend.supervision.onsite.assignment_queries import bounds_of_row, lecturers_of, tally_of, venue_shown
from backend.supervision.onsite.schemas import LecturerShown
from backend.supervision.slots.slot_rules import slot_state
from backend.supervision.tables import Assignment, Project, Slot, Venue
from backend.supervision.wall.capture_queries import capture_details
from backend.supervision.wall.schemas import CaptureDetail, Feedback, LeadShown, WallProject, WallSlot, WallSummary

Row = dict[str, Any]
PERCENT = 100


async def read_feedback(runtime: Runtime, actor: Actor, project_id: UUID) -> Feedback:
    """The wall of one project: its half-days in order, then the cancelled ones for which photos came.

    Raises:
        NotFound: no such project.
    """
    project: Row | None = await Project.select().where(Project.id == project_id).first()
    if project is None:
        raise NotFound
    captures: list[Row] = await Capture.select().where(Capture.project_id == project_id).order_by(Capture.taken_at)
    details = await capture_details(actor, captures)
    every: list[Row] = await Slot.select().where(Slot.project_id == project_id).order_by(Slot.opens_at)
    slots = [slot for slot in every if slot["active"]]
    cancelled = [slot for slot in every if not slot["active"] and slot["id"] in details]
    lecturers, now = await lecturers_of([slot["id"] for slot in slots + cancelled]), runtime.now()
    return Feedback(
        project=await _project(project),
        summary=_summary(slots, now),
        lead=await _lead(runtime, project_id),
        slots=[_slot(slot, lecturers[slot["id"]], details.get(slot["id"], []), now) for slot in slots + cancelled],
    )


def _slot(slot: Row, lecturers: list[LecturerShown], captures: list[CaptureDetail], now: int) -> WallSlot:
    return WallSlot(
        id=slot["id"],
        date=slot["day"],
        half=slot["half"],
        state=slot_state(bounds_of_row(slot), tally_of(slot), now),
        cancelled=not slot["active"],
        opens_at=slot["opens_at"],
        closes_at=slot["closes_at"],
        late_until=slot["late_until"],
        submitted_at=slot["submitted_at"],
        submitted_by=_completed_by(captures) if slot["submitted_at"] is not None else None,
        lecturers=lecturers,
        captures=captures,
    )


def _completed_by(captures: list[CaptureDetail]) -> str | None:
    """The lead whose photo came last of those that stand: with it the half-day was complete (catalogue 11.5)."""
    standing = [one for one in captures if one.current and one.counts]
    last = max(standing, key=lambda one: (one.bytes_at or 0, one.taken_at), default=None)
    return last.by if last else None


async def _project(project: Row) -> WallProject:
    venues = await Venue.select().where(Venue.project_id == project["id"]).order_by(Venue.position)
    return WallProject(
        id=project["id"],
        no=project["no"],
        name=project["name"],
        organiser=project["organiser_name"],
        place=project["place"],
        planned_start=project["planned_start"],
        planned_end=project["planned_end"],
        indoor=project["indoor"],
        filing=project["filing"],
        venues=[venue_shown(row) for row in venues],
    )


def _summary(slots: list[Row], now: int) -> WallSummary:
    """Due as in the list: half-days that are complete or over."""
    complete = sum(slot["submitted_at"] is not None for slot in slots)
    due = sum(slot["submitted_at"] is not None or slot["closes_at"] <= now for slot in slots)
    return WallSummary(due=due, complete=complete, rate=complete * PERCENT // due if due else 0)


async def _lead(runtime: Runtime, project_id: UUID) -> LeadShown | None:
    row = (
        await Assignment.select(Assignment.person_id)
        .where(Assignment.project_id == project_id, Assignment.ended_at.is_null())
        .first()
    )
    person = await Person.objects().get(Person.id == row["person_id"]) if row else None
    return LeadShown(name=person.name, phone_masked=mask_phone(phone_of(runtime.keys, person))) if person else None
