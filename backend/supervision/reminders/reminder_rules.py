"""When a half-day reminds the people responsible for it, pure (catalogue 14 N-14; design §7)."""

from typing import Literal

from backend.kernel.clock import MINUTE
from backend.supervision.slots.slot_rules import Bounds

Reminder = Literal["nothing_yet", "incomplete", "ended"]
AFTER_OPENING = 30 * MINUTE
BEFORE_CLOSING = 30 * MINUTE
AFTER_CLOSING = 2 * MINUTE
"""As long as the time rule forgives: what is on its way at the last moment is given the time to come."""


def reminder_due(bounds: Bounds, *, arrived: bool, complete: bool, now: int) -> Reminder | None:
    """The reminder whose time it is: nothing has come half an hour after opening, half an hour is left, or it has ended
    and photos are missing.

    Whoever slept through one (a server that was down) is given only the next. After the late window there is none:
    photos that are still on a phone could no longer come.
    """
    if complete or now >= bounds.late_until or now < bounds.opens_at:
        return None
    if now >= bounds.closes_at:
        return "ended" if now >= bounds.closes_at + AFTER_CLOSING else None
    if now >= bounds.closes_at - BEFORE_CLOSING:
        return "incomplete"
    if now >= bounds.opens_at + AFTER_OPENING and not arrived:
        return "nothing_yet"
    return None
