"""Notices and schedules: announced by the unit, sent as bytes, named by the filing (catalogue 0.3 V-FILE, 11.1)."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.audit.arrivals import Arrival
from backend.audit.work import Work
from backend.files.ports import Expected, Magic, StoredBytes
from backend.flows.in_force import Definitions
from backend.forms.kinds.files import MEDIA_TYPES, MEGABYTE, Files
from backend.kernel.actor import Actor
from backend.kernel.db import lock_row, run
from backend.kernel.encoding import is_digest
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.ids import new_id
from backend.kernel.runtime import Runtime
from backend.supervision.errors import FilingLocked, TooManyDocuments
from backend.supervision.events import DocumentAnnounced, DocumentStored
from backend.supervision.filing.filing_rules import EDITABLE
from backend.supervision.filing.project_actions import FORM
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.permissions import UNIT
from backend.supervision.tables import Project

Row = dict[str, Any]
MAX_DOCUMENTS = 60
FIELDS = {"notice": "notice_file", "schedule": "schedule_file"}
MAGIC: Mapping[str, Magic] = {
    "application/pdf": "pdf",
    "image/jpeg": "jpeg",
    "image/png": "png",
}
"""What can be told by its first bytes, and so is taken."""


async def announce_document(work: Work, project_id: UUID, *, kind: str, name: str, size: int, sha256: str) -> UUID:
    """Say which file will come; the same again is the same. Its bytes may be sent from now on.

    A filing that may be edited names it; so does a change of an approved one.

    Raises:
        Invalid: a name, kind or size the form does not take. FilingLocked: under review.
        Conflict: announced with another size or kind of content. TooManyDocuments
    """
    await lock_row(Project, Project.id, project_id)
    project = await Project.select(Project.filing).where(Project.id == project_id).first()
    if project is None or project["filing"] not in {*EDITABLE, "approved"}:
        raise FilingLocked
    media_type = _media_type(work.runtime, kind, name, size, sha256)
    own: list[Row] = await ProjectDocument.select().where(ProjectDocument.project_id == project_id)
    known = next((row for row in own if (row["kind"], row["sha256"]) == (kind, sha256)), None)
    if known is not None and (known["size"], known["media_type"]) == (size, media_type):
        known_id: UUID = known["id"]
        return await _announced_again(work, known_id)
    await _refuse_another(work, sha256, size, media_type)
    if len(own) >= MAX_DOCUMENTS:
        raise TooManyDocuments(data={"limit": MAX_DOCUMENTS})
    document = ProjectDocument(
        id=new_id(),
        project_id=project_id,
        kind=kind,
        name=name,
        sha256=sha256,
        size=size,
        media_type=media_type,
        announced_by=work.actor.person_id,
        announced_at=work.at,
    )
    await ProjectDocument.insert(document)
    event = DocumentAnnounced(subject_id=document.id, scope_id=project_id, document=kind, sha256=sha256, size=size)
    work.record(event, after={"name": name})
    document_id: UUID = document.id
    return document_id


async def _announced_again(work: Work, document_id: UUID) -> UUID:
    """A colleague may send bytes another announced and never sent."""
    changed = (
        await ProjectDocument.update({ProjectDocument.announced_by: work.actor.person_id})
        .where(
            ProjectDocument.id == document_id,
            ProjectDocument.bytes_at.is_null() | ProjectDocument.bytes_removed_at.is_not_null(),
            ProjectDocument.announced_by != work.actor.person_id,
        )
        .returning(ProjectDocument.project_id, ProjectDocument.kind, ProjectDocument.sha256, ProjectDocument.size)
    )
    for row in changed:
        event = DocumentAnnounced(
            subject_id=document_id,
            scope_id=row["project_id"],
            document=row["kind"],
            sha256=row["sha256"],
            size=row["size"],
        )
        work.record(event)
    if not changed:
        work.unchanged()
    return document_id


async def _refuse_another(work: Work, sha256: str, size: int, media_type: str) -> None:
    """One digest is one content: whoever announces it twice must say the same of it."""
    rows = await ProjectDocument.select(ProjectDocument.size, ProjectDocument.media_type).where(
        ProjectDocument.sha256 == sha256, ProjectDocument.announced_by == work.actor.person_id
    )
    if any((row["size"], row["media_type"]) != (size, media_type) for row in rows):
        raise Conflict("announced otherwise before")


def _media_type(runtime: Runtime, kind: str, name: str, size: int, sha256: str) -> str:
    field = runtime.find(Definitions).form(FORM).form.field(FIELDS[kind])
    assert isinstance(field, Files)
    extension = name.rpartition(".")[2].lower()
    media_type = MEDIA_TYPES.get(extension, "")
    if extension not in field.extensions or media_type not in MAGIC:
        raise Invalid(errors={"name": ["file_kind"]})
    if any(sign in name for sign in "/\\\0") or not name.isprintable():
        raise Invalid(errors={"name": ["bad_file_name"]})
    if size > field.max_mb * MEGABYTE:
        raise Invalid(errors={"size": ["file_too_large"]})
    if not is_digest(sha256):
        raise Invalid(errors={"sha256": ["bad_digest"]})
    return media_type


async def documents_expected(_: Runtime, actor: Actor, digest: str) -> Expected | None:
    """Unit clerks may send the files they announced."""
    if not actor.has(UNIT):
        return None
    row = (
        await ProjectDocument.select(ProjectDocument.size, ProjectDocument.media_type)
        .where(ProjectDocument.sha256 == digest, ProjectDocument.announced_by == actor.person_id)
        .first()
    )
    return Expected(size=row["size"], magic=MAGIC[row["media_type"]]) if row else None


def from_unit(arrival: Arrival[StoredBytes]) -> bool:
    """Whether bytes may be a document: only unit clerks send those."""
    return arrival.actor.has(UNIT)


async def documents_stored(work: Work, items: Sequence[StoredBytes]) -> Sequence[list[dict[str, object]]]:
    """Mark the documents that waited for these bytes; their states, per digest."""
    digests = sorted({item.digest for item in items})
    rows = await run(
        "SELECT id, project_id, announced_by, sha256, bytes_at, bytes_removed_at FROM project_document"
        " WHERE sha256 IN {*}",
        digests,
    )
    senders = {(item.person_id, item.digest) for item in items}
    own = [row for row in rows if (row["announced_by"], row["sha256"]) in senders]
    fresh = [row for row in own if row["bytes_at"] is None or row["bytes_removed_at"] is not None]
    if fresh:
        come: dict[Any, Any] = {ProjectDocument.bytes_at: work.at, ProjectDocument.bytes_removed_at: None}
        await ProjectDocument.update(come).where(ProjectDocument.id.is_in([row["id"] for row in fresh]))
    for row in fresh:
        event = DocumentStored(subject_id=row["id"], scope_id=row["project_id"], sha256=row["sha256"])
        work.record(event, actor=Actor(person_id=row["announced_by"]), role=UNIT)
    return [
        [
            {"id": str(row["id"]), "state": "stored"}
            for row in own
            if (row["announced_by"], row["sha256"]) == (item.person_id, item.digest)
        ]
        for item in items
    ]


async def put_in_force(project_id: UUID, named: Sequence[tuple[str, str]]) -> None:
    """The files of the approved filing, or of its newest approved change, are what the on-site lead may load."""
    await ProjectDocument.update({ProjectDocument.in_force: False}).where(ProjectDocument.project_id == project_id)
    for kind, digest in named:
        await ProjectDocument.update({ProjectDocument.in_force: True}).where(
            ProjectDocument.project_id == project_id,
            ProjectDocument.kind == kind,
            ProjectDocument.sha256 == digest,
        )
