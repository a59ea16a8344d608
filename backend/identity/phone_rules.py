"""Phone numbers, pure (catalogue 0.3 V-PHONE, V-MASK)."""

import re

_MOBILE = re.compile(r"1[3-9]\d{9}")
_OTHER = re.compile(r"\+?[\d]{5,20}")
_SPACING = re.compile(r"[\s\-]")
SHORTEST_MASKED = 9


def normalise_phone(text: str) -> str | None:
    """The number without spaces and hyphens, mainland mobiles without +86; None if it is no phone number."""
    digits = _SPACING.sub("", text)
    digits = digits.removeprefix("+86")
    if _MOBILE.fullmatch(digits) or _OTHER.fullmatch(digits):
        return digits
    return None


def mask_phone(phone: str) -> str:
    """The number as lists show it, for example 138****2046."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= SHORTEST_MASKED else "*" * len(phone)
