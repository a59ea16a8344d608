"""The files of a project: who may load them, and their lists."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.flows.case_queries import case_of, see_case
from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.errors import DocumentRemoved
from backend.supervision.filing.schemas import DocumentRow, DocumentShown, DocumentState
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.permissions import ONSITE_LEAD, see_project
from backend.supervision.tables import Assignment

Row = dict[str, Any]
FLOW = "filing"


async def list_documents(project_id: UUID) -> list[DocumentRow]:
    """Every file announced for a project, oldest first."""
    rows: list[Row] = (
        await ProjectDocument.select()
        .where(ProjectDocument.project_id == project_id)
        .order_by(ProjectDocument.announced_at)
        .order_by(ProjectDocument.id)
    )
    return [
        DocumentRow(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            size=row["size"],
            url=_url(row),
            sha256=row["sha256"],
            media_type=row["media_type"],
            state=_state(row),
            in_force=row["in_force"],
            announced_at=row["announced_at"],
        )
        for row in rows
    ]


async def documents_in_force(projects: Sequence[UUID]) -> dict[UUID, list[DocumentShown]]:
    """The files of the approved filings, by project: what on-site leads may load while it is kept."""
    found: dict[UUID, list[DocumentShown]] = {project: [] for project in projects}
    if not projects:
        return found
    rows = (
        await ProjectDocument.select()
        .where(ProjectDocument.project_id.is_in(list(projects)), ProjectDocument.in_force.eq(True))
        .order_by(ProjectDocument.kind)
        .order_by(ProjectDocument.announced_at)
        .order_by(ProjectDocument.id)
    )
    for row in rows:
        found[row["project_id"]].append(
            DocumentShown(
                id=row["id"],
                kind=row["kind"],
                name=row["name"],
                size=row["size"],
                url=_url(row),
                state=_state(row),
            )
        )
    return found


async def document_for(runtime: Runtime, actor: Actor, project_id: UUID, document_id: UUID) -> Row:
    """A stored file for an actor who may load it: unit, authority, whoever reviews it, or the project's lead.

    Raises:
        NotFound: absent, not theirs, or its bytes have not come. DocumentRemoved: it was kept long enough.
    """
    row: Row | None = (
        await ProjectDocument.select()
        .where(ProjectDocument.id == document_id, ProjectDocument.project_id == project_id)
        .first()
    )
    if row is None or row["bytes_at"] is None:
        raise NotFound
    if actor.has(ONSITE_LEAD):
        if not row["in_force"] or not await _leads(actor, project_id):
            raise NotFound
    else:
        await see_filing(runtime, actor, project_id)
    if row["bytes_removed_at"] is not None:
        raise DocumentRemoved
    return row


async def see_filing(runtime: Runtime, actor: Actor, project_id: UUID) -> None:
    """Let those see a filing who may see the project, and whoever its case waits for.

    Raises:
        NotFound: absent, or not theirs.
    """
    try:
        await see_project(actor, project_id)
    except NotFound:
        case_id = await case_of(FLOW, project_id)
        if case_id is None:
            raise
        await see_case(runtime, actor, case_id)


async def _leads(actor: Actor, project_id: UUID) -> bool:
    return bool(
        await Assignment.exists().where(
            Assignment.id.is_in(sorted(actor.things(ONSITE_LEAD))), Assignment.project_id == project_id
        )
    )


def _state(row: Row) -> DocumentState:
    if row["bytes_removed_at"] is not None:
        return "removed"
    return "stored" if row["bytes_at"] is not None else "awaiting_bytes"


def _url(row: Row) -> str:
    return f"/api/projects/{row['project_id']}/documents/{row['id']}"
