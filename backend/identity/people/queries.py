"""Finding and adding people. Phones, identity numbers and addresses are kept encrypted and found by blind indexes."""

from uuid import UUID

from backend.audit.work import Work
from backend.forms.phone_rules import mask_phone
from backend.identity.events import EmailChanged, PersonAdded
from backend.identity.login_codes.login_code_rules import normalise_id_number
from backend.identity.tables import Person
from backend.kernel.crypto import KeyRing
from backend.kernel.crypto.sealed import blind_index, blind_indexes, decrypt, encrypt
from backend.kernel.ids import new_id

PHONE_PLACE = "person.phone"
ID_PLACE = "person.id_number"
EMAIL_PLACE = "person.email"


async def people_with_phone(keys: KeyRing, phone: str) -> list[Person]:
    """Everybody who logs in with this phone, oldest first (a phone may be passed on)."""
    found: list[Person] = (
        await Person.objects()
        .where(Person.phone_index.is_in(blind_indexes(keys, PHONE_PLACE, phone)), Person.active.eq(True))
        .order_by(Person.created_at)
    )
    return found


async def person_with_id(keys: KeyRing, id_number: str) -> Person | None:
    """The person of this identity number."""
    indexes = blind_indexes(keys, ID_PLACE, normalise_id_number(id_number))
    found: Person | None = await Person.objects().where(Person.id_index.is_in(indexes)).first()
    return found


async def person_for(
    work: Work, *, name: str, phone: str, id_type: str = "", id_number: str = "", email: str = ""
) -> UUID:
    """The person of this identity number, or of this name and phone, added if unknown.

    What is known of a person already is not changed. `id_type` is a code of CL-IDTYPE.
    """
    keys = work.runtime.keys
    id_number = normalise_id_number(id_number)
    known = await person_with_id(keys, id_number) if id_number else None
    if known is not None:
        return known.id
    for person in await people_with_phone(keys, phone):
        if person.name == name and not (id_number and person.id_number):
            return person.id
    person = new_person(keys, work.at, name=name, phone=phone, id_type=id_type, id_number=id_number, email=email)
    await Person.insert(person)
    record_person(work, person, phone)
    return person.id


def new_person(
    keys: KeyRing, at: int, *, name: str, phone: str, id_type: str = "", id_number: str = "", email: str = ""
) -> Person:
    """The row of a person who is not stored yet; phone and identity number are normalised already."""
    return Person(
        id=new_id(),
        name=name,
        phone=encrypt(keys, PHONE_PLACE, phone),
        phone_index=blind_index(keys, PHONE_PLACE, phone),
        id_type=id_type if id_number else "",
        id_number=encrypt(keys, ID_PLACE, id_number) if id_number else "",
        id_index=blind_index(keys, ID_PLACE, id_number) if id_number else "",
        email=encrypt(keys, EMAIL_PLACE, email) if email else "",
        active=True,
        created_at=at,
        confirmed_at=None,
    )


def record_person(work: Work, person: Person, phone: str) -> None:
    """Note that a person with this phone was added."""
    work.record(PersonAdded(subject_id=person.id), after={"name": person.name, "phone": mask_phone(phone)})


async def set_email(work: Work, person_id: UUID, email: str) -> None:
    """Keep another e-mail address of a person; empty text for none."""
    sealed = encrypt(work.runtime.keys, EMAIL_PLACE, email) if email else ""
    await Person.update({Person.email: sealed}).where(Person.id == person_id)
    work.record(EmailChanged(subject_id=person_id))


def phone_of(keys: KeyRing, person: Person) -> str:
    """The person's phone in clear, empty of one who was erased; callers mask it or log the reveal."""
    return decrypt(keys, PHONE_PLACE, person.phone) if person.phone else ""


def id_number_of(keys: KeyRing, person: Person) -> str:
    """The person's identity number in clear, empty if unknown; callers mask it or log the reveal."""
    return decrypt(keys, ID_PLACE, person.id_number) if person.id_number else ""


def email_of(keys: KeyRing, sealed: str) -> str:
    """A stored e-mail address in clear, empty if there is none."""
    return decrypt(keys, EMAIL_PLACE, sealed) if sealed else ""
