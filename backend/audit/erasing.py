"""What areas tell about the people they know, so that one can be erased at their request (design §9)."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from backend.audit.work import Work

TOMBSTONE = "已注销人员"
"""The name of a person who was erased; what they did stays under their id."""


@dataclass(frozen=True)
class ErasedPart:
    """Port: something an area knows about a person, and removes.

    `what` says it in plain words at the terminal. `erase` runs inside the unit of work that erases the person and
    answers how many rows it changed; the person's own row is emptied last, so that phone and number can be read.
    """

    what: str
    erase: Callable[[Work, UUID], Awaitable[int]]


@dataclass(frozen=True)
class EraseGuard:
    """Port: why a person cannot be erased now, in words for the terminal; nothing when nothing stands against it.

    Asked with the projects under legal hold.
    """

    reasons: Callable[[Work, UUID, Collection[UUID]], Awaitable[list[str]]]


@dataclass(frozen=True)
class EventsAbout:
    """Port: the subjects of events whose values tell about a person."""

    subjects: Callable[[UUID], Awaitable[list[UUID]]]
