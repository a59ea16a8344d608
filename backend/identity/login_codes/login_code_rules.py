"""One-time codes and what is asked at a first log-in, pure (design §9)."""

import hmac
import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

import msgspec

from backend.kernel.clock import DAY

CODE_DIGITS = 6
LAST_DIGITS = 4
Fate = Literal["send", "unknown", "over_budget", "too_soon", "too_many"]
LIVE: tuple[Fate, ...] = ("send", "unknown", "over_budget")
"""Fates under which a code can be tried; they cannot be told apart from outside, and they count for the phone."""
_BETWEEN_NAMES = re.compile(r"[\s·•・.]")
_ID_SIGNS = re.compile(r"[\s\-()]")


class CodeLimits(msgspec.Struct, frozen=True):
    """At most one code per `gap_ms` and `per_phone` in 24 hours for a phone, `budget` in 24 hours for everybody."""

    gap_ms: int
    per_phone: int
    budget: int


def free_at(now: int, former: Sequence[int], limits: CodeLimits) -> int:
    """When a phone may have its next code, given when it had codes; `now` or earlier means at once."""
    recent = sorted(at for at in former if at > now - DAY)
    after_gap = recent[-1] + limits.gap_ms if recent else now
    if len(recent) < limits.per_phone:
        return after_gap
    return max(after_gap, recent[-limits.per_phone] + DAY)


def fate_of(now: int, former: Sequence[int], *, spent: int, known: bool, limits: CodeLimits) -> Fate:
    """What becomes of a request for a code.

    What is refused for the phone's own sake is decided before it matters whether the phone is known, so that nobody
    learns that from the limits. `spent` counts the codes really sent in the last 24 hours.
    """
    if free_at(now, former, limits) > now:
        return "too_many" if sum(at > now - DAY for at in former) >= limits.per_phone else "too_soon"
    if not known:
        return "unknown"
    return "over_budget" if spent >= limits.budget else "send"


def normalise_one_time_code(text: str) -> str | None:
    """The six digits meant by what was typed, full-width digits and spaces included."""
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else None


def normalise_id_number(text: str) -> str:
    """An identity number without spacing, letters upper case."""
    return _ID_SIGNS.sub("", unicodedata.normalize("NFKC", text)).upper()


def same_name(given: str, kept: str) -> bool:
    """True for the same name but for spacing, the dot between foreign names, width and case of letters."""
    return hmac.compare_digest(_plain(given).encode(), _plain(kept).encode())


def same_last_four(given: str, id_number: str) -> bool:
    """True if these are the last four signs of the identity number."""
    wanted = normalise_id_number(id_number)[-LAST_DIGITS:]
    return len(wanted) == LAST_DIGITS and hmac.compare_digest(normalise_id_number(given).encode(), wanted.encode())


def mask_name(name: str) -> str:
    """A name that its bearer recognises: the first sign, stars for the rest."""
    return name[:1] + "*" * max(1, len(name) - 1)


def _plain(name: str) -> str:
    return _BETWEEN_NAMES.sub("", unicodedata.normalize("NFKC", name)).casefold()
