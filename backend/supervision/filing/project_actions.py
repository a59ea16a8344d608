"""Adding projects, and approving them with their half-days, venues and lecturer rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.audit.work import Work
from backend.flows.in_force import Definitions
from backend.forms.validation import unique_values
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.organisations.tables import Organisation
from backend.supervision.events import ProjectAdded, ProjectApproved
from backend.supervision.filing.filing_rules import Speaker, Spot
from backend.supervision.filing.slot_actions import Arrangement, arrange
from backend.supervision.tables import Project

FORM = "filing"
__all__ = [
    "FORM",
    "Speaker",
    "Spot",
    "add_project",
    "approve_project",
    "digest_of_no",
    "project_row",
    "record_added",
]


def digest_of_no(runtime: Runtime, no: str) -> str:
    """What two spellings of one project number have in common."""
    digests = unique_values(runtime.find(Definitions).form(FORM), {"project_no": no})
    return digests["project_no",]


async def add_project(
    work: Work, *, organiser: Organisation, no: str, name: str, first: date, last: date, place: str
) -> UUID:
    """Add a project of a unit, not yet filed."""
    project = project_row(
        work.runtime, work.at, organiser=organiser, no=no, name=name, first=first, last=last, place=place
    )
    await Project.insert(project)
    record_added(work, project)
    project_id: UUID = project.id
    return project_id


def record_added(work: Work, project: Project) -> None:
    """Record that a project was added."""
    work.record(
        ProjectAdded(subject_id=project.id, scope_id=project.id, organisation_id=project.organiser_id),
        after={"no": project.no, "name": project.name, "place": project.place},
    )


def project_row(
    runtime: Runtime, at: int, *, organiser: Organisation, no: str, name: str, first: date, last: date, place: str
) -> Project:
    """A new project, not yet filed."""
    return Project(
        id=new_id(),
        no=no,
        name=name,
        place=place,
        no_digest=digest_of_no(runtime, no),
        organiser_id=organiser.id,
        organiser_name=organiser.name,
        organiser_path=organiser.path,
        planned_start=first.isoformat(),
        planned_end=last.isoformat(),
        filing="not_filed",
        created_at=at,
    )


async def approve_project(
    work: Work,
    *,
    project_id: UUID,
    venues: Sequence[Spot],
    speakers: Sequence[Speaker],
    off: frozenset[tuple[str, str]] = frozenset(),
    indoor: bool = False,
) -> None:
    """Approve a filing: the half-days of its period are made, with the schedule's lecturers in each.

    Raises:
        SlotHasEvidence: an earlier approval of it left evidence in a half-day that is no longer planned.
    """
    row: dict[str, Any] | None = (
        await Project.select(Project.planned_start, Project.planned_end).where(Project.id == project_id).first()
    )
    assert row is not None
    await Project.update({Project.filing: "approved", Project.indoor: indoor}).where(Project.id == project_id)
    wanted = Arrangement(
        first=date.fromisoformat(row["planned_start"]),
        last=date.fromisoformat(row["planned_end"]),
        off=off,
        venues=venues,
        speakers=speakers,
    )
    await arrange(work, project_id, wanted, begun_may_change=True)
    work.record(ProjectApproved(subject_id=project_id, scope_id=project_id))
