"""What a filing document means, and what its form cannot say of itself (catalogue 11.1)."""

from backend.supervision.filing.filing_rules import (
    days_off_of,
    files_of,
    halves_off,
    schedule_errors,
    speakers_of,
    spots_of,
)
from tests.builders.forms import NOTICE, SCHEDULE, filing_document, speaker

LONGEST = 92


def test_speakers_belong_to_their_half_day() -> None:
    first, second = speakers_of(filing_document())
    assert [(first.speaks("2026-12-01", "am"), first.speaks("2026-12-01", "pm"))] == [(True, False)]
    assert second.speaks("2026-12-01", "pm")


def test_points_are_integers_of_their_datum() -> None:
    rows = [
        {"id": "v", "name": "甲", "datum": "bd09", "lat": "39.9", "lon": "-116.1234567"},
        {"id": "w", "name": "乙", "datum": "wgs84", "lat": "0", "lon": "180", "radius_m": 30},
    ]
    one, two = spots_of({"venues": rows}, 200)
    assert (one.lat_e7, one.lon_e7, one.radius_m, one.datum) == (399_000_000, -1_161_234_567, 200, "bd09")
    assert (two.lat_e7, two.lon_e7, two.radius_m) == (0, 1_800_000_000, 30)


def test_a_faultless_schedule_has_no_errors() -> None:
    assert schedule_errors(filing_document(), LONGEST) == {}
    assert files_of(filing_document()) == [("notice", NOTICE), ("schedule", SCHEDULE)]


def test_faults_of_the_schedule_are_named() -> None:
    off = [{"id": str(n), "date": f"2026-12-0{1 + n // 2}", "half": ("am", "pm")[n % 2]} for n in range(4)]
    document = filing_document(days_off=off, speakers=[speaker("r1")])
    assert len(days_off_of(document)) == 4
    assert schedule_errors(document, LONGEST) == {"days_off": ["no_half_day_left"], "speakers.0.half": ["half_day_off"]}
    assert schedule_errors(filing_document(), 1) == {"planned_end": ["period_too_long"]}


def test_half_days_that_are_not_taught_are_off_whether_or_not_they_were_ever_planned() -> None:
    taught = {("2026-11-30", "am"), ("2026-12-01", "am"), ("2026-12-01", "pm")}
    assert halves_off("2026-11-30", "2026-12-01", taught) == [("2026-11-30", "pm")]
    assert halves_off("2026-12-01", "2026-12-01", ()) == [("2026-12-01", "am"), ("2026-12-01", "pm")]
