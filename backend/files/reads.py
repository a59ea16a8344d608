"""Bytes that are shown to somebody leave a trace before they leave the server (catalogue 15.10; design §9)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrival, Arrivals
from backend.audit.events_access import FileDownloaded, FilePreviewed
from backend.audit.work import Work
from backend.kernel.actor import Actor
from backend.kernel.runtime import Runtime


class BytesShown(msgspec.Struct, frozen=True):
    """A variant of the bytes that a record owns; a preview is too small to stand for the file."""

    record: UUID
    variant: str
    preview: bool


class BytesShownKind:
    """The arrival kind of shown bytes: a wall of pictures is one transaction, not one for each."""

    async def apply(self, work: Work, arrivals: Sequence[Arrival[BytesShown]]) -> Sequence[None]:
        """Record each."""
        for arrival in arrivals:
            shown = arrival.item
            event = FilePreviewed if shown.preview else FileDownloaded
            role = min(arrival.actor.roles(), default="")
            work.record(event(subject_id=shown.record, variant=shown.variant), actor=arrival.actor, role=role)
        return [None] * len(arrivals)


_KIND = BytesShownKind()


async def note_shown(runtime: Runtime, actor: Actor, shown: BytesShown) -> None:
    """Record that an actor is shown bytes; returns once that is durable.

    No scope: a look at a picture must not make open screens read again.

    Raises:
        Busy: too much is waiting.
    """
    await runtime.find(Arrivals).put(_KIND, actor, shown)
