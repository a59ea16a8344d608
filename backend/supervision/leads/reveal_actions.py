"""Showing a lead's phone to those who must call them (catalogue 15.9)."""

from uuid import UUID

from backend.audit.work import Work
from backend.identity.tables import Person
from backend.kernel.errors import NotFound
from backend.organisations.people.actions import reveal_value
from backend.organisations.people.schemas import Purpose
from backend.supervision.tables import Assignment


async def reveal_phone(work: Work, assignment_id: UUID, purpose: Purpose) -> str:
    """The phone of a lead, present or former, noted in the reveal log; empty of one who was erased.

    Raises:
        NotFound: no such assignment.
    """
    row = await Assignment.select(Assignment.person_id).where(Assignment.id == assignment_id).first()
    person = await Person.objects().get(Person.id == row["person_id"]) if row else None
    if person is None:
        raise NotFound
    return reveal_value(work, person, "phone", purpose)
