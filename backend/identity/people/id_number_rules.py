"""Identity numbers, pure (catalogue 0.3 V-PID, V-MASK)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

RESIDENT = "111"
IdFault = Literal["bad_id_number", "bad_check_digit"]
_RESIDENT = re.compile(r"[1-9]\d{5}(19|20)\d{9}[\dX]")
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "414": re.compile(r"[0-9A-Z]{5,17}"),
    "516": re.compile(r"[HM]\d{8}(\d{2})?"),
    "511": re.compile(r"\d{8}(\d{2})?"),
    "HMTRP": _RESIDENT,
    "553": re.compile(r"[0-9A-Z]{15,18}"),
}
_PROVINCES = (
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44"),
    *("45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"),
)
"""The first two digits of GB/T 2260's codes: provinces, municipalities, autonomous and special regions."""
_PERMIT_PLACES = ("81", "82", "83")
"""Those of a residence permit (港澳台居民居住证): Hong Kong, Macao, Taiwan."""
_OTHER = re.compile(r"[^\x00-\x1f\x7f]{1,30}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_LONG = 15


def id_number_fault(id_type: str, number: str, today: date) -> IdFault | None:
    """What is wrong with a normalised number of this type (a code of CL-IDTYPE); nobody is born after `today`."""
    shape = _RESIDENT if id_type == RESIDENT else _SHAPES.get(id_type, _OTHER)
    if not shape.fullmatch(number):
        return "bad_id_number"
    if shape is not _RESIDENT:
        return None
    places = _PROVINCES if id_type == RESIDENT else _PERMIT_PLACES
    if number[:2] not in places or not _is_past_day(number[6:14], today):
        return "bad_id_number"
    return None if check_sign(number[:17]) == number[17] else "bad_check_digit"


def check_sign(digits: str) -> str:
    """The last sign of a resident's number from the 17 digits before it (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECK_SIGNS[total % 11]


def mask_id_number(number: str) -> str:
    """The number as lists show it, for example 110105********151X; of a short one only the end."""
    head, tail = (6, 4) if len(number) >= _LONG else (0, 2)
    return number[:head] + "*" * max(0, len(number) - head - tail) + number[max(head, len(number) - tail) :]


def mask_email(address: str) -> str:
    """The address as lists show it, for example w***@example.org."""
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if address else ""


def _is_past_day(digits: str, today: date) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= today
    except ValueError:
        return False
