"""What identity knows about a person, and removes at their request (design §9)."""

from typing import Any
from uuid import UUID

from piccolo.columns.combination import Or, Where

from backend.audit.erasing import TOMBSTONE, ErasedPart, EventsAbout
from backend.audit.work import Work
from backend.identity.people.disabling import disable_person, end_all_access
from backend.identity.people.erasure_rules import Marks
from backend.identity.people.events import PersonErased
from backend.identity.people.queries import PHONE_PLACE, id_number_of, phone_of
from backend.identity.phone_change.vouch import end_changes_of
from backend.identity.tables import Device, LoginAttempt, OneTimeCode, Person, PhoneChange
from backend.kernel.crypto.sealed import blind_indexes

EMPTIED = (
    Person.phone, Person.phone_index, Person.id_type, Person.id_number, Person.id_index, Person.email,
)  # fmt: skip


async def marks_of(work: Work, person_id: UUID) -> Marks:
    """Name, phone and identity number of a person who is not erased yet."""
    person = await Person.objects().get(Person.id == person_id)
    assert person is not None
    keys = work.runtime.keys
    return Marks(name=person.name, phone=phone_of(keys, person), id_number=id_number_of(keys, person))


async def phone_indexes_of(work: Work, person_id: UUID) -> list[str]:
    """The blind indexes of a phone that is this person's alone; none where somebody else uses it too."""
    phone = (await marks_of(work, person_id)).phone
    indexes = blind_indexes(work.runtime.keys, PHONE_PLACE, phone) if phone else []
    shared = indexes and await Person.exists().where(Person.phone_index.is_in(indexes), Person.id != person_id)
    return [] if shared else indexes


async def _erase_row(work: Work, person_id: UUID) -> int:
    """Leave a tombstone; its events were recorded against the id, which stays."""
    if await Person.exists().where(Person.id == person_id, Person.active.eq(True)):
        await disable_person(work, person_id)
    else:
        await end_all_access(work, person_id, "disabled")
    emptied: dict[Any, Any] = dict.fromkeys(EMPTIED, "")
    await Person.update({**emptied, Person.name: TOMBSTONE, Person.erased_at: work.at}).where(Person.id == person_id)
    work.record(PersonErased(subject_id=person_id))
    return 1


async def _erase_devices(_: Work, person_id: UUID) -> int:
    """The names of phones; keys and certificates stay, evidence is checked with them."""
    rows = (
        await Device.update({Device.label: ""})
        .where(Device.person_id == person_id, Device.label != "")
        .returning(Device.key_id)
    )
    return len(rows)


async def _erase_attempts(work: Work, person_id: UUID) -> int:
    """That somebody logged in, and when, stays under the id; refused attempts with the phone are the person's too."""
    which: Where | Or = LoginAttempt.person_id == person_id
    indexes = await phone_indexes_of(work, person_id)
    if indexes:
        which = which | (LoginAttempt.person_id.is_null() & LoginAttempt.account_index.is_in(indexes))
    rows = (
        await LoginAttempt.update(
            {
                LoginAttempt.account_index: "",
                LoginAttempt.account_mask: "",
                LoginAttempt.address: "",
                LoginAttempt.client: "",
            }
        )
        .where(which)
        .returning(LoginAttempt.id)
    )
    return len(rows)


async def _erase_codes(work: Work, person_id: UUID) -> int:
    which = (OneTimeCode.person_id == person_id) | OneTimeCode.people.like(f"%{person_id}%")
    indexes = await phone_indexes_of(work, person_id)
    if indexes:
        which = which | OneTimeCode.phone_index.is_in(indexes)
    return len(await OneTimeCode.delete().where(which).returning(OneTimeCode.id))


async def _subjects(person_id: UUID) -> list[UUID]:
    rows = await PhoneChange.select(PhoneChange.id).where(PhoneChange.person_id == person_id)
    return [person_id, *(row["id"] for row in rows)]


PERSON_ERASURE = (
    ErasedPart("person", "name, phone, identity number and e-mail address of the person", _erase_row),
    ErasedPart("devices", "names of the person's phones", _erase_devices),
    ErasedPart("log_ins", "log-ins: accounts, network addresses and browsers", _erase_attempts),
    ErasedPart("one_time_codes", "one-time codes asked for", _erase_codes),
    ErasedPart("phone_changes", "changes of phone that wait", end_changes_of),
    EventsAbout(_subjects),
)
"""The first is carried out last: the others look up phone and number in it."""
