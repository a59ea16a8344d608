"""When a half-day reminds, as a pure rule (catalogue 14 N-14)."""

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import HOUR, MINUTE
from backend.supervision.reminders.reminder_rules import AFTER_CLOSING, AFTER_OPENING, BEFORE_CLOSING, reminder_due
from backend.supervision.slots.slot_rules import Bounds

OPENS = 1_795_233_600_000
lengths = st.integers(10 * MINUTE, 12 * HOUR)
offsets = st.integers(-HOUR, 90 * HOUR)


def bounds(length: int) -> Bounds:
    return Bounds(opens_at=OPENS, closes_at=OPENS + length, late_until=OPENS + length + 72 * HOUR)


@given(length=lengths, offset=offsets, arrived=st.booleans())
def test_a_complete_slot_never_reminds(length: int, offset: int, arrived: bool) -> None:
    assert reminder_due(bounds(length), arrived=arrived, complete=True, now=OPENS + offset) is None


@given(length=lengths, offset=offsets, arrived=st.booleans())
def test_reminders_come_only_while_something_can_be_done(length: int, offset: int, arrived: bool) -> None:
    due = reminder_due(bounds(length), arrived=arrived, complete=False, now=OPENS + offset)
    if not 0 <= offset < length + 72 * HOUR:
        assert due is None
    elif offset >= length:
        assert due == ("ended" if offset >= length + AFTER_CLOSING else None)
    elif offset >= length - BEFORE_CLOSING:
        assert due == "incomplete"
    else:
        assert due == ("nothing_yet" if offset >= AFTER_OPENING and not arrived else None)
