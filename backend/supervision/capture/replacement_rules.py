"""What a replaced on-site lead may still send, pure (design §4: regenerate, replace, rescue)."""

from backend.supervision.slots.slot_rules import Bounds


def may_still_send(*, ended_at: int | None, arrived_at: int, window_ms: int, by_key_alone: bool) -> bool:
    """Whether photos of an assignment are taken in from the phone that took them.

    `by_key_alone`: the request rests on the device's signature and no login session: for ended assignments only.
    """
    if ended_at is None:
        return not by_key_alone
    return arrived_at <= ended_at + window_ms


def bounds_until(bounds: Bounds, ended_at: int | None, window_ms: int) -> Bounds:
    """A slot as it was for somebody replaced in it: what they took later is not theirs to take."""
    if ended_at is None:
        return bounds
    return Bounds(
        opens_at=bounds.opens_at,
        closes_at=min(bounds.closes_at, ended_at),
        late_until=min(bounds.late_until, ended_at + window_ms),
    )
