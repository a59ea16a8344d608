"""A case out of its rows, and what an act adds to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.work import Work
from backend.flows.case_rules import Case, fold
from backend.flows.definition import Flow
from backend.flows.definition_store import stored_flow
from backend.flows.event_rules import Decided, Event
from backend.flows.sealed_document import Document, open_document, seal_document
from backend.flows.tables import CaseDocument, CaseEvent, ReviewCase
from backend.kernel.crypto import KeyRing
from backend.kernel.db import insert_rows, lock_row
from backend.kernel.errors import NotFound
from backend.kernel.ids import new_id

Row = dict[str, Any]
DOCUMENT_PLACE = "case_document.body"
BASE = 0
"""The version that holds what the first submitted one is compared with, where the area gave it."""


@dataclass(frozen=True)
class StoredCase:
    """A case as it stands: its row, its flow, its events and their fold."""

    row: Row
    flow: Flow
    events: tuple[Event, ...]
    case: Case

    @property
    def id(self) -> UUID:
        case_id: UUID = self.row["id"]
        return case_id


async def load_case(case_id: UUID) -> StoredCase:
    """Read a case.

    Raises:
        NotFound: there is none of this id.
    """
    row: Row | None = await ReviewCase.select().where(ReviewCase.id == case_id).first()
    if row is None:
        raise NotFound
    events = await events_of(case_id)
    return StoredCase(row=row, flow=await stored_flow(row["flow_digest"]), events=events, case=fold(events))


async def hold_case(case_id: UUID) -> StoredCase:
    """Read a case to change it: whoever else wants to change it waits, then sees what happened."""
    await lock_row(ReviewCase, ReviewCase.id, case_id)
    return await load_case(case_id)


async def events_of(case_id: UUID) -> tuple[Event, ...]:
    """The events of a case, oldest first."""
    rows = await CaseEvent.select(CaseEvent.body).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)
    return tuple(msgspec.json.decode(row["body"], type=Event) for row in rows)


@dataclass(frozen=True)
class StoredDocument:
    """A submitted version, and the digest of the definition it was submitted under."""

    definition: str
    values: Document


async def document_of(keys: KeyRing, case_id: UUID, version: int) -> StoredDocument | None:
    """A submitted version, or the base; None where there is none of this number."""
    row: Row | None = (
        await CaseDocument.select(CaseDocument.definition_digest, CaseDocument.body)
        .where(CaseDocument.case_id == case_id, CaseDocument.version == version)
        .first()
    )
    if row is None:
        return None
    return StoredDocument(row["definition_digest"], open_document(keys, DOCUMENT_PLACE, row["body"]))


async def append_events(work: Work, stored: StoredCase, events: Sequence[Event]) -> Case:
    """Add the events of one act, and bring the case's own row up to date; the case as they leave it.

    The unique place of an event is the last fence: of two acts on one state only one is ever stored.
    """
    case = fold((*stored.events, *events))
    first = len(stored.events)
    await insert_rows(CaseEvent, [_row(stored, event, place) for place, event in enumerate(events, first)])
    await ReviewCase.update(
        {
            ReviewCase.state: case.state,
            ReviewCase.length: case.length,
            ReviewCase.document_version: case.document_version,
            ReviewCase.changed_at: work.at,
        }
    ).where(ReviewCase.id == stored.id)
    return case


def _row(stored: StoredCase, event: Event, place: int) -> CaseEvent:
    return CaseEvent(
        id=new_id(),
        case_id=stored.id,
        seq=place,
        flow=stored.row["flow"],
        kind=str(event.__struct_config__.tag),
        step=getattr(event, "step", ""),
        at=event.at,
        by_id=event.by.person_id,
        took_ms=_took(stored.case, event),
        body=msgspec.json.encode(event, order="sorted").decode(),
    )


def _took(case: Case, event: Event) -> int | None:
    if not isinstance(event, Decided) or event.verdict == "hold":
        return None
    latest = case.latest(event.step)
    return event.at - latest.opened_at if latest else None


async def add_document(
    work: Work, case_id: UUID, version: int, digest: str, document: Document, by: UUID | None = None
) -> None:
    """Keep the version that was submitted, or (nobody's) the base."""
    await CaseDocument.insert(
        CaseDocument(
            id=new_id(),
            case_id=case_id,
            version=version,
            definition_digest=digest,
            body=seal_document(work.runtime.keys, DOCUMENT_PLACE, document),
            at=work.at,
            by_id=by,
        )
    )
