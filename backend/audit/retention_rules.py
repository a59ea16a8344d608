"""How long things are kept, as a rule; pure (design §9: retention per kind in settings, legal hold)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.clock import DAY

FOR_EVER = 0


@dataclass(frozen=True)
class Held:
    """What lies under a legal hold: nothing of these projects and people is removed."""

    projects: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()

    def covers(self, *, projects: Collection[UUID | None] = (), people: Collection[UUID | None] = ()) -> bool:
        """Whether any of these is held."""
        return not self.projects.isdisjoint(projects) or not self.people.isdisjoint(people)


@dataclass(frozen=True)
class Due:
    """What may go: older than `before` (ms UTC) and not held."""

    before: int
    held: Held


def before_of(now: int, days: int) -> int | None:
    """The instant before which things are no longer kept; None where they are kept for ever.

    Raises:
        ValueError: fewer than no days.
    """
    if days < FOR_EVER:
        raise ValueError("days to keep something cannot be fewer than 0")
    return None if days == FOR_EVER else now - days * DAY
