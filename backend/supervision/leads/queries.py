"""Who is and was the on-site lead of a project."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.tables import Event, EventValues
from backend.flows.named import names_of
from backend.forms.phone_rules import mask_phone
from backend.identity.people.queries import phone_of
from backend.identity.tables import Person
from backend.kernel.errors import NotFound
from backend.kernel.runtime import Runtime
from backend.supervision.events import LeadCorrected
from backend.supervision.leads.schemas import CorrectionShown, LeadEntry
from backend.supervision.tables import Assignment, Commitment

Row = dict[str, Any]


async def list_leads(runtime: Runtime, project_id: UUID) -> list[LeadEntry]:
    """The present lead, then the former ones, newest first."""
    rows: list[Row] = (
        await Assignment.select()
        .where(Assignment.project_id == project_id)
        .order_by(Assignment.active_from, ascending=False)
    )
    if not rows:
        return []
    people = {p.id: p for p in await Person.objects().where(Person.id.is_in([row["person_id"] for row in rows]))}
    ids = [row["id"] for row in rows]
    signed: list[Row] = (
        await Commitment.select(Commitment.id, Commitment.assignment_id, Commitment.arrived_at)
        .where(Commitment.assignment_id.is_in(ids))
        .order_by(Commitment.arrived_at, ascending=False)
        .order_by(Commitment.id, ascending=False)
    )
    first, corrections = {row["assignment_id"]: row for row in signed}, await _corrections(runtime, ids)
    return sorted(
        (_entry(runtime, row, people[row["person_id"]], first.get(row["id"]), corrections[row["id"]]) for row in rows),
        key=lambda entry: entry.ended_at is not None,
    )


async def project_of_lead(assignment_id: UUID) -> UUID:
    """The project that somebody leads or led.

    Raises:
        NotFound: no such assignment.
    """
    row = await Assignment.select(Assignment.project_id).where(Assignment.id == assignment_id).first()
    if row is None:
        raise NotFound
    project_id: UUID = row["project_id"]
    return project_id


async def _corrections(runtime: Runtime, ids: list[UUID]) -> dict[UUID, list[CorrectionShown]]:
    """What was corrected, by assignment, newest first."""
    rows: list[Row] = (
        await Event.select(Event.id, Event.subject_id, Event.actor_id, Event.at)
        .where(Event.subject_id.is_in(ids), Event.kind == LeadCorrected.kind)
        .order_by(Event.at, ascending=False)
        .order_by(Event.id, ascending=False)
    )
    found: dict[UUID, list[CorrectionShown]] = defaultdict(list)
    if not rows:
        return found
    values = await EventValues.select(EventValues.event_id, EventValues.before).where(
        EventValues.event_id.is_in([row["id"] for row in rows])
    )
    before = {row["event_id"]: msgspec.json.decode(row["before"]) if row["before"] else {} for row in values}
    names = await names_of(runtime, "person", (row["actor_id"] for row in rows))
    for row in rows:
        was = before.get(row["id"], {})
        correction = CorrectionShown(
            at=row["at"], by=names.get(row["actor_id"]), name=was.get("name"), unit=was.get("unit")
        )
        found[row["subject_id"]].append(correction)
    return found


def _entry(
    runtime: Runtime, row: Row, person: Person, signed: Row | None, corrections: list[CorrectionShown]
) -> LeadEntry:
    return LeadEntry(
        id=row["id"],
        name=person.name,
        phone_masked=mask_phone(phone_of(runtime.keys, person)),
        unit=row["lead_unit"],
        generation=row["generation"],
        active_from=row["active_from"],
        ended_at=row["ended_at"],
        committed_at=signed["arrived_at"] if signed else None,
        commitment_id=signed["id"] if signed else None,
        corrections=corrections,
    )
