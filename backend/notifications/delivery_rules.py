"""When a delivery is tried, again, or no more, pure (design §7)."""

from typing import Literal

import msgspec

from backend.kernel.clock import SECOND

State = Literal["waiting", "sending", "sent", "retry", "failed", "expired"]
PAUSES_S = (5, 15, 45, 120, 300, 900, 1800, 3600)
"""Pauses before the second, third, … try; the last repeats."""
SPREAD = 0.2
"""Pauses differ by up to this share, so that what failed together is not tried together."""
MINUTES_A_DAY = 24 * 60


class Outcome(msgspec.Struct, frozen=True):
    """What became of a try. `next_try_at` only with `retry`; `reason` is a code, empty when sent."""

    state: State
    reason: str = ""
    next_try_at: int | None = None

    @property
    def final(self) -> bool:
        return self.next_try_at is None


SENT = Outcome("sent")


def is_quiet(minute_of_day: int, quiet_from: int, quiet_until: int) -> bool:
    """True inside quiet hours, which may run over midnight; equal bounds mean there are none."""
    if quiet_from <= quiet_until:
        return quiet_from <= minute_of_day < quiet_until
    return minute_of_day >= quiet_from or minute_of_day < quiet_until


def pause_ms(tries: int, chance: float) -> int:
    """How long to wait after this many tries; `chance` in [0, 1) spreads it."""
    base = PAUSES_S[min(tries, len(PAUSES_S)) - 1]
    return round(base * SECOND * (1 - SPREAD / 2 + SPREAD * chance))


def after_failure(
    reason: str, *, retryable: bool, tries: int, max_tries: int, now: int, expires_at: int, chance: float
) -> Outcome:
    """What follows a failed try: another one, or the end with its reason. Nothing is tried after it expired."""
    if not retryable:
        return Outcome("failed", reason)
    if tries >= max_tries:
        return Outcome("failed", "too_many_tries")
    at = now + pause_ms(tries, chance)
    return Outcome("retry", reason, at) if at < expires_at else Outcome("expired", reason)
