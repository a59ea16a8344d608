"""Facts made on phones: the same twice is the same answer, another under the same id is a conflict (design §2)."""

from typing import Literal

import msgspec

from backend.kernel.encoding import sha256_hex
from backend.supervision.capture.time_rules import TOLERANCE
from backend.supervision.slots.slot_rules import Bounds

TooLate = Literal["changed_after_close", "change_too_late"]
Unfit = Literal["conflict", "name_missing", "reason_missing", "unknown_row"]


def content_digest(fact: msgspec.Struct) -> str:
    """The digest two facts share only if they say the same."""
    return sha256_hex(msgspec.json.encode(fact, order="sorted"))


def made_at(wall: int, *, sent_at: int | None, arrived_at: int) -> int:
    """When a fact was made, on the phone's word, in the server's time.

    `sent_at`: the phone's clock at the sending; how far it was off then is taken off `wall`. Nobody sends what is yet
    to be made, so it is never later than `arrived_at`.
    """
    ahead = sent_at - arrived_at if sent_at is not None else 0
    return min(wall - ahead, arrived_at)


def too_late(made: int, *, arrived_at: int, bounds: Bounds) -> TooLate | None:
    """Why a change of lecturer rows is not taken in any more; None while it is (catalogue 11.5, 16).

    Like a photo: it must have been made before the half-day closed, and may arrive until the late window ends.
    """
    if made >= bounds.closes_at + TOLERANCE:
        return "changed_after_close"
    return "change_too_late" if arrived_at > bounds.late_until else None
