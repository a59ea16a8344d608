"""What areas tell about the people they know, so that one can be erased at their request (design §9)."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from backend.audit.work import Work

TOMBSTONE = "已注销人员"
"""The name of a person who was erased; what they did stays under their id."""


@dataclass(frozen=True)
class ErasedPart:
    """Port: something an area knows about a person, and removes.

    `kind` is a stable code, which a screen turns into words; `what` says it at the terminal. `erase` runs inside the
    unit of work that erases the person and answers how many rows it changed; the person's own row is emptied last, so
    that phone and number can be read.
    """

    kind: str
    what: str
    erase: Callable[[Work, UUID], Awaitable[int]]


@dataclass(frozen=True)
class Against:
    """Why a person cannot be erased now: a stable code, which a screen turns into words with what it is `about`
    (a project's number, a role); `words` say it at the terminal.
    """

    code: str
    words: str
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EraseGuard:
    """Port: why a person cannot be erased now; nothing when nothing stands against it.

    Asked with the projects under legal hold.
    """

    reasons: Callable[[Work, UUID, Collection[UUID]], Awaitable[list[Against]]]


@dataclass(frozen=True)
class EventsAbout:
    """Port: the subjects of events whose values tell about a person."""

    subjects: Callable[[UUID], Awaitable[list[UUID]]]
