"""What a replaced lead may still send: never more than was theirs, and never for longer than the window."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.capture.replacement_rules import bounds_until, may_still_send
from backend.supervision.capture.time_rules import TOLERANCE, Clues, judge
from backend.supervision.slots.slot_rules import Bounds

WINDOW = 72 * HOUR
BOUNDS = Bounds(opens_at=6 * HOUR, closes_at=13 * HOUR, late_until=13 * HOUR + WINDOW)
instants = st.integers(min_value=0, max_value=200 * HOUR)
moments = st.one_of(st.none(), instants)


@given(ended_at=moments, arrived_at=instants, by_key_alone=st.booleans())
def test_who_may_send(ended_at: int | None, arrived_at: int, by_key_alone: bool) -> None:
    allowed = may_still_send(ended_at=ended_at, arrived_at=arrived_at, window_ms=WINDOW, by_key_alone=by_key_alone)
    if ended_at is None:
        assert allowed is not by_key_alone
    else:
        assert allowed is (arrived_at - ended_at <= WINDOW)


@given(ended_at=moments)
def test_an_end_only_takes_away(ended_at: int | None) -> None:
    bounds = bounds_until(BOUNDS, ended_at, WINDOW)
    assert bounds.opens_at == BOUNDS.opens_at
    assert bounds.closes_at <= BOUNDS.closes_at
    assert bounds.late_until <= BOUNDS.late_until
    assert ended_at is None or bounds.closes_at <= ended_at


@given(
    ended_at=instants,
    given_clues=st.builds(
        Clues, token_at=instants, arrived_at=instants, wall=instants, token_wall=instants, since_token_ms=moments,
        sent_at=moments, batch_arrived_at=moments,
    ),
)  # fmt: skip
def test_nothing_provably_taken_after_the_end_is_taken_in(ended_at: int, given_clues: Clues) -> None:
    bounds = bounds_until(BOUNDS, ended_at, WINDOW)
    judged = judge(given_clues, bounds, bounds.late_until)
    if given_clues.token_at >= ended_at + TOLERANCE:
        assert judged.refused == "outside_slot"
    if judged.refused is None and judged.verdict == "offline":
        assert judged.estimate.at < ended_at + TOLERANCE
        assert given_clues.arrived_at <= ended_at + WINDOW


def test_taken_before_the_end_and_sent_later_is_offline() -> None:
    taken = Clues(
        token_at=9 * HOUR,
        arrived_at=20 * HOUR,
        wall=9 * HOUR + MINUTE,
        token_wall=9 * HOUR,
        since_token_ms=MINUTE,
        sent_at=20 * HOUR,
        batch_arrived_at=20 * HOUR,
    )
    bounds = bounds_until(BOUNDS, 10 * HOUR, WINDOW)
    assert judge(taken, bounds, bounds.late_until).verdict == "offline"
    late = msgspec.structs.replace(taken, wall=11 * HOUR, since_token_ms=2 * HOUR)
    assert judge(late, bounds, bounds.late_until).refused == "outside_slot"
