"""Where things are: points, distances, Chinese map systems, addresses."""

from media.datum import Datum, from_wgs84, in_china, to_wgs84
from media.distance import Distances, bearing_deg, distances_m, geodesic_m, haversine_m
from media.geocode import AddressUnavailable, FoundPlace, Geocoder, NoGeocoder, build_geocoder
from media.point import Point, of_degrees

__all__ = [
    "AddressUnavailable",
    "Datum",
    "Distances",
    "FoundPlace",
    "Geocoder",
    "NoGeocoder",
    "Point",
    "bearing_deg",
    "build_geocoder",
    "distances_m",
    "from_wgs84",
    "geodesic_m",
    "haversine_m",
    "in_china",
    "of_degrees",
    "to_wgs84",
]
