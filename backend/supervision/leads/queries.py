"""Who is and was the on-site lead of a project."""

from typing import Any
from uuid import UUID

from backend.forms.phone_rules import mask_phone
from backend.identity.people.queries import phone_of
from backend.identity.tables import Person
from backend.kernel.runtime import Runtime
from backend.supervision.leads.schemas import LeadEntry
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
    signed = await Commitment.select(Commitment.assignment_id, Commitment.arrived_at).where(
        Commitment.assignment_id.is_in([row["id"] for row in rows])
    )
    committed = {row["assignment_id"]: row["arrived_at"] for row in signed}
    return sorted(
        (_entry(runtime, row, people[row["person_id"]], committed.get(row["id"])) for row in rows),
        key=lambda entry: entry.ended_at is not None,
    )


def _entry(runtime: Runtime, row: Row, person: Person, committed_at: int | None) -> LeadEntry:
    return LeadEntry(
        id=row["id"],
        name=person.name,
        phone_masked=mask_phone(phone_of(runtime.keys, person)),
        unit=row["lead_unit"],
        generation=row["generation"],
        active_from=row["active_from"],
        ended_at=row["ended_at"],
        committed_at=committed_at,
    )
