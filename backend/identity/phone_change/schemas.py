"""Shapes of changing a phone on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output

Short = Annotated[str, msgspec.Meta(max_length=100)]


class PhoneMoved(Input):
    """The new phone, with the codes that came to the old one and to it."""

    phone: Short
    old_code: Short
    new_code: Short


class PhoneVouched(Input):
    """A colleague by name and present phone, and the phone they have now."""

    name: Short
    old_phone: Short
    new_phone: Short


class PhoneChangeShown(Output):
    """A change that waits for a second colleague; `new_phone` is in clear, since that is what they vouch for."""

    id: UUID
    name: str
    new_phone: str
    asked_at: int
    expires_at: int
    asked_by_me: bool
    about_me: bool


class PhoneChangesShown(msgspec.Struct):
    items: list[PhoneChangeShown]
