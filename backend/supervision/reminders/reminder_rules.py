"""When a half-day reminds the people responsible for it, pure (catalogue 14 N-14; design §7)."""

from typing import Literal

from backend.kernel.clock import MINUTE
from backend.supervision.slots.slot_rules import Bounds

Reminder = Literal["nothing_yet", "incomplete"]
AFTER_OPENING = 30 * MINUTE
BEFORE_CLOSING = 30 * MINUTE


def reminder_due(bounds: Bounds, *, arrived: bool, complete: bool, now: int) -> Reminder | None:
    """The reminder whose time it is: nothing has come half an hour after opening, or half an hour is left.

    Whoever slept through the first (a server that was down) is given only the second. After closing there is none:
    a photo could no longer be taken.
    """
    if complete or now >= bounds.closes_at or now < bounds.opens_at:
        return None
    if now >= bounds.closes_at - BEFORE_CLOSING:
        return "incomplete"
    if now >= bounds.opens_at + AFTER_OPENING and not arrived:
        return "nothing_yet"
    return None
