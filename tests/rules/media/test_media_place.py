"""Distances, directions and the shifted systems of Chinese maps."""

import itertools
import math

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from media.place import (
    Datum,
    Point,
    bearing_deg,
    distances_m,
    from_wgs84,
    geodesic_m,
    haversine_m,
    in_china,
    of_degrees,
    to_wgs84,
)
from tests.builders.examples import up_to

LATS, LONS = st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000)
POINTS = st.builds(Point, LATS, LONS)
INLAND = st.builds(Point, st.integers(9_000_000, 558_000_000), st.integers(721_000_000, 1_378_000_000))
"""Inside the rectangle of the shift, away from its edge, where a shifted point may lie outside."""
SHIFTED: tuple[Datum, ...] = ("gcj02", "bd09")
TIANANMEN = of_degrees(39.908823, 116.397470)
HALL = of_degrees(39.98112, 116.35537)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_both_ways_and_never_beyond_the_antipode(one: Point, other: Point) -> None:
    assert haversine_m(one, other) == pytest.approx(haversine_m(other, one), abs=1e-6)
    assert 0 <= haversine_m(one, other) <= math.pi * 6_371_009
    assert haversine_m(one, one) == 0


@settings(max_examples=up_to(60), deadline=None)
@given(POINTS, st.integers(-200_000, 200_000), st.integers(-200_000, 200_000))
def test_the_fence_and_the_record_agree_to_a_hundredth(one: Point, north: int, east: int) -> None:
    assume(abs(one.lat_e7 + north) <= 900_000_000 and abs(one.lon_e7 + east) <= 1_800_000_000)
    other = Point(one.lat_e7 + north, one.lon_e7 + east)
    assert haversine_m(one, other) == pytest.approx(geodesic_m(one, other), rel=0.01, abs=0.02)


def test_a_known_distance() -> None:
    assert geodesic_m(TIANANMEN, HALL) == pytest.approx(8_797, abs=1)
    assert haversine_m(TIANANMEN, HALL) == pytest.approx(8_797, rel=0.005)


@pytest.mark.parametrize(
    ("lat", "lon", "direction"), [(40, 116, 0), (39, 117, 90), (38, 116, 180), (39, 115, 270), (39, 116, 0)]
)
def test_directions_are_clockwise_from_north(lat: float, lon: float, direction: float) -> None:
    assert bearing_deg(of_degrees(39, 116), of_degrees(lat, lon)) == pytest.approx(direction, abs=0.5)


@given(POINTS, POINTS)
@example(Point(0, 0), Point(900_000_000, -1)).via("rounded up to a full turn")
def test_a_direction_is_a_direction(one: Point, other: Point) -> None:
    assert 0 <= bearing_deg(one, other) < 360


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (0, 180.1), (-91, 0)])
def test_there_are_no_places_beyond_the_earth(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="earth"):
        of_degrees(lat, lon)


@pytest.mark.parametrize(("datum", "lat", "lon"), [("gcj02", 39.910227, 116.403714), ("bd09", 39.916566, 116.410087)])
def test_a_known_place_on_chinese_maps(datum: Datum, lat: float, lon: float) -> None:
    assert haversine_m(from_wgs84(TIANANMEN, datum), of_degrees(lat, lon)) < 0.2


@pytest.mark.parametrize("datum", SHIFTED)
@settings(deadline=None)
@given(point=INLAND)
@example(Point(19_636_787, 986_495_908)).via("off Sumatra both shifts nearly vanish")
def test_there_and_back_is_less_than_a_metre(datum: Datum, point: Point) -> None:
    shifted = from_wgs84(point, datum)
    assert haversine_m(to_wgs84(shifted, datum), point) < 0.1
    assert 0 < haversine_m(shifted, point) < 2_500


@pytest.mark.parametrize("datum", SHIFTED)
@given(point=POINTS)
def test_outside_china_nothing_is_shifted(datum: Datum, point: Point) -> None:
    assume(not in_china(point))
    assert from_wgs84(point, datum) == point == to_wgs84(point, datum)


@given(POINTS)
def test_wgs84_is_itself(point: Point) -> None:
    assert from_wgs84(point, "wgs84") == point == to_wgs84(point, "wgs84")


def test_both_readings_of_a_phone_count_the_kinder() -> None:
    assert max(distances_m(HALL, HALL)) == 0
    shifted = distances_m(from_wgs84(HALL, "gcj02"), HALL)
    assert shifted.given > 400
    assert shifted.kinder < 0.1


@given(INLAND, INLAND)
def test_the_kinder_reading_is_never_the_farther(one: Point, other: Point) -> None:
    given_m, kinder_m = distances_m(one, other)
    assert kinder_m <= given_m == haversine_m(one, other)


def test_the_corners_of_the_map_do_not_break_the_arithmetic() -> None:
    for lat, lon in itertools.product((0.83, 55.82), (72.01, 137.83)):
        for datum in SHIFTED:
            to_wgs84(of_degrees(lat, lon), datum)
            from_wgs84(of_degrees(lat, lon), datum)
