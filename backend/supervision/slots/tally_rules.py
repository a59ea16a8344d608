"""Which captures stand for an item, and what a slot has, pure (design §4, Slots)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from backend.supervision.slots.slot_rules import Tally

Place = tuple[str, UUID | None]
"""An item of a slot: its kind, and the row when it is a lecturer."""


class Standing(msgspec.Struct, frozen=True):
    """A capture as far as the tally asks."""

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
        if former is None or (capture.counts, capture.taken_at) > (former.counts, former.taken_at):
            best[capture.place] = capture
    return best


def tally(captures: Iterable[Standing], lecturers: Sequence[UUID]) -> Tally:
    """What a slot has; `lecturers` are the rows that remain."""
    done = {place for place, capture in current_captures(captures).items() if capture.counts}
    return Tally(
        venue=("venue", None) in done,
        agenda_board=("agenda_board", None) in done,
        room=("room", None) in done,
        lecturers=len(lecturers),
        lecturers_done=sum(("lecturer", row) in done for row in lecturers),
    )
