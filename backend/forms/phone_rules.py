"""Phone numbers, pure (catalogue 0.3 V-PHONE, V-MASK)."""

import re

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_OTHER = re.compile(r"\+?[0-9]{5,20}")
_SPACING = re.compile(r"[\s\-]")
SHORTEST_MASKED = 9


def bare_phone(text: str) -> str:
    """The number without spaces, hyphens and +86."""
    return _SPACING.sub("", text).removeprefix("+86")


def is_mobile(phone: str) -> bool:
    """Whether it is the 11 digits of a mainland mobile."""
    return _MOBILE.fullmatch(phone) is not None


def normalise_phone(text: str) -> str | None:
    """The number without spaces and hyphens, mainland mobiles without +86; None if it is no phone number."""
    phone = bare_phone(text)
    return phone if is_mobile(phone) or _OTHER.fullmatch(phone) else None


def mask_phone(phone: str) -> str:
    """The number as lists show it, for example 138****2046."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= SHORTEST_MASKED else "*" * len(phone)
