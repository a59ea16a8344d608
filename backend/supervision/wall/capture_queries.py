"""Captures with everything that is known about them, for those who judge."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import msgspec

from backend.identity.tables import Person
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.supervision.capture.manifest import Item, Position
from backend.supervision.capture.tables import Capture, Finding, Ruling
from backend.supervision.onsite.assignment_queries import capture_state
from backend.supervision.permissions import projects_seen
from backend.supervision.slots.tally_rules import Standing, current_captures
from backend.supervision.tables import Project, Venue
from backend.supervision.wall.schemas import CaptureDetail, FindingShown, OtherPhoto, RulingShown

Row = dict[str, Any]
OTHER = "captureId"
"""In the data of a finding: the photo that this one is like."""


async def read_capture(actor: Actor, capture_id: UUID) -> CaptureDetail:
    """One capture among those of its slot.

    Raises:
        NotFound: no such capture.
    """
    row = await Capture.select(Capture.slot_id).where(Capture.id == capture_id).first()
    if row is None:
        raise NotFound
    captures: list[Row] = await Capture.select().where(Capture.slot_id == row["slot_id"])
    details = await capture_details(actor, captures)
    return next(detail for detail in details[row["slot_id"]] if detail.id == capture_id)


async def capture_details(actor: Actor, captures: list[Row]) -> dict[UUID, list[CaptureDetail]]:
    """Details by slot, in the order given; of photos of other projects only what the actor may see."""
    ids = [row["id"] for row in captures]
    findings, rulings, venues = await _findings(actor, ids), await _rulings(ids), await _venue_names(captures)
    current, people = _current(captures), await names_of({row["person_id"] for row in captures})
    by_slot: dict[UUID, list[CaptureDetail]] = defaultdict(list)
    for row in captures:
        said = rulings[row["id"]]
        by_slot[row["slot_id"]].append(
            CaptureDetail(
                id=row["id"],
                item=Item(kind=row["item"], row=row["lecturer_id"]),
                state=capture_state(row),
                by=people.get(row["person_id"], ""),
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
                ruling=said[0] if said else None,
                earlier_rulings=said[1:],
            )
        )
    return by_slot


async def names_of(people: set[UUID]) -> dict[UUID, str]:
    """Names by person."""
    if not people:
        return {}
    rows = await Person.select(Person.id, Person.name).where(Person.id.is_in(sorted(people)))
    return {row["id"]: row["name"] for row in rows}


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


async def _findings(actor: Actor, ids: list[UUID]) -> dict[UUID, list[FindingShown]]:
    found: dict[UUID, list[FindingShown]] = defaultdict(list)
    if not ids:
        return found
    rows = await Finding.select().where(Finding.capture_id.is_in(ids)).order_by(Finding.id)
    data = {row["id"]: msgspec.json.decode(row["data"], type=dict[str, object]) for row in rows}
    others = await _others(actor, {UUID(str(one[OTHER])) for one in data.values() if OTHER in one})
    for row in rows:
        said = data[row["id"]]
        other = others.get(UUID(str(said.pop(OTHER)))) if OTHER in said else None
        found[row["capture_id"]].append(FindingShown(code=row["code"], level=row["level"], data=said, other=other))
    return found


async def _others(actor: Actor, ids: set[UUID]) -> dict[UUID, OtherPhoto]:
    """Photos that findings name, of the projects that the actor may see."""
    seen = await projects_seen(actor) if ids else None
    if seen is None:
        return {}
    slot = Capture.slot_id._
    rows: list[Row] = await Capture.select(
        Capture.id, Capture.project_id, Capture.slot_id, Capture.item, Capture.lecturer_id, Capture.inspected_at,
        Capture.bytes_removed_at, slot.day.as_alias("day"), slot.half.as_alias("half"),
    ).where(Capture.id.is_in(sorted(ids)))  # fmt: skip
    wanted = sorted({row["project_id"] for row in rows})
    projects: list[Row] = (
        await Project.select(Project.id, Project.no, Project.name).where(seen, Project.id.is_in(wanted))
        if wanted
        else []
    )
    known = {project["id"]: project for project in projects}
    return {row["id"]: _other(row, known[row["project_id"]]) for row in rows if row["project_id"] in known}


def _other(row: Row, project: Row) -> OtherPhoto:
    return OtherPhoto(
        id=row["id"],
        project_id=project["id"],
        project_no=project["no"],
        project_name=project["name"],
        slot_id=row["slot_id"],
        date=row["day"],
        half=row["half"],
        item=Item(kind=row["item"], row=row["lecturer_id"]),
        pictured=row["inspected_at"] is not None and row["bytes_removed_at"] is None,
    )


async def _rulings(ids: list[UUID]) -> dict[UUID, list[RulingShown]]:
    """All words on captures, the newest first."""
    found: dict[UUID, list[RulingShown]] = defaultdict(list)
    if not ids:
        return found
    rows = await Ruling.select().where(Ruling.capture_id.is_in(ids)).order_by(Ruling.at, Ruling.id, ascending=False)
    names = await names_of({row["by_id"] for row in rows})
    for row in rows:
        shown = RulingShown(verdict=row["verdict"], reason=row["reason"], by=names[row["by_id"]], at=row["at"])
        found[row["capture_id"]].append(shown)
    return found


async def _venue_names(captures: list[Row]) -> dict[UUID, str]:
    ids = sorted({row["venue_id"] for row in captures if row["venue_id"]})
    if not ids:
        return {}
    return {row["id"]: row["name"] for row in await Venue.select(Venue.id, Venue.name).where(Venue.id.is_in(ids))}
