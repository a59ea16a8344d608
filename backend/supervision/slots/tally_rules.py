"""Which captures stand for the items of a slot, pure (design §4, Slots)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

Place = tuple[str, UUID | None]
"""An item of a slot: its kind, and the row when it is a lecturer."""


class Standing(msgspec.Struct, frozen=True):
    """A capture as far as it stands for an item."""

    id: UUID
    place: Place
    taken_at: int
    counts: bool


def current_captures(captures: Iterable[Standing]) -> Mapping[Place, Standing]:
    """For each item the capture that stands for it: the latest that counts, else the latest.

    A later photo supersedes an earlier one, but one that does not count never takes a counting one away.
    """
    best: dict[Place, Standing] = {}
    for capture in captures:
        former = best.get(capture.place)
        if former is None or _rank(capture) > _rank(former):
            best[capture.place] = capture
    return best


def _rank(capture: Standing) -> tuple[bool, int, UUID]:
    return capture.counts, capture.taken_at, capture.id
