"""Manifests that were not taken in leave a trace: what was sent, by whom, and why not (catalogue 15.7)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from backend.audit.arrivals import Arrival, Arrivals
from backend.audit.tables import Event
from backend.audit.work import Work
from backend.kernel.actor import Actor
from backend.kernel.encoding import sha256_hex
from backend.kernel.runtime import Runtime
from backend.supervision.capture.manifest import BadManifest
from backend.supervision.events import CaptureRefused


class Unopened(msgspec.Struct, frozen=True):
    """A manifest that signatures did not prove. `named_id` is what it calls itself, if it can be read."""

    code: str
    manifest_sha256: str
    named_id: UUID | None
    item: str

    @classmethod
    def of(cls, raw: bytes, bad: BadManifest) -> "Unopened":
        """A manifest as it was sent, and why it was not opened."""
        named = bad.manifest
        return cls(bad.code, sha256_hex(raw), named.id if named else None, named.item.kind if named else "")

    @property
    def id(self) -> UUID:
        """Under which it stands in the log: what it calls itself, or made of its digest."""
        return self.named_id or UUID(hex=self.manifest_sha256[:32])


class UnopenedRefused:
    """The arrival kind of manifests that were refused before anything was looked up.

    No project: a ticket that could not be checked says nothing. The same again adds nothing, or one phone that keeps
    sending could fill the log.
    """

    async def apply(self, work: Work, arrivals: Sequence[Arrival[Unopened]]) -> Sequence[None]:
        """Record each once."""
        ids = sorted({arrival.item.id for arrival in arrivals})
        rows = await Event.select(Event.subject_id, Event.actor_id).where(
            Event.subject_id.is_in(ids), Event.kind == CaptureRefused.kind
        )
        known = {(row["subject_id"], row["actor_id"]) for row in rows}
        for arrival in arrivals:
            item, actor = arrival.item, arrival.actor
            if (item.id, actor.person_id) in known:
                continue
            known.add((item.id, actor.person_id))
            event = CaptureRefused(
                subject_id=item.id, code=item.code, item=item.item, manifest_sha256=item.manifest_sha256
            )
            work.record(event, actor=actor, role=min(actor.roles(), default=""))
        return [None] * len(arrivals)


_KIND = UnopenedRefused()


async def note_unopened(runtime: Runtime, actor: Actor, unopened: Sequence[Unopened]) -> None:
    """Record that manifests were refused; returns once that is durable.

    Raises:
        Busy: too much is waiting.
    """
    await runtime.find(Arrivals).put_all(_KIND, actor, unopened)
