"""Which half-days of a project come, go and move, pure (design §4, Slots; catalogue 11.5).

Dates, half-days and venues may change until a slot opens. A slot with evidence is never removed. A slot is never
deleted either: it becomes inactive, keeps its number and may come back in a later version.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from backend.supervision.slots.slot_rules import Bounds, PlannedSlot

Place = tuple[str, str]
"""Day (ISO) and half."""


class SlotNow(msgspec.Struct, frozen=True):
    """A slot as it stands. evidence: a capture or a change of lecturers came for it."""

    id: UUID
    day: str
    half: str
    bounds: Bounds
    active: bool
    evidence: bool

    @property
    def place(self) -> Place:
        return self.day, self.half


class SlotChanges(msgspec.Struct, frozen=True):
    """What to do. `renewed`: slots that come back or whose bounds move, a version later. `steady`: others that stay."""

    added: tuple[PlannedSlot, ...] = ()
    renewed: Mapping[UUID, PlannedSlot] = {}
    dropped: tuple[UUID, ...] = ()
    steady: tuple[UUID, ...] = ()


class SlotFixed(msgspec.Struct, frozen=True):
    """Why the plan cannot be: the half-day has begun, or has evidence."""

    code: Literal["slot_begun", "slot_has_evidence"]
    day: str
    half: str


def change_slots(
    standing: Sequence[SlotNow], planned: Iterable[PlannedSlot], now: int, *, begun_may_change: bool
) -> SlotChanges | SlotFixed:
    """Compare a project's slots with the plan.

    begun_may_change: for an approval, which may come after the first half-day; it removes no slot with evidence either.
    """
    wanted: dict[Place, PlannedSlot] = {(slot.day.isoformat(), slot.half): slot for slot in planned}
    known = {slot.place: slot for slot in standing}
    added = [slot for place, slot in wanted.items() if place not in known]
    renewed: dict[UUID, PlannedSlot] = {}
    steady: list[UUID] = []
    for place, slot in known.items():
        plan = wanted.get(place)
        if plan is not None and _moves(slot, plan, now):
            renewed[slot.id] = plan
        elif plan is not None:
            steady.append(slot.id)
    dropped = [slot for place, slot in known.items() if slot.active and place not in wanted]
    back = [plan for slot_id, plan in renewed.items() if not _by_id(standing, slot_id).active]
    fixed = _fixed(dropped, [*added, *back], now, begun_may_change=begun_may_change)
    if fixed is not None:
        return fixed
    return SlotChanges(tuple(added), renewed, tuple(slot.id for slot in dropped), tuple(steady))


def begun_places(standing: Iterable[SlotNow], now: int) -> list[Place]:
    """The half-days that have begun: the venue points that count for them stay as they are."""
    return [slot.place for slot in standing if slot.active and slot.bounds.opens_at <= now]


def lecturers_fixed(slot: SlotNow, now: int) -> bool:
    """Whether the rows of a slot are the on-site lead's from now on."""
    return slot.evidence or (slot.active and slot.bounds.opens_at <= now)


def _moves(slot: SlotNow, plan: PlannedSlot, now: int) -> bool:
    if not slot.active:
        return True
    return slot.bounds != plan.bounds and slot.bounds.opens_at > now


def _by_id(standing: Iterable[SlotNow], slot_id: UUID) -> SlotNow:
    return next(slot for slot in standing if slot.id == slot_id)


def _fixed(
    dropped: Iterable[SlotNow], coming: Iterable[PlannedSlot], now: int, *, begun_may_change: bool
) -> SlotFixed | None:
    for slot in dropped:
        if slot.evidence:
            return SlotFixed("slot_has_evidence", slot.day, slot.half)
        if slot.bounds.opens_at <= now and not begun_may_change:
            return SlotFixed("slot_begun", slot.day, slot.half)
    for plan in () if begun_may_change else coming:
        if plan.bounds.opens_at <= now:
            return SlotFixed("slot_begun", plan.day.isoformat(), plan.half)
    return None
