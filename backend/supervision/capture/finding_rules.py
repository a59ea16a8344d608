"""What is noticed when a manifest arrives, pure. The machine points; people judge (design §4, Findings)."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from backend.kernel.clock import MINUTE

Level = Literal["info", "look", "bad"]
SKEW_NOTED = 2 * MINUTE
LEVELS: Mapping[str, Level] = {
    "clock_skew": "info",
    "fallback_camera": "info",
    "reencoded": "info",
    "new_device": "info",
    "handed_in": "info",
    "trailing_data": "look",
    "exif_mismatch": "look",
    "far": "look",
    "no_position": "look",
    "near_equal": "look",
    "chain_gap": "look",
    "after_replacement": "look",
    "same_bytes": "bad",
    "undecodable": "bad",
    "revoked_key": "bad",
}
NEEDS_RULING = frozenset({"no_position"})
NEVER_COUNTS = frozenset({"undecodable"})
WhyNot = Literal["awaiting_bytes", "waiting", "undecodable", "questioned", "unproven", "no_position"]
"""Why a capture does not count: its bytes, or what it depends on, have not come; what was found; what a person ruled;
what a person has yet to rule on."""


class Found(msgspec.Struct, frozen=True):
    """A finding with the numbers that explain it."""

    code: str
    data: dict[str, object] = {}

    @property
    def level(self) -> Level:
        return LEVELS[self.code]


HANDED_IN = Found("handed_in")


class Nearest(msgspec.Struct, frozen=True):
    """Distances to the nearest venue point in metres; `least_m` under the kinder reading of the phone's datum."""

    venue_id: str
    distance_m: int
    least_m: int
    radius_m: int


def far(nearest: Nearest | None, accuracy_m: int) -> Found | None:
    """Beyond radius + accuracy under both readings of the position (WGS-84 and GCJ-02)."""
    if nearest is None or nearest.least_m <= nearest.radius_m + accuracy_m:
        return None
    beyond = nearest.least_m - accuracy_m - nearest.radius_m
    data: dict[str, object] = {
        "distanceM": nearest.distance_m,
        "radiusM": nearest.radius_m,
        "accuracyM": accuracy_m,
        "beyondM": beyond,
    }
    return Found("far", data)


def skew(offset_ms: int) -> Found | None:
    """The phone's clock was more than two minutes off."""
    return Found("clock_skew", {"offsetMs": offset_ms}) if abs(offset_ms) > SKEW_NOTED else None


def why_not(
    *, stored: bool, waiting: bool, verdict: str, codes: Iterable[str], indoor: bool, ruling: str | None
) -> WhyNot | None:
    """Why a capture does not count for its slot; None if it does.

    A question raised by a person takes it out; an acceptance lets in what had to wait for one: an unproven time
    (design §4, Time rule 5) and a missing position, unless the project is marked indoor.
    """
    if not stored:
        return "awaiting_bytes"
    if waiting:
        return "waiting"
    return _held_out(verdict, frozenset(codes), indoor=indoor, ruling=ruling)


def _held_out(verdict: str, found: frozenset[str], *, indoor: bool, ruling: str | None) -> WhyNot | None:
    if found & NEVER_COUNTS:
        return "undecodable"
    if ruling == "questioned":
        return "questioned"
    if ruling is None and verdict == "unproven":
        return "unproven"
    if ruling is None and not indoor and found & NEEDS_RULING:
        return "no_position"
    return None


def to_look_at(verdict: str, levels: Iterable[Level], ruling: str | None) -> bool:
    """Whether the wall asks for a look: something stands out and nobody has ruled yet."""
    return ruling is None and (verdict == "unproven" or any(level != "info" for level in levels))
