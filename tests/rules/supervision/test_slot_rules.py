"""Half-days and what stands for an item (catalogue 11.5; design §4, Slots)."""

from datetime import date
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import HOUR, local_datetime
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.slot_rules import Bounds, Tally, plan_slots, slot_state
from backend.supervision.slots.tally_rules import Standing, current_captures

ZONE = ZoneInfo("Asia/Shanghai")
BOUNDS = Bounds(opens_at=6 * HOUR, closes_at=13 * HOUR, late_until=85 * HOUR)
EMPTY = Tally(venue=False, agenda_board=False, room=False, lecturers=2, lecturers_done=0)
FULL = Tally(venue=True, agenda_board=True, room=True, lecturers=2, lecturers_done=2)
PART = Tally(venue=True, agenda_board=False, room=False, lecturers=2, lecturers_done=0)


def test_a_period_is_split_into_half_days() -> None:
    slots = list(plan_slots(date(2026, 11, 20), date(2026, 11, 22), SupervisionSettings(), ZONE))
    assert [(slot.day.day, slot.half) for slot in slots] == [
        (20, "am"), (20, "pm"), (21, "am"), (21, "pm"), (22, "am"), (22, "pm"),
    ]  # fmt: skip
    first = slots[0].bounds
    assert local_datetime(first.opens_at, ZONE).isoformat() == "2026-11-20T06:00:00+08:00"
    assert first.closes_at == slots[1].bounds.opens_at
    assert first.late_until - first.closes_at == 72 * HOUR


@pytest.mark.parametrize(
    ("tally_now", "now", "state"),
    [
        (EMPTY, 5 * HOUR, "not_started"),
        (EMPTY, 6 * HOUR, "open"),
        (PART, 13 * HOUR - 1, "open"),
        (FULL, 9 * HOUR, "complete"),
        (EMPTY, 13 * HOUR, "awaiting_upload"),
        (PART, 85 * HOUR - 1, "awaiting_upload"),
        (PART, 85 * HOUR, "partial"),
        (EMPTY, 85 * HOUR, "expired"),
        (FULL, 90 * HOUR, "complete"),
    ],
)
def test_states(tally_now: Tally, now: int, state: str) -> None:
    assert slot_state(BOUNDS, tally_now, now) == state


def test_without_a_lecturer_row_nothing_is_complete() -> None:
    none = Tally(venue=True, agenda_board=True, room=True, lecturers=0, lecturers_done=0)
    assert not none.complete
    assert (none.done, none.total) == (3, 4)


places = st.sampled_from([("venue", None), ("room", None), ("lecturer", UUID(int=1)), ("lecturer", UUID(int=2))])
captures = st.lists(
    st.builds(Standing, id=st.builds(uuid4), place=places, taken_at=st.integers(0, 9), counts=st.booleans())
)


@given(captures)
def test_a_photo_that_counts_is_never_displaced_by_one_that_does_not(found: list[Standing]) -> None:
    current = current_captures(found)
    for capture in found:
        if capture.counts:
            assert current[capture.place].counts


@given(captures)
def test_the_order_of_arrival_does_not_matter(found: list[Standing]) -> None:
    assert current_captures(found) == current_captures(found[::-1])
