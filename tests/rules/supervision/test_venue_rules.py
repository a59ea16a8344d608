"""Where a project meets from a half-day on (design §4, Slots)."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backend.supervision.filing.filing_rules import ALWAYS, Spot, settled_spots, spots_of

HALVES = [(f"2026-12-0{day}", half) for day in (1, 2, 3) for half in ("am", "pm")]
HOTEL = Spot("一号酒店", 399_811_300, 1_163_553_800, 200)
OTHER = Spot("二号酒店", 400_500_000, 1_164_000_000, 200)


def test_before_the_first_half_day_any_point_may_go() -> None:
    assert settled_spots([HOTEL], [OTHER], [], HALVES) == [OTHER]


def test_a_new_point_counts_from_the_next_half_day() -> None:
    assert settled_spots([HOTEL], [HOTEL, OTHER], HALVES[:2], HALVES[2:]) == [HOTEL, replace(OTHER, since=HALVES[2])]
    later = replace(OTHER, since=HALVES[4])
    assert settled_spots([HOTEL], [HOTEL, later], HALVES[:2], HALVES[2:]) == [HOTEL, later]
    early = replace(OTHER, since=HALVES[0])
    assert settled_spots([HOTEL], [HOTEL, early], HALVES[:2], HALVES[2:]) == [HOTEL, replace(OTHER, since=HALVES[2])]


def test_what_counted_for_a_half_day_that_has_begun_stays() -> None:
    assert settled_spots([HOTEL], [OTHER], HALVES[:1], HALVES[1:]) is None
    assert settled_spots([HOTEL], [replace(HOTEL, radius_m=900)], HALVES[:1], HALVES[1:]) is None
    planned = replace(OTHER, since=HALVES[3])
    assert settled_spots([HOTEL, planned], [HOTEL], HALVES[:1], HALVES[1:]) == [HOTEL]


def test_without_a_half_day_ahead_nothing_is_added() -> None:
    assert settled_spots([HOTEL], [HOTEL, OTHER], HALVES, []) is None
    assert settled_spots([HOTEL], [HOTEL], HALVES, []) == [HOTEL]


@given(st.integers(1, 6), st.sampled_from([ALWAYS, *HALVES]), st.sampled_from([ALWAYS, *HALVES]))
def test_nothing_that_has_begun_is_judged_anew(begun: int, first: tuple[str, str], second: tuple[str, str]) -> None:
    standing, fresh = replace(HOTEL, since=first), replace(OTHER, since=second)
    settled = settled_spots([standing], [standing, fresh], HALVES[:begun], HALVES[begun:])
    if begun == len(HALVES):
        assert settled is None
        return
    assert settled is not None
    for place in HALVES[:begun]:
        assert [spot for spot in settled if spot.since <= place] == [standing] * (first <= place)


def test_a_point_without_its_half_counts_from_the_morning() -> None:
    row = {"name": "厅", "lat": "40", "lon": "116", "datum": "wgs84", "from_date": "2026-12-02"}
    assert [spot.since for spot in spots_of({"venues": [row]}, 200)] == [("2026-12-02", "am")]
