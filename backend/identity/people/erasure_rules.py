"""Taking a person out of a document that others wrote, pure (design §9)."""

from dataclasses import dataclass

from backend.audit.erasing import TOMBSTONE
from backend.forms.phone_rules import normalise_phone
from backend.identity.login_codes.login_code_rules import normalise_id_number


@dataclass(frozen=True)
class Marks:
    """What tells a person from all others: phone and identity number in clear; empty text where unknown."""

    name: str
    phone: str
    id_number: str

    def tells(self, value: object) -> bool:
        """Whether a value is the person's phone or identity number, however it is spaced."""
        if not isinstance(value, str) or not value:
            return False
        phone = bool(self.phone) and normalise_phone(value) == self.phone
        return phone or (bool(self.id_number) and normalise_id_number(value) == self.id_number)


def without_person(value: object, marks: Marks) -> object:
    """The same document without the person.

    Phone and identity number become empty; the name beside one of them (in the same row or heading) becomes that of
    the tombstone. A name that stands alone may be a namesake's and stays.
    """
    if isinstance(value, dict):
        named = any(marks.tells(one) for one in value.values())
        return {key: _beside(one, marks) if named else without_person(one, marks) for key, one in value.items()}
    if isinstance(value, list):
        return [without_person(one, marks) for one in value]
    return "" if marks.tells(value) else value


def _beside(value: object, marks: Marks) -> object:
    return TOMBSTONE if isinstance(value, str) and value and value == marks.name else without_person(value, marks)
