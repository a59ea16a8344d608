"""Logs that are made of events: operations, reveals, files (catalogue 15.2, 15.9, 15.10)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.events_access import FileDownloaded, FilePreviewed, ValueRevealed
from backend.audit.tables import Event, EventValues
from backend.files.events import BlobStored
from backend.kernel.paging import Page
from backend.logs.named_queries import NO_CLIENT, Client, clients_of, organisations_named, people_named
from backend.logs.schemas import FileAction, FileRow, OperationRow, PersonNamed, RevealRow
from backend.logs.window import Condition, Key, Window, newest, page_of, show
from backend.supervision.capture_tables import Capture
from backend.supervision.events import CaptureStored, CommitmentStored

Row = dict[str, Any]
READ: dict[str, FileAction] = {FileDownloaded.kind: "downloaded", FilePreviewed.kind: "previewed"}
FILES_ANYWHERE: dict[str, FileAction] = {BlobStored.kind: "uploaded", **READ}
FILES_OF_PROJECT: dict[str, FileAction] = {CaptureStored.kind: "uploaded", CommitmentStored.kind: "uploaded", **READ}
"""An upload is one event of the bytes, which belong to nobody yet, and one of each record that owns them."""


class EventFilter(msgspec.Struct, frozen=True):
    """Which events are wanted; `project` is the scope they belong to."""

    actor: UUID | None = None
    record: UUID | None = None
    project: UUID | None = None
    module: str | None = None
    action: str | None = None

    def condition(self, window: Window) -> Condition:
        """As a condition on events."""
        columns = {
            Event.actor_id: self.actor,
            Event.subject_id: self.record,
            Event.scope_id: self.project,
            Event.module: self.module,
            Event.kind: self.action,
        }
        found = window.condition(Event.at, Event.id)
        for column, value in columns.items():
            if value is not None:
                found = found & (column == value)
        return found


async def list_operations(window: Window, wanted: EventFilter) -> Page[OperationRow]:
    """One page of everything that happened."""
    rows, following = page_of(await _events(wanted.condition(window), window), window, event_key)
    people, clients = await _who_and_where(rows)
    organisations = await organisations_named(row["organisation_id"] for row in rows)
    values = await _values([row["id"] for row in rows if row["values_hash"]])
    shown = [
        OperationRow(
            id=row["id"],
            at=row["at"],
            module=row["module"],
            action=row["kind"],
            actor=people.get(row["actor_id"]),
            role=row["actor_role"],
            organisation=organisations.get(row["organisation_id"]),
            record=row["subject_id"],
            scope=row["scope_id"],
            data=data_of(row),
            before=_decoded(values.get(row["id"]), "before"),
            after=_decoded(values.get(row["id"]), "after"),
            erased_at=values[row["id"]]["erased_at"] if row["id"] in values else None,
            address=clients.get(row["login_session_id"], NO_CLIENT).address,
        )
        for row in rows
    ]
    return show(shown, following)


async def list_reveals(window: Window, wanted: EventFilter) -> Page[RevealRow]:
    """One page of masked values that were shown."""
    found = await events_of([ValueRevealed.kind], wanted.condition(window), window)
    rows, following = page_of(found, window, event_key)
    people, clients = await _who_and_where(rows)
    shown = [
        RevealRow(
            id=row["id"],
            at=row["at"],
            actor=people.get(row["actor_id"]),
            role=row["actor_role"],
            record=row["subject_id"],
            field=data_of(row)["field"],
            address=clients.get(row["login_session_id"], NO_CLIENT).address,
        )
        for row in rows
    ]
    return show(shown, following)


async def list_files(window: Window, wanted: EventFilter, action: FileAction | None) -> Page[FileRow]:
    """One page of bytes that came and were shown."""
    actions = FILES_OF_PROJECT if wanted.project else FILES_ANYWHERE
    kinds = [kind for kind, meant in actions.items() if action in {None, meant}]
    found = await events_of(kinds, _of_project(wanted, window), window)
    rows, following = page_of(found, window, event_key)
    people, clients = await _who_and_where(rows)
    shown = []
    for row in rows:
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
                sha256=data.get("digest") or data.get("sha256"),
                size=data.get("size"),
                variant=data.get("variant"),
                address=clients.get(row["login_session_id"], NO_CLIENT).address,
            )
        )
    return show(shown, following)


def _of_project(wanted: EventFilter, window: Window) -> Condition:
    """A look at a photo has no scope, so it is found by the photo."""
    found = msgspec.structs.replace(wanted, project=None).condition(window)
    if wanted.project is None:
        return found
    photos = Capture.select(Capture.id).where(Capture.project_id == wanted.project)
    return found & ((Event.scope_id == wanted.project) | Event.subject_id.is_in(photos))


async def events_of(kinds: Sequence[str], wanted: Condition, window: Window) -> list[Row]:
    """Events of some kinds, newest first. Asked kind by kind, so that each is a short walk along one index."""
    streams = [await _events(wanted & (Event.kind == kind), window) for kind in kinds]
    return newest(streams, window, event_key)


def event_key(row: Row) -> Key:
    return row["at"], row["id"]


def data_of(row: Row) -> dict[str, Any]:
    """The event's own fields."""
    return msgspec.json.decode(row["data"], type=dict[str, Any])


async def _events(wanted: Condition, window: Window) -> list[Row]:
    rows: list[Row] = (
        await Event.select()
        .where(wanted)
        .order_by(Event.at, ascending=False)
        .order_by(Event.id, ascending=False)
        .limit(window.limit)
    )
    return rows


async def _who_and_where(
    rows: Sequence[Row],
) -> tuple[dict[UUID | None, PersonNamed], dict[UUID | None, Client]]:
    people = await people_named(row["actor_id"] for row in rows)
    return people, await clients_of(row["login_session_id"] for row in rows)


async def _values(ids: Sequence[UUID]) -> dict[UUID, Row]:
    rows = await EventValues.select().where(EventValues.event_id.is_in(list(ids))) if ids else []
    return {row["event_id"]: row for row in rows}


def _decoded(row: Row | None, column: str) -> dict[str, Any] | None:
    if row is None or not row[column]:
        return None
    return msgspec.json.decode(row[column], type=dict[str, Any] | None)
