"""Shapes of retention, legal holds and erasure on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.operations.hold_actions import LONGEST_BY, LONGEST_REASON, HeldKind

Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]
By = Annotated[str, msgspec.Meta(max_length=LONGEST_BY)]


class KeptRow(Output):
    """A kind of thing that is kept for `days` (0: for ever) as `setting` says; `due` of it go with the next run."""

    kind: str
    days: int
    due: int
    setting: str


class RemovedRow(Output):
    """How many of a kind a run removed, and after how many days."""

    kind: str
    number: int
    days: int


class RunRow(Output):
    """A run that removed something, and when it began."""

    id: UUID
    at: int
    removed: list[RemovedRow]


class RetentionShown(Output):
    """What is kept how long, and the newest runs that removed something."""

    kinds: list[KeptRow]
    runs: list[RunRow]


class HeldNamed(Output):
    """A project (`no`) or person under a hold; the name is empty of a project that is no more."""

    id: UUID
    no: str
    name: str


class HoldRow(Output):
    """A legal hold; while it is in force `released_at` is null and nothing of what is held is removed."""

    id: UUID
    held: HeldKind
    subject: HeldNamed
    reason: str
    placed_by: str
    placed_at: int
    release_reason: str
    released_by: str
    released_at: int | None


class HoldSent(Input):
    """What to hold and why; `by`: who ordered it, left out where it is whoever is logged in."""

    held: HeldKind
    subject_id: UUID
    reason: Reason
    by: By = ""


class ReleaseSent(Input):
    """Why a hold ends, and who ordered it."""

    reason: Reason
    by: By = ""


class ErasedRow(Output):
    """How many rows of one kind are emptied."""

    kind: str
    number: int


class AgainstRow(Output):
    """A code of what stands against erasing, with what it is about (a project's number, a role)."""

    code: str
    about: dict[str, str]


class ErasureShown(Output):
    """What erasing a person would empty; where something stands against it, that instead."""

    parts: list[ErasedRow]
    against: list[AgainstRow]


class EraseSent(Input):
    """The person's name, typed by whoever erases them."""

    name: Annotated[str, msgspec.Meta(max_length=100)]


class ErasureDone(Output):
    """What was emptied. `compacted`: nothing of it is left in unused pages of the database either."""

    parts: list[ErasedRow]
    compacted: bool
