"""The draft of a filing: read, moved to the newest definition, written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.work import Work
from backend.flows.case_store import decode_document
from backend.flows.definition_store import store_form, stored_form
from backend.flows.in_force import Definitions
from backend.forms.definition_changes import DefinitionChange, definition_changes, move_draft
from backend.forms.effective import Effective
from backend.kernel.runtime import Runtime
from backend.supervision.filing_tables import FilingDraft
from backend.supervision.project_actions import FORM
from backend.supervision.tables import Project

Document = dict[str, object]
Row = dict[str, Any]


@dataclass(frozen=True)
class StoredDraft:
    """A draft under the newest definition; version 0 is of a project that came without one."""

    version: int
    effective: Effective
    document: Document
    changed: list[DefinitionChange]
    lost: tuple[str, ...]


async def read_draft(runtime: Runtime, project: Row) -> StoredDraft:
    """The draft of a project, given its row."""
    newest = runtime.find(Definitions).form(FORM)
    row = await FilingDraft.select().where(FilingDraft.project_id == project["id"]).first()
    if row is None:
        return StoredDraft(0, newest, _from_columns(project), [], ())
    document = decode_document(row["body"])
    if row["definition_digest"] == newest.digest:
        return StoredDraft(row["version"], newest, document, [], ())
    former = await stored_form(row["definition_digest"])
    moved = move_draft(document, former, newest)
    return StoredDraft(row["version"], newest, moved.document, definition_changes(former, newest), moved.lost)


def _from_columns(project: Row) -> Document:
    columns = {
        "project_no": project["no"],
        "project_name": project["name"],
        "organiser": str(project["organiser_id"]),
        "planned_start": project["planned_start"],
        "planned_end": project["planned_end"],
        "place": project["place"],
    }
    return {key: value for key, value in columns.items() if value}


async def write_draft(work: Work, project_id: UUID, version: int, effective: Effective, document: Document) -> None:
    """Keep a draft as its next version."""
    digest = await store_form(work, effective)
    row = draft_row(project_id, version, digest, document, at=work.at, by=work.actor.person_id)
    await FilingDraft.insert(row).on_conflict(
        FilingDraft.project_id,
        "DO UPDATE",
        [
            FilingDraft.version,
            FilingDraft.definition_digest,
            FilingDraft.body,
            FilingDraft.changed_at,
            FilingDraft.changed_by,
        ],
    )


def draft_row(
    project_id: UUID, version: int, digest: str, document: Document, *, at: int, by: UUID | None
) -> FilingDraft:
    """A draft as it is stored."""
    return FilingDraft(
        project_id=project_id,
        version=version,
        definition_digest=digest,
        body=msgspec.json.encode(document, order="sorted").decode(),
        changed_at=at,
        changed_by=by,
    )


async def project_columns(project_id: UUID) -> Row | None:
    """A project's own row."""
    row: Row | None = await Project.select().where(Project.id == project_id).first()
    return row
