"""Adding projects with their half-days, venues and lecturer rows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.audit.work import Work
from backend.kernel.db import insert_rows
from backend.kernel.ids import new_id
from backend.organisations.tables import Organisation
from backend.supervision.events import ProjectAdded, ProjectApproved
from backend.supervision.recount import recount
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slot_rules import plan_slots
from backend.supervision.tables import Lecturer, Project, Slot, Venue


@dataclass(frozen=True)
class Spot:
    """A venue point in WGS-84, degrees × 1e7."""

    name: str
    lat_e7: int
    lon_e7: int
    radius_m: int


@dataclass(frozen=True)
class Speaker:
    """A lecturer of the schedule."""

    name: str
    unit: str
    title: str
    topic: str


async def add_project(
    work: Work, *, organiser: Organisation, no: str, name: str, first: date, last: date, place: str
) -> UUID:
    """Add a project of a unit, not yet filed."""
    project_id = new_id()
    await Project.insert(
        Project(
            id=project_id,
            no=no,
            name=name,
            organiser_id=organiser.id,
            organiser_name=organiser.name,
            organiser_path=organiser.path,
            planned_start=first.isoformat(),
            planned_end=last.isoformat(),
            place=place,
            filing="not_filed",
            created_at=work.at,
        )
    )
    work.record(
        ProjectAdded(subject_id=project_id, scope_id=project_id, organisation_id=organiser.id),
        after={"no": no, "name": name, "place": place},
    )
    return project_id


async def approve_project(work: Work, *, project_id: UUID, venues: list[Spot], speakers: list[Speaker]) -> None:
    """Approve a filing: the half-days of its period are made, with the schedule's lecturers in each."""
    row = await Project.select(Project.planned_start, Project.planned_end).where(Project.id == project_id).first()
    assert row is not None
    runtime = work.runtime
    planned = plan_slots(
        date.fromisoformat(row["planned_start"]),
        date.fromisoformat(row["planned_end"]),
        runtime.settings(SupervisionSettings),
        runtime.zone,
    )
    slots = [
        Slot(
            id=new_id(),
            project_id=project_id,
            day=slot.day.isoformat(),
            half=slot.half,
            opens_at=slot.bounds.opens_at,
            closes_at=slot.bounds.closes_at,
            late_until=slot.bounds.late_until,
        )
        for slot in planned
    ]
    await insert_rows(Slot, slots)
    await insert_rows(Venue, [_venue(project_id, spot, position) for position, spot in enumerate(venues)])
    await insert_rows(
        Lecturer,
        [_lecturer(slot.id, speaker, position) for slot in slots for position, speaker in enumerate(speakers)],
    )
    await Project.update({Project.filing: "approved"}).where(Project.id == project_id)
    work.record(ProjectApproved(subject_id=project_id, scope_id=project_id))
    await recount(work, [slot.id for slot in slots])


def _venue(project_id: UUID, spot: Spot, position: int) -> Venue:
    return Venue(
        id=new_id(),
        project_id=project_id,
        name=spot.name,
        datum="wgs84",
        typed_lat_e7=spot.lat_e7,
        typed_lon_e7=spot.lon_e7,
        lat_e7=spot.lat_e7,
        lon_e7=spot.lon_e7,
        radius_m=spot.radius_m,
        position=position,
    )


def _lecturer(slot_id: UUID, speaker: Speaker, position: int) -> Lecturer:
    return Lecturer(
        id=new_id(),
        slot_id=slot_id,
        name=speaker.name,
        unit=speaker.unit,
        title=speaker.title,
        topic=speaker.topic,
        position=position,
        removed_reason="",
    )
