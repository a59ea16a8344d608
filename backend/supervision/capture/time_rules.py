"""The time rule: was a photo taken inside its half-day? Pure (design §4, Time rule).

L is the newest server time the phone could prove to know, U the first arrival of the manifest, t the estimate of the
shutter. The photo was taken between L and U; what the phone says in between is believed only when it is *anchored*.
"""

from typing import Literal

import msgspec

from backend.kernel.clock import MINUTE, SECOND
from backend.supervision.slots.slot_rules import Bounds

Verdict = Literal["in_time", "offline", "unproven"]
Refused = Literal["outside_slot"]
TOLERANCE = 2 * MINUTE
ELAPSED_AGREEMENT = 5 * SECOND
OFFSET_AGREEMENT = 10 * SECOND


class Clues(msgspec.Struct, frozen=True):
    """Everything known about the moment of one photo. Milliseconds.

    token_at: L. arrived_at: U. wall: the phone's clock at the shutter. token_wall: that clock when the token came.
    since_token_ms: monotonic time from the token to the shutter, None if another document took the photo. sent_at and
    batch_arrived_at: both clocks of the first batch that named the capture; None for a hand-in. revoked_at: when the
    key was revoked.
    """

    token_at: int
    arrived_at: int
    wall: int
    token_wall: int
    since_token_ms: int | None
    sent_at: int | None
    batch_arrived_at: int | None
    revoked_at: int | None = None


class Estimate(msgspec.Struct, frozen=True):
    """When the shutter most likely went, and whether two clocks agree on it."""

    at: int
    anchored: bool


class Judgement(msgspec.Struct, frozen=True):
    """The verdict with its bracket; `refused` is the code `outside_slot`, or None."""

    verdict: Verdict
    refused: Refused | None
    estimate: Estimate
    taken_from: int
    taken_until: int
    revoked_key: bool = False


def estimate(clues: Clues) -> Estimate:
    """The estimate t.

    Anchored if monotonic and wall time agree on what passed since the token, or if the phone's offset from the server
    was the same at the token and at the sending. An estimate outside the bracket contradicts itself: not believed.
    """
    for at in (_by_elapsed(clues), _by_offset(clues)):
        if at is not None and clues.token_at - TOLERANCE <= at <= clues.arrived_at + TOLERANCE:
            return Estimate(at=_between(clues.token_at, at, clues.arrived_at), anchored=True)
    guess = clues.token_at + (clues.since_token_ms or 0) if clues.since_token_ms else clues.wall
    return Estimate(at=_between(clues.token_at, guess, clues.arrived_at), anchored=False)


def judge(clues: Clues, bounds: Bounds, late_until: int) -> Judgement:
    """The first rule that fits, in the order of design §4."""
    taken = estimate(clues)
    revoked = clues.revoked_at is not None and clues.revoked_at < clues.arrived_at

    def answer(verdict: Verdict, refused: Refused | None = None) -> Judgement:
        return Judgement(
            verdict=verdict,
            refused=refused,
            estimate=taken,
            taken_from=clues.token_at,
            taken_until=clues.arrived_at,
            revoked_key=revoked,
        )

    if provably_outside(clues, taken, bounds):
        return answer("unproven", "outside_slot")
    if revoked:
        return answer("unproven")
    if _inside(clues.token_at, bounds) and _inside(clues.arrived_at, bounds):
        return answer("in_time")
    if taken.anchored and _inside(taken.at, bounds) and clues.arrived_at <= late_until:
        return answer("offline")
    return answer("unproven")


def provably_outside(clues: Clues, taken: Estimate, bounds: Bounds) -> bool:
    """Known not to have been taken in the slot, whatever the phone says."""
    return (
        clues.token_at >= bounds.closes_at + TOLERANCE
        or clues.arrived_at < bounds.opens_at - TOLERANCE
        or (taken.anchored and not _inside(taken.at, bounds))
    )


def clock_skew(clues: Clues) -> int:
    """How far the phone's clock was ahead of the server's when it received its token (negative: behind)."""
    return clues.token_wall - clues.token_at


def _by_elapsed(clues: Clues) -> int | None:
    passed = clues.since_token_ms
    if passed is None or passed < 0:
        return None
    agree = abs(passed - (clues.wall - clues.token_wall)) <= ELAPSED_AGREEMENT
    return clues.token_at + passed if agree else None


def _by_offset(clues: Clues) -> int | None:
    if clues.sent_at is None or clues.batch_arrived_at is None:
        return None
    at_token = clues.token_at - clues.token_wall
    at_sending = clues.batch_arrived_at - clues.sent_at
    return clues.wall + at_token if abs(at_token - at_sending) <= OFFSET_AGREEMENT else None


def _inside(at: int, bounds: Bounds) -> bool:
    return bounds.opens_at - TOLERANCE <= at < bounds.closes_at + TOLERANCE


def _between(low: int, at: int, high: int) -> int:
    return max(low, min(at, max(low, high)))
