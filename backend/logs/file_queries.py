"""The file log: bytes that came, were shown and went, and what they belong to (catalogue 15.10)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.events_access import FileDownloaded, FilePreviewed
from backend.audit.tables import Event
from backend.files.events import BlobStored
from backend.kernel.paging import CountedPage
from backend.logs.event_queries import EventFilter, data_of, event_key, events_of, of_kinds, who_and_where
from backend.logs.named_queries import NO_CLIENT, projects_named
from backend.logs.schemas import FileAction, FileNamed, FileRow
from backend.logs.window import Condition, Window, count, page_of, show
from backend.supervision.capture.tables import Capture
from backend.supervision.events import (
    CaptureStored,
    CommitmentStored,
    DocumentDeleted,
    DocumentStored,
    ProjectBundled,
    ProjectsExported,
)
from backend.supervision.filing.tables import ProjectDocument
from backend.supervision.retention.events import CaptureBytesRemoved, DocumentBytesRemoved, DrawingRemoved
from backend.supervision.tables import Commitment

Row = dict[str, Any]
READ: dict[str, FileAction] = {
    FileDownloaded.kind: "downloaded",
    FilePreviewed.kind: "previewed",
    ProjectBundled.kind: "downloaded",
    ProjectsExported.kind: "downloaded",
}
GONE: dict[str, FileAction] = {
    event.kind: "deleted" for event in (CaptureBytesRemoved, DrawingRemoved, DocumentBytesRemoved, DocumentDeleted)
}
OWNED = (CaptureStored, CommitmentStored, DocumentStored)
FILES_ANYWHERE: dict[str, FileAction] = {BlobStored.kind: "uploaded", **READ, **GONE}
FILES_OF_PROJECT: dict[str, FileAction] = {**{event.kind: "uploaded" for event in OWNED}, **READ, **GONE}
"""An upload is one event of the bytes, which belong to nobody yet, and one of each record that owns them."""


async def list_files(window: Window, wanted: EventFilter, action: FileAction | None) -> CountedPage[FileRow]:
    """One page of bytes that came, were shown, or went."""
    actions = FILES_OF_PROJECT if wanted.project else FILES_ANYWHERE
    kinds = [kind for kind, meant in actions.items() if action in {None, meant}]
    found = _of_project(wanted, window)
    rows, following = page_of(await events_of(kinds, found, window), window, event_key)
    people, clients = await who_and_where(rows)
    files = await _files_of(rows)
    projects = await projects_named(file.project_id for file in files)
    shown = []
    for row, file in zip(rows, files, strict=True):
        data = data_of(row)
        shown.append(
            FileRow(
                id=row["id"],
                at=row["at"],
                action=actions[row["kind"]],
                actor=people.get(row["actor_id"]),
                role=row["actor_role"],
                record=row["subject_id"],
                scope=row["scope_id"],
                file=file.shown,
                project=projects.get(file.project_id),
                sha256=data.get("digest") or data.get("sha256"),
                size=data.get("size"),
                variant=data.get("variant"),
                reason=data.get("reason"),
                address=clients.get(row["login_session_id"], NO_CLIENT).address,
            )
        )
    return show(shown, following, await count(window, of_kinds(kinds, found)))


def _of_project(wanted: EventFilter, window: Window) -> Condition:
    """A look at a file has no scope, so it is found by the record that owns the file."""
    found = msgspec.structs.replace(wanted, project=None).condition(window)
    if wanted.project is None:
        return found
    photos = Capture.select(Capture.id).where(Capture.project_id == wanted.project)
    documents = ProjectDocument.select(ProjectDocument.id).where(ProjectDocument.project_id == wanted.project)
    owned = Event.subject_id.is_in(photos) | Event.subject_id.is_in(documents)
    return found & ((Event.scope_id == wanted.project) | owned)


class _File(msgspec.Struct, frozen=True):
    """What a file is, and whose project it belongs to."""

    shown: FileNamed
    project_id: UUID | None = None


NO_FILE = _File(FileNamed("bytes"))


async def _files_of(rows: Sequence[Row]) -> list[_File]:
    """What each row is about."""
    named, found = await _files_named(rows), []
    for row in rows:
        data = data_of(row)
        found.append(named.get(row["subject_id"]) or named.get(data.get("digest")) or _told(row, data))
    return found


def _told(row: Row, data: Row) -> _File:
    """A file that no row tells of: one made for whoever asked, or deleted with its record."""
    if row["kind"] == ProjectBundled.kind:
        return _File(FileNamed("bundle"), row["scope_id"])
    if row["kind"] == ProjectsExported.kind:
        return _File(FileNamed("export", name=f"{data['from_day']} – {data['until_day']}"))
    if row["kind"] == DocumentDeleted.kind:
        return _File(FileNamed(data["document"]))
    return NO_FILE


async def _files_named(rows: Sequence[Row]) -> dict[UUID | str | None, _File]:
    """Files by the record that owns them; bytes that just came, which nobody owns yet, by their digest."""
    records = [row["subject_id"] for row in rows]
    digests = sorted({data["digest"] for row in rows if "digest" in (data := data_of(row))})
    if not records:
        return {}
    files: dict[UUID | str | None, _File] = {}
    for row in await _documents(records, digests):
        files[row["id"]] = files[row["sha256"]] = _File(FileNamed(row["kind"], name=row["name"]), row["project_id"])
    for row in await _drawings(records, digests):
        files[row["id"]] = files[row["sha256"]] = _File(FileNamed("drawing"), row["project_id"])
    for row in await _photos(records, digests):
        named = FileNamed("photo", item=row["item"], date=row["day"], half=row["half"])
        files[row["id"]] = files[row["sha256"]] = _File(named, row["project_id"])
    return files


async def _photos(records: Sequence[UUID], digests: Sequence[str]) -> list[Row]:
    rows: list[Row] = await Capture.select(
        Capture.id,
        Capture.sha256,
        Capture.item,
        Capture.project_id,
        Capture.slot_id._.day.as_alias("day"),
        Capture.slot_id._.half.as_alias("half"),
    ).where(_either(Capture.id.is_in(list(records)), Capture.sha256, digests))
    return rows


async def _drawings(records: Sequence[UUID], digests: Sequence[str]) -> list[Row]:
    rows: list[Row] = await Commitment.select(
        Commitment.id,
        Commitment.drawing_sha256.as_alias("sha256"),
        Commitment.assignment_id._.project_id.as_alias("project_id"),
    ).where(_either(Commitment.id.is_in(list(records)), Commitment.drawing_sha256, digests))
    return rows


async def _documents(records: Sequence[UUID], digests: Sequence[str]) -> list[Row]:
    table = ProjectDocument
    rows: list[Row] = await table.select(table.id, table.sha256, table.kind, table.name, table.project_id).where(
        _either(table.id.is_in(list(records)), table.sha256, digests)
    )
    return rows


def _either(owned: Condition, digest: Any, digests: Sequence[str]) -> Condition:  # noqa: ANN401 - Piccolo's own type
    return owned | digest.is_in(list(digests)) if digests else owned
