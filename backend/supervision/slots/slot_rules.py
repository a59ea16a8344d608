"""Half-day slots, pure (catalogue 11.5; design §4, Slots)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from backend.kernel.clock import HOUR, instant_of
from backend.supervision.settings import SupervisionSettings

Half = Literal["am", "pm"]
SlotState = Literal["not_started", "open", "awaiting_upload", "complete", "partial", "expired"]
FIXED_ITEMS = ("venue", "agenda_board", "room")


class Bounds(msgspec.Struct, frozen=True):
    """When a slot opens and closes, and until when what was taken in it may arrive. Half-open."""

    opens_at: int
    closes_at: int
    late_until: int


class PlannedSlot(msgspec.Struct, frozen=True):
    """A half-day of the plan."""

    day: date
    half: Half
    bounds: Bounds


class Tally(msgspec.Struct, frozen=True):
    """What a slot has: which fixed items count, and how many lecturer rows remain and count."""

    venue: bool
    agenda_board: bool
    room: bool
    lecturers: int
    lecturers_done: int

    @property
    def total(self) -> int:
        """Photos asked for: three fixed items and one per remaining lecturer row, at least one."""
        return len(FIXED_ITEMS) + max(1, self.lecturers)

    @property
    def done(self) -> int:
        return self.venue + self.agenda_board + self.room + self.lecturers_done

    @property
    def complete(self) -> bool:
        return self.lecturers > 0 and self.done == self.total


def bounds_of(day: date, half: Half, settings: SupervisionSettings, zone: ZoneInfo) -> Bounds:
    """The bounds of a half-day under the deployment's settings."""
    opens, closes = (settings.am_opens, settings.am_closes) if half == "am" else (settings.pm_opens, settings.pm_closes)
    closes_at = instant_of(day, closes, zone)
    return Bounds(
        opens_at=instant_of(day, opens, zone),
        closes_at=closes_at,
        late_until=closes_at + settings.late_window_h * HOUR,
    )


def plan_slots(first: date, last: date, settings: SupervisionSettings, zone: ZoneInfo) -> Iterator[PlannedSlot]:
    """Every half-day from the first to the last day of a project (每半天一次)."""
    day = first
    while day <= last:
        for half in ("am", "pm"):
            yield PlannedSlot(day=day, half=half, bounds=bounds_of(day, half, settings, zone))
        day += timedelta(days=1)


def slot_state(bounds: Bounds, tally: Tally, now: int) -> SlotState:
    """The state shown: 未开始, 可填报, 待补传, 已填报, 部分填报, 已过期未填报."""
    if tally.complete:
        return "complete"
    if now < bounds.opens_at:
        return "not_started"
    if now < bounds.closes_at:
        return "open"
    if now < bounds.late_until:
        return "awaiting_upload"
    return "partial" if tally.done else "expired"
