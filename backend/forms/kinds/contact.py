"""Phone numbers and e-mail addresses (catalogue 0.3 V-PHONE, V-EMAIL, V-MASK)."""

# ruff: noqa: ARG002 - every kind has the same methods, whether or not it needs all they are given

import re
from collections.abc import Iterable
from typing import ClassVar

from backend.forms.context import Context, Lists
from backend.forms.kinds.base import Fault, Schema
from backend.forms.kinds.text import TextLike
from backend.forms.phone_rules import bare_phone, is_mobile, mask_phone
from backend.forms.words import Language

_OTHER = re.compile(r"(?=.*[0-9])[+0-9 \-]{5,20}")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")
LONGEST_EMAIL = 100


class Phone(TextLike, frozen=True, tag="phone"):
    """A mainland mobile is kept as its 11 digits, any other number as it was written.

    `mobile` asks for a mainland mobile: codes can be sent to nothing else.
    """

    sensitive: ClassVar[bool] = True

    mobile: bool = False

    def normalise(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        phone = bare_phone(value)
        return phone if is_mobile(phone) else value.strip()

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
        elif not is_mobile(value) and not _OTHER.fullmatch(value):
            yield "", "bad_phone"
        elif self.mobile and not is_mobile(value):
            yield "", "not_mobile"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "pattern": r"^1[3-9][0-9]{9}$" if self.mobile else r"^[+0-9 \-]{5,20}$"}

    def show(self, value: object, context: Context, language: Language) -> str:
        return mask_phone(str(value))

    def mask(self, value: object) -> object:
        return mask_phone(str(value))


class Email(TextLike, frozen=True, tag="email"):
    """One address."""

    def faults(self, value: object, context: Context) -> Iterable[Fault]:
        if not isinstance(value, str):
            yield "", "bad_type"
        elif len(value) > LONGEST_EMAIL:
            yield "", "too_long"
        elif not _EMAIL.fullmatch(value):
            yield "", "bad_email"

    def schema(self, lists: Lists) -> Schema:
        return {"type": "string", "format": "email", "maxLength": LONGEST_EMAIL}
