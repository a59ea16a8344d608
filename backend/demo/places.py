"""Where a phone believed to be."""

from math import cos, radians, sin

from backend.demo.district import Spot
from backend.demo.scenes.chance import Chance
from backend.demo.story import Taken
from backend.supervision.capture.manifest import Position

E7 = 10_000_000
METRES_A_DEGREE = 111_320


def position_of(taken: Taken, venue: Spot, chance: Chance) -> Position | None:
    """Near the venue, no further off than the accuracy given; further only where the story says so."""
    if taken.no_position:
        return None
    accuracy = taken.accuracy or chance.whole(6, 34)
    bearing = radians(taken.bearing if taken.bearing is not None else chance.whole(0, 359))
    metres = taken.metres if taken.metres is not None else accuracy * chance.between(0.2, 0.9)
    north = metres * cos(bearing) / METRES_A_DEGREE
    east = metres * sin(bearing) / (METRES_A_DEGREE * cos(radians(venue.lat_e7 / E7)))
    return Position(
        lat_e7=venue.lat_e7 + round(north * E7),
        lon_e7=venue.lon_e7 + round(east * E7),
        accuracy_m=accuracy,
        age_ms=chance.whole(300, 4_000),
    )
