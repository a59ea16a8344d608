"""Logs that are made of events: operations and reveals (catalogue 15.2, 15.9)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from piccolo.query import Select

from backend.audit.events_access import ValueRevealed
from backend.audit.tables import Event, EventValues
from backend.identity.events import LoggedIn, LoggedOut
from backend.kernel.paging import CountedPage
from backend.logs.named_queries import (
    NO_CLIENT,
    Client,
    clients_of,
    organisations_named,
    people_named,
    people_of_sessions,
    projects_named,
)
from backend.logs.schemas import OperationRow, PersonNamed, RevealRow
from backend.logs.window import Condition, Key, Window, count, newest, page_of, show

Row = dict[str, Any]
_OF_SESSIONS = frozenset({LoggedIn.kind, LoggedOut.kind})
"""Their subject is a login session, which belongs to a person."""


class EventFilter(msgspec.Struct, frozen=True):
    """Which events are wanted; `project` is the scope they belong to."""

    actor: UUID | None = None
    record: UUID | None = None
    project: UUID | None = None
    organisation: UUID | None = None
    module: str | None = None
    action: str | None = None

    def condition(self, window: Window) -> Condition:
        """As a condition on events."""
        columns = {
            Event.actor_id: self.actor,
            Event.subject_id: self.record,
            Event.scope_id: self.project,
            Event.organisation_id: self.organisation,
            Event.module: self.module,
            Event.kind: self.action,
        }
        found = window.condition(Event.at, Event.id)
        for column, value in columns.items():
            if value is not None:
                found = found & (column == value)
        return found


async def list_operations(window: Window, wanted: EventFilter) -> CountedPage[OperationRow]:
    """One page of everything that happened."""
    found = wanted.condition(window)
    rows, following = page_of(await _events(found, window), window, event_key)
    people, clients = await who_and_where(rows)
    projects = await projects_named(one for row in rows for one in (row["scope_id"], row["subject_id"]))
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
            project=projects.get(row["scope_id"]) or projects.get(row["subject_id"]),
            person=people.get(_person_in(row)),
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
    return show(shown, following, await count(window, Event.select(Event.id).where(found)))


async def list_reveals(window: Window, wanted: EventFilter) -> CountedPage[RevealRow]:
    """One page of masked values that were shown."""
    kinds, found = [ValueRevealed.kind], wanted.condition(window)
    rows, following = page_of(await events_of(kinds, found, window), window, event_key)
    people, clients = await who_and_where(rows)
    shown = [
        RevealRow(
            id=row["id"],
            at=row["at"],
            actor=people.get(row["actor_id"]),
            role=row["actor_role"],
            record=row["subject_id"],
            person=people.get(row["subject_id"]),
            field=data_of(row)["field"],
            purpose=data_of(row).get("purpose", ""),
            address=clients.get(row["login_session_id"], NO_CLIENT).address,
        )
        for row in rows
    ]
    return show(shown, following, await count(window, of_kinds(kinds, found)))


def of_kinds(kinds: Sequence[str], wanted: Condition) -> Select[Any]:
    """The query of events of some kinds, to be counted."""
    return Event.select(Event.id).where(wanted & Event.kind.is_in(list(kinds)))


async def events_of(kinds: Sequence[str], wanted: Condition, window: Window) -> list[Row]:
    """Events of some kinds, newest first. Asked kind by kind, so that each is a short walk along one index."""
    streams = [await _events(wanted & (Event.kind == kind), window) for kind in kinds]
    return newest(streams, window, event_key)


def event_key(row: Row) -> Key:
    return row["at"], row["id"]


def data_of(row: Row) -> dict[str, Any]:
    """The event's own fields."""
    return msgspec.json.decode(row["data"], type=dict[str, Any])


def _person_in(row: Row) -> UUID | None:
    """Whom an event is about: its subject, if that is a person, or the person it names."""
    named = data_of(row).get("person_id")
    subject: UUID = row["subject_id"]
    return UUID(named) if named else subject


async def _events(wanted: Condition, window: Window) -> list[Row]:
    rows: list[Row] = (
        await Event.select()
        .where(wanted)
        .order_by(Event.at, ascending=False)
        .order_by(Event.id, ascending=False)
        .limit(window.limit)
    )
    return rows


async def who_and_where(
    rows: Sequence[Row],
) -> tuple[dict[UUID | None, PersonNamed], dict[UUID | None, Client]]:
    """The people events are of or about, and where their login sessions were opened from."""
    people = await people_named(one for row in rows for one in (row["actor_id"], _person_in(row)))
    people |= await people_of_sessions(row["subject_id"] for row in rows if row["kind"] in _OF_SESSIONS)
    return people, await clients_of(row["login_session_id"] for row in rows)


async def _values(ids: Sequence[UUID]) -> dict[UUID, Row]:
    rows = await EventValues.select().where(EventValues.event_id.is_in(list(ids))) if ids else []
    return {row["event_id"]: row for row in rows}


def _decoded(row: Row | None, column: str) -> dict[str, Any] | None:
    if row is None or not row[column]:
        return None
    return msgspec.json.decode(row[column], type=dict[str, Any] | None)
