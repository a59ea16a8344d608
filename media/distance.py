"""How far and in which direction."""

import math
from typing import NamedTuple

from geopy.distance import geodesic

from media.datum import to_wgs84
from media.point import Point

EARTH_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""


class Distances(NamedTuple):
    """Metres between a phone and a point, the phone's position as given (WGS-84), and under the kinder reading."""

    given: float
    kinder: float


def haversine_m(one: Point, other: Point) -> float:
    """Metres on a sphere: within 0.6 % of the truth and a microsecond of work. For the fence."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    across = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    along = math.sin((other_lat - lat) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(along + math.cos(lat) * math.cos(other_lat) * across)))


def geodesic_m(one: Point, other: Point) -> float:
    """Metres on the ellipsoid, exact. For the record."""
    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).m)


def bearing_deg(start: Point, end: Point) -> float:
    """The direction in which to set out, in degrees clockwise from north, [0, 360); 0 for the same point."""
    lat, end_lat = math.radians(start.lat), math.radians(end.lat)
    turn = math.radians(end.lon - start.lon)
    east = math.sin(turn) * math.cos(end_lat)
    north = math.cos(lat) * math.sin(end_lat) - math.sin(lat) * math.cos(end_lat) * math.cos(turn)
    # A tiny negative angle is rounded up to 360 by the first remainder.
    return math.degrees(math.atan2(east, north)) % 360 % 360


def distances_m(here: Point, there: Point) -> Distances:
    """From a phone's position to a WGS-84 point, for the fence.

    Some phones in China report GCJ-02 where WGS-84 is due, half a kilometre off. The kinder of both readings counts
    against nobody (design §4: flagged only if both fall outside).
    """
    given = haversine_m(here, there)
    return Distances(given, min(given, haversine_m(to_wgs84(here, "gcj02"), there)))
