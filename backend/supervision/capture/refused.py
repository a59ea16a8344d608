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
    """A manifest that signatures did not prove. `id` is what it calls itself, or made of its digest."""

    id: UUID
    code: str
    item: str
    manifest_sha256: str


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


async def note_unopened(runtime: Runtime, actor: Actor, raw: bytes, bad: BadManifest) -> None:
    """Record that a manifest was refused; returns once that is durable.

    Raises:
        Busy: too much is waiting.
    """
    digest, manifest = sha256_hex(raw), bad.manifest
    unopened = Unopened(
        id=manifest.id if manifest else UUID(hex=digest[:32]),
        code=bad.code,
        item=manifest.item.kind if manifest else "",
        manifest_sha256=digest,
    )
    await runtime.find(Arrivals).put(_KIND, actor, unopened)
