"""An on-site lead who changes their phone logs in with the new one."""

from backend.audit.work import Recorded, Work
from backend.identity.tables import Person
from backend.supervision.tables import Assignment


async def follow_phone(_: Work, recorded: Recorded) -> None:
    """In-transaction hook: assignments in force are found by the person's new phone, and no longer by the old."""
    person_id = recorded.event.subject_id
    row = await Person.select(Person.phone_index).where(Person.id == person_id).first()
    assert row is not None
    await Assignment.update({Assignment.phone_index: row["phone_index"]}).where(
        Assignment.person_id == person_id, Assignment.ended_at.is_null()
    )
