"""The time rule (design §4): each clause by example, and what must hold for every clock by property."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import HOUR, MINUTE, SECOND
from backend.supervision.capture.time_rules import TOLERANCE, Clues, estimate, judge
from backend.supervision.slots.slot_rules import Bounds

OPEN, CLOSE = 6 * HOUR, 13 * HOUR
LATE = CLOSE + 72 * HOUR
BOUNDS = Bounds(opens_at=OPEN, closes_at=CLOSE, late_until=LATE)
ONLINE = Clues(
    token_at=9 * HOUR,
    arrived_at=9 * HOUR + MINUTE,
    wall=9 * HOUR + 30 * SECOND,
    token_wall=9 * HOUR,
    since_token_ms=30 * SECOND,
    sent_at=9 * HOUR + MINUTE,
    batch_arrived_at=9 * HOUR + MINUTE,
)


def clues(**changes: int | None) -> Clues:
    return msgspec.structs.replace(ONLINE, **changes)


def verdict(given_clues: Clues) -> str:
    judged = judge(given_clues, BOUNDS, LATE)
    return judged.refused or judged.verdict


def test_online_is_in_time() -> None:
    judged = judge(ONLINE, BOUNDS, LATE)
    assert (judged.verdict, judged.refused) == ("in_time", None)
    assert (judged.taken_from, judged.taken_until) == (ONLINE.token_at, ONLINE.arrived_at)
    assert judged.estimate.at == ONLINE.token_at + 30 * SECOND


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # L ≥ close + 120 s: the phone proved to know a moment after the slot
        ({"token_at": CLOSE + TOLERANCE, "arrived_at": CLOSE + TOLERANCE}, "outside_slot"),
        ({"token_at": CLOSE + TOLERANCE - 1, "arrived_at": CLOSE + TOLERANCE - 1, "since_token_ms": None}, "in_time"),
        # U < open − 120 s: it arrived before the slot
        ({"token_at": OPEN - HOUR, "arrived_at": OPEN - TOLERANCE - 1}, "outside_slot"),
        # anchored by monotonic time, well after the slot closed
        ({"wall": 14 * HOUR, "since_token_ms": 5 * HOUR, "arrived_at": 15 * HOUR}, "outside_slot"),
        # anchored inside, arrived after the slot, within the late window
        ({"arrived_at": 30 * HOUR, "batch_arrived_at": 30 * HOUR, "sent_at": 30 * HOUR}, "offline"),
        # the same but after the late window
        ({"arrived_at": LATE + 1, "batch_arrived_at": LATE + 1, "sent_at": LATE + 1}, "unproven"),
        # neither clock agrees with the other
        ({"wall": 9 * HOUR + 20 * SECOND, "since_token_ms": 40 * SECOND, "arrived_at": 30 * HOUR,
          "batch_arrived_at": 30 * HOUR, "sent_at": 29 * HOUR}, "unproven"),
        # another document took the photo; the wall clock's offset held from token to sending
        ({"since_token_ms": None, "arrived_at": 30 * HOUR, "batch_arrived_at": 30 * HOUR, "sent_at": 30 * HOUR - 4_000},
         "offline"),
        # a hand-in has no sending time, so only monotonic time can anchor it
        ({"since_token_ms": None, "arrived_at": 30 * HOUR, "batch_arrived_at": None, "sent_at": None}, "unproven"),
        # a key revoked before the arrival
        ({"revoked_at": 9 * HOUR + 1}, "unproven"),
        ({"revoked_at": 10 * HOUR}, "in_time"),
        # a token from yesterday: in time cannot be proved, but the phone's clocks agree
        ({"token_at": 2 * HOUR, "token_wall": 2 * HOUR, "since_token_ms": 7 * HOUR, "wall": 9 * HOUR}, "offline"),
    ],
)  # fmt: skip
def test_each_clause(changes: dict[str, int | None], expected: str) -> None:
    assert verdict(clues(**changes)) == expected


instants = st.integers(min_value=0, max_value=200 * HOUR)
anything = st.builds(
    Clues,
    token_at=instants,
    arrived_at=instants,
    wall=instants,
    token_wall=instants,
    since_token_ms=st.none() | instants,
    sent_at=st.none() | instants,
    batch_arrived_at=st.none() | instants,
    revoked_at=st.none() | instants,
)


@given(anything)
def test_the_estimate_never_leaves_its_bracket(any_clues: Clues) -> None:
    at = estimate(any_clues).at
    assert any_clues.token_at <= at <= max(any_clues.token_at, any_clues.arrived_at)


@given(anything)
def test_never_in_time_unless_both_ends_of_the_bracket_are_inside(any_clues: Clues) -> None:
    if judge(any_clues, BOUNDS, LATE).verdict == "in_time":
        for at in (any_clues.token_at, any_clues.arrived_at):
            assert OPEN - TOLERANCE <= at < CLOSE + TOLERANCE


@given(anything)
def test_nothing_counts_by_itself_that_is_provably_outside_or_signed_by_a_revoked_key(any_clues: Clues) -> None:
    judged = judge(any_clues, BOUNDS, LATE)
    if judged.refused or judged.revoked_key:
        assert judged.verdict == "unproven"


@given(anything, st.integers(min_value=-HOUR, max_value=HOUR))
def test_a_steady_wrong_clock_changes_nothing(any_clues: Clues, offset: int) -> None:
    """A phone an hour off, all day long, is judged as if its clock were right."""
    shifted = msgspec.structs.replace(
        any_clues,
        wall=any_clues.wall + offset,
        token_wall=any_clues.token_wall + offset,
        sent_at=None if any_clues.sent_at is None else any_clues.sent_at + offset,
    )
    before, after = judge(any_clues, BOUNDS, LATE), judge(shifted, BOUNDS, LATE)
    assert (before.verdict, before.refused, before.estimate.anchored) == (
        after.verdict,
        after.refused,
        after.estimate.anchored,
    )


@given(anything, st.integers(min_value=1, max_value=100 * HOUR))
def test_arriving_later_never_helps(any_clues: Clues, later: int) -> None:
    """Waiting cannot turn an unproven time into a better one, once the slot has opened."""
    rank = {"in_time": 2, "offline": 1, "unproven": 0}
    if any_clues.arrived_at < OPEN or any_clues.sent_at is None or any_clues.batch_arrived_at is None:
        return
    delayed = msgspec.structs.replace(
        any_clues,
        arrived_at=any_clues.arrived_at + later,
        sent_at=any_clues.sent_at + later,
        batch_arrived_at=any_clues.batch_arrived_at + later,
    )
    now, then = judge(any_clues, BOUNDS, LATE), judge(delayed, BOUNDS, LATE)
    if not now.refused and not then.refused and now.estimate.anchored == then.estimate.anchored:
        assert rank[then.verdict] <= rank[now.verdict]
