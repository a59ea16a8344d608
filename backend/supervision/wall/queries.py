"""The evidence wall: everything a project's lead has sent, with what was found about it (catalogue 11.6 督查反馈)."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import msgspec

from backend.forms.phone_rules import mask_phone
from backend.identity.people.queries import phone_of
from backend.identity.tables import Person
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.capture.manifest import Item, Position
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.onsite.assignment_queries import bounds_of_row, capture_state, lecturers_of, tally_of
from backend.supervision.onsite.schemas import VenueShown
from backend.supervision.slots.slot_rules import slot_state
from backend.supervision.slots.tally_rules import Standing, current_captures
from backend.supervision.tables import Assignment, Project, Slot, Venue
from backend.supervision.wall.schemas import (
    CaptureDetail,
    Feedback,
    FindingShown,
    LeadShown,
    RulingShown,
    WallProject,
    WallSlot,
    WallSummary,
)

Row = dict[str, Any]
PERCENT = 100


async def read_feedback(runtime: Runtime, project_id: UUID) -> Feedback:
    """The wall of one project.

    Raises:
        NotFound: no such project.
    """
    project: Row | None = await Project.select().where(Project.id == project_id).first()
    if project is None:
        raise NotFound
    slots: list[Row] = (
        await Slot.select().where(Slot.project_id == project_id, Slot.active.eq(True)).order_by(Slot.opens_at)
    )
    captures: list[Row] = await Capture.select().where(Capture.project_id == project_id).order_by(Capture.taken_at)
    details = await capture_details(captures)
    lecturers, now = await lecturers_of([slot["id"] for slot in slots]), runtime.now()
    return Feedback(
        project=await _project(project),
        summary=_summary(slots, now),
        lead=await _lead(runtime, project_id),
        slots=[
            WallSlot(
                id=slot["id"],
                date=slot["day"],
                half=slot["half"],
                state=slot_state(bounds_of_row(slot), tally_of(slot), now),
                opens_at=slot["opens_at"],
                closes_at=slot["closes_at"],
                late_until=slot["late_until"],
                lecturers=lecturers[slot["id"]],
                captures=details[slot["id"]],
            )
            for slot in slots
        ],
    )


async def read_capture(capture_id: UUID) -> CaptureDetail:
    """One capture among those of its slot.

    Raises:
        NotFound: no such capture.
    """
    row = await Capture.select(Capture.slot_id).where(Capture.id == capture_id).first()
    if row is None:
        raise NotFound
    captures: list[Row] = await Capture.select().where(Capture.slot_id == row["slot_id"])
    details = await capture_details(captures)
    return next(detail for detail in details[row["slot_id"]] if detail.id == capture_id)


async def capture_details(captures: list[Row]) -> dict[UUID, list[CaptureDetail]]:
    """Details by slot, in the order given."""
    ids = [row["id"] for row in captures]
    findings, rulings, venues = await _findings(ids), await _rulings(ids), await _venue_names(captures)
    current = _current(captures)
    by_slot: dict[UUID, list[CaptureDetail]] = defaultdict(list)
    for row in captures:
        by_slot[row["slot_id"]].append(
            CaptureDetail(
                id=row["id"],
                item=Item(kind=row["item"], row=row["lecturer_id"]),
                state=capture_state(row),
                inspected=row["inspected_at"] is not None,
                verdict=row["verdict"],
                taken_from=row["taken_from"],
                taken_until=row["taken_until"],
                taken_at=row["taken_at"],
                arrived_at=row["arrived_at"],
                bytes_at=row["bytes_at"],
                bytes_removed_at=row["bytes_removed_at"],
                position=_position(row),
                no_position=row["no_position"] or None,
                distance_m=row["distance_m"],
                venue=venues.get(row["venue_id"]),
                findings=findings[row["id"]],
                current=row["id"] in current,
                counts=row["counts"],
                ruling=rulings.get(row["id"]),
            )
        )
    return by_slot


def _current(captures: list[Row]) -> set[UUID]:
    by_slot: dict[UUID, list[Standing]] = defaultdict(list)
    for row in captures:
        place = (row["item"], row["lecturer_id"])
        by_slot[row["slot_id"]].append(
            Standing(id=row["id"], place=place, taken_at=row["taken_at"], counts=row["counts"])
        )
    return {one.id for standing in by_slot.values() for one in current_captures(standing).values()}


def _position(row: Row) -> Position | None:
    if row["lat_e7"] is None:
        return None
    return Position(
        lat_e7=row["lat_e7"], lon_e7=row["lon_e7"], accuracy_m=row["accuracy_m"], age_ms=row["position_age_ms"]
    )


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
        venues=[
            VenueShown(name=row["name"], lat_e7=row["lat_e7"], lon_e7=row["lon_e7"], radius_m=row["radius_m"])
            for row in venues
        ],
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


async def _findings(ids: list[UUID]) -> dict[UUID, list[FindingShown]]:
    found: dict[UUID, list[FindingShown]] = defaultdict(list)
    if ids:
        for row in await Finding.select().where(Finding.capture_id.is_in(ids)).order_by(Finding.id):
            data = msgspec.json.decode(row["data"], type=dict[str, object])
            found[row["capture_id"]].append(FindingShown(code=row["code"], level=row["level"], data=data))
    return found


async def _rulings(ids: list[UUID]) -> dict[UUID, RulingShown]:
    if not ids:
        return {}
    rows = await Ruling.select().where(Ruling.capture_id.is_in(ids)).order_by(Ruling.at).order_by(Ruling.id)
    people = await Person.select(Person.id, Person.name).where(
        Person.id.is_in([row["by_id"] for row in rows] or [None])
    )
    names = {row["id"]: row["name"] for row in people}
    return {
        row["capture_id"]: RulingShown(
            verdict=row["verdict"], reason=row["reason"], by=names[row["by_id"]], at=row["at"]
        )
        for row in rows
    }


async def _venue_names(captures: list[Row]) -> dict[UUID, str]:
    ids = sorted({row["venue_id"] for row in captures if row["venue_id"]})
    if not ids:
        return {}
    return {row["id"]: row["name"] for row in await Venue.select(Venue.id, Venue.name).where(Venue.id.is_in(ids))}
