"""WGS-84, and the two shifted systems of Chinese maps: GCJ-02 (AMap, Tencent) and BD-09 (Baidu).

The formulas are the publicly known ones. Forward they are exact by definition; backward they have no closed form and
are inverted by iteration, to less than a centimetre. Outside China (the formulas' own rectangle) nothing is shifted.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from media.point import Point, of_degrees

Datum = Literal["wgs84", "gcj02", "bd09"]
_Degrees = tuple[float, float]

_AXIS = 6_378_245.0
"""The Krasovsky ellipsoid of the formula, metres."""
_ECCENTRICITY = 0.00669342162296594323
_BD_TURN = math.pi * 3000 / 180
_BD_SHIFT = (0.006, 0.0065)
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
_CLOSE_DEG = 1e-9
_MAX_ROUNDS = 30
KEPT = 4_096


def in_china(point: Point) -> bool:
    """Whether the shift applies: a rectangle that holds China and much else."""
    return _SOUTH <= point.lat <= _NORTH and _WEST <= point.lon <= _EAST


@lru_cache(maxsize=KEPT)
def to_wgs84(point: Point, datum: Datum) -> Point:
    """A point of another datum, in WGS-84. Kept: every photo asks for its meeting's venues again."""
    if datum == "wgs84" or not in_china(point):
        return point
    place = (point.lat, point.lon)
    if datum == "bd09":
        place = _undone(_bd_from_gcj, place)
    return of_degrees(*_undone(_gcj_from_wgs, place))


def from_wgs84(point: Point, datum: Datum) -> Point:
    """A WGS-84 point, in another datum."""
    if datum == "wgs84" or not in_china(point):
        return point
    place = _gcj_from_wgs((point.lat, point.lon))
    return of_degrees(*(_bd_from_gcj(place) if datum == "bd09" else place))


def _undone(shift: Callable[[_Degrees], _Degrees], target: _Degrees) -> _Degrees:
    """The place that `shift` moves to `target`. Shifts vary slowly, so each round is a hundred times nearer."""
    lat, lon = target
    for _ in range(_MAX_ROUNDS):
        moved_lat, moved_lon = shift((lat, lon))
        off_lat, off_lon = moved_lat - target[0], moved_lon - target[1]
        lat, lon = lat - off_lat, lon - off_lon
        if max(abs(off_lat), abs(off_lon)) < _CLOSE_DEG:
            break
    return lat, lon


def _gcj_from_wgs(place: _Degrees) -> _Degrees:
    lat, lon = place
    north, east = _wobble(lon - 105.0, lat - 35.0)
    angle = math.radians(lat)
    squash = 1 - _ECCENTRICITY * math.sin(angle) ** 2
    along = _AXIS * (1 - _ECCENTRICITY) / (squash * math.sqrt(squash))
    across = _AXIS / math.sqrt(squash) * math.cos(angle)
    return lat + math.degrees(north / along), lon + math.degrees(east / across)


def _wobble(x: float, y: float) -> tuple[float, float]:
    """The shift in metres to the north and to the east, `x` and `y` degrees from the formula's centre."""
    root = math.sqrt(abs(x))
    shared = 20 * math.sin(6 * math.pi * x) + 20 * math.sin(2 * math.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (shared + _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (shared + _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))) * 2 / 3
    return north, east


def _waves(value: float, *parts: tuple[float, float]) -> float:
    return sum(height * math.sin(value * pace * math.pi) for height, pace in parts)


def _bd_from_gcj(place: _Degrees) -> _Degrees:
    lat, lon = place
    reach = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_TURN)
    turn = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_TURN)
    return reach * math.sin(turn) + _BD_SHIFT[0], reach * math.cos(turn) + _BD_SHIFT[1]
