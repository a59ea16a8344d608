"""Finding and adding people. Phones are kept encrypted and found by a blind index."""

from uuid import UUID

from backend.audit.work import Work
from backend.identity.events import PersonAdded
from backend.identity.phone_rules import mask_phone
from backend.identity.tables import Person
from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.sealed import blind_index, blind_indexes, decrypt, encrypt
from backend.kernel.ids import new_id

PHONE_PLACE = "person.phone"


async def people_with_phone(keys: KeyRing, phone: str) -> list[Person]:
    """Everybody who logs in with this phone, oldest first (a phone may be passed on)."""
    found: list[Person] = (
        await Person.objects()
        .where(Person.phone_index.is_in(blind_indexes(keys, PHONE_PLACE, phone)), Person.active.eq(True))
        .order_by(Person.created_at)
    )
    return found


async def person_for(work: Work, *, name: str, phone: str) -> UUID:
    """The person of this name and phone, added if unknown."""
    keys = work.runtime.keys
    for person in await people_with_phone(keys, phone):
        if person.name == name:
            return person.id
    person = Person(
        id=new_id(),
        name=name,
        phone=encrypt(keys, PHONE_PLACE, phone),
        phone_index=blind_index(keys, PHONE_PLACE, phone),
        created_at=work.at,
    )
    await Person.insert(person)
    work.record(PersonAdded(subject_id=person.id), after={"name": name, "phone": mask_phone(phone)})
    return person.id


def phone_of(keys: KeyRing, person: Person) -> str:
    """The person's phone in clear; callers mask it or log the reveal."""
    return decrypt(keys, PHONE_PLACE, person.phone)
