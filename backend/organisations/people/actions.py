"""Adding people with their first role, correcting, shutting out and letting in; revealing masked values."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from backend.audit.events_access import ValueRevealed
from backend.audit.work import Work
from backend.identity.devices.actions import revoke_device
from backend.identity.login_codes.login_code_rules import same_name
from backend.identity.people.actions import change_person
from backend.identity.people.disabling import disable_person, enable_person
from backend.identity.people.queries import (
    PHONE_PLACE,
    email_of,
    id_number_of,
    person_for,
    person_with_id,
    phone_of,
)
from backend.identity.tables import Person
from backend.kernel.crypto.sealed import blind_indexes
from backend.kernel.db import lock_row
from backend.kernel.errors import Invalid, NotFound
from backend.organisations.errors import ManagedElsewhere, OwnRights, PersonDisabledAlready, PhoneInUse
from backend.organisations.people.membership_actions import give_role, keep_an_administrator
from backend.organisations.people.queries import Reader, manages, memberships_of, person_seen
from backend.organisations.people.role_rules import PLATFORM
from backend.organisations.people.schemas import Masked, Purpose


async def add_person(
    work: Work,
    reader: Reader,
    document: Mapping[str, str],
    *,
    organisation_id: UUID,
    role: str,
    days: tuple[date | None, date | None],
    shared: bool,
) -> UUID:
    """Add a person with a role; one known by identity number, or by name and phone, gets the role.

    Raises:
        Invalid: the identity number belongs to another name or phone. PhoneInUse: the phone is another's, not `shared`.
        PersonDisabledAlready. What `give_role` refuses.
    """
    name, phone = document["name"], document["phone"]
    number = document.get("id_number", "")
    known = await person_with_id(work.runtime.keys, number) if number else None
    if known is not None:
        _refuse_another(work, known, name, phone)
    elif not shared:
        await _refuse_shared(work, reader, name, phone)
    person_id = await person_for(
        work,
        name=name,
        phone=phone,
        id_type=document.get("id_type", ""),
        id_number=number,
        email=document.get("email", ""),
    )
    await give_role(
        work,
        reader.administrator,
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        first=days[0],
        last=days[1],
    )
    await _fill_in(work, reader, person_id, document)
    return person_id


async def _fill_in(work: Work, reader: Reader, person_id: UUID, document: Mapping[str, str]) -> None:
    """Keep what was told of somebody known already of whom it was not; what is known stays.

    Raises:
        Invalid: the address differs from the one that is known. ManagedElsewhere: not the administrator's to fill in.
    """
    person: Person | None = await Person.objects().get(Person.id == person_id)
    assert person is not None
    email, known = document.get("email", ""), email_of(work.runtime.keys, person.email)
    if email and known and email != known:
        raise Invalid(errors={"email": ["differs"]})
    told = {"email": email} if email and not known else {}
    if document.get("id_number") and not person.id_number:
        told |= {key: document[key] for key in ("id_number", "id_type")}
    if not told:
        return
    if not manages(reader, await memberships_of(work.runtime, person_id)):
        raise ManagedElsewhere
    await change_person(work, person, told)


def _refuse_another(work: Work, known: Person, name: str, phone: str) -> None:
    if not same_name(name, known.name):
        raise Invalid(errors={"idNumber": ["id_of_another"]})
    if phone_of(work.runtime.keys, known) != phone:
        raise Invalid(errors={"phone": ["phone_differs"]})


async def _refuse_shared(work: Work, reader: Reader, name: str, phone: str) -> None:
    """Only people the administrator sees are told of; others are nobody's business here."""
    people: list[Person] = await Person.objects().where(
        Person.phone_index.is_in(blind_indexes(work.runtime.keys, PHONE_PLACE, phone))
    )
    for person in people:
        if same_name(name, person.name):
            if not person.active:
                raise PersonDisabledAlready
            return
    for person in people:
        if await _is_seen(reader, person.id):
            raise PhoneInUse


async def _is_seen(reader: Reader, person_id: UUID) -> bool:
    try:
        await person_seen(reader, person_id)
    except NotFound:
        return False
    return True


async def correct_person(work: Work, reader: Reader, person_id: UUID, wanted: Mapping[str, str]) -> None:
    """Correct name, identity number or address.

    Raises:
        NotFound. ManagedElsewhere: not the administrator's alone. Invalid: the number is another's.
    """
    person = await _managed(work, reader, person_id)
    if not await change_person(work, person, wanted):
        work.unchanged()


async def set_active(work: Work, reader: Reader, person_id: UUID, *, active: bool) -> None:
    """Let a person log in, or no more: then all log-ins end at once.

    Raises:
        NotFound, ManagedElsewhere. OwnRights: nobody shuts themselves out. LastAdministrator.
    """
    if person_id == work.actor.person_id:
        raise OwnRights
    person = await _managed(work, reader, person_id)
    if person.active == active:
        work.unchanged()
    elif active:
        await enable_person(work, person_id)
    else:
        await disable_person(work, person_id)
        if any(row["role"] == PLATFORM for row in await memberships_of(work.runtime, person_id)):
            await keep_an_administrator(work)


async def reveal(work: Work, reader: Reader, person_id: UUID, field: Masked, purpose: Purpose) -> str:
    """A masked value in clear, noted in the reveal log (catalogue 15.9).

    Raises:
        NotFound, ManagedElsewhere.
    """
    return reveal_value(work, await _managed(work, reader, person_id), field, purpose)


def reveal_value(work: Work, person: Person, field: Masked, purpose: Purpose) -> str:
    """A value in clear, noted; whether it is the actor's to see was asked before."""
    work.record(ValueRevealed(subject_id=person.id, field=field, purpose=purpose))
    keys = work.runtime.keys
    if field == "phone":
        return phone_of(keys, person)
    return id_number_of(keys, person) if field == "id_number" else email_of(keys, person.email)


async def revoke_phone(work: Work, reader: Reader, person_id: UUID, key_id: str) -> None:
    """Revoke the key of a phone that somebody lost; their log-ins end, but the administrator's own present one.

    Raises:
        NotFound, ManagedElsewhere.
    """
    await _managed(work, reader, person_id)
    stays = work.actor.login_session_id if person_id == work.actor.person_id else None
    await revoke_device(work, person_id=person_id, key_id=key_id, stays=stays)


async def _managed(work: Work, reader: Reader, person_id: UUID) -> Person:
    await lock_row(Person, Person.id, person_id)
    person = await person_seen(reader, person_id)
    if not manages(reader, await memberships_of(work.runtime, person_id)):
        raise ManagedElsewhere
    return person
