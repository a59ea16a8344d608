"""A pinhole camera: from metres in a room or street to pixels of the photo.

Space: x to the right, y away from the camera's start, z up, all in metres. Angles in degrees: yaw to the right,
pitch upward, roll clockwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

Space = tuple[float, float, float]
Flat = tuple[float, float]

WIDTH, HEIGHT = 1600, 1200
NEAR_M = 0.3


@dataclass(frozen=True)
class Camera:
    """Where the phone is held and where it looks; `focal` in pixels (1150 is a phone's main lens)."""

    eye: Space
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    focal: float = 1150.0

    def turned(self, point: Space) -> Space:
        """The point as the camera has it: right, depth, up."""
        cy, sy, cp, sp, cr, sr = self._turns
        across, away, up = (a - b for a, b in zip(point, self.eye, strict=True))
        across, away = across * cy - away * sy, across * sy + away * cy
        away, up = away * cp + up * sp, up * cp - away * sp
        return across * cr + up * sr, away, up * cr - across * sr

    @cached_property
    def _turns(self) -> tuple[float, ...]:
        angles = (radians(self.yaw), radians(self.pitch), radians(self.roll))
        return tuple(turn(angle) for angle in angles for turn in (cos, sin))

    def scale(self, point: Space) -> float:
        """Pixels to a metre at a point; small and positive behind the camera."""
        return self.focal / max(NEAR_M, self.turned(point)[1])

    def see(self, point: Space) -> Flat:
        """Where a point before the camera is in the photo."""
        return self._flat(self.turned(point))

    def outline(self, points: Iterable[Space]) -> list[Flat]:
        """A face in the photo, without what is behind the camera; empty if all of it is."""
        return [self._flat(point) for point in _before([self.turned(point) for point in points])]

    def _flat(self, turned: Space) -> Flat:
        across, away, up = turned
        near = self.focal / max(NEAR_M, away)
        return WIDTH / 2 + across * near, HEIGHT / 2 - up * near


def _before(points: Sequence[Space]) -> list[Space]:
    """The part of a face that lies beyond the nearest plane (Sutherland and Hodgman, one plane)."""
    kept: list[Space] = []
    for here, following in zip(points, [*points[1:], points[0]], strict=True):
        if here[1] >= NEAR_M:
            kept.append(here)
        if (here[1] >= NEAR_M) != (following[1] >= NEAR_M):
            share = (NEAR_M - here[1]) / (following[1] - here[1])
            x, y, z = (a + (b - a) * share for a, b in zip(here, following, strict=True))
            kept.append((x, y, z))
    return kept
