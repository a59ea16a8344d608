"""The draft of a filing: read, moved to the newest definition, written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.work import Work
from backend.flows.definition_store import store_form, stored_form
from backend.flows.in_force import Definitions
from backend.flows.sealed_document import Document, open_document, seal_document
from backend.forms.definition_changes import DefinitionChange, definition_changes, move_draft
from backend.forms.effective import Effective
from backend.kernel.crypto import KeyRing
from backend.kernel.runtime import Runtime
from backend.supervision.filing.project_actions import FORM
from backend.supervision.filing.tables import FilingDraft
from backend.supervision.tables import Project

DRAFT_PLACE = "filing_draft.body"
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
    document = open_document(runtime.keys, DRAFT_PLACE, row["body"])
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
    sealed = seal_draft(work.runtime.keys, document)
    row = draft_row(project_id, version, digest, sealed, at=work.at, by=work.actor.person_id)
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


def seal_draft(keys: KeyRing, document: Document) -> str:
    """A draft's values as they are stored."""
    return seal_document(keys, DRAFT_PLACE, document)


def draft_row(project_id: UUID, version: int, digest: str, sealed: str, *, at: int, by: UUID | None) -> FilingDraft:
    """The row of a sealed draft."""
    return FilingDraft(
        project_id=project_id,
        version=version,
        definition_digest=digest,
        body=sealed,
        changed_at=at,
        changed_by=by,
    )


async def project_columns(project_id: UUID) -> Row | None:
    """A project's own row."""
    row: Row | None = await Project.select().where(Project.id == project_id).first()
    return row
