"""Correcting how the present lead was written down: name and unit (catalogue 11.3).

A slip of the keyboard is no replacement: log-in, code and commitment stay. The phone is not corrected here, it says who
logs in; another phone is another lead, or the person's own change of phone.
"""

from uuid import UUID

from backend.audit.work import Recorded, Values, Work
from backend.forms.phone_rules import normalise_phone
from backend.identity.login_codes.login_code_rules import same_name
from backend.identity.people.actions import NAME, change_person
from backend.identity.people.events import PersonChanged
from backend.identity.people.queries import people_with_phone, phone_of
from backend.identity.tables import Person
from backend.kernel.db import lock_row
from backend.kernel.errors import NotFound
from backend.organisations.tables import Membership
from backend.supervision.errors import LeadElsewhere, LeadIsKnown
from backend.supervision.events import LeadCorrected
from backend.supervision.permissions import may_file
from backend.supervision.tables import Assignment, Commitment

UNIT_FIELD = "unit"


async def correct_lead(work: Work, assignment_id: UUID, *, name: str, unit: str) -> None:
    """Keep another name and unit of the present lead.

    Raises:
        NotFound: not a present lead. LeadIsKnown: somebody of that name and phone is known already.
        LeadElsewhere: the name is not this unit's to correct.
    """
    row: Assignment | None = (
        await Assignment.objects().where(Assignment.id == assignment_id, Assignment.ended_at.is_null()).first()
    )
    if row is None:
        raise NotFound
    await lock_row(Person, Person.id, row.person_id)
    person: Person | None = await Person.objects().get(Person.id == row.person_id)
    assert person is not None
    known = {NAME: person.name, UNIT_FIELD: row.lead_unit}
    changed = {field: value for field, value in {NAME: name, UNIT_FIELD: unit}.items() if value != known[field]}
    if NAME in changed:
        await _guard_name(work, person, name)
        await change_person(work, person, {NAME: name})
    if UNIT_FIELD in changed:
        await Assignment.update({Assignment.lead_unit: unit}).where(Assignment.id == assignment_id)
    if not changed:
        work.unchanged()
        return
    before: Values = {field: known[field] for field in changed}
    after: Values = dict(changed)
    event = LeadCorrected(subject_id=assignment_id, scope_id=row.project_id, fields=tuple(sorted(changed)))
    work.record(event, before=before, after=after)


async def _guard_name(work: Work, person: Person, name: str) -> None:
    phone = normalise_phone(phone_of(work.runtime.keys, person)) or ""
    namesakes = await people_with_phone(work.runtime.keys, phone)
    if any(other.id != person.id and same_name(other.name, name) for other in namesakes):
        raise LeadIsKnown
    if await Membership.exists().where(Membership.person_id == person.id):
        raise LeadElsewhere
    led = await Assignment.select(Assignment.project_id).where(Assignment.person_id == person.id).distinct()
    for row in led:
        if not await may_file(work.actor, row["project_id"]):
            raise LeadElsewhere


async def keep_signed_name(_: Work, recorded: Recorded) -> None:
    """In-transaction hook: whoever corrects a person's name, a signed commitment stays with the name as it was."""
    event = recorded.event
    assert isinstance(event, PersonChanged)
    if NAME in event.fields and recorded.before is not None:
        await Commitment.update({Commitment.signed_name: str(recorded.before[NAME])}).where(
            Commitment.person_id == event.subject_id, Commitment.signed_name == ""
        )
