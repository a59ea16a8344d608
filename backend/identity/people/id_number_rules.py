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
_OTHER = re.compile(r"[^\x00-\x1f\x7f]{1,30}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_LONG = 15


def id_number_fault(id_type: str, number: str) -> IdFault | None:
    """What is wrong with a normalised number of this type (a code of CL-IDTYPE)."""
    shape = _RESIDENT if id_type == RESIDENT else _SHAPES.get(id_type, _OTHER)
    if not shape.fullmatch(number):
        return "bad_id_number"
    if shape is not _RESIDENT:
        return None
    if not _is_day(number[6:14]):
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


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
