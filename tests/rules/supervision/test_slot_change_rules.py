"""Which half-days may come, go and move (design §4, Slots)."""

from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import instant_of
from backend.supervision.settings import SupervisionSettings
from backend.supervision.slots.change_rules import (
    SlotChanges,
    SlotFixed,
    SlotNow,
    begun_places,
    change_slots,
    lecturers_fixed,
)
from backend.supervision.slots.slot_rules import PlannedSlot, plan_slots

ZONE = ZoneInfo("Asia/Shanghai")
DAY_ONE = date(2026, 12, 1)
BEFORE = instant_of(DAY_ONE, 0, ZONE)
NOON_OF_TWO = instant_of(DAY_ONE + timedelta(days=1), 12 * 60, ZONE)


def plan(first: int, days: int, *off: tuple[int, str]) -> list[PlannedSlot]:
    start = DAY_ONE + timedelta(days=first)
    slots = plan_slots(start, start + timedelta(days=days - 1), SupervisionSettings(), ZONE)
    return [slot for slot in slots if ((slot.day - DAY_ONE).days, slot.half) not in off]


def standing(slots: list[PlannedSlot], *, evidence: int = -1, inactive: int = -1) -> list[SlotNow]:
    return [
        SlotNow(
            id=UUID(int=number + 1),
            day=slot.day.isoformat(),
            half=slot.half,
            bounds=slot.bounds,
            active=number != inactive,
            evidence=number == evidence,
        )
        for number, slot in enumerate(slots)
    ]


def test_before_the_first_half_day_everything_may_move() -> None:
    changes = change_slots(standing(plan(0, 2)), plan(1, 2), BEFORE, begun_may_change=False)
    assert isinstance(changes, SlotChanges)
    assert [(slot.day.isoformat(), slot.half) for slot in changes.added] == [("2026-12-03", "am"), ("2026-12-03", "pm")]
    assert (changes.dropped, changes.steady) == ((UUID(int=1), UUID(int=2)), (UUID(int=3), UUID(int=4)))
    assert changes.renewed == {}


def test_a_half_day_that_has_begun_stays() -> None:
    gone = change_slots(standing(plan(0, 2)), plan(1, 1), NOON_OF_TWO, begun_may_change=False)
    assert gone == SlotFixed("slot_begun", "2026-12-01", "am")
    late = change_slots(standing(plan(1, 1)), plan(0, 2), NOON_OF_TWO, begun_may_change=False)
    assert late == SlotFixed("slot_begun", "2026-12-01", "am")
    approval = change_slots(standing(plan(1, 1)), plan(0, 2), NOON_OF_TWO, begun_may_change=True)
    assert isinstance(approval, SlotChanges)
    shorter = change_slots(standing(plan(0, 3)), plan(0, 2), NOON_OF_TWO, begun_may_change=False)
    assert isinstance(shorter, SlotChanges)
    assert len(shorter.dropped) == 2


def test_evidence_keeps_a_half_day_even_at_an_approval() -> None:
    for begun in (True, False):
        fixed = change_slots(standing(plan(0, 1), evidence=1), plan(0, 1, (0, "pm")), BEFORE, begun_may_change=begun)
        assert fixed == SlotFixed("slot_has_evidence", "2026-12-01", "pm")


def test_a_half_day_that_was_off_comes_back() -> None:
    back = change_slots(standing(plan(0, 1), inactive=1), plan(0, 1), BEFORE, begun_may_change=False)
    assert isinstance(back, SlotChanges)
    assert list(back.renewed) == [UUID(int=2)]
    later = change_slots(standing(plan(0, 1), inactive=1), plan(0, 1), NOON_OF_TWO, begun_may_change=False)
    assert later == SlotFixed("slot_begun", "2026-12-01", "pm")


def test_other_bounds_are_for_half_days_ahead() -> None:
    settings = SupervisionSettings(am_opens=7 * 60)
    earlier = standing(list(plan_slots(DAY_ONE, DAY_ONE + timedelta(days=2), settings, ZONE)))
    changes = change_slots(earlier, plan(0, 3), NOON_OF_TWO, begun_may_change=False)
    assert isinstance(changes, SlotChanges)
    assert [slot.day.isoformat() for slot in changes.renewed.values()] == ["2026-12-03"]


def test_venues_and_rows_are_fixed_by_the_first_half_day_and_by_evidence() -> None:
    slots = standing(plan(0, 2), evidence=3)
    assert begun_places(slots, BEFORE) == []
    assert begun_places(slots, NOON_OF_TWO)[-1] == ("2026-12-02", "am")
    assert [lecturers_fixed(slot, BEFORE) for slot in slots] == [False, False, False, True]
    assert [lecturers_fixed(slot, NOON_OF_TWO) for slot in slots] == [True, True, True, True]


days = st.integers(min_value=0, max_value=6)


@given(days, st.integers(1, 4), days, st.integers(1, 4), st.integers(-1, 7), st.integers(-2, 8), st.booleans())
def test_nothing_with_evidence_goes_and_the_plan_is_met(
    first: int, length: int, other: int, new_length: int, evidence: int, now_day: int, begun: bool
) -> None:
    now = instant_of(DAY_ONE + timedelta(days=now_day), 12 * 60, ZONE)
    before, wanted = standing(plan(first, length), evidence=evidence), plan(other, new_length)
    changes = change_slots(before, wanted, now, begun_may_change=begun)
    if isinstance(changes, SlotFixed):
        return
    gone = set(changes.dropped)
    assert not any(slot.evidence for slot in before if slot.id in gone)
    left = {slot.place for slot in before if slot.id not in gone}
    left |= {(slot.day.isoformat(), slot.half) for slot in changes.added}
    assert left == {(slot.day.isoformat(), slot.half) for slot in wanted}
    if not begun:
        assert all(slot.bounds.opens_at > now for slot in before if slot.id in gone)
        assert all(slot.bounds.opens_at > now for slot in changes.added)
