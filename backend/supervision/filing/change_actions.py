"""Changes of approved filings: a small case about dates, half-days, venues, files and speakers (design §4, Slots)."""

from uuid import UUID

from backend.audit.work import Work
from backend.flows.case_actions import Base, Sent, open_case, submit_case
from backend.flows.case_queries import case_of
from backend.flows.case_store import hold_case
from backend.flows.event_rules import By, Holder
from backend.forms.words import Label
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound
from backend.supervision.errors import NotApproved
from backend.supervision.filing.actions import title_of
from backend.supervision.filing.check import check_change
from backend.supervision.filing.draft_store import Row, project_columns
from backend.supervision.filing.filing_rules import base_of
from backend.supervision.filing.queries import document_now
from backend.supervision.filing.slot_actions import arrangement_of, check_arrangement
from backend.supervision.permissions import UNIT
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Project

FLOW = "filing_change"


async def submit_change(work: Work, project_id: UUID, document: dict[str, object]) -> None:
    """Ask for a change; a returned one goes on as the same case, a finished one is followed by another.

    Raises:
        NotFound. NotApproved: there is nothing to change yet. Invalid: by field path. CaseRefused: one waits already.
        SlotBegun, SlotHasEvidence, VenuesFixed: too late for it.
    """
    case_id = await case_of(FLOW, project_id)
    if case_id is not None and (await hold_case(case_id)).case.state in {"approved", "rejected"}:
        case_id = None
    await lock_row(Project, Project.id, project_id)
    project = await project_columns(project_id)
    if project is None:
        raise NotFound
    if project["filing"] != "approved":
        raise NotApproved
    standing = await document_now(project)
    checked = await check_change(work.runtime, work.actor, document, project_id=project_id, standing=standing)
    if checked.errors:
        raise Invalid(errors=checked.errors)
    await check_arrangement(work, project_id, arrangement_of(checked.document, _radius(work)))
    title = _title(project, title_of(work, checked.effective, checked.document))
    organiser = project["organiser_id"]
    case_id = case_id or await open_case(
        work,
        flow=FLOW,
        subject_id=project_id,
        organisation_id=organiser,
        applicant=Holder(UNIT, organiser),
        title=title,
        base=Base(checked.effective, base_of(standing, checked.document)),
    )
    sent = Sent(checked.effective, checked.document, title)
    await submit_case(work, case_id, sent, By(work.actor.person_id, UNIT, organiser))


def _title(project: Row, change: Label) -> Label:
    """A change names its project, which its own document does not."""
    name = f"{project['no']} {project['name']}"
    return Label(zh=f"{name}：{change.zh}", en=f"{name}: {change.en}")


def _radius(work: Work) -> int:
    return work.runtime.settings(SupervisionSettings).default_radius_m
