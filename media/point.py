"""A place on earth: integers of 1e-7 degrees, about a centimetre, so that storing and comparing lose nothing."""

from dataclasses import dataclass

E7 = 10_000_000
MAX_LAT_E7 = 90 * E7
MAX_LON_E7 = 180 * E7


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude (north positive) and longitude (east positive), WGS-84 unless said otherwise.

    Raises:
        ValueError: beyond ±90 or ±180 degrees.
    """

    lat_e7: int
    lon_e7: int

    def __post_init__(self) -> None:
        if abs(self.lat_e7) > MAX_LAT_E7 or abs(self.lon_e7) > MAX_LON_E7:
            raise ValueError("not on earth")

    @property
    def lat(self) -> float:
        """Degrees."""
        return self.lat_e7 / E7

    @property
    def lon(self) -> float:
        """Degrees."""
        return self.lon_e7 / E7


def of_degrees(lat: float, lon: float) -> Point:
    """The nearest point to these degrees."""
    return Point(round(lat * E7), round(lon * E7))
