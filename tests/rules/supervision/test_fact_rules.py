"""Which changes of lecturer rows are taken in (catalogue 11.5, 16; design §4)."""

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import HOUR
from backend.supervision.capture.time_rules import TOLERANCE
from backend.supervision.onsite.fact_rules import made_at, too_late
from backend.supervision.slots.slot_rules import Bounds

SLOT = Bounds(opens_at=0, closes_at=7 * HOUR, late_until=79 * HOUR)
moments = st.integers(-100 * HOUR, 200 * HOUR)
errors = st.integers(-1000 * HOUR, 1000 * HOUR)


@given(moments, moments, errors)
def test_a_clock_that_is_steadily_wrong_changes_nothing(made: int, passed: int, error: int) -> None:
    arrived = made + abs(passed)
    assert made_at(made + error, sent_at=arrived + error, arrived_at=arrived) == made


@given(moments, st.none() | moments, moments)
def test_nothing_is_made_after_it_arrived(wall: int, sent_at: int | None, arrived: int) -> None:
    assert made_at(wall, sent_at=sent_at, arrived_at=arrived) <= arrived


@given(moments, moments)
def test_refused_is_what_was_made_after_the_close_or_came_after_the_window(made: int, arrived: int) -> None:
    code = too_late(made, arrived_at=arrived, bounds=SLOT)
    after_close, after_window = made >= SLOT.closes_at + TOLERANCE, arrived > SLOT.late_until
    assert (code is None) == (not after_close and not after_window)
    assert (code == "changed_after_close") == after_close


@given(moments, st.none() | moments, moments)
def test_what_arrives_while_the_half_day_is_open_is_taken_whatever_the_clock_says(
    wall: int, sent_at: int | None, arrived: int
) -> None:
    if arrived < SLOT.closes_at + TOLERANCE:
        assert too_late(made_at(wall, sent_at=sent_at, arrived_at=arrived), arrived_at=arrived, bounds=SLOT) is None


@given(moments, moments, moments)
def test_waiting_never_makes_a_refused_change_acceptable(made: int, arrived: int, later: int) -> None:
    if too_late(made, arrived_at=arrived, bounds=SLOT) is not None:
        assert too_late(made, arrived_at=arrived + abs(later), bounds=SLOT) is not None
