"""Notices and schedules of projects that are over, and drafts that were never filed (design §9)."""

from typing import Any

from piccolo.columns.combination import And, Or, Where

from backend.audit.retention import Kept, outside
from backend.audit.retention_rules import Due
from backend.audit.work import Work
from backend.files.leaving import let_go
from backend.flows.tables import ReviewCase
from backend.kernel.clock import local_date
from backend.kernel.runtime import Runtime
from backend.supervision.filing.actions import FLOW, delete_project
from backend.supervision.filing.tables import FilingDraft, ProjectDocument
from backend.supervision.retention.events import DocumentBytesRemoved
from backend.supervision.settings import SupervisionSettings
from backend.supervision.tables import Project

PIECE = 100
Condition = Where | And | Or
Row = dict[str, Any]


def _documents(runtime: Runtime, due: Due) -> tuple[Condition, ...]:
    """Files announced long enough ago, of projects that have been over as long."""
    ended_before = local_date(due.before, runtime.zone).isoformat()
    return (
        ProjectDocument.announced_at < due.before,
        ProjectDocument.project_id._.planned_end < ended_before,
        ProjectDocument.bytes_at.is_not_null() & ProjectDocument.bytes_removed_at.is_null(),
        *outside(ProjectDocument.project_id, due.held.projects),
        *outside(ProjectDocument.announced_by, due.held.people),
    )


async def count_documents(runtime: Runtime, due: Due) -> int:
    """How many files are due."""
    count: int = await ProjectDocument.count().where(*_documents(runtime, due))
    return count


async def remove_documents(work: Work, due: Due) -> int:
    """Remove the bytes of a piece of the files that are due; name and digest stay."""
    rows: list[Row] = (
        await ProjectDocument.select(ProjectDocument.id, ProjectDocument.project_id, ProjectDocument.sha256)
        .where(*_documents(work.runtime, due))
        .order_by(ProjectDocument.announced_at)
        .limit(PIECE)
    )
    if rows:
        await ProjectDocument.update({ProjectDocument.bytes_removed_at: work.at}).where(
            ProjectDocument.id.is_in([row["id"] for row in rows])
        )
    for row in rows:
        event = DocumentBytesRemoved(
            subject_id=row["id"], scope_id=row["project_id"], sha256=row["sha256"], reason="retention"
        )
        work.record(event)
    await let_go(work, [row["sha256"] for row in rows])
    return len(rows)


def _drafts(due: Due) -> tuple[Condition, ...]:
    """Projects that were never filed, and that nobody has changed since."""
    touched = FilingDraft.select(FilingDraft.project_id).where(
        (FilingDraft.changed_at >= due.before) | FilingDraft.changed_by.is_in(sorted(due.held.people))
        if due.held.people
        else FilingDraft.changed_at >= due.before
    )
    return (
        Project.filing == "not_filed",
        Project.created_at < due.before,
        Project.id.not_in(touched),
        Project.id.not_in(ReviewCase.select(ReviewCase.subject_id).where(ReviewCase.flow == FLOW)),
        *outside(Project.id, due.held.projects),
    )


async def count_drafts(_: Runtime, due: Due) -> int:
    """How many drafts are due."""
    count: int = await Project.count().where(*_drafts(due))
    return count


async def remove_drafts(work: Work, due: Due) -> int:
    """Delete a piece of the drafts that are due, as their unit could have done."""
    rows: list[Row] = await Project.select(Project.id).where(*_drafts(due)).order_by(Project.created_at).limit(PIECE)
    for row in rows:
        await delete_project(work, row["id"])
    return len(rows)


KEPT_DOCUMENTS = Kept(
    kind="documents",
    what="notices and schedules of projects that are over (name and digest stay)",
    setting="HALFDAY_SUPERVISION_DOCUMENT_DAYS",
    days=lambda runtime: runtime.settings(SupervisionSettings).document_days,
    count=count_documents,
    remove=remove_documents,
)
KEPT_DRAFTS = Kept(
    kind="drafts",
    what="projects that were never filed, since their last change",
    setting="HALFDAY_SUPERVISION_DRAFT_DAYS",
    days=lambda runtime: runtime.settings(SupervisionSettings).draft_days,
    count=count_drafts,
    remove=remove_drafts,
)
