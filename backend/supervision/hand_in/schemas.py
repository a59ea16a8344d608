"""Shapes of a hand-in on the wire."""

from typing import Literal
from uuid import UUID

from backend.kernel.wire import Output
from backend.supervision.capture.manifest import ItemKind
from backend.supervision.slots.slot_rules import Half

HandInCode = Literal["rescue_foreign", "rescue_twice", "rescue_damaged", "photo_missing", "photo_damaged"]
"""Codes of single photos that only a hand-in has; the others are those of manifests and bytes."""


class HandedProject(Output):
    id: UUID
    no: str
    name: str


class HandedInPhoto(Output):
    """What became of one photo of a rescue zip.

    `stored`: taken in just now. `already`: it was there. `waiting`: kept, its commitment or lecturer row is missing.
    `awaiting_bytes`: registered, but the photo itself is not in the zip or damaged. `refused`, `conflict`: see `code`.
    """

    id: UUID
    state: Literal["stored", "already", "waiting", "awaiting_bytes", "refused", "conflict"]
    code: str | None
    project: HandedProject | None = None
    date: str | None = None
    half: Half | None = None
    item: ItemKind | None = None
    name: str | None = None
    taken_at: int | None = None


class HandedIn(Output):
    """Every photo of a rescue zip; `cut_off`: the file ends too early, more may have been in it."""

    cut_off: bool
    items: list[HandedInPhoto]
