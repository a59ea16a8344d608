"""Bytes that are durable become facts: a claim, and whatever waited for them."""

from collections.abc import Sequence
from typing import Any

from backend.audit.arrivals import Arrival
from backend.audit.work import Work
from backend.files.events import BlobStored
from backend.files.ports import ArrivalAnswer, StoredBytes
from backend.files.tables import Blob, Claim
from backend.kernel.db import insert_values, run
from backend.kernel.ids import new_id

Answer = dict[str, list[Any]]
_KNOWN = """
    SELECT digest, person_id FROM claim WHERE digest IN {*} UNION ALL SELECT digest, NULL FROM blob WHERE digest IN {*}
"""
"""Who claims these bytes, and with nobody named that they are there."""


class BytesStored:
    """The arrival kind of stored bytes; answers what each registered area says, by key."""

    async def apply(self, work: Work, arrivals: Sequence[Arrival[StoredBytes]]) -> Sequence[Answer]:
        """Record blob, claim and event for bytes not claimed before, then let the areas answer."""
        await _record(work, arrivals)
        ports = work.runtime.wiring.all(ArrivalAnswer)
        answers: list[Answer] = [{port.key: [] for port in ports} for _ in arrivals]
        for port in ports:
            await _ask(work, port, [one for one in zip(arrivals, answers, strict=True) if port.concerns(one[0])])
        return answers


async def _ask(work: Work, port: ArrivalAnswer, asked: Sequence[tuple[Arrival[StoredBytes], Answer]]) -> None:
    if not asked:
        return
    values = await port.on_stored(work, [arrival.item for arrival, _ in asked])
    for (_, answer), value in zip(asked, values, strict=True):
        answer[port.key] = value


async def _record(work: Work, arrivals: Sequence[Arrival[StoredBytes]]) -> None:
    digests = sorted({arrival.item.digest for arrival in arrivals})
    known = await run(_KNOWN, digests, digests)
    missing = set(digests) - {row["digest"] for row in known if row["person_id"] is None}
    held = {(row["person_id"], row["digest"]) for row in known}
    blobs: list[dict[str, object]] = []
    claims: list[dict[str, object]] = []
    for arrival in arrivals:
        item = arrival.item
        if item.digest in missing:
            missing.discard(item.digest)
            blobs.append({"digest": item.digest, "size": item.size, "stored_at": work.at})
        if (item.person_id, item.digest) not in held:
            held.add((item.person_id, item.digest))
            claim_id = new_id()
            claims.append({"id": claim_id, "person_id": item.person_id, "digest": item.digest, "at": work.at})
            event = BlobStored(subject_id=claim_id, digest=item.digest, size=item.size, person_id=item.person_id)
            work.record(event, actor=arrival.actor)
    await insert_values(Blob, blobs)
    await insert_values(Claim, claims)


BYTES_STORED = BytesStored()
