"""Correcting what is known of a person, by somebody in charge. The phone is not: see `phone_change_vouch`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.audit.work import Values, Work
from backend.identity.people.events import PersonChanged
from backend.identity.people.id_number_rules import mask_email, mask_id_number
from backend.identity.people.queries import EMAIL_PLACE, ID_PLACE, email_of, id_number_of, person_with_id
from backend.identity.tables import Person
from backend.kernel.crypto.sealed import blind_index, encrypt
from backend.kernel.errors import Invalid

NAME, ID_TYPE, ID_NUMBER, EMAIL = "name", "id_type", "id_number", "email"


async def change_person(work: Work, person: Person, wanted: Mapping[str, str]) -> bool:
    """Keep another name, identity number (with `id_type`) or e-mail address; empty text for none.

    What `wanted` does not name stays. Answers whether anything was different.

    Raises:
        Invalid: the identity number is somebody else's.
    """
    keys = work.runtime.keys
    known = {
        NAME: person.name,
        ID_TYPE: person.id_type,
        ID_NUMBER: id_number_of(keys, person),
        EMAIL: email_of(keys, person.email),
    }
    changed = {field: value for field, value in wanted.items() if value != known[field]}
    if not changed:
        return False
    number = changed.get(ID_NUMBER)
    if number:
        await _refuse_anothers(work, person.id, number)
    await Person.update(_columns(work, changed)).where(Person.id == person.id)
    work.record(
        PersonChanged(subject_id=person.id, fields=tuple(sorted(changed))),
        before=_masked(known, changed),
        after=_masked(changed, changed),
    )
    return True


async def _refuse_anothers(work: Work, person_id: UUID, number: str) -> None:
    other = await person_with_id(work.runtime.keys, number)
    if other is not None and other.id != person_id:
        raise Invalid(errors={"idNumber": ["id_of_another"]})


def _columns(work: Work, changed: Mapping[str, str]) -> dict[Any, Any]:
    keys = work.runtime.keys
    columns: dict[Any, Any] = {}
    for field, value in changed.items():
        if field == ID_NUMBER:
            columns[Person.id_number] = encrypt(keys, ID_PLACE, value) if value else ""
            columns[Person.id_index] = blind_index(keys, ID_PLACE, value) if value else ""
        elif field == EMAIL:
            columns[Person.email] = encrypt(keys, EMAIL_PLACE, value) if value else ""
        else:
            columns[Person.name if field == NAME else Person.id_type] = value
    return columns


def _masked(values: Mapping[str, str], fields: Mapping[str, str]) -> Values:
    masks = {ID_NUMBER: mask_id_number, EMAIL: mask_email}
    return {field: masks.get(field, str)(values[field]) for field in fields}
