"""Drafts of projects, and filing them (catalogue 11.1, 11.2)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from backend.audit.retention import Holds
from backend.audit.work import Work
from backend.files.leaving import let_go
from backend.flows.case_actions import Sent, open_case, submit_case
from backend.flows.case_queries import case_of
from backend.flows.case_store import hold_case
from backend.flows.event_rules import By, Holder
from backend.forms.context import Context
from backend.forms.effective import Effective
from backend.forms.masking import masked_document
from backend.forms.summary import summary
from backend.forms.words import Label
from backend.kernel.clock import local_date
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound
from backend.organisations.tables import Organisation
from backend.supervision.errors import DraftChanged, FilingLocked, NotDeletable, UnderHold
from backend.supervision.events import DocumentDeleted, ProjectChanged, ProjectDeleted
from backend.supervision.filing.check import Checked, Stage, check_filing
from backend.supervision.filing.draft_store import StoredDraft, project_columns, read_draft, write_draft
from backend.supervision.filing.filing_rules import EDITABLE, period_of
from backend.supervision.filing.project_actions import digest_of_no, project_row, record_added
from backend.supervision.filing.tables import FilingDraft, ProjectDocument
from backend.supervision.permissions import UNIT
from backend.supervision.tables import Project

Row = dict[str, Any]
Document = dict[str, object]
FLOW = "filing"


@contextmanager
def number_is_unique() -> Iterator[None]:
    """Two people adding the same number at the same moment: the second is told so.

    Raises:
        Invalid: the number is taken.
    """
    try:
        yield
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError) as error:
        raise Invalid("the number is taken", errors={"project_no": ["taken"]}) from error


async def create_project(work: Work, document: Document) -> UUID:
    """Add a project with what is known of it so far.

    Raises:
        Invalid: the heading, or what no screen sends.
    """
    checked = await _checked(work, document, None, "draft")
    clean = checked.document
    organiser = await _organiser(clean)
    first, last = period_of(clean)
    project = project_row(
        work.runtime,
        work.at,
        organiser=organiser,
        no=str(clean["project_no"]),
        name=str(clean["project_name"]),
        first=first,
        last=last,
        place=_place(clean),
    )
    with number_is_unique():
        await Project.insert(project)
    await write_draft(work, project.id, 1, checked.effective, clean)
    record_added(work, project)
    project_id: UUID = project.id
    return project_id


async def change_draft(work: Work, project_id: UUID, version: int, document: Document) -> None:
    """Change a draft that is not under review.

    Raises:
        NotFound, Invalid. FilingLocked: filed or approved. DraftChanged: somebody changed it meanwhile.
    """
    draft = await _editable_draft(work, project_id, version)
    project = draft.project
    checked = await _checked(work, document, project_id, "draft")
    clean = checked.document
    if clean["organiser"] != str(project["organiser_id"]) and await case_of(FLOW, project_id):
        raise Invalid("the case belongs to its unit", errors={"organiser": ["fixed"]})
    organiser = await _organiser(clean)
    with number_is_unique():
        await Project.update(
            {
                Project.no: clean["project_no"],
                Project.no_digest: digest_of_no(work.runtime, str(clean["project_no"])),
                Project.name: clean["project_name"],
                Project.organiser_id: organiser.id,
                Project.organiser_name: organiser.name,
                Project.organiser_path: organiser.path,
                Project.planned_start: clean["planned_start"],
                Project.planned_end: clean["planned_end"],
                Project.place: _place(clean),
            }
        ).where(Project.id == project_id)
    await write_draft(work, project_id, version + 1, checked.effective, clean)
    work.record(
        ProjectChanged(subject_id=project_id, scope_id=project_id, organisation_id=organiser.id, version=version + 1),
        before={"document": masked_document(checked.effective, draft.stored.document)},
        after={"document": masked_document(checked.effective, clean)},
    )


async def delete_project(work: Work, project_id: UUID) -> None:
    """Delete a project that was never filed.

    Raises:
        NotFound. NotDeletable: it was filed once. UnderHold.
    """
    project = await _held(project_id)
    if project["filing"] != "not_filed" or await case_of(FLOW, project_id):
        raise NotDeletable
    for port in work.runtime.wiring.all(Holds):
        if (await port.now()).covers(projects=[project_id]):
            raise UnderHold
    await FilingDraft.delete().where(FilingDraft.project_id == project_id)
    own = ProjectDocument.project_id == project_id
    files = (
        await ProjectDocument.delete()
        .where(own)
        .returning(ProjectDocument.id, ProjectDocument.kind, ProjectDocument.sha256, ProjectDocument.bytes_at)
    )
    await Project.delete().where(Project.id == project_id)
    await let_go(work, [row["sha256"] for row in files])
    for row in files:
        if row["bytes_at"] is not None:
            work.record(
                DocumentDeleted(subject_id=row["id"], scope_id=project_id, document=row["kind"], sha256=row["sha256"])
            )
    work.record(
        ProjectDeleted(subject_id=project_id, scope_id=project_id, organisation_id=project["organiser_id"]),
        before={"no": project["no"], "name": project["name"], "place": project["place"]},
    )


async def submit_filing(work: Work, project_id: UUID, version: int) -> None:
    """File a project (报备), the first time or again.

    Raises:
        NotFound. Invalid: what is missing or wrong, by field path. FilingLocked, DraftChanged.
    """
    case_id = await case_of(FLOW, project_id)
    if case_id is not None:
        # Every act on a case holds the case before the project; the other way round two of them could wait for ever.
        await hold_case(case_id)
    draft = await _editable_draft(work, project_id, version)
    project = draft.project
    checked = await _checked(work, draft.stored.document, project_id, "submit")
    title = title_of(work, checked.effective, checked.document)
    case_id = case_id or await open_case(
        work,
        flow=FLOW,
        subject_id=project_id,
        organisation_id=project["organiser_id"],
        applicant=Holder(UNIT, project["organiser_id"]),
        title=title,
    )
    sent = Sent(checked.effective, checked.document, title)
    await submit_case(work, case_id, sent, By(work.actor.person_id, UNIT, project["organiser_id"]))


def title_of(work: Work, effective: Effective, document: Document) -> Label:
    """A document in one line, in both languages."""
    context = Context(today=local_date(work.at, work.runtime.zone), lists=effective.lists)
    return Label(
        zh=summary(effective, document, context, "zh"),
        en=summary(effective, document, context, "en"),
    )


@dataclass(frozen=True)
class _Editable:
    project: Row
    stored: StoredDraft


async def _editable_draft(work: Work, project_id: UUID, version: int) -> _Editable:
    project = await _held(project_id)
    if project["filing"] not in EDITABLE:
        raise FilingLocked
    draft = await read_draft(work.runtime, project)
    if version != draft.version:
        raise DraftChanged(data={"version": draft.version})
    return _Editable(project, draft)


async def _held(project_id: UUID) -> Row:
    await lock_row(Project, Project.id, project_id)
    project = await project_columns(project_id)
    if project is None:
        raise NotFound
    return project


async def _checked(work: Work, document: Document, project_id: UUID | None, stage: Stage) -> Checked:
    checked = await check_filing(work.runtime, work.actor, document, project_id=project_id, stage=stage)
    if checked.errors:
        raise Invalid(errors=checked.errors)
    return checked


async def _organiser(document: Document) -> Organisation:
    found: Organisation | None = await Organisation.objects().get(Organisation.id == UUID(str(document["organiser"])))
    assert found is not None, "the check found it"
    return found


def _place(document: Document) -> str:
    return str(document.get("place", ""))
